"""A file or folder of tables → its tabs. What a file is its content says first, then its ending.

Read: workbooks (.xlsx, .ods), tables of texts (.csv, .tsv, .txt), a folder of them. Everything else is refused (`UnreadableFile`), as
are workbooks with macros, passwords, links or embedded objects (`package.py`) and files beyond the bounds (`bounds.py`).
"""

from __future__ import annotations

from pathlib import Path

from ...graph.errors import UnreadableFile
from . import delimited, spreadsheet
from .package import looks_packed
from .tabs import Tables

GIVE = "Give a workbook (.xlsx or .ods), a table (.csv or .tsv), or a folder of such tables."
TABLES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".ods", ".xls", ""})
HEAD = 512
OTHERS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"PAR1": "a Parquet file",
    b"SQLite": "a database",
}
PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<rdf", b"<svg", b"<head", b"<meta")


def read(path: Path) -> Tables:
    """The tables of a file or folder; `UnreadableFile` with what and cure if it is refused."""
    try:
        if path.is_dir():
            return delimited.folder(path)
        if not path.exists():
            raise UnreadableFile(f"There is no file {path.name}.", "Look at its name and the folder that it is in.")
        if not path.is_file():
            raise UnreadableFile(f"{path.name} is no file.", GIVE)
        with path.open("rb") as file:
            head = file.read(HEAD)
    except (OSError, ValueError) as problem:
        raise UnreadableFile(f"{path.name} cannot be read: {getattr(problem, 'strerror', None) or 'its name is none'}.", "Look whether it is there and may be opened.") from problem
    if looks_packed(head):
        return spreadsheet.tables(path)
    refused(path, head)
    return delimited.tables(path)


def refused(path: Path, head: bytes) -> None:
    """Refuses what is no table."""
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFile(f"{path.name} is empty.", delimited.NOTHING)
    is_a = next((said for start, said in OTHERS.items() if head.startswith(start)), "")
    if not is_a and head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGES):
        is_a = "a web page or XML, though some programs name it like a workbook"
    if is_a:
        raise UnreadableFile(f"{path.name} is {is_a}.", f"Open it in a spreadsheet program and save it as .xlsx, .ods or .csv. {GIVE}")
    if path.suffix.lower() not in TABLES:
        raise UnreadableFile(f"{path.name} is no table that kuasa reads ({path.suffix}).", GIVE)
