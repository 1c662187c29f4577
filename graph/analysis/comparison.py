"""Two networks side by side: which routes and links opened, which closed, what got stronger or weaker, who sits where now.

In: two sides, each facts with a question; the questions differ in day, status or lens, the facts in the data they were read
from. Out: a `Comparison`, first side to second. Links are compared by their ends, kind and status, never by the ids of records;
a thing that only one side knows is the thing of the same name that only the other knows.

With ends it compares routes: one is *opened* if a step of it was missing on the first side, *closed* if one is missing on the
second, else stronger, weaker or the same. With a start alone it compares the links of that thing, with no ends every link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from ..errors import UnknownName, UsageError
from ..facts import Facts
from ..kinds import kinds
from ..lookup import fold
from ..things import Hop, Path, Tie
from .influence import Question, routable, routes, swapped, tell
from .network import CLOSED, Link, Network
from .search import Way

NOTICED = 1.1
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Side:
    """Facts and the question put to them. `alias` gives, for a thing that goes by another id here, the id that the comparison uses."""

    facts: Facts
    question: Question
    name: str = ""
    alias: dict[str, str] = field(default_factory=dict)

    @cached_property
    def network(self) -> Network:
        """The network of the question, without its stated aims."""
        return routable(self.facts, self.question)

    @cached_property
    def own(self) -> dict[str, str]:
        """The id here of each thing with an alias."""
        return {other: thing for thing, other in self.alias.items()}

    @cached_property
    def links(self) -> dict[Key, Link]:
        """Its links, by what makes them the same on both sides."""
        return {self.key(link.tie): link for link in self.network.links if link.ahead or link.back}

    def key(self, tie: Tie) -> Key:
        """What makes a link the same on both sides: ends, kind, status."""
        return self.common(tie.start), tie.stated or tie.kind, self.common(tie.end), tie.status

    def common(self, thing: str) -> str:
        """The id that the comparison uses for a thing."""
        return self.alias.get(thing, thing)

    def along(self, things: list[str]) -> Path | None:
        """The route over these things (as the comparison names them); None if it cannot be passed here."""
        network = self.network
        nodes = [network.numbers.get(self.own.get(thing, thing), -1) for thing in things]
        edges: list[int] = []
        for a, b in pairwise(nodes):
            row = range(int(network.indptr[a]), int(network.indptr[a + 1])) if min(a, b) >= 0 else range(0)
            edge = next((n for n in row if network.heads[n] == b and (not edges or network.costs[n] != CLOSED)), None)
            if edge is None:
                return None
            edges.append(edge)
        return tell(self.facts, network, self.question, Way(0, (), tuple(edges)))


@dataclass(frozen=True)
class LinkChange:
    """A link that `opened`, `closed`, or is `stronger` or `weaker`; what it carries before and after, forward or else backward (None where it is not)."""

    change: str
    tie: Tie
    before: float | None
    after: float | None


@dataclass(frozen=True)
class RouteChange:
    """A route that `opened`, `closed`, is `stronger`, `weaker` or the `same`, as it was and is; and the steps that made the change."""

    change: str
    before: Path | None
    after: Path | None
    because: tuple[Hop, ...]

    @property
    def path(self) -> Path:
        """The route as it is, or else as it was."""
        found = self.after or self.before
        assert found
        return found


@dataclass(frozen=True)
class SeatChange:
    """Who sits in or chairs a body: who left, who came. `kind` is that of the ties; ids of things."""

    kind: str
    body: str
    left: tuple[str, ...]
    came: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two sides and what changed from the first to the second. `links` are those of the routes, of one thing, or all."""

    first: Side
    second: Side
    routes: tuple[RouteChange, ...]
    links: tuple[LinkChange, ...]
    seats: tuple[SeatChange, ...]

    @property
    def gains(self) -> list[tuple[str, int, int]]:
        """Each thing with how many links of it opened and closed, those with the most first."""
        counts = {
            change: Counter(side.common(end) for link in self.links if link.change == change for end in {link.tie.start, link.tie.end})
            for change, side in (("opened", self.second), ("closed", self.first))
        }
        found = [(thing, counts["opened"][thing], counts["closed"][thing]) for thing in {*counts["opened"], *counts["closed"]}]
        return sorted(found, key=lambda one: (-one[1] - one[2], one[0]))

    def thing(self, thing: str) -> str:
        """The name of a thing of either side."""
        own = self.second.own.get(thing, thing)
        side = self.second if self.second.facts.knows(own) else self.first
        return side.facts.thing(side.own.get(thing, thing), side.question.lang).short


def two(*others: object) -> None:
    """Refuses a comparison of a thing with itself: nothing was named `others` to compare with."""
    if not any(others):
        raise UsageError("There is nothing to compare with.", "Name a second date, lens, status or data set: --with-on, --with-lens, --with-status, --with-data.")


def side(facts: Facts, ask: Callable[[], Question], instead: Callable[[], Question], places: Iterable[str] = ()) -> Side:
    """A side with the question that `ask` makes of names; where it does not know one of them, the question as the other side makes it (`instead`)."""
    name = ", ".join(place.rstrip("/").rsplit("/", 1)[-1] for place in places)
    try:
        return Side(facts, ask(), name)
    except UnknownName:
        return Side(facts, instead(), name)


def compare(first: Side, second: Side) -> Comparison:
    """What changed from the first side to the second."""
    if first.facts is not second.facts:
        second = replace(second, alias=namesakes(first, second))
    keys = {*first.links, *second.links}
    if first.question.ends:
        found = tuple(route_changes(first, second))
        used = {side.key(hop.tie) for route in found for path, side in ((route.before, first), (route.after, second)) if path for hop in path.hops}
        return Comparison(first, second, found, tuple(link_changes(first, second, keys & used)), ())
    if first.question.starts:
        around = {side.common(thing) for side in (first, second) for thing in side.question.starts}
        keys = {key for key in keys if around & {key[0], key[2]}}
    changes = tuple(link_changes(first, second, keys))
    return Comparison(first, second, (), changes, tuple(seat_changes(first, second, changes)))


def namesakes(first: Side, second: Side) -> dict[str, str]:
    """For each thing that only the second side knows, the one thing of its name that only the first knows."""
    names: dict[str, list[str]] = {}
    for thing in first.network.names:
        if not second.facts.knows(thing):
            names.setdefault(fold(first.facts.label(thing)), []).append(thing)
    found: dict[str, str] = {}
    for thing in second.network.names:
        same = names.get(fold(second.facts.label(thing)), []) if not first.facts.knows(thing) else []
        if len(same) == 1 and same[0] not in found.values():
            found[thing] = same[0]
    return found


def link_changes(first: Side, second: Side, keys: set[Key]) -> Iterator[LinkChange]:
    """Those of some links that changed, in the order of their keys. That an occurrence fades with the years is no change of its link."""
    for key in sorted(keys):
        before, after = first.links.get(key), second.links.get(key)
        found = after or before
        assert found
        values = carried(before), carried(after)
        change = changed(*values)
        if change == "same" or (before and after and found.tie.kind in kinds() and kinds()[found.tie.kind].occurrence and first.question.lens == second.question.lens):
            continue
        yield LinkChange(change, found.tie, *values)


def carried(link: Link | None) -> float | None:
    """What a link carries forward, or else backward; None without one."""
    return (link.ahead or link.back) if link else None


def changed(before: float | None, after: float | None) -> str:
    """What became of a strength or score; less than a tenth is no change."""
    if before is None or after is None:
        return "opened" if before is None else "closed"
    return "stronger" if after > before * NOTICED else "weaker" if before > after * NOTICED else "same"


def route_changes(first: Side, second: Side) -> Iterator[RouteChange]:
    """The best routes of both sides: what opened, what closed, then those on both sides, each group in its order."""
    found: dict[tuple[str, ...], RouteChange] = {}
    for side in (second, first):
        for path in routes(side.facts, side.network, side.question):
            things = tuple(side.common(thing) for thing in (path.hops[0].start.id, *(hop.end.id for hop in path.hops)))
            told = [route.path for route in found.values()]
            if things not in found and not (side is first and any(swapped(side.facts, path, other) for other in told)):
                before, after = (path if one is side else one.along(list(things)) for one in (first, second))
                change = changed(before.score if before else None, after.score if after else None)
                found[things] = RouteChange(change, before, after, tuple(because(change, before, after, first, second)))
    order = ("opened", "closed", "stronger", "weaker", "same")
    yield from sorted(found.values(), key=lambda route: order.index(route.change))


def because(change: str, before: Path | None, after: Path | None, first: Side, second: Side) -> Iterable[Hop]:
    """The steps that made a change: those that are missing on the other side; those that became stronger or weaker as the route did, or run over another link."""
    if before and after:
        pairs = zip(before.hops, after.hops, strict=True)
        return [b for a, b in pairs if first.key(a.tie) != second.key(b.tie) or change == changed(a.strength, b.strength) != "same"]
    path, here, there = (after, second, first) if after else (before, first, second)
    assert path
    return [hop for n, hop in enumerate(path.hops) if there.along([here.common(hop.start.id), here.common(hop.end.id)]) is None]


def seat_changes(first: Side, second: Side, changes: Iterable[LinkChange]) -> Iterator[SeatChange]:
    """The bodies of which the chair or a seat changed hands, chairs first."""
    held: dict[tuple[str, str], dict[str, list[str]]] = {}
    for link in changes:
        kind = kinds().get(link.tie.kind)
        if kind and (kind.one_holder or kind.word == "seat") and link.tie.status == "actual" and link.change in ("opened", "closed"):
            side = second if link.change == "opened" else first
            held.setdefault((link.tie.kind, side.common(link.tie.end)), {}).setdefault(link.change, []).append(side.common(link.tie.start))
    for (kind_id, body), found in sorted(held.items(), key=lambda item: (not kinds()[item[0][0]].one_holder, item[0])):
        yield SeatChange(kind_id, body, tuple(found.get("closed", ())), tuple(found.get("opened", ())))
