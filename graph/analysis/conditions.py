"""Words that somebody typed → a question about influence: names, a day, a lens, a status, what is left out.

Refuses what is not known or not to be had (`UnknownName`, `AmbiguousName`, `BadDate`, `BadChoice`), and ends that are the same (`UsageError`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..errors import UsageError
from ..knowledge import Knowledge
from ..lookup import resolve, several
from ..validity import Moment
from . import influence
from .lenses import lens
from .relaxation import LONGEST


@dataclass(frozen=True)
class Conditions:
    """Under which conditions is asked. `on`, `known_by`: a day, month or year (`on` None: today); `without`: names."""

    on: str | None = None
    known_by: str | None = None
    lens: str = "all"
    status: str = "actual"
    strict: bool = False
    without: tuple[str, ...] = ()
    lang: str = "en"

    def moment(self) -> Moment:
        """The day and the statuses asked for."""
        return Moment.from_words(self.on, self.status, self.known_by, self.strict)


def question(
    knowledge: Knowledge, given: Conditions, moment: Moment, start: str | None, end: str | None, k: int = 3, hops: int = 6, through: Iterable[str] = ()
) -> influence.Question:
    """The question of who reaches whom; either end may be several names with + between them, or open (None)."""
    facts = knowledge.facts
    starts, ends = (() if name is None else several(facts, name) for name in (start, end))
    if set(starts) & set(ends):
        raise UsageError("FROM and TO are the same thing.", "Name two things.")
    left_out, passed = (tuple(resolve(facts, name) for name in names) for names in (given.without, through))
    limits = influence.limits(facts, left_out, passed, given.lang)
    return influence.Question(starts, ends, moment, lens(given.lens), k, hops, frozenset(left_out), passed, knowledge.audience.person_as_step, given.lang, limits)


def answered(opened: Callable[[int], Knowledge], ask: Callable[[Knowledge], influence.Question], hops: int) -> tuple[Knowledge, influence.Answer]:
    """The routes of a question, and the knowledge that they were found in. `opened` gives what is known of all routes of so many steps: that
    there is none is said only when all that could be one was looked at."""
    knowledge = opened(hops)
    answer = influence.paths(knowledge.facts, ask(knowledge))
    if not answer.routes and knowledge.partial and hops < LONGEST:
        knowledge = opened(LONGEST)
        answer = influence.paths(knowledge.facts, ask(knowledge))
    return knowledge, answer
