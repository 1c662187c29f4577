"""The words in which people type dates, truth, languages and the labels of a cover: `ontology/typed/words.csv`, read once.

A word is compared in one form (`form`): without case, Latin accents and zero-width characters, digits of every script as 0 to 9.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache

from ...graph.vocabulary import ONTOLOGY

WORDS = ONTOLOGY / "typed" / "words.csv"
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
ACCENTS = dict.fromkeys(range(0x300, 0x370))


def form(text: str) -> str:
    """The form in which typed words are compared.

    >>> form(" Tháng  ５ "), form("๒๕๖๗")
    ('thang 5', '2567')
    """
    plain = unicodedata.normalize("NFKD", text.translate(ZERO_WIDTH)).casefold().replace("đ", "d").translate(ACCENTS)
    return " ".join("".join(str(unicodedata.digit(sign, sign)) if sign.isdigit() else sign for sign in plain).split())


@cache
def typed(what: str, lang: str = "") -> dict[str, str]:
    """The values of the words of one kind (month, truth, language ...) by their forms, of every language or of one; `KeyError` if there is no
    such kind."""
    return rows()[what, lang]


@cache
def rows() -> dict[tuple[str, str], dict[str, str]]:
    """Every word by its kind, by that and its language, and by its form. A form that stands twice keeps its first value."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for lang in ("", row["language"]):
                found.setdefault((row["what"], lang), {}).setdefault(form(row["text"]), row["value"])
    return found
