"""A `.rq` file → a Question with typed parameters → a Table.

A parameter is a variable `?_name_iri`, `?_name_xsd_date`, `?_name_integer` or `?_name` (text). It is bound by token: the
token (`tokens`) is replaced by the N-Triples form of a checked term. So hostile text stays a value, and a question runs on every
server. Queries of others are refused by token too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from .dates import span
from .errors import BadParameter, RefusedQuery, UnreadableFile
from .facts import Facts
from .lookup import nearest, resolve
from .results import Answer, from_found, table
from .store import EmbeddedStore, Store
from .tables import Table
from .tokens import refuse, tokens
from .vocabulary import PREFIXES, QUERIES

PARAMETER = re.compile(r"[?$]_([A-Za-z0-9]+(?:_[A-Za-z0-9]+)*?)(?:_(iri|xsd_date|integer))?$")


@dataclass(frozen=True)
class Question:
    """A question of the library, or SPARQL of somebody else's."""

    name: str
    text: str
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> dict[str, str]:
        """Name → type: `iri`, `xsd_date`, `integer` or `text`."""
        found = {}
        for kind, token in tokens(self.text):
            match = PARAMETER.match(token) if kind == "variable" else None
            if match:
                found[match[1]] = match[2] or "text"
        return found


def from_file(path: Path, name: str = "") -> Question:
    """A question from a file with a grlc header (`#+ key: value`)."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UnreadableFile(f"{path.name} cannot be read as a query: {problem}", "Give a text file in UTF-8 with SPARQL in it.") from problem
    header: dict[str, list[str]] = {}
    key = ""
    for line in re.findall(r"^#\+ ?(.*)$", text, re.MULTILINE):
        match = re.match(r"(\w+):\s*(.*)$", line)
        key = match[1] if match else key
        header.setdefault(key, []).append(match[2] if match else line.strip().removeprefix("- "))

    def value(of: str) -> str:
        return " ".join(filter(None, header.get(of, ())))

    pairs = [part.split(":", 1) if ":" in part else part.split("=", 1) for part in filter(None, header.get("defaults", ()))]
    return Question(
        name or path.stem,
        text,
        value("summary"),
        value("description"),
        tuple(re.findall(r"[\w-]+", value("tags"))),
        tuple((pair[0].strip(), pair[1].strip()) for pair in pairs if len(pair) == 2),
    )


def library() -> dict[str, Question]:
    """The questions of `queries/`, by their path without suffix; blind spots, checks and rules are not among them."""
    found = {}
    for path in sorted(QUERIES.rglob("*.rq")):
        name = path.relative_to(QUERIES).with_suffix("").as_posix()
        if not name.startswith(("blind-spots/", "checks/", "rules/")):
            found[name] = from_file(path, name)
    if not found:
        raise UnreadableFile("The folder queries holds no question.", "Install kuasa again.")
    return found


def listing() -> Table:
    """The library: name, what is asked, parameters."""
    rows = [{"name": q.name, "question": q.summary, "parameters": ", ".join(q.parameters)} for q in library().values()]
    return Table(("name", "question", "parameters"), tuple(rows))


def named(place: str, stdin: BinaryIO) -> Question:
    """A question from standard input (`-`), a file, or the library."""
    if place == "-":
        try:
            return Question("-", stdin.read().decode("utf-8"))
        except UnicodeDecodeError as problem:
            raise UnreadableFile("Standard input is not UTF-8.", "Save the query as UTF-8.") from problem
    if "{" in place:
        raise BadParameter("That is SPARQL, not the name of a question.", "Hand it over by standard input: echo '...' | kuasa query -")
    path = Path(place)
    return from_file(path) if path.suffix in (".rq", ".sparql") or path.is_file() else find(place)


def values(pairs: list[str]) -> dict[str, str]:
    """`name=value` as a mapping."""
    for pair in pairs:
        if "=" not in pair:
            raise BadParameter(f"'{pair}' is not a parameter.", "Write name=value.")
    return dict(pair.split("=", 1) for pair in pairs)


def find(name: str) -> Question:
    """A question of the library by its path or last part; near names are suggested."""
    questions = library()
    hits = [q for path, q in questions.items() if name in (path, path.rsplit("/", 1)[-1])]
    if len(hits) != 1:
        near = [q.name for q in hits] or nearest(name, set(questions))
        raise BadParameter(f"There is no question '{name}'.", "Did you mean " + " · ".join(near) + "?" if near else "`kuasa query` lists the questions.")
    return hits[0]


def bind(question: Question, values: Mapping[str, str], facts: Facts) -> str:
    """The text with every parameter replaced by a checked term."""
    wanted, given = question.parameters, {**dict(question.defaults), **values}
    listed = "Parameters: " + (", ".join(f"{name} ({kind})" for name, kind in wanted.items()) or "none") + "."
    for name in values:
        if name not in wanted:
            raise BadParameter(f"'{question.name}' has no parameter '{name}'.", listed)
    for name in wanted:
        if name not in given:
            raise BadParameter(f"'{question.name}' needs a value for '{name}'.", f"{listed} Write {name}=...")
    terms = {name: str(term(kind, given[name], facts)) for name, kind in wanted.items()}

    def replaced(kind: str, token: str) -> str:
        match = PARAMETER.match(token) if kind == "variable" else None
        return terms[match[1]] if match else token

    return "".join(replaced(kind, token) for kind, token in tokens(question.text))


def term(kind: str, value: str, facts: Facts) -> ox.NamedNode | ox.Literal:
    """A checked term of a type; an `iri` may be any name."""
    if kind == "iri":
        return ox.NamedNode(resolve(facts, value))
    if kind == "xsd_date":
        value = date.today().isoformat() if value == "today" else value
        return ox.Literal(span(value).first.isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    if kind == "integer":
        if not re.fullmatch(r"-?\d{1,9}", value):
            raise BadParameter(f"'{value}' is not a whole number.", "Write it in figures.")
        return ox.Literal(int(value))
    return ox.Literal(value)


def ask(store: Store, text: str) -> Table:
    """The answer to SPARQL as a table; a truth value has the column `answer`, triples have three columns."""
    return table(answer(store, text))


def answer(store: Store, text: str) -> Answer:
    """The answer to SPARQL, read to its end, with its terms as they are; `RefusedQuery` for what may not be asked or is no SPARQL.
    Solutions for which the text asks no order are sorted."""
    refuse(text, store.graphs())
    words = {token.upper() for kind, token in tokens(text) if kind == "word"}
    try:
        found = from_found(put(store, text, "FROM" not in words))
    except (RuntimeError, ValueError) as problem:
        raise RefusedQuery(f"This cannot be answered: {problem}", "Use only functions of SPARQL 1.1.") from problem
    return found if found.kind != "select" or "ORDER" in words else found.ordered()


def put(store: Store, text: str, union: bool) -> Any:
    """What a store answers. Here all graphs together are the default graph if the text names none of them; elsewhere that is the server's choice."""
    return store.query(text, union=union) if isinstance(store, EmbeddedStore) else store.query(text)
