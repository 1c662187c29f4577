"""Brings the tables of translated words up to the present English: `python docs/translations.py`; with a code (`ms`) a new language is begun.

There are two for each language: the words of pages (`ontology/words`) and those of the workbook of data stewards (`ontology/sheets`).
Missing words are added without a translation; a word whose English has changed is marked `again`; words that the page no longer uses go.
Prints what is left to do; `docs/translating.md` says how to do it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from kuasa.graph import sheets
from kuasa.graph.translations import AGAIN, NO, SHEETS, TABLES, Translation, brought, read, written
from kuasa.graph.wording import wording
from kuasa.maps.lexicon import page_keys

SOME = 8
PLACE = re.compile(r"\{\w+\}")


def places(text: str) -> list[str]:
    """The {places} of a text, sorted."""
    return sorted(PLACE.findall(text))


def left(rows: tuple[Translation, ...]) -> str:
    """What is left to do in a table, in words."""
    empty = [row.key for row in rows if not row.translation]
    again = [row.key for row in rows if row.reviewed == AGAIN]
    wrong = [row.key for row in rows if row.translation and places(row.translation) != places(row.english)]
    named = [
        f"{len(keys)} {what} ({', '.join(keys[:SOME])}{' …' if len(keys) > SOME else ''})"
        for what, keys in (("without translation", empty), ("to be looked at again", again), ("with other {places} than the English", wrong))
        if keys
    ]
    return "; ".join([f"{len(rows)} words, {sum(row.reviewed == NO for row in rows)} not reviewed", *named])


def main(begun: list[str]) -> None:
    """Brings every table up, and begins those named."""
    brought_up(TABLES, wording(), page_keys(), begun)
    beside = TABLES.with_name(SHEETS.name)
    if beside.is_dir():
        print(f"{beside.name}:")
        brought_up(beside, sheets.english(), sheets.english(), begun)


def brought_up(folder: Path, english: Mapping[str, str], keys: Iterable[str], begun: list[str]) -> None:
    """Brings the tables of a folder up."""
    for code in sorted({path.stem for path in folder.glob("*.csv")} | set(begun)):
        path = folder / f"{code}.csv"
        rows = brought(read(path.read_text(encoding="utf-8")) if path.exists() else (), english, keys)
        path.write_text(written(rows), encoding="utf-8", newline="\n")
        print(f"{code}: {left(rows)}")


if __name__ == "__main__":
    main(sys.argv[1:])
