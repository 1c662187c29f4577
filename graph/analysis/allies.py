"""Which allies together raise the reach of a coalition most, chosen greedily.

Reach is the number of those who decide (bodies, states, ministries, agencies, intergovernmental organisations) that somebody of
the coalition reaches with a score of at least so much: each ally begins routes of its own. The reach added is a monotone
submodular function of the allies, so the greedy choice is at least 1 - 1/e of the best (Nemhauser, Wolsey and Fisher 1978).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import BadChoice
from ..facts import Facts
from ..validity import alive
from .candidates import SIDE
from .influence import Question, numbered
from .network import Network, cost
from .reach import around, decides
from .search import NEVER, STEP, ranks

if TYPE_CHECKING:
    import numpy as np

ABOVE = 0.01
ROOM = 16_000_000


@dataclass(frozen=True)
class Joining:
    """An ally in the order chosen, and what the coalition reaches through it that it did not reach before."""

    ally: str
    adds: tuple[str, ...]


@dataclass(frozen=True)
class Coalition:
    """What FROM reaches alone, who joins, and how many allies were thought of."""

    question: Question
    above: float
    alone: tuple[str, ...]
    joining: tuple[Joining, ...]
    tried: int


def coalition(facts: Facts, question: Question, k: int, above: float = ABOVE) -> Coalition:
    """The `k` organisations or networks (at least 1; fewer where no more add anything) that raise the reach of FROM most.

    What TO names is not looked at, and a stated aim is no reach. `BadChoice` for a score outside (0, 1).
    """
    import numpy as np

    if not 0 < above < 1:
        raise BadChoice(f"A score of {above:g} is none to reach above.", "Give a number between 0 and 1, such as 0.01.")
    network = question.network(facts)
    asked = {*question.starts, *question.without}
    organisations = [one for name in SIDE for one in facts.subjects(name) if one not in asked and one in network.numbers and alive(facts, one, question.moment.on)]
    deciders = [thing for thing in (network.names if organisations else ()) if thing not in asked and decides(facts, thing)]
    sources, targets = numbered(network, sorted(organisations)), numbered(network, deciders)
    alone_each, covers = (
        within(network, nodes, question.hops, above)[:, targets] & ~only_intended(facts, network, question, nodes, targets, above)
        for nodes in (numbered(network, question.starts), sources)
    )
    own = np.asarray(alone_each.any(axis=0), bool)
    order = greedy(covers, own, k)
    alone = tuple(name for name, here in zip(deciders, own, strict=True) if here)
    joining, got = [], own.copy()
    for chosen in order:
        joining.append(Joining(network.names[sources[chosen]], tuple(name for name, new in zip(deciders, covers[chosen] & ~got, strict=True) if new)))
        got |= covers[chosen]
    return Coalition(question, above, alone, tuple(joining), len(sources))


def only_intended(facts: Facts, network: Network, question: Question, sources: Sequence[int], targets: Sequence[int], above: float) -> np.ndarray:
    """For each source (a row) and target whether a tie that is only intended joins them straight, and no other route with such a score."""
    import numpy as np

    found = np.zeros((len(sources), len(targets)), bool)
    if question.moment.status == "actual" or not targets:
        return found
    rows, columns = ({network.names[node]: n for n, node in enumerate(nodes)} for nodes in (sources, targets))
    for tie in (link.tie for link in network.links if link.ahead and link.tie.status != "actual"):
        if tie.start in rows and tie.end in columns:
            other = around(facts, replace(question, starts=(tie.start,), ends=(tie.end,)))
            found[rows[tie.start], columns[tie.end]] = other is None or other[0] // STEP > int(cost(above))
    return found


def greedy(covers: np.ndarray, own: np.ndarray, k: int) -> list[int]:
    """The rows (truth values, one row per ally) chosen one after the other, each the one that adds most to what is covered,
    the first of equal ones; at most `k`, and none that adds nothing."""
    got, chosen = own.copy(), list[int]()
    while len(chosen) < k and len(covers):
        adds = (covers & ~got).sum(axis=1)
        best = int(adds.argmax())
        if not adds[best]:
            break
        chosen.append(best)
        got |= covers[best]
    return chosen


def within(network: Network, sources: Sequence[int], hops: int, above: float) -> np.ndarray:
    """For each source (a row) and node whether a route of at most `hops` steps from that source reaches it with a score of at
    least `above`; the source reaches itself. As many rows at a time as there is room for."""
    import numpy as np

    limit = (int(cost(above)) + 1) * STEP
    indptr, tails, order = network.inward
    weight, first = ranks(network.costs)[order], ranks(network.firsts)
    entered = np.flatnonzero(np.diff(indptr))
    found = np.zeros((len(sources), len(network.names)), bool)
    batch = max(1, ROOM // max(1, len(tails)))
    for begin in range(0, len(sources), batch):
        rows = list(sources[begin : begin + batch])
        best = np.full((len(rows), len(network.names)), NEVER, np.int64)
        for n, source in enumerate(rows):
            a, b = network.indptr[source], network.indptr[source + 1]
            best[n, network.heads[a:b]] = first[a:b]
            best[n, source] = 0
        for _ in range(hops - 1 if len(entered) else 0):
            fresh = best.copy()
            fresh[:, entered] = np.minimum(best[:, entered], np.minimum.reduceat(np.minimum(best[:, tails] + weight, NEVER), indptr[entered], axis=1))
            if np.array_equal(fresh, best):
                break
            best = fresh
        found[begin : begin + len(rows)] = best < limit
    return found
