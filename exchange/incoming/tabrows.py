"""A tab whose headings are found → its rows as they are typed, and what is to be said of its headings and rows.

Empty rows, and those that hold only what a template fills in, are passed over; so are headings that are repeated among the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...graph.lookup import fold
from ...graph.sheets import LANGUAGE, Sheet, sheets, word
from ..book import Problem, Row
from ..files.tabs import Tab, Value, letters
from .codes import choices
from .headers import SEARCHED, WITHOUT_KIND, Header, named_sheet
from .headings import NEAR, Assigned, assigned
from .plain import text_of
from .typedwords import form, typed

# What a template writes in every row before anybody fills it in: a row with nothing else is empty.
STARTED = frozenset({"id", "review", "sensitivity", "status", "assertion", "confidence"})
RATED = frozenset({"about", "dimension", "group", "said_at"})
UNSTATED = "stated-influence"
FIRST = 5
LETTER = re.compile(r"[^\W\d_]")
NOT_READ = "It was not read."
UNKNOWN = "Rename the column if it is one of the sheet's; otherwise leave it."


@dataclass
class Reading:
    """A tab whose headings are found, being read. `problems` is what was said so far."""

    file: str
    tab: Tab
    head: Header
    problems: list[Problem] = field(default_factory=list)

    @property
    def layout(self) -> Sheet:
        """The sheet that the tab is."""
        return self.head.layout

    def say(self, severity: str, cell: str, value: str, said: str, cure: str) -> None:
        """Notes what is wrong in a cell, or with '' in the whole tab."""
        self.problems.append(Problem(severity, self.file, self.tab.name, cell, value, said, cure))

    def rows(self) -> list[Row]:
        """The rows below the headings; none if they do not hold."""
        self.told()
        if any(one.severity == "error" for one in self.problems):
            return []
        found = list(self.filled())
        hidden = sum(row.number in self.tab.hidden for row in found)
        if hidden:
            said = "1 row of this sheet is hidden; it was" if hidden == 1 else f"{hidden:,} rows of this sheet are hidden; they were"
            self.say("note", "", "", f"{said} read like the others.", "Delete what is not to be read.")
        return found

    def told(self) -> None:
        """Says what the headings lack, have twice or have beyond the sheet."""
        head, columns = self.head, self.head.columns
        if head.missing:
            wanted = " and ".join(f"“{label(self.layout, key)}”" for key in head.missing)
            here = f"here are {listed(head.headings)}" if head.headings else f"none of the first {SEARCHED} rows has it"
            self.say("error", "", "", f"The sheet {self.layout.label()} needs a column {wanted}; {here}.", "Write the heading above the column that holds it, or use the template.")
            return
        if self.guessed_wrong():
            return
        if self.guessed:
            cure = f"Name the sheet {', '.join(one.label() for one in sheets() if one is not self.layout)} if it is one of these."
            self.say("note", "", "", f"By its headings this was read as the sheet {self.layout.label()}.", cure)
        for at, key in columns.rivals:
            if not self.holds(at) or self.same(at, columns.places[key]):
                continue
            first, second = (f"“{head.headings[one]}” (column {letters(one)})" for one in (columns.places[key], at))
            self.say("error", self.cell(at), head.headings[at], f"Two columns mean “{label(self.layout, key)}”: {first} and {second}.", "Rename or delete one of them.")
        for key, at in columns.places.items():
            if columns.ranks[key] == NEAR:
                meant = label(self.layout, key)
                self.say("note", self.cell(at), head.headings[at], f"This heading was read as “{meant}”.", f"Write “{meant}”, or rename the column if something else is meant.")
        for at in columns.unknown:
            self.say("note", self.cell(at), head.headings[at], f"The sheet {self.layout.label()} has no such column. {NOT_READ}", UNKNOWN)
        for at, heading in enumerate(head.headings):
            if not heading and self.holds(at):
                self.say("note", self.cell(at), "", f"The column {letters(at)} has no heading. {NOT_READ}", "Write a heading above it.")
        self.unlinked()

    @property
    def guessed(self) -> bool:
        """Whether only the headings say what sheet the tab is."""
        return named_sheet(self.tab.name) is not self.layout

    def worded(self, at: int) -> bool:
        """Whether words stand below a heading."""
        return any(isinstance(row[at], str) and LETTER.search(str(row[at])) for row in self.tab.rows[self.head.number :])

    def guessed_wrong(self) -> bool:
        """Says that a tab is no more than guessed to be a sheet that has no place for some of its words: then it is more likely another."""
        lost = [self.head.headings[at] for at in self.head.columns.unknown if self.worded(at)]
        if not self.guessed or not lost or (self.layout.column(WITHOUT_KIND) and WITHOUT_KIND not in self.head.columns.places):
            return False
        ties = next(one for one in sheets() if one.column(WITHOUT_KIND))
        links = ", ".join(f"“{column.label()}”" for column in ties.columns if column.required)
        said = f"This looks like the sheet {self.layout.label()}, which has no column {listed(lost)}; here are {listed(self.head.headings)}. {NOT_READ}"
        other = f"If its rows are links, name it {ties.label()} and its columns {links}. " if self.layout is not ties else "Rename the columns that are the sheet's. "
        cure = f"{other}If it is {self.layout.label()}, name it so: then the other columns stay unread."
        self.say("error", "", "", said, cure)
        return True

    def unlinked(self) -> None:
        """Says what became of links whose kind no column tells: they are influence, unless a column of texts may have meant to tell it."""
        column = self.layout.column(WITHOUT_KIND)
        if column is None or WITHOUT_KIND in self.head.columns.places:
            return
        if any(map(self.worded, self.head.columns.unknown)):
            cure = f"Name the column that says so “{column.label()}”; if none does, add it and choose “{word(column, UNSTATED)}”."
            self.say("error", "", "", f"No column says how the two are linked; here are {listed(self.head.headings)}.", cure)
        else:
            said = f"No column says how the two are linked; every row was read as “{word(column, UNSTATED)}”."
            self.say("note", "", "", said, f"Add a column “{column.label()}” where you know more.")

    def cell(self, at: int) -> str:
        """The cell of a heading."""
        return f"{letters(at)}{self.head.number}"

    def holds(self, at: int) -> bool:
        """Whether anything stands below a heading."""
        return any(row[at] is not None and row[at] != "" for row in self.tab.rows[self.head.number :])

    def same(self, at: int, other: int) -> bool:
        """Whether two columns are one whose heading was merged over both: the same all the way down."""
        return self.head.headings[at] == self.head.headings[other] and all(row[at] == row[other] for row in self.tab.rows[self.head.number :])

    def filled(self) -> Iterator[Row]:
        """The rows that hold anything of their own."""
        headings = self.head.headings
        columns = list(self.head.columns.places.items())
        places = {key: letters(at) for key, at in columns}
        known = {text.casefold() for text in headings if text}
        unrated = 0
        rated = self.layout.column("score") is not None
        given = self.given()
        for number, values in enumerate(self.tab.rows[self.head.number :], self.head.number + 1):
            cells = {key: text for key, at in columns if (value := values[at]) is not None and (text := value.strip() if isinstance(value, str) else text_of(value))}
            if not cells or cells.keys() <= STARTED:
                continue
            if rated and not cells.get("score") and cells.keys() <= STARTED | RATED:
                unrated += 1
                continue
            if next(iter(cells.values())).casefold() in known and (again := self.again(number, values)):
                columns = list(again.places.items())
                places = {key: letters(at) for key, at in columns}
                continue
            yield Row(self.layout.key, given | cells if given else cells, self.file, self.tab.name, number, places)
        if unrated:
            self.say("note", "", "", f"{counted(unrated, 'row')} without a number {'was' if unrated == 1 else 'were'} passed over.", "Write a number where the group gave one.")

    def given(self) -> dict[str, str]:
        """What the tab says of all its rows: that links without a kind are influence; and a list of people by its name holds nothing else."""
        if self.layout.column(WITHOUT_KIND) and WITHOUT_KIND not in self.head.columns.places:
            return {WITHOUT_KIND: UNSTATED}
        kind = next((typed("rows")[word] for word in map(form, fold(self.tab.name).split()) if word in typed("rows")), "")
        return {"kind": kind} if kind and self.layout.column("kind") and kind in choices(self.layout.key, "kind") else {}

    def again(self, number: int, values: Sequence[Value]) -> Assigned | None:
        """The columns of headings that are repeated among the rows; None if these are no headings."""
        cells = texts(values)
        found = self.head.columns if tuple(cells) == self.head.headings else assigned(self.layout, cells, nearly=False)
        full = len(found.places) == sum(map(bool, cells)) or tuple(cells) == self.head.headings
        if not full or found.rivals or not self.head.columns.places.keys() <= found.places.keys():
            return None
        moved = "" if found.places == self.head.columns.places else " The rows below are read in its order."
        self.say("note", f"A{number}", "", f"The headings are repeated in row {number}; it was passed over.{moved}", "Delete the row.")
        return found


def counted(number: int, what: str) -> str:
    """A number of things."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def label(layout: Sheet, key: str) -> str:
    """The heading of a key."""
    column = layout.column(key)
    return f"{column.label()}{LANGUAGE}{key.partition(LANGUAGE)[2]}" if column and LANGUAGE in key else column.label() if column else key


def texts(row: Iterable[Value]) -> list[str]:
    """The texts of a row of values."""
    return [text_of(value) for value in row]


def listed(headings: Iterable[str]) -> str:
    """Headings as they are said."""
    return ", ".join(f"“{text}”" for text in dict.fromkeys(headings) if text) or "nothing"
