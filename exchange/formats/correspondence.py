"""Which word of another tool stands for which class, column or kind of tie of ours: the tables in `ontology/alignments/exchange/`.

They make the same choices as the rules beside them, which write the same vocabularies as RDF. A table that is not there is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from ...graph.errors import UnreadableFile
from ...graph.sheets import Column, code_of, sheet, text_of, word
from ...graph.vocabulary import ONTOLOGY, camel, kebab
from ...graph.vocabulary import K as KUASA
from ..book import joined

FOLDER = ONTOLOGY / "alignments" / "exchange"
Correspondence = Mapping[str, str]


@cache
def table(name: str) -> tuple[Correspondence, ...]:
    """The rows of a table, in order."""
    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        raise UnreadableFile(f"The table {path.name} is missing.", "Install kuasa again.")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def column(key: str, name: str) -> Column:
    """A column of a sheet, which is there."""
    found = sheet(key).column(name)
    assert found, f"{key} has no column {name}"
    return found


def class_text(kind: str) -> str:
    """The text for people of a class in kebab-case."""
    return text_of(KUASA + camel(kind)[:1].upper() + camel(kind)[1:])


def kind_of(key: str, kind: str) -> str:
    """The class of a row of a sheet: the usual one where it states none."""
    return kind or kebab(sheet(key).usual)


def has_kind(key: str) -> bool:
    """Whether the rows of a sheet state their class."""
    return sheet(key).column("kind") is not None


def shown(key: str, name: str, text: str) -> list[str]:
    """The values of a cell as texts for people."""
    one = column(key, name)
    return [word(one, part) for part in (text.split("|") if one.several else [text]) if part]


def meant(key: str, name: str, texts: list[str]) -> tuple[str, list[str]]:
    """The cell that texts for people mean in a column of codes, and those that mean none."""
    one = column(key, name)
    codes = {text: code for text in texts if (code := code_of(one, text)) and code in sheet(key).choices(one)}
    found = list(dict.fromkeys(codes.values()))
    if not one.several and len(found) > 1:
        codes = {text: code for text, code in codes.items() if code == found[0]}
        found = found[:1]
    return joined(found), [text for text in texts if text not in codes]
