"""The pages of the server say what the folder of plain pages says, in every form; nothing hidden is told, nothing typed does harm."""

from __future__ import annotations

import csv
import doctest
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import httpx
import pyoxigraph as ox
import pytest
from conftest import WORLD
from endpoints import free, listening
from starlette.routing import BaseRoute

from kuasa.exchange import description
from kuasa.exchange.outgoing import exports
from kuasa.graph.analysis import lenses
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.questions import ask, bind, library
from kuasa.graph.store import derive
from kuasa.graph.validity import Moment
from kuasa.graph.version import version
from kuasa.graph.vocabulary import ID, RDF_TYPE, K
from kuasa.maps.site import Site
from kuasa.maps.static import Static
from kuasa.web import answers, asking, downloads, entries, front, ontology, pages, searching, shelf
from kuasa.web.dumps import KINDS
from kuasa.web.limits import Limits
from kuasa.web.pages import POLICY
from kuasa.web.pool import Pool
from kuasa.web.served import Served, laid

DAY = Moment.from_words("2026-06-30", "actual")
LIMITS = Limits(workers=1, rows=200, seconds=20)
PARTS = (front, entries, searching, asking, ontology, downloads, pages)
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(1)>"
KINDS_OF_PAGES = ("/", "/id/slom", "/id/register-doors-acwc-open-session", "/id/nobody", "/things", "/search?q=labour", "/search?q=qqq", "/questions", "/questions?q=(",
                  "/questions/influence/direct", "/questions/influence/direct?target=SLOM", "/questions/influence/direct?target=SLOMM", "/ontology", "/downloads")  # fmt: skip


class Page(HTMLParser):
    """What a test asks of a page: its links, ids, elements and the names of the fields of its forms."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.fields: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.attributes.update(found.keys())
        self.links += [found[name] for name in ("href", "src", "action", "formaction") if name in found]
        self.ids.update([found["id"]] if "id" in found else [])
        self.fields += [found["name"]] if tag == "input" else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """Its words with one space between."""
        return " ".join(" ".join(self.words).split())


def routes(served: Served, pool: Any) -> list[BaseRoute]:
    """The pages, without the endpoint."""
    return [route for part in PARTS for route in part.routes(served, pool)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The embedded knowledge as the public may see it."""
    folder = tmp_path_factory.mktemp("served")
    knowledge = open_knowledge()
    return Served(knowledge, DAY, version(), folder, laid(knowledge, folder), "http://127.0.0.1:1")


@pytest.fixture(scope="module")
def site(served: Served) -> Iterator[httpx.Client]:
    """A server with its pages."""
    pool = Pool(served.checkpoint, LIMITS)
    with listening(free(), routes(served, pool), pool) as client:
        client.timeout = httpx.Timeout(30)
        yield client


def world(place: Path, audience: str = "public") -> Served:
    """A file of others as an audience may see it; nothing is asked of its endpoint."""
    knowledge = open_knowledge((str(place),), audience)
    derive(knowledge.store)
    return Served(knowledge, DAY, version((str(place),)), Path("nowhere"), (), "http://127.0.0.1:1")


def parsed(response: httpx.Response) -> set[ox.Triple]:
    """The triples of an answer."""
    form = ox.RdfFormat.from_media_type(response.headers["content-type"].partition(";")[0])
    assert form is not None
    return {quad.triple for quad in ox.parse(response.content, format=form)}


def test_the_examples_hold() -> None:
    assert [doctest.testmod(module).failed for module in (answers, downloads, shelf)] == [0, 0, 0]


# What every page is


@pytest.mark.parametrize("path", KINDS_OF_PAGES)
def test_a_page_runs_nothing_asks_nobody_and_has_one_heading_of_the_first_rank(site: httpx.Client, path: str) -> None:
    answer = site.get(path)
    page = Page(answer.text)
    assert answer.headers["content-security-policy"] == POLICY and answer.headers["x-content-type-options"] == "nosniff"
    assert (page.tags["h1"], page.tags["main"], page.tags["script"], page.tags["style"], page.attributes["style"]) == (1, 1, 0, 0, 0)
    assert [name for name in page.attributes if name.startswith("on")] == []
    assert [one for one, n in page.ids.items() if n > 1] == []
    assert {link[1:] for link in page.links if re.match("#.", link)} <= page.ids.keys()
    assert "as of 2026-06-30" in page.text.lower() and "hash " in page.text


def test_every_link_within_the_pages_leads_somewhere(site: httpx.Client) -> None:
    found = {link.partition("#")[0] for path in KINDS_OF_PAGES for link in Page(site.get(path).text).links if link.startswith("/")}
    elsewhere = ("/editor", "/map?", "/void", "/ask", "/id/", "/downloads/", "/questions/")
    asked = sorted(link for link in found if not link.startswith(elsewhere))
    asked += sorted(link for link in found if link.startswith("/id/"))[::40]
    assert len(asked) > 25
    assert {link: code for link in asked if (code := site.get(link).status_code) != 200} == {}


def test_style_and_typefaces_come_from_the_server(site: httpx.Client) -> None:
    style = site.get("/style/web.css")
    faces = re.findall(r'url\("([^"]+)"\)', style.text)
    assert style.headers["content-type"].startswith("text/css") and len(faces) == 9
    assert {site.get(f"/style/{face}").headers["content-type"] for face in faces} == {"font/woff2"}
    assert [site.get(f"/style/fonts/{name}").status_code for name in ("OFL.txt", "..%2f..%2fpages.py", "x.woff2")] == [404, 404, 404]


# Things


@pytest.mark.parametrize("name", ["slom", "tha", "ilo", "cs5-2023"])
def test_the_page_of_a_thing_says_what_the_folder_of_plain_pages_says(site: httpx.Client, served: Served, name: str) -> None:
    plain = Static(Site(served.knowledge, DAY), lenses.lens("all"), served.version, bytes)
    expected = plain.thing(plain.site.entries[ID + name])

    def told(text: str) -> str:
        text = text[text.index('<div class="columns">') : text.index("<p>", text.index('class="cite"'))]
        return re.sub(r'href="/id/([^"]+)"', r'href="\1.html"', re.sub(r'shape k\d+"', 'shape k"', text))

    assert told(site.get(f"/id/{name}").text) == told(expected)


def test_a_thing_is_given_in_the_form_that_is_wanted(site: httpx.Client, served: Served) -> None:
    triples = description.described(served.knowledge.store, ID + "slom")
    for ending, media in ((".ttl", "text/turtle"), (".jsonld", "application/ld+json"), (".nt", "application/n-triples")):
        by_ending, by_header = site.get(f"/id/slom{ending}"), site.get("/id/slom", headers={"accept": f"{media}, text/html;q=0.5"})
        assert parsed(by_ending) == parsed(by_header) == triples
        assert by_header.headers["content-type"].startswith(media) and by_header.headers["vary"].startswith("Accept,")
        assert by_header.headers["access-control-allow-origin"] == "*"
    page = site.get("/id/slom", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.text == site.get("/id/slom").text == site.get("/id/slom.html", headers={"accept": "text/turtle"}).text
    assert f'<{ID}slom>; rel="canonical"' in page.headers["link"] and '</id/slom.ttl>; rel="alternate"; type="text/turtle"' in page.headers["link"]


def test_a_description_holds_names_ties_evidence_and_sources(served: Served) -> None:
    facts = served.knowledge.facts
    triples = description.described(served.knowledge.store, ID + "slom")
    subjects = {triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)}
    ties = facts.tied(ID + "slom")
    assert {tie.id for tie in ties} | set(facts.about[ID + "slom"]) <= subjects
    assert {known.id for tie in ties for known in tie.evidence} <= subjects
    assert {triple for triple in triples if triple.subject == ox.NamedNode(ties[0].id)} >= {
        quad.triple for quad in served.knowledge.store.ox.quads_for_pattern(ox.NamedNode(ties[0].id), None, None)
    }
    assert description.described(served.knowledge.store, ID + "nobody") == set()


def test_links_evidence_and_sources_have_pages_in_words(site: httpx.Client, served: Served) -> None:
    facts = served.knowledge.facts
    for name in ("Tie", "Evidence", "Passage", "Source", "Claim", "Name"):
        record = facts.subjects(name)[5]
        page = site.get(f"/id/{record.removeprefix(ID)}")
        assert page.status_code == 200 and record in Page(page.text).text
    tie = next(tie for tie in facts.ties if tie.status == "planned")
    assert "planned" in Page(site.get(f"/id/{tie.id.removeprefix(ID)}").text).text
    recalled = next(tie for tie in facts.ties if tie.evidence and all(known.confidence == "recalled" for known in tie.evidence))
    assert "[c1]" in site.get(f"/id/{recalled.id.removeprefix(ID)}").text


def test_an_address_that_nobody_knows_is_told_with_near_names(site: httpx.Client) -> None:
    page = site.get("/id/slomm")
    assert page.status_code == 404 and "/id/slom" in Page(page.text).links
    text = site.get("/id/slomm", headers={"accept": "text/turtle"})
    assert text.status_code == 404 and text.headers["content-type"].startswith("text/plain") and "/id/slom" in text.text
    hostile = ("..%2f..%2fetc%2fpasswd", "%00", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "a" * 5_000, "https%3A%2F%2Fexample.org%2F", "%F0%9F%98%80", ".ttl", "%5B(%2A%5C", "")
    assert {site.get(f"/id/{name}").status_code for name in hostile} == {404}
    assert "<script" not in site.get(f"/id/{hostile[2]}").text


def test_a_person_is_nowhere_unless_the_profile_has_persons_as_steps(tmp_path: Path) -> None:
    person = "p-0001"
    for audience, code in (("public", 404), ("participants", 404), ("facilitator", 200)):
        here = world(WORLD, audience)
        with listening(free(), routes(here, None)) as client:
            found = {ending: client.get(f"/id/{person}{ending}") for ending in ("", ".ttl", ".jsonld", ".nt")}
            assert {answer.status_code for answer in found.values()} == {code}
            unknown = client.get("/id/p-0007")
            searched = client.get("/search", params={"q": "Ana Loom"}, headers={"accept": "application/json"})
            assert [one["id"] for one in searched.json()["things"]] == ([ID + person] if code == 200 else [])
            if code == 404:
                assert (found[""].text, sorted(found[""].headers)) == (unknown.text, sorted(unknown.headers))
                assert "Ana Loom" not in client.get("/things").text + client.get("/").text
            else:
                assert "access-control-allow-origin" not in found[".ttl"].headers and found[""].headers["cache-control"] == "private, no-store"


def test_hostile_names_are_text_everywhere(tmp_path: Path) -> None:
    place = tmp_path / "hostile.ttl"
    text = WORLD.read_text(encoding="utf-8").replace('"Ana Loom"', f'"{HOSTILE} Ana"').replace("Weavers", f"{HOSTILE} Weavers")
    place.write_text(text.replace("Harbour", "\u202eHarbour" + HOSTILE), encoding="utf-8")
    here = world(place, "facilitator")
    names = [thing for thing in here.knowledge.facts.subjects("Thing") if "<script>" in here.knowledge.facts.label(thing)]
    assert names
    with listening(free(), routes(here, None)) as client:
        for path in ("/", "/things", "/search?q=script", *(f"/id/{quote(name.removeprefix(ID), safe='')}" for name in names), "/questions/influence/direct"):
            page = Page(client.get(path).text)
            assert (page.tags["script"], page.attributes["onerror"], "\u202e" in page.text) == (0, 0, False)
        assert "alert(1)" in Page(client.get("/things").text).text


# Names


def test_names_are_found_in_any_script_and_near_ones_are_offered(site: httpx.Client) -> None:
    thai = Page(site.get("/search", params={"q": "แรงงาน"}).text)
    assert "Ministry of Labour (Thailand)" in thai.text and "กระทรวงแรงงาน" in thai.text
    assert "/id/slom" in Page(site.get("/search?q=slom").text).links
    found = site.get("/search?q=slom", headers={"accept": "application/json"}).json()
    assert found["things"][0] == {
        "id": ID + "slom", "name": "Senior Labour Officials' Meeting", "short": "SLOM", "kind": "senior officials meeting", "found": "SLOM", "page": "/id/slom",
    }  # fmt: skip
    missing = Page(site.get("/search?q=ministy of labor").text)
    assert "No name contains “ministy of labor”." in missing.text and any(link.startswith("/id/ministry-labour") for link in missing.links)


@pytest.mark.parametrize("wanted", ["[(*\\", ".*", "<script>alert(1)</script>", "a" * 6_000, "\u0000", "' OR 1=1 --", "%", "\u202e", "   "])
def test_whatever_is_looked_for_is_answered(site: httpx.Client, wanted: str) -> None:
    answer = site.get("/search", params={"q": wanted})
    assert answer.status_code == 200 and Page(answer.text).tags["script"] == 0 and len(answer.text) < 40_000


# Questions


def test_every_question_has_a_page_with_a_field_for_each_parameter(site: httpx.Client) -> None:
    listed = [unquote(link) for link in Page(site.get("/questions").text).links if link.startswith("/questions/")]
    assert listed == [f"/questions/{name}" for name in library()]
    for name, question in library().items():
        if question.parameters:
            page = Page(site.get(f"/questions/{name}").text)
            assert [field for field in page.fields if field != "q"] == list(question.parameters), name
            assert question.summary in page.text


def test_an_answer_is_that_of_the_program_and_can_be_taken_and_cited(site: httpx.Client, served: Served) -> None:
    question = library()["influence/direct"]
    text = bind(question, {"target": "SLOM"}, served.knowledge.facts)
    expected = ask(served.knowledge.store, text)
    answer = site.get("/questions/influence/direct?target=SLOM")
    page = Page(answer.text)
    assert f"{len(expected.rows)} rows" in page.text and answer.text.count("<tr>") == len(expected.rows) + 1
    assert "/id/ministry-labour-sgp" in page.links and "not checked yet" in page.text
    assert hashlib.sha256(text.encode()).hexdigest() in page.text and served.version.hash in page.text
    assert "http://127.0.0.1:1/questions/influence/direct?target=SLOM" in page.text
    editor = next(link for link in page.links if link.startswith("/editor#query="))
    assert unquote(editor.removeprefix("/editor#query=")) == text
    rows = list(csv.reader(io.StringIO(site.get("/questions/influence/direct.csv?target=SLOM").text)))
    assert (tuple(rows[0]), len(rows) - 1) == (expected.columns, len(expected.rows))
    assert json.loads(site.get("/questions/influence/direct.json?target=SLOM").text)["head"]["vars"] == rows[0]
    assert [site.get(f"/questions/influence/direct{end}?target=SLOM").headers["content-type"].partition(";")[0] for end in (".tsv", ".xml")] == [
        "text/tab-separated-values", "application/sparql-results+xml",
    ]  # fmt: skip


def test_what_is_wrong_is_told_kindly_and_the_form_stays_filled_in(site: httpx.Client) -> None:
    unknown = site.get("/questions/influence/direct?target=SLOMM")
    assert unknown.status_code == 404 and 'value="SLOMM"' in unknown.text and "?target=SLOM" in Page(unknown.text).links
    dated = next(name for name, question in library().items() if question.parameters.get("on") == "xsd_date" and question.parameters.keys() == dict(question.defaults).keys())
    for asked, told in (
        ("influence/direct?target=SLOM&x=1", "has no parameter 'x'"),
        (f"{dated}?on=31+February", "31 February"),
        ("influence/direct?target=%3Cscript%3E%22", "Nothing here is called"),
    ):
        answer = site.get(f"/questions/{asked}")
        assert answer.status_code in (400, 404) and told in Page(answer.text).text and Page(answer.text).tags["script"] == 0, asked
    assert site.get("/questions/influence/direct.csv?target=SLOMM").text.startswith("Nothing here is called 'SLOMM'.")
    assert site.get("/questions/direct?target=SLOM").headers["location"] == "/questions/influence/direct?target=SLOM"
    missing = site.get("/questions/influence/dircet")
    assert missing.status_code == 404 and "/questions/influence/direct" in Page(missing.text).links


def test_the_limits_of_the_pool_hold_for_pages_too(site: httpx.Client) -> None:
    answer = site.get("/questions/evidence/recalled-to-check")
    assert answer.status_code == 422 and Page(answer.text).tags["table"] == 0 and "200" in Page(answer.text).text


# Words


def test_every_word_of_the_ontology_has_an_anchor_and_a_meaning(site: httpx.Client, served: Served) -> None:
    page = Page(site.get("/ontology").text)
    triples = parsed(site.get("/ontology.ttl"))
    terms = {triple.subject.value for triple in triples if triple.predicate.value == RDF_TYPE and triple.subject.value.startswith(K)}
    assert {term.removeprefix(K) for term in terms} <= page.ids.keys() and len(terms) > 500
    assert "{from} holds a seat in {to}" in page.text or "seat" in page.text
    assert parsed(site.get("/ontology", headers={"accept": "application/ld+json"})) == parsed(site.get("/ontology.nt")) == triples
    assert site.get("/ontology/Seat").headers["location"] == "/ontology#Seat"
    assert (site.get("/ontology/Saet").status_code, site.get("/ontology.exe").status_code) == (404, 404)
    used = {quad.object.value for quad in served.knowledge.store.ox.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None) if isinstance(quad.object, ox.NamedNode)}
    assert {name for name in used if name.startswith(K)} <= terms


# Files


def test_the_whole_is_what_export_writes_with_its_hash() -> None:
    knowledge = open_knowledge((str(WORLD),))
    expected = {kind.name: exports.export(knowledge, Path(kind.name)).files[kind.name] for kind in KINDS}
    with listening(free(), routes(world(WORLD), None)) as client:
        client.timeout = httpx.Timeout(30)
        sums = {name: digest for digest, name in (line.split() for line in client.get("/downloads/SHA256SUMS").text.splitlines())}
        assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in expected.items()}
        for kind in KINDS:
            answer = client.get(f"/downloads/{kind.name}")
            assert answer.content == expected[kind.name] and answer.headers["content-type"].startswith(kind.media)
            assert client.get(f"/downloads/{kind.name}", headers={"accept-encoding": "gzip"}).content == answer.content
            assert client.get(f"/downloads/{kind.name}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
            assert sums[kind.name] in client.get("/downloads").text
        assert client.get("/downloads/knowledge.zip").status_code == 404


def test_what_would_tell_too_much_is_not_given() -> None:
    here = world(WORLD)
    told = replace(here.knowledge.withheld, secrets=frozenset({"Officials' Meeting on Cloth"}))
    here = replace(here, knowledge=replace(here.knowledge, withheld=told))
    derive(here.knowledge.store)
    with listening(free(), routes(here, None)) as client:
        client.timeout = httpx.Timeout(30)
        for path in ("/downloads/knowledge.trig", "/downloads/knowledge.xlsx", "/downloads/SHA256SUMS", "/ask", "/id/officials"):
            answer = client.get(path)
            assert answer.status_code == 500 and "Meeting on Cloth" not in answer.text, path


# The front


def test_the_boxes_lead_to_the_map_of_influence() -> None:
    with listening(free(), routes(world(WORLD), None)) as client:
        client.timeout = httpx.Timeout(30)
        assert {"from", "to"} <= set(Page(client.get("/").text).fields)
        assert client.get("/ask?from=UW&to=officials'+meeting+on+cloth").headers["location"] == "/ask#from=weavers&to=officials"
        assert client.get("/ask?from=UW+%2B+OMC&to=Nobody%0d%0a").headers["location"] == "/ask#from=weavers&from=officials&to=Nobody"
        page = client.get("/ask", headers={"accept-encoding": "gzip"})
        assert page.headers["content-encoding"] == "gzip" and page.headers["content-security-policy"].startswith("frame-ancestors 'none'; default-src 'none'; script-src 'sha256-")
        assert page.text == client.get("/ask").text and 'id="ask-from"' in page.text
