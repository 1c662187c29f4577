"""What the knowledge is as a dataset, in the words of DCAT and VoID: title, licence, version, formats, counts, named graphs.

In: a store and its version. Out: Turtle, the same for the same knowledge. A triple that stands in two graphs counts once in
the whole; derived triples are left out. Nobody is named as creator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from .store import EmbeddedStore
from .version import DATASET, Version
from .vocabulary import DERIVED, GRAPH, ID, LENT, PREFIXES, RDF_TYPE

NAMES = {"dcat": "http://www.w3.org/ns/dcat#", "dcterms": PREFIXES["dcterms"], "void": "http://rdfs.org/ns/void#"}
MEDIA = "https://www.iana.org/assignments/media-types/"
FORMATS = {"TriG": "application/trig", "N-Quads": "application/n-quads", "Turtle": "text/turtle", "JSON-LD": "application/ld+json"}
EXAMPLES = ("slom", "arosp", "asean-secretariat")
ABOUT = "Who decides around ASEAN and the ILO, who can reach whom and through whom, what was promised and asked, and when the next door opens; every statement with its source."


def describe(store: EmbeddedStore, version: Version) -> str:
    """The description in Turtle."""
    quads = [quad for quad in store.ox if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value not in (DERIVED, LENT)]
    triples = {quad.triple for quad in quads}
    kinds = Counter(shown(triple.object) for triple in triples if triple.predicate.value == RDF_TYPE)
    properties = Counter(triple.predicate.value for triple in triples)
    graphs = Counter(shown(quad.graph_name) for quad in quads)
    parts = [
        (f"@prefix {name}: <{iri}> ." for name, iri in NAMES.items()),
        whole(triples, version, kinds, properties, graphs),
        formats(),
        (f"<{iri}> a void:Dataset ; dcterms:title {literal(iri.removeprefix(GRAPH))} ; void:triples {count} ." for iri, count in sorted(graphs.items())),
        (f"<{part('class', iri)}> void:class <{iri}> ; void:entities {count} ." for iri, count in sorted(kinds.items())),
        (f"<{part('property', iri)}> void:property <{iri}> ; void:triples {count} ." for iri, count in sorted(properties.items())),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def whole(triples: Iterable[ox.Triple], version: Version, kinds: Mapping[str, int], properties: Mapping[str, int], graphs: Mapping[str, int]) -> Iterator[str]:
    """The dataset itself with its counts, vocabularies, formats and parts."""
    said = list(triples)
    subjects = {shown(triple.subject) for triple in said}
    yield f"<{DATASET}> a dcat:Dataset , void:Dataset ;"
    yield f"  dcterms:title {literal(version.title)}@en ;"
    yield f"  dcterms:description {literal(ABOUT)}@en ;"
    yield f"  dcterms:license <{version.licence}> ;"
    yield f"  dcterms:identifier {literal('sha256:' + version.hash)} ;"
    yield f"  dcat:version {literal(version.number)} ;"
    yield f"  dcat:distribution {listed(f'{DATASET}/{name.lower()}' for name in FORMATS)} ;"
    yield f"  void:uriSpace {literal(ID)} ;"
    yield f"  void:exampleResource {listed(ID + slug for slug in EXAMPLES if ID + slug in subjects)} ;"
    yield f"  void:vocabulary {listed(sorted({space(iri) for iri in (*kinds, *properties)}))} ;"
    yield f"  void:triples {len(said)} ;"
    yield f"  void:entities {sum(subject.startswith(ID) for subject in subjects)} ;"
    yield f"  void:classes {len(kinds)} ;"
    yield f"  void:properties {len(properties)} ;"
    yield f"  void:distinctSubjects {len(subjects)} ;"
    yield f"  void:distinctObjects {len({triple.object for triple in said})} ;"
    yield f"  void:subset {listed(sorted(graphs))} ;"
    yield f"  void:classPartition {listed(part('class', iri) for iri in sorted(kinds))} ;"
    yield f"  void:propertyPartition {listed(part('property', iri) for iri in sorted(properties))} ."


def formats() -> Iterator[str]:
    """One distribution for each format that `kuasa export` writes."""
    for name, media in FORMATS.items():
        yield f"<{DATASET}/{name.lower()}> a dcat:Distribution ; dcterms:title {literal(name)} ; dcat:mediaType <{MEDIA}{media}> ."


def listed(iris: Iterable[str]) -> str:
    """Objects of one property."""
    return " , ".join(f"<{iri}>" for iri in iris)


def shown(term: object) -> str:
    """The address of a term."""
    return str(getattr(term, "value", term))


def space(iri: str) -> str:
    """The vocabulary of a term.

    >>> space("http://www.w3.org/2004/02/skos/core#notation")
    'http://www.w3.org/2004/02/skos/core#'
    """
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def part(kind: str, iri: str) -> str:
    """The address of the part of the dataset with one class or property.

    >>> part("class", "https://w3id.org/kuasa/ontology#Seat").removeprefix(DATASET)
    '/class/k-Seat'
    """
    prefix = next((name for name, found in PREFIXES.items() if found == space(iri)), "other")
    return f"{DATASET}/{kind}/{prefix}-{iri.removeprefix(space(iri))}"


def literal(value: str) -> str:
    """A text in Turtle."""
    return str(ox.Literal(value))
