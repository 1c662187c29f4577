"""The editor's page, its library, the vendored files and the maps of answers: what is served, what is refused, what is not told."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import anyio
import httpx
import pyoxigraph as ox
import pytest
from starlette.applications import Starlette

from kuasa.graph.analysis import lenses
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.profiles import Withheld
from kuasa.graph.questions import bind, library
from kuasa.graph.validity import Moment
from kuasa.graph.version import Version
from kuasa.graph.vocabulary import ID, PREFIXES
from kuasa.maps import page, scene
from kuasa.web import assets, editor, mapped, pages
from kuasa.web.served import Served

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "web" / "vendor"
WORLD = str(ROOT / "tests" / "world.ttl")
ON = Moment.from_words("2026-06-30", "all")


def served(knowledge: Knowledge) -> Served:
    """Knowledge as a server has it, without a checkpoint: nothing here asks the endpoint."""
    return Served(knowledge, ON, Version("knowledge of one's own", "1", "", "0" * 64), Path("nowhere"), (), "http://127.0.0.1:1")


class Site:
    """A client of the routes of this part of the server."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.served = served(knowledge)
        self.app = Starlette(routes=[route for part in (editor, mapped, assets, pages) for route in part.routes(self.served, None)])

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://127.0.0.1:1") as client:
                return await client.request(method, path, **more)

        return anyio.run(asked)

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def form(self, path: str, *fields: tuple[str, str]) -> httpx.Response:
        return self.ask("POST", path, content=str(httpx.QueryParams(list(fields))), headers={"content-type": "application/x-www-form-urlencoded"})


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(open_knowledge())


@pytest.fixture(scope="module")
def world() -> Site:
    return Site(open_knowledge([WORLD]))


def said(answer: httpx.Response) -> str:
    """The words of a message page."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main.partition(">")[2]).split())


def test_the_vendored_files_have_the_sums_that_stand_in_their_table() -> None:
    row = next(line for line in (VENDOR / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| sha256 of the file here"))
    assert re.findall(r"[0-9a-f]{64}", row) == [hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in ("yasgui.min.js", "yasgui.min.css")]


def test_the_vendored_files_ask_for_no_map_and_bring_no_style_of_elements() -> None:
    script, style = ((VENDOR / f"yasgui.min.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    assert [sign for sign in ("sourceMappingURL", "<strong style") if sign in script] == []
    assert [sign for sign in ("sourceMappingURL", "url(", "@import") if sign in style] == []


def test_every_library_inside_is_in_the_notices_with_its_licence() -> None:
    found = re.findall(r"^(\S+) [\d.]+ · (.+)$", (VENDOR / "yasgui.NOTICES.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"codemirror", "jquery", "datatables.net", "dompurify", "lodash-es"} <= {name for name, _ in found}
    assert {licence for _, licence in found} == {"MIT", "Apache-2.0", "BSD-3-Clause", "(CC-BY-4.0 AND MIT)", "(MPL-2.0 OR Apache-2.0)"}


@pytest.mark.parametrize(("name", "media"), [("yasgui.min.js", "text/javascript"), ("yasgui.min.css", "text/css"), ("editor.js", "text/javascript"), ("editor.css", "text/css")])
def test_a_file_is_served_with_its_type_packed_and_kept_for_a_year(site: Site, name: str, media: str) -> None:
    content = next(folder / name for folder in assets.FOLDERS if (folder / name).is_file()).read_bytes()
    plain, packed = (site.get(assets.address(name), headers={"accept-encoding": coding}) for coding in ("identity", "br, gzip"))
    assert [(answer.status_code, answer.headers["content-type"], answer.headers["cache-control"], answer.content == content) for answer in (plain, packed)] == [
        (200, f"{media}; charset=utf-8", "public, max-age=31536000, immutable", True)
    ] * 2
    assert [answer.headers.get("content-encoding") for answer in (plain, packed)] == [None, "gzip"]
    assert int(packed.headers["content-length"]) < len(content) / 2
    assert gzip.decompress(assets.assets()[name].packed) == content
    assert site.get(assets.address(name), headers={"if-none-match": plain.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/static/0123456789abcdef/editor.js", "/static/x/pages.py", "/static/x/..%2Fpages.py", "/static/x/README.md", "/static/x/editor.html"])
def test_what_is_no_file_of_the_pages_is_not_served(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_an_old_address_of_a_file_is_never_kept_with_new_content(site: Site) -> None:
    answer = site.get(assets.address("editor.js").replace(assets.assets()["editor.js"].hash, "0" * 16))
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")


def test_the_page_allows_itself_this_server_only_and_nothing_in_line(site: Site) -> None:
    answer = site.get("/editor")
    assert dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert [found for found in re.findall(r'(?:src|href|action)="([^"]*)"', answer.text) if not found.startswith(("/", "#", "data:,"))] == []
    assert re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", answer.text) == [' type="application/json" id="words"']
    assert re.findall(r"\sstyle=|\son\w+=|<style", answer.text) == []


def test_every_question_of_the_library_is_an_example_under_its_subject(site: Site) -> None:
    text = site.get("/editor").text
    found = {}
    for section in text.split('<section class="subject">')[1:]:
        subject = re.search(r"<h3>(.*?)</h3>", section)
        for name in re.findall(r'data-name="([^"]*)"', section.partition("</section>")[0]):
            found[name] = subject[1] if subject else ""
    assert found == {name: name.partition("/")[0].replace("-", " ") for name in library()}


def test_every_example_is_sparql_with_its_parameters_bound(site: Site) -> None:
    held, facts = site.get("/editor/library.json").json(), site.served.knowledge.facts
    assert held["prefixes"] == PREFIXES
    assert set(held["questions"]) == set(library())
    without = re.compile(r"^#.*\n", re.MULTILINE)
    for name, question in library().items():
        assert without.sub("", held["questions"][name]).strip() == without.sub("", bind(question, {}, facts)).strip()
        assert held["questions"][name].startswith(f"# {question.summary}\n# kuasa query {name}\n")
        ox.Store().query(held["questions"][name], prefixes=PREFIXES)


def test_an_example_whose_default_names_nothing_here_keeps_its_parameter_and_says_so(world: Site) -> None:
    text = world.get("/editor/library.json").json()["questions"]["bodies/seats"]
    assert "# Put something of your own in place of ?_body…: Nothing here is called 'ALMM'.\n" in text
    assert "k:to ?_body_iri ;" in text


def test_words_of_the_ontology_are_offered_for_completion(site: Site) -> None:
    terms = site.get("/editor/library.json").json()["terms"]
    assert terms == sorted(set(terms))
    assert {"k:Seat", "k:reportsTo", "k:planned", "skos:prefLabel"} <= set(terms)


def test_what_not_everybody_may_see_is_kept_nowhere() -> None:
    site = Site(open_knowledge([WORLD], "participants"))
    assert [site.get(path).headers["cache-control"] for path in ("/editor", "/editor/library.json", "/map?thing=loom&hops=0")] == ["private, no-store"] * 3


def test_a_map_is_the_one_that_the_command_draws_and_keeps_its_own_policy(world: Site) -> None:
    knowledge = world.served.knowledge
    names = [knowledge.facts.label(thing) for thing in knowledge.facts.subjects("Body")][:2]
    found = knowledge.facts.subjects("Body")[:2]
    view = scene.scene(knowledge, lenses.lens("all"), ON, found, 1, (), whole=False)
    answer = world.get("/map", params={"thing": [thing.removeprefix(ID) for thing in found], "hops": "1"})
    assert answer.text == page.render(view)
    assert "script-src 'sha256-" in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].endswith(mapped.own_policy(answer.text))
    by_name = world.form("/map", *(("thing", name) for name in names), ("hops", "1"))
    assert (by_name.status_code, by_name.text) == (200, answer.text)


def test_one_thing_is_drawn_with_its_neighbours_and_many_alone(world: Site) -> None:
    things = [thing.removeprefix(ID) for thing in world.served.knowledge.facts.subjects("Body")][:2]
    bare, alone, near = (world.get("/map", params={"thing": things[:1], **hops}).text for hops in ({}, {"hops": "0"}, {"hops": "1"}))
    assert (bare == near, bare == alone) == (True, False)
    assert world.get("/map", params={"thing": things}).text == world.get("/map", params={"thing": things, "hops": "0"}).text


def test_a_map_of_many_is_headed_with_the_first_and_how_many_more(world: Site) -> None:
    knowledge = world.served.knowledge
    things = sorted(mapped.holdings(knowledge))[:5]
    heading = " · ".join(knowledge.facts.label(thing) for thing in things[:3]) + " and 2 more"
    text = world.get("/map", params={"thing": [thing.removeprefix(ID) for thing in things]}).text
    assert heading in text.replace("&#39;", "'")


REFUSED = [
    ("thing=nobody-at-all", 404, "No map Nothing here is called 'nobody-at-all'. Did you mean"),
    ("", 400, "No map No thing is named. Write /map?thing=slom, or open the map of an answer in the editor."),
    ("thing=+&thing=", 400, "No map No thing is named."),
    ("thing=loom&hops=2", 400, "No map '2' is no number of steps that is drawn here."),
    ("thing=p-0001", 403, "No map 'Ana Loom' is a person; persons are not on maps of the profile public. Name an organisation."),
    ("&".join(f"thing=t{n}" for n in range(201)), 400, "No map 201 things are too many for one map, which draws at most 200. Ask for fewer"),
    ("thing=%3Cscript%3Ealert(1)%3C/script%3E", 404, "No map Nothing here is called '&lt;script&gt;alert(1)&lt;/script&gt;'."),
]


@pytest.mark.parametrize(("query", "status", "message"), REFUSED, ids=[message[7:40] + query[:12] for query, _, message in REFUSED])
def test_what_cannot_be_drawn_is_told_with_its_cure(world: Site, query: str, status: int, message: str) -> None:
    answer = world.get(f"/map?{query}")
    words = said(answer).replace("&#39;", "'")
    assert (answer.status_code, words[: len(message)]) == (status, message)
    assert answer.headers["content-security-policy"] == pages.POLICY
    assert "<script" not in answer.text


def test_a_form_that_is_too_long_or_no_text_is_not_read(world: Site) -> None:
    many = world.form("/map", *(("thing", "x" * 1000) for _ in range(600)))
    broken = world.ask("POST", "/map", content=b"thing=%FF")
    assert [(answer.status_code, said(answer)[7:40]) for answer in (many, broken)] == [(413, "A form of more than 512 kB is not"), (400, "This form cannot be read. Send it")]


def test_a_map_that_would_tell_what_is_withheld_is_not_shown(world: Site) -> None:
    knowledge = world.served.knowledge
    leaking = Site(replace(knowledge, withheld=Withheld(1, frozenset({"Officials' Meeting on Cloth"}), frozenset(), frozenset())))
    thing = next(thing for thing in knowledge.facts.subjects("Body") if knowledge.facts.label(thing) == "Officials' Meeting on Cloth")
    answer = leaking.get("/map", params={"thing": thing})
    assert (answer.status_code, "Officials" in answer.text) == (500, False)


def test_names_and_addresses_of_an_answer_are_told_from_other_texts(world: Site) -> None:
    texts = ["Loom Network", ID + "p-0001", "Ana Loom", "Officials' Meeting on Cloth", "no name", "x" * 400]
    found = world.form("/map/things", *(("text", text) for text in texts)).json()
    facts = world.served.knowledge.facts
    wanted = {facts.label(thing): thing.removeprefix(ID) for thing in facts.terms if facts.label(thing) in ("Loom Network", "Officials' Meeting on Cloth")}
    assert found == {"things": wanted}
    assert len(wanted) == 2


def test_a_name_that_several_things_have_stands_for_none(site: Site) -> None:
    facts = site.served.knowledge.facts
    shared = [thing for thing in mapped.holdings(site.served.knowledge) if facts.thing(thing).short == "CEDAW"]
    assert len(shared) > 1
    assert site.form("/map/things", ("text", "CEDAW"), ("text", shared[0])).json() == {"things": {shared[0]: shared[0].removeprefix(ID)}}


def test_too_many_texts_at_once_are_refused(world: Site) -> None:
    answer = world.form("/map/things", *(("text", str(n)) for n in range(2001)))
    assert (answer.status_code, answer.json()["what"]) == (400, "2,001 texts are too many at once.")


@pytest.fixture
def slow() -> Iterator[tuple[mapped.Maps, Event]]:
    """Maps, and what the work in their only place waits for."""
    held = Event()
    yield mapped.Maps(served(open_knowledge([WORLD]))), held
    held.set()


def test_the_server_answers_others_while_a_map_is_drawn_and_tells_when_too_many_wait(slow: tuple[mapped.Maps, Event]) -> None:
    maps, held = slow
    statuses: list[int] = []

    async def story() -> tuple[float, httpx.Response]:
        app = Starlette(routes=[mapped.Route("/map", maps.map), *assets.routes(maps.served, None), *pages.routes(maps.served, None)])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:1") as client, anyio.create_task_group() as group:

            async def drawn() -> None:
                statuses.append((await client.get("/map?thing=Loom+Network&hops=0")).status_code)

            group.start_soon(maps.work, held.wait, 10)
            await anyio.sleep(0.05)
            for _ in range(mapped.WAITING):
                group.start_soon(drawn)
            await anyio.sleep(0.05)
            refused = httpx.Response(504)
            begun = anyio.current_time()
            await client.get(assets.address("editor.js"))
            taken = anyio.current_time() - begun
            with anyio.move_on_after(10):
                refused = await client.get("/map?thing=Loom+Network")
            held.set()
        return taken, refused

    taken, refused = anyio.run(story)
    assert taken < 1
    assert (refused.status_code, refused.headers["retry-after"], said(refused)) == (503, "5", "No map Too many maps are being drawn. Wait a few seconds and load the page again.")
    assert statuses == [200] * mapped.WAITING


def test_the_library_is_no_larger_than_a_page_may_be(site: Site) -> None:
    assert len(gzip.compress(json.dumps(site.get("/editor/library.json").json()).encode())) < 120_000
