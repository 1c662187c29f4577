"""What a format cannot hold is counted and listed: whole rows, cells, and values that change."""

from __future__ import annotations

from formats_books import books
from hypothesis import given, settings

from kuasa.exchange.book import Book, Row
from kuasa.exchange.formats.losses import losses

ASIA = Row("actors", {"id": "i:asia", "name": "Asia Roundtable", "note": "ours", "name__th": "เอเชีย"})
SEAT = Row("ties", {"id": "i:seat", "from": "i:asia", "tie_kind": "membership", "to": "SLOM", "since": "2024-Q2"})
SAID = Row("positions", {"id": "i:said", "about": "i:asia", "value": "It wants a seat."})
BOOK = Book((ASIA, SEAT, SAID))


def test_nothing_is_lost_of_a_book_that_is_kept_whole() -> None:
    counted, listed = losses(BOOK, BOOK)
    assert (counted.rows, listed.rows) == ((), ())


def test_a_row_a_cell_and_a_changed_value_are_counted_and_listed_in_the_order_of_the_book() -> None:
    kept = Book((ASIA.changed({"name__th": ""}), SEAT.changed({"since": "2024-04-01"})))
    counted, listed = losses(BOOK, kept, {"ties.since": "It has days only."})
    assert [tuple(row.values()) for row in counted.rows] == [
        ("Actors", "Name (th)", 1, 0, 1),
        ("Ties", "Since", 0, 1, 1),
        ("Positions", "(the whole row)", 1, 0, 1),
    ]
    assert [tuple(row.values()) for row in listed.rows] == [
        ("Actors", "i:asia", "Asia Roundtable", "Name (th)", "เอเชีย", "", "The format has no place for it."),
        ("Ties", "i:seat", "i:asia → SLOM", "Since", "2024-Q2", "2024-04-01", "It has days only."),
        ("Positions", "i:said", "i:asia", "(the whole row)", "", "", "The format has no place for such rows."),
    ]


def test_a_row_without_an_id_is_found_by_what_it_says_and_then_by_its_name() -> None:
    first, second = Row("actors", {"name": "Network", "note": "a"}), Row("actors", {"name": "Network", "note": "b"})
    _, listed = losses(Book((first, second)), Book((second, first.changed({"note": ""}))))
    assert [(row["name"], row["column"], row["value"]) for row in listed.rows] == [("Network", "Note", "a")]


def test_of_two_rows_that_say_the_same_one_is_lost_if_one_is_kept() -> None:
    twice = Row("actors", {"name": "Network"})
    _, listed = losses(Book((twice, twice)), Book((twice,)))
    assert len(listed.rows) == 1


@settings(max_examples=25, deadline=None)
@given(books())
def test_all_rows_are_lost_to_nothing_and_none_to_the_same_in_another_order(book: Book) -> None:
    assert len(losses(book, book.with_rows(()))[1].rows) == len(book.rows)
    assert losses(book, book.with_rows(reversed(book.rows)))[1].rows == ()
