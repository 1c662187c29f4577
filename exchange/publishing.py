"""Knowledge, as its audience may see it, put on a SPARQL server, graph by graph.

`publish(knowledge, store)` sends the stated graphs and the derived one, and gives a `Receipt`. What the server has already is left as it
is: which content each graph was given is written down there, in the graph `https://w3id.org/kuasa/graph/published`. Broken off at any
moment and run again, the server ends equal. Refuses to touch a graph that something else put there; with `dry` it sends no write at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..graph.access import shown
from ..graph.errors import RemoteError
from ..graph.knowledge import Knowledge
from ..graph.part import PUBLISHED
from ..graph.remote import RemoteStore
from ..graph.results import fixed
from ..graph.vocabulary import LENT, PREFIXES

CONTENT = ox.NamedNode(PREFIXES["dcterms"] + "identifier")
BEGUN = "begun"
Advance = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Content:
    """What a graph holds here: how many triples, and their SHA-256 as sorted N-Triples."""

    count: int
    hash: str


@dataclass(frozen=True)
class Receipt:
    """What was done on a server, or with `dry` would be: graphs `sent`, left as they were (`same`), of others and not touched (`foreign`),
    there but no longer here (`gone`), `dropped`; the triples that were sent."""

    url: str
    dry: bool
    sent: tuple[tuple[str, int], ...]
    same: tuple[str, ...]
    foreign: tuple[str, ...]
    gone: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether something was not published because the server holds a graph of others under its name."""
        return bool(self.foreign)

    def told(self) -> Iterator[str]:
        """Everything there is to say, graph by graph."""
        send, drop = ("Would send", "Would drop") if self.dry else ("Sent", "Dropped")
        yield from (f"{send}: {graph} ({count:,} triples)" for graph, count in self.sent)
        yield from (f"{drop}: {graph}" for graph in self.dropped)
        yield from (f"Not touched: {graph} is there already, with other content, and kuasa did not put it there." for graph in self.foreign)
        yield from (f"Still there, but no longer here: {graph}" for graph in self.gone)
        total = sum(count for _, count in self.sent)
        yield f"{shown(self.url)}: {len(self.sent)} graphs with {total:,} triples {'would be sent' if self.dry else 'sent and counted'}, {len(self.same)} there already."
        if self.foreign:
            yield "Drop those graphs on the server, or publish to another one; --replace overwrites them."
        if self.gone:
            yield "--drop-missing drops what is no longer here."


def publish(
    knowledge: Knowledge,
    store: RemoteStore,
    *,
    dry: bool = False,
    drop_missing: bool = False,
    replace: bool = False,
    advance: Advance = lambda graph, done, all_: None,
) -> Receipt:
    """Publishes what the audience of the knowledge may see. `replace` overwrites graphs of others that have the names of ours; `drop_missing`
    drops what was published before and is no longer here; `advance` is told each graph that is worked on, and how far."""
    graphs = [graph for graph in knowledge.derived.graphs() if graph not in (LENT, PUBLISHED)]
    server = Server.asked(store)
    sent: list[tuple[str, int]] = []
    same, foreign = [], []
    for done, graph in enumerate(graphs):
        advance(graph, done, len(graphs))
        triples = fixed(knowledge.store.get(graph))
        content = digest(triples)
        if server.holds(graph, content):
            same.append(graph)
        elif server.foreign(graph) and not replace and not server.equal(graph, content):
            foreign.append(graph)
        else:
            if not dry:
                server.send(graph, triples, content)
            sent.append((graph, content.count))
    missing = tuple(sorted(server.said.keys() - set(graphs)))
    if drop_missing and not dry:
        for graph in missing:
            server.drop(graph)
    if not dry:
        server.verify(dict(sent))
    advance("", len(graphs), len(graphs))
    dropped = missing if drop_missing else ()
    return Receipt(store.url, dry, tuple(sent), tuple(same), tuple(foreign), () if drop_missing else missing, dropped)


def digest(triples: list[ox.Triple]) -> Content:
    """What sorted triples are: their number and hash."""
    found = hashlib.sha256()
    for triple in triples:
        found.update(f"{triple} .\n".encode())
    return Content(len(triples), found.hexdigest())


@dataclass
class Server:
    """A server while it is published to: what is `said` there of the content of graphs that kuasa put there, and how many triples each
    graph holds."""

    store: RemoteStore
    said: dict[str, set[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def asked(cls, store: RemoteStore) -> Server:
        """What is there now; only read."""
        found = cls(store, counts=store.counts())
        if PUBLISHED in found.counts:
            for triple in store.get(PUBLISHED):
                if triple.predicate == CONTENT and isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
                    found.said.setdefault(triple.subject.value, set()).add(triple.object.value)
        return found

    def holds(self, graph: str, content: Content) -> bool:
        """Whether a graph was sent whole, with this content, and still has as many triples."""
        return self.said.get(graph) == {mark(content)} and self.counts.get(graph, 0) == content.count

    def foreign(self, graph: str) -> bool:
        """Whether a graph is there that kuasa did not put there."""
        return graph not in self.said and graph in self.counts

    def equal(self, graph: str, content: Content) -> bool:
        """Whether a graph is there with the content that it has here."""
        return self.counts[graph] == content.count and digest(fixed(self.store.get(graph))) == content

    def send(self, graph: str, triples: list[ox.Triple], content: Content) -> None:
        """Puts a graph there: first that it is begun, then its triples, and only when they are counted which content it has."""
        self.say(graph, {BEGUN})
        self.store.put(graph, triples)
        self.verify({graph: content.count}, self.store.count(graph))
        self.say(graph, {mark(content)})

    def drop(self, graph: str) -> None:
        """Drops a graph that kuasa put there."""
        self.store.delete(graph)
        self.say(graph, set())

    def say(self, graph: str, wanted: set[str]) -> None:
        """Writes down the content of a graph. The new is added before the old is taken away: at no moment is a graph of ours nobody's."""
        before = self.said.get(graph, set())
        name = ox.NamedNode(graph)
        if self.store.update_url:
            for word, marks in (("INSERT", wanted - before), ("DELETE", before - wanted)):
                lines = " ".join(f"{ox.Triple(name, CONTENT, ox.Literal(text))} ." for text in sorted(marks))
                if marks:
                    self.store.changed(f"{word} DATA {{ GRAPH {ox.NamedNode(PUBLISHED)} {{ {lines} }} }}")
        self.said[graph] = wanted
        if not wanted:
            del self.said[graph]
        if not self.store.update_url:
            self.store.put(PUBLISHED, [ox.Triple(ox.NamedNode(one), CONTENT, ox.Literal(text)) for one, marks in sorted(self.said.items()) for text in sorted(marks)])

    def verify(self, wanted: dict[str, int], count: int | None = None) -> None:
        """Refused if a graph has not as many triples as were sent."""
        counts = self.store.counts() if count is None and wanted else {}
        for graph, expected in wanted.items():
            there = counts.get(graph, 0) if count is None else count
            if there != expected:
                raise RemoteError(f"{shown(self.store.url)} holds {there:,} of {expected:,} triples of {shown(graph)}.", "Run the command again: it goes on where it stopped.")


def mark(content: Content) -> str:
    """How the content of a graph is written down."""
    return f"sha256:{content.hash} {content.count}"
