"""The whole knowledge as files to be taken away: what is served in, each file once made out, packed, with its hash.

RDF is what `kuasa export knowledge.trig` writes: what is stated, as its audience may see it, without what is derived. The workbook is
that of `kuasa export knowledge.xlsx`. Every file is read by the leak check before anybody gets it (`LeakError`).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import pyoxigraph as ox

from ..exchange import rdf
from ..exchange.files.writing import readable
from ..exchange.outgoing import exports
from ..graph.vocabulary import DERIVED, LENT, PREFIXES
from ..maps import safety
from .served import Served

NAME = "knowledge"
UNSAID = ("owl", "rdf", "rdfs", "sh")


@dataclass(frozen=True)
class Kind:
    """A file that there is: its ending, its media type, what it is called and what it is good for."""

    ending: str
    media: str
    called: str
    use: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return NAME + self.ending


KINDS = (
    Kind(".trig", "application/trig", "TriG", "everything, with the graph that each statement stands in; to be read by people and tools"),
    Kind(".nq", "application/n-quads", "N-Quads", "the same, one statement a line; loads fastest"),
    Kind(".ttl", "text/turtle", "Turtle", "the statements without their graphs"),
    Kind(".jsonld", "application/ld+json", "JSON-LD", "for programs that read JSON"),
    Kind(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Workbook", "tables of things, links and sources, to be read, filtered and added to"),
)


@dataclass(frozen=True)
class Dump:
    """A file as it was made: its bytes packed by gzip, how many they are unpacked, their SHA-256."""

    packed: bytes
    size: int
    hash: str

    def content(self) -> bytes:
        """The bytes."""
        return gzip.decompress(self.packed)


@dataclass
class Dumps:
    """The files of what is served, each made when it is first asked for."""

    served: Served
    made: dict[str, Dump] = field(default_factory=dict)
    checked: bool = False
    lock: Lock = field(default_factory=Lock)

    def dump(self, kind: Kind) -> Dump:
        """A file; who asks while it is made waits for it."""
        with self.lock:
            if kind.ending not in self.made:
                content = self.workbook(kind) if kind.ending == exports.WORKBOOK else self.statements(kind)
                self.made[kind.ending] = Dump(gzip.compress(content, 6, mtime=0), len(content), hashlib.sha256(content).hexdigest())
            return self.made[kind.ending]

    def statements(self, kind: Kind) -> bytes:
        """RDF."""
        self.read()
        return rdf.written(self.stated(), Path(kind.name), {name: iri for name, iri in PREFIXES.items() if name not in UNSAID})

    def read(self) -> None:
        """The leak check of everything that RDF can hold, each term read as a whole; all forms hold the same."""
        if not self.checked:
            terms = sorted({term.value for quad in self.stated() for term in (quad.subject, quad.object, quad.graph_name) if hasattr(term, "value")})
            safety.check(json.dumps(terms, ensure_ascii=False), self.served.knowledge.withheld.secrets, terms)
            self.checked = True

    def stated(self) -> Iterator[ox.Quad]:
        """What is stated, without what is derived from it."""
        return (quad for quad in self.served.knowledge.store.ox if quad.graph_name.value not in (DERIVED, LENT))

    def workbook(self, kind: Kind) -> bytes:
        """Our workbook."""
        content = exports.export(self.served.knowledge, Path(kind.name)).files[kind.name]
        safety.check(readable(content), self.served.knowledge.withheld.secrets)
        return content
