"""What a book made from knowledge does not say about what it holds: knowledge and book in, a table of kinds and numbers out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...graph.facts import ALT, NOTATION, PREF, Facts, word_facts
from ...graph.knowledge import Knowledge
from ...graph.sheets import Column, sheet
from ...graph.tables import Table
from ...graph.vocabulary import RDF_TYPE, K, kebab
from ..book import Book, Row
from .placing import READ_ON, RETRACTED, address, sheet_of

EVIDENCE = K + "evidence"
EXAMPLES = 5
COLUMNS = ("what", "number", "for_example")


def left_out(knowledge: Knowledge, book: Book, things: Sequence[str] = ()) -> Table:
    """What a book made from this knowledge does not say about what it holds: each kind once, how often, and some of them by name.
    `things` are those that the book was asked for; records about others do not count as left out then.

    Counted are records that have no sheet (doors, claims, counts, names as records), properties that have no column, second values, second
    proofs, and records that were withdrawn.
    """
    facts = knowledge.facts
    held = {row.get("id"): row for row in book.rows}
    found: dict[str, list[str]] = {}
    for subject in sorted(facts.terms):
        if facts.isa(subject, "Evidence") or facts.isa(subject, "Passage"):
            continue
        row = held.get(address(facts, subject, "id"))
        if row is not None:
            for what in lost(facts, subject, row):
                found.setdefault(what, []).append(facts.label(subject) if facts.isa(subject, "Thing") else address(facts, subject))
        elif beside(facts, subject, held, frozenset(things)):
            classes = facts.all(subject, RDF_TYPE)
            kind = f"{'withdrawn ' if facts.one(subject, RETRACTED) else ''}records: {word_facts().label(classes[0])}" if classes else "records without class"
            found.setdefault(kind, []).append(facts.label(facts.one(subject, K + "about") or subject))
    rows = [{"what": what, "number": len(names), "for_example": "; ".join(list(dict.fromkeys(names))[:EXAMPLES])} for what, names in found.items()]
    return Table(COLUMNS, tuple(sorted(rows, key=lambda row: (-int(str(row["number"])), row["what"]))))


def beside(facts: Facts, subject: str, held: Mapping[str, Row], things: frozenset[str]) -> bool:
    """Whether a record or thing that has no row belongs to a row: it is about it, or hangs between two of them."""
    said = facts.terms[subject]
    ends = [text for name in ("about", "from", "to") for text, _ in said.get(K + name, ())]
    if not ends:
        return facts.isa(subject, "Thing") and not things and not sheet_of(facts, subject)
    return all(address(facts, end, "id") in held for end in ends) and (not things or bool(things & set(ends)))


def lost(facts: Facts, subject: str, row: Row) -> Iterable[str]:
    """What of a subject its row does not say."""
    layout = sheet(row.sheet)
    written = {column.writes: column for column in layout.columns if column.writes}
    if row.sheet == "ties":
        written[READ_ON[1]] = Column(READ_ON[0], "dates")
    for predicate in facts.terms[subject]:
        if predicate in (RDF_TYPE, EVIDENCE, PREF, ALT, NOTATION):
            continue
        if predicate not in written:
            yield f"property: {word_facts().label(predicate) if predicate in word_facts().terms else kebab(predicate)}"
        elif not written[predicate].several and len(facts.all(subject, predicate)) > 1:
            yield f"second values: {written[predicate].label()}"
    if len(facts.all(subject, RDF_TYPE)) > 1:
        yield "second classes"
    evidence = facts.evidence(subject)
    if layout.column("source") and len(evidence) > 1:
        yield "second proofs"
    if evidence and not layout.column("source"):
        yield "proofs of rows that have no place for one"
