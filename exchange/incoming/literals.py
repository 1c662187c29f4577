"""Texts of cells → typed literals: dates as precise as they are stated, numbers, truth values, texts with the language of their script."""

from __future__ import annotations

import re

import pyoxigraph as ox

from ...graph.scripts import RANGES
from ...graph.sheets import Column
from ...graph.vocabulary import PREFIXES, K

XSD = PREFIXES["xsd"]
DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
WHOLE = frozenset({K + "group", K + "count"})


def date(text: str) -> ox.Literal:
    """A date; a quarter is plain text.

    >>> date("2024-05").datatype.value.rsplit("#")[1]
    'gYearMonth'
    """
    kind = DATES.get(len(text)) if "Q" not in text else None
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind)) if kind else ox.Literal(text)


def spoken(text: str, language: str = "") -> ox.Literal:
    """A text in a language; without one that of its script, English for Latin letters.

    >>> spoken("ประกันสังคม").language
    'th'
    """
    return ox.Literal(text, language=language or next((code for code, letters in RANGES.items() if re.search(f"[{letters}]", text)), "en"))


def typed(column: Column, text: str, language: str = "") -> ox.Literal:
    """The literal that a column holds."""
    if column.holds in ("date", "dates"):
        return date(text)
    if column.holds == "number":
        whole = column.writes in WHOLE or re.fullmatch(r"-?\d+", text)
        return ox.Literal(text, datatype=ox.NamedNode(XSD + ("integer" if whole and column.writes != K + "strength" else "double")))
    if column.holds == "truth":
        return ox.Literal("true" if text == "yes" else "false", datatype=ox.NamedNode(XSD + "boolean"))
    if column.holds == "address" or column.key in ("short", "number"):
        return ox.Literal(text)
    return spoken(text, language)
