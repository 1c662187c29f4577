"""A store of named graphs: read text into it, put SPARQL to it.

`open_store(*places)` reads the embedded knowledge, files and folders, each file as one named graph; and all that servers and folders made
by `kuasa load` hold, if that is not too much. Files of another form
are read after them by `readers` that are handed in, by suffix.
The words (ontology, lenses, profiles) are a store of their own: `words()`.
Refuses files that are not RDF (`UnreadableFile`), and never half of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from .errors import RefusedQuery, UnreadableFile
from .vocabulary import DATA, DERIVED, GRAPH, LENT, ONTOLOGY, PREFIXES, QUERIES

if TYPE_CHECKING:
    from .facts import Facts

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
EMBEDDED = "embedded"
LOADED = "kuasa.json"


class Store(Protocol):
    """What every store can do, embedded or remote."""

    def query(self, text: str) -> Any: ...
    def update(self, text: str) -> None: ...
    def get(self, graph: str) -> Iterator[ox.Triple]: ...
    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None: ...
    def post(self, graph: str, triples: Iterable[ox.Triple]) -> None: ...
    def delete(self, graph: str) -> None: ...
    def graphs(self) -> list[str]: ...
    def capabilities(self) -> frozenset[str]: ...
    def unites(self) -> bool: ...


class Reader(Protocol):
    """Reads files of another form than RDF: adds to a store what one states, or gives facts of files too large for statements
    (None if they are not)."""

    def post(self, path: Path, store: EmbeddedStore) -> None: ...
    def large(self, paths: list[Path]) -> Facts | None: ...


class EmbeddedStore:
    """A store on pyoxigraph, in memory unless one on disk is handed in. `origin` says from which file each graph came."""

    def __init__(self, held: ox.Store | None = None) -> None:
        self.ox = ox.Store() if held is None else held
        self.origin: dict[str, Path] = {}

    def query(self, text: str, union: bool = False) -> Any:
        """Solutions, triples or a truth value. Prefixes of `vocabulary` need not be declared. With `union` all graphs together
        are the default graph, and FROM has no say."""
        try:
            return self.ox.query(text, prefixes=PREFIXES, use_default_graph_as_union=union)
        except SyntaxError as problem:
            said = str(problem).splitlines()[0]
            raise RefusedQuery(f"This is not SPARQL: {said}", "Mend the place named and try again.") from problem
        except (RuntimeError, ValueError) as problem:
            raise RefusedQuery(f"This cannot be answered: {problem}", "Use only functions of SPARQL 1.1.") from problem

    def update(self, text: str) -> None:
        """Runs an update; only rules and imports of our own do."""
        self.ox.update(text, prefixes=PREFIXES)

    def get(self, graph: str) -> Iterator[ox.Triple]:
        """The triples of a named graph; none if there is no such graph."""
        return (quad.triple for quad in self.ox.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Replaces a named graph."""
        self.delete(graph)
        self.post(graph, triples)

    def post(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Adds to a named graph."""
        name = ox.NamedNode(graph)
        self.ox.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in triples)

    def delete(self, graph: str) -> None:
        """Drops a named graph; nothing happens if there is none."""
        self.ox.remove_graph(ox.NamedNode(graph))

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(name.value for name in self.ox.named_graphs() if isinstance(name, ox.NamedNode))

    def capabilities(self) -> frozenset[str]:
        """What this store can do."""
        return frozenset({"query", "update", "graph-store", "union-default-graph"})

    def unites(self) -> bool:
        """Whether a query that names no graph sees all of them."""
        return True

    def load(self, path: Path, graph: str | None = None) -> None:
        """Reads one RDF file into the graph of its name; a file with graphs of its own keeps them."""
        quads = list(parsed(path, graph or self.name_for(path)))
        self.ox.bulk_extend(quads)
        for quad in quads:
            self.origin.setdefault(str(quad.graph_name).strip("<>"), path)

    def name_for(self, path: Path) -> str:
        """The graph of a file: its name; with a number where another file or kuasa itself has that name."""
        name = GRAPH + re.sub(r'[\x00-\x20<>"{}|^`\\%]', "-", path.stem)
        number = 1
        while (found := name if number == 1 else f"{name}-{number}") in (DERIVED, LENT) or self.origin.get(found, path) != path:
            number += 1
        return found


def parsed(path: Path, graph: str) -> Iterator[ox.Quad]:
    """The quads of one RDF file, one after the other; those of no graph in the graph given. `UnreadableFile` where it comes to what is not to be read."""
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise UnreadableFile(f"{path.name}: files ending in '{path.suffix}' are not read.", f"Give RDF: {', '.join(FORMATS)}.")
    name, made = ox.NamedNode(graph), (ox.NamedNode(DERIVED), ox.NamedNode(LENT))
    try:
        for quad in ox.parse(path=str(path), format=kind, base_iri=graph, without_named_graphs=False, rename_blank_nodes=True):
            if isinstance(quad.object, ox.Triple):
                raise UnreadableFile(f"{path.name} holds statements about statements, which are not read.", "Say them with a tie and its evidence.")
            if quad.graph_name in made:
                raise UnreadableFile(f"{path.name} holds a graph that kuasa makes itself.", f"Leave out {DERIVED} and {LENT}.")
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name) if isinstance(quad.graph_name, ox.DefaultGraph) else quad
    except (SyntaxError, ValueError, OSError) as problem:
        raise UnreadableFile(f"{path.name} is not readable RDF: {problem}", "Nothing was read from it. Mend the place named and try again.") from problem


def files(place: Path) -> list[Path]:
    """The RDF files of a folder, sorted, or the file itself; at least one."""
    if place.is_dir():
        found = sorted(path for path in place.rglob("*") if path.suffix.lower() in FORMATS)
        if not found:
            raise UnreadableFile(f"The folder {place.name} holds no RDF file.", f"Give a folder with files ending in {', '.join(FORMATS)}.")
        return found
    if not place.is_file():
        raise UnreadableFile(f"There is no file or folder {place}.", "Look at the spelling, or leave out --data for the embedded knowledge.")
    return [place]


def far(place: str) -> bool:
    """Whether a place is a server or a folder made by `kuasa load`: one that is asked, and read as a whole only if it is small."""
    return place.startswith(("http://", "https://")) or (Path(place) / LOADED).is_file()


def open_store(*places: str, readers: Mapping[str, Reader] | None = None) -> EmbeddedStore:
    """A store of the embedded knowledge (`embedded`, the default), of files and of folders. Files with a suffix of `readers` are
    read last, in the order in which they are named: they may speak of what the others say."""
    store = EmbeddedStore()
    if "" in places:
        raise UnreadableFile("--data names nothing.", "Give a file or folder, or leave out --data for the embedded knowledge.")
    others = [Path(place) for place in places if readers and Path(place).suffix.lower() in readers and not Path(place).is_dir()]
    for place in places or (EMBEDDED,):
        if far(place):
            from .sources import read_all

            read_all(place, store)
            continue
        for path in [] if Path(place) in others else files(DATA if place == EMBEDDED else Path(place)):
            store.load(path)
    for path in others:
        (readers or {})[path.suffix.lower()].post(files(path)[0], store)
    return store


@cache
def words() -> EmbeddedStore:
    """The ontology, lenses, profiles and interface words, read once."""
    store = EmbeddedStore()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        store.load(path)
    return store


def derive(store: EmbeddedStore) -> None:
    """Runs the rules of `queries/rules/`: plain properties, date bounds and labels, into the derived graph."""
    rules = sorted((QUERIES / "rules").glob("*.ru"))
    if not rules:
        raise UnreadableFile("The folder queries/rules holds no rule.", "Install kuasa again.")
    store.post(LENT, (triple for graph in words().graphs() for triple in words().get(graph) if triple.predicate.value.endswith("#plainProperty")))
    for rule in rules:
        store.update(rule.read_text(encoding="utf-8"))
    store.delete(LENT)
