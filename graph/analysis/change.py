"""What a given change does to the best route: ties that are added, ties or things that are lost.

In: a question, ties as "A > kind > B". Out: the best route before and after. Refused: names and kinds that nobody knows, ties
that cannot stand between their ends, persons where they are no steps, losing what is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..errors import BadChoice, KuasaError, UsageError
from ..facts import Facts, word_facts
from ..kinds import TieKind, kinds
from ..lookup import fold, resolve
from ..things import Path, Tie
from ..vocabulary import K
from .building import directed, links
from .candidates import fits
from .influence import Question, routable, tell, ways
from .made import Made
from .network import CLAMP, CLOSED, Link, Network, best_of, cost, frozen, starts_of
from .rows import RowFacts
from .scenario import IMAGINED, imagined

FORM = 'Write: "A > kind > B", such as "AROSP > engages with > AICHR".'


@dataclass(frozen=True)
class Change:
    """The best route before and after, None where there is none; the ties made up, the ties lost, the things lost, and which of
    the ties made up carry nothing through the lens."""

    question: Question
    before: Path | None
    after: Path | None
    added: tuple[Tie, ...] = ()
    lost: tuple[Tie, ...] = ()
    gone: tuple[str, ...] = ()
    idle: tuple[Tie, ...] = ()


def change(facts: Facts, question: Question, added: Sequence[str] = (), lost: Sequence[str] = ()) -> Change:
    """The effect of all changes together. A tie made up carries the strength of its kind through the lens, as if it were
    actual and seen; crowding at events is not counted."""
    ties = [made_up(facts, question, text, number) for number, text in enumerate(added, 1)]
    losing = [losses(facts, question, text) for text in lost]
    less = replace(question, without=question.without.union(*(ids for ids, _, _ in losing)))
    before = best(facts, routable(facts, question), question)
    after = best(facts, with_ties(facts, routable(facts, less), ties), question)
    idle = tuple(tie for tie in ties if not any(carried(facts, question, tie)))
    return Change(question, before, after, tuple(ties), tuple(tie for _, found, _ in losing for tie in found), tuple(name for _, _, name in losing if name), idle)


def best(facts: Facts, network: Network, question: Question) -> Path | None:
    """The best route, told; made-up ties as such."""
    way = next(iter(ways(network, question)), None)
    path = tell(facts, network, question, way) if way else None
    if path is None or not any(hop.tie.id.startswith(IMAGINED) for hop in path.hops):
        return path
    return replace(path, hops=tuple(imagined(hop) if hop.tie.id.startswith(IMAGINED) else hop for hop in path.hops), band="shaky")


def with_ties(facts: Facts, network: Network, ties: Sequence[Tie]) -> Network:
    """The network with ties added, each with the strength of its kind."""
    import numpy as np

    new = []
    for tie in ties:
        ahead, back = network.lens.strengths(tie.kind, facts.classes(tie.start), facts.classes(tie.end))
        new.append(Link(tie, ahead and min(CLAMP, ahead), back and min(CLAMP, back)))
    if all(end in network.numbers for tie in ties for end in (tie.start, tie.end)):
        return set_in(network, new)
    found = sorted([*network.links, *new], key=lambda link: link.tie.id)
    names = sorted({*network.names, *(end for tie in ties for end in (tie.start, tie.end))})
    shares = np.array([network.lens.transit(name, facts.classes(name)) for name in names], float)
    edges = directed(found, names)
    return Network.from_edges(network.lens, network.moment, names, found, shares, edges, np.array([link.tie.backward is not None for link in found], bool)[edges[-1] // 2])


def set_in(network: Network, new: Sequence[Link]) -> Network:
    """The network with links added between things that it has: the rows are sorted again, no link is made twice. Of equally
    strong ones the old link is kept."""
    import numpy as np

    known = len(network.links)
    rows = [(network.numbers[one.tie.start], network.numbers[one.tie.end], one.ahead, 2 * n) for n, one in enumerate(new, known) if one.ahead]
    rows += [(network.numbers[one.tie.end], network.numbers[one.tie.start], one.back, 2 * n + 1) for n, one in enumerate(new, known) if one.back]
    rows = [row for row in rows if row[0] != row[1]]
    if not rows:
        return network
    tails, heads, strengths, refs = map(np.array, zip(*rows, strict=True))
    passing = network.shares[tails] > 0
    later = np.full(len(tails), CLOSED, np.int32)
    later[passing] = cost((strengths * network.shares[tails])[passing])
    old = np.repeat(np.arange(len(network.names), dtype=np.int32), np.diff(network.indptr))
    tails, heads, firsts, costs, refs, laters = (
        np.concatenate((before, after)).astype(np.int32)
        for before, after in zip(
            (old, network.heads, network.firsts, network.costs, network.refs, network.later_refs),
            (tails, heads, cost(strengths), later, refs, refs),
            strict=True,
        )
    )
    best, other = best_of(tails, heads, firsts, refs), best_of(tails, heads, costs, laters)
    laters = np.where(costs[other] == costs[best], laters[best], laters[other])
    same = bool((laters == refs[best]).all())
    indptr, heads, firsts, costs, refs = map(frozen, (starts_of(tails[best], len(network.names)), heads[best], firsts[best], costs[other], refs[best]))
    now = None if same else frozen(laters)
    return replace(network, links=Both(network.links, new), indptr=indptr, heads=heads, firsts=firsts, costs=costs, refs=refs, laters=now)


class Both(Made[Link]):
    """Links, and then some more."""

    def __init__(self, links: Sequence[Link], more: Sequence[Link]) -> None:
        self.links, self.more = links, more

    def __len__(self) -> int:
        return len(self.links) + len(self.more)

    def one(self, number: int) -> Link:
        """An old link, or one of those that were added."""
        return self.links[number] if number < len(self.links) else self.more[number - len(self.links)]


def carried(facts: Facts, question: Question, tie: Tie) -> tuple[float | None, float | None]:
    """What a tie made up would carry."""
    return question.lens.strengths(tie.kind, facts.classes(tie.start), facts.classes(tie.end))


def made_up(facts: Facts, question: Question, text: str, number: int) -> Tie:
    """A tie as somebody typed it."""
    start, kind, end = parted(facts, text)
    persons = [] if question.persons else [one for one in (start, end) if facts.isa(one, "Person")]
    if persons:
        raise UsageError(f"'{facts.label(persons[0])}' is a person; for this audience persons are no steps of a route.", "Name an organisation, or use --profile facilitator.")
    if start == end:
        raise UsageError(f"'{text}' is a link of a thing with itself.", FORM)
    if not fits(facts, kind.id, start, end):
        raise UsageError(f"'{facts.label(start)}' cannot be the one that '{kind.verb}', or '{facts.label(end)}' not the other.", listed("Between such ends", facts, start, end))
    return Tie(f"{IMAGINED}{number}", kind.id, start, end, "proposed", "", "", (), "", None, ())


def parted(facts: Facts, text: str) -> tuple[str, TieKind, str]:
    """The ends and the kind that a text names; read backwards, they are turned round."""
    parts = [part.strip() for part in text.split(">")]
    if len(parts) != 3 or not all(parts):
        raise UsageError(f"'{text}' is no link.", FORM)
    start, word, end = resolve(facts, parts[0]), fold(parts[1]), resolve(facts, parts[2])
    for kind in known():
        if word in map(fold, (kind.verb, kind.word, word_facts().label(kind.id))):
            return start, kind, end
    for kind in known():
        if word == fold(kind.inverse):
            return end, kind, start
    raise BadChoice(f"There is no kind of link '{parts[1]}'.", listed("Kinds", facts, start, end))


def known() -> list[TieKind]:
    """The kinds that may be imagined, by id: not those of which only a table can say how strong they are."""
    return [kind for _, kind in sorted(kinds().items()) if kind.group != K + "statedTies"]


def listed(lead: str, facts: Facts, start: str, end: str) -> str:
    """The kinds that may stand between two things."""
    return f"{lead}: {', '.join(sorted(kind.verb for kind in known() if fits(facts, kind.id, start, end))) or 'none'}."


def losses(facts: Facts, question: Question, text: str) -> tuple[frozenset[str], tuple[Tie, ...], str]:
    """What a text says is lost: the ids to leave out, the ties among them, the thing or ''."""
    if ">" not in text:
        thing = resolve(facts, text)
        if thing in (*question.starts, *question.ends):
            raise UsageError(f"'{facts.label(thing)}' is an end of the question.", "Lose something between FROM and TO.")
        return frozenset({thing}), (), thing
    start, kind, end = parted(facts, text)
    pairs = {(start, end), (end, start)} if kind.verb == kind.inverse else {(start, end)}
    there = between(facts, question, pairs) if isinstance(facts, RowFacts) else links(facts, question.moment)
    found = tuple(tie for tie in there if tie.kind == kind.id and (tie.start, tie.end) in pairs)
    if not found:
        raise KuasaError(f"There is no link '{text}' under these conditions.", f"Look at the links with: kuasa show '{facts.thing(start).short}'")
    return frozenset(tie.id for tie in found), found, ""


def between(facts: RowFacts, question: Question, pairs: set[tuple[str, str]]) -> list[Tie]:
    """The rows of tables between some pairs that count, each made a tie."""
    import numpy as np

    table = facts.table
    counting = table.counting(question.lens, question.moment, question.without)
    numbers = [(table.names.numbers[start], table.names.numbers[end]) for start, end in sorted(pairs)]
    return [table.tie(int(row)) for start, end in numbers for row in np.flatnonzero(counting & (table.starts == start) & (table.ends == end))]
