"""Words that people see, by key, from `ontology/words.ttl`; a language that lacks one falls back to English."""

from __future__ import annotations

from functools import cache

from .errors import BadChoice
from .facts import LABEL, word_facts
from .vocabulary import K


@cache
def wording(lang: str = "en") -> dict[str, str]:
    """Every interface word by its key (`mark_recalled`); `BadChoice` for a language without any."""
    facts = word_facts()
    found: dict[str, dict[str, str]] = {}
    for node in facts.subjects("Word"):
        for text, language in facts.tagged(node, LABEL):
            found.setdefault(node.removeprefix(K + "word-"), {})[language] = text
    languages = sorted({language for texts in found.values() for language in texts})
    if lang not in languages:
        raise BadChoice(f"There are no words in the language '{lang}'.", f"Languages: {', '.join(languages)}.")
    return {key: texts.get(lang) or texts["en"] for key, texts in found.items()}


def mark(word: str) -> str:
    """A mark of `validity.marks` in words."""
    return wording()[f"mark_{word.replace('-', '_')}"]
