"""Knowledge as a book: every row as it should be, nothing said twice, and what does not fit told."""

from __future__ import annotations

from collections import Counter

import pytest

from kuasa.exchange.book import Book
from kuasa.exchange.outgoing.exported import book, left_out
from kuasa.exchange.outgoing.filled import names_of, workbook_of
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import Knowledge
from kuasa.graph.profiles import Withheld, profile, restrict
from kuasa.graph.sheets import sheet, sheets
from kuasa.graph.vocabulary import ID


def known(facts: Facts, audience: str = "facilitator") -> Knowledge:
    """Facts as an audience may see them."""
    chosen = profile(audience)
    taken = restrict(facts, chosen) if audience != "facilitator" else Withheld(0, frozenset(), frozenset(), frozenset())
    return Knowledge(facts, chosen, taken)


@pytest.fixture(scope="module")
def everything(embedded: Facts) -> Book:
    """All that is embedded, as a book."""
    return book(known(embedded))


def row(found: Book, name: str) -> dict[str, str]:
    """The cells of the row with an id."""
    return next(dict(one.cells) for one in found.rows if one.get("id") == f"i:{name}")


def test_a_thing_has_its_names_in_every_language_its_acronym_and_its_codes(world: Facts) -> None:
    assert row(book(known(world)), "weavers") == {
        "id": "i:weavers",
        "name": "Union of Weavers",
        "name__th": "สหภาพช่างทอ",
        "short": "UW",
        "kind": "organisation",
        "organisation_type": "trade-union",
        "sensitivity": "for-public",
    }


def test_a_tie_has_its_ends_days_status_and_its_best_proof(world: Facts) -> None:
    found = book(known(world))
    assert [row(found, name) for name in ("world-t1", "world-t3")] == [
        {
            "id": "i:world-t1",
            "from": "i:weavers",
            "tie_kind": "membership",
            "to": "i:loom-net",
            "observed": "2024-01-10|2027-01-01",
            "status": "actual",
            "source": "Almanac of an invented region",
            "locator": "first page",
            "assertion": "official-text",
            "confidence": "seen",
            "sensitivity": "for-public",
        },
        {
            "id": "i:world-t3",
            "from": "i:forum",
            "tie_kind": "reporting",
            "to": "i:committee",
            "since": "2020",
            "until": "2030",
            "status": "actual",
            "source": "Register to be looked into",
            "assertion": "third-party",
            "confidence": "recalled",
            "sensitivity": "for-public",
        },
    ]


def test_an_assessment_keeps_its_number_group_and_who_may_see_it(world: Facts) -> None:
    assert row(book(known(world)), "world-r7") == {
        "id": "i:world-r7",
        "about": "i:officials",
        "dimension": "alignment",
        "score": "-1",
        "group": "1",
        "said_at": "i:fair",
        "sensitivity": "for-facilitator",
    }


def test_a_row_says_who_may_see_it_by_every_rule_of_safety(world: Facts) -> None:
    found = {one.get("id").removeprefix("i:world-"): one.get("sensitivity") for one in book(known(world)).rows}
    assert {name: found[name] for name in ("t1", "t13", "t14", "t15", "r1")} == {
        "t1": "for-public",
        "t13": "for-public",
        "t14": "for-facilitator",
        "t15": "for-facilitator",
        "r1": "for-facilitator",
    }


def test_every_cell_holds_what_its_column_holds_and_ties_are_said_once(everything: Book) -> None:
    wrong = set()
    for one in everything.rows:
        layout = sheet(one.sheet)
        for key, text in one.cells.items():
            column = layout.column(key)
            if column is None or column.tie_kind:
                wrong.add((one.sheet, key, text))
            elif column.scheme or column.holds in ("class", "tieKind"):
                wrong |= {(one.sheet, key, code) for code in (one.several(key) if column.several else (text,)) if code not in layout.choices(column)}
            elif column.holds == "truth" and text not in ("yes", "no"):
                wrong.add((one.sheet, key, text))
    assert wrong == set()


def test_every_row_has_an_id_of_its_own_and_its_required_cells(everything: Book) -> None:
    assert [name for name, times in Counter(one.get("id") for one in everything.rows).items() if times > 1 or not name] == []
    assert [(one.sheet, column.key) for one in everything.rows for column in sheet(one.sheet).columns if column.required and not one.get(column.key)] == []


def test_all_things_ties_and_sources_of_the_embedded_knowledge_are_there(everything: Book, embedded: Facts) -> None:
    kept = {one.get("id") for one in everything.rows}
    for name in ("Actor", "Body", "Tie", "Event", "Instrument", "Recommendation", "PolicyWindow", "Position", "Source"):
        assert [one for one in embedded.subjects(name) if f"i:{one.removeprefix(ID)}" not in kept and not embedded.all(one, "http://purl.org/dc/terms/isReplacedBy")] == []


def test_a_window_that_is_an_event_too_stands_among_the_windows(everything: Book) -> None:
    assert len(list(everything.of("windows"))) == 31


def test_only_what_is_said_about_some_things_is_there_when_they_are_named(world: Facts) -> None:
    found = book(known(world), [ID + "weavers"])
    assert Counter(one.sheet for one in found.rows) == {"ties": 5, "actors": 4, "bodies": 1, "events": 1, "assessments": 9, "sources": 1}
    assert {part for one in found.of("ties") for part in (one.get("from"), one.get("to"))} - {one.get("id") for one in found.rows} == set()


def test_what_is_withheld_from_an_audience_is_in_no_row(embedded: Facts) -> None:
    facts = Facts({subject: dict(said) for subject, said in embedded.terms.items()})
    knowledge = known(facts, "public")
    told = "\n".join(text for one in book(knowledge).rows for text in one.cells.values())
    assert knowledge.withheld.secrets and [secret for secret in knowledge.withheld.secrets if secret in told] == []


def test_a_withdrawn_record_is_no_row_and_is_told(world: Facts) -> None:
    world.terms[ID + "world-t1"]["https://w3id.org/kuasa/ontology#retracted"] = [("2025-01-01", "")]
    found = book(known(world))
    assert "i:world-t1" not in {one.get("id") for one in found.rows}
    assert ("withdrawn records: membership", 1) in {(one["what"], one["number"]) for one in left_out(known(world), found).rows}


def test_what_the_workbook_cannot_hold_is_counted_and_named(world: Facts) -> None:
    found = left_out(known(world), book(known(world)))
    assert {one["what"]: (one["number"], one["for_example"]) for one in found.rows} == {
        "proofs of rows that have no place for one": (28, "i:world-r1; i:world-r10; i:world-r11; i:world-r12; i:world-r13"),
        "property: ISO 3166 code": (1, "A"),
        "records: claim": (1, "Officials' Meeting on Cloth"),
    }


def test_names_stand_for_addresses_only_where_they_can_mean_nothing_else(world: Facts) -> None:
    named = names_of(book(known(world)), known(world))
    assert [named(text) for text in ("i:weavers", "i:nobody", "anything")] == ["Union of Weavers", "i:nobody", "anything"]
    twice = Book(tuple(one.changed({"name": "Same name"}) if one.sheet == "bodies" else one for one in book(known(world)).rows))
    assert names_of(twice, known(world))("i:forum") == "i:forum"


def test_a_book_is_the_same_bytes_each_time_and_has_only_sheets_with_rows(world: Facts) -> None:
    import io

    import openpyxl

    content = workbook_of(book(known(world)), "en", known(world))
    assert content == workbook_of(book(known(world)), "en", known(world))
    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert names == ["Actors", "Bodies", "Ties", "Events", "Assessments", "Sources", "Lists"]
    assert [one.key for one in sheets()][:3] == ["actors", "bodies", "ties"]
