"""Whom a thing can influence, or who can influence it: everyone above a score, each with the best route.

In: a question with one end open, a bound, how many, which classes. Out: routes, nearest first (least cost, then fewest steps,
then name), each the first of `influence.paths` to that thing. What is only planned, possible or proposed straight between the
two is a stated aim and no route.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from ..errors import BadChoice
from ..facts import Facts, ancestors, word_facts
from ..things import Path, Stability, Thing
from ..vocabulary import K, camel, kebab
from .draws import drawn, enough
from .engine import ceiling
from .influence import Question, hop_of, numbered, routable, tell
from .network import Edge, Network
from .search import NEVER, STEP, Way, best_ways
from .spread import inward, outward
from .stability import standing

KINDS = ("actor", "body")
BOUND = 0.001


@dataclass(frozen=True)
class Reach:
    """Routes to others (backwards: from them), nearest first; stated aims; and how many are not shown: `more` of the kinds asked
    for, `weaker` ones below the bound, others by their kind. `dead`: no link at all leads from there (to there). `sure`: for each route, in how many draws of the lens'
    numbers its end is reached above the bound, if that was asked."""

    question: Question
    backwards: bool
    above: float
    routes: tuple[Path, ...] = ()
    aims: tuple[Path, ...] = ()
    more: int = 0
    weaker: int = 0
    others: tuple[tuple[str, int], ...] = ()
    dead: bool = False
    sure: tuple[Stability, ...] = ()

    def other(self, path: Path) -> Thing:
        """The thing at the open end of a route."""
        return path.hops[0].start if self.backwards else path.hops[-1].end

    def toward(self, thing: str) -> Question:
        """The question of this thing alone."""
        return replace(self.question, starts=(thing,)) if self.backwards else replace(self.question, ends=(thing,))


def reach(facts: Facts, question: Question, backwards: bool = False, above: float = BOUND, top: int = 0, of: Iterable[str] = ()) -> Reach:
    """Everyone reached with a score of at least `above`, in [0, 1], to a millionth of its logarithm; `top` 0 is all of them.

    `of` names classes ("body", "state"; default: actors and bodies; "thing" is everything); `BadChoice` for one that is none,
    `UsageError` for what is no score. What has no class counts as asked for.
    """
    wanted, room = {class_of(word) for word in of or KINDS}, ceiling(above)
    limit = NEVER if room is None else room
    network = question.network(facts)
    known = numbered(network, question.ends if backwards else question.starts)
    aims = stated_aims(facts, network, question, backwards)
    asked = Reach(question, backwards, above, aims=aims)
    if not known:
        return replace(asked, dead=True)
    found = (inward if backwards else outward)(network, known, question.hops)
    ranks = dict(reached(found.ranks.tolist(), known))
    detours = {}
    for node in sorted({network.numbers[asked.other(aim).id] for aim in aims}):
        way = found.way(node)
        if way and straight_aim(network, way):
            del ranks[node]
            detour = around(facts, asked.toward(network.names[node]))
            if detour:
                ranks[node], detours[node] = detour
    fitting = [node for node in ranks if fits(facts, network.names[node], wanted)]
    kept = sorted((ranks[node], facts.label(network.names[node], question.lang), node) for node in fitting if ranks[node] // STEP <= limit)
    routes = []
    for _, _, node in kept[: top or None]:
        way = None if node in detours else found.way(node)
        routes.append(tell(facts, network, question, way) if way else detours[node])
    others = Counter(kebab(facts.classes(network.names[node])[0]) for node in set(ranks) - set(fitting) if ranks[node] // STEP <= limit)
    return replace(asked, routes=tuple(routes), more=len(kept) - len(routes), weaker=len(fitting) - len(kept), others=tuple(sorted(others.items())), dead=not ranks)


def tested(facts: Facts, answer: Reach, draws: int) -> Reach:
    """The same reach, with the draws of the lens' numbers in which each thing is still reached above the bound by some route;
    `BadChoice` for fewer than one draw. What only a stated aim would reach does not count as reached."""
    enough(draws)
    asked, present = answer.question, [answer.other(path).id for path in answer.routes]
    limit = ceiling(answer.above)

    def rank(network: Network) -> list[str]:
        known = numbered(network, asked.ends if answer.backwards else asked.starts)
        found = (inward if answer.backwards else outward)(network, known, asked.hops)
        return [network.names[node] for rank, node in sorted((rank, node) for node, rank in reached(found.ranks.tolist(), known)) if limit is None or rank // STEP <= limit]

    def stays(things: list[str], network: Network) -> list[Stability]:
        return standing(things, map(rank, drawn(facts, network, draws)), len(network.names))

    aimed = {answer.other(path).id for path in answer.aims}
    sure = dict(zip(present, stays(present, asked.network(facts)), strict=True))
    sure |= {thing: stays([thing], routable(facts, answer.toward(thing)))[0] for thing in present if thing in aimed}
    return replace(answer, sure=tuple(sure.values()))


def decides(facts: Facts, thing: str) -> bool:
    """Whether a thing is of a class that decides or rules, as the ontology says."""
    return any(word_facts().one(name, K + "decides") == "true" for name in facts.classes(thing))


def fits(facts: Facts, thing: str, wanted: set[str]) -> bool:
    """Whether a thing is of one of some classes; what has none counts as asked for."""
    classes = facts.classes(thing)
    return not classes or bool(wanted & set(classes))


def reached(ranks: list[int], known: Collection[int]) -> Iterable[tuple[int, int]]:
    """The nodes that a way leads to, with its rank; without those where it begins."""
    begun = set(known)
    return ((node, rank) for node, rank in enumerate(ranks) if rank < NEVER and node not in begun)


def class_of(word: str) -> str:
    """The class of things that a word names."""
    name = camel(word.strip().casefold())
    iri = K + name[:1].upper() + name[1:]
    if K + "Thing" not in ancestors().get(iri, ()):
        known = ", ".join(sorted(kebab(name) for name, up in ancestors().items() if K + "Thing" in up))
        raise BadChoice(f"There is no kind '{word}'.", f"Kinds: {known}.")
    return iri


def stated_aims(facts: Facts, network: Network, question: Question, backwards: bool) -> tuple[Path, ...]:
    """What is only intended straight from the one end to anyone (backwards: from anyone to it)."""
    if question.moment.status == "actual":
        return ()
    ends = set(question.ends if backwards else question.starts)
    found = []
    for link in network.links:
        tie = link.tie
        if tie.status != "actual" and link.ahead and (tie.end if backwards else tie.start) in ends and not {tie.start, tie.end} <= ends:
            hop = hop_of(facts, question, Edge(tie.start, tie.end, tie, True, link.ahead), link.ahead)
            found.append(Path((hop,), link.ahead, "shaky", stated_aim=True))
    return tuple(found)


def straight_aim(network: Network, way: Way) -> bool:
    """Whether a way is nothing but a stated aim."""
    return len(way.refs) == 1 and way.refs[0] % 2 == 0 and network.links[way.refs[0] // 2].tie.status != "actual"


def around(facts: Facts, question: Question) -> tuple[int, Path] | None:
    """The best route between two things that is no stated aim, with its rank; None if there is none."""
    network = routable(facts, question)
    way = next(best_ways(network, numbered(network, question.starts), numbered(network, question.ends), question.hops), None)
    return (way.rank, tell(facts, network, question, way)) if way else None
