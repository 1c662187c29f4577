"""What people write for a date is read as precisely as it was meant, or refused with a cure."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.exchange.incoming.loosedates import DAY_ZERO, SERIALS, Dated, dated
from kuasa.exchange.incoming.typedwords import WORDS, form
from kuasa.graph.dates import span
from kuasa.graph.errors import BadDate

DAY, MONTH, QUARTER, YEAR = "2024-05-09", "2024-05", "2024-Q2", "2024"
WRITTEN = {
    DAY: (
        *("2024-05-09", "2024-5-9", "2024/5/9", "2024.05.09", "20240509", "9.5.2024", "09.05.2024"),
        *("9 May 2024", "May 9, 2024", "9 MAY 2024", "9-May-2024", "the 9th of May, 2024", "Thursday, 9 May 2024", '"9 May 2024"', " 9  May 2024 "),
        *("2024-05-09 00:00:00", "2024-05-09T10:30:00Z", "9 May 2024 10:30", "9.5.2024 14:05"),
        *("9 Mei 2024", "tanggal 9 Mei 2024", "ngày 9 tháng 5 năm 2024", "9 tháng Năm 2024", "9 พฤษภาคม ค.ศ. 2024", "៩ ឧសភា ២០២៤"),
        *("ថ្ងៃទី៩ ខែឧសភា ឆ្នាំ២០២៤", "ວັນທີ 9 ພຶດສະພາ 2024", "9 ເດືອນ 5 ປີ 2024", "၂၀၂၄ ခုနှစ် မေလ ၉ ရက်", "٩ May ٢٠٢٤"),
    ),
    MONTH: (
        "2024-05",
        "2024-5",
        "2024/05",
        "05/2024",
        "5.2024",
        "May 2024",
        "may, 2024",
        "2024 May",
        "Mei 2024",
        "tháng 5 năm 2024",
        "Tháng 5/2024",
        "T5/2024",
        "พ.ค. 2024",
        "ខែឧសភា ២០២៤",
    ),
    QUARTER: ("2024-Q2", "2024Q2", "Q2 2024", "2024 Q2", "q2/2024", "2Q 2024", "second quarter 2024", "2nd quarter of 2024", "triwulan II 2024", "quý 2 năm 2024", "ไตรมาส 2 2024"),
    YEAR: ("2024", "2024.0", "in 2024", "since 2024", "năm 2024", "ปี 2024", "២០២៤", "๒๐๒๔"),
}


@pytest.mark.parametrize(("text", "date"), [(text, date) for date, texts in WRITTEN.items() for text in texts])
def test_a_plain_date_is_read_without_a_word(text: str, date: str) -> None:
    assert dated(text) == Dated(date)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9/5/2024", Dated("2024-05-09", "It was read with the day first: 9 May 2024.", "Write 2024-05-09, or 2024-09-05 if that was meant.")),
        ("45421", Dated("2024-05-09", "This is the number of a day in a spreadsheet; it was read as 2024-05-09.", "Write 2024-05-09.")),
        ("9 พ.ค. ๒๕๖๗", Dated("2024-05-09", "The year 2567 was read as a Thai year: 2024.", "Write 2024-05-09.")),
        ("9/5/2567", Dated("2024-05-09", "The year 2567 was read as a Thai year: 2024.", "Write 2024-05-09.")),
        ("2567", Dated("2024", "The year 2567 was read as a Thai year: 2024.", "Write 2024.")),
        ("mid 2025", Dated("2025", "A part of a year cannot be kept: it was read as 2025.", "Write the month or the quarter if you know it.")),
        ("early May 2024", Dated("2024-05", "A part of a month cannot be kept: it was read as 2024-05.", "Write the month or the quarter if you know it.")),
        ("c. 2019", Dated("2019", "That it is not certain cannot be kept: it was read as 2019.", "Say so in the note, if it matters.")),
    ],
)
def test_a_date_that_can_be_understood_in_two_ways_says_how_it_was_read(text: str, found: Dated) -> None:
    assert dated(text) == found


@pytest.mark.parametrize("text", ["25/12/2024", "12/25/2024", "25-12-2024"])
def test_a_number_that_is_no_month_is_the_day(text: str) -> None:
    assert dated(text) == Dated("2024-12-25")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("31 Feb 2024", "'31 Feb 2024' does not exist: there is no such day."),
        ("2023-02-29", "'2023-02-29' does not exist: there is no such day."),
        ("2024-13", "'2024-13' does not exist: there is no such month."),
        ("2024-00", "'2024-00' does not exist: there is no such month."),
        ("13/13/2024", "'13/13/2024' does not exist: there is no such month."),
        ("9/5/24", "'9/5/24' has a year of two digits."),
        ("May 24", "'May 24' has no year of four digits."),
        ("9 May", "'9 May' has no year of four digits."),
        ("2019-2020", "'2019-2020' is a time from one year to another."),
        ("2019–20", "'2019–20' is a time from one year to another."),
        ("9-11 May 2024", "'9-11 May 2024' is a time from one date to another, or several dates."),
        ("May to June 2024", "'May to June 2024' is a time from one date to another, or several dates."),
        ("2019 - present", "'2019 - present' is a time from one date to another, or several dates."),
        ("1445", "'1445' has a year that cannot be meant."),
        ("soon", "'soon' is not a date."),
        ("Q5 2024", "'Q5 2024' is not a date."),
        ("99999", "'99999' is not a date."),
        ("12", "'12' is not a date."),
        ("", "'' is not a date."),
    ],
)
def test_what_is_no_date_is_refused_with_a_cure(text: str, what: str) -> None:
    with pytest.raises(BadDate) as caught:
        dated(text)
    assert (caught.value.what, caught.value.cure.startswith("Write ")) == (what, True)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.integers(0, 11))
@settings(max_examples=150, deadline=None)
def test_a_day_comes_back_from_every_way_to_write_it(day: dt.date, way: int) -> None:
    name, short = calendar.month_name[day.month], calendar.month_abbr[day.month]
    ways = (
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.day}-{short}-{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.isoformat()} 00:00:00",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day} {name} {day.year + 543}",
        f"{day:%Y%m%d}",
        str(day).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
    )
    assert dated(ways[way]).text == day.isoformat()


@given(st.sampled_from(SERIALS))
@settings(max_examples=50, deadline=None)
def test_the_number_of_a_day_in_a_spreadsheet_is_that_day(number: int) -> None:
    assert dated(str(number)).text == (DAY_ZERO + dt.timedelta(number)).isoformat()


@given(
    st.text(max_size=30)
    | st.text("0123456789-/. Q", max_size=14)
    | st.lists(st.sampled_from(["9", "May", "2024", "Q2", "to", "c.", "mid", "พ.ศ.", "tháng", "-", "2567", "24"]), max_size=6).map(" ".join)
)
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_gives_a_date_that_reads_the_same_again_or_is_refused(text: str) -> None:
    try:
        found = dated(text).text
    except BadDate as error:
        assert error.what and error.cure
    else:
        assert (span(found).text, dated(found)) == (found, Dated(found))


def test_every_month_of_every_language_is_read_as_its_number() -> None:
    with WORDS.open(encoding="utf-8", newline="") as file:
        months = [row for row in csv.DictReader(file) if row["what"] == "month"]
    assert {row["language"]: len({one["value"] for one in months if one["language"] == row["language"]}) for row in months} == {
        "en": 12,
        "id": 12,
        "ms": 4,
        "vi": 12,
        "th": 12,
        "km": 12,
        "lo": 12,
        "my": 12,
    }
    assert {row["text"]: dated(f"{row['text']} 2024").text for row in months} == {row["text"]: f"2024-{int(row['value']):02}" for row in months}


def test_no_word_has_two_meanings_of_one_kind() -> None:
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    met: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        met.setdefault((row["what"], form(row["text"])), set()).add(row["value"])
    assert {key: values for key, values in met.items() if len(values) > 1} == {}
    assert all(re.fullmatch("[a-z]+", row["what"]) and row["text"] for row in rows)
