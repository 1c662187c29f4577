"""The editor for SPARQL: `/editor`, and what it needs beside its page: `/editor/library.json`.

The page holds the questions of the library as examples, by subject; the JSON holds their SPARQL, with parameters bound by their
defaults as of today, our prefixes, and the words of the ontology for completion. A question whose default names nothing in this
knowledge keeps its parameters open and says so. Queries go to `/sparql`, maps of an answer to `/map`; no other host is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ..graph.errors import KuasaError
from ..graph.facts import word_facts
from ..graph.questions import Question, bind, library
from ..graph.vocabulary import ID, PREFIXES, RDF_TYPE, K
from . import pages
from .assets import address
from .mapped import MOST
from .served import Served

KINDS = frozenset(PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty")) | {PREFIXES["skos"] + "Concept"}
COMMON = ("dcterms:issued", "dcterms:publisher", "dcterms:title", "rdf:type", "rdfs:label", "rdfs:subClassOf", "skos:altLabel", "skos:notation", "skos:prefLabel")


@dataclass
class Editor:
    """The editor of a server; the library is bound once a day."""

    served: Served
    bound: dict[date, dict[str, object]] = field(default_factory=dict)

    async def page(self, request: Request) -> Response:
        """The page."""
        files = {name.replace(".", "_"): address(name) for name in ("yasgui.min.js", "yasgui.min.css", "editor.js", "editor.css")}
        return pages.page(self.served, "editor.html", "/editor", policy=pages.WITH_SCRIPT, subjects=subjects(), files=files, prefixes=PREFIXES, base=ID, most=MOST)

    async def library(self, request: Request) -> Response:
        """Examples, prefixes and words, as JSON."""
        today = date.today()
        if today not in self.bound:
            made = await run_in_threadpool(self.made)
            self.bound.clear()
            self.bound[today] = made
        return JSONResponse(self.bound[today], 200, pages.guarded(self.served))

    def made(self) -> dict[str, object]:
        """What the JSON holds."""
        questions = {name: self.example(question) for name, question in library().items()}
        return {"prefixes": PREFIXES, "terms": sorted({*terms(), *COMMON}), "questions": questions}

    def example(self, question: Question) -> str:
        """The SPARQL of a question, with a heading instead of its header; parameters bound by their defaults where these mean something here."""
        heading = [f"# {question.summary}", f"# kuasa query {question.name}"]
        try:
            text = bind(question, {}, self.served.knowledge.facts)
            heading += [f"# with {name} = {value}" for name, value in question.defaults if name in question.parameters]
        except KuasaError as problem:
            text = question.text
            heading += [f"# Put something of your own in place of {', '.join(f'?_{name}…' for name in question.parameters)}: {problem.what.splitlines()[0]}"]
        return "\n".join([*heading, "", re.sub(r"^#\+.*\n", "", text, flags=re.MULTILINE).strip(), ""])


def subjects() -> dict[str, list[Question]]:
    """The questions of the library by subject, in the order of their names."""
    found: dict[str, list[Question]] = {}
    for name, question in library().items():
        found.setdefault(name.partition("/")[0].replace("-", " "), []).append(question)
    return found


def terms() -> Iterator[str]:
    """The classes, properties and codes of the ontology, as `k:` and their name."""
    facts = word_facts()
    for iri in facts.terms:
        if iri.startswith(K) and KINDS & set(facts.all(iri, RDF_TYPE)):
            yield "k:" + iri.removeprefix(K)


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where the editor is."""
    editor = Editor(served)
    return [Route("/editor", editor.page), Route("/editor/library.json", editor.library)]
