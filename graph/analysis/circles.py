"""Who is in which circle, and who links circles: communities of a network, told by its actors and bodies.

In: a question without ends. Out: members by circle. A circle is what `communities` finds in the whole network, meetings and
texts too; it is no membership that anybody declared, and every output says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..facts import Facts
from ..tables import Table
from ..telling import conditions
from ..things import Path, Thing
from ..wording import say, wording
from .communities import ALONE, communities
from .influence import Question
from .reach import KINDS, class_of
from .roles import folded

COLUMNS = ("circle", "around", "name", "address", "kind", "inside", "outside", "links")
FEWEST = 2
NAMED = 40


@dataclass(frozen=True)
class Member:
    """A thing in its circle (from 1). `inside`, `outside`: the sums of the strengths, both ways, of its ties within the circle and
    to others; `links`: the other circles that it is tied to, sorted; none for what lets nothing through."""

    thing: Thing
    circle: int
    inside: float
    outside: float
    links: tuple[int, ...]


@dataclass(frozen=True)
class Circles:
    """Members by circle, in each the strongest inside first; `sizes`: how many things of any kind each circle has."""

    question: Question
    members: tuple[Member, ...]
    sizes: tuple[int, ...]

    @property
    def by_circle(self) -> list[list[Member]]:
        """The members of each circle."""
        found: list[list[Member]] = [[] for _ in self.sizes]
        for member in self.members:
            found[member.circle - 1].append(member)
        return found

    @property
    def linking(self) -> list[Member]:
        """Members tied to other circles, the strongest outside first."""
        return sorted((member for member in self.members if member.links), key=lambda member: (-member.outside, member.thing.label))


def circles(facts: Facts, question: Question, of: Iterable[str] = ()) -> Circles:
    """The circles of the network of a question, and who of the classes `of` (default: actors and bodies) is in them."""
    import numpy as np

    wanted = {class_of(word) for word in of or KINDS}
    network = question.network(facts)
    found, ties = communities(network), folded(network)
    ties = ties.tocoo()
    same = found[ties.row] == found[ties.col]
    inside = np.bincount(ties.row[same], ties.data[same], minlength=len(found))
    outside = np.bincount(ties.row[~same], ties.data[~same], minlength=len(found))
    links: dict[int, set[int]] = {}
    for node, circle in zip(ties.row[~same].tolist(), found[ties.col[~same]].tolist(), strict=True):
        links.setdefault(node, set()).add(circle + 1)
    shown = [n for n, name in enumerate(network.names) if found[n] != ALONE and (not facts.classes(name) or wanted & set(facts.classes(name)))]
    onward = [tuple(sorted(links.get(n, ())) if network.shares[n] else ()) for n in shown]
    members = [
        Member(facts.thing(network.names[n], question.lang), int(found[n]) + 1, float(inside[n]), float(outside[n]), others) for n, others in zip(shown, onward, strict=True)
    ]
    members.sort(key=lambda member: (member.circle, -member.inside, member.thing.label))
    return Circles(question, tuple(members), tuple(np.bincount(found[found != ALONE]).tolist()))


def told(answer: Circles, top: int = 10) -> Iterator[str]:
    """The lines: circles of at least `FEWEST` members, then the `top` of those who link circles (0 is all), then conditions."""
    small = 0
    for circle, (size, members) in enumerate(zip(answer.sizes, answer.by_circle, strict=True), 1):
        if len(members) < FEWEST:
            small += 1
            continue
        yield say("circles_one", n=circle, around=members[0].thing.label, size=size)
        more = say("circles_more", n=len(members) - NAMED) if len(members) > NAMED else ""
        yield f"   {', '.join(member.thing.short for member in members[:NAMED])}{more}"
        yield ""
    if small:
        yield say("circles_small", n=small)
        yield ""
    if answer.linking:
        yield say("circles_linking")
        for member in answer.linking[: top or None]:
            yield f"   {say('circles_links', name=member.thing.label, circle=member.circle, others=', '.join(map(str, member.links)))}"
        yield ""
    yield say("circles_meaning")
    yield conditions(answer.question, limited=False)
    yield wording()["heuristic"]


def table(answer: Circles) -> Table:
    """One row per member; `links` are numbers of circles with spaces between."""
    around: dict[int, str] = {}
    for member in answer.members:
        around.setdefault(member.circle, member.thing.label)
    rows = [
        {
            "circle": member.circle,
            "around": around[member.circle],
            "name": member.thing.label,
            "address": member.thing.id,
            "kind": member.thing.kind,
            "inside": member.inside,
            "outside": member.outside,
            "links": " ".join(map(str, member.links)) or None,
        }
        for member in answer.members
    ]
    return Table(COLUMNS, tuple(rows))


def drawn(answer: Circles, top: int = 10) -> tuple[Question, str, str, tuple[Path, ...], dict[str, str]]:
    """What a map of them shows: the question, a title, the answer, no routes, and the words on the heart of each circle and on
    the `top` who link circles (0 is all)."""
    shown = [members[0] for members in answer.by_circle if len(members) >= FEWEST]
    marked = {member.thing.id: say("circles_mark", n=member.circle) for member in (*shown, *answer.linking[: top or None])}
    return answer.question, say("circles_title"), f"{say('circles_answer', n=len(answer.sizes))} {say('circles_meaning')}", (), marked
