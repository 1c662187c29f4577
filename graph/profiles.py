"""Safety profiles: what one audience may see is data; the rest is taken out before anything is computed.

`restrict` takes withheld subjects out of facts, and says how many and which words must not be seen; `cut` takes them out
of the store as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

from . import traces
from .errors import BadChoice
from .facts import Facts, ancestors, word_facts
from .store import EmbeddedStore
from .vocabulary import PREFIXES, RDF_TYPE, K, kebab

ENDS = (K + "from", K + "to")
OWNED = (*ENDS, K + "about")
EXPLAINED = (*(PREFIXES["skos"] + name for name in ("definition", "example", "scopeNote")), PREFIXES["rdfs"] + "comment")
PROOF = tuple(K + name for name in ("evidence", "passage", "source", "checkAt"))


@dataclass(frozen=True)
class Profile:
    """What an audience may see: sensitivities, kinds of ties of persons, withheld classes and properties."""

    name: str
    shows: frozenset[str]
    person_as_step: bool
    person_ties: frozenset[str]
    shows_inferred_of_person: bool
    person_properties: frozenset[str]
    withholds: frozenset[str]
    smallest_count: int

    @property
    def leaves_out(self) -> bool:
        """Whether it leaves anything out, whatever the knowledge holds: a file says so without telling whether or how much was."""
        return bool(self.withholds) or not self.person_as_step or self.smallest_count > 1


@dataclass(frozen=True)
class Withheld:
    """What was taken out: how many things and statements, the texts that only they hold (`traces`), the subjects and the fields."""

    count: int
    secrets: frozenset[str]
    subjects: frozenset[str]
    fields: frozenset[tuple[str, str]]


def profile(name: str) -> Profile:
    """The profile of a name; `BadChoice` lists the ones there are."""
    facts = word_facts()
    node = f"{K}profile-{name}"
    if node not in facts.terms:
        known = ", ".join(sorted(iri.rsplit("-", 1)[1] for iri in facts.subjects("Profile")))
        raise BadChoice(f"There is no profile '{name}'.", f"Profiles: {known}.")
    return Profile(
        name,
        frozenset(facts.all(node, K + "shows")),
        facts.one(node, K + "personAsStep") == "true",
        frozenset(facts.all(node, K + "personTie")),
        facts.one(node, K + "showsInferredOfPerson") == "true",
        frozenset(facts.all(node, K + "personProperty")),
        frozenset(facts.all(node, K + "withholds")),
        int(facts.one(node, K + "smallestCount")),
    )


@cache
def strictness(code: str) -> tuple[int, str]:
    """What orders sensitivities: the stricter one, the fewer profiles show it."""
    facts = word_facts()
    return -sum(code in facts.all(one, K + "shows") for one in facts.subjects("Profile")), code


def defaults() -> dict[str, str]:
    """The sensitivity of a class where nothing is said."""
    facts = word_facts()
    return {iri: found for iri in ancestors() if (found := facts.one(iri, K + "defaultSensitivity"))}


def restrict(facts: Facts, audience: Profile, partial: bool = False) -> Withheld:
    """Takes out of the facts what the audience may not see. In a `partial` knowledge a source that nothing rests on may have other
    statements elsewhere: it goes, but it is no secret."""
    gone = withheld(facts, audience)
    idle = {one for one in gone if facts.isa(one, "Source") or facts.isa(one, "Passage")} if partial else set()
    idle = {one for one in idle if set(facts.all(one, K + "sensitivity")) <= audience.shows}
    records = sum(not facts.isa(subject, "Evidence") for subject in gone)
    texts = {text for subject in gone - idle for terms in facts.terms.get(subject, {}).values() for text, _ in terms}
    fields = [(subject, p) for subject, found in facts.terms.items() for p in found if p in audience.withholds]
    persons = () if audience.person_as_step else set(facts.subjects("Person")) - gone
    fields += [(subject, p) for subject in persons for p in facts.terms[subject] if p not in audience.person_properties]
    for subject, predicate in dict.fromkeys(fields):
        texts |= {text for text, _ in facts.terms[subject].pop(predicate)}
    facts.drop(gone)
    return Withheld(records + len(set(fields)), secrets_of(facts, gone - idle, texts), frozenset(gone), frozenset(fields))


def secrets_of(facts: Facts, gone: set[str], texts: set[str]) -> frozenset[str]:
    """What no file may hold: the texts taken out, how the long ones begin, addresses and short names of the subjects; all but what
    may be shown too, in the facts that are left or as a word of the ontology."""
    if not texts and not gone:
        return frozenset()
    told = {text for text in texts if traces.telling(text)}
    addresses = {text for text in told if re.match(r"[a-z][a-z0-9+.-]*:\S+$", text)}
    subjects = {subject for subject in gone if ":" in subject}
    words = {text for found in word_facts().terms.values() for predicate, terms in found.items() if predicate not in EXPLAINED for text, _ in terms}
    said = {text for found in facts.terms.values() for terms in found.values() for text, _ in terms}
    shown = (*words, *said, *facts.terms, *word_facts().terms, *map(kebab, word_facts().terms))
    slugs = {f" {subject.rsplit('/', 1)[-1]} " for subject in subjects}
    openings = {traces.opening(text) for text in told - addresses} - told
    found = traces.untold((told - addresses) | openings, addresses | subjects | {slug.strip() for slug in slugs}, shown)
    apart = {f" {subject} " for subject in subjects if f" {subject.rsplit('/', 1)[-1]} " in found}
    return found - apart - {f"{edge}{text}{edge}" for text in openings for edge in (" ", traces.FIELD)}


def cut(store: EmbeddedStore, taken: Withheld) -> None:
    """Takes the same out of the store that the facts were read from."""
    for quad in list(store.ox):
        if hidden(quad, taken):
            store.ox.remove(quad)


def hidden(quad: ox.Quad, taken: Withheld) -> bool:
    """Whether a statement is of what was taken out, or points at it."""
    subject: Any = quad.subject
    pointed = isinstance(quad.object, ox.NamedNode) and quad.object.value in taken.subjects
    return pointed or subject.value in taken.subjects or (subject.value, quad.predicate.value) in taken.fields


def withheld(facts: Facts, audience: Profile) -> set[str]:
    """The subjects that an audience may not see, with all that hangs on them."""
    usual = defaults()
    gone: set[str] = set()
    for subject, found in facts.terms.items():
        stated = facts.all(subject, K + "sensitivity") or [usual[name] for name in facts.classes(subject) if name in usual]
        classes = {up for text, _ in found.get(RDF_TYPE, ()) for up in ancestors().get(text, ())}
        hidden = bool(stated) and not set(stated) <= audience.shows
        small = found.get(K + "count") and int(facts.one(subject, K + "count")) < audience.smallest_count
        if hidden or small or (classes | set(facts.all(subject, K + "property"))) & audience.withholds:
            gone.add(subject)
    if not audience.person_as_step:
        gone |= of_persons(facts, audience)
    if not audience.shows_inferred_of_person:
        gone |= of_companies(facts)
    proves: dict[str, set[str]] = {}
    for subject, found in facts.terms.items():
        for node, _ in (term for name in PROOF for term in found.get(name, ())):
            proves.setdefault(node, set()).add(subject)
    while True:
        owned = {s for s, found in facts.terms.items() if s not in gone and any(text in gone for name in OWNED for text, _ in found.get(name, ()))}
        unproved = {s for s, found in facts.terms.items() if s not in gone and (proof := found.get(K + "evidence")) and all(text in gone for text, _ in proof)}
        idle = {node for node, statements in proves.items() if node not in gone and statements <= gone}
        if not owned | unproved | idle:
            return gone
        gone |= owned | unproved | idle


def of_persons(facts: Facts, audience: Profile) -> set[str]:
    """Statements about persons beyond their published roles, and persons of whom nothing else is left."""
    persons = set(facts.subjects("Person"))
    gone: set[str] = set()
    shown: set[str] = set()
    for node, found in facts.terms.items():
        if ends := {text for name in ENDS for text, _ in found.get(name, ())} & persons:
            evidence = facts.evidence(node)
            inferred = bool(evidence) and all(known.assertion in ("inferred", "") for known in evidence)
            published = set(facts.all(node, RDF_TYPE)) <= audience.person_ties and facts.all(node, K + "status") == [K + "actual"]
            if published and not facts.one(node, K + "retracted") and (audience.shows_inferred_of_person or not inferred):
                shown |= ends
            else:
                gone.add(node)
    for name in ("Claim", "Position", "Assessment"):
        gone |= {node for node in facts.subjects(name) if facts.one(node, K + "about") in persons}
    return gone | (persons - shown)


def of_companies(facts: Facts) -> set[str]:
    """Links and claims about companies that are only concluded."""
    companies = {thing for thing in facts.subjects("Organisation") if K + "company" in facts.all(thing, K + "organisationType")}
    said = {node for node, found in facts.terms.items() if companies & {text for name in OWNED for text, _ in found.get(name, ())}} if companies else set()
    return {node for node in said if (evidence := facts.evidence(node)) and all(known.assertion == "inferred" for known in evidence)}
