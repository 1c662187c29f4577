"""What is asked of a what-if, and its answer: a scenario of new ties, given changes, or the best allies."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import UsageError
from ..facts import Facts
from .advice import of_scenario
from .allies import ABOVE, coalition
from .change import change
from .influence import Question
from .scenario import scenario
from .supposition import Supposition, of_change, of_coalition

TOP = 7


@dataclass(frozen=True)
class Wanted:
    """Ties to add and to lose, how many allies to choose, whether allies act too, and how much of it to tell."""

    ties: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    allies: int | None = None
    with_allies: bool = False
    above: float = ABOVE
    top: int = TOP
    scores: bool = False

    def check(self, end: str | None) -> None:
        """`UsageError` for what does not go together."""
        if self.allies is None and end is None:
            raise UsageError("There is no TO.", "Write: kuasa whatif FROM TO, or kuasa whatif FROM --allies 3")
        if self.allies is not None and (self.ties or self.losses or self.with_allies or end):
            raise UsageError("--allies goes with FROM alone.", "Ask for links and for allies one at a time.")
        if self.with_allies and (self.ties or self.losses):
            raise UsageError("--with-allies is for links that are looked for, not for given ones.", "Leave it out, or leave out --tie and --lose.")


def supposed(facts: Facts, question: Question, wanted: Wanted) -> Supposition:
    """The answer in words, rows and routes."""
    if wanted.allies is not None:
        return of_coalition(facts, coalition(facts, question, wanted.allies, wanted.above))
    if wanted.ties or wanted.losses:
        return of_change(facts, change(facts, question, wanted.ties, wanted.losses), wanted.scores)
    return of_scenario(facts, scenario(facts, question, wanted.with_allies, wanted.top), wanted.scores)
