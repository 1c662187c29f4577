"""Settled books made by hypothesis, for the tests of formats: every sheet and column, several scripts, parallel ties, self-ties, shared names, awkward texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from kuasa.exchange.book import Book, Row, joined
from kuasa.exchange.formats.format import Format
from kuasa.graph.sheets import Column, Sheet, sheet, sheets

NAMES = (
    "Network of Home-based Workers",
    "SLOM",
    "สมัชชาแรงงาน",
    "Bộ Nội vụ",
    "ក្រសួងការងារ",
    "အလုပ်သမား",
    "劳工部",
    "منظمة العمل",
    "Smith, Jones & Co.",
    'The "Forum"',
    "A < B > C",
    "'tis",
    "''",
    "=SUM(A1)",
    "+66",
    "-1",
    "@home",
    "2024",
    "007",
    "1e5",
    "true",
    "no",
    "i",
    "Name; with: marks\\",
    "👩🏽‍🌾 farmers",
)
TEXTS = (
    *NAMES,
    *("two\nlines", "a|b", "|", "tab\tinside", "=1+1|cmd", "&amp; &#x41;", "]]>", "<b>bold</b>", "'=quoted", "a, b; c", "null", "1.50"),
    *("2024-05-09", "several   spaces", "C:\\path\\n", "{}", "[1]", "NaN", "#REF!", "\u200bzero"),
)
DATES = ("2024-05-09", "2023-12-31", "2024-02-29", "2024-05", "2024-Q2", "2024", "2019-Q4", "1967-08-08")
NUMBERS = {"strength": ("0.1", "0.8", "1", "0.333"), "backward": ("0", "0.25", "1"), "score": ("-2", "0", "7", "10", "3.5"), "group": ("1", "2", "12")}
ADDRESSES = ("https://example.org/", "https://example.org/a?b=1&c=%20#d", "http://example.net/ä")
LANGUAGES = ("th", "id", "vi", "km", "zh-hans")
SLUGS = ("slom", "arosp", "hnsea", "asean-2045", "k-l", "x1", "ilo", "c190", "zz", "the-forum")


def texts() -> st.SearchStrategy[str]:
    """Free texts: trimmed, without control characters but tab and newline."""
    free = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\ufffe\uffff\ufeff"), max_size=12)
    return st.sampled_from(TEXTS) | free.map(lambda text: " ".join(text.split())).filter(bool)


def names() -> st.SearchStrategy[str]:
    """Names of things: texts in one line without |."""
    return st.sampled_from(NAMES) | texts().map(lambda text: " ".join(text.replace("|", " ").split())).filter(lambda text: text and not text.startswith("i:"))


def values(column: Column, one: Sheet, things: list[str], sources: list[str]) -> st.SearchStrategy[str]:
    """The settled texts of a column."""
    one_of: st.SearchStrategy[str]
    if column.holds in ("code", "class", "tieKind", "codes"):
        one_of = st.sampled_from(one.choices(column))
    elif column.holds in ("date", "dates"):
        one_of = st.sampled_from(DATES)
    elif column.holds in ("thing", "things"):
        one_of = st.sampled_from(things)
    elif column.holds == "source":
        one_of = st.sampled_from([*sources, "https://example.org/report", "A report that has no row"])
    elif column.holds == "number":
        one_of = st.sampled_from(NUMBERS[column.key])
    elif column.holds == "truth":
        one_of = st.sampled_from(("yes", "no"))
    elif column.holds == "address":
        one_of = st.sampled_from(ADDRESSES)
    elif column.holds in ("name", "texts"):
        one_of = names()
    else:
        one_of = texts()
    return st.lists(one_of, min_size=1, max_size=3, unique=True).map(joined) if column.several else one_of


def statuses() -> tuple[str, ...]:
    """Every status that a tie can have."""
    column = sheet("ties").column("status")
    assert column
    return sheet("ties").choices(column)


@st.composite
def row(draw: st.DrawFn, key: str, fixed: Mapping[str, str], things: list[str], sources: list[str]) -> Row:
    """A row of a sheet: what is fixed, what is required, and some of the rest."""
    one = sheet(key)
    cells = dict(fixed)
    optional = [column for column in one.columns if column.key not in fixed and column.key not in ("id", "review", "name")]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=5, unique=True)) if optional else []
    for column in optional:
        if column.required or column in chosen or (column.key == "kind" and draw(st.booleans())):
            cells[column.key] = draw(values(column, one, things, sources))
    if one.column("name") and draw(st.integers(0, 3)) == 0:
        cells[f"name__{draw(st.sampled_from(LANGUAGES))}"] = draw(names())
    kind = one.column("kind")
    if kind and not one.usual and "kind" not in cells:
        cells["kind"] = draw(st.sampled_from(one.choices(kind)))
    return Row(key, cells)


@st.composite
def books(draw: st.DrawFn, largest: int = 5, without_ids: bool = True, by_name: bool = False) -> Book:
    """A settled book: things of every sheet (some without an id if `without_ids`), ties between them and to things that have no row, positions,
    assessments, sources. With `by_name` a thing that has an id is also named by its name, as a book can be that was not settled against knowledge."""
    keys = [one.key for one in sheets() if one.column("name")]
    slugs = draw(st.lists(st.sampled_from(SLUGS), min_size=1, max_size=largest, unique=True))
    heads: list[tuple[str, dict[str, str]]] = []
    for slug in slugs:
        heads.append((draw(st.sampled_from(keys)), {"id": f"i:{slug}", "name": draw(names())}))
    if without_ids:
        taken = {head["name"] for _, head in heads}
        for name in draw(st.lists(names().filter(lambda name: name not in taken), max_size=2, unique=True)):
            heads.append((draw(st.sampled_from(keys)), {"name": name}))
    things = [head.get("id") or head["name"] for _, head in heads] + ["i:elsewhere", "Nowhere Network"]
    if by_name:
        things += [head["name"] for _, head in heads if "id" in head]
    titles = draw(st.lists(names(), max_size=2, unique=True))
    found = [draw(row(key, head, things, titles)) for key, head in heads]
    for number in range(draw(st.integers(0, largest))):
        identity = {"id": f"i:tie-{number}"} if not without_ids or draw(st.booleans()) else {}
        found.append(draw(row("ties", identity, things, titles)))
    ties = [one for one in found if one.sheet == "ties"]
    if ties and draw(st.booleans()):
        found.append(ties[0].changed({"id": "i:tie-parallel", "status": draw(st.sampled_from(statuses()))}))
    if draw(st.booleans()):
        same = draw(st.sampled_from(things))
        found.append(Row("ties", {"id": "i:tie-self", "from": same, "tie_kind": "concern", "to": same}))
    for key in ("positions", "assessments"):
        for number in range(draw(st.integers(0, 2))):
            found.append(draw(row(key, {"id": f"i:{key}-{number}"}, things, titles)))
    for number, title in enumerate(titles):
        found.append(draw(row("sources", {"id": f"i:source-{number}", "title": title}, things, titles)))
    return Book(tuple(found))


def plain(book: Book) -> list[tuple[str, dict[str, str]]]:
    """The rows of a book without where they stood."""
    return [(row.sheet, dict(row.cells)) for row in book.rows]


def unordered(book: Book) -> list[str]:
    """The rows of a book as texts, numbers as numbers, without regard to order, also of what a column lists: networkx and igraph do not keep it."""
    rows = [(sheet, cells | {key: str(float(cells[key])) for key in ("strength", "backward") if key in cells}) for sheet, cells in plain(book)]
    return sorted(json.dumps([sheet, {key: sorted(text.split("|")) for key, text in sorted(cells.items())}]) for sheet, cells in rows)


def written(one: Format, book: Book, folder: Path) -> Path:
    """The file of a book, or the folder where there are several."""
    files = one.write(book, "web")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder / next(iter(files)) if len(files) == 1 else folder


SMALL = Book(
    (
        Row("actors", {"id": "i:asia", "name": "Asia & <Roundtable>", "kind": "network", "topics": "children|climate", "name__th": "ไทย", "sensitivity": "for-public"}),
        Row("bodies", {"id": "i:slom", "name": "SLOM", "kind": "senior-officials-meeting", "reports_to": "i:almm"}),
        Row("events", {"id": "i:forum", "name": "Forum", "begins": "2024-Q2", "organised_by": "i:asia|Nobody Yet", "status": "planned"}),
        Row("instruments", {"id": "i:c190", "name": "C190", "kind": "instrument", "binding": "yes"}),
        Row(
            "ties", {"id": "i:one", "from": "i:asia", "tie_kind": "participation", "to": "i:slom", "since": "2024-05", "until": "2024-Q3", "strength": "0.5", "source": "A report"}
        ),
        Row("ties", {"id": "i:two", "from": "i:asia", "tie_kind": "participation", "to": "i:slom", "since": "2023", "assertion": "participants"}),
        Row("ties", {"from": "i:slom", "tie_kind": "concern", "to": "i:slom", "sensitivity": "for-facilitator"}),
    )
)
