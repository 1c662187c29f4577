"""Safety profiles: what one audience may see is data; the rest is taken out before anything is computed.

`restrict` takes withheld subjects out of a store and its facts, and says how many and which words must not be seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from .errors import BadChoice
from .facts import Facts, ancestors
from .store import EmbeddedStore, words
from .vocabulary import K, RDF_TYPE

OWNED = tuple(K + name for name in ("from", "to", "about"))


@dataclass(frozen=True)
class Profile:
    """What an audience may see: sensitivities, kinds of ties of persons, withheld classes and properties."""

    name: str
    shows: frozenset[str]
    person_as_step: bool
    person_ties: frozenset[str]
    shows_inferred_of_person: bool
    withholds: frozenset[str]
    smallest_count: int


@dataclass(frozen=True)
class Withheld:
    """What was taken out: how many things and statements, and the words that only they hold."""

    count: int
    secrets: frozenset[str]


def profile(name: str) -> Profile:
    """The profile of a name; `BadChoice` lists the ones there are."""
    facts = Facts.from_store(words())
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
        frozenset(facts.all(node, K + "withholds")),
        int(facts.one(node, K + "smallestCount")),
    )


def defaults() -> dict[str, str]:
    """The sensitivity of a class where nothing is said."""
    facts = Facts.from_store(words())
    return {iri: found for iri in ancestors() if (found := facts.one(iri, K + "defaultSensitivity"))}


def restrict(store: EmbeddedStore, facts: Facts, audience: Profile) -> Withheld:
    """Takes out of both what the audience may not see."""
    gone = withheld(facts, audience)
    texts = {term.value for subject in gone for terms in facts.terms.get(subject, {}).values() for term in terms if isinstance(term, ox.Literal)}
    fields = [(subject, p) for subject, found in facts.terms.items() for p in found if p in audience.withholds]
    for subject, predicate in fields:
        texts |= {term.value for term in facts.terms[subject].pop(predicate)}
    if not gone and not fields:
        return Withheld(0, frozenset())
    for subject in gone:
        node = ox.NamedNode(subject)
        for quad in [*store.ox.quads_for_pattern(node, None, None), *store.ox.quads_for_pattern(None, None, node)]:
            store.ox.remove(quad)
    for subject, predicate in fields:
        for quad in list(store.ox.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)):
            store.ox.remove(quad)
    facts.drop(gone)
    kept = {term.value for found in facts.terms.values() for terms in found.values() for term in terms}
    records = sum(not subject.rsplit("-", 1)[-1].startswith("e") for subject in gone)
    return Withheld(records + len(fields), frozenset(texts - kept))


def withheld(facts: Facts, audience: Profile) -> set[str]:
    """The subjects that an audience may not see, with all that hangs on them."""
    usual = defaults()
    gone: set[str] = set()
    for subject, found in facts.terms.items():
        stated = facts.all(subject, K + "sensitivity") or [usual[name] for name in facts.classes(subject) if name in usual]
        classes = {up for term in found.get(RDF_TYPE, ()) for up in ancestors().get(term.value, ())}
        hidden = bool(stated) and not set(stated) <= audience.shows
        small = found.get(K + "count") and int(facts.one(subject, K + "count")) < audience.smallest_count
        if hidden or small or classes & audience.withholds:
            gone.add(subject)
    if not audience.person_as_step:
        gone |= of_persons(facts, audience)
    while True:
        more = {s for s, found in facts.terms.items() if s not in gone and any(term.value in gone for p in OWNED for term in found.get(p, ()))}
        unproved = {
            s
            for s, found in facts.terms.items()
            if s not in gone and found.get(K + "evidence") and all(term.value in gone for term in found[K + "evidence"])
        }
        hanging = {term.value for s in gone for term in facts.terms.get(s, {}).get(K + "evidence", ())} - gone
        if not (more or unproved or hanging):
            return gone
        gone |= more | unproved | hanging


def of_persons(facts: Facts, audience: Profile) -> set[str]:
    """Statements about persons beyond their published roles, and persons of whom nothing else is left."""
    persons = set(facts.subjects("Person"))
    gone: set[str] = set()
    shown: set[str] = set()
    for tie in facts.ties:
        if ends := {tie.start, tie.end} & persons:
            inferred = bool(tie.evidence) and all(known.assertion == "inferred" for known in tie.evidence)
            if tie.kind not in audience.person_ties or (inferred and not audience.shows_inferred_of_person):
                gone.add(tie.id)
            else:
                shown |= ends
    for name in ("Claim", "Position", "Assessment"):
        gone |= {node for node in facts.subjects(name) if facts.one(node, K + "about") in persons}
    return gone | (persons - shown)
