"""The matrix of states and texts: names of states and texts and a day in, one cell for each pair out.

`UsageError` for a name that is no state or no text; `UnknownName` where the facts do not say which texts are fundamental.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .acts import of_ilo, recorded
from .errors import UnknownName, UsageError
from .facts import NOTATION, Facts
from .lookup import resolve
from .membership import ASEAN, belongs, members, memberships
from .standings import Standing, standing
from .tables import Table
from .vocabulary import ID, K

FUNDAMENTAL = ID + "fundamental-ilo-conventions"
ALWAYS_SHOWN = ID + "tls"  # asked beside the members long before it became one
# status → its sign where there is room for one only; without colour
SIGNS = {
    "in force": "F",
    "ratified": "R",
    "signed": "S",
    "denounced": "D",
    "not ratified": "N",
    "no record": "?",
    "not adopted yet": "A",
    "not a member": "M",
    "not open to ratification": "–",
}
MARKS = {"recalled": "*", "old": "°", "part": "½", "unconfirmed": "!"}
MANY = 60
COLUMNS = ("state", "iso3", "instrument", "title", "status", "since", "until", "as_of", "confidence", "source", "note")


@dataclass(frozen=True)
class Cell:
    """A state, a text (its code and title), and how the one stands to the other."""

    state: str
    iso3: str
    code: str
    title: str
    standing: Standing

    def row(self) -> dict[str, Any]:
        """The keys of the contract; what is unknown is None."""
        known = self.standing
        sources = "; ".join(dict.fromkeys(one.title for one in known.sources))
        values = (self.state, self.iso3, self.code, self.title, known.status, known.since, known.until, known.as_of, known.confidence, sources, known.note)
        return {column: value or None for column, value in zip(COLUMNS, values, strict=True)}


def matrix(facts: Facts, day: dt.date, states: Sequence[str] = (), texts: Sequence[str] = (), fundamental: bool = False, lang: str = "en") -> tuple[Cell, ...]:
    """Every pair of some states and texts, text by text. No states: the members of ASEAN on the day, and Timor-Leste always.
    No texts: all of which anything is recorded. States and texts are names; a state may be its code of three letters."""
    shown = [state_of(facts, name) for name in states] or sorted({*members(facts, ASEAN, day), *facts.terms.keys() & {ALWAYS_SHOWN}}, key=facts.label)
    asked = [text_of(facts, name) for name in texts] + (fundamental_texts(facts) if fundamental else [])
    listed = asked or sorted(recorded(facts), key=lambda text: order(facts, text))
    return tuple(cell(facts, state, text, day, lang) for text in dict.fromkeys(listed) for state in dict.fromkeys(shown))


def table(cells: Sequence[Cell]) -> Table:
    """The pairs as rows."""
    return Table(COLUMNS, tuple(one.row() for one in cells))


def told(cells: Sequence[Cell]) -> Iterator[str]:
    """Lines for people: the rows, or of many pairs a grid of signs and years with what the signs mean."""
    if len(cells) <= MANY:
        yield str(table(cells)).rstrip("\n")
        return
    states = list(dict.fromkeys(cell.iso3 or cell.state for cell in cells))
    first = max(len(cell.code) for cell in cells)
    yield " ".join([" " * first, *(f"{state:7}" for state in states)]).rstrip()
    for text in dict.fromkeys(cell.code for cell in cells):
        squares = [f"{SIGNS[cell.standing.status]} {year(cell.standing):5}" for cell in cells if cell.code == text]
        yield " ".join([text.ljust(first), *squares]).rstrip()
    shown = {cell.standing.status for cell in cells}
    yield ""
    yield " · ".join(f"{sign} {status}" for status, sign in SIGNS.items() if status in shown)
    yield "Years: of the ratification, of the signature (S), of the denunciation (D), to which it is proved (N)."
    yield "* recalled, not checked yet · ½ for a part of the state only · ! a ratification is reported or planned"
    yield "Name a state or a text, or use --format csv, for days, sources and notes."


def year(known: Standing) -> str:
    """The year that matters for a status, with the marks that change what it means."""
    date = {"denounced": known.until, "not ratified": known.as_of}.get(known.status, known.since)
    return date[:4] + "".join(MARKS[mark] for mark in known.marks if mark != "old")


def state_of(facts: Facts, name: str) -> str:
    """The state of a name or a code of three letters."""
    states = [*facts.subjects("State"), *facts.subjects("Territory")]
    coded = [state for state in states if facts.one(state, K + "iso3") == name.upper()]
    found = coded[0] if coded else resolve(facts, name)
    if found not in states:
        raise UsageError(f"{facts.label(found)} is not a state.", "Name a state, or its code of three letters: --state Philippines, --state PHL.")
    return found


def text_of(facts: Facts, name: str) -> str:
    """The text of a code or a name: a committee may have the same acronym as its convention."""
    coded = [text for text in facts.subjects("Instrument") if code(facts, text) == name.upper()]
    found = coded[0] if len(coded) == 1 else resolve(facts, name)
    if not facts.isa(found, "Instrument"):
        raise UsageError(f"{facts.label(found)} is not an instrument.", "Name a convention, protocol or other text: --instrument C190.")
    return found


def fundamental_texts(facts: Facts) -> list[str]:
    """The fundamental texts of the ILO, as the facts name them today."""
    found = [text for text in facts.index("parts", lambda: facts.pointing(K + "partOf")).get(FUNDAMENTAL, ()) if facts.isa(text, "Instrument")]
    if not found:
        raise UnknownName("These facts do not say which instruments are fundamental.", "Add k:partOf i:fundamental-ilo-conventions to each, or name them with --instrument.")
    return sorted(found, key=lambda text: order(facts, text))


def code(facts: Facts, text: str) -> str:
    """The code of a text: the name that its address repeats, else its acronym, else its address."""
    slug = text.rsplit("/", 1)[-1].upper()
    return slug if slug in facts.names(text) else facts.one(text, NOTATION) or slug


def order(facts: Facts, text: str) -> tuple[bool, str, str]:
    """Texts of the ILO by their numbers, then the others."""
    return not of_ilo(facts, text), code(facts, text)[1:] if of_ilo(facts, text) else "", code(facts, text)


def cell(facts: Facts, state: str, text: str, day: dt.date, lang: str = "en") -> Cell:
    """One pair; a state that joined ASEAN later is marked."""
    known = standing(facts, state, text, day)
    joined = [tie.since for tie in memberships(facts, state, ASEAN) if tie.since]
    if joined and belongs(facts, state, ASEAN, day) is False:
        known = replace(known, notes=(*known.notes, f"not a member of ASEAN before {joined[0]}"))
    return Cell(facts.label(state, lang), facts.one(state, K + "iso3"), code(facts, text), facts.label(text, lang), known)
