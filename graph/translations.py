"""Tables of translated words: one file for each language, which a spreadsheet can open: `ontology/words/<code>.csv` for pages, and
`ontology/sheets/<code>.csv` for the workbook of data stewards.

A table has the columns key, english, translation, reviewed. `reviewed` says whether somebody who speaks the language has read the row:
yes, no, or again (its English has changed since). A translation that is missing, or to be looked at again, is not shown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from io import StringIO
from pathlib import Path

from .vocabulary import ONTOLOGY

TABLES = ONTOLOGY / "words"
SHEETS = ONTOLOGY / "sheets"
AGAIN, NO, YES = "again", "no", "yes"


@dataclass(frozen=True)
class Translation:
    """One row of a table."""

    key: str
    english: str
    translation: str
    reviewed: str


def read(text: str) -> tuple[Translation, ...]:
    """The rows of a table, whichever sign its spreadsheet puts between the columns.

    >>> read("key;english;translation;reviewed\\r\\nclose;Close;Tutup;no\\r\\n")
    (Translation(key='close', english='Close', translation='Tutup', reviewed='no'),)
    """
    text = text.removeprefix("\ufeff")
    sign = next((sign for sign in ";\t" if sign in text.partition("\n")[0]), ",")
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=sign)
    return tuple(Translation(*(row.get(field.name) or "" for field in fields(Translation))) for row in rows)


def written(rows: Iterable[Translation]) -> str:
    """A table as every spreadsheet opens it: the mark of UTF-8 first, commas, rows in the order of their keys."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(field.name for field in fields(Translation))
    table.writerows(astuple(row) for row in sorted(rows, key=lambda row: row.key))
    return "\ufeff" + out.getvalue()


@cache
def table(lang: str, folder: Path = TABLES) -> tuple[Translation, ...]:
    """The rows of a language; none where there is no table."""
    path = folder / f"{lang}.csv"
    return read(path.read_text(encoding="utf-8")) if path.parent == folder and path.exists() else ()


def shown(rows: Iterable[Translation], english: Mapping[str, str]) -> dict[str, str]:
    """The translations that can be shown, by key: made from the present English, and not to be looked at again.

    >>> rows = read("key,english,translation,reviewed\\nclose,Close,Tutup,no\\nprint,Print,Cetak,again\\nskip,Skip it,Lewati,yes\\nmore,More,,no")
    >>> shown(rows, {"close": "Close", "print": "Print", "skip": "Leave it out", "more": "More"})
    {'close': 'Tutup'}
    """
    return {row.key: row.translation for row in rows if row.translation and row.reviewed != AGAIN and english.get(row.key) == row.english}


def brought(rows: Iterable[Translation], english: Mapping[str, str], keys: Iterable[str]) -> tuple[Translation, ...]:
    """A table brought up to the present English: missing keys empty, changed ones to be looked at again, keys no longer used left out.

    >>> rows = read("key,english,translation,reviewed\\nprint,Print it,Cetak,yes\\nold,Old,Lama,yes")
    >>> [(row.key, row.english, row.translation, row.reviewed) for row in brought(rows, {"print": "Print", "skip": "Skip"}, ["print", "skip"])]
    [('print', 'Print', 'Cetak', 'again'), ('skip', 'Skip', '', 'no')]
    """
    known = {row.key: row for row in rows}

    def present(key: str) -> Translation:
        row = known.get(key, Translation(key, english[key], "", NO))
        if row.english == english[key]:
            return row
        return Translation(key, english[key], row.translation, AGAIN if row.translation else NO)

    return tuple(present(key) for key in sorted(keys))
