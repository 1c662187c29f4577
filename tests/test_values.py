"""Cells are settled to the one spelling of their value; every mistake is told in its cell with a cure, and keeps its row out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.exchange.book import Book, Problem, Row
from kuasa.exchange.files import reading as files
from kuasa.exchange.files.tabs import Tab, Tables, padded
from kuasa.exchange.incoming.cells import cell
from kuasa.exchange.incoming.codes import inverses, loosened
from kuasa.exchange.incoming.namecells import LONGEST_NAME
from kuasa.exchange.incoming.recognise import book
from kuasa.exchange.incoming.values import settled
from kuasa.exchange.incoming.webaddresses import address
from kuasa.exchange.outgoing.filled import workbook_of
from kuasa.graph.kinds import kinds
from kuasa.graph.sheets import CHOSEN, sheet, sheets, spoken, word
from kuasa.graph.wording import wording

TODAY = dt.date(2026, 6, 30)
FILE = "ours.xlsx"
SAID = {"assertion": "participants", "confidence": "seen", "sensitivity": "for-participants"}
ACTUAL = {"status": "actual"} | SAID
TIE = {"from": "A", "tie_kind": "funding", "to": "B"}


def row(layout: str, number: int = 2, **cells: str) -> Row:
    """A row as typed; `from_` stands for from."""
    keys = {key.rstrip("_"): text for key, text in cells.items()}
    return Row(layout, keys, FILE, layout.title(), number, {key: "ABCDEFGHIJKLM"[place] for place, key in enumerate(keys)})


def one(typed: Row) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    """The settled cells of a row ({} if it was kept out), and what is said of it: severity, cell, value, problem."""
    found, problems = settled(Book((typed,)), TODAY)
    return dict(found.rows[0].cells) if found.rows else {}, [(said.severity, said.cell, said.value, said.problem) for said in problems]


def test_a_workbook_with_five_mistakes_is_told_of_each_in_its_cell() -> None:
    actors = [["Name *", "Kind"], ["Weavers' Union", "Organization"], ["Hill Farmers", "Netwrok"], [None, "ministry"]]
    ties = [
        ["From *", "Link *", "To *", "Sicne", "Source"],
        ["Weavers' Union", "is member of", "Hill Farmers", "31 Feb 2024", None],
        ["Hill Farmers", "met with", "Ministry of Crafts", "9 May 2024", "http://localhost/minutes"],
        ["Hill Farmers", "funds", "Weavers' Union", "2024", None],
    ]
    tables = Tables(FILE, (Tab("Actors", padded([tuple(line) for line in actors])), Tab("Ties", padded([tuple(line) for line in ties]))))
    typed, first = book(tables)
    found, second = settled(typed, TODAY)
    assert [dict(row.cells) for row in found.rows] == [
        {"name": "Weavers' Union", "kind": "organisation"} | SAID,
        {"from": "Hill Farmers", "tie_kind": "funding", "to": "Weavers' Union", "since": "2024"} | ACTUAL,
    ]
    assert (*first, *second) == (
        Problem("note", FILE, "Ties", "D1", "Sicne", "This heading was read as “Since”.", "Write “Since”, or rename the column if something else is meant."),
        Problem("error", FILE, "Actors", "B3", "Netwrok", "This is not in the list of “Kind”.", "Did you mean network?"),
        Problem("error", FILE, "Actors", "A4", "", "“Name” is empty.", "The full name in English; other languages in columns of their own (name__th)."),
        Problem(
            *("error", FILE, "Ties", "D2", "31 Feb 2024", "'31 Feb 2024' does not exist: there is no such day."),
            "Write a day, a month, a quarter or a year: 2024-05-09, May 2024, Q2 2024, 2024.",
        ),
        Problem(
            *("error", FILE, "Ties", "E3", "http://localhost/minutes", "This address is not on the public internet."),
            "Write the public web address, as it stands in the browser: https://www.example.org/page",
        ),
    )


@pytest.mark.parametrize("lang", ["en", "th"])
def test_a_workbook_that_kuasa_wrote_is_settled_as_it_was(lang: str, tmp_path: Path) -> None:
    written = settled(
        Book(
            (
                row(
                    "actors",
                    name="Hill Farmers",
                    name__th="ชาวนา",
                    short="HF",
                    other_names="Farmers|Growers",
                    kind="network",
                    organisation_type="ngo|campaign",
                    topics="wages|youth",
                    website="https://example.org/hf",
                ),
                row(
                    "ties",
                    from_="Hill Farmers",
                    tie_kind="encounter",
                    to="SLOM",
                    since="2027-Q1",
                    observed="2024-05|2025",
                    status="planned",
                    strength="0.25",
                    note="two\nlines",
                    sensitivity="for-facilitator",
                ),
                row(
                    "instruments",
                    name="Accord",
                    kind="instrument",
                    document_kind="consensus-text",
                    adopted_on="2024-05-09",
                    binding="no",
                    number="C190",
                    source="Report",
                    locator="page 4",
                ),
                row("assessments", about="SLOM", dimension="alignment", score="-2", group="3"),
                row("sources", title="Report", issued="2024", retrieved="2026-06-01", address="https://example.org/report"),
            )
        ),
        TODAY,
    )[0]
    place = tmp_path / "ours.xlsx"
    place.write_bytes(workbook_of(written, lang))
    typed, said = book(files.read(place))
    found, problems = settled(typed, TODAY)
    assert ([(line.sheet, line.cells) for line in found.rows], said, problems) == ([(line.sheet, line.cells) for line in written.rows], (), ())


def test_every_choice_is_understood_in_every_language_and_as_the_word_that_it_is() -> None:
    for layout in sheets():
        for column in layout.columns:
            if column.holds in CHOSEN:
                for code in layout.choices(column):
                    assert {cell(layout.key, column.key, text).text for text in (code, *(word(column, code, lang).upper() for lang in spoken()))} == {code}


def test_every_link_is_understood_from_its_other_end() -> None:
    column = sheet("ties").column("tie_kind")
    for text, kind in inverses().items():
        assert text and kind in {known.word for known in kinds().values()}
    for known in kinds().values():
        found = cell("ties", "tie_kind", known.inverse)
        assert found.text and (found.turned or word(column, found.text) == known.inverse), known.inverse
    assert cell("ties", "tie_kind", "Chaired by").turned
    assert cell("ties", "tie_kind", wording("th")["kind_chairing_inverse"]).turned


def test_a_link_told_from_its_other_end_is_turned_round_with_its_cells() -> None:
    typed = row("ties", from_="SLOM", tie_kind="is chaired by", to="Malaysia", since="2025")
    found, [said] = settled(Book((typed,)), TODAY)
    assert dict(found.rows[0].cells) == {"from": "Malaysia", "tie_kind": "chairing", "to": "SLOM", "since": "2025"} | ACTUAL
    assert found.rows[0].letters == {"from": "C", "tie_kind": "B", "to": "A", "since": "D"}
    assert (said.severity, said.cell, said.problem) == ("note", "B2", "It was read as “chairs” with From and To exchanged.")


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        (row("ties", from_="A", tie_kind="FUNDS", to="B"), TIE | ACTUAL),
        (row("ties", from_=" A  B ", tie_kind="member  of", to="B"), {"from": "A B", "tie_kind": "membership", "to": "B"} | ACTUAL),
        (row("ties", from_="A", tie_kind="funds", to="B", source="Report", because=""), TIE | {"source": "Report"} | ACTUAL | {"assertion": "third-party"}),
        (row("ties", from_="A", tie_kind="funds", to="B", since="2027", status="planned"), TIE | {"since": "2027", "status": "planned"} | SAID),
        (row("ties", from_="A", tie_kind="funds", to="B", since="2024", until="2024-05"), TIE | {"since": "2024", "until": "2024-05"} | ACTUAL),
        (row("ties", from_="A", tie_kind="funds", to="B", since="2026"), TIE | {"since": "2026"} | ACTUAL),
        (row("ties", from_="A", tie_kind="influences", to="B", strength="0,50", backward="0"), TIE | {"tie_kind": "stated-influence", "strength": "0.5", "backward": "0"} | ACTUAL),
        (row("ties", from_="A", tie_kind="funds", to="B", observed="May 2024; 2025 | May 2024"), TIE | {"observed": "2024-05|2025"} | ACTUAL),
        (row("actors", name="A", kind="Networks"), {"name": "A", "kind": "network"} | SAID),
        (row("actors", name="A", kind="network", organisation_type="NGO; trade unions"), {"name": "A", "kind": "network", "organisation_type": "ngo|trade-union"} | SAID),
        (row("actors", name="A", kind="network", topics="women, peace and security"), {"name": "A", "kind": "network", "topics": "peace-and-security"} | SAID),
        (row("actors", name="A", kind="network", sensitivity="Everybody"), {"name": "A", "kind": "network"} | SAID | {"sensitivity": "for-public"}),
        (
            row("actors", name="A", kind="network", name__th="ก", website="https://example.org/a"),
            {"name": "A", "kind": "network", "name__th": "ก", "website": "https://example.org/a"} | SAID,
        ),
        (row("instruments", name="A", kind="instrument", binding="ใช่"), {"name": "A", "kind": "instrument", "binding": "yes"} | SAID),
        (
            row("assessments", about="A", dimension="Power", score="10", group="2"),
            {"about": "A", "dimension": "power", "score": "10", "group": "2", "sensitivity": "for-participants"},
        ),
        (row("assessments", about="A", dimension="against or for", score="−2"), {"about": "A", "dimension": "alignment", "score": "-2", "sensitivity": "for-participants"}),
        (row("commitments", name="A", kind="pledge"), {"name": "A", "kind": "pledge"} | SAID),
        (row("sources", title=" A\n", issued="2024.0", publisher="B\r\nC"), {"title": "A", "issued": "2024", "publisher": "B\nC"}),
    ],
)
def test_what_can_be_understood_is_settled_without_a_word(typed: Row, cells: dict[str, str]) -> None:
    found, said = one(typed)
    assert (found, said) == (cells, [])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (row("ties", from_="A | C", tie_kind="funds", to="B"), ("A2", "A | C", "Only one name can stand here.")),
        (row("ties", from_="A", tie_kind="funds", to=""), ("C2", "", "“To” is empty.")),
        (row("ties", from_="A", tie_kind="funds", to="n/a"), ("C2", "n/a", "“To” is empty.")),
        (row("ties", from_="A", tie_kind="funds", to="#REF!"), ("C2", "#REF!", "A formula failed here.")),
        (row("ties", from_="A", tie_kind="funds", to="..."), ("C2", "...", "This is not a name: it has no letter.")),
        (row("ties", from_="A", tie_kind="funds", to="B", since="2027"), ("row 2", "", "It begins 2027: say how certain it is.")),
        (row("ties", from_="A", tie_kind="funds", to="B", since="2027", status="actual"), ("E2", "actual", "It begins 2027, so it cannot be “actual” yet.")),
        (row("ties", from_="A", tie_kind="funds", to="B", since="2024", until="2023"), ("E2", "2023", "2023 is before 2024.")),
        (row("ties", from_="A", tie_kind="funds", to="B", assertion="inferred"), ("D2", "inferred", "What is inferred needs its reason.")),
        (row("ties", from_="A", tie_kind="funds", to="B", assertion="official text"), ("D2", "official text", "It is said to stand in a text, and no source is named.")),
        (row("ties", from_="A", tie_kind="funds", to="B", confidence="not checked yet"), ("D2", "not checked yet", "It is not checked yet, and nothing says where to check it.")),
        (row("ties", from_="A", tie_kind="funds", to="B", strength="1.5"), ("D2", "1.5", "This is not a number above 0 and not above 1.")),
        (row("ties", from_="A", tie_kind="funds", to="B", backward="0.5"), ("D2", "0.5", "There is no strength beside it.")),
        (row("ties", from_="A", tie_kind="funds", to="B", strength="strong"), ("D2", "strong", "This is not a number.")),
        (row("ties", from_="A", tie_kind="funds", to="B", review="strike"), ("D2", "strike", "Nothing is known here that could be struck.")),
        (row("bodies", name="A", kind=""), ("B2", "", "“Kind” is empty.")),
        (row("actors", name="A", kind="council"), ("B2", "council", "This is not in the list of “Kind”.")),
        (row("actors", name="x" * (LONGEST_NAME + 1), kind="network"), ("A2", "x" * 301, "This name has 301 characters; at most 300 are taken.")),
        (row("actors", name="A | B", kind="network"), ("A2", "A | B", "A name cannot have | in it.")),
        (row("actors", kind="network"), ("row 2", "", "“Name” is empty.")),
        (row("instruments", name="A", kind="instrument", binding="perhaps"), ("C2", "perhaps", "This is neither yes nor no.")),
        (row("assessments", about="A", dimension="power", score="11"), ("C2", "11", "power goes from 0 to 10.")),
        (row("assessments", about="A", dimension="power", score="5", group="1.5"), ("D2", "1.5", "This is not the number of a group.")),
        (row("assessments", about="A", dimension="power", score="5", group="0"), ("D2", "0", "This is not the number of a group.")),
        (row("sources", title="A", address="ftp://example.org/x"), ("B2", "ftp://example.org/x", "An address of the kind ftp: is not taken.")),
        (row("events", name="A", begins="12-14 June 2024"), ("B2", "12-14 June 2024", "'12-14 June 2024' is a time from one date to another, or several dates.")),
        (row("nothing", name="A"), ("row 2", "", "There is no sheet “nothing”.")),
    ],
)
def test_what_cannot_be_kept_is_an_error_in_its_cell(typed: Row, said: tuple[str, str, str]) -> None:
    assert one(typed) == ({}, [("error", *said)])


@pytest.mark.parametrize(
    ("typed", "changed", "said"),
    [
        (row("ties", from_="A", tie_kind="funds", to="B", until="present"), {}, ("D2", "present", "It was read as empty: it still holds.")),
        (row("ties", from_="A", tie_kind="funds", to="B", locator="n/a"), {}, ("D2", "n/a", "It was read as empty.")),
        (row("ties", from_="A", tie_kind="funds", to="B", since="9/5/2024"), {"since": "2024-05-09"}, ("D2", "9/5/2024", "It was read with the day first: 9 May 2024.")),
        (row("ties", from_="A", tie_kind="funds", to="B\u202e"), {}, ("C2", "B\u202e", "There were characters in it that nobody sees; they were taken out.")),
        (
            row("ties", from_="A", tie_kind="funds", to="B", because="both"),
            {"because": "both", "assertion": "inferred"},
            ("D2", "both", "It was read as inferred, as it has a reason."),
        ),
        (row("ties", from_="A", tie_kind="funds", to="B", review="confirm"), {}, ("D2", "confirm", "This row was not filled in by kuasa: it is a new one.")),
        (row("ties", from_="A", tie_kind="funds", to="B", id="a b"), {}, ("D2", "a b", "This is not a row ID; it was taken away.")),
        (
            row("ties", from_="A", tie_kind="funds", to="B", source="www.ilo.org"),
            {"source": "https://www.ilo.org", "assertion": "third-party"},
            ("D2", "www.ilo.org", "It was read as https://www.ilo.org."),
        ),
    ],
)
def test_what_had_to_be_interpreted_is_noted_and_kept(typed: Row, changed: dict[str, str], said: tuple[str, str, str]) -> None:
    assert one(typed) == (TIE | ACTUAL | changed, [("note", *said)])


def test_what_nobody_stated_is_filled_in_only_where_it_is_no_claim() -> None:
    typed = [row("events", name="Forum", begins="2024-05"), row("events", name="Panel"), row("windows", name="Draft"), row("commitments", name="Train"), row("actors", name="ILO")]
    found, problems = settled(Book(tuple(typed)), TODAY)
    assert [(line.get("status"), line.get("kind")) for line in found.rows] == [("actual", ""), ("actual", ""), ("planned", ""), ("planned", "own-action"), ("", "organisation")]
    assert [(said.tab, said.problem) for said in problems] == [
        ("Events", "No status: it was read as “actual”."),
        ("Windows", "No status: it was read as “planned”."),
        ("Commitments", "No status: it was read as “planned”."),
        ("Commitments", "Rows that state no kind were read as “own action”; this is the first."),
        ("Actors", "Rows that state no kind were read as “organisation”; this is the first."),
    ]


def test_a_row_to_be_struck_is_held_to_nothing_else() -> None:
    assert one(row("ties", id="i:x-t1", review="strike", from_="A", since="2030"))[1] == []


def test_people_meant_for_everybody_are_told_apart() -> None:
    _, said = one(row("actors", name="A", kind="person", sensitivity="everybody"))
    assert said == [("note", "C2", "everybody", "People are left out of public files, whatever stands here.")]


def test_a_copied_row_loses_its_id_and_a_repeated_name_is_told_and_the_order_stays() -> None:
    typed = [row("actors", n, name=name, kind="network", id=own) for n, name, own in ((2, "Réseau", "a1"), (3, "Other", "i:slom"), (4, "reseau", "a1"), (5, "Body", "i:slom"))]
    found, problems = settled(Book((*typed, row("bodies", 2, name="Réseau", kind="council", id="a1"))), TODAY)
    assert [(line.number, line.get("name"), line.get("id")) for line in found.rows] == [
        (2, "Réseau", "a1"),
        (3, "Other", "i:slom"),
        (4, "reseau", ""),
        (5, "Body", ""),
        (2, "Réseau", "a1"),
    ]
    copied = "Another row has this row ID: this one was read as a copy of it, and as a new row."
    assert [(said.cell, said.value, said.problem) for said in problems] == [("C4", "a1", copied), ("A4", "reseau", "Row 2 has the same name."), ("C5", "i:slom", copied)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://example.org",
            "mailto:a@example.org",
            "http://user:secret@example.org",
            "http://user@example.org/",
        ),
        *(
            "http://localhost/x",
            "http://127.0.0.1",
            "http://10.1.2.3/x",
            "http://192.168.1.1",
            "http://[::1]/",
            "http://169.254.169.254/latest",
            "http://2130706433/",
            "http://0x7f.1/",
        ),
        *(
            "http://intranet/x",
            "http://server.local/x",
            "https://files.corp",
            "https://",
            "not an address",
            "https://example.org/a b",
            "https://exa mple.org",
            "https://example.org:99999/",
            "http://[::1",
        ),
        "https://example.org/" + "x" * 2000,
    ],
)
def test_an_address_that_is_not_public_is_refused(text: str) -> None:
    assert (address(text).text, bool(address(text).wrong)) == ("", True)


@pytest.mark.parametrize(
    "text",
    ["https://example.org", "http://www.ilo.org/a?b=1&c=%20#d", "HTTPS://Example.ORG/Ä", "https://example.org:8443/x", "https://xn--bcher-kva.example/", "https://ไทย.example/x"],
)
def test_a_public_address_stays_as_it_is(text: str) -> None:
    assert address(text).text == text


def test_spellings_that_differ_little_are_one() -> None:
    assert loosened("Trade Unions") == loosened("trade-union")
    assert loosened("co-organizing") == loosened("Co-organising")
    assert loosened("jazz") != loosened("jass")


TYPED = st.sampled_from(
    [
        *(
            "A",
            "B",
            "SLOM",
            "i:slom",
            "A | B",
            "A; B",
            "A\nB",
            "funds",
            "is funded by",
            "chairs",
            "met with",
            "planned",
            "actual",
            "room",
            "everybody",
            "person",
            "network",
            "council",
            "NGO; bank",
        ),
        *(
            "2024",
            "2030",
            "9/5/2024",
            "May 2024",
            "2567",
            "45421",
            "mid 2025",
            "31 Feb 2024",
            "2024 | 2025",
            "present",
            "0.5",
            "0,5",
            "1,000",
            "7",
            "-2",
            "yes",
            "ใช่",
            "n/a",
            "?",
            "#REF!",
        ),
        *(
            "www.ilo.org",
            "https://example.org/x",
            "javascript:x",
            "participants",
            "inferred",
            "official text",
            "not checked yet",
            "strike",
            "confirm",
            "power",
            "against or for",
            "\u202ex",
            "é\r\nf",
            "|",
            " ",
        ),
    ]
) | st.text(max_size=10)
ROWS = st.sampled_from(sheets()).flatmap(
    lambda layout: st.dictionaries(st.sampled_from([*(column.key for column in layout.columns), "name__th", "strange"]), TYPED, max_size=9).map(
        lambda cells: Row(layout.key, cells, FILE, layout.key, 2)
    )
)


@given(st.lists(ROWS, max_size=5))
@settings(max_examples=200, deadline=None)
def test_settling_again_changes_nothing_and_finds_nothing_new(rows: list[Row]) -> None:
    first, problems = settled(Book(tuple(rows)), TODAY)
    second, again = settled(first, TODAY)
    assert second == first
    assert [said for said in again if said.severity == "error"] == []
    assert {said.problem for said in again} <= {said.problem for said in problems}
    assert all(said.problem and said.cure for said in problems)
