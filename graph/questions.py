"""A `.rq` file → a Question with typed parameters → a Table.

A parameter is a variable `?_name_iri`, `?_name_xsd_date`, `?_name_integer` or `?_name` (text). It is bound by token: the
token, never a place inside a string, IRI or comment, is replaced by the N-Triples form of a checked term. So hostile text
stays a value, and a question runs on every server. Queries of others are refused by token too: updates, SERVICE, LOAD
and graphs from outside.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from .dates import span
from .errors import BadParameter, RefusedQuery, UnreadableFile
from .facts import Facts
from .lookup import nearest, resolve
from .store import EmbeddedStore
from .tables import Table
from .vocabulary import PREFIXES, QUERIES

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<string>\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')
      | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:[A-Za-z_][\w.-]*)?:[\w.:%\\-]*|@[A-Za-z-]+)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<other>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)
UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY"])
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


def tokens(text: str) -> list[tuple[str, str]]:
    """The tokens of a SPARQL text, with their kind; joined again they are the text."""
    return [(match.lastgroup or "other", match[0]) for match in TOKEN.finditer(text)]


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


def refuse(text: str, graphs: list[str]) -> None:
    """`RefusedQuery` for anything that writes or reaches out. Prefixes that the query declares itself count."""
    said = [(kind, token) for kind, token in tokens(text) if kind != "comment" and not token.isspace()]
    prefixes = dict(PREFIXES)
    for n, (kind, token) in enumerate(said):
        word, before = (token.upper() if kind == "word" else ""), said[n - 1][1].upper() if n else ""
        if before == "PREFIX" and kind == "name" and n + 1 < len(said):
            prefixes[token.rstrip(":")] = said[n + 1][1].strip("<>")
        if word in UPDATES:
            raise RefusedQuery(f"'{word}' would change the knowledge; questions only read.", "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.")
        if word == "SERVICE":
            raise RefusedQuery("'SERVICE' would ask another server; nothing leaves this machine.", "Take the SERVICE part out.")
        if kind in ("iri", "name") and (before == "FROM" or (before == "NAMED" and n > 1 and said[n - 2][1].upper() == "FROM")):
            prefix, _, rest = token.partition(":")
            where = token.strip("<>") if kind == "iri" else prefixes.get(prefix, "") + rest
            if where not in graphs:
                raise RefusedQuery(f"'FROM {token}' is not a graph of this knowledge.", "Graphs: SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }.")


def ask(store: EmbeddedStore, text: str) -> Table:
    """The answer to SPARQL as a table; a truth value has the column `answer`, triples have three columns."""
    refuse(text, store.graphs())
    try:
        return answered(store, text)
    except (RuntimeError, ValueError) as problem:
        raise RefusedQuery(f"This cannot be answered: {problem}", "Use only functions of SPARQL 1.1.") from problem


def answered(store: EmbeddedStore, text: str) -> Table:
    """The solutions, triples or truth value of a query, read to the end."""
    found = store.query(text)
    if isinstance(found, ox.QueryBoolean):
        return Table(("answer",), ({"answer": bool(found)},))
    if isinstance(found, ox.QueryTriples):
        return Table(("subject", "predicate", "object"), tuple({"subject": shown(t.subject), "predicate": shown(t.predicate), "object": shown(t.object)} for t in found))
    names = tuple(variable.value for variable in found.variables)
    return Table(names, tuple({name: shown(row[name]) for name in names} for row in found))


def shown(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str | int | float | bool | None:
    """A term as a plain value: numbers and truth values as such, the rest as text."""
    if value is None or isinstance(value, (ox.Triple, ox.BlankNode)):
        return None if value is None else str(value)
    if isinstance(value, ox.Literal):
        kind = value.datatype.value.removeprefix(PREFIXES["xsd"])
        if kind in ("integer", "decimal", "double", "float"):
            try:
                number = int(value.value) if kind == "integer" else float(value.value)
            except ValueError:
                return value.value
            return number if math.isfinite(number) else value.value
        if kind == "boolean":
            return value.value == "true"
    return value.value
