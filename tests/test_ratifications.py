"""Ratifications: every pair of the tables once, statuses worked out by hand, nothing guessed, time that runs one way."""

from __future__ import annotations

import ast
import csv
import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuasa.graph import acts, ratifications
from kuasa.graph.errors import UnknownName, UsageError
from kuasa.graph.facts import Facts
from kuasa.graph.membership import ASEAN, belongs, members
from kuasa.graph.ratifications import Cell, matrix
from kuasa.graph.standings import standing
from kuasa.graph.vocabulary import ID, RDF_TYPE, K
from kuasa.maps import matrix as page
from kuasa.maps import safety
from kuasa.maps.plain import FOLDER

REGISTERS = Path(__file__).parent.parent / "data" / "registers"
TODAY = dt.date(2026, 6, 30)
STATUSES = {"in force", "ratified", "denounced", "signed", "not ratified", "no record", "not open to ratification", "not adopted yet", "not a member"}
KEYS = ["state", "iso3", "instrument", "title", "status", "since", "until", "as_of", "confidence", "source", "note"]


def register(name: str) -> list[dict[str, str]]:
    """A table as rows."""
    with (REGISTERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one(facts: Facts, state: str, text: str, day: str) -> Cell:
    """The cell of a pair on a day."""
    return matrix(facts, dt.date.fromisoformat(day), [state], [text])[0]


def test_every_pair_of_the_tables_stands_exactly_once_with_the_keys_of_the_contract(embedded: Facts) -> None:
    rows = ratifications.table(matrix(embedded, TODAY)).rows
    pairs = [(row["iso3"], row["instrument"]) for row in rows]
    wanted = {(row["state_iso3"], row["instrument_id"]) for name in ("ratifications", "not_ratified") for row in register(name)}
    assert len(pairs) == len(set(pairs)) and set(pairs) == wanted
    assert all(list(row) == KEYS and row["status"] in STATUSES for row in rows)


def test_the_statuses_are_those_of_the_tables(embedded: Facts) -> None:
    found = {(row["iso3"], row["instrument"]): row for row in ratifications.table(matrix(embedded, TODAY)).rows}
    confirmed = [row for row in register("ratifications") if row["load"] == "yes"]
    for row in confirmed:
        cell = found[row["state_iso3"], row["instrument_id"]]
        assert cell["status"] == ("denounced" if row["denounced_date"] else "in force"), row
        assert (cell["since"], cell["until"]) == (row["date"], row["denounced_date"] or None) or row["date"].startswith(cell["since"])
        assert cell["source"] or cell["confidence"] == "recalled"
    for row in register("not_ratified"):
        cell = found[row["state_iso3"], row["instrument_id"]]
        assert cell["status"] == ("signed" if row["signed_date"] else "not ratified"), row
        assert cell["as_of"] == row["as_of"]
    assert len(confirmed) + len(register("not_ratified")) == len(found)


CELLS = [
    ("PHL", "C190", "2024-02-19", "not ratified", None, "inferred from the later ratification of 2024-02-20"),
    ("PHL", "C190", "2024-02-20", "ratified", "2024-02-20", "not in force before 2025-02-20"),
    ("PHL", "C190", "2025-02-19", "ratified", "2024-02-20", "not in force before 2025-02-20"),
    ("PHL", "C190", "2025-02-20", "in force", "2024-02-20", "in force by the twelve-month rule (inferred)"),
    ("PHL", "C189", "2013-09-05", "in force", "2012-09-05", "in force from 2013-09-05"),
    ("MYS", "C105", "1990-01-10", "in force", "1958-10-13", ""),
    ("MYS", "C105", "1990-01-11", "denounced", "1958-10-13", ""),
    ("SGP", "C105", "2003-05-09", "denounced", "1965-10-25", ""),
    ("BRN", "P029", "2026-06-30", "not ratified", None, "reported, not confirmed"),
    ("BRN", "P029", "2023-06-01", "not ratified", None, ""),
    ("IDN", "C188", "2026-06-30", "not ratified", None, "reported, not confirmed"),
    ("IDN", "R204", "2026-06-30", "not open to ratification", None, ""),
    ("IDN", "C193", "2024-06-30", "not adopted yet", None, "adopted 2026-06-12"),
    ("IDN", "C193", "2026-06-30", "no record", None, ""),
    ("JPN", "C190", "2026-06-30", "no record", None, ""),
    ("VNM", "C087", "2026-06-30", "not ratified", None, "ratification planned for 2024-10: date passed, outcome not recorded"),
    ("VNM", "C087", "2024-09-30", "not ratified", None, "ratification planned for 2024-10"),
    ("TLS", "C029", "2003-05-09", "not a member", None, "member of the ILO since 2003-08-19"),
    ("TLS", "CEDAW", "2003-05-09", "ratified", "2003-04-16", "not recorded"),
    ("TLS", "C029", "2025-10-25", "in force", "2009-06-16", "not a member of ASEAN before 2025-10-26"),
    ("BRN", "C029", "2003-05-09", "not a member", None, "not checked yet"),
    ("VNM", "C029", "1985-01-01", "not ratified", None, "inferred from the later ratification of 2007-03-05"),
    ("PHL", "C029", "2003-05-09", "not ratified", None, "inferred from the later ratification of 2005-07-15"),
    ("IDN", "C182", "2003-05-09", "in force", "2000-03-28", ""),
    ("LAO", "C190", "2003-05-09", "not adopted yet", None, "adopted 2019-06-21"),
    ("KHM", "ICRMW", "2004-09-26", "not ratified", None, ""),
    ("KHM", "ICRMW", "2026-06-30", "signed", "2004-09-27", "not ratified; proved to 2022-06-13"),
    ("MYS", "C097", "2026-06-30", "in force", "1964", "for a part of the state only"),
    ("PHL", "C097", "2009-04-20", "not ratified", None, "inferred from the later ratification of 2009-04-21; not checked yet"),
    ("PHL", "C097", "2009-12-30", "ratified", "2009-04-21", "not checked yet"),
    ("PHL", "C097", "2009-12-31", "ratified", "2009", "day recalled: 2009-04-21"),
    ("THA", "C087", "2025-08-20", "not ratified", None, ""),
    ("THA", "C087", "2025-08-21", "not ratified", None, "proved to 2025-08-20"),
    ("KHM", "C190", "2026-02-19", "not ratified", None, "proved to 2024-02-19; recalled to 2024-12-31"),
    ("KHM", "C190", "2026-02-20", "not ratified", None, "recalled to 2024-12-31; old"),
]


@pytest.mark.parametrize(("state", "text", "day", "status", "since", "note"), CELLS)
def test_a_cell_worked_out_by_hand(embedded: Facts, state: str, text: str, day: str, status: str, since: str | None, note: str) -> None:
    row = one(embedded, state, text, day).row()
    assert (row["status"], row["since"]) == (status, since)
    assert note in (row["note"] or "")


def test_old_begins_after_two_years_and_a_day_still_proved_is_not_qualified(embedded: Facts) -> None:
    assert not one(embedded, "KHM", "C190", "2026-02-19").standing.old
    assert one(embedded, "KHM", "C190", "2026-02-20").standing.old
    assert "proved to" not in (one(embedded, "KHM", "C190", "2024-02-19").standing.note)


def test_a_recalled_statement_names_no_source_but_where_to_check(embedded: Facts) -> None:
    rows = [row for row in ratifications.table(matrix(embedded, TODAY)).rows if row["confidence"] == "recalled"]
    assert rows and all(row["source"] is None and "check at" in row["note"] for row in rows)


def test_the_members_are_those_of_the_day_and_timor_leste_is_always_there(embedded: Facts) -> None:
    assert len(members(embedded, ASEAN, dt.date(2025, 10, 25))) == 10
    assert len(members(embedded, ASEAN, dt.date(2025, 10, 26))) == 11
    shown = {cell.iso3 for cell in matrix(embedded, dt.date(1990, 1, 1), (), ["C029"])}
    assert shown == {"BRN", "IDN", "MYS", "PHL", "SGP", "THA", "TLS"}
    assert belongs(embedded, ID + "vnm", ID + "ilo", dt.date(1960, 1, 1)) is None


def test_what_is_asked_for_is_shown_once_in_the_order_asked(embedded: Facts) -> None:
    cells = matrix(embedded, TODAY, ["PHL", "Philippines", "Viet Nam"], ["C190", "C29", "C190"])
    assert [(cell.code, cell.iso3) for cell in cells] == [("C190", "PHL"), ("C190", "VNM"), ("C029", "PHL"), ("C029", "VNM")]


@pytest.mark.parametrize(("states", "texts", "error"), [(["AROSP"], [], UsageError), (["Atlantis"], [], UnknownName), ([], ["SLOM"], UsageError), ([], ["C999"], UnknownName)])
def test_what_is_no_state_or_no_text_is_refused(embedded: Facts, states: list[str], texts: list[str], error: type[Exception]) -> None:
    with pytest.raises(error):
        matrix(embedded, TODAY, states, texts)


def test_which_texts_are_fundamental_comes_from_the_facts(embedded: Facts) -> None:
    facts = Facts({subject: dict(said) for subject, said in embedded.terms.items()})
    for subject, said in facts.terms.items():
        if (ratifications.FUNDAMENTAL, None) in said.get(K + "partOf", ()):
            facts.terms[subject] = {predicate: values for predicate, values in said.items() if predicate != K + "partOf"}
    with pytest.raises(UnknownName, match="fundamental"):
        matrix(facts, TODAY, fundamental=True)
    for slug in ("c155", "p029"):
        facts.terms[ID + slug] = {**facts.terms[ID + slug], K + "partOf": [(ratifications.FUNDAMENTAL, None)]}
    facts = Facts(facts.terms)
    assert list(dict.fromkeys(cell.code for cell in matrix(facts, TODAY, fundamental=True))) == ["P029", "C155"]


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2030, 12, 31))
PAIRS = [(row["state_iso3"].lower(), row["instrument_id"].lower()) for name in ("ratifications", "not_ratified") for row in register(name)]


@given(st.sampled_from(PAIRS), DAYS, DAYS)
def test_a_state_is_not_unbound_again_without_a_denunciation(embedded: Facts, pair: tuple[str, str], one_day: dt.date, other_day: dt.date) -> None:
    first, then = (standing(embedded, ID + pair[0], ID + pair[1], day) for day in sorted((one_day, other_day)))
    bound = ("in force", "ratified")
    assert {first.status, then.status} <= STATUSES
    if first.status in bound:
        assert then.status in (*bound, "denounced") and (then.status != "denounced" or then.until)
    if first.status == "in force":
        assert then.status != "ratified"
    if first.status == "denounced":
        assert then.status == "denounced"
    if then.status == "not adopted yet":
        assert first.status == "not adopted yet"


def invented(since: str, until: str, gap: str) -> Facts:
    """A state, a text, a ratification and a gap."""
    facts = {
        "state": {RDF_TYPE: [(K + "State", None)]},
        "text": {RDF_TYPE: [(K + "RatifiableInstrument", None)]},
        "adoption": {RDF_TYPE: [(K + "Adoption", None)], K + "from": [(ID + "ilc", None)], K + "to": [("text", None)], K + "status": [(K + "actual", None)]},
        "gap": {
            RDF_TYPE: [(K + "NonRatification", None)],
            K + "from": [("state", None)],
            K + "to": [("text", None)],
            K + "status": [(K + "actual", None)],
            K + "asOf": [(gap, "")],
        },
        "act": {
            RDF_TYPE: [(K + "Ratification", None)],
            K + "from": [("state", None)],
            K + "to": [("text", None)],
            K + "status": [(K + "actual", None)],
            K + "since": [(since, "")],
        },
    }
    if until:
        facts["act"][K + "until"] = [(until, "")]
    return Facts(facts)


@given(DAYS, st.one_of(st.none(), st.integers(1, 9000)), DAYS, DAYS)
def test_an_invented_pair_follows_its_dates(since: dt.date, lasted: int | None, gap: dt.date, day: dt.date) -> None:
    until = since + dt.timedelta(days=lasted) if lasted else None
    found = standing(invented(since.isoformat(), until.isoformat() if until else "", gap.isoformat()), "state", "text", day)
    if until and day > until:
        assert found.status == "denounced"
    elif day < since:
        assert found.status == "not ratified"
    else:
        assert found.status == ("in force" if day >= acts.later(since, 12) else "ratified")


def test_a_year_alone_binds_for_certain_only_when_it_is_over() -> None:
    facts = invented("2010", "", "2005-01-01")
    found = {day: standing(facts, "state", "text", dt.date.fromisoformat(day)).status for day in ("2009-12-31", "2010-12-31", "2011-12-30", "2011-12-31")}
    assert found == {"2009-12-31": "not ratified", "2010-12-31": "ratified", "2011-12-30": "ratified", "2011-12-31": "in force"}


def test_a_text_binds_nobody_before_it_is_in_force_itself() -> None:
    facts = invented("2010-01-01", "", "2005-01-01")
    facts.terms["text"][K + "inForceOn"] = [("2020-01-01", "")]
    assert standing(facts, "state", "text", dt.date(2019, 12, 31)).status == "ratified"
    assert standing(facts, "state", "text", dt.date(2020, 1, 1)).status == "in force"


@pytest.mark.parametrize("day", ["2026-06-30", "2003-05-09"])
def test_the_page_says_every_status_in_the_cell_and_in_words(embedded: Facts, day: str) -> None:
    cells = matrix(embedded, dt.date.fromisoformat(day))
    html = page.render(cells, day, "Profile public · nothing withheld")
    safety.check(html, ())
    assert html == page.render(cells, day, "Profile public · nothing withheld")
    assert "<script" not in html and "http-equiv" in html and f"as of {day}" in html and "Profile public" in html
    assert html.count('<td class="square') == len(cells)
    for cell in cells:
        assert f'title="{cell.state}, {cell.code}: {cell.standing.status}' in html
    assert len(set(ratifications.SIGNS.values())) == len(STATUSES) and set(ratifications.SIGNS) == STATUSES
    style = (FOLDER / "matrix.css").read_text(encoding="utf-8")
    assert all(f".{status.replace(' ', '-')}" in style for status in STATUSES)


def test_many_pairs_are_a_grid_and_few_are_rows(embedded: Facts) -> None:
    lines = list(ratifications.told(matrix(embedded, TODAY)))
    assert lines[0].split() == ["BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM"]
    c105 = next(line for line in lines if line.startswith("C105"))
    assert c105.split() == ["C105", "N", "2023", "F", "1999", "F", "1999", "N", "2023", "D", "1990", "N", "2025", "F", "1960", "D", "1979", "F", "1969", "N", "2023", "F", "2020"]
    assert max(map(len, lines)) <= 120 and any("F in force" in line for line in lines)
    few = "\n".join(ratifications.told(matrix(embedded, TODAY, ["PHL"], ["C190"])))
    assert "in force" in few and "F in force" not in few and "2024-02-20" in few


def test_a_name_is_escaped(embedded: Facts) -> None:
    bad = Cell("<b>X</b>", "XXX", "C1", "<script>", one(embedded, "PHL", "C190", "2026-01-01").standing)
    html = page.render((bad,), "2026-01-01", "Profile public")
    assert "<script" not in html and "<b>X</b>" not in html and "&lt;b&gt;X" in html


def test_what_the_program_says_on_the_command_line(kuasa) -> None:
    done = kuasa("ratifications", "--state", "Philippines", "--instrument", "C190", "--format", "json", "--on", "2026-06-30")
    assert done.returncode == 0 and ast.literal_eval(re.sub(r"\bnull\b", "None", done.stdout))[0]["status"] == "in force"
    assert kuasa("ratifications", "--on", "yesterday").returncode == 2
    assert kuasa("ratifications", "--state", "Atlantis").returncode == 1


def test_a_page_of_a_kind_that_is_not_made_is_refused(kuasa, tmp_path) -> None:
    for name in ("m.pdf", "m.md"):
        done = kuasa("ratifications", "--state", "Philippines", "-o", str(tmp_path / name))
        assert done.returncode == 2 and "Endings: " in done.stderr and not (tmp_path / name).exists()
