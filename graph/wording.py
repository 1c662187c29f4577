"""Words that people see, by key: English from the ontology, other languages from their tables (`translations`).

No language is refused: what is not translated is said in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .facts import word_facts
from .kinds import kinds
from .translations import TABLES, YES, shown, table
from .vocabulary import K, kebab

ENGLISH = "en"


@dataclass(frozen=True)
class Language:
    """A language that the words are there in: its code, its own name for itself, whether somebody who speaks it has read every word."""

    code: str
    name: str
    reviewed: bool


@cache
def wording(lang: str = ENGLISH) -> dict[str, str]:
    """Every interface word by its key (`mark_recalled`), in a language as far as it is translated.

    The kinds of things, the lenses and the kinds of links are words too: `thing_state`, `lens_all`, `kind_reporting_verb`.
    """
    facts = word_facts()
    english = {node.removeprefix(K + "word-"): facts.label(node) for node in facts.subjects("Word")}
    for cls, name in (("Drawing", "drawing"), ("Lens", "lens")):
        for node in facts.subjects(cls):
            english[f"{'thing' if name == 'drawing' else name}_{_snake(node.removeprefix(f'{K}{name}-'))}"] = facts.label(node)
    for kind in kinds().values():
        for part in ("verb", "inverse", "sentence", "intended"):
            english[f"kind_{_snake(kind.word)}_{part}"] = getattr(kind, part)
    return english | shown(table(lang), english)


@cache
def languages() -> dict[str, Language]:
    """The languages by their codes, English first."""
    found = {ENGLISH: Language(ENGLISH, wording()["language_name"], True)}
    for lang in sorted(path.stem for path in TABLES.glob("*.csv")):
        said = shown(table(lang), wording())
        found[lang] = Language(lang, said.get("language_name", lang), all(row.reviewed == YES for row in table(lang) if row.key in said))
    return found


def say(key: str, **values: object) -> str:
    """An interface word with its {places} filled in; a code in the key may be in camel or kebab case."""
    return wording()[_snake(kebab(key))].format(**values)


def mark(word: str) -> str:
    """A mark of `validity.marks` in words."""
    return wording()[f"mark_{_snake(word)}"]


def _snake(name: str) -> str:
    return name.replace("-", "_")
