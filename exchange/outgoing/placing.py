"""Where what is known stands in a workbook: the sheet and class of a subject, how cells name it, and the proof that its row shows."""

from __future__ import annotations

from collections.abc import Iterable

from ...graph.facts import Facts, ancestors
from ...graph.sheets import Sheet, sheets
from ...graph.things import Evidence
from ...graph.vocabulary import ID, RDF_TYPE, K

RETRACTED = K + "retracted"
READ_ON = ("observed", K + "asOf")


def best(evidence: Iterable[Evidence]) -> Evidence | None:
    """The proof to show where there is room for one: seen before recalled, stated before concluded."""
    return min(evidence, key=lambda known: (known.confidence != "seen", known.assertion == "inferred", known.id, known.locator), default=None)


def address(facts: Facts, iri: str, part: str = "label") -> str:
    """How a cell names something: `i:slug` where it has one, else its name, or as `id` the end of its address."""
    slug = iri.removeprefix(ID)
    if iri.startswith(ID):
        return f"i:{slug}"
    return iri.rsplit("/", 1)[-1] if part == "id" else facts.label(iri)


def sheet_of(facts: Facts, subject: str) -> str:
    """The key of the sheet in which a subject stands: of an event that is a window too that of windows, the later one; '' if it has none."""
    classes = frozenset(facts.classes(subject))
    return next((layout.key for layout in reversed(sheets()) if classes & frozenset(layout.classes)), "")


def class_of(facts: Facts, subject: str, layout: Sheet) -> str:
    """The class of a subject that its sheet can hold."""
    stated = facts.all(subject, RDF_TYPE)
    return next((one for one in stated if frozenset(ancestors().get(one, ())) & frozenset(layout.classes)), stated[0])
