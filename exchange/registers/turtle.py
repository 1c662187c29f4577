"""Sorted Turtle: statements in, text out. One block per subject, no blank nodes, fixed prefixes.

Terms are written when they are made: `iri`, `code`, `text`, `plain`, `date` refuse what Turtle could not hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Set

Pair = tuple[str, str]

PREFIXES = """\
@prefix k: <https://w3id.org/kuasa/ontology#> .
@prefix i: <https://w3id.org/kuasa/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_FIRST = ("a", "skos:prefLabel", "skos:notation", "skos:altLabel", "dcterms:title", "k:about", "k:from", "k:to")
_LAST = ("k:evidence",)


def slug_of(words: str) -> str:
    """Small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def without_addresses(words: str) -> str:
    """A note without web addresses: those belong to sources."""
    return re.sub(r"\s*\(\s*\)", "", re.sub(r":?\s*https?://[^\s()]+", "", words)).replace("( ", "(").strip()


def iri(slug: str) -> str:
    """The thing with this slug."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise ValueError(f"not a slug: {slug!r}")
    return f"i:{slug}"


def code(name: str) -> str:
    """The class, property or code of this name."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name):
        raise ValueError(f"not a word of the ontology: {name!r}")
    return f"k:{name}"


def plain(words: str) -> str:
    """A string without a language."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def text(words: str, language: str = "en") -> str:
    """A string in a language."""
    return f"{plain(words)}@{language}"


def date(words: str) -> str:
    """A day, month or year, as precise as it is written."""
    return f'"{words}"^^xsd:{_TYPES[len(words)]}'


def _place(pair: Pair) -> tuple[int, str, str]:
    name, value = pair
    if name in _FIRST:
        return _FIRST.index(name), name, value
    return (len(_FIRST) + (name in _LAST)), name, value


def block(subject: str, pairs: Set[Pair]) -> str:
    """The Turtle of one subject."""
    lines: list[str] = []
    grouped: dict[str, list[str]] = {}
    for name, value in sorted(pairs, key=_place):
        grouped.setdefault(name, []).append(value)
    for name, values in grouped.items():
        lines.append(f"{name} {' , '.join(values)}")
    return f"{subject} " + " ;\n  ".join(lines) + " .\n"


def document(title: str, origin: str, blocks: Mapping[str, Set[Pair]]) -> str:
    """A whole file: header comment with title, origin and counts, prefixes, blocks sorted by subject."""
    kinds = Counter(value for pairs in blocks.values() for name, value in pairs if name == "a")
    counts = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    header = f"# {title}\n# Origin: {origin}\n# Licence: CC BY 4.0\n# Holds: {counts}\n# Made by make facts: do not edit.\n\n"
    return header + PREFIXES + "\n" + "\n".join(block(subject, blocks[subject]) for subject in sorted(blocks))
