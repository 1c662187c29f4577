"""The same things in several imports: parts and what is known in, which address gives way to which out, and the names to decide on.

Names are matched as in an import (`incoming.names`), each part against what is known and the parts before it. A thing keeps the
address that is known, else that of the first import by the name of its graph, so that the order of the files does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...graph.facts import ALT, NOTATION, PREF, TITLE, Facts, Term
from ...graph.sheets import LANGUAGE, SEPARATOR, Sheet, sheets
from ...graph.vocabulary import kebab
from ..book import Book, Problem, Row
from ..incoming.addresses import Addresses
from ..incoming.names import Decision, Naming, named
from .parts import Part

ENGLISH = ("en", "")
COMPARED = frozenset({"date", "address"})


@dataclass(frozen=True)
class Sameness:
    """The address that each address gives way to, the names with their decisions, and what is to be said."""

    same: Mapping[str, str]
    namings: tuple[Naming, ...]
    problems: tuple[Problem, ...]


def sameness(parts: Sequence[Part], facts: Facts, decided: Mapping[str, Decision], earlier: Mapping[str, str]) -> Sameness:
    """What is the same in the parts. `earlier` is what an earlier merge of some of them found; it stands."""
    terms: dict[str, dict[str, Sequence[Term]]] = dict(facts.terms)
    same: dict[str, str] = {}
    namings: list[Naming] = []
    problems: list[Problem] = []
    for part in parts:
        own = Facts(said(part))
        known = Facts(terms)
        rows: list[Row] = []
        addresses: list[str] = []
        for thing, row in described(part, own):
            fixed = earlier.get(thing, thing)
            fixed = same.get(fixed, fixed)
            if fixed in terms:
                same |= {thing: fixed} if fixed != thing else {}
            else:
                rows.append(row(len(rows) + 1))
                addresses.append(thing)
        names = named(Book(tuple(rows)), known, decided, minting(addresses))
        for place, iri in sorted(names.of_row.items()):
            if iri != addresses[place]:
                same[addresses[place]] = iri
        namings += names.namings
        problems += [one for one in names.problems if one.cell]
        add(terms, part, same)
    asked = {naming.key for naming in namings}
    problems += [
        Problem("note", "", "", "", decided[one].text, "A decision was made about this name, but no file asks for it any more.", "") for one in sorted(decided.keys() - asked)
    ]
    return Sameness(closed(same), tuple(namings), tuple(problems))


def minting(addresses: Sequence[str]) -> Callable[[Row | str], str]:
    """The address of a row that is new: the one that it has."""
    return lambda new: addresses[new.number - 1] if isinstance(new, Row) else ""


def closed(same: Mapping[str, str]) -> dict[str, str]:
    """The same with every address given its last one."""
    found = {}
    for old in sorted(same):
        new, seen = same[old], {old}
        while new in same and new not in seen:
            seen.add(new)
            new = same[new]
        found[old] = new
    return {old: new for old, new in found.items() if old != new}


def said(part: Part) -> dict[str, dict[str, Sequence[Term]]]:
    """What a part says, as facts have it."""
    found: dict[str, dict[str, Sequence[Term]]] = {}
    add(found, part, {})
    return found


def add(terms: dict[str, dict[str, Sequence[Term]]], part: Part, same: Mapping[str, str]) -> None:
    """Adds what a part says to terms, under the addresses that stay."""
    fresh: dict[str, dict[str, list[Term]]] = {}
    for one in part.ordered:
        image = one.mapped(same)
        fresh.setdefault(image.subject, {}).setdefault(image.predicate, []).append(image.term)
    for subject, found in fresh.items():
        before = terms.get(subject, {})
        terms[subject] = {**before, **{predicate: list(dict.fromkeys((*before.get(predicate, ()), *values))) for predicate, values in found.items()}}


@dataclass(frozen=True)
class Description:
    """What makes the row of a thing, once it has a number."""

    sheet: str
    cells: Mapping[str, str]
    file: str
    tab: str

    def __call__(self, number: int) -> Row:
        return Row(self.sheet, self.cells, self.file, self.tab, number)


def described(part: Part, own: Facts) -> Iterator[tuple[str, Description]]:
    """The things and sources that a part describes, with the row of their names; not the workbook itself, which is nobody else's."""
    workbook = Addresses(part.slug).workbook
    for thing in sorted(part.described - {workbook}):
        classes = own.classes(thing)
        layout = next((page for page in sheets() if (page.column("name") or page.column("title")) and not set(page.classes).isdisjoint(classes)), None)
        if layout is not None and (cells := dict(cells_of(own, thing, layout))):
            yield thing, Description(layout.key, cells, part.file, layout.label())


def cells_of(own: Facts, thing: str, layout: Sheet) -> Iterator[tuple[str, str]]:
    """The cells by which a thing is recognised: names, kind, dates, number, address."""
    if layout.column("name"):
        named_in = own.tagged(thing, PREF)
        for text, language in named_in:
            yield ("name" if language in ENGLISH else f"name{LANGUAGE}{language}"), text
    else:
        yield from (("title", text) for text in own.all(thing, TITLE)[:1])
    for key, predicate in (("short", NOTATION), ("other_names", ALT)):
        if found := [text for text in own.all(thing, predicate) if SEPARATOR not in text]:
            yield key, SEPARATOR.join(found)
    if layout.column("kind"):
        yield "kind", kebab(own.classes(thing)[0])
    for column in layout.columns:
        if column.writes and (column.holds in COMPARED or column.key == "number") and (value := own.one(thing, column.writes)):
            yield column.key, value
