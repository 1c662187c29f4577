"""A report → proposals: rows of the workbook of data stewards, each with its place, how sure it is, and whether it is known, new or contradicting.

Nothing here enters the knowledge: `proposalbook` makes a file of it in which somebody accepts or strikes each row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...graph.facts import Facts
from .mentions import reading
from .patterns import ORDER
from .recommendations import NEW, asked_in
from .rows import SHEETS, Proposal, recommendation, source, thing, tie_row
from .texts import Text, paragraphs
from .ties import ties

FOUND = ("contradicting", "new", "known")
IN_CELLS = ("addressing", "call", "issuance")


@dataclass(frozen=True)
class Proposals:
    """The proposals of a report, by sheet, the contradicting and new ones first."""

    text: Text
    rows: tuple[Proposal, ...]

    def of(self, sheet: str) -> tuple[Proposal, ...]:
        """Those of a sheet."""
        return tuple(one for one in self.rows if one.row.sheet == sheet)

    def count(self, found: str) -> int:
        """How many are known, new or contradicting."""
        return sum(one.found == found for one in self.rows)

    def told(self, file: str) -> tuple[str, ...]:
        """What was found, and what to do with the workbook of this name."""
        return (
            f"Proposed: {self.count('new')} new, {self.count('contradicting')} that contradict what is known, {self.count('known')} known already.",
            f"Open {file}, read each place in the report, write accept or strike, then: kuasa import {file} -o FILE.ttl",
        )

    def workbook(self, lang: str = "en") -> bytes:
        """A workbook to accept or strike them in (.xlsx)."""
        from .proposalbook import workbook

        return workbook(self, lang)


def read(path: Path, facts: Facts) -> Proposals:
    """Reads a report with what is known; `UnreadableFile` where it cannot be read."""
    return proposed(paragraphs(path), facts)


def proposed(text: Text, facts: Facts) -> Proposals:
    """The proposals of a report."""
    known = reading(text, facts)
    likely = ties(known, facts)
    asked = asked_in(text)
    places = {mention.key: mention for number in sorted(known.mentions, reverse=True) for mention in reversed(known.mentions[number])}
    found = [
        *(one for key, named in known.named.items() for one in thing(known, facts, named, places[key])),
        *(recommendation(known, facts, one, likely) for one in asked),
        *(tie_row(known, facts, tie) for tie in likely if not (tie.start.startswith(NEW) or tie.end.startswith(NEW)) or tie.kind not in IN_CELLS),
        source(known),
    ]
    order = {sheet: number for number, sheet in enumerate(SHEETS)}
    found.sort(key=lambda one: (order[one.row.sheet], FOUND.index(one.found), ORDER[one.sure], one.paragraph, one.start, one.row.get("name")))
    return Proposals(text, tuple(found))
