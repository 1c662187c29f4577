"""The process that answers queries of others: `python -m kuasa.web.worker`, started by the pool, spoken to over its standard streams.

In: a frame with the limits, then one frame for each query (a length of four bytes and JSON). The store is the working folder, opened
read-only. Out: frames of a letter, a length and that many bytes: `r` ready, `c` a chunk of the answer, `e` its end (JSON: an error,
and whether this process has grown so large that it should be replaced). Refused: what writes, reaches out or is not SPARQL, media
that the kind of query has not, more rows or bytes than are allowed. It ends with its parent and never opens a socket.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from ..graph.errors import AnswerTooLarge, KuasaError, RefusedQuery
from ..graph.tokens import UPDATES, refuse, tokens
from ..graph.vocabulary import PREFIXES
from .confinement import bounded, most, shut
from .rowcount import Bindings, Lines, Results

SOLUTIONS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}
COUNTED: dict[str, Callable[[], Lines | Results]] = {"text/csv": lambda: Lines(True), "text/tab-separated-values": lambda: Lines(False), "application/sparql-results+xml": Results}
SUSPECT = (*(word.lower() for word in UPDATES), "service", "from")
FIRST, CHUNK = 4 << 10, 64 << 10


class Frames:
    """Frames out, and what belongs to one answer: how much of it there is, and what is not sent yet. The first chunk
    goes at once unless it is the whole."""

    def __init__(self, sink: BinaryIO, rows: int, size: int) -> None:
        self.sink = sink
        self.rows = rows
        self.size = size
        self.begin()

    def begin(self, media: str = "") -> None:
        """A new answer."""
        self.rowcount: Lines | Results | Bindings | None = COUNTED.get(media, Bindings)() if media in SOLUTIONS else None
        self.total = self.waiting = 0
        self.chunks: list[bytes] = []

    def send(self, kind: bytes, payload: bytes) -> None:
        """One frame; it may wait in the buffer."""
        self.sink.write(struct.pack(">cI", kind, len(payload)))
        self.sink.write(payload)

    def write(self, chunk: bytes) -> int:
        """Takes bytes of the answer, as a file would."""
        self.total += len(chunk)
        if self.total > self.size:
            raise AnswerTooLarge(f"The answer has more than {self.size:,} bytes.", "Ask for less with LIMIT, or take one of the downloads.")
        if self.rowcount and self.rowcount.over(chunk, self.rows):
            raise too_many(self.rows)
        self.chunks.append(chunk)
        self.waiting += len(chunk)
        if self.waiting >= CHUNK or FIRST <= self.waiting == self.total:
            self.hand_over()
            self.sink.flush()
        return len(chunk)

    def flush(self) -> None:
        """Nothing: a chunk goes when it is large enough, or at the end."""

    def hand_over(self) -> None:
        """Hands over what waits."""
        if self.chunks:
            self.send(b"c", b"".join(self.chunks))
            self.chunks, self.waiting = [], 0

    def end(self, said: dict[str, Any]) -> None:
        """The end of an answer."""
        if "error" not in said:
            self.hand_over()
        self.send(b"e", json.dumps(said).encode())
        self.sink.flush()


def too_many(rows: int) -> AnswerTooLarge:
    """An answer of more rows than are allowed."""
    return AnswerTooLarge(f"The answer has more than {rows:,} rows.", "Ask for less with LIMIT and OFFSET, or take one of the downloads.")


def counted(found: Any, rows: int) -> Iterator[Any]:
    """The triples of an answer, as many as are allowed."""
    for number, triple in enumerate(found):
        if number == rows:
            raise too_many(rows)
        yield triple


def answer(store: Any, graphs: list[str], asked: dict[str, Any], frames: Frames, everything: dict[str, Any]) -> None:
    """Writes the answer to one query. Raises `RefusedQuery` and `AnswerTooLarge`."""
    text, media = asked["text"], asked["media"]
    frames.begin(media)
    lowered = text.lower()
    # Reading the tokens costs more than a small query; they can only matter where one of these stands somewhere.
    if any(word in lowered for word in SUSPECT) or not text.isascii():
        refuse(text, graphs)
    try:
        found = store.query(text, prefixes=PREFIXES, **dataset(asked, text, lowered, everything))
        if isinstance(found, ox.QueryTriples):
            if media not in TRIPLES:
                raise RefusedQuery(f"Triples cannot be written as {media}.", f"Take one of: {', '.join(TRIPLES)}.")
            shown = PREFIXES if media in ("text/turtle", "application/trig") else None
            ox.serialize(counted(found, frames.rows), cast("BinaryIO", frames), TRIPLES[media], prefixes=shown)
        else:
            allowed = list(SOLUTIONS)[: 2 if isinstance(found, ox.QueryBoolean) else 4]
            if media not in allowed:
                kind = "A truth value" if isinstance(found, ox.QueryBoolean) else "Solutions"
                raise RefusedQuery(f"{kind} cannot be written as {media}.", f"Take one of: {', '.join(allowed)}.")
            found.serialize(frames, SOLUTIONS[media])
    except SyntaxError as problem:
        raise RefusedQuery(f"This is not SPARQL: {str(problem).splitlines()[0][:300]}", "Mend the place named and try again.") from problem
    except (RuntimeError, ValueError, OSError) as problem:
        raise RefusedQuery(f"This cannot be answered: {str(problem)[:300]}", "Use only functions of SPARQL 1.1.") from problem


def dataset(asked: dict[str, Any], text: str, lowered: str, everything: dict[str, Any]) -> dict[str, Any]:
    """Which graphs are asked: those of the request, else those of the text, else everything."""
    default, named = asked["default"], asked["named"]
    if default is None and named is None:
        own = "from" in lowered and any(kind == "word" and token.upper() == "FROM" for kind, token in tokens(text))
        return {} if own else everything
    return {"default_graph": [ox.NamedNode(iri) for iri in default or ()], "named_graphs": [ox.NamedNode(iri) for iri in named or ()]}


def read(source: BinaryIO) -> dict[str, Any] | None:
    """The next frame that came in; None at the end."""
    head = source.read(4)
    body = source.read(int.from_bytes(head, "big"))
    return json.loads(body) if len(head) == 4 and body else None


def main() -> None:
    """Opens the store and answers until the parent closes the stream."""
    # The standard output is the way to the parent: whatever else writes there goes to nowhere.
    sink = os.fdopen(os.dup(1), "wb", buffering=CHUNK)
    os.dup2(2, 1)
    source = sys.stdin.buffer
    limits = read(source)
    if limits is None:
        return
    missing = shut(limits["parent"])
    store = ox.Store.read_only(".")
    graphs = [name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode)]
    # A union made by the engine says a statement of two graphs twice, so a checkpoint may hold the union as its default graph.
    everything = {} if store.query("ASK { ?s ?p ?o }") else {"use_default_graph_as_union": True}
    missing += bounded(limits["memory"])
    large = most() + limits["memory"] // 2
    frames = Frames(sink, limits["rows"], limits["size"])
    frames.send(b"r", json.dumps(missing).encode())
    sink.flush()
    while (asked := read(source)) is not None:
        said: dict[str, Any] = {}
        start = time.perf_counter()
        try:
            answer(store, graphs, asked, frames, everything)
        except KuasaError as problem:
            said = {"error": type(problem).__name__, "what": problem.what, "cure": problem.cure}
        # Who takes much memory takes time for it; a small query shall not pay for looking.
        if time.perf_counter() - start > 0.02 and most() > large:
            said["tired"] = True
        frames.end(said)


if __name__ == "__main__":
    main()
