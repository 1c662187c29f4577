"""Places by rank: who reports to whom stands in rows, the superior above; long rows are folded; the rest on a shelf below.

In: node ids and the pairs (unit, superior). Out: a place for every id, the same for the same input. Pairs that run in a
circle have no ranks: `None`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ROW = 9
APART = 190
DOWN = 150


def ranks(ids: Sequence[str], pairs: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]] = ()) -> dict[str, tuple[int, int]] | None:
    """A place for every id; `others` are links that only help to order a row."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from(sorted((superior, unit) for unit, superior in pairs))
    if not graph or not nx.is_directed_acyclic_graph(graph):
        return None
    rows = [sorted(row) for row in nx.topological_generations(graph)]
    shelf = sorted(set(ids) - set(graph))
    near: dict[str, list[str]] = {}
    for a, b in [*graph.edges, *sorted(others)]:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    across: dict[str, float] = {}
    for row in [*rows, shelf]:
        row.sort(key=lambda one: (_middle(across, near.get(one, ())), one))
        across.update({one: (n - (len(row) - 1) / 2) for n, one in enumerate(row)})
    places: dict[str, tuple[int, int]] = {}
    depth = 0
    for row in [*rows, shelf]:
        for start in range(0, len(row), ROW):
            part = row[start : start + ROW]
            for n, one in enumerate(part):
                places[one] = (round((n - (len(part) - 1) / 2) * APART + (depth % 2) * APART * 0.25), depth * DOWN)
            depth += 1
    return places


def _middle(across: dict[str, float], near: Iterable[str]) -> float:
    known = [across[one] for one in near if one in across]
    return sum(known) / len(known) if known else 0.0
