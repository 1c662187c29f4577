"""Circles: things with more ties among themselves than with the rest (Louvain: Blondel and others 2008).

In: a network, a seed. Out: the number of its circle for each node. Directions are folded: the weight of two things is the sum of
the strengths between them, both ways (`roles.folded`). Below `LARGE` pairs networkx finds them; above, networkit, an extra:
without it the network is refused. The same network and seed give the same circles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import KuasaError
from .network import Network
from .roles import folded

if TYPE_CHECKING:
    import numpy as np

LARGE = 100_000
ALONE = -1
SEED = 1


def communities(network: Network, seed: int = SEED) -> np.ndarray:
    """The circle of each node (int64), numbered from 0, the largest first, of equal ones that with the first name; `ALONE`
    without any tie. `KuasaError` for a large network where networkit is missing."""
    import numpy as np
    from scipy.sparse import triu

    pairs = triu(folded(network), format="coo")
    order = np.lexsort((pairs.col, pairs.row))
    pairs = pairs.row[order], pairs.col[order], pairs.data[order]
    found = (by_networkx if len(order) < LARGE else by_networkit)(len(network.names), *pairs, seed)
    tied = np.zeros(len(network.names), bool)
    tied[pairs[0]] = tied[pairs[1]] = True
    return numbered(found, tied)


def numbered(labels: np.ndarray, tied: np.ndarray) -> np.ndarray:
    """Labels of any kind as numbers by size; `ALONE` for what is not tied."""
    import numpy as np

    found = np.full(len(labels), ALONE, np.int64)
    _, firsts, inverse, sizes = np.unique(labels[tied], return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), np.int64)
    rank[np.lexsort((firsts, -sizes))] = np.arange(len(sizes))
    found[tied] = rank[inverse]
    return found


def by_networkx(size: int, rows: np.ndarray, columns: np.ndarray, weights: np.ndarray, seed: int) -> np.ndarray:
    """A label for each node, by networkx."""
    import networkx as nx
    import numpy as np

    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from(zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True))
    found = np.zeros(size, np.int64)
    for label, members in enumerate(nx.community.louvain_communities(graph, weight="weight", seed=seed)):
        found[list(members)] = label
    return found


def by_networkit(size: int, rows: np.ndarray, columns: np.ndarray, weights: np.ndarray, seed: int) -> np.ndarray:
    """A label for each node, by networkit, refined, on one thread so that it stays the same."""
    import numpy as np

    kit = networkit()
    graph = kit.GraphFromCoo((weights, (rows.astype(np.uint64), columns.astype(np.uint64))), n=size, weighted=True)
    threads = kit.getMaxNumberOfThreads()
    kit.setSeed(seed, False)
    kit.setNumberOfThreads(1)
    try:
        found = kit.community.PLM(graph, refine=True, par="none randomized").run().getPartition()
    finally:
        kit.setNumberOfThreads(threads)
    return np.array(found.getVector(), np.int64)


def networkit() -> Any:
    """The extra for large networks."""
    try:
        import networkit as kit
    except ImportError:
        raise KuasaError(f"Circles among {LARGE} and more pairs of things need networkit, which is not here.", "pip install 'kuasa[large]'") from None
    return kit
