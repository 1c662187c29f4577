"""The shelf that registers write onto: things and triples, sorted into files.

A thing has one block in one file: whoever names it first decides its class and file, later rows add names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .turtle import Pair, code, iri, plain, text

# Table -> (name in record ids, name of its file, title for people).
SHORT = {
    "states": ("states", "states", "states"),
    "asean_bodies": ("bodies", "bodies", "ASEAN bodies"),
    "new_bodies": ("bodies-new", "bodies", "further bodies"),
    "ilo_bodies": ("bodies-ilo", "bodies", "ILO bodies"),
    "organisations": ("organisations", "csos", "organisations named in the documents"),
    "asean_csos": ("csos", "csos", "civil society and social partners around ASEAN"),
    "instruments": ("instruments", "instruments", "instruments"),
    "body_membership": ("membership", "membership", "ministries in ASEAN bodies"),
    "body_rules": ("rules", "rules", "rules of bodies"),
    "body_roles": ("roles", "roles", "chairs and hosts"),
    "doors": ("doors", "doors", "doors"),
    "asean_chairs": ("chairs", "chairs", "ASEAN chairs"),
    "ratifications": ("ratifications", "ratifications", "ratifications"),
    "not_ratified": ("not-ratified", "not-ratified", "states that are not bound"),
}
# Tables of which one page tells many rows: one passage for all rows of an instrument.
BY_INSTRUMENT = ("ratifications", "not_ratified")

NAMED_BY_SEEDS = ("asean_bodies", "organisations", "asean_csos")


@dataclass
class Shelf:
    """What has been written so far: file -> subject -> pairs."""

    files: dict[str, dict[str, set[Pair]]] = field(default_factory=dict, init=False)
    home: dict[str, str] = field(default_factory=dict, init=False)

    def add(self, place: str, subject: str, *pairs: Pair) -> None:
        """Write pairs about a subject into a file."""
        known = self.home.setdefault(subject, place)
        self.files.setdefault(known, {}).setdefault(subject, set()).update(pairs)

    def thing(
        self,
        slug: str,
        place: str,
        kind: str,
        label: str,
        notations: Iterable[str] = (),
        others: Iterable[str] = (),
        pairs: Iterable[Pair] = (),
    ) -> None:
        """Write a thing, or add names to the one that has this slug. `kind` may hold an organisation type."""
        subject = iri(slug)
        new = subject not in self.home
        old = self.files.get(self.home.get(subject, ""), {}).get(subject, set())
        taken = {value for name, value in old if name in ("skos:prefLabel", "skos:notation")}
        if new:
            family, _, subtype = kind.partition(" ")
            self.add(place, subject, ("a", code(family)), ("skos:prefLabel", text(label)))
            taken.add(text(label))
            if subtype:
                self.add(place, subject, ("k:organisationType", code(subtype)))
            if family == "Collective":
                self.add(place, subject, ("k:enumerable", "false"))
            self.add(place, subject, *pairs)
        elif " " in kind and ("a", code(kind.split()[0])) in old and not self.holds(subject, "k:organisationType"):
            self.add(place, subject, ("k:organisationType", code(kind.split()[1])))
        for notation in notations:
            self.add(place, subject, ("skos:notation", plain(notation)))
            self.files[self.home[subject]][subject].discard(("skos:altLabel", text(notation)))
            taken.add(plain(notation))
        for other in (label, *others):
            if text(other) not in taken and plain(other) not in taken:
                self.add(place, subject, ("skos:altLabel", text(other)))

    def other_language(self, slug: str, words: str) -> None:
        """Take back an English other name that turns out to be a name in another language."""
        self.files[self.home[iri(slug)]][iri(slug)].discard(("skos:altLabel", text(words)))

    def has(self, slug: str) -> bool:
        """Whether a thing of this slug was written."""
        return iri(slug) in self.home

    def holds(self, subject: str, name: str) -> set[str]:
        """The values that a subject has of a property so far."""
        return {value for known, value in self.files.get(self.home.get(subject, ""), {}).get(subject, set()) if known == name}
