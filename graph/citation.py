"""How to cite a thing, a statement, a source or an answer: rows of plain values, or lines for people.

A thing gives one row a source that speaks of it, a statement one row an evidence, a question one row with the hash of its
bound text and the number of rows. Every row names version and hash of the knowledge. What is recalled names a place to check and never a source.
Refuses what is neither a thing nor a record nor a question (`UnknownName`, with the nearest names).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .errors import UnknownName
from .facts import ISSUED, PUBLISHER, TITLE, Facts
from .knowledge import Knowledge
from .lookup import nearest, resolve
from .questions import Question, ask, bind, find, from_file, library, term
from .saying import said
from .tables import Table
from .things import Evidence
from .version import Version
from .vocabulary import ID, K
from .wording import wording

COLUMNS = (
    "cited", "id", "title", "source", "publisher", "issued", "address", "place", "assertion", "confidence", "check_at", "statements",
    "parameters", "query_sha256", "rows", "profile", "knowledge", "version", "licence", "knowledge_sha256", "accessed",
)  # fmt: skip


def question_of(name: str) -> Question | None:
    """The question that a name means: one of the library, or a file with SPARQL."""
    if name.endswith((".rq", ".sparql")):
        return from_file(Path(name))
    hits = [path for path in library() if name in (path, path.rsplit("/", 1)[-1])]
    return find(name) if hits else None


def cite(knowledge: Knowledge, name: str, values: Mapping[str, str], version: Version, day: dt.date) -> Table:
    """How to cite what a name means; the name of a question stands before that of a thing."""
    facts, question = knowledge.facts, question_of(name)
    if question or values:
        rows = [of_answer(knowledge, question or find(name), values)]
    else:
        subject = subject_of(facts, name)
        rows = list(of_source(facts, subject) if facts.isa(subject, "Source") else of_statement(facts, subject) if facts.isa(subject, "Statement") else of_thing(facts, subject))
    same = {
        "profile": knowledge.audience.name, "knowledge": version.title, "version": version.number, "licence": version.licence or None,
        "knowledge_sha256": version.hash, "accessed": day.isoformat(),
    }  # fmt: skip
    return Table(COLUMNS, tuple({column: (row | same).get(column) for column in COLUMNS} for row in rows))


def subject_of(facts: Facts, name: str) -> str:
    """The thing, record or source of a name, an address, or the last part of one."""
    if ID + name in facts.terms:
        return ID + name
    try:
        return resolve(facts, name)
    except UnknownName as problem:
        near = nearest(name, {path for known in library() for path in (known, known.rsplit("/", 1)[-1])})
        raise UnknownName(f"{problem.what} No record and no question either.", f"{problem.cure} Questions: {' · '.join(near[:3])}.") from None


def known_by(evidence: Evidence, facts: Facts) -> dict[str, Any]:
    """The columns of a source, or of the place to check."""
    how = {"assertion": evidence.assertion, "confidence": evidence.confidence}
    if evidence.confidence == "recalled":
        return how | {"check_at": evidence.check_at}
    return how | described(facts, evidence.id) | {"place": evidence.locator or None}


def described(facts: Facts, source: str) -> dict[str, Any]:
    """Title, publisher, date and address of a source."""
    return {
        "source": facts.one(source, TITLE) or facts.label(source),
        "publisher": facts.one(source, PUBLISHER) or None,
        "issued": facts.one(source, ISSUED) or None,
        "address": facts.one(source, K + "address") or None,
    }


def of_source(facts: Facts, source: str) -> Iterator[dict[str, Any]]:
    """A source is cited by what it is."""
    yield {"cited": "source", "id": source, "title": facts.one(source, TITLE) or facts.label(source)} | described(facts, source)


def of_statement(facts: Facts, statement: str) -> Iterator[dict[str, Any]]:
    """A statement is cited with each place in which it stands, and with the day on which it was withdrawn."""
    withdrawn = facts.one(statement, K + "retracted")
    title = said(facts, statement) + (f" ({wording()['mark_retracted'].format(day=withdrawn)})" if withdrawn else "")
    for evidence in facts.evidence(statement):
        yield {"cited": "statement", "id": statement, "title": title, "statements": 1} | known_by(evidence, facts)


def of_thing(facts: Facts, thing: str) -> Iterator[dict[str, Any]]:
    """A thing is cited with every source that speaks of it, the one with most statements first; without any, by its address alone."""
    records = (record for record in facts.about.get(thing, ()) if not facts.one(record, K + "retracted"))
    statements = {tie.id for tie in facts.tied(thing)} | set(records) | {thing}
    found: dict[tuple[str, str], set[str]] = {}
    best: dict[tuple[str, str], Evidence] = {}
    for statement in sorted(statements):
        for evidence in facts.evidence(statement):
            key = evidence.id, evidence.confidence
            found.setdefault(key, set()).add(statement)
            best.setdefault(key, evidence)
    same = {"cited": "thing", "id": thing, "title": facts.label(thing)}
    for key in sorted(found, key=lambda key: (key[1] != "seen", -len(found[key]), key)):
        row = same | known_by(best[key], facts) | {"statements": len(found[key])}
        yield row | ({} if len(found[key]) == 1 else {"place": None, "assertion": None})
    if not found:
        yield same | {"statements": 0}


def of_answer(knowledge: Knowledge, question: Question, values: Mapping[str, str]) -> dict[str, Any]:
    """An answer is cited by its question, the values put into it, the hash of the text that was asked, and how many rows it has."""
    facts, store = knowledge.facts, knowledge.derived
    text = bind(question, values, facts)
    given = {**dict(question.defaults), **values}
    put = {name: term(kind, given[name], facts).value for name, kind in question.parameters.items()}
    return {
        "cited": "answer",
        "id": question.name,
        "title": question.summary or question.name,
        "parameters": "; ".join(f"{name}={value}" for name, value in put.items()) or None,
        "query_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "rows": len(ask(store, text).rows),
    }


def told(table: Table) -> Iterator[str]:
    """The same for people: what is cited, then where it stands."""
    first = table.rows[0]
    release = f"version {first['version']}, sha256 {first['knowledge_sha256']}, profile {first['profile']}, accessed {first['accessed']}"
    licence = f", {first['licence']}" if first["licence"] else ""
    if first["cited"] == "source":
        yield f"{source_line(first)}"
        return
    if first["cited"] == "answer":
        parameters = f" with {first['parameters']}" if first["parameters"] else ""
        yield f"{first['title']} Question {first['id']}{parameters}: {first['rows']} rows; sha256 of the question {first['query_sha256']}."
    else:
        yield f"{first['title'].removesuffix('.')}. {first['id']}."
    yield f"In: {first['knowledge']}, {release}{licence}."
    yield from (f"  [{n}] {source_line(row)}" for n, row in enumerate(table.rows, 1) if row["source"] or row["check_at"])
    if first["statements"] == 0:
        yield "  No source is recorded."


def source_line(row: Mapping[str, Any]) -> str:
    """A source with its place, or what has to be checked where."""
    many = f"; {row['statements']} statements" if (row["statements"] or 0) > 1 else ""
    if row["check_at"]:
        return f"not checked yet: check at {row['check_at']}{many}"
    parts = (row["publisher"], row["source"], row["issued"], row["place"], row["address"])
    how = f" [{row['assertion'].replace('-', ' ')}]" if row["assertion"] else ""
    return ". ".join(filter(None, parts)) + many + how
