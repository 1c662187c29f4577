"""A store → findings: what is wrong in the facts or the words, where it stands and what to do.

`check` puts the questions of `queries/checks/` (whose right answer is silence) to the facts joined with the words, then
holds both to the shapes of `ontology/shapes.ttl`. `light` asks only the questions tagged `light`: evidence and circles.
Neither changes the store. Refuses a folder of checks that is empty (`UnreadableFile`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from .errors import UnreadableFile
from .facts import PREF, Facts
from .questions import Question, from_file
from .store import EmbeddedStore, Store, words
from .vocabulary import DERIVED, GRAPH, PREFIXES, QUERIES, RDF_TYPE

SEVERITIES = ("error", "warning", "note")
WORDS = GRAPH + "ontology/"
PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
SUBJECT = re.compile(r"^\s*(?:(?:GRAPH\s+)?\S+\s*\{\s*)?(<[^>]*>|[\w.-]*:[\w.-]+)(?:\s|$)")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or worth a look: `check` is the name of the shape or question that found it.

    `thing` is an IRI, `file` the name of the file in which it stands ("" if none is known), `line` its line there.
    """

    severity: str
    thing: str
    problem: str
    cure: str
    file: str
    line: int | None
    check: str


class Knowing(Protocol):
    """Whatever says in which file and line a thing stands."""

    def __call__(self, thing: str) -> tuple[str, int | None]: ...


def check(store: Store, shapes: bool = True, known: Facts | None = None) -> list[Finding]:
    """All findings about a store and the words, errors first, then by file, line and thing; empty if all is well.

    Derived triples are left out. With `shapes=False` only the questions are asked, and neither rdflib nor pyshacl is loaded.
    What `known` facts say of things that the store only points at is taken as said, and not checked again.
    """
    joined, origin = joined_with_words(store)
    lent = lend(joined, known) if known else frozenset()
    place = Places(joined, origin)
    findings = list(asked(joined, questions(), place))
    if shapes:
        from .shapes import violations

        findings += [
            Finding(found.severity, found.thing, found.problem, found.cure, *place(found.thing), found.check)
            for found in violations(quad for quad in joined.ox if quad.graph_name.value != WORDS + "shapes")
        ]
    return in_order(finding for finding in findings if finding.thing not in lent)


def lend(joined: EmbeddedStore, known: Facts) -> frozenset[str]:
    """Puts class and name of known things that a store points at, but does not describe, into a graph of their own."""
    described = {quad.subject.value for quad in joined.ox}
    lent = {quad.object.value for quad in joined.ox if isinstance(quad.object, ox.NamedNode)} & known.terms.keys() - described
    triples = [ox.Triple(ox.NamedNode(thing), ox.NamedNode(RDF_TYPE), ox.NamedNode(kind)) for thing in lent for kind in known.all(thing, RDF_TYPE)]
    triples += [ox.Triple(ox.NamedNode(thing), ox.NamedNode(PREF), ox.Literal(known.label(thing), language="en")) for thing in lent]
    joined.post(GRAPH + "known", triples)
    return frozenset(lent)


def light(store: Store) -> list[Finding]:
    """The findings without which no file of others is used: missing evidence and circles. Nothing is copied or joined."""
    return in_order(asked(store, questions("light"), Places(store, getattr(store, "origin", {}))))


def summary(findings: list[Finding]) -> str:
    """How many findings of each severity, in one line."""
    counts = [(severity, sum(finding.severity == severity for finding in findings)) for severity in SEVERITIES]
    told = ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for severity, n in counts)
    return f"{told}." + (" `kuasa check --notes` lists the notes." if counts[-1][1] else "")


@cache
def questions(tag: str = "check") -> tuple[Question, ...]:
    """The check questions with a tag, sorted by name; at least one."""
    found = tuple(question for path in sorted((QUERIES / "checks").glob("*.rq")) if tag in (question := from_file(path)).tags)
    if not found:
        raise UnreadableFile(f"The folder queries/checks holds no question tagged '{tag}'.", "Install kuasa again.")
    return found


def asked(store: Store, chosen: Iterable[Question], place: Knowing) -> Iterator[Finding]:
    """The answers to check questions, as findings."""
    for question in chosen:
        severity = next(tag for tag in question.tags if tag in SEVERITIES)
        for answer in store.query(question.text):
            thing = answer["thing"].value
            yield Finding(severity, thing, answer["problem"].value, answer["cure"].value, *place(thing), question.name)


def joined_with_words(store: Store) -> tuple[EmbeddedStore, dict[str, Path]]:
    """A scratch copy of the store without derived triples, with the words in graphs `…/graph/ontology/<file>`, and its files."""
    joined = EmbeddedStore()
    origin: dict[str, Path] = dict(getattr(store, "origin", {}))
    for graph in store.graphs():
        if graph != DERIVED:
            joined.post(graph, store.get(graph))
    for graph in words().graphs():
        name = WORDS + graph.removeprefix(GRAPH)
        joined.post(name, words().get(graph))
        origin[name] = words().origin[graph]
    return joined, origin


class Places:
    """Says in which file and line a thing stands. Files are read when first asked for, each once."""

    def __init__(self, store: Store, origin: dict[str, Path]) -> None:
        self.store = store
        self.origin = origin
        self.lines: dict[Path, dict[str, int]] = {}

    def __call__(self, thing: str) -> tuple[str, int | None]:
        """File name and line; ("", None) for a thing that is the subject of nothing."""
        graphs = [thing] if thing in self.origin else self.graphs_of(thing)
        path = next((self.origin[graph] for graph in graphs if graph in self.origin), None)
        if path is None:
            return (graphs[0].removeprefix(GRAPH) if graphs else ""), None
        if path not in self.lines:
            self.lines[path] = subject_lines(path.read_text(encoding="utf-8", errors="replace"))
        return path.name, self.lines[path].get(thing)

    def graphs_of(self, thing: str) -> list[str]:
        """The graphs in which a thing is a subject, the one that says its class first."""
        try:
            name = ox.NamedNode(thing)
        except ValueError:
            return []
        found = self.store.query(
            f"SELECT DISTINCT ?graph (EXISTS {{ GRAPH ?graph {{ {name} a ?class }} }} AS ?typed) "
            f"WHERE {{ GRAPH ?graph {{ {name} ?property ?value }} }} ORDER BY DESC(?typed) ?graph"
        )
        return [row["graph"].value for row in found]


def subject_lines(text: str) -> dict[str, int]:
    """IRI → the first line on which it opens a block, in Turtle, TriG, N-Triples or N-Quads; lines count from 1.

    >>> subject_lines("@prefix i: <http://x/> .\\ni:a a i:B ;\\n  i:p i:c .\\ni:c a i:B .")
    {'http://x/a': 2, 'http://x/c': 4}
    """
    prefixes = PREFIXES | dict(PREFIX.findall(text))
    lines: dict[str, int] = {}
    opened = False
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.split(" #")[0].strip()
        if not bare or bare.startswith(("#", "@")):
            continue
        match = None if opened else SUBJECT.match(line)
        if match:
            prefix, _, local = match[1].partition(":")
            iri = match[1][1:-1] if match[1].startswith("<") else prefixes.get(prefix, prefix + ":") + local
            lines.setdefault(iri, number)
        opened = not bare.endswith((".", "{", "}"))
    return lines


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings before notes, then by file, line and thing; what a question and a shape both found stands once."""
    first: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        same = first.setdefault((finding.check, finding.thing), [])
        if all(finding.problem != other.problem for other in same):
            same.append(finding)
    return sorted(
        (finding for same in first.values() for finding in same),
        key=lambda f: (SEVERITIES.index(f.severity), f.file, f.line or 0, f.thing, f.check, f.problem),
    )
