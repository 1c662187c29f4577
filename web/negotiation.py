"""Which format an answer takes: an Accept header, or a short name, and the media types on offer in; one of them out, or None.

The header is read as RFC 9110 has it: quality, wildcards, the most specific range counts. Among equally wanted formats one that is
named comes before one that a wildcard allows, then the order of the offer decides. Ranges that cannot be read are passed over.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .refusals import Refused

JSON, XML, CSV, TSV = "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"
TURTLE, N_TRIPLES, RDF_XML, JSON_LD = "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"
N_QUADS, TRIG, HTML = "application/n-quads", "application/trig", "text/html"

SOLUTIONS = (JSON, XML, CSV, TSV)
TRUTH = (JSON, XML)
TRIPLES = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, N_QUADS, TRIG)

NAMES = {
    JSON: ("json", "srj"), XML: ("xml", "srx"), CSV: ("csv",), TSV: ("tsv",),
    TURTLE: ("turtle", "ttl", "n3"), N_TRIPLES: ("nt", "ntriples", "n-triples"), RDF_XML: ("rdf", "rdfxml", "rdf+xml", "xml"),
    JSON_LD: ("jsonld", "json-ld", "json"), N_QUADS: ("nq", "nquads", "n-quads"), TRIG: ("trig",), HTML: ("html",),
}  # fmt: skip
# What clients of other servers ask for, and mean.
ALSO = {
    "application/json": (JSON, JSON_LD),
    "application/xml": (XML, RDF_XML),
    "text/xml": (XML, RDF_XML),
    "text/plain": (N_TRIPLES,),
    "application/x-turtle": (TURTLE,),
    "text/rdf+n3": (TURTLE,),
    "text/x-nquads": (N_QUADS,),
    "application/x-trig": (TRIG,),
}
# One that never ends reaches to the end, else each quotation mark would be tried anew.
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"?')
LONG = 400


def chosen(accept: str, offered: tuple[str, ...]) -> str | None:
    """The best of the media types offered for an Accept header; the first one if the header is empty.

    >>> chosen("text/csv;q=0.5, application/*", SOLUTIONS)
    'application/sparql-results+json'
    >>> chosen("image/png", SOLUTIONS) is None
    True
    """
    return remembered(accept, offered) if len(accept) <= LONG else weighed(accept, offered)


def weighed(accept: str, offered: tuple[str, ...]) -> str | None:
    """The choice itself."""
    ranges = read(accept) if accept.strip() else [("*/*", 1.0)]
    best, found = (0.0, 0), None
    for media in offered:
        quality = quality_of(media, ranges)
        if quality[0] > 0 and quality > best:
            best, found = quality, media
    return found


remembered = lru_cache(512)(weighed)


def read(accept: str) -> list[tuple[str, float]]:
    """The ranges of an Accept header, in lower case and without parameters, with their quality from 0 to 1."""
    found = []
    for part in (QUOTED.sub("", accept) if '"' in accept else accept).split(","):
        media, *parameters = part.split(";")
        media = media.strip().lower()
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = -1.0
                break
        media = "*/*" if media == "*" else media
        if "/" in media and 0 <= quality <= 1:
            found.append((media, quality))
    return found


def quality_of(media: str, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """How much a media type is wanted, and how exactly it is named: 4 by itself, 3 by another name, 2 by `type/*`, 1 by `*/*`, 0 not."""
    kind = media.partition("/")[0] + "/*"
    found = (0.0, 0)
    for named, quality in ranges:
        exact = 4 if named == media else 3 if media in ALSO.get(named, ()) else 2 if named == kind else 1 if named == "*/*" else 0
        if exact > found[1] or (exact and exact == found[1] and quality > found[0]):
            found = (quality, exact)
    return found


def named(name: str, offered: tuple[str, ...]) -> str | None:
    """The media type offered that has a short name (`csv`, `ttl`) or is written in full, in any case."""
    wanted = name.strip().lower()
    return next((media for media in offered if wanted == media or wanted in NAMES[media]), None)


def known(name: str) -> bool:
    """Whether a format of this name is written at all."""
    return named(name, tuple(NAMES)) is not None


def listed(offered: tuple[str, ...]) -> str:
    """The formats on offer, to be told."""
    return ", ".join(f"{media} ({NAMES[media][0]})" for media in offered)


def picked(name: str, accept: str, offered: tuple[str, ...]) -> str:
    """The media type by its short name, or else by the Accept header; `Refused` with 400 for a name that there is not, with 406 for what is not on offer."""
    if name and not known(name):
        raise Refused(400, f"There is no format '{name[:80]}'.", f"This can be answered as {listed(offered)}.")
    media = named(name, offered) if name else chosen(accept, offered)
    if media is None:
        raise Refused(406, f"This cannot be answered as {(name or accept)[:200]}.", f"It can be answered as {listed(offered)}.")
    return media
