"""The editor in a browser whose network is cut but for the server: a real server, its real endpoint, and not one request elsewhere."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import uvicorn

from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.questions import ask, bind, find
from kuasa.graph.validity import Moment
from kuasa.graph.version import Version
from kuasa.web.app import app
from kuasa.web.limits import Limits
from kuasa.web.pool import Pool
from kuasa.web.served import Served, laid

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIMITS = Limits(seconds=10.0, rows=3_000)
SEEN = """window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));"""


SCREENS = ((1280, 720, "light", ("table", "map", "wrong")), (360, 740, "dark", ("table", "chart")), (360, 740, "light", ("download",)))
SMALL = "all => all.filter(one => one.offsetParent && one.offsetHeight < 44).map(one => one.textContent)"


@dataclass(frozen=True)
class Running:
    """A server at work and what it serves."""

    served: Served

    def answer(self, text: str) -> list[list[Any]]:
        """The rows of a query, asked of the store itself."""
        table = ask(self.served.knowledge.store, text)
        return [[row[name] for name in table.columns] for row in table.rows]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The whole server, on a free port of this machine."""
    knowledge = open_knowledge()
    checkpoint = tmp_path_factory.mktemp("served") / "checkpoint"
    graphs = laid(knowledge, checkpoint)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        served = Served(knowledge, Moment.from_words("2026-06-30", "all"), Version("kuasa", "1", "", "0" * 64), checkpoint, graphs, address)
        running = uvicorn.Server(uvicorn.Config(app(served, Pool(checkpoint, LIMITS), LIMITS), log_level="critical", access_log=False, timeout_graceful_shutdown=2))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        while not running.started and thread.is_alive():
            time.sleep(0.02)
        yield Running(served)
        running.should_exit = True
        thread.join()


@dataclass
class Seen:
    """What the pages of the browser tried to ask of others, what went wrong in them, and which of it a test means to happen."""

    tried: list[str] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)
    meant: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def opened(browser: Browser, server: Running) -> Iterator[tuple[Page, Seen]]:
    """The editor in a browser that reaches this server only."""
    seen, own = Seen(), (server.served.address + "/", "data:", "blob:")
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    context.add_init_script(SEEN)
    context.route(lambda url: not url.startswith(own), lambda route: route.abort())
    context.on("request", lambda request: None if request.url.startswith(own) else seen.tried.append(request.url))
    context.on("console", lambda said: seen.wrongs.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda error: seen.wrongs.append(f"page error: {error.error}"))
    context.on("dialog", lambda dialog: (seen.wrongs.append("dialog"), dialog.dismiss()))
    page = context.new_page()
    page.goto(f"{server.served.address}/editor")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_load_state("networkidle")
    yield page, seen
    context.close()


@pytest.fixture
def seen(opened: tuple[Page, Seen]) -> Seen:
    """What the pages tried and what went wrong; a test adds to `meant` what it causes."""
    return opened[1]


@pytest.fixture
def page(opened: tuple[Page, Seen], seen: Seen) -> Iterator[Page]:
    """The editor with its first query. After the test: no request was tried to any other host, nothing violated a policy, no script
    failed, and nothing is kept beyond the tab."""
    page = opened[0]
    yield page
    for one in page.context.pages:
        seen.wrongs.extend(one.evaluate("window.violations.splice(0)"))
        seen.wrongs.extend(f"kept: {key}" for key in one.evaluate("Object.keys(localStorage)"))
        if one != page:
            one.close()
    tried, wrongs = list(seen.tried), [said for said in seen.wrongs if not any(sign in said for sign in seen.meant)]
    for kept in (seen.tried, seen.wrongs, seen.meant):
        kept.clear()
    page.evaluate("location.hash = ''")
    page.click("#forget")
    write(page, page.evaluate("JSON.parse(document.getElementById('words').textContent).start"))
    assert (tried, wrongs) == ([], [])


def write(page: Page, text: str) -> None:
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text)


def written(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()"))


def run(page: Page) -> str:
    """Runs what is written; what the page says of the outcome, without its seconds."""
    page.click("#run")
    page.wait_for_selector("#answer[aria-busy=false]:not([data-looking])")
    return page.inner_text("#outcome").partition(" in ")[0]


def rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.eval_on_selector_all("#table tbody tr", "rows => rows.map(row => Array.from(row.cells, cell => cell.textContent))")
    return found


def links(page: Page, column: int) -> list[str]:
    found: list[str] = page.eval_on_selector_all(f"#table tbody td:nth-child({column}) a", "links => links.map(link => link.getAttribute('href'))")
    return found


def axe(page: Page) -> list[tuple[str, str]]:
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(page, options={"resultTypes": ["violations"]})
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in result.response["violations"]]


def test_the_first_query_runs_and_its_rows_are_those_of_the_store_with_links_to_the_things(page: Page, server: Running) -> None:
    found = server.answer(written(page))
    assert run(page) == f"{len(found)} rows"
    assert rows(page) == [[thing.replace("https://w3id.org/kuasa/id/", "i:"), name, str(holders)] for thing, name, holders in found]
    assert links(page, 1) == links(page, 2) == [thing.replace("https://w3id.org/kuasa", "") for thing, _, _ in found]


def test_an_example_is_found_chosen_and_answered_and_its_names_lead_to_things(page: Page, server: Running) -> None:
    page.fill("#wanted", "sits body basis")
    page.click(".example:visible >> nth=0")
    page.wait_for_selector(".example[aria-current]")
    assert page.inner_text("#examples-count") == "1 of 88 examples"
    assert page.inner_text("#told") == "Example: Who sits in a body, seen when and on what basis? The same with a form"
    assert page.get_attribute("#told a", "href") == "/questions/bodies/seats"
    assert page.evaluate("document.activeElement.id") == "run"
    found = server.answer(bind(find("bodies/seats"), {}, server.served.knowledge.facts))
    assert run(page) == f"{len(found)} rows"
    assert rows(page) == [["" if value is None else str(value) for value in row] for row in found]
    assert len(links(page, 1)) == len(found)


def test_a_bad_query_shows_what_the_server_says_and_leads_to_the_place(page: Page, seen: Seen) -> None:
    seen.meant.append("status of 400")
    write(page, "SELECT *\nWHERE { ?s ?p }")
    run(page)
    said = page.inner_text("#wrong-said").splitlines()
    assert (said[0][:44], said[-1]) == ("This is not SPARQL: error at 2:16: expected ", "Mend the place named and try again.")
    page.click("text=Go to line 2")
    assert page.evaluate("(({line, ch}) => [line, ch])(document.querySelector('.CodeMirror').CodeMirror.getCursor())") == [1, 15]
    page.hover(".parseErrorIcon")
    page.wait_for_selector(".yasqe_tooltip")
    write(page, "SELECT * WHERE { SERVICE <https://example.org/sparql> { ?s ?p ?o } }")
    run(page)
    assert page.inner_text("#wrong-said").startswith("'SERVICE' would ask another server; nothing leaves this machine.")


def test_the_chart_has_a_bar_for_each_row_as_long_as_its_number(page: Page, server: Running) -> None:
    found = server.answer(written(page))
    run(page)
    page.click("#tab-chart")
    bars = page.eval_on_selector_all("#chart g", "bars => bars.map(bar => [bar.querySelector('title').textContent, Number(bar.querySelector('rect').getAttribute('width'))])")
    assert [name for name, _ in bars] == [f"{name}: {holders}" for _, name, holders in found]
    unit = bars[0][1] / found[0][2]
    assert [round(width / unit, 3) for _, width in bars] == [float(holders) for _, _, holders in found]
    assert page.inner_text("#bar-said") == f"{len(found)} bars: holders by name."
    with page.expect_download() as saving:
        page.click("#bar-save")
    assert Path(saving.value.path()).read_text(encoding="utf-8").count("<title>") == len(found)
    write(page, 'SELECT ?a ?b { VALUES (?a ?b) { ("only" "text") } }')
    run(page)
    page.click("#tab-chart")
    assert (page.inner_text("#bar-said"), page.locator("#bar-form").is_visible()) == ("A chart needs a column of numbers and one of text.", False)


def test_the_things_of_an_answer_are_drawn_as_a_map_in_a_new_tab(page: Page, server: Running) -> None:
    found = server.answer(written(page))
    run(page)
    page.click(f"text=Map ({len(found)})")
    with page.context.expect_page() as opening:
        page.click("#map-form button")
    drawn = opening.value
    drawn.wait_for_selector("html[data-ready]", timeout=20_000)
    slugs = [thing.removeprefix("https://w3id.org/kuasa/id/") for thing, _, _ in found]
    assert drawn.url == f"{server.served.address}/map?hops=0&" + "&".join(f"thing={slug}" for slug in slugs)
    assert [drawn.locator("h1").inner_text()] == [" · ".join(name for _, name, _ in found[:3]) + f" and {len(found) - 3} more"]
    assert drawn.evaluate("window.violations") == []


def test_many_things_are_sent_as_a_form_and_more_than_a_map_takes_are_told(page: Page) -> None:
    write(page, "SELECT DISTINCT ?end WHERE { ?tie k:to ?end ; k:from ?start } ORDER BY ?end LIMIT 400")
    run(page)
    page.click("[id=tab-map]")
    assert page.inner_text("#map-said").endswith("can be drawn; a map takes 200. These are the first 200:")
    assert (page.get_attribute("#map-form", "method"), page.locator("#map-things input").count()) == ("post", 200)
    write(page, 'SELECT ?text { VALUES ?text { "no thing" } }')
    run(page)
    page.click("#tab-map")
    assert page.inner_text("#map-said").startswith("No thing of this answer can be drawn.")
    assert not page.locator("#map-form").is_visible()


def test_what_is_hostile_in_an_answer_is_text(page: Page) -> None:
    bad = "</script><img src=x onerror=alert(1)>"
    text = f'SELECT ?text ?address ?other {{ VALUES (?text ?address ?other) {{ ("{bad}" <javascript:alert(1)> <https://example.org/%3Cb%3E>) }} }}'
    page.evaluate("hash => { location.hash = hash; }", f"#query={quote(text)}")
    page.wait_for_selector("#told:not(:empty)")
    assert page.inner_text("#told") == "This query came with a link. Read it before you run it."
    assert written(page) == text
    assert not page.locator("#answer").is_visible()
    assert run(page) == "1 row"
    assert rows(page) == [[bad, "javascript:alert(1)", "https://example.org/%3Cb%3E"]]
    assert (links(page, 2), links(page, 3)) == ([], ["https://example.org/%3Cb%3E"])
    assert page.locator("#table img").count() == 0


def test_triples_are_a_table_and_a_truth_value_is_a_word(page: Page) -> None:
    write(page, 'CONSTRUCT { i:slom rdfs:label "a \\"b\\"\\nคน"@th ; k:rank 5 . } WHERE {}')
    assert run(page) == "2 triples"
    assert sorted(rows(page)) == [["i:slom", "k:rank", "5"], ["i:slom", "rdfs:label", 'a "b"\nคน th']]
    write(page, "ASK { i:slom ?p ?o }")
    assert run(page) == "Yes."
    assert page.locator("[role=tab]:visible").all_inner_texts() == ["Download"]


def test_what_a_script_takes_for_a_line_end_or_a_space_breaks_no_triple(page: Page) -> None:
    write(page, 'CONSTRUCT { i:slom rdfs:label "a\\u2028b\\u2029", "\\u0085" ; k:see <https://example.org/a\\u00A0b> . } WHERE {}')
    assert run(page) == "3 triples"
    assert sorted(row[2] for row in rows(page)) == ["a\u2028b\u2029", "https://example.org/a\xa0b", "\x85"]


def test_an_answer_is_saved_as_the_server_writes_it(page: Page) -> None:
    run(page)
    page.click("#tab-download")
    saved = {}
    for name in ("CSV", "TSV", "JSON", "XML"):
        with page.expect_download() as saving:
            page.click(f"#downloads >> text={name}")
        saved[saving.value.suggested_filename] = Path(saving.value.path()).read_text(encoding="utf-8")
    assert list(saved) == ["answer.csv", "answer.tsv", "answer.srj", "answer.srx"]
    count = len(json.loads(saved["answer.srj"])["results"]["bindings"])
    assert [saved["answer.csv"].count("\n"), saved["answer.tsv"].count("\n"), saved["answer.srx"].count("<result>")] == [count + 1, count + 1, count]


def test_rows_are_sorted_sifted_and_turned_over_a_hundred_at_a_time(page: Page) -> None:
    write(page, "SELECT ?n ?word { { SELECT (COUNT(*) AS ?m) { } } VALUES ?n { " + " ".join(map(str, range(250))) + ' } BIND(IF(?n = 7, "Đường", STR(?n)) AS ?word) }')
    assert run(page) == "250 rows"
    assert (len(rows(page)), page.inner_text("#rows")) == (100, "1–100 of 250")
    page.click("#table thead button >> nth=0")
    page.click("#table thead button >> nth=0")
    assert (rows(page)[0][0], page.get_attribute("#table th >> nth=0", "aria-sort")) == ("249", "descending")
    page.click("#after")
    page.click("#after")
    assert (rows(page)[-1][0], page.inner_text("#rows"), page.is_disabled("#after")) == ("0", "201–250 of 250", True)
    page.fill("#sift", "duong")
    page.wait_for_selector("#table tbody tr:first-child:last-child")
    assert rows(page) == [["7", "Đường"]]


def test_of_more_rows_than_allowed_none_is_shown(page: Page, seen: Seen) -> None:
    seen.meant += ["status of 422", "ERR_INCOMPLETE_CHUNKED_ENCODING"]
    write(page, "SELECT * { ?s ?p ?o }")
    run(page)
    assert page.locator("#shown").is_hidden()
    assert page.inner_text("#wrong-said").startswith(("The answer broke off before it was complete", "The answer has more than 3,000 rows."))


def test_a_long_query_is_stopped_and_the_next_one_is_answered(page: Page) -> None:
    write(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.click("#run")
    page.click("#stop")
    page.wait_for_selector("#answer[aria-busy=false]")
    assert page.inner_text("#outcome") == "Stopped."
    write(page, "ASK {}")
    assert run(page) == "Yes."


def test_it_is_used_with_the_keyboard_alone(page: Page) -> None:
    page.locator(".yasqe [role=textbox]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * { i:slom a ?kind }")
    page.wait_for_selector(".CodeMirror-line >> text=PREFIX i: <https://w3id.org/kuasa/id/>")
    assert page.locator(".parseErrorIcon").count() == 0
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#table td")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"
    page.locator("#tab-table").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.id") == "tab-download"
    assert page.locator("#panel-download").is_visible()


def test_words_of_the_ontology_are_completed_from_here(page: Page) -> None:
    write(page, "PREFIX k: <https://w3id.org/kuasa/ontology#>\nSELECT * { ?s a ")
    page.evaluate("(editor => { editor.focus(); editor.execCommand('goDocEnd'); })(document.querySelector('.CodeMirror').CodeMirror)")
    page.keyboard.type("k:ObserverS")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hint:only-child >> text=k:ObserverSeat")
    page.keyboard.press("Enter")
    assert written(page).splitlines()[-1] == "SELECT * { ?s a k:ObserverSeat"


def test_a_query_stays_in_its_tab_until_it_is_forgotten(page: Page) -> None:
    write(page, "ASK { i:slom ?secret ?text }")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert written(page) == "ASK { i:slom ?secret ?text }"
    run(page)
    page.click("#link")
    assert page.input_value("#address").endswith("/editor#query=" + quote("ASK { i:slom ?secret ?text }", safe=""))
    page.click("#forget")
    assert (written(page), page.evaluate("sessionStorage.length"), page.input_value("#address"), page.locator("#answer").is_visible()) == ("", 0, "", False)
    assert page.inner_text("#told") == "Cleared. Nothing of it is kept in this browser."
    page.keyboard.press("Control+z")
    assert written(page) == ""


def test_every_view_is_accessible_and_fits_a_projector_and_a_phone(page: Page, seen: Seen) -> None:
    seen.meant.append("status of 400")
    start, found = written(page), {}
    for width, height, scheme, views in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        write(page, start)
        run(page)
        for view in views:
            if view == "wrong":
                write(page, "SELECT")
                run(page)
            else:
                page.click(f"#tab-{view}")
            found[scheme, view] = axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.eval_on_selector_all("main button:not(.example)", SMALL) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 720})
    assert {view: wrongs for view, wrongs in found.items() if wrongs} == {}


def test_on_a_phone_the_examples_make_way_for_the_query(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert (page.locator("#wanted").is_visible(), page.evaluate("document.getElementById('run').getBoundingClientRect().bottom < 740")) == (False, True)
    page.click("#examples summary")
    page.fill("#wanted", "most tied")
    page.click(".example:visible >> nth=0")
    page.wait_for_selector(".example[aria-current]", state="attached")
    assert page.locator("#wanted").is_visible() is False
    page.set_viewport_size({"width": 1280, "height": 720})
    page.click("#examples summary")
