"""An invented harbour for tests of what-ifs: porters who have no actual link, those they could turn to, and doors of every sort.

carters --member--> quay-net --engages--> forum --reports--> committee --reports--> board <--seat-- ministry
guild --engages--> committee ; porters ==planned partnership==> carters
"""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox

from kuasa.graph.analysis.influence import Question
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.store import EmbeddedStore
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import GRAPH, ID

HEAD = """@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
i:log a k:Source ; dcterms:title "Harbour log"@en ; dcterms:issued "2024-01-10"^^xsd:date ; k:address "https://log.example/" .
i:log-p a k:Passage ; k:source i:log ; k:locator "first page"@en .
i:log-e a k:Evidence ; k:passage i:log-p ; k:assertion k:officialText ; k:confidence k:seen .
"""
THINGS = {
    "porters": ("Organisation", "Porters"),
    "carters": ("Organisation", "Carters"),
    "guild": ("Organisation", "Guild of Pilots"),
    "quay-net": ("Network", "Quay Net"),
    "forum": ("Forum", "Wharf Forum"),
    "committee": ("Committee", "Tide Committee"),
    "board": ("SeniorOfficialsMeeting", "Harbour Board"),
    "ministry": ("Ministry", "Ministry of Tides"),
    "state": ("State", "Coastland"),
    "regatta": ("Event", "Regatta"),
    "p-1": ("Person", "Ana Tide"),
}
TIES = [
    ("quay-net", "Engagement", "forum", "actual"),
    ("forum", "Reporting", "committee", "actual"),
    ("committee", "Reporting", "board", "actual"),
    ("guild", "Engagement", "committee", "actual"),
    ("ministry", "Seat", "board", "actual"),
    ("carters", "Membership", "quay-net", "actual"),
    ("porters", "Partnership", "carters", "planned"),
]
DOORS = [
    ("forum", "forumDoor", "Open days", "Anyone", "None", ""),
    ("committee", "tripartiteDoor", "Pilots' chair", "Guild of Pilots", "Known to the board", ""),
    ("committee", "forumDoor", "Listening hour", "Friends of the chair", "By invitation of the chair", ""),
    ("committee", "consultationDoor", "Old hearing", "Anyone", "None", "doorClosed"),
    ("ministry", "focalPointDoor", "Letter box", "Organisations of the coast", "In writing", ""),
    ("board", "dialogueDoor", "Board dialogue", "Anyone", "None", ""),
]


def harbour(ties: list[tuple[str, str, str, str]] | None = None, doors: list[tuple[str, ...]] | None = None) -> Facts:
    """The facts of the harbour, with its ties (from, kind, to, status) and doors (body, kind, name, for whom, conditions, state)."""
    lines = [HEAD, *(f'i:{slug} a k:{kind} ; skos:prefLabel "{name}"@en .' for slug, (kind, name) in THINGS.items())]
    for n, (start, kind, end, status) in enumerate(TIES if ties is None else ties, 1):
        held = 'k:since "2020"^^xsd:gYear ; k:until "2030"^^xsd:gYear' if status == "actual" else 'k:observed "2024-01-10"^^xsd:date'
        lines.append(f"i:log-t{n} a k:{kind} ; k:from i:{start} ; k:to i:{end} ; k:status k:{status} ; {held} ; k:evidence i:log-e .")
    for n, (body, kind, name, who, conditions, state) in enumerate(DOORS if doors is None else doors, 1):
        said = f'k:whoMayUse "{who}"@en ; k:conditions "{conditions}"@en' + (f" ; k:doorState k:{state}" if state else "")
        lines.append(f'i:log-d{n} a k:Door ; skos:prefLabel "{name}"@en ; k:about i:{body} ; k:doorKind k:{kind} ; {said} ; k:evidence i:log-e .')
    store = EmbeddedStore()
    store.post(GRAPH + "log", (quad.triple for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.TURTLE)))
    return Facts.from_store(store)


def asked(start: str = "porters", end: str = "board", status: str = "actual", known_by: date | None = None, **more: object) -> Question:
    """A question put to the harbour; several starts are joined with +."""
    starts = tuple(ID + slug for slug in start.split("+"))
    return Question(starts, (ID + end,) if end else (), Moment(date(2026, 6, 30), status, known_by), lens("all"), **more)
