"""Who stands between: the connectors on the best routes from some things to others.

In: a question; an open end of it stands for civil society (FROM) or for all bodies (TO). Out: connectors, those on most
routes first, each with its roles among the actors and bodies around it and the best route on which it stands. Every start and
every end is a pair of its own, and a best route may have any number of steps: `question.hops` does not count here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..facts import Facts, word_facts
from ..things import Path, Stability, Thing
from ..vocabulary import K, kebab
from .betweenness import Betweenness, between
from .draws import enough
from .influence import Question, numbered, routable, tell
from .network import Network
from .passing import way_over
from .reach import KINDS, class_of, fits
from .roles import NOBODY, constraint, roles
from .stability import ranking

LEAST = 1e-9


@dataclass(frozen=True)
class Connector:
    """A thing that stands between. `share`: the part of all best routes on which it stands, in (0, 1]; `roles`: how often it has
    each of `roles.ROLES`; `constraint`: of Burt; `route`: the best route on which it stands; `sure`: whether it stays among those
    shown when the numbers of the lens are drawn anew, if that was asked."""

    thing: Thing
    share: float
    roles: tuple[int, ...]
    constraint: float
    route: Path
    sure: Stability | None = None


@dataclass(frozen=True)
class Connectors:
    """The connectors, those on most routes first. `civil` and `bodies` tell which ends were open; `pairs` how many starts and
    ends have a route; `more` connectors of the kinds asked for are not shown, `others` are of other kinds, by kind."""

    question: Question
    civil: bool
    bodies: bool
    pairs: int = 0
    found: tuple[Connector, ...] = ()
    more: int = 0
    others: tuple[tuple[str, int], ...] = ()


def connectors(facts: Facts, question: Question, top: int = 5, of: Iterable[str] = ()) -> Connectors:
    """Who stands between the ends of a question; `top` 0 is all of them.

    `of` names classes ("network", "event"; default: actors and bodies; "thing" is everything); `BadChoice` for one that is none.
    What has no class counts as asked for.
    """
    wanted = {class_of(word) for word in of or KINDS}
    asked = Connectors(question, civil=not question.starts, bodies=not question.ends)
    question = replace(question, starts=question.starts or civil_society(facts), ends=question.ends or tuple(facts.subjects("Body")))
    network = routable(facts, question)
    question = replace(question, starts=within(network, question.starts), ends=within(network, question.ends))
    sums = between(network, numbered(network, question.starts), numbered(network, question.ends))
    amounts = sums.sums.tolist()
    ranked = most_first(network, sums)
    fitting = [node for node in ranked if fits(facts, network.names[node], wanted)]
    shown = fitting[: top or None]
    counts, closeness = roles(network, groups(facts, network), shown).tolist(), constraint(network, shown).tolist()
    found = tuple(
        Connector(
            facts.thing(network.names[node], question.lang),
            amounts[node] / sums.pairs,
            tuple(count),
            close,
            tell(facts, network, question, way_over(network, sums, node)),
        )
        for node, count, close in zip(shown, counts, closeness, strict=True)
    )
    others = Counter(kebab(facts.classes(network.names[node])[0]) for node in set(ranked) - set(fitting))
    return replace(asked, question=question, pairs=sums.pairs, found=found, more=len(fitting) - len(shown), others=tuple(sorted(others.items())))


def most_first(network: Network, sums: Betweenness) -> list[int]:
    """The nodes that stand between, those on most routes first, then by name."""
    import numpy as np

    amounts = sums.sums.tolist()
    return sorted(np.flatnonzero(sums.sums > LEAST).tolist(), key=lambda node: (-round(amounts[node], 9), network.names[node]))


def tested(facts: Facts, answer: Connectors, draws: int, of: Iterable[str] = ()) -> Connectors:
    """The same connectors, each with the draws of the lens' numbers in which it stays among them; `BadChoice` for fewer than one draw."""
    enough(draws)
    asked = answer.question
    wanted = {class_of(word) for word in of or KINDS}

    def rank(network: Network) -> list[str]:
        sums = between(network, numbered(network, asked.starts), numbered(network, asked.ends))
        return [network.names[node] for node in most_first(network, sums) if fits(facts, network.names[node], wanted)]

    sure = ranking(facts, routable(facts, asked), rank, len(answer.found), draws) if answer.found else []
    return replace(answer, found=tuple(replace(one, sure=known) for one, known in zip(answer.found, sure, strict=True)))


def civil_society(facts: Facts) -> tuple[str, ...]:
    """The organisations and networks of a type that the ontology counts as civil society."""
    types = {code for code in word_facts().terms if word_facts().one(code, K + "civilSociety") == "true"}
    known = {*facts.subjects("Organisation"), *facts.subjects("Network")}
    return tuple(sorted(thing for thing in known if types & set(facts.all(thing, K + "organisationType"))))


def within(network: Network, things: Iterable[str]) -> tuple[str, ...]:
    """The things that have a tie that counts."""
    return tuple(thing for thing in things if thing in network.numbers)


def groups(facts: Facts, network: Network) -> list[int]:
    """A group for each node by kind: for an actor the class just under Actor (network, state), one for all bodies, `NOBODY` for what is neither."""
    names: dict[str, int] = {}
    return [names.setdefault(kind, len(names)) if kind else NOBODY for kind in (group(facts, thing) for thing in network.names)]


def group(facts: Facts, thing: str) -> str:
    """The class by which a thing is grouped; '' for what is neither actor nor body."""
    classes = facts.classes(thing)
    if K + "Body" in classes:
        return K + "Body"
    if K + "Actor" not in classes:
        return ""
    return (*classes[:1], *classes[: classes.index(K + "Actor")])[-1]
