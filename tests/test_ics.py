"""The calendar file: read back by two other libraries, whole days only, no day made up, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.exchange import ics
from kuasa.graph.calendar import entries
from kuasa.graph.entry import Entry, days, precision
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.things import Evidence
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID
from kuasa.maps import safety

ON = dt.date(2026, 6, 30)
SCRIPTS = "อาเซียน ກຳມະກອນ កម្មករ အလုပ်သမား Bộ Lao động 😀"


def made(begins: str = "2024-05-09", ends: str = "", **other: object) -> Entry:
    """An entry with these dates."""
    one = Entry(ID + "fair", "Fair", "event", begins, ends, *days(begins, ends), precision(begins, ends), "actual", "dated")
    return replace(one, **other)  # type: ignore[arg-type]


def read(*found: Entry) -> list[icalendar.Event]:
    """The events as `icalendar` reads them."""
    return list(icalendar.Calendar.from_ical(ics.calendar_file(found, ON)).walk("VEVENT"))


@pytest.fixture(scope="module")
def everything() -> tuple[Entry, ...]:
    """The whole calendar of the embedded knowledge."""
    return entries(open_knowledge().facts, Moment(ON))


def test_both_libraries_read_the_same_events(everything: tuple[Entry, ...]) -> None:
    content = ics.calendar_file(everything, ON)
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    one = [(str(e["uid"]), str(e["summary"]), str(e["description"]), e["dtstart"].dt, e["dtend"].dt, str(e["status"])) for e in events]
    other = [(e.uid.value, e.summary.value, e.description.value, e.dtstart.value, e.dtend.value, e.status.value) for e in vobject.readOne(content.decode()).vevent_list]
    assert one == other
    assert [(uid, start) for uid, _, _, start, _, _ in one] == [(ics.uid(e), e.first) for e in everything if ics.fits(e)]
    assert len({uid for uid, *_ in one}) == len(one)


def test_what_has_no_date_is_left_out_and_counted(everything: tuple[Entry, ...]) -> None:
    without = [one for one in everything if one.first is None or one.section == "undated"]
    assert len(read(*everything)) == len(everything) - len(without)
    assert ics.left_out(everything) == f"{len(without)} entries without a date are not in the calendar file; the table lists them."
    assert ics.left_out((made(),)) == ""


def test_the_end_is_the_day_after_the_last(everything: tuple[Entry, ...]) -> None:
    (one,) = read(made("2024-05-09", "2024-05-10"))
    assert (one["dtstart"].dt, one["dtend"].dt, str(one["dtstart"].params["VALUE"])) == (dt.date(2024, 5, 9), dt.date(2024, 5, 11), "DATE")


@pytest.mark.parametrize(
    ("entry", "title", "first", "after", "status"),
    [
        (made("2024-05-09"), "Fair", "2024-05-09", "2024-05-10", "CONFIRMED"),
        (made("2024-05-09", status="planned"), "Fair", "2024-05-09", "2024-05-10", "TENTATIVE"),
        (made("2024-05-09", status="cancelled"), "Fair", "2024-05-09", "2024-05-10", "CANCELLED"),
        (made("2024-05"), "(some day in May 2024) Fair", "2024-05-01", "2024-06-01", "TENTATIVE"),
        (made("2024-Q2", status="planned"), "(some day in the 2nd quarter of 2024) Fair", "2024-04-01", "2024-07-01", "TENTATIVE"),
        (made("2024-12", "2025-01-03"), "(from some day in December 2024 to 3 January 2025) Fair", "2024-12-01", "2025-01-04", "TENTATIVE"),
        (made("2024-05", "2024-05", kind="own-action", status="planned"), "(due in May 2024) Fair", "2024-05-01", "2024-06-01", "TENTATIVE"),
        (made("2024-05-09", "2024-05-09", kind="own-action", status="planned"), "Due: Fair", "2024-05-09", "2024-05-10", "TENTATIVE"),
        (made("2025", "2025", kind="chairmanship"), "(2025, days not stated) Fair", "2025-01-01", "2026-01-01", "CONFIRMED"),
        (made("2027-06", kind="expected", status="not-announced"), "(expected in June 2027, not announced) Fair", "2027-06-01", "2027-07-01", "TENTATIVE"),
    ],
)
def test_no_day_is_made_up(entry: Entry, title: str, first: str, after: str, status: str) -> None:
    (one,) = read(entry)
    assert (str(one["summary"]), one["dtstart"].dt.isoformat(), one["dtend"].dt.isoformat(), str(one["status"]), str(one["transp"])) == (title, first, after, status, "TRANSPARENT")


def test_a_planned_year_is_no_entry_of_a_calendar_of_days() -> None:
    assert read(made("2027", status="planned")) == []


def test_the_address_stays_when_the_date_moves_and_two_dates_have_two() -> None:
    assert ics.uid(made("2024")) == ics.uid(made("2025")) == "fair@w3id.org"
    assert ics.uid(made(number=2)) == "fair-2@w3id.org"
    assert ics.uid(made(kind="expected")) == "next-session-of-fair@w3id.org"


def test_there_is_no_clock_and_no_name_in_it(everything: tuple[Entry, ...]) -> None:
    content = ics.calendar_file(everything, ON)
    assert content == ics.calendar_file(everything, ON)
    assert {e["dtstamp"].dt for e in read(*everything)} == {dt.datetime(2026, 6, 30, tzinfo=dt.UTC)}
    safety.check(ics.readable(content), open_knowledge().withheld.secrets)


def test_what_nobody_checked_names_no_source() -> None:
    recalled = Evidence(ID + "s", "Almanac", "", "third-party", "recalled", "https://almanac.example/", "", "")
    (one,) = read(made(evidence=(recalled,)))
    assert "Source: not checked yet: check at https://almanac.example/" in str(one["description"])
    assert "Almanac" not in str(one["description"])


def test_lines_are_short_and_end_as_the_standard_says(everything: tuple[Entry, ...]) -> None:
    content = ics.calendar_file((*everything, made(title=SCRIPTS * 9)), ON)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"") and b"\r" not in content.replace(b"\r\n", b"")


def test_every_break_of_a_line_is_a_line_feed_and_control_characters_are_gone() -> None:
    assert ics.clean("a\r\nb\rc\x0bd\x0ce\x1cf\x85g\u2028h\u2029i\x00j\x1bk\x7fl\tm") == "a\nb\nc\nd\ne\nf\ng\nh\nijkl\tm"


texts = st.text(st.one_of(st.sampled_from(",;:\\\"'\n\r\t %=" + SCRIPTS), st.characters(codec="utf-8")), max_size=120)


@settings(max_examples=150, deadline=None)
@given(texts, texts, texts, texts)
def test_every_text_comes_back_as_it_was(title: str, note: str, place: str, topic: str) -> None:
    entry = made(title=title, note=note, place=place, topics=(topic,))
    content = ics.calendar_file((entry,), ON)
    (one,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    (other,) = vobject.readOne(content.decode()).vevent_list
    for back in (str(one["summary"]), other.summary.value):
        assert back == ics.clean(title)
    for back in (str(one["description"]), other.description.value):
        assert back == ics.description(entry)
    if place:
        assert str(one["location"]) == other.location.value == ics.clean(place)
    assert [str(text) for text in one["categories"].cats] == ["event", ics.clean(topic)]
    assert max(map(len, content.split(b"\r\n"))) <= 75


@given(texts)
def test_a_check_for_leaks_reads_what_a_reader_sees(title: str) -> None:
    assert ics.clean(title) in ics.readable(ics.calendar_file((made(title=title),), ON))
