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
from ..facts import Facts, ancestors
from ..things import Path, Thing
from ..vocabulary import K, camel, kebab
from .influence import Question, hop_of, numbered, routable, tell
from .network import Edge, Network, cost
from .search import NEVER, STEP, Way, best_ways
from .spread import inward, outward

KINDS = ("actor", "body")
BOUND = 0.001


@dataclass(frozen=True)
class Reach:
    """Routes to others (backwards: from them), nearest first; stated aims; and how many are not shown: `more` of the kinds asked
    for, `weaker` ones below the bound, others by their kind. `dead`: no link at all leads from there (to there)."""

    question: Question
    backwards: bool
    above: float
    routes: tuple[Path, ...] = ()
    aims: tuple[Path, ...] = ()
    more: int = 0
    weaker: int = 0
    others: tuple[tuple[str, int], ...] = ()
    dead: bool = False

    def other(self, path: Path) -> Thing:
        """The thing at the open end of a route."""
        return path.hops[0].start if self.backwards else path.hops[-1].end

    def toward(self, thing: str) -> Question:
        """The question of this thing alone."""
        return replace(self.question, starts=(thing,)) if self.backwards else replace(self.question, ends=(thing,))


def reach(facts: Facts, question: Question, backwards: bool = False, above: float = BOUND, top: int = 0, of: Iterable[str] = ()) -> Reach:
    """Everyone reached with a score of at least `above`, in [0, 1], to a millionth of its logarithm; `top` 0 is all of them.

    `of` names classes ("body", "state"; default: actors and bodies; "thing" is everything); `BadChoice` for one that is none.
    What has no class counts as asked for.
    """
    wanted = {class_of(word) for word in of or KINDS}
    network = question.network(facts)
    known = numbered(network, question.ends if backwards else question.starts)
    aims = stated_aims(facts, network, question, backwards)
    asked = Reach(question, backwards, above, aims=aims)
    if not known:
        return replace(asked, dead=True)
    found = (inward if backwards else outward)(network, known, question.hops)
    ranks = dict(reached(found.ranks.tolist(), known))
    detours = {}
    for aim in aims:
        node = network.numbers[asked.other(aim).id]
        way = found.way(node)
        if way and straight_aim(network, way):
            del ranks[node]
            detour = around(facts, asked.toward(network.names[node]))
            if detour:
                ranks[node], detours[node] = detour
    limit = int(cost(above)) if above else NEVER
    fitting = [node for node in ranks if not facts.classes(network.names[node]) or wanted & set(facts.classes(network.names[node]))]
    kept = sorted((ranks[node], facts.label(network.names[node], question.lang), node) for node in fitting if ranks[node] // STEP <= limit)
    routes = []
    for _, _, node in kept[: top or None]:
        way = None if node in detours else found.way(node)
        routes.append(tell(facts, network, question, way) if way else detours[node])
    others = Counter(kebab(facts.classes(network.names[node])[0]) for node in set(ranks) - set(fitting) if ranks[node] // STEP <= limit)
    return replace(asked, routes=tuple(routes), more=len(kept) - len(routes), weaker=len(fitting) - len(kept), others=tuple(sorted(others.items())), dead=not ranks)


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
