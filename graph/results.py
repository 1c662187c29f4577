"""The answer to SPARQL with its terms as they are, and the forms it is written in.

In: what a store answers (solutions, a truth value, or triples). Out: an `Answer`, its rows as a plain `Table`, or text and bytes in
a form of the standards: `written`. The same answer gives the same bytes. Refuses a form that the kind of answer does not have, a
name of a file that says another form than `--format`, and a text that a form cannot hold (`UsageError`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox

from .errors import UsageError
from .tables import Table
from .vocabulary import PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
XSD = PREFIXES["xsd"]
SIMPLE = (XSD + "string", PREFIXES["rdf"] + "langString", PREFIXES["rdf"] + "dirLangString")
TRIPLES = ("subject", "predicate", "object")
RDF = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
PREFIXED = ("ttl", "trig", "rdf")
PLAIN = ("table", "csv", "json")
ROWS = ("tsv", "srj", "srx", "parquet")
BINARY = ("parquet",)
OTHER_NAMES = {"turtle": "ttl", "txt": "table"}
KINDS = {"select": "rows", "ask": "a truth value", "triples": "triples"}
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Answer:
    """What was answered: its `kind` (select, ask or triples), the names of its columns, and a term or None for each of them in every
    row. A truth value is one row with the column `answer`; triples have three columns, come sorted and each once."""

    kind: str
    names: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def ordered(self) -> Answer:
        """The same with its rows sorted by their terms in N-Triples, for queries that ask for no order."""
        return Answer(self.kind, self.names, tuple(sorted(self.rows, key=lambda row: [str(term or "") for term in row])))

    @property
    def triples(self) -> list[ox.Triple]:
        """The rows as triples, where they are."""
        return [ox.Triple(*cast(Any, row)) for row in self.rows] if self.kind == "triples" else []


def from_found(found: Any) -> Answer:
    """The answer of a store, read to its end: solutions, a truth value, or any iterable of triples."""
    if isinstance(found, (bool, ox.QueryBoolean)):
        return Answer("ask", ("answer",), ((ox.Literal(bool(found)),),))
    if hasattr(found, "variables"):
        names = tuple(variable.value for variable in found.variables)
        return Answer("select", names, tuple(tuple(row[name] for name in names) for row in found))
    return Answer("triples", TRIPLES, tuple((t.subject, t.predicate, t.object) for t in fixed(found)))


def fixed(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Triples sorted, each once; nodes without a name get one that depends on what is said of them alone."""
    found = set(triples)
    if any(isinstance(term, ox.BlankNode) for triple in found for term in (triple.subject, triple.object)):
        held = ox.Dataset(ox.Quad(*triple) for triple in found)
        held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        found = {quad.triple for quad in held}
    return sorted(found, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))


def table(answer: Answer) -> Table:
    """The rows as plain values: numbers and truth values as such, the rest as text."""
    return Table(answer.names, tuple(dict(zip(answer.names, map(shown, row), strict=True)) for row in answer.rows))


def shown(value: Term | None) -> str | int | float | bool | None:
    """A term as a plain value: numbers and truth values as such, the rest as text."""
    if value is None or isinstance(value, (ox.Triple, ox.BlankNode)):
        return None if value is None else str(value)
    if isinstance(value, ox.Literal):
        kind = value.datatype.value.removeprefix(XSD)
        if kind in ("integer", "decimal", "double", "float"):
            try:
                number = int(value.value) if kind == "integer" else float(value.value)
            except ValueError:
                return value.value
            return number if math.isfinite(number) else value.value
        if kind == "boolean":
            return value.value in ("true", "1")
    return value.value


def forms(kind: str) -> tuple[str, ...]:
    """The forms of a kind of answer: lines, spreadsheets and JSON for all; results of SPARQL for rows and truth values; RDF for triples.

    >>> forms("triples")
    ('table', 'csv', 'json', 'ttl', 'trig', 'nt', 'nq', 'jsonld', 'rdf')
    """
    return (*PLAIN, *(RDF if kind == "triples" else ROWS))


def form(given: str = "table", suffix: str = "") -> str:
    """The form asked for, by name or by how the name of a file ends; `table` is asked for by whoever names none.

    >>> form("turtle"), form("table", ".srj"), form("csv", ".csv")
    ('ttl', 'srj', 'csv')
    """
    known = (*PLAIN, *ROWS, *RDF)
    named, ending = (OTHER_NAMES.get(word, word) for word in (given.lower(), suffix.lower().removeprefix(".")))
    if named not in known:
        raise UsageError(f"There is no format '{given}'.", f"Formats: {', '.join(known)}.")
    if ending not in known or ending == named:
        return named
    if named == "table" and ending != "table":
        return ending
    raise UsageError(f"A file ending in '{suffix}' does not hold {named}.", f"Leave --format out, or end the name in .{'txt' if named == 'table' else named}.")


def written(answer: Answer, form: str) -> str | bytes:
    """An answer in one of `forms` beyond the plain ones. `UsageError` for a form that it does not have, or cannot be held by."""
    if form in PLAIN or form not in forms(answer.kind):
        raise UsageError(f"The answer is {KINDS[answer.kind]}; that is not written as {form}.", f"Formats: {', '.join(forms(answer.kind))}.")
    if form in RDF:
        return as_rdf(answer.triples, form)
    if form == "srj":
        return as_srj(answer)
    if form == "parquet":
        from .columns import as_parquet

        return as_parquet(answer)
    return as_tsv(answer) if form == "tsv" else as_srx(answer)


def as_rdf(triples: list[ox.Triple], form: str) -> bytes:
    """Triples with the prefixes of `vocabulary` that they use."""
    try:
        found = ox.serialize(triples, format=RDF[form], prefixes=PREFIXES if form in PREFIXED else None) or b""
        if form in PREFIXED:
            body = "\n".join(line for line in found.decode("utf-8").split("\n") if not line.startswith(("@prefix", "<rdf:RDF")))
            used = {name: space for name, space in PREFIXES.items() if re.search(rf"(?<![\w:]){name}:", body)}
            found = ox.serialize(triples, format=RDF[form], prefixes=used) or b""
    except (ValueError, OSError) as problem:
        raise UsageError(f"This cannot be written as {form}: {problem}", "Write it as ttl.") from None
    return named_in_xml(held_by_xml(found)) if form == "rdf" else found


def named_in_xml(text: bytes) -> bytes:
    """The XML, if it is some: a property whose address does not end in a name of XML has no element."""
    from xml.parsers import expat

    try:
        expat.ParserCreate(namespace_separator=" ").Parse(text, True)
    except expat.ExpatError:
        raise UsageError("RDF/XML cannot name a property or class of this answer: its address does not end in a name.", "Write it as ttl.") from None
    return text


def as_srj(answer: Answer) -> str:
    """SPARQL 1.1 Query Results in JSON, one row a line."""
    if answer.kind == "ask":
        return json.dumps({"head": {}, "boolean": shown(answer.rows[0][0])}) + "\n"
    rows = [json.dumps({name: in_json(term) for name, term in zip(answer.names, row, strict=True) if term is not None}, ensure_ascii=False) for row in answer.rows]
    head = json.dumps({"vars": answer.names}, ensure_ascii=False)
    return '{"head": ' + head + ', "results": {"bindings": [' + "".join("\n" + row + "," * (n < len(rows)) for n, row in enumerate(rows, 1)) + "\n]}}\n"


def in_json(term: Term) -> dict[str, Any]:
    """A term in the JSON of results."""
    if isinstance(term, ox.Triple):
        parts = {name: in_json(part) for name, part in zip(TRIPLES, term, strict=True)}
        return {"type": "triple", "value": parts}
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
        if term.direction:
            found["its:dir"] = str(term.direction)
    elif term.datatype.value not in SIMPLE:
        found["datatype"] = term.datatype.value
    return found


def as_tsv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results in TSV: terms as in Turtle, so that nothing is lost. A truth value is a column `answer`, as the standard has none."""
    lines = ["\t".join("?" + name for name in answer.names), *("\t".join("" if term is None else in_tsv(term) for term in row) for row in answer.rows)]
    return "\n".join(lines) + "\n"


def in_tsv(term: Term) -> str:
    """A term in Turtle on one line; numbers and truth values bare where Turtle reads them back as they are."""
    if isinstance(term, ox.Literal):
        kind, value = term.datatype.value.removeprefix(XSD), term.value
        bare = {"integer": r"[+-]?\d+", "decimal": r"[+-]?\d*\.\d+", "double": r"[+-]?(\d+\.\d*|\.?\d+)[eE][+-]?\d+", "boolean": "true|false"}
        if re.fullmatch(bare.get(kind, "(?!)"), value, re.ASCII):
            return value
    if isinstance(term, ox.Triple):
        return f"<<( {' '.join(map(in_tsv, term))} )>>"
    return str(term)


def as_srx(answer: Answer) -> bytes:
    """SPARQL 1.1 Query Results in XML."""
    found = ox.parse_query_results(as_srj(answer), ox.QueryResultsFormat.JSON)
    return held_by_xml(found.serialize(format=ox.QueryResultsFormat.XML) or b"")


def held_by_xml(text: bytes) -> bytes:
    """The XML with line ends that are kept; `UsageError` for signs that XML cannot hold."""
    found = NOT_XML.search(text.decode("utf-8"))
    if found:
        raise UsageError(f"XML cannot hold the sign U+{ord(found[0]):04X}, which a text of this answer has.", "Write it as srj or ttl.")
    return text.replace(b"\r", b"&#13;")
