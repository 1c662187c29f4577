"""What a store says, indexed by subject: names, classes, dates and evidence of things and ties.

`Facts.from_store(store)` reads every named graph once. Nothing is interpreted here but the tree of classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from .cache import kept
from .naming import names_by_language
from .store import EmbeddedStore, words
from .things import Evidence, Thing, Tie
from .vocabulary import PREFIXES, RDF_TYPE, K, kebab

if TYPE_CHECKING:
    from .analysis.lenses import Lens
    from .analysis.network import Network
    from .validity import Moment

PREF, ALT, NOTATION = (PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "notation"))
LABEL = PREFIXES["rdfs"] + "label"
TITLE, PUBLISHER, ISSUED = (PREFIXES["dcterms"] + name for name in ("title", "publisher", "issued"))
FALLBACK = ("en",)
LONG = 60
Term = tuple[str, str | None]
TIED = (RDF_TYPE, *(K + name for name in ("from", "to", "status", "since", "until", "role", "strength", "rank", "backwardStrength", "statedAs")))
PROOF = tuple(K + name for name in ("passage", "checkAt", "assertion", "confidence", "because"))
OBSERVED = K + "observed"


@cache
def word_facts() -> Facts:
    """The facts of the ontology: what kinds, lenses, profiles and words declare."""
    return Facts(kept("words", lambda: Facts.from_store(words()).terms))


@cache
def ancestors() -> dict[str, tuple[str, ...]]:
    """Every class with itself and its superclasses, nearest first."""
    said = word_facts()
    up = {name: said.all(name, PREFIXES["rdfs"] + "subClassOf") for name in said.terms if PREFIXES["owl"] + "Class" in said.all(name, RDF_TYPE)}

    def climb(name: str) -> Iterator[str]:
        yield name
        for parent in up.get(name, ()):
            yield from climb(parent)

    return {name: tuple(dict.fromkeys(climb(name))) for name in up}


def first(found: Sequence[Term]) -> str:
    """The first of some values as text, or ''."""
    return found[0][0] if len(found) == 1 else min((text for text, _ in found), default="")


@cache
def climbed(*names: str) -> tuple[str, ...]:
    """Some classes with all their superclasses, nearest first."""
    lines = [ancestors().get(name, (name,)) for name in names]
    return tuple(dict.fromkeys(up for level in zip_longest(*lines) for up in level if up))


@dataclass
class Facts:
    """Terms by subject and predicate. A term is its text and its language: None for an IRI, '' for a literal without one.

    `indexes` are worked out when first asked for, and can be kept with the terms.
    """

    terms: dict[str, dict[str, Sequence[Term]]] = field(default_factory=dict)
    indexes: dict[str, Any] = field(default_factory=dict)
    proofs: dict[tuple[str, ...], Evidence] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def from_store(cls, store: EmbeddedStore) -> Facts:
        """Every triple of every named graph of a store."""
        terms: dict[str, dict[str, list[Term]]] = {}
        for quad in store.ox:
            language = (quad.object.language or "") if hasattr(quad.object, "language") else None
            terms.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append((quad.object.value, language))
        return cls({subject: dict(said) for subject, said in terms.items()})

    def index(self, name: str, make: Callable[[], Any]) -> Any:
        """What was worked out under a name, or is now."""
        if name not in self.indexes:
            self.indexes[name] = make()
        return self.indexes[name]

    def pointing(self, *predicates: str) -> dict[str, tuple[str, ...]]:
        """The subjects that point at each value by one of the predicates, sorted."""
        found: dict[str, set[str]] = {}
        for subject, said in self.terms.items():
            for predicate in predicates:
                for text, _ in said.get(predicate, ()):
                    found.setdefault(text, set()).add(subject)
        return {text: tuple(sorted(subjects)) for text, subjects in found.items()}

    def knows(self, thing: str) -> bool:
        """Whether anything is said of a thing."""
        return thing in self.terms

    def all(self, subject: str, predicate: str) -> list[str]:
        """The values of a property as text, sorted."""
        found = self.terms.get(subject, {}).get(predicate, ())
        return [found[0][0]] if len(found) == 1 else sorted({text for text, _ in found})

    def one(self, subject: str, predicate: str) -> str:
        """The first value of a property as text, or ''."""
        return first(self.terms.get(subject, {}).get(predicate, ()))

    def tagged(self, subject: str, predicate: str) -> list[tuple[str, str]]:
        """The values of a property with their language, sorted."""
        return sorted((text, language or "") for text, language in self.terms.get(subject, {}).get(predicate, ()))

    def classes(self, subject: str) -> tuple[str, ...]:
        """The classes of a subject, nearest first."""
        return climbed(*self.all(subject, RDF_TYPE))

    def isa(self, subject: str, name: str) -> bool:
        """Whether a subject belongs to the class `k:name`."""
        return K + name in self.classes(subject)

    def subjects(self, name: str) -> list[str]:
        """The subjects of the class `k:name`, sorted."""
        members: dict[str, tuple[str, ...]] = self.index("members", lambda: self.pointing(RDF_TYPE))
        return sorted({subject for iri, up in ancestors().items() if K + name in up for subject in members.get(iri, ())})

    def label(self, subject: str, lang: str = "en") -> str:
        """The name to show, in a language or the next best; the slug if there is none."""
        found = self.terms.get(subject, {})
        choices = [term for name in (PREF, LABEL, TITLE) for term in found.get(name, ()) if term[1] is not None]
        for wanted in (lang, *FALLBACK):
            named = sorted(text for text, language in choices if language == wanted)
            if named:
                return named[0]
            recorded = "" if wanted in FALLBACK else names_by_language(self, subject).get(wanted, "")
            if recorded:
                return recorded
        return min((text for text, _ in choices), default=subject.rsplit("/", 1)[-1])

    def thing(self, subject: str, lang: str = "en") -> Thing:
        """A thing to travel."""
        names = self.all(subject, RDF_TYPE)
        return Thing(subject, self.label(subject, lang), kebab(names[0]) if names else "", self.short(subject, lang))

    def short(self, subject: str, lang: str = "en") -> str:
        """The acronym, or the name, or for a very long name the shortest other one in English that is no acronym."""
        label = self.label(subject, lang)
        brief = [text for text, language in self.tagged(subject, ALT) if language == "en" and " " in text] if len(label) > LONG else []
        return self.one(subject, NOTATION) or min([label, *brief], key=lambda text: (len(text), text))

    @property
    def about(self) -> dict[str, tuple[str, ...]]:
        """The names, claims, counts, doors and positions that are about each thing, sorted."""
        found: dict[str, tuple[str, ...]] = self.index("about", lambda: self.pointing(K + "about"))
        return found

    def named(self, subject: str) -> list[str]:
        """The name records of a thing."""
        return [record for record in self.about.get(subject, ()) if self.isa(record, "Name")]

    def names(self, subject: str) -> list[str]:
        """Every name of a thing in every language, sorted."""
        own = {text for predicate in (PREF, ALT, NOTATION) for text in self.all(subject, predicate)}
        return sorted(own | {self.one(record, K + "text") for record in self.named(subject)})

    def evidence(self, subject: str) -> tuple[Evidence, ...]:
        """How a statement is known; seen before recalled."""
        found = [self.proof(node) for node in self.all(subject, K + "evidence")]
        return tuple(found) if len(found) < 2 else tuple(sorted(found, key=lambda known: (known.confidence != "seen", known.id, known.locator)))

    def proof(self, node: str) -> Evidence:
        """A node of evidence to travel; nodes that say the same are one object."""
        said = self.terms.get(node, {})
        stated = tuple(first(said.get(predicate, ())) for predicate in PROOF)
        if stated not in self.proofs:
            passage, check, assertion, confidence, because = stated
            source = self.one(passage, K + "source") or check
            self.proofs[stated] = Evidence(
                id=source,
                title=self.one(source, TITLE) or self.label(source),
                locator=self.one(passage, K + "locator"),
                assertion=kebab(assertion),
                confidence=kebab(confidence),
                check_at=self.one(source, K + "address") or self.one(source, TITLE) or source if check else "",
                because=because,
                issued=self.one(source, ISSUED),
            )
        return self.proofs[stated]

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie that was not withdrawn, sorted by id."""
        return tuple(self.tie(node) for node in self.subjects("Tie") if not self.one(node, K + "retracted"))

    def dates(self) -> set[str]:
        """Every date that a tie states."""
        return {text for tie in self.ties for text in (tie.since, tie.until, *tie.observed) if text}

    def unsourced(self, source: str) -> Facts:
        """The same facts as if a source had not been read: no tie has evidence from it, and the ties that rest on it alone are gone."""
        found = Facts(self.terms, self.indexes)
        left = ((tie, tuple(known for known in tie.evidence if known.id != source)) for tie in self.ties)
        found.__dict__["ties"] = tuple(tie if len(evidence) == len(tie.evidence) else replace(tie, evidence=evidence) for tie, evidence in left if evidence or not tie.evidence)
        return found

    def network(self, lens: Lens, moment: Moment, without: frozenset[str]) -> Network | None:
        """The network of facts that are rows and no statements; None: it is to be built from the ties."""
        return None

    def tied(self, thing: str) -> tuple[Tie, ...]:
        """The ties of a thing, sorted by id."""
        ends: dict[str, tuple[str, ...]] = self.index("ends", lambda: self.pointing(K + "from", K + "to"))
        return tuple(self.tie(node) for node in ends.get(thing, ()) if not self.one(node, K + "retracted"))

    def tie(self, node: str) -> Tie:
        """A tie to travel."""
        said = self.terms.get(node, {})
        kind, start, end, status, since, until, role, strength, rank, backward, stated = [first(said.get(predicate, ())) for predicate in TIED]
        return Tie(
            id=node,
            kind=kind,
            start=start,
            end=end,
            status=kebab(status),
            since=since,
            until=until,
            observed=tuple(self.all(node, OBSERVED)) if OBSERVED in said else (),
            role=kebab(role),
            strength=float(strength) if strength else None,
            evidence=self.evidence(node),
            rank=kebab(rank) or "normal",
            realised=self.realised(node),
            backward=float(backward) if backward else None,
            stated=stated,
        )

    def realised(self, plan: str) -> bool:
        """Whether a later record says that it carries this plan out."""
        return plan in self.index("realised", lambda: self.pointing(K + "realises"))

    def drop(self, subjects: Iterable[str]) -> None:
        """Takes subjects out, with every triple that points at them."""
        gone = set(subjects)
        for subject in gone:
            self.terms.pop(subject, None)
        for found in self.terms.values():
            for predicate in [p for p, terms in found.items() if any(text in gone for text, _ in terms)]:
                kept = [term for term in found[predicate] if term[0] not in gone]
                if kept:
                    found[predicate] = kept
                else:
                    del found[predicate]
        self.indexes.clear()
        self.proofs.clear()
        self.__dict__.pop("ties", None)
