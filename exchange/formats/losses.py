"""What a format cannot hold: the rows and cells of a settled book that are not in the book that it keeps, counted and listed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...graph.sheets import LANGUAGE, sheet
from ...graph.tables import Table, from_records
from ..book import Book, Row

ROW = "(the whole row)"
NO_ROW = "The format has no place for such rows."
NO_CELL = "The format has no place for it."
OTHERWISE = "The format holds it in another form."


@dataclass(frozen=True)
class Loss:
    """A row or a cell that is not kept: its sheet, the id and name of its row, its column, its value, what it became, and why."""

    sheet: str
    id: str
    name: str
    column: str
    value: str
    became: str
    why: str


@dataclass(frozen=True)
class Count:
    """How often values of a column are lost or changed, of how many."""

    sheet: str
    column: str
    lost: int
    changed: int
    of: int


def losses(book: Book, kept: Book, why: Mapping[str, str] | None = None) -> tuple[Table, Table]:
    """What of a settled book is not in what is kept of it: counted by sheet and column, and listed by row, in the order of the book.

    `why` gives reasons in words by "sheet", "sheet.column" or "column" in keys, where a format has its own. Rows are the same by their id, else
    by what they say: of rows without one, those that are kept as they are come first, then those that say the same of the same.
    """
    found = tuple(each(book, kept, why or {}))
    total: Counter[tuple[str, str]] = Counter()
    for row in book.rows:
        total[row.sheet, ROW] += 1
        total.update((row.sheet, key) for key in row.cells)
    lost = Counter((loss.sheet, loss.column, bool(loss.became)) for loss in found)
    places = dict.fromkeys((loss.sheet, loss.column) for loss in found)
    counts = [Count(titled(key), headed(key, column), lost[key, column, False], lost[key, column, True], total[key, column]) for key, column in places]
    listed = [Loss(titled(loss.sheet), loss.id, loss.name, headed(loss.sheet, loss.column), loss.value, loss.became, loss.why) for loss in found]
    return from_records(Count, counts), from_records(Loss, listed)


def each(book: Book, kept: Book, why: Mapping[str, str]) -> Iterator[Loss]:
    """The losses, with keys of sheets and columns."""
    partners = paired(book, kept)
    for number, row in enumerate(book.rows):
        partner = partners.get(number)
        if partner is None:
            yield Loss(row.sheet, row.get("id"), name_of(row), ROW, "", "", why.get(row.sheet, NO_ROW))
            continue
        for key, text in row.cells.items():
            became = partner.get(key)
            if became != text:
                usual = OTHERWISE if became else NO_CELL
                yield Loss(row.sheet, row.get("id"), name_of(row), key, text, became, why.get(f"{row.sheet}.{key}", why.get(key, usual)))


def paired(book: Book, kept: Book) -> dict[int, Row]:
    """The kept row of each row, by its place in the book; none for those that are not kept."""
    found: dict[int, Row] = {}
    left = set(range(len(kept.rows)))
    for same in (identity, whole, gist):
        places: defaultdict[object, list[int]] = defaultdict(list)
        for place in sorted(left, reverse=True):
            if (mark := same(kept.rows[place])) is not None:
                places[mark].append(place)
        for number, row in enumerate(book.rows):
            mark = same(row)
            if number not in found and mark is not None and places.get(mark):
                place = places[mark].pop()
                found[number] = kept.rows[place]
                left.discard(place)
    return found


def identity(row: Row) -> object:
    """What rows with an id are the same by."""
    return (row.sheet, row.get("id")) if row.get("id") else None


def whole(row: Row) -> object:
    """What rows that say all the same are the same by."""
    return (row.sheet, frozenset(row.cells.items()))


def gist(row: Row) -> object:
    """What rows without an id are the same by, if not by all."""
    return None if row.get("id") else (row.sheet, *(row.get(key) for key in ("name", "title", "from", "tie_kind", "to", "about")))


def name_of(row: Row) -> str:
    """What a row is called in a list."""
    ends = " → ".join(filter(None, (row.get("from"), row.get("to"))))
    return row.get("name") or row.get("title") or ends or row.get("about")


def titled(key: str) -> str:
    """The name of a sheet for people."""
    return sheet(key).label()


def headed(key: str, column: str) -> str:
    """The heading of a column for people, with its language."""
    base, mark, language = column.partition(LANGUAGE)
    found = sheet(key).column(base)
    return f"{found.label()}{f' ({language})' if mark else ''}" if found else column
