"""Words that people see, by key, from `ontology/words.ttl`."""

from __future__ import annotations

from functools import cache

from .facts import word_facts
from .vocabulary import K, kebab


@cache
def wording() -> dict[str, str]:
    """Every interface word in English by its key (`mark_recalled`)."""
    facts = word_facts()
    return {node.removeprefix(K + "word-"): facts.label(node) for node in facts.subjects("Word")}


def say(key: str, **values: object) -> str:
    """An interface word with its {places} filled in; a code in the key may be in camel or kebab case."""
    return wording()[kebab(key).replace("-", "_")].format(**values)


def mark(word: str) -> str:
    """A mark of `validity.marks` in words."""
    return wording()[f"mark_{word.replace('-', '_')}"]
