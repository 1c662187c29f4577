"""Maps of things that somebody names: `/map?thing=slom&thing=arosp&hops=0` (or the same as a form) → the page of a kuasa map.

The map holds what is drawn and no more, is checked for leaks as one that is written to a file is, and keeps the policy of its own.
It is drawn beside the server, one at a time; who would wait too long is told so (503). Refused: a name that nothing has (404),
persons where the profile has none on maps (403), more than `MOST` things and wrong numbers of steps (400), long forms (413).

`/map/things` (a form with `text=...`, repeated) → which of these addresses and names are of things that can be drawn, as JSON: an
answer of the endpoint often holds names only. A name that several things have is not among them.
"""

from __future__ import annotations

from asyncio import Semaphore
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ..graph.analysis import lenses
from ..graph.errors import AmbiguousName, BadParameter, KuasaError, LeakError, Overloaded, UnknownName, UsageError
from ..graph.facts import Facts
from ..graph.knowledge import Knowledge
from ..graph.lookup import resolve
from ..graph.vocabulary import ID
from ..maps import page, safety, scene
from ..maps.elements import slug
from ..maps.holdings import ALL, holdings
from . import pages, refusals
from .refusals import Refused
from .served import Served

MOST = 200
TEXTS = 2_000
LETTERS = 300
FORM = 512 << 10
WAITING = 8
TITLED = 3
FRAMED = "frame-ancestors 'none'"
Made = TypeVar("Made")


@dataclass
class Maps:
    """What draws the maps of a server: one at a time, at most `WAITING` wait."""

    served: Served
    turn: Semaphore = field(default_factory=lambda: Semaphore(1))
    asked: int = 0

    @cached_property
    def things(self) -> dict[str, str]:
        """The things that can be drawn, by address, by name and by short name; a name of several is left out."""
        facts = self.served.knowledge.facts
        named: dict[str, set[str]] = {}
        for thing in holdings(self.served.knowledge):
            called = facts.thing(thing)
            for name in {called.label, called.short}:
                named.setdefault(name, set()).add(thing)
        return {name: next(iter(found)) for name, found in named.items() if len(found) == 1} | {thing: thing for found in named.values() for thing in found}

    def known(self, texts: Iterable[str]) -> dict[str, str]:
        """Those of the texts that mean a thing that can be drawn, with its slug."""
        return {text: slug(self.things[text]) for text in texts if text in self.things}

    def drawn(self, things: list[str], hops: int | None) -> str:
        """The page of a map of some things, named by slug, address or name, and of what is some steps around them."""
        knowledge, moment = self.served.knowledge, self.served.moment
        found = list(dict.fromkeys(drawable(knowledge, meant(knowledge.facts, thing)) for thing in things))
        steps = (1 if len(found) == 1 else 0) if hops is None else hops
        view = scene.scene(knowledge, lenses.lens(ALL), moment, found, steps, (), whole=False)
        if len(found) > TITLED:
            names = [knowledge.facts.label(thing) for thing in found[:TITLED]]
            view = replace(view, title=" · ".join(names) + f" and {len(found) - TITLED} more")
        text = page.render(view)
        safety.check(text, knowledge.withheld.secrets)
        return text

    async def work(self, doing: Callable[..., Made], *given: object) -> Made:
        """Something done in a thread, when it is its turn; `Overloaded` where too many wait."""
        if self.asked > WAITING:
            raise Overloaded("Too many maps are being drawn.", "Wait a few seconds and load the page again.", 5)
        self.asked += 1
        try:
            async with self.turn:
                return await run_in_threadpool(doing, *given)
        finally:
            self.asked -= 1

    async def map(self, request: Request) -> Response:
        """A map, or why there is none."""
        try:
            asked = await fields(request)
            text = await self.work(self.drawn, named(asked), steps(asked))
        except KuasaError as problem:
            answer = pages.refused(self.served, problem, status(problem), "No map")
            answer.headers.update(refusals.headers(problem))
            return answer
        return pages.answer(self.served, text, policy=f"{FRAMED}; {own_policy(text)}")

    async def names(self, request: Request) -> Response:
        """Which texts mean things that can be drawn."""
        headers = pages.guarded(self.served)
        try:
            texts = (await fields(request)).get("text", [])
            if len(texts) > TEXTS:
                raise BadParameter(f"{len(texts):,} texts are too many at once.", f"Ask for at most {TEXTS:,}.")
            found = await run_in_threadpool(self.known, [text for text in texts if len(text) <= LETTERS])
        except KuasaError as problem:
            return JSONResponse({"what": problem.what, "cure": problem.cure}, status(problem), headers)
        return JSONResponse({"things": found}, 200, headers)


def meant(facts: Facts, thing: str) -> str:
    """The address of a thing named by its slug, its address or a name; as `resolve` where there is none."""
    return ID + thing if facts.knows(ID + thing) else resolve(facts, thing)


def drawable(knowledge: Knowledge, thing: str) -> str:
    """A thing that a map of this audience may be about; `Refused` with 403 for a person where there are none on maps."""
    try:
        return scene.drawable(knowledge, thing)
    except UsageError as problem:
        raise Refused(403, problem.what, "Name an organisation.") from problem


def named(asked: Mapping[str, list[str]]) -> list[str]:
    """The things asked for, each once; `UsageError` for none and for too many."""
    found = list(dict.fromkeys(filter(None, (thing.strip() for thing in asked.get("thing", [])))))
    if not found:
        raise UsageError("No thing is named.", "Write /map?thing=slom, or open the map of an answer in the editor.")
    if len(found) > MOST:
        raise UsageError(f"{len(found):,} things are too many for one map, which draws at most {MOST}.", "Ask for fewer: a narrower question, or LIMIT in the query.")
    return found


def steps(asked: Mapping[str, list[str]]) -> int | None:
    """How far around the things: 0, 1, or nothing said."""
    said = asked.get("hops", [""])[-1]
    if said not in ("", "0", "1"):
        raise BadParameter(f"'{said[:40]}' is no number of steps that is drawn here.", "Write hops=0 (only these things) or hops=1 (and their neighbours).")
    return int(said) if said else None


async def fields(request: Request) -> Mapping[str, list[str]]:
    """The fields of the query of an address, or of a form; `Refused` with 413 for a form of more than `FORM` bytes."""
    if request.method in ("GET", "HEAD"):
        return {name: request.query_params.getlist(name) for name in request.query_params}
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > FORM:
            raise Refused(413, f"A form of more than {FORM >> 10} kB is not read.", "Ask for fewer things.")
    try:
        return parse_qs(read.decode("utf-8"), max_num_fields=TEXTS + 100, errors="strict")
    except ValueError as problem:
        raise BadParameter("This form cannot be read.", "Send it as application/x-www-form-urlencoded, in UTF-8.") from problem


def status(problem: KuasaError) -> int:
    """The status of an answer that refuses."""
    if isinstance(problem, LeakError):
        return 500
    return 404 if isinstance(problem, (UnknownName, AmbiguousName)) else refusals.status(problem)


def own_policy(text: str) -> str:
    """The policy that stands in a page of a map."""
    return text.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0].replace("&#39;", "'")


def routes(served: Served, pool: object) -> list[BaseRoute]:
    """Where maps are drawn."""
    maps = Maps(served)
    return [Route("/map", maps.map, methods=["GET", "POST"]), Route("/map/things", maps.names, methods=["POST"])]
