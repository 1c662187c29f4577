"""Dates as precise as the source, and what counts on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuasa.graph.dates import span
from kuasa.graph.errors import BadDate
from kuasa.graph.things import Tie
from kuasa.graph.validity import Moment, holds, marks
from kuasa.graph.vocabulary import K


def tie(kind: str = "Seat", status: str = "actual", since: str = "", until: str = "", *observed: str) -> Tie:
    return Tie("t", K + kind, "a", "b", status, since, until, observed, "", None, ())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-Q4", (2024, 10, 1), (2024, 12, 31)),
        ("2024-05-09", (2024, 5, 9), (2024, 5, 9)),
        ("9999", (9999, 1, 1), (9999, 12, 31)),
    ],
)
def test_a_date_means_its_first_to_its_last_day(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert (span(text).first, span(text).last) == (date(*first), date(*last))


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_every_day_lies_in_its_month_quarter_and_year(day: date) -> None:
    for text in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}-Q{(day.month + 2) // 3}", f"{day:%Y}"):
        assert span(text).first <= day <= span(text).last


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "yesterday", "", "24", "2024-Q5", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        span(text)


@pytest.mark.parametrize(
    ("record", "on", "answer"),
    [
        (tie("Seat", "actual", "2020", "2024"), date(2022, 1, 1), True),
        (tie("Seat", "actual", "2020", "2024"), date(2025, 1, 1), False),
        (tie("Seat", "actual", "2020"), date(2019, 12, 31), False),
        (tie("Seat", "actual", "2020"), date(2022, 1, 1), None),
        (tie("Seat", "actual", "", "", "2020", "2024"), date(2022, 1, 1), True),
        (tie("Seat", "actual", "", "", "2020"), date(2022, 1, 1), None),
        (tie("Seat"), date(2022, 1, 1), None),
        (tie("Seat", "actual", "", "", "2022"), date(2003, 6, 1), None),
        (tie("Chairing", "actual", "", "", "2022"), date(2003, 6, 1), False),
        (tie("Chairing", "actual", "", "", "2022"), date(2020, 6, 1), None),
        (tie("Speech", "actual", "2024-03-01"), date(2024, 2, 29), False),
        (tie("Speech", "actual", "2024-03-01"), date(2030, 1, 1), True),
        (tie("Speech", "planned", "2024-03-01", "", "2024-01-10"), date(2024, 1, 9), False),
        (tie("Speech", "planned", "2024-03-01", "", "2024-01-10"), date(2030, 1, 1), True),
    ],
)
def test_a_tie_counts_on_a_day_or_not_or_nobody_knows(record: Tie, on: date, answer: bool | None) -> None:
    assert holds(record, on) is answer


def test_a_plan_whose_day_has_passed_is_marked_so() -> None:
    assert marks(tie("Speech", "planned", "2024-03-01"), Moment(date(2024, 3, 2), "all")) == ("planned", "date-passed")
    assert marks(tie("Speech", "planned", "2024-03-01"), Moment(date(2024, 2, 1), "all")) == ("planned",)


def test_a_statement_not_seen_for_two_years_is_marked_stale() -> None:
    assert marks(tie("Seat", "actual", "", "", "2020-01-01"), Moment(date(2024, 1, 1))) == ("date-unknown", "stale")


def test_a_plan_that_was_carried_out_does_not_say_that_its_outcome_is_missing() -> None:
    plan = tie("Hosting", "planned", "2024-08-23")
    later = Moment(date(2026, 6, 30))
    assert (marks(plan, later), marks(replace(plan, realised=True), later)) == (("planned", "date-passed"), ("planned", "realised"))
