"""The meeting at which several groups' files are put together: files in; one merged file, the names to decide and what they differ in out.

A workbook is taken in first, as `kuasa import` does; one with a cell to mend is refused, so that nothing is merged by halves. Nothing is
written while a name waits for a decision and a sheet of decisions was asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from ...graph.errors import UnreadableFile, UsageError
from ...graph.facts import Facts
from ...graph.output import write
from ...graph.store import EMBEDDED, FORMATS, EmbeddedStore, open_store
from ...graph.tables import Table
from .. import rdf
from ..book import Problem
from ..files.reading import read
from ..incoming import decisions, importing
from ..incoming.addresses import addresses
from ..incoming.decisions import Decision
from ..incoming.desk import SHORT
from ..incoming.names import key
from ..incoming.receipt import counted
from ..outgoing.views import table_book
from . import report
from .merge import Merged, merged, without
from .ratings import ratings

ENDINGS = (".trig", ".nq")


@dataclass(frozen=True)
class Meeting:
    """Where the outcome goes: the merged file, the sheet of decisions, the workbooks of what differs and of ratings."""

    output: Path | None = None
    decisions: Path | None = None
    conflicts: Path | None = None
    ratings: Path | None = None
    force: bool = False

    def merge(self, files: Sequence[Path], places: Sequence[str] = (), today: dt.date | None = None) -> Outcome:
        """Puts files together beside what is known."""
        self.fits()
        known = Facts.from_store(open_store(*(places or (EMBEDDED,))))
        decided = decisions.read(read(self.decisions)) if self.decisions and self.decisions.exists() else {}
        # What a file alone can be told: decisions between the files are for the merge.
        alone = {name: one for name, one in decided.items() if not one.iri or one.iri in known.terms}
        stores, notes = [], list[Problem]()
        for path in files:
            store, told = taken(path, known, alone, today or dt.date.today())
            stores.append((path.name, store))
            notes += [replace(one, file=one.file or path.name) for one in told]
        found = merged(stores, known, decided)
        if wrong := [one for one in found.problems if one.severity == "error"]:
            raise UnreadableFile("These files cannot be put together:\n" + "\n".join(f"  {one.problem}" for one in wrong), " ".join(dict.fromkeys(one.cure for one in wrong)))
        return Outcome(found, None, tuple(self.written(found, known, decided)), tuple(notes))

    def undo(self, files: Sequence[Path], name: str, places: Sequence[str] = ()) -> Outcome:
        """A merged file without one import."""
        self.fits()
        if len(files) != 1 or files[0].suffix.lower() not in ENDINGS:
            raise UsageError("--undo takes one merged file.", f"Write: kuasa merge all.trig --undo {name} -o rest.trig")
        known = Facts.from_store(open_store(*(places or (EMBEDDED,))))
        left = without(open_store(str(files[0])), name, known)
        return Outcome(None, left.gone, tuple(self.put(left.quads)))

    def fits(self) -> None:
        """Refuses a file that has no named graphs: who said what would be lost."""
        if self.output and self.output.suffix.lower() not in ENDINGS:
            raise UsageError(f"'{self.output.name}' cannot keep apart who said what.", f"End the name in {' or '.join(ENDINGS)}.")

    def written(self, found: Merged, known: Facts, decided: Mapping[str, Decision]) -> Iterator[Path]:
        """Writes what was asked for; while a name waits, the sheet of decisions alone, with those that were taken already."""
        if self.decisions and found.open:
            write(self.decisions, decisions.sheet([one for one in found.namings if not one.decision or key(one.sheet, one.text) in decided]), force=True)
            yield self.decisions
            return
        yield from self.put(found.quads)
        if self.conflicts:
            write(self.conflicts, report.sheet(found.conflicts), self.force)
            yield self.conflicts
        if self.ratings:
            write(self.ratings, table_book("How the groups rate", ratings(found.facts(), known)), self.force)
            yield self.ratings

    def put(self, quads: Sequence[ox.Quad]) -> Iterator[Path]:
        """Writes the merged statements."""
        if self.output:
            write(self.output, rdf.written(quads, self.output, SHORT), self.force)
            yield self.output


def taken(path: Path, known: Facts, decided: Mapping[str, Decision], today: dt.date) -> tuple[EmbeddedStore, tuple[Problem, ...]]:
    """The statements of a file, RDF as it is, a workbook as it is taken in; and what was noted in taking it in."""
    if path.suffix.lower() in FORMATS:
        return open_store(str(path)), ()
    raw, notes = importing.opened([path])
    found = importing.imported(raw, notes, addresses(raw, path.stem), known, decided, False, today)
    if found.errors:
        told = "\n".join(f"  {one}" for one in found.errors[:5])
        raise UnreadableFile(f"{path.name} has {len(found.errors)} cells to mend:\n{told}", f"Take it in first: kuasa import {path.name} -o {path.stem}.trig")
    store = EmbeddedStore()
    store.ox.bulk_extend(found.quads)
    return store, tuple(found.problems)


@dataclass(frozen=True)
class Outcome:
    """What came of it: what was merged, or what went when an import was taken out; the files written; what was noted in taking workbooks in."""

    found: Merged | None
    gone: Table | None
    written: tuple[Path, ...]
    notes: tuple[Problem, ...] = ()

    def told(self) -> Iterator[str]:
        """What is to be said."""
        yield from dict.fromkeys(str(one) for one in self.notes)
        if self.found:
            yield from (str(one) for one in self.found.problems)
            if self.found.open and not any(path.suffix in FORMATS for path in self.written):
                yield f"Nothing was put together: {counted(len(self.found.open), 'name')} to decide. Open the sheet of decisions, then repeat the command."
            else:
                joined = sum(naming.decision == "same" for naming in self.found.namings)
                different = counted(len(self.found.conflicts), "thing")
                yield f"Put together: {counted(joined, 'name')} found to be of things that are there already; {different} said differently, each side kept."
                if self.found.open:
                    yield f"{counted(len(self.found.open), 'name')} not certain, each two things until somebody decides: --decisions FILE.xlsx."
        if self.gone:
            yield from (f"{row['how many']} {row['what']}" for row in self.gone.rows)
        yield from (f"Written: {path}" for path in self.written)
        if not self.written:
            yield "Only compared. To write all: -o FILE.trig"
