"""Places that are asked for a part instead of being read: a folder made by `kuasa load`, and SPARQL servers.

`source(place)` opens one (`Source` of `part`): how it is called, its answers to queries, the things that a name means there. Nothing is
fetched before somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .errors import RemoteError, TooMuch
from .facts import ALT, NOTATION, PREF, Facts
from .loaded import Loaded, Manifest
from .lookup import addresses, meant, nearest, search, spelled
from .part import MADE
from .profiles import Profile, profile
from .store import EmbeddedStore, far
from .vocabulary import DERIVED, RDF_TYPE, K

if TYPE_CHECKING:
    from .remote import RemoteStore

LANGUAGES = ("", "@en", "@id", "@ms", "@th", "@lo", "@km", "@my", "@vi", "@fil", "@fr")
NAMES = 300_000
WHOLE = 1_000_000
STATED = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({', '.join(f'<{graph}>' for graph in sorted(MADE))}))"


def source(place: str) -> OnDisk | Server:
    """The source at a place that is `far`."""
    if place.startswith(("http://", "https://")):
        from .remote import RemoteStore

        return Server(graphed(RemoteStore(place)))
    return OnDisk(Loaded.open(Path(place)))


def graphed(store: RemoteStore) -> RemoteStore:
    """A server that keeps all in named graphs, where it is asked; `RemoteError` for one that keeps statements, or what decides who may see
    one, outside of them."""
    stray = f"ASK {{ ?s <{K}sensitivity> ?o FILTER NOT EXISTS {{ GRAPH ?g {{ ?s <{K}sensitivity> ?o }} }} }}"
    if bool(store.query(stray)) or (not store.unites() and bool(store.query("ASK { ?s ?p ?o }"))):
        store.close()
        raise RemoteError(f"{store.url} keeps statements outside of named graphs, where kuasa does not look.", "Load them into a named graph (kuasa publish does).")
    return store


def direct(places: Sequence[str], audience: Profile) -> OnDisk | Server | None:
    """The one source that is named, if a query may be put to it as it is: its audience may see all that it holds, and it is a loaded folder,
    or a server with more than can be read. Servers differ in what they make of a query; what can be read is asked here."""
    if len(places) != 1 or not far(places[0]):
        return None
    one = source(places[0])
    if profile(one.profile).shows <= audience.shows and (isinstance(one, OnDisk) or stated(one) > WHOLE):
        return one
    one.close()
    return None


def unread(places: Sequence[str], audience: Profile, most: int = WHOLE) -> Manifest | None:
    """What the one loaded folder that is named holds, if that is more than `most`. `TooMuch` if the audience may not see all of it:
    what is withheld could only be found by reading it."""
    if len(places) != 1 or "://" in places[0] or not far(places[0]):
        return None
    with Loaded.open(Path(places[0])) as loaded:
        held = loaded.manifest
    if sum(held.graphs.values()) <= most:
        return None
    if not profile(held.profile).shows <= audience.shows:
        raise TooMuch(
            f"{places[0]} holds what the profile {audience.name} may not see, and is too large to be read.",
            f"Build it for them: kuasa load FOLDER FILE... --profile {audience.name}",
        )
    return held


def read_all(place: str, into: EmbeddedStore) -> None:
    """Puts all that a source states into a store; `TooMuch` if that is more than a command can read at once."""
    with closing(source(place)) as one:
        fetched(one, into)


def stated(one: OnDisk | Server) -> int:
    """How many statements a source holds, but for those that kuasa makes itself."""
    row = next(iter(one.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {STATED} }}")))
    return int(row["n"].value)


def fetched(one: OnDisk | Server, into: EmbeddedStore) -> None:
    """Puts all that a source states into a store."""
    count = stated(one)
    if count > WHOLE:
        raise TooMuch(
            f"{one.title} holds {count:,} statements, and this command reads all of them; it reads at most {WHOLE:,}.",
            "Ask about one thing or route (show, find, paths, reach, map NAME), or with SPARQL (kuasa query FILE --profile facilitator).",
        )
    rows = one.query(f"SELECT ?g ?s ?p ?o WHERE {{ {STATED} }}")
    if isinstance(one, Server) and rows.in_pages and one.by_graph(into, count):
        return
    into.ox.extend(ox.Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows if not isinstance(row["o"], ox.Triple))


def named(facts: Facts, name: str) -> tuple[str, ...]:
    """The things of a name, or of the nearest names: what `lookup` needs to say what it would of all facts."""
    return meant(facts, name) or tuple(thing for near in nearest(name, set(spelled(facts)[0])) for thing in meant(facts, near))


@dataclass(frozen=True)
class Files:
    """Files that were read, beside sources that are asked."""

    store: EmbeddedStore
    title: str = "files"
    profile: str = "facilitator"

    @cached_property
    def facts(self) -> Facts:
        """What they state."""
        return Facts.from_store(self.store)

    def query(self, text: str) -> Any:
        """As the store."""
        return self.store.query(text)

    def meant(self, name: str) -> Iterable[str]:
        """The things of a name."""
        return named(self.facts, name)

    def containing(self, text: str) -> Iterable[str]:
        """The things with a name that contains a text."""
        return [thing for thing, _ in search(self.facts, text)]

    def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True)
class OnDisk:
    """A folder made by `kuasa load`."""

    loaded: Loaded

    @property
    def title(self) -> str:
        """Its name."""
        return self.loaded.title

    @property
    def profile(self) -> str:
        """For whom it was cut when it was made."""
        return self.loaded.manifest.profile

    @property
    def store(self) -> EmbeddedStore:
        """The store itself."""
        return self.loaded.store

    def query(self, text: str) -> Any:
        """As the store."""
        return self.loaded.query(text)

    def meant(self, name: str) -> Iterable[str]:
        """The things of a name, by the index of labels."""
        return self.loaded.meant(name)

    def containing(self, text: str) -> Iterable[str]:
        """The things with a name that contains a text."""
        return self.loaded.containing(text)

    def close(self) -> None:
        """Lets go of the folder."""
        self.loaded.close()


@dataclass(frozen=True)
class Server:
    """A SPARQL server. Names as they are written are asked for; to find others all names are fetched, once."""

    store: RemoteStore
    profile: str = "facilitator"

    @property
    def title(self) -> str:
        """The address without what follows a question mark."""
        return self.store.url

    def query(self, text: str) -> Any:
        """All rows, also where the server gives them in pages."""
        return self.store.query(text)

    def meant(self, name: str) -> Iterable[str]:
        """The things of a name: as written, else as `lookup` finds it among all names."""
        if known := [one for one in addresses(name) if bool(self.store.query(f"ASK {{ GRAPH ?g {{ {ox.NamedNode(one)} ?p ?o }} }}"))]:
            return known[:1]
        texts = " ".join(f"{ox.Literal(name)}{tag}" for tag in LANGUAGES)
        held = f"{{ ?thing <{PREF}>|<{ALT}>|<{NOTATION}> ?text }} UNION {{ ?name <{K}text> ?text ; <{K}about> ?thing }}"
        rows = self.store.query(f"SELECT DISTINCT ?thing WHERE {{ VALUES ?text {{ {texts} }} GRAPH ?g {{ {held} }} }}")
        return [row["thing"].value for row in rows] or named(self.names, name)

    def containing(self, text: str) -> Iterable[str]:
        """The things with a name that contains a text."""
        return [thing for thing, _ in search(self.names, text)]

    def close(self) -> None:
        """Ends the connection."""
        self.store.close()

    def by_graph(self, into: EmbeddedStore, count: int) -> bool:
        """Puts all that is stated into a store, graph by graph: much quicker than pages of everything, each of which a server sorts anew. False, and
        nothing is put there, where the graphs have not as many statements as there are, or nodes without a name, which may stand in several."""
        graphs = {graph: number for graph, number in self.store.counts().items() if graph not in MADE}
        if sum(graphs.values()) != count or bool(self.store.query(f"ASK {{ {STATED} FILTER(isBlank(?s) || isBlank(?o)) }}")):
            return False
        for graph in graphs:
            into.ox.extend(
                ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph)) for triple in self.store.get(graph) if not isinstance(triple.object, ox.Triple)
            )
        return True

    @cached_property
    def names(self) -> Facts:
        """The names of all things; `TooMuch` if they are more than are worth to be fetched."""
        held = f"GRAPH ?g {{ ?s <{PREF}>|<{ALT}>|<{NOTATION}>|<{K}text> ?name }} FILTER(?g != <{DERIVED}>)"
        count = int(next(iter(self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {held} }}")))["n"].value)
        if count > NAMES:
            raise TooMuch(
                f"{self.title} holds {count:,} names; to look for a part of one, or another spelling, all are read, and at most {NAMES:,} can be.",
                "Write the name exactly as it stands there, or the address of the thing.",
            )
        here = EmbeddedStore()
        for about in (f"?s <{PREF}>|<{ALT}>|<{NOTATION}> ?name ; ?p ?o", f"?s <{K}about> ?thing ; <{K}text> ?name ; ?p ?o"):
            wanted = ", ".join(f"<{iri}>" for iri in (RDF_TYPE, PREF, ALT, NOTATION, K + "about", K + "text", K + "nameKind"))
            rows = self.store.query(f"SELECT DISTINCT ?g ?s ?p ?o WHERE {{ GRAPH ?g {{ {about} }} FILTER(?p IN ({wanted})) FILTER(?g != <{DERIVED}>) }}")
            here.ox.extend(ox.Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows)
        return Facts.from_store(here)
