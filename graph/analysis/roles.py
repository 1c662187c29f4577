"""What kind of go-between a thing is, by the ties around it: brokerage roles and constraint.

In: a network, numbers of nodes, a group for each node. Out: counts of roles, and how closed the ties around a node are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from .network import CLOSED, Network

if TYPE_CHECKING:
    import numpy as np

ROLES = ("coordinator", "gatekeeper", "representative", "itinerant", "liaison")
NOBODY = -1


def roles(network: Network, groups: Sequence[int] | np.ndarray, nodes: Collection[int]) -> np.ndarray:
    """How often each of `nodes` stands in each of `ROLES`: int64, nodes by roles (Gould and Fernandez 1989).

    A thing J brokers for I and K where influence travels from I to J and on from J to K, but not straight from I to K. With
    all three of one group J is a *coordinator*; with J and K of one, a *gatekeeper*; with I and J of one, a *representative*;
    with I and K of one, an *itinerant*; with three groups, a *liaison*. `groups` has a whole number from 0 per node; nodes
    of group `NOBODY` are not counted as I, J or K. What lets nothing through brokers for nobody.
    """
    import numpy as np
    from scipy.sparse import csr_array

    group, at = np.asarray(groups, np.int64), np.array(list(nodes), np.int64)
    tails, heads = ends_of(network)
    counted = (group[tails] != NOBODY) & (group[heads] != NOBODY)
    alike = group[tails] == group[heads]

    def ties(chosen: np.ndarray) -> Any:
        return csr_array((np.ones(int(chosen.sum()), np.int64), (tails[chosen], heads[chosen])), shape=(len(group), len(group)))

    passing = counted & (network.costs != CLOSED)
    inner, outer = ties(counted & alike), ties(counted & ~alike)
    into_inner, into_outer = inner.tocsc()[:, at].T.tocsr(), outer.tocsc()[:, at].T.tocsr()
    on_inner, on_outer = ties(passing & alike)[at], ties(passing & ~alike)[at]
    shape = len(group), int(group.max(initial=0)) + 1
    kinds = csr_array((np.ones(len(group), np.int64), (np.arange(len(group)), np.where(group == NOBODY, 0, group))), shape=shape)

    def closed(first: Any, second: Any, straight: Any) -> np.ndarray:
        """Pairs on either side of each node that have a tie of their own."""
        return np.asarray((first @ straight).multiply(second).sum(axis=1))

    def returned(first: Any, second: Any) -> np.ndarray:
        """Steps that lead back where they came from."""
        return np.asarray(first.multiply(second).sum(axis=1))

    came_inner, came_outer, went_inner, went_outer = (np.asarray(each.sum(axis=1)) for each in (into_inner, into_outer, on_inner, on_outer))
    same = np.asarray((into_outer @ kinds).multiply(on_outer @ kinds).sum(axis=1))
    found = [
        came_inner * went_inner - returned(into_inner, on_inner) - closed(into_inner, on_inner, inner),
        came_outer * went_inner - closed(into_outer, on_inner, outer),
        came_inner * went_outer - closed(into_inner, on_outer, outer),
        same - returned(into_outer, on_outer) - closed(into_outer, on_outer, inner),
        came_outer * went_outer - same - closed(into_outer, on_outer, outer),
    ]
    return np.stack(found, axis=1)


def constraint(network: Network, nodes: Collection[int]) -> np.ndarray:
    """How far the ties of each of `nodes` lead to things that are tied among themselves (Burt 1992): float64, `nan` without any tie.

    Low where a thing holds apart ones together. The weight of two neighbours is the sum of the strengths between them, both
    ways. Equal to `networkx.constraint(graph)` with these strengths as weight.
    """
    import numpy as np

    at = np.array(list(nodes), np.int64)
    mutual = folded(network)
    whole = np.asarray(mutual.sum(axis=1))
    shares = mutual.multiply(np.divide(1.0, whole, out=np.zeros(len(whole)), where=whole > 0)[:, None]).tocsr()
    own = shares[at]
    reach = own + (own @ shares).multiply(own > 0)
    found = np.asarray(reach.multiply(reach).sum(axis=1))
    return np.where(whole[at] > 0, found, np.nan)


def folded(network: Network) -> Any:
    """The network without directions: a symmetric scipy CSR array of float64, each weight the sum of the strengths there and back."""
    import numpy as np
    from scipy.sparse import coo_array

    tails, heads = ends_of(network)
    size = len(network.names)
    one_way = coo_array((np.exp(-1e-6 * network.firsts), (tails, heads)), shape=(size, size)).tocsr()
    return (one_way + one_way.T).tocsr()


def ends_of(network: Network) -> tuple[np.ndarray, np.ndarray]:
    """The nodes that each edge leaves and enters."""
    import numpy as np

    return np.repeat(np.arange(len(network.names)), np.diff(network.indptr)), network.heads
