"""The desk at which files are taken in: what is known, what was decided, where the statements go, and what is written beside them.

Nothing is written unless all is well, but for the sheet of decisions, the marked copy and the rows left out, where they were asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...graph.errors import UnreadableFile, UsageError
from ...graph.facts import Facts
from ...graph.output import ready, write
from ...graph.store import EMBEDDED, open_store, parsed
from ...graph.vocabulary import PREFIXES
from .. import rdf
from ..book import Book
from ..files.marking import marked
from ..files.reading import read
from ..outgoing.filled import workbook_of
from . import decisions, importing
from .addresses import Addresses, addresses
from .importing import Import
from .keeping import Change, against
from .receipt import Receipt
from .said import Said

UNDONE = ".undone"
SHORT = {name: PREFIXES[name] for name in ("dcterms", "g", "i", "k", "skos", "xsd")}


@dataclass(frozen=True)
class Desk:
    """Where an import goes and what belongs to it. `output` is a file, `into` a folder with one file for each import; without
    either the files are only checked. `decisions` is read if it is there and written where a name waits; `marked` is the
    copy of the workbook with the problems in its cells; `left_out` the rows that were not taken."""

    output: Path | None = None
    into: Path | None = None
    decisions: Path | None = None
    marked: Path | None = None
    accept_valid: bool = False
    drop_missing: bool = False
    force: bool = False

    def free(self, files: Sequence[Path]) -> None:
        """Refuses what cannot be done before the work begins."""
        if not files:
            raise UsageError("There is nothing to import.", "Name a file: kuasa import ties.xlsx -o ties.ttl")
        if self.output and self.into:
            raise UsageError("-o and --into both say where the statements go.", "Give one of them.")
        if self.into and self.into.exists() and not self.into.is_dir():
            raise UsageError(f"{self.into.name} is a file.", "--into takes a folder; -o takes a file.")
        if self.marked and len(files) > 1:
            raise UsageError("--marked marks one file.", "Import the files one by one, or put the sheets into one workbook.")
        for path in filter(None, (self.output, self.marked, left_out(self.output) if self.output and self.accept_valid else None)):
            ready(path, self.force)
        if self.output:
            rdf.suffix(self.output)

    def place(self, at: Addresses) -> Path | None:
        """The file of an import."""
        return self.into / f"{at.slug}.trig" if self.into else self.output

    def known(self, places: Sequence[str], at: Addresses) -> Facts:
        """What is known without the import itself: the places named, and the other imports of the folder."""
        own = self.place(at)
        others = [str(path) for path in sorted(self.into.glob("*.trig")) if path != own] if self.into and self.into.is_dir() else []
        return Facts.from_store(open_store(*(places or (EMBEDDED,)), *others))

    def take(self, files: Sequence[Path], places: Sequence[str] = (), today: dt.date | None = None, advance: Callable[[str], None] = lambda what: None) -> Receipt:
        """Takes some files in."""
        self.free(files)
        advance("Reading")
        raw, notes = importing.opened(files)
        at = addresses(raw, files[0].stem)
        decided = decisions.read(read(self.decisions)) if self.decisions and self.decisions.exists() else {}
        facts = self.known(places, at)
        found = importing.imported(raw, notes, at, facts, decided, self.accept_valid, today or dt.date.today(), advance)
        place = self.place(at)
        again = bool(place and place.exists() and not found.refused)
        change = Change(found.quads)
        if place and again:
            advance("Comparing with the last time")
            change = against(parsed(place, at.graph), found.quads, self.drop_missing or not self.into, facts)
            if self.into and not self.force:
                refuse_stranger(change, at)
                refuse_nameless(change, raw)
        advance("Writing")
        written = [*self.beside(files, found, place), *self.stored(found, change, place)]
        return Receipt(found, change, tuple(written), again, bool(self.into) and not self.drop_missing)

    def beside(self, files: Sequence[Path], found: Import, place: Path | None) -> Iterator[Path]:
        """Writes what belongs beside the statements: decisions to make, the marked copy, the rows left out."""
        if self.decisions and found.names.open:
            write(self.decisions, decisions.sheet(found.names), force=True)
            yield self.decisions
        if self.marked:
            write(self.marked, marked(files[0], found.problems), self.force)
            yield self.marked
        if self.into and not found.refused:
            self.into.mkdir(exist_ok=True)
        if found.left_out and place:
            cover = {**found.cover, "title": f"{found.cover.get('title') or found.at.slug} (left out)"}
            write(left_out(place), workbook_of(Book(found.left_out, cover)), self.force or bool(self.into))
            yield left_out(place)

    def stored(self, found: Import, change: Change, place: Path | None) -> Iterator[Path]:
        """Writes the statements, if there is anything to write or to take away."""
        if place and not found.refused and (len(change.quads) or place.exists()):
            write(place, rdf.written(change.quads, place, SHORT, ordered=isinstance(change.quads, Said)), self.force or bool(self.into))
            yield place


def left_out(place: Path) -> Path:
    """The workbook of the rows that were not taken."""
    return place.with_name(f"{place.stem}-left-out.xlsx")


def refuse_stranger(change: Change, at: Addresses) -> None:
    """Refuses to change the import of somebody else that happens to have the same address: other people filled it in."""
    if at.workbook in change.estranged:
        raise UsageError(
            f"There is an import '{at.slug}' already, and other people filled it in.",
            "Write the number of the group or another title on the cover; with --force this one takes its place.",
        )


def refuse_nameless(change: Change, raw: Book) -> None:
    """Refuses a workbook that lost the column that keeps its rows the same: every row would stand twice."""
    if change.gone and change.added and raw.tool == "kuasa" and not any(row.get("id") for row in raw.rows):
        raise UsageError(
            "The rows of this workbook have lost their row IDs, so none of them is found again.",
            "Take the hidden first column 'Row ID' back from the earlier file; with --force all rows are taken as new ones.",
        )


def undo(folder: Path | None, name: str) -> Path:
    """Takes one import out of a folder: its file gets another ending, so that nothing is lost. Gives the new place."""
    if folder is None:
        raise UsageError("--undo needs the folder of the imports.", f"Write: kuasa import --undo {name} --into FOLDER")
    path = folder / f"{name.removesuffix('.trig')}.trig"
    if not path.is_file():
        listed = ", ".join(found.stem for found in sorted(folder.glob("*.trig"))) or "none"
        raise UnreadableFile(f"There is no import '{name}' in {folder.name}.", f"Imports: {listed}.")
    number = 1
    while (aside := path.with_name(f"{path.name}{UNDONE}{number if number > 1 else ''}")).exists():
        number += 1
    path.rename(aside)
    return aside
