"""What is said of one thing, record or source as RDF: a store and an address in, Turtle, N-Triples or JSON-LD out.

With a thing come its names and the records about it, its ties with their evidence and sources, and the labels of what they lead to,
from every graph of the store: what is withheld from its audience is not in there. The same knowledge gives the same bytes; an address
of which nothing is said gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ..graph.store import EmbeddedStore
from ..graph.vocabulary import DERIVED, PREFIXES, RDF_TYPE, K

MEDIA = {"text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD, "application/n-triples": ox.RdfFormat.N_TRIPLES}
PROOF = tuple(K + name for name in ("evidence", "passage", "source", "checkAt"))
NAMED = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title")
PUT_BEFORE = ("dcterms", "i", "k", "owl", "rdfs", "skos", "xsd")


def written(triples: set[ox.Triple], media: str) -> bytes:
    """Triples, sorted, in one of the forms of `MEDIA`."""
    ordered = sorted(triples, key=lambda t: (str(t.subject), t.predicate.value != RDF_TYPE, str(t.predicate), str(t.object)))
    prefixes = {name: PREFIXES[name] for name in PUT_BEFORE} if media == "text/turtle" else None
    return ox.serialize(ordered, format=MEDIA[media], prefixes=prefixes) or b""


def described(store: EmbeddedStore, subject: str) -> set[ox.Triple]:
    """The triples that describe a subject."""
    node = ox.NamedNode(subject)
    found = set(said(store, node))
    for quad in list(store.ox.quads_for_pattern(None, None, node)):
        if any(True for _ in store.ox.quads_for_pattern(quad.subject, ox.NamedNode(PROOF[0]), None)):
            found.update(said(store, quad.subject))
        elif quad.graph_name != ox.NamedNode(DERIVED):
            found.add(quad.triple)
    proofs(store, found)
    others = {term for triple in found for term in (triple.subject, triple.object) if isinstance(term, ox.NamedNode) and not term.value.startswith(K)}
    told = {triple.subject for triple in found if triple.predicate.value in NAMED}
    for other in others - told:
        found.update(triple for triple in said(store, other) if triple.predicate.value in NAMED)
    return found


def proofs(store: EmbeddedStore, found: set[ox.Triple]) -> None:
    """Adds the evidence that triples name, with its passages and sources."""
    known = {triple.subject for triple in found}
    open_ends = list(found)
    while open_ends:
        triple = open_ends.pop()
        if triple.predicate.value in PROOF and isinstance(triple.object, ox.NamedNode) and triple.object not in known:
            known.add(triple.object)
            more = list(said(store, triple.object))
            found.update(more)
            open_ends += more


def said(store: EmbeddedStore, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iterator[ox.Triple]:
    """The triples with a subject, of every graph."""
    return (quad.triple for quad in store.ox.quads_for_pattern(node, None, None))
