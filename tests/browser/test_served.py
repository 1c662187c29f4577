"""The pages of the server in a browser whose network is cut but for the server: no complaint, nothing wrong for axe, usable without
scripts, by keyboard, on phones and in every script."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from starlette.applications import Starlette

from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.graph.version import version
from kuasa.web import asking, downloads, entries, front, ontology, pages, searching
from kuasa.web.limits import Limits
from kuasa.web.pool import Pool
from kuasa.web.served import Served, laid

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PARTS = (front, entries, searching, asking, ontology, downloads, pages)
SHORT = ("/", "/id/slom", "/id/register-doors-acwc-open-session", "/search?q=labour", "/questions", "/questions/influence/direct?target=SLOM", "/downloads")
LONG = ("/id/mmr", "/things", "/ontology")
SEEN = """window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));"""
SMALL = "all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 24).map(one => one.textContent)"
Opens = Callable[..., Any]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages of the embedded knowledge on a free port of this machine."""
    knowledge = open_knowledge()
    checkpoint = tmp_path_factory.mktemp("served") / "checkpoint"
    graphs = laid(knowledge, checkpoint)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        found = f"http://127.0.0.1:{listening.getsockname()[1]}"
        served = Served(knowledge, Moment.from_words("2026-06-30", "actual"), version(), checkpoint, graphs, found)
        pool = Pool(checkpoint, Limits(workers=1))

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            async with pool:
                yield

        app = Starlette(routes=[route for part in PARTS for route in part.routes(served, pool)], lifespan=lifespan)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(0.02)
        yield found
        server.should_exit = True
        thread.join()


@pytest.fixture
def opens(browser: Browser, address: str) -> Iterator[Opens]:
    """Opens a page of the server; nothing else is asked, nothing complains, no policy is broken."""
    wrongs: list[str] = []
    contexts = []

    def opened(path: str, width: int = 1280, height: int = 720, **more: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=address, reduced_motion="reduce", **more)
        contexts.append(context)
        context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
        context.add_init_script(SEEN)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith((address, "data:", "blob:")) else wrongs.append(request.url[:200]))
        page.on("console", lambda said: wrongs.append(said.text) if said.type in ("error", "warning") and "404 (Not Found)" not in said.text else None)
        page.on("pageerror", lambda error: wrongs.append(f"page error: {error}"))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrongs == []


@pytest.mark.parametrize("path", [*SHORT, *LONG])
def test_a_page_fits_phone_and_projector_and_axe_finds_nothing_wrong(opens: Opens, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opens(path, 360, 740, color_scheme="dark")
    found = []
    for scheme in ("dark", "light") if path in SHORT else ("light",):
        page.emulate_media(color_scheme=scheme)
        found += [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]]
    assert found == []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("window.violations") == []
    assert page.locator("nav.site a, button, .jump a, .actions a, .letters a").evaluate_all(SMALL) == []


def test_names_in_every_script_are_set_in_our_typefaces(opens: Opens) -> None:
    for path, sample in (("/id/tha", "ไทย"), ("/id/khm", "កម្ពុជា"), ("/id/lao", "ລາວ"), ("/id/mmr", "မြန်မာ")):
        page = opens(path)
        page.evaluate("document.fonts.ready")
        assert sample in page.locator("main").inner_text()
        assert page.evaluate("sample => document.fonts.check('16px \"Kuasa Scripts\"', sample)", sample)
        assert page.evaluate("[...document.fonts].some(face => face.family.includes('Scripts') && face.status === 'loaded')")


def test_a_question_is_asked_and_a_thing_opened_without_scripts_and_by_keyboard(opens: Opens) -> None:
    page = opens("/questions", java_script_enabled=False)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    page.get_by_role("searchbox", name="Words of the question").fill("direct tie")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Who has a direct tie into a body, actor or text, and of which kind?").click()
    field = page.get_by_role("combobox", name="Target")
    field.fill("SLOMM")
    field.press("Enter")
    assert page.get_by_role("alert").inner_text().startswith("Nothing here is called 'SLOMM'.")
    page.get_by_role("alert").get_by_role("link", name="SLOM", exact=True).click()
    assert page.get_by_role("heading", name="Answer").is_visible()
    page.get_by_role("table").get_by_role("link", name="Ministry of Manpower (Singapore)").first.click()
    assert page.locator("h1").inner_text() == "Ministry of Manpower (Singapore)"
    page.locator(".now, .happened").get_by_role("link", name="Senior Labour Officials' Meeting", exact=True).first.click()
    assert page.url.endswith("/id/slom")


def test_the_boxes_of_the_front_lead_to_routes(opens: Opens) -> None:
    page = opens("/")
    page.get_by_role("combobox", name="From whom?").fill("AROSP")
    page.get_by_role("combobox", name="To whom?").fill("SLOM")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_selector("#ask-answer:not([hidden])")
    assert page.url.endswith("/ask#from=arosp&to=slom") and page.locator("#ask-answer").inner_text().startswith("One route from")
    assert page.evaluate("window.violations") == []


def test_the_anchor_of_a_word_is_where_its_address_leads(opens: Opens) -> None:
    page = opens("/ontology#Seat")
    assert page.locator(".term:target").inner_text().partition("\n")[0].casefold() == "seat k:seat"
    assert page.locator(".term:target").evaluate("one => one.getBoundingClientRect().top < innerHeight")
