"""Tie kinds as the ontology declares them: verb, sentences, place in time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .facts import ancestors, word_facts
from .vocabulary import K, kebab


@dataclass(frozen=True)
class TieKind:
    """One kind of tie."""

    id: str
    verb: str
    inverse: str
    sentence: str
    intended: str
    group: str
    occurrence: bool
    one_holder: bool
    in_overview: bool

    @property
    def word(self) -> str:
        """The kind in kebab-case."""
        return kebab(self.id)

    def say(self, start: str, end: str, status: str) -> str:
        """The sentence for a tie between two named things: one for what is, one for what is intended."""
        template = self.sentence if status == "actual" else self.intended
        told = template.replace("{from}", start).replace("{to}", end)
        return told if status in ("actual", "planned") else f"{word_facts().label(K + 'word-said_' + status)} {told}"


@cache
def kinds() -> dict[str, TieKind]:
    """Every tie kind by its IRI."""
    facts = word_facts()
    return {
        iri: TieKind(
            iri,
            facts.one(iri, K + "verb"),
            facts.one(iri, K + "inverseVerb"),
            facts.one(iri, K + "sentence"),
            facts.one(iri, K + "intendedSentence"),
            facts.one(iri, K + "tieGroup"),
            facts.one(iri, K + "temporality") == K + "occurrence",
            facts.one(iri, K + "oneHolder") == "true",
            facts.one(iri, K + "inOverview") == "true",
        )
        for iri, up in ancestors().items()
        if K + "Tie" in up and iri != K + "Tie"
    }
