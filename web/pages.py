"""The pages of the server: a template and what it shows in, an HTML answer with its security headers out.

Everything shown is escaped. A page has no script unless it asks for one of this server's, and no page may ask another host for
anything, be put into a frame or send a form elsewhere. Also here: the style sheet and the typefaces of all pages (`/style/...`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..graph.errors import KuasaError
from ..graph.wording import say
from ..maps import plain, typefaces
from ..maps.elements import drawings
from ..maps.site import OTHER
from ..maps.sitestyle import sheet
from ..maps.static import licence
from ..maps.view import Kind
from .served import Served

TEMPLATES = Path(__file__).parent / "templates"
RULES = (
    "default-src 'none'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
)  # fmt: skip
POLICY = "; ".join(RULES)
WITH_SCRIPT = "; ".join((*RULES, "script-src 'self'", "connect-src 'self'"))
PLACES = (("/", "kuasa"), ("/things", "Things"), ("/questions", "Questions"), ("/editor", "SPARQL editor"), ("/ontology", "Words"), ("/downloads", "Downloads"))
YEAR = "public, max-age=31536000, immutable"


@cache
def templates() -> Environment:
    """The templates of the server, and behind them those of the folder of plain pages, made ready once."""
    loader = ChoiceLoader([FileSystemLoader(TEMPLATES), FileSystemLoader(plain.FOLDER)])
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    made.globals.update(say=say)
    return made


def written(served: Served, template: str, at: str = "", **shown: Any) -> str:
    """The HTML of a page; `at` is the place in the navigation where it stands."""
    known = {
        "at": at,
        "served": served,
        "places": tuple(one for one in PLACES if not served.large or one[0] in ("/", "/editor", "/ontology")),
        "on": served.moment.on.isoformat(),
        "profile": served.knowledge.audience.name,
        "version": served.version,
        "licence": licence(served.version),
    }
    return plain.calm(templates().get_template(template).render({**known, **shown}))


def page(served: Served, template: str, at: str = "", status: int = 200, policy: str = POLICY, headers: Mapping[str, str] | None = None, **shown: Any) -> Response:
    """A page as an answer."""
    return answer(served, written(served, template, at, **shown), status, policy, headers)


def answer(served: Served, text: str, status: int = 200, policy: str = POLICY, headers: Mapping[str, str] | None = None) -> Response:
    """HTML as an answer, with what keeps it harmless."""
    return Response(text, status, {"content-security-policy": policy, **guarded(served), **(headers or {})}, "text/html; charset=utf-8")


def guarded(served: Served) -> dict[str, str]:
    """The headers of whatever this server shows: its kind is not to be guessed, nobody is told where a reader came from, and what not everybody may see is kept nowhere."""
    own = {"cache-control": "no-cache"} if served.public else {"cache-control": "private, no-store", "cross-origin-resource-policy": "same-origin"}
    return {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", **own}


def refused(served: Served, problem: KuasaError, status: int = 400, title: str = "", at: str = "", near: tuple[tuple[str, str], ...] = ()) -> Response:
    """What was wrong and what to do, with `near` things: addresses and names."""
    return page(served, "message.html", at, status, title=title or "That did not work", what=problem.what, cure=problem.cure, near=near)


@cache
def sorts() -> tuple[Kind, ...]:
    """The kinds of things in the order of their tones, that without a drawing last."""
    return *drawings().values(), OTHER


@cache
def stylesheet() -> str:
    """The style sheet of all pages."""
    return sheet(sorts(), typefaces.FACES, "fonts/") + "\n" + (TEMPLATES / "web.css").read_text(encoding="utf-8")


async def style(request: Request) -> Response:
    """The style sheet."""
    return Response(stylesheet(), headers={"x-content-type-options": "nosniff", "cache-control": "no-cache"}, media_type="text/css")


async def font(request: Request) -> Response:
    """A typeface; only those that there are."""
    name = request.path_params["name"]
    if name not in {face.file for face in typefaces.FACES}:
        return Response("There is no such typeface.\n", 404, media_type="text/plain")
    return Response((typefaces.FOLDER / name).read_bytes(), headers={"x-content-type-options": "nosniff", "cache-control": YEAR}, media_type="font/woff2")


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where style and typefaces are."""
    return [Route("/style/web.css", style), Route("/style/fonts/{name}", font)]
