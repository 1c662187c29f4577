"""Files of several groups → one knowledge: stores in; quads, names to decide on, conflicts and problems out. And back: without one import.

Every import keeps its graph; what ties them together stands in the graph `merge`. Merging is a function of the imports alone: their order
does not matter, a file merged with itself is that file, and a merged file can be merged again. Undoing restores each import as
it was and merges the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ...graph.errors import UsageError
from ...graph.facts import Facts
from ...graph.store import EmbeddedStore
from ...graph.tables import Table
from ...graph.vocabulary import GRAPH
from ..book import Problem
from ..incoming.names import Decision, Naming
from .conflicts import Conflict, conflicts
from .joining import joined
from .parts import MERGE, Part, opened
from .sameness import closed, sameness


@dataclass(frozen=True)
class Merged:
    """The quads, sorted; the names with their decisions; where the files disagree; what is to be said. A name that waits for a decision
    is two things until then."""

    quads: tuple[ox.Quad, ...]
    namings: tuple[Naming, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]

    @property
    def open(self) -> tuple[Naming, ...]:
        """The names that wait for a decision."""
        return tuple(naming for naming in self.namings if not naming.decision)

    def facts(self) -> Facts:
        """What the quads say."""
        store = EmbeddedStore()
        store.ox.bulk_extend(self.quads)
        return Facts.from_store(store)


@dataclass(frozen=True)
class Undone:
    """The quads that are left, and what went: how many of what."""

    quads: tuple[ox.Quad, ...]
    gone: Table


def merged(files: Sequence[tuple[str, EmbeddedStore]], facts: Facts, decided: Mapping[str, Decision]) -> Merged:
    """The files, each with its name, as one knowledge beside what is known."""
    read = opened(files)
    found = sameness(read.parts, facts, decided, read.same)
    whole = joined(read.parts, found.same, facts)
    differences = conflicts(whole, read.parts, facts)
    return Merged(whole.quads(), found.namings, differences, (*read.problems, *found.problems))


def without(store: EmbeddedStore, graph: str, facts: Facts | None = None) -> Undone:
    """A merged file without one import (its graph, or the last part of it); `UsageError` lists the imports if there is none of that name.
    What was taken as the same stays so for the others, where neither of them is gone."""
    known = facts or Facts()
    read = opened([("", store)])
    name = graph if graph.startswith(GRAPH) else GRAPH + graph
    if name not in {part.graph for part in read.parts}:
        raise UsageError(f"There is no import '{graph}' in this file.", f"It holds: {', '.join(part.slug for part in read.parts) or 'none'}.")
    left = tuple(part for part in read.parts if part.graph != name)
    whole = joined(left, represented(left, read.same, known), known)
    conflicts(whole, left, known)
    quads = whole.quads()
    return Undone(quads, gone(frozenset(store.ox), frozenset(quads), name))


def represented(parts: Sequence[Part], same: Mapping[str, str], facts: Facts) -> dict[str, str]:
    """What is still the same, when some imports are left: each address gives way to the one that is known, else to that of the first."""
    groups: dict[str, set[str]] = {}
    for old, new in closed(same).items():
        groups.setdefault(new, {new}).add(old)
    found: dict[str, str] = {}
    used = {node for part in parts for node in part.nodes}
    described = {thing for part in parts for thing in part.described}
    for new, members in groups.items():
        order = [thing for part in parts for thing in sorted(part.described & members)]
        stays = new if facts.knows(new) or (new in used and new not in described) or not order else order[0]
        found |= {thing: stays for thing in members & used if thing != stays}
    return found


def gone(before: frozenset[ox.Quad], after: frozenset[ox.Quad], graph: str) -> Table:
    """How many statements of the import went, and how many of the merge that rested on it; how many others came back to what they were."""
    merge, own = ox.NamedNode(MERGE), ox.NamedNode(graph)
    lost, back = before - after, after - before
    rows = (
        ("statements of the import", sum(quad.graph_name == own for quad in lost)),
        ("notes of the merge that rested on it", sum(quad.graph_name == merge for quad in lost)),
        ("statements of others that are as they were again", sum(quad.graph_name not in (merge, own) for quad in back)),
    )
    return Table(("what", "how many"), tuple({"what": what, "how many": count} for what, count in rows))
