"""`/questions` and `/questions/{name}`: the library by subject; one question as a form, its answer as a table, and how to cite it.

The address of an answer holds every parameter, so it can be cited. Answers come from the pool, so its limits hold; `.csv .tsv .json
.xml` after the name give them as data, as they come. A wrong value is told with near names, and the form stays as it was filled in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ..graph import citation
from ..graph.errors import AnswerTooLarge, KuasaError, Overloaded, UnknownName
from ..graph.lookup import alike, fold, meant, nearest, spelled
from ..graph.questions import Question, bind, library, term
from ..graph.tables import Table
from ..graph.vocabulary import ID, K
from .answers import LARGEST, MOST, Cell, Shown, shown_of
from .delivery import Answering
from .likely import likely
from .negotiation import CSV, JSON, TSV, XML
from .pages import guarded, page, refused
from .pool import Asked
from .refusals import status
from .served import Served
from .shelf import Shelf, address

FILES = {".csv": CSV, ".tsv": TSV, ".json": JSON, ".xml": XML}
HINTS = {"iri": "a name, an acronym or an address", "xsd_date": "a day, month or year: 2026-06-30, 2026-06, 2026", "integer": "a whole number", "text": "a word or part of one"}
CALLED = {"of": "of whom or what", "on": "as of", "who": "by whom", "text": "which text"}
TODAY = "today"
LONGEST = 500
REMEMBERED = 32
NEAR = 12


@dataclass(frozen=True)
class Field:
    """A parameter as a field of a form: its name in words, its type, a hint, what stands in it, its likely values with what they are."""

    name: str
    label: str
    kind: str
    hint: str
    value: str
    needed: bool
    likely: tuple[tuple[str, str], ...]


@dataclass
class Library:
    """The questions of a server."""

    served: Served
    answering: Answering
    shelf: Shelf
    questions: dict[str, Question] = field(default_factory=library)
    offered: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    remembered: dict[str, Shown] = field(default_factory=dict)

    async def listing(self, request: Request) -> Response:
        """The library by subject, or what of it holds some words."""
        wanted = request.query_params.get("q", "").strip()[:LONGEST]
        words = fold(wanted).split() if wanted else []
        subjects: dict[str, list[Question]] = {}
        for name, question in self.questions.items():
            said = fold(" ".join((name, question.summary, question.description, *question.tags)))
            if all(word in said for word in words):
                subjects.setdefault(name.partition("/")[0], []).append(question)
        count = sum(map(len, subjects.values()))
        return page(self.served, "questions.html", "/questions", wanted=wanted, subjects=subjects, count=count, total=len(self.questions), called=called)

    async def question(self, request: Request) -> Response:
        """A question: its form, and its answer as soon as all parameters are known."""
        name: str = request.path_params["name"]
        ending = next((end for end in FILES if name.endswith(end)), "")
        question = self.questions.get(name.removesuffix(ending))
        if question is None:
            return self.unknown(name[:LONGEST], request.url.query)
        given = {key: value for key, value in request.query_params.items() if value.strip()}
        try:
            if question.parameters and not given and not ending:
                return await self.shown(question, given)
            values = self.filled(question, given)
            text = await run_in_threadpool(bind, question, values, self.served.knowledge.facts)
            if ending:
                return await self.file(question, text, ending)
            return await self.shown(question, values, await self.answered(text))
        except KuasaError as problem:
            return await self.wrong(question, given, problem, bool(ending))

    def filled(self, question: Question, given: Mapping[str, str]) -> dict[str, str]:
        """Every parameter with its value; `today` is the day as of which the knowledge is shown."""
        values = {name: value for name, value in question.defaults if name in question.parameters} | dict(given)
        return {name: self.day(question, name, value) for name, value in values.items()}

    def day(self, question: Question, name: str, value: str) -> str:
        """A value, `today` said as a date."""
        return self.served.moment.on.isoformat() if question.parameters.get(name) == "xsd_date" and value == TODAY else value

    async def answered(self, text: str) -> Shown:
        """The answer as rows, read to its end; those asked last are remembered, for a class that asks the same."""
        if text not in self.remembered:
            answer = await self.answering.answer(Asked(text, JSON))
            parts, size = [], 0
            try:
                async for chunk in answer.chunks:
                    parts.append(chunk)
                    size += len(chunk)
                    if size > LARGEST:
                        raise AnswerTooLarge("This answer is too large for a page.", "Take it as a file: the links stand below the form.")
            finally:
                await closed(answer.chunks)
            self.remembered[text] = await run_in_threadpool(lambda: shown_of(json.loads(b"".join(parts)), self.linked))
            for old in list(self.remembered)[:-REMEMBERED]:
                del self.remembered[old]
        return self.remembered[text]

    def linked(self, kind: str, value: str) -> Cell:
        """A value of an answer as it is shown: an address by what it is called, a name that only one thing has with its page."""
        facts, entries = self.served.knowledge.facts, self.shelf.listed()
        if kind == "uri":
            if value.startswith(K):
                return Cell(value.removeprefix(K), f"/ontology#{value.removeprefix(K)}")
            if value.startswith(ID):
                return Cell(facts.label(value) if value in entries else value.removeprefix(ID), address(value))
            return Cell(value, value if value.startswith(("https://", "http://")) else "", outside=True)
        things = spelled(facts)[0].get(value, ())
        return Cell(value, address(things[0]) if len(things) == 1 and things[0] in entries else "")

    async def file(self, question: Question, text: str, ending: str) -> Response:
        """The answer as a file, as it comes."""
        answer = await self.answering.answer(Asked(text, FILES[ending]))

        async def pieces() -> AsyncIterator[bytes]:
            try:
                async for chunk in answer.chunks:
                    yield chunk
            finally:
                await closed(answer.chunks)

        headers = {**guarded(self.served), "content-disposition": f'attachment; filename="{question.name.replace("/", "-")}{ending}"'}
        return StreamingResponse(pieces(), 200, headers, f"{answer.media}; charset=utf-8" if answer.media.startswith("text/") else answer.media)

    async def shown(self, question: Question, values: Mapping[str, str], answer: Shown | None = None, problem: KuasaError | None = None, code: int = 200) -> Response:
        """The page of a question."""
        return await run_in_threadpool(self.written, question, values, answer, problem, code)

    def written(self, question: Question, values: Mapping[str, str], answer: Shown | None, problem: KuasaError | None, code: int) -> Response:
        """The same, in a thread."""
        known = {key: value[:LONGEST] for key, value in values.items() if key in question.parameters}
        place = f"/questions/{quote(question.name)}"
        asked = f"?{urlencode(known)}" if known else ""
        whole = question.parameters.keys() <= known.keys()
        text = bind(question, known, self.served.knowledge.facts) if whole and not problem else ""
        return page(
            self.served,
            "question.html",
            "/questions",
            code,
            question=question,
            fields=self.fields(question, known),
            place=place,
            answer=answer,
            most=MOST,
            problem=problem,
            near=self.near(question, known) if problem else [],
            files=[(ending[1:].upper(), f"{place}{ending}{asked}") for ending in FILES] if whole and not problem else [],
            text=text,
            editor=f"/editor#query={quote(text, safe='')}",
            cited=list(self.cited(question, known, text, answer)) if answer else [],
            permanent=f"{self.served.address}{place}{asked}",
            missing=[] if whole else [called(name) for name in question.parameters if name not in known and name not in dict(question.defaults)],
        )

    def fields(self, question: Question, values: Mapping[str, str]) -> list[Field]:
        """The parameters as fields."""
        defaults = dict(question.defaults)
        found = []
        for name, kind in question.parameters.items():
            value = self.day(question, name, values.get(name, defaults.get(name, "")))
            if kind == "iri" and name not in self.offered:
                self.offered[name] = likely(self.shelf, name)
            found.append(Field(name, called(name), kind, HINTS[kind], value, name not in defaults, self.offered.get(name, ())))
        return found

    def cited(self, question: Question, values: Mapping[str, str], text: str, answer: Shown) -> list[str]:
        """How to cite an answer, in lines."""
        served, facts = self.served, self.served.knowledge.facts
        put = {name: term(kind, values[name], facts).value for name, kind in question.parameters.items()}
        row: dict[str, Any] = dict.fromkeys(citation.COLUMNS) | {
            "cited": "answer",
            "id": question.name,
            "title": question.summary or question.name,
            "parameters": "; ".join(f"{name}={value}" for name, value in put.items()) or None,
            "query_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "rows": answer.count,
            "profile": served.knowledge.audience.name,
            "knowledge": served.version.title,
            "version": served.version.number,
            "licence": served.version.licence or None,
            "knowledge_sha256": served.version.hash,
            "accessed": date.today().isoformat(),
        }
        return list(citation.told(Table(citation.COLUMNS, (row,))))

    async def wrong(self, question: Question, given: Mapping[str, str], problem: KuasaError, as_text: bool) -> Response:
        """What was wrong: in the page with the form, or as text to who asked for a file."""
        code = 404 if isinstance(problem, UnknownName) else status(problem)
        code = 400 if code == 500 else code
        answer: Response
        if as_text:
            answer = Response(f"{problem}\n", code, guarded(self.served), "text/plain; charset=utf-8")
        else:
            answer = await self.shown(question, given, problem=problem, code=code)
        if isinstance(problem, Overloaded):
            answer.headers["retry-after"] = str(max(1, problem.seconds))
        return answer

    def unknown(self, name: str, asked: str) -> Response:
        """The question whose last part is enough to know it, or 404 with near ones."""
        hits = [path for path in self.questions if path.rsplit("/", 1)[-1] == name]
        if len(hits) == 1:
            return RedirectResponse(f"/questions/{quote(hits[0])}" + (f"?{asked}" if asked else ""), 303, guarded(self.served))
        near = hits or nearest(name, set(self.questions))
        found = tuple((f"/questions/{quote(path)}", self.questions[path].summary or path) for path in near)
        return refused(self.served, KuasaError(f"There is no question '{name}'."), 404, "No such question", "/questions", found)

    def near(self, question: Question, values: Mapping[str, str]) -> list[tuple[str, str]]:
        """The same question with names that may have been meant: address and name."""
        facts, found = self.served.knowledge.facts, []
        for name, kind in question.parameters.items():
            wanted = values.get(name, "")
            if kind != "iri" or not wanted:
                continue
            things = meant(facts, wanted)
            others = [(short(thing), facts.label(thing)) for thing in things[:NEAR]] if len(things) > 1 else []
            others += [(other, other) for other in nearest(wanted, alike(wanted, spelled(facts)[0]))] if not things else []
            found += [(f"?{urlencode({**values, name: value})}", shown) for value, shown in others]
        return found


def called(name: str) -> str:
    """A parameter in words."""
    return CALLED.get(name, name.replace("_", " "))


def short(thing: str) -> str:
    """A thing as it can be typed."""
    return "i:" + thing.removeprefix(ID) if thing.startswith(ID) else thing


async def closed(chunks: AsyncIterator[bytes]) -> None:
    """Lets an answer go, so that its worker is free."""
    close = getattr(chunks, "aclose", None)
    if close is not None:
        await close()


def routes(served: Served, pool: Answering) -> list[BaseRoute]:
    """Where questions are."""
    here = Library(served, pool, Shelf(served))
    return [Route("/questions", here.listing), Route("/questions/{name:path}", here.question)]
