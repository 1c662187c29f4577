"""No route: which condition closed it, and the smallest change of the conditions that opens one.

One change is tried before two, and two before all of them. In: a question without a route. Out: words as they are typed
("with --max-hops 7"), several joined by "or"; '' if no change opens one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import reduce
from itertools import combinations
from typing import Any

from ..dates import span
from ..facts import Facts
from ..validity import STATUSES
from .building import carries
from .influence import Question, numbered, routable, ways
from .lenses import lens
from .rows import RowFacts
from .search import NEVER, distances_to

LONGEST = 10
DAYS = 40
Change = tuple[str, Callable[[Question], Question]]


def relaxation(facts: Facts, question: Question) -> str:
    """The smallest changes that open a route, the alternatives of equal size joined by "or"."""
    single = list(changes(facts, question))
    found = [words for words, change in single if fewest(facts, change(question), question.hops)]
    found += more_steps(facts, question)
    found += another_day(facts, question)
    if not found:
        found = [both(words, other) for words, change in single for look in (more_steps, another_day) for other in look(facts, change(question))]
        found += [both(a, b) for (a, first), (b, second) in combinations(single, 2) if fewest(facts, second(first(question)), question.hops)]
        longer = replace(question, hops=LONGEST)
        found += [both(words, other) for words, day in other_days(facts, longer) for other in more_steps(facts, at(question, day))]
    if not found:
        widest = question
        for _, change in single:
            widest = change(widest)
        steps = fewest(facts, widest, LONGEST)
        limit = [f"with --max-hops {steps}"] if steps > question.hops else []
        found = [reduce(both, [*(words for words, _ in single), *limit])] if steps else []
    return ", or ".join(words for words in found if words.replace("--status all", "--status planned") not in found or "--status all" not in words)


def both(first: str, second: str) -> str:
    """Two changes in words."""
    return f"{first} and {second.removeprefix('with ')}"


def changes(facts: Facts, question: Question) -> Iterator[Change]:
    """The single changes of what was asked for, the mildest first: an exclusion taken back, a wider look, plans let in."""
    moment = question.moment
    for thing in sorted(question.without):
        yield f"with {facts.thing(thing, question.lang).short} let in again", with_it(thing)
    if len(question.without) > 1:
        yield "with nothing left out", lambda q: replace(q, without=frozenset())
    for thing in question.through:
        yield f"with routes that do not pass {facts.thing(thing, question.lang).short}", past(thing)
    if moment.since not in (None, dt.date.min):
        yield "without --from", then(since=dt.date.min)
    if moment.strict:
        yield "without --strict", then(strict=False)
    if moment.known_by:
        yield "without --known-by", then(known_by=None)
    if question.lens.name != "all":
        yield "with --lens all", lambda q: replace(q, lens=lens("all"))
    for status in {"actual": ("planned", "all"), "planned": ("all",)}.get(moment.status, ()):
        yield f"with --status {status}", then(status=status)


def with_it(thing: str) -> Callable[[Question], Question]:
    """A change that takes back the exclusion of a thing."""
    return lambda question: replace(question, without=question.without - {thing})


def past(thing: str) -> Callable[[Question], Question]:
    """A change that no longer asks for routes over a thing."""
    return lambda question: replace(question, through=tuple(other for other in question.through if other != thing))


def then(**conditions: Any) -> Callable[[Question], Question]:
    """A change of what the moment asks for."""
    return lambda question: replace(question, moment=replace(question.moment, **conditions))


def more_steps(facts: Facts, question: Question) -> list[str]:
    """The number of steps that would do, where the limit is what closes the route."""
    steps = fewest(facts, question, LONGEST)
    return [f"with --max-hops {steps}"] if steps > question.hops else []


def another_day(facts: Facts, question: Question) -> list[str]:
    """The nearest days on which there is a route, in words."""
    return [words for words, _ in other_days(facts, question)]


def other_days(facts: Facts, question: Question) -> list[tuple[str, dt.date]]:
    """The nearest day on which there is a route, earlier and later: looked for at the ends of years, then among the days on
    which a link of that year begins or ends (a chair may have passed on outside the few links looked at: all are asked last)."""
    few = ever(facts, question)
    today, on = dt.date.today(), question.moment.on
    days = sorted({day for text in few.dates() for day in (span(text).first, span(text).last)})
    found = []
    for ahead in (False, True):
        years = sorted({day.year for day in days if (day > on if ahead else day < on)}, reverse=not ahead)
        for year in years:
            edge = min(dt.date(year, 12, 31), max(today, on)) if ahead else dt.date(year, 1, 1)
            if fewest(few, at(question, edge), question.hops) and fewest(facts, at(question, edge), question.hops):
                near = [day for day in days if day.year == year and (day > on if ahead else day < on)]
                near = sorted(near, reverse=not ahead)[:DAYS]
                day = next((day for day in near if fewest(facts, at(question, day), question.hops)), edge)
                found.append((f"with --on {day}", day))
                break
    return found


def ever(facts: Facts, question: Question) -> Facts:
    """The facts with only those ties that lie between start and end on some way over ties of any day, through what lets
    something pass: few, so that many days can be tried. Rows of large tables are left as they are."""
    if isinstance(facts, RowFacts):
        return facts
    onward: dict[str, set[str]] = {}
    inward: dict[str, set[str]] = {}
    usable = [tie for tie in facts.ties if tie.status in STATUSES[question.moment.status] and not {tie.start, tie.end, tie.id} & question.without]
    for tie in usable:
        classes = facts.classes(tie.start), facts.classes(tie.end)
        ahead, back = carries(tie, question.lens, question.moment, *classes)
        for near, far, strength, up in ((tie.start, tie.end, ahead, classes[0]), (tie.end, tie.start, back, classes[1])):
            if strength and (near in question.starts or question.lens.transit(near, up)):
                onward.setdefault(near, set()).add(far)
                inward.setdefault(far, set()).add(near)
    between = spread(onward, question.starts) & spread(inward, question.ends)
    found = Facts(facts.terms, facts.indexes)
    found.__dict__["ties"] = tuple(tie for tie in usable if tie.start in between and tie.end in between)
    return found


def spread(steps: dict[str, set[str]], starts: Iterable[str]) -> set[str]:
    """Everything that some things lead to, with the things themselves."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        fresh = steps.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting += fresh
    return seen


def at(question: Question, day: dt.date) -> Question:
    """The same question on another day."""
    return replace(question, moment=replace(question.moment, on=day))


def fewest(facts: Facts, question: Question, limit: int) -> int:
    """The length of the shortest route, up to `limit` steps; 0 if there is none."""
    network = routable(facts, question)
    if question.through or question.moment.since is not None:
        return next((n for n in range(1, limit + 1) if next(iter(ways(network, replace(question, hops=n))), None)), 0)
    starts, ends = numbered(network, question.starts), numbered(network, question.ends)
    layers = distances_to(network, ends, limit, starts)
    heads = [network.heads[network.indptr[node] : network.indptr[node + 1]] for node in starts]
    return next((n + 1 for n, layer in enumerate(layers[:limit]) if any((layer[found] < NEVER).any() for found in heads)), 0)
