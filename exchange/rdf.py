"""Knowledge as one RDF file: Turtle, TriG, N-Quads or JSON-LD, by the suffix. The same knowledge gives the same bytes.

Turtle holds no graphs: that its statements lose the name of their file is said by `loses`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from ..graph.errors import UsageError
from ..graph.store import EmbeddedStore
from ..graph.vocabulary import PREFIXES

SUFFIXES = {".ttl": ox.RdfFormat.TURTLE, ".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS, ".jsonld": ox.RdfFormat.JSON_LD}


def suffix(path: Path) -> ox.RdfFormat:
    """The format of a path's suffix; `UsageError` for another one."""
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise UsageError(f"'{path.suffix}' is not a format for export.", f"End the name in one of {', '.join(SUFFIXES)}.")
    return kind


def export(store: EmbeddedStore, path: Path) -> bytes:
    """The whole knowledge in the format of a path's suffix."""
    return written(store.ox, path, {name: iri for name, iri in PREFIXES.items() if name not in ("owl", "rdf", "rdfs", "sh")})


def written(quads: Iterable[ox.Quad], path: Path, prefixes: dict[str, str], ordered: bool = False) -> bytes:
    """Quads, sorted, in the format of a path's suffix. `ordered` ones are those of one graph, come sorted and each once: they are written as they come."""
    kind = suffix(path)
    if kind == ox.RdfFormat.TURTLE:
        triples = (q.triple for q in quads) if ordered else sorted({q.triple for q in quads}, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
        return ox.serialize(triples, format=kind, prefixes=prefixes) or b""
    rows = quads if ordered else sorted(quads, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
    return ox.serialize(rows, format=kind, prefixes=prefixes if kind == ox.RdfFormat.TRIG else None) or b""


def loses(path: Path) -> str:
    """What the format of a suffix cannot hold, or ''."""
    return "Turtle has no named graphs: which file a statement came from is not in it. Use .trig to keep that." if path.suffix.lower() == ".ttl" else ""
