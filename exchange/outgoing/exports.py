"""The knowledge, or what is said of some things, as the files of a format: RDF, the words of another vocabulary, our workbook, other tools.

The format is named or goes by the end of the file's name. What a format cannot hold is counted in remarks and listed in a file
beside it. `UsageError` for a name that no format has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...graph.errors import BadChoice, UsageError
from ...graph.knowledge import Knowledge
from ...graph.lookup import resolve
from ...graph.tables import Table
from .. import alignments, rdf
from ..files.writing import readable
from ..formats.format import MODULES, Format, chosen, formats
from ..formats.losses import losses
from . import exported
from .filled import workbook_of
from .views import parts_book

WORKBOOK = ".xlsx"
PACKED = b"PK"  # a workbook, whatever its name
SHOWN = 12
BEYOND = ("what", "number")
COUNTED = ("sheet", "column", "lost")


@dataclass(frozen=True)
class Export:
    """Files by name, and what is to be said about them."""

    files: Mapping[str, bytes]
    remarks: tuple[str, ...]

    @property
    def said(self) -> str:
        """Everything that the files say as text, for the check for leaks; RDF is the store itself, which was cut to what may be seen."""
        read = {name: content for name, content in self.files.items() if Path(name).suffix.lower() not in rdf.SUFFIXES}
        return "\n".join(readable(content) if content.startswith(PACKED) else content.decode() for content in read.values())


def fits(file: Path, words: str) -> None:
    """Refuses a format that there is not, before anything is read."""
    if is_rdf(file, words):
        if words:
            alignments.rule(words)
    elif not is_ours(file, words):
        format_of(file, words)


def is_rdf(file: Path, words: str) -> bool:
    """Whether RDF is meant, in our words or those of another vocabulary."""
    return file.suffix.lower() in rdf.SUFFIXES and words not in MODULES.keys() - set(alignments.names())


def is_ours(file: Path, words: str) -> bool:
    """Whether our own workbook is meant."""
    return file.suffix.lower() == WORKBOOK and not words and not any(file.name.lower().endswith(end) for one in formats().values() for end in one.suffixes)


def export(knowledge: Knowledge, file: Path, words: str = "", names: Sequence[str] = (), lang: str = "en") -> Export:
    """The files of an export to the name of a file."""
    if is_rdf(file, words):
        if names:
            raise UsageError("RDF is written as a whole.", "Leave the names out, or write a workbook: kuasa export FILE.xlsx NAME")
        return of_rdf(knowledge, file, words)
    things = [resolve(knowledge.facts, name) for name in names]
    book = exported.book(knowledge, things, lang)
    beyond = exported.left_out(knowledge, book, things)
    if is_ours(file, words):
        return Export({file.name: workbook_of(book, lang, knowledge)} | lost(file, {"Not in the workbook": beyond}), counted(beyond, *BEYOND))
    form = format_of(file, words)
    if file.suffix.lower() in rdf.SUFFIXES:
        raise UsageError(f"'{file.name}' would not hold RDF.", f"End the name in {' or '.join(form.suffixes)}.")
    kept = form.kept(book)
    count, listed = losses(book, kept, form.why)
    files = form.write(book, file.stem)
    named = {file.name if len(files) == 1 else name: content for name, content in files.items()}
    tables = {"Not in any table": beyond, f"Not in {form.name}": count, "Row by row": listed}
    return Export(named | lost(file, tables), (*counted(beyond, *BEYOND), *counted(count, *COUNTED)))


def of_rdf(knowledge: Knowledge, file: Path, words: str) -> Export:
    """RDF, in our words or those of another vocabulary; the store was cut to what the audience may see."""
    if words:
        found = alignments.aligned(knowledge.store, words)
        return Export({file.name: rdf.written(found.quads, file, found.prefixes)}, tuple(found.left_out))
    return Export({file.name: rdf.export(knowledge.store, file)}, tuple(filter(None, [rdf.loses(file)])))


def format_of(file: Path, words: str) -> Format:
    """The format of a name, or of the end of a file's name."""
    try:
        return chosen(words or file.name)
    except BadChoice as problem:
        endings = ", ".join((*rdf.SUFFIXES, WORKBOOK))
        cure = f"End the name in {endings}, or name a format with --as: {', '.join(MODULES)}. With RDF --as names a vocabulary: {', '.join(alignments.names())}."
        raise UsageError(problem.what if words else f"'{file.suffix}' is not a format for export.", cure) from None


def lost(file: Path, tables: Mapping[str, Table]) -> dict[str, bytes]:
    """The report of what a file cannot hold, as a workbook; none if it holds everything."""
    found = {name: table for name, table in tables.items() if table.rows}
    return {f"{file.stem}-losses{WORKBOOK}": parts_book(f"What {file.name} cannot hold", found)} if found else {}


def counted(table: Table, *columns: str) -> tuple[str, ...]:
    """What is lost, and how often, in a line."""
    found = [" ".join(str(row[column]) for column in columns) for row in table.rows]
    more = f", and {len(found) - SHOWN} kinds more" if len(found) > SHOWN else ""
    return (f"Not in the file: {'; '.join(found[:SHOWN])}{more}.",) if found else ()
