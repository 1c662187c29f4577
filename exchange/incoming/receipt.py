"""What became of files that were taken in, in words: problems, what was taken, what changed since the last time, what to do now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...graph.store import FORMATS
from .importing import Import
from .keeping import Change

FACILITATOR = "for-facilitator"


@dataclass(frozen=True)
class Receipt:
    """What became of files: the import, what changed since the last time (`again`) and whether what is gone was `kept`, the files written."""

    found: Import
    change: Change
    written: tuple[Path, ...]
    again: bool
    kept: bool

    @property
    def refused(self) -> bool:
        """Whether nothing was taken because something is wrong."""
        return self.found.refused

    def told(self) -> Iterator[str]:
        """Everything there is to say: problems, what was taken in, the files written, what to do now."""
        yield from self.problems()
        yield from self.lines()
        yield from (f"Written: {path}" for path in self.written)
        yield from self.next()

    def problems(self) -> Iterator[str]:
        """Every problem, those that keep rows out first."""
        for severity, word in (("error", "To mend"), ("note", "Note")):
            yield from (f"{word}: {one}" for one in self.found.problems if one.severity == severity)

    def lines(self) -> Iterator[str]:
        """What was taken in and what was not."""
        found = self.found
        wrong = counted(len({(one.file, one.tab, one.cell) for one in found.errors}), "cell")
        if self.refused:
            yield f"Nothing was taken in: {wrong} to mend."
            return
        rows = ", ".join(f"{count} {sheet}" for sheet, count in Counter(row.sheet for row in found.taken).items())
        yield f"Taken in: {rows or 'nothing'}."
        if found.left_out:
            yield f"Left out: {counted(len(found.left_out), 'row')}, {wrong} to mend."
        if found.skipped:
            places = ", ".join(f"{row.tab} row {row.number}".strip() for row in found.skipped)
            yield f"Left out, as decided: {places}."
        if found.unread:
            yield f"Not touched, so not read: {counted(len(found.unread), 'row')} that kuasa had filled in."
        if self.again:
            change = self.change
            yield f"Since the last time: {len(change.added)} new, {len(change.changed)} changed, {len(change.gone)} no longer in the file."
            yield from (f"  changed: {said}" for said in change.changed)
            yield from (f"  no longer there: {said}" for said in change.gone)

    def next(self) -> Iterator[str]:
        """What to do now."""
        place = next((path for path in self.written if path.suffix in FORMATS), None)
        if self.refused:
            yield from self.mending()
        elif place:
            hidden = self.found.loose or all(row.get("sensitivity") == FACILITATOR for row in self.found.taken)
            yield f"See it: kuasa map --data embedded --data {place} --profile {'facilitator' if hidden else 'participants'}"
        elif not self.found.quads:
            yield "Nothing in it is new, so there is nothing to write."
        else:
            yield "Only checked. To take it in: -o FILE.ttl or --into FOLDER."
        if self.change.gone and self.kept:
            yield "What is no longer in the file was kept. --drop-missing drops it."

    def mending(self) -> Iterator[str]:
        """What to do before anything is taken in."""
        if self.found.names.open and not self.written:
            yield "Decide what the names mean: kuasa import ... --decisions FILE.xlsx writes them down, and reads the same file when you repeat the command."
        yield "Mend the cells and repeat the command. --marked COPY.xlsx writes a copy with a comment in each of them; --accept-valid takes the other rows."


def counted(number: int, what: str) -> str:
    """A number of things.

    >>> counted(1, "row"), counted(2, "row")
    ('1 row', '2 rows')
    """
    return f"{number} {what}{'' if number == 1 else 's'}"
