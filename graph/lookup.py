"""A typed name → a thing. Labels, aliases and acronyms in any script, without regard to case and accents.

An exact name is tried before a folded one, a proper name before an alias, an alias before a misspelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import islice

import pyoxigraph as ox

from .errors import AmbiguousName, UnknownName
from .facts import ALT, NOTATION, PREF, Facts
from .vocabulary import K, expand

MANY = 100_000
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


def fold(text: str) -> str:
    """Text without case, Latin accents, zero-width characters and punctuation.

    >>> fold("Bộ Nội vụ")
    'bo noi vu'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").translate(ZERO_WIDTH))
    return " ".join(re.sub(r"[^\w\s]|_", " ", re.sub("[\u0300-\u036f]", "", decomposed)).split()) or text.casefold()


def ranked(facts: Facts, subject: str) -> list[tuple[int, str]]:
    """The names of a thing with their rank: 0 proper names and acronyms, 1 aliases, 2 misspellings."""
    found = [(0, text) for text in (*facts.all(subject, PREF), *facts.all(subject, NOTATION))]
    found += [(1, text) for text in facts.all(subject, ALT)]
    ranks = {"alias": 1, "misspelling": 2}
    for record in facts.named(subject):
        kind = facts.one(record, K + "nameKind").removeprefix(K)
        found.append((ranks.get(kind, 0), facts.one(record, K + "text")))
    return found


def spelled(facts: Facts) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The things of each name, as written and folded; of several only those whose rank is best, sorted."""

    def made() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        names = [(rank, text, subject) for subject in facts.subjects("Thing") for rank, text in ranked(facts, subject)]
        return gathered(names), gathered([(rank, fold(text), subject) for rank, text, subject in names])

    found: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]] = facts.index("names", made)
    return found


def gathered(names: list[tuple[int, str, str]]) -> dict[str, tuple[str, ...]]:
    """The best ranked subjects of each text."""
    best: dict[str, int] = {}
    for rank, text, _ in names:
        best[text] = min(rank, best.get(text, rank))
    found: dict[str, set[str]] = {}
    for rank, text, subject in names:
        if rank == best[text]:
            found.setdefault(text, set()).add(subject)
    return {text: tuple(sorted(subjects)) for text, subjects in found.items()}


def addresses(name: str) -> tuple[str, ...]:
    """The IRIs that a name can be: itself, and with the short prefix written out; none if no IRI is written so.

    >>> addresses("i:slom"), addresses("Note: a name")
    (('i:slom', 'https://w3id.org/kuasa/id/slom'), ())
    """
    return tuple(iri for iri in (name.strip("<>") if ":" in name else "", expand(name) or "") if iri and valid(iri))


def valid(iri: str) -> bool:
    """Whether an IRI can be written so."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return True


def meant(facts: Facts, name: str) -> tuple[str, ...]:
    """The IRIs of the things that a name can mean, sorted; none if it is unknown."""
    for candidate in addresses(name):
        if candidate in facts.terms:
            return (candidate,)
    exact, folded = spelled(facts)
    return exact.get(name) or folded.get(fold(name)) or ()


def resolve(facts: Facts, name: str) -> str:
    """The IRI of the one thing that a name means; `UnknownName` or `AmbiguousName` with candidates."""
    found = meant(facts, name)
    if len(found) > 1:
        listed = "\n".join(f"  {facts.label(subject)}  (i:{subject.rsplit('/', 1)[-1]})" for subject in found)
        raise AmbiguousName(f"'{name}' can mean:\n{listed}", "Write the longer name, or the short address in brackets.")
    if not found:
        near = nearest(name, alike(name, spelled(facts)[0]))
        cure = "Did you mean " + " · ".join(near) + "?" if near else "Try `kuasa find` with a part of the name."
        raise UnknownName(f"Nothing here is called '{name}'.", cure)
    return found[0]


def several(facts: Facts, names: str) -> tuple[str, ...]:
    """The things of one name, or of several with + between them ("AROSP + HNSEA"), each once; as `resolve` where one is unknown."""
    try:
        return (resolve(facts, names),)
    except UnknownName:
        parts = [part.strip() for part in names.split("+") if part.strip()]
        if len(parts) < 2:
            raise
        return tuple(dict.fromkeys(resolve(facts, part) for part in parts))


def alike(name: str, names: Collection[str]) -> set[str]:
    """The names among which near ones are looked for: all, or of very many those that begin alike and are about as long."""
    if len(names) <= MANY:
        return set(names)
    start = name[:2].casefold()
    return set(islice((text for text in names if abs(len(text) - len(name)) <= 2 and text[:2].casefold() == start), MANY // 10))


def nearest(name: str, names: set[str]) -> list[str]:
    """Up to five names most like one, best first."""
    from difflib import get_close_matches

    by_form = {fold(text): text for text in sorted(names, reverse=True)}
    hits = get_close_matches(fold(name), by_form, n=5, cutoff=0.55) or get_close_matches(fold(name), by_form, n=3, cutoff=0.0)
    return [by_form[form] for form in hits]


def search(facts: Facts, text: str) -> list[tuple[str, str]]:
    """Things with a name that contains a text, and that name: whole names first, then beginnings, then parts."""
    wanted = fold(text)
    hits = []
    for subject in facts.subjects("Thing"):
        found = [(fold(name) != wanted, not fold(name).startswith(wanted), name) for name in facts.names(subject) if wanted in fold(name)]
        if found:
            best = min(found)
            hits.append((best[:2], facts.label(subject), subject, best[2]))
    return [(subject, name) for _, _, subject, name in sorted(hits)]
