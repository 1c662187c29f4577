"""Namespaces, short names and where the folders are. Nothing is read here."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
DATA = ROOT / "data"
QUERIES = ROOT / "queries"

BASE = "https://w3id.org/kuasa/"
K = BASE + "ontology#"
ID = BASE + "id/"
GRAPH = BASE + "graph/"
DERIVED = GRAPH + "derived"
LENT = GRAPH + "words"

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "g": GRAPH,
    "i": ID,
    "k": K,
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RDF_TYPE = PREFIXES["rdf"] + "type"


def expand(curie: str) -> str | None:
    """The IRI of a CURIE with a known prefix, or None.

    >>> expand("i:slom")
    'https://w3id.org/kuasa/id/slom'
    """
    prefix, colon, rest = curie.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else None


@lru_cache(4096)
def kebab(iri: str) -> str:
    """The last part of an IRI as a kebab-case word.

    >>> kebab("https://w3id.org/kuasa/ontology#officialText")
    'official-text'
    """
    local = re.split(r"[#/]", iri)[-1]
    return re.sub(r"(?<!^)([A-Z])", r"-\1", local).lower()


@lru_cache(4096)
def camel(word: str) -> str:
    """The other way round.

    >>> camel("official-text")
    'officialText'
    """
    head, *rest = word.split("-")
    return head + "".join(part.capitalize() for part in rest)
