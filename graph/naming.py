"""Names of things in other languages: a thing in, its name in every language for which one is recorded out.

Labels count first, then name records: the official name, else another name; for a state the shortest, as in English. No acronyms, no
misspellings, nothing withdrawn or corrected by another source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .vocabulary import PREFIXES, K, kebab

if TYPE_CHECKING:
    from .facts import Facts

LABELS = tuple(PREFIXES[space] + name for space, name in (("skos", "prefLabel"), ("rdfs", "label"), ("dcterms", "title")))
CLOSENESS = {"official-name": 0, "alias": 1}


def names_by_language(facts: Facts, thing: str) -> dict[str, str]:
    """The name of a thing by language (`th`), sorted by language; what is recorded without a language is left out."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    state = facts.isa(thing, "State")
    for number, predicate in enumerate(LABELS):
        for text, language in facts.tagged(thing, predicate):
            found.setdefault(_primary(language), []).append((number - len(LABELS), 0, text))
    for record in facts.named(thing):
        closeness = CLOSENESS.get(kebab(facts.one(record, K + "nameKind")))
        if closeness is None or facts.one(record, K + "retracted") or facts.one(record, K + "rank") == K + "deprecated":
            continue
        former = bool(facts.one(record, PREFIXES["skos"] + "scopeNote"))
        for text, language in facts.tagged(record, K + "text"):
            found.setdefault(_primary(language), []).append((2 * former + (0 if state else closeness), len(text) if state else 0, text))
    return {language: min(names)[2] for language, names in sorted(found.items()) if language}


def _primary(language: str) -> str:
    """The language of a tag: `zh` of `zh-Hant`, `fil` of the older `tl`."""
    primary = language.lower().partition("-")[0]
    return "fil" if primary == "tl" else primary
