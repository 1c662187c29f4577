"""`/id/{name}` and `/things`: a page, Turtle, JSON-LD or N-Triples of each thing, link, piece of evidence and source; the list of all things.

The form goes by the `Accept` header, or by the end of the name (`.html .ttl .jsonld .nt`). An address that nobody knows and one that
this profile does not show give the same answer: 404 with near names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..exchange.description import described, written
from ..graph.dossier import NOTE
from ..graph.errors import KuasaError, LeakError, UsageError
from ..graph.facts import ALT, NOTATION, PREF, Facts, word_facts
from ..graph.lookup import spelled
from ..graph.saying import said
from ..graph.telling import proof
from ..graph.things import Evidence
from ..graph.version import LICENCE
from ..graph.vocabulary import RDF_TYPE, K, kebab
from ..maps import safety
from ..maps.leaf import References
from ..maps.letters import jumps
from ..maps.static import Static
from . import pages
from .negotiation import HTML, JSON_LD, N_TRIPLES, TURTLE, chosen
from .pages import answer, guarded, page, refused
from .served import Served
from .shelf import Shelf, address, iri_of, near

ENDINGS = {".html": HTML, ".ttl": TURTLE, ".jsonld": JSON_LD, ".nt": N_TRIPLES}
FORMS = (HTML, TURTLE, JSON_LD, N_TRIPLES)
CALLED = {TURTLE: "Turtle", JSON_LD: "JSON-LD", N_TRIPLES: "N-Triples"}
CALLED_HERE = {PREF: "name", ALT: "also called", NOTATION: "short name"}
LONGEST = 500
PAGES = 512
SAID = frozenset({K + name for name in ("from", "to", "about", "evidence", "passage", "source", "checkAt")} | {RDF_TYPE, NOTE})
NO_PAGE = "There is no page of this address here."
# What stands in an IRI as it is; letters of other scripts are percent-encoded, as headers hold ASCII only.
WRITTEN = ":/?#[]@!$&()*+,;=%~"


@dataclass(frozen=True)
class Line:
    """One property of a record: its words, and its values as text with the address where each is served, or ''."""

    label: str
    values: tuple[tuple[str, str], ...]


@dataclass
class Entries:
    """The pages of things and records, the latest kept as they were written."""

    shelf: Shelf
    drawn: dict[str, Any] = field(init=False)
    html: Callable[[str], str] = field(init=False)
    whole: Callable[[], str] = field(init=False)

    def __post_init__(self) -> None:
        tones = {kind.id: n for n, kind in enumerate(pages.sorts())}
        self.drawn = {"tone": tones, "page_of": lambda file, folder="": "/id/" + file}
        self.html = lru_cache(PAGES)(self.made)
        self.whole = lru_cache(1)(self.listed)

    @property
    def served(self) -> Served:
        """What is served."""
        return self.shelf.served

    def made(self, iri: str) -> str:
        """The page of a thing or record that has one."""
        static = self.shelf.of(self.served.around(iri))
        entry = self.shelf.entry(static, iri)
        if entry is None:
            text = self.record(static, iri)
        else:
            files = [(CALLED[media], address(iri, ending)) for ending, media in ENDINGS.items() if media in CALLED]
            alternates = [(media, address(iri, ending)) for ending, media in ENDINGS.items() if media in CALLED]
            shown = static.drawing() | self.drawn | static.shown(entry)
            shown |= {"site": static.site, "on_map": f"/map?thing={entry.file}" if iri in static.site.entries else "", "files": files, "alternates": alternates}
            text = pages.written(self.served, "thing.html", "/things", **shown)
        safety.check(text, static.site.knowledge.withheld.secrets, (text,))
        return text

    def record(self, static: Static, iri: str) -> str:
        """The page of a link, another record, a piece of evidence, a passage or a source."""
        facts = static.site.facts
        refs = References(facts)
        own = facts.evidence(iri) if not facts.isa(iri, "Evidence") else (facts.proof(iri),)
        cited = refs.of(own)
        kind = next((word_facts().label(name) for name in facts.all(iri, RDF_TYPE)), "record")
        title = facts_title(facts, iri, own)
        return pages.written(
            self.served,
            "record.html",
            "/things",
            iri=iri,
            title=title,
            kind=kind,
            withdrawn=facts.one(iri, K + "retracted"),
            refs_of=cited,
            lines=[self.line(static, iri, predicate) for predicate in sorted(facts.terms[iri]) if predicate not in SAID],
            about=[self.named(static, end) for name in ("from", "to", "about") for end in facts.all(iri, K + name)],
            notes=facts.all(iri, NOTE),
            sources=refs.listed(),
            rests=self.resting(static, iri),
            cite=static.cited(f"{title.removesuffix('.')}. {iri}. ", self.served.version.title),
            files=[(CALLED[media], address(iri, ending)) for ending, media in ENDINGS.items() if media in CALLED],
        )

    def line(self, static: Static, iri: str, predicate: str) -> Line:
        """One property with its values."""
        label = CALLED_HERE.get(predicate) or (word_facts().label(predicate) if predicate in word_facts().terms else kebab(predicate).replace("-", " "))
        return Line(label, tuple(self.named(static, value) for value in static.site.facts.all(iri, predicate)))

    def named(self, static: Static, value: str) -> tuple[str, str]:
        """A value as text, with the address of its page if it has one."""
        facts = static.site.facts
        if value.startswith(K):
            return word_facts().label(value) if value in word_facts().terms else kebab(value), f"/ontology#{value.removeprefix(K)}"
        if value not in facts.terms:
            return value, value if value.startswith(("https://", "http://")) else ""
        if facts.isa(value, "Thing") and self.shelf.entry(static, value) is None:
            return facts.label(value), ""
        return said(facts, value), address(value)

    def resting(self, static: Static, iri: str) -> list[tuple[str, str]]:
        """What rests on a source, passage or piece of evidence, in words."""
        facts = static.site.facts
        by: dict[str, tuple[str, ...]] = facts.index("resting", lambda: facts.pointing(*(K + name for name in ("evidence", "passage", "source", "checkAt"))))
        proofs, ends = [iri], set[str]()
        for node in proofs:
            for other in by.get(node, ()):
                if facts.isa(other, "Evidence") or facts.isa(other, "Passage"):
                    proofs.append(other)
                else:
                    ends.add(other)
        return sorted(self.named(static, other) for other in ends if not facts.one(other, K + "retracted"))

    async def entry(self, request: Request) -> Response:
        """A thing or record in the form that is wanted."""
        name: str = request.path_params["name"]
        ending = next((end for end in ENDINGS if name.endswith(end) and len(name) > len(end)), "")
        media = ENDINGS.get(ending) or chosen(request.headers.get("accept", ""), FORMS) or HTML
        iri = iri_of(name.removesuffix(ending))
        if len(name) > LONGEST or await run_in_threadpool(self.shelf.around, iri) is None:
            return await run_in_threadpool(self.missing, name.removesuffix(ending)[:LONGEST], media)
        links = [f'<{quote(iri, safe=WRITTEN)}>; rel="canonical"', *(f'<{address(iri, end)}>; rel="alternate"; type="{kind}"' for end, kind in ENDINGS.items() if kind != media)]
        if self.served.version.licence:
            links.append(f'<{LICENCE}>; rel="license"')
        headers = {"vary": "Accept", "link": ", ".join(links), "content-location": address(iri, next(end for end, kind in ENDINGS.items() if kind == media))}
        if media == HTML:
            try:
                return answer(self.served, await run_in_threadpool(self.html, iri), headers=headers)
            except LeakError as problem:
                return refused(self.served, problem, 500, "This page was not made", "/things")
        content = await run_in_threadpool(lambda: written(described(self.served.around(iri).store, iri), media))
        return Response(content, headers={**guarded(self.served), **shared(self.served), **headers}, media_type=media)

    def missing(self, name: str, media: str) -> Response:
        """404 with near names, never a word about why."""
        held = self.shelf.listed()
        names = {text: thing for text, things in spelled(self.served.knowledge.facts)[0].items() for thing in things if thing in held}
        short = {entry.slug: thing for thing, entry in held.items()}
        found = [short[text] for text in near(name, short)] + [names[text] for text in near(name.replace("-", " "), names)]
        others = tuple((address(thing), held[thing].label) for thing in dict.fromkeys(found))[:6]
        if media != HTML:
            told = "\n".join((NO_PAGE, *(f"  {label}  {place}" for place, label in others)))
            return Response(told + "\n", 404, {**guarded(self.served), "vary": "Accept"}, "text/plain; charset=utf-8")
        return page(self.served, "message.html", "/things", 404, headers={"vary": "Accept"}, title="Not here", what=NO_PAGE, cure="Find it by its name.", near=others)

    async def things(self, request: Request) -> Response:
        """The list of all things."""
        try:
            return answer(self.served, await run_in_threadpool(self.whole))
        except UsageError as problem:
            return refused(self.served, KuasaError(problem.what, "Find them by name."), 404, "Too many to be listed", "/things")

    def listed(self) -> str:
        """The list by kind and letter."""
        static = self.shelf.whole()
        site = static.site
        kinds = [(kind, jumps([one for one in site.entries.values() if one.kind == kind])) for kind in site.sorts()]
        counts = Counter(one.kind.id for one in site.entries.values())
        return pages.written(self.served, "things.html", "/things", site=site, kinds=kinds, counts=counts, **(static.drawing() | self.drawn))


def facts_title(facts: Facts, iri: str, own: tuple[Evidence, ...]) -> str:
    """What a record is called: what it says, or where a piece of evidence stands."""
    return proof(own[0]) if facts.isa(iri, "Evidence") and own else re.sub(r"\s+", " ", said(facts, iri))


def shared(served: Served) -> dict[str, str]:
    """Whether pages of other sites may read data: only where everybody may see all of it."""
    return {"access-control-allow-origin": "*"} if served.public else {}


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where things, records and the list of things are."""
    entries = Entries(Shelf(served))
    return [Route("/id/{name:path}", entries.entry), Route("/things", entries.things)]
