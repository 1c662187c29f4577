"""The report reader: names, dates, instruments and likely ties of a text, each at its place; nothing that is planned or denied is a fact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_report_texts import document, pdf, saved

from kuasa.exchange.files.reading import read as tables_of
from kuasa.exchange.incoming.recognise import book
from kuasa.exchange.incoming.values import settled
from kuasa.exchange.reports.coded import codes
from kuasa.exchange.reports.dated import dates
from kuasa.exchange.reports.lexicon import table, words
from kuasa.exchange.reports.longforms import long_forms
from kuasa.exchange.reports.mentions import reading
from kuasa.exchange.reports.names import names
from kuasa.exchange.reports.newcomers import newcomers, persons
from kuasa.exchange.reports.patterns import ends, patterns
from kuasa.exchange.reports.proposalbook import accepted, are_proposals
from kuasa.exchange.reports.proposals import Proposals, proposed, read
from kuasa.exchange.reports.rows import CONTEXT
from kuasa.exchange.reports.texts import Block, assembled
from kuasa.exchange.reports.ties import ties
from kuasa.graph.facts import Facts, ancestors
from kuasa.graph.kinds import kinds
from kuasa.graph.sheets import sheet
from kuasa.graph.store import open_store
from kuasa.graph.vocabulary import ID, K, camel

WORLD = Facts.from_store(open_store(str(Path(__file__).parent / "world.ttl")))
SURE = {"high", "medium", "low"}


def propose(*paragraphs: str | Block) -> Proposals:
    """The proposals of a report of some paragraphs, with the invented region."""
    return proposed(assembled("report.txt", "Report", [one if isinstance(one, Block) else Block(one) for one in paragraphs]), WORLD)


def linked(*paragraphs: str | Block) -> list[tuple[str, str, str, str]]:
    """From, kind, to and status of the ties that are proposed."""
    return sorted((one.row.get("from"), one.row.get("tie_kind"), one.row.get("to"), one.row.get("status")) for one in propose(*paragraphs).of("ties"))


def found(text: str, facts: Facts = WORLD) -> list[tuple[str, list[str]]]:
    """The known names of a text with their things."""
    return [(text[hit.start : hit.end], [thing.removeprefix(ID) for thing in hit.things]) for hit in names(facts).find(text)]


def test_known_names_are_found_in_every_spelling_the_longest_first() -> None:
    assert found("The UNION OF WEAVERS and the Union of Weaver’s friends at the Ministry of Cloth of A") == [
        ("UNION OF WEAVERS", ["weavers"]),
        ("Union of Weaver’s", ["weavers"]),
        ("Ministry of Cloth of A", ["ministry-a"]),
    ]


def test_names_are_found_in_scripts_without_spaces_and_never_in_the_middle_of_a_letter() -> None:
    assert found("เมื่อวานสหภาพช่างทอประชุมกัน") == [("สหภาพช่างทอ", ["weavers"])]
    assert found("เมื่อวานสหภาพช่างทอ\u0e31ประชุม") == []
    assert found("bo noi vu cua B") == [("bo noi vu cua B", ["ministry-b"])]


def test_acronyms_count_in_their_own_capitals_only() -> None:
    assert found("UW, uw, Uw and OMCs") == [("UW", ["weavers"]), ("OMCs", ["officials"])]


def test_a_name_is_not_found_across_a_stop_or_inside_a_word() -> None:
    assert found("In the League. Of cloth; the Cloth, Fair") == []
    assert found("Cloth Fairness") == []


def test_a_name_of_several_things_keeps_them_all(tmp_path: Path) -> None:
    twice = saved(
        tmp_path,
        "twice.ttl",
        "@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'i:one a k:Network ; skos:prefLabel "One"@en ; skos:notation "TF" . i:two a k:Committee ; skos:prefLabel "Two"@en ; skos:notation "TF" .\n',
    )
    facts = Facts.from_store(open_store(str(twice)))
    assert found("the TF met", facts) == [("TF", ["one", "two"])]
    rows = proposed(assembled("a.txt", "", [Block("The TF met.")]), facts).of("actors")
    assert [(one.could_be, one.sure, one.row.get("id")) for one in rows] == [(("i:one", "i:two"), "low", "")]


def test_an_acronym_that_the_report_spells_out_means_that_there() -> None:
    known = reading(assembled("a.txt", "", [Block("The Union of Weavers (UOW) came."), Block("UOW spoke.")]), WORLD)
    assert [(key.removeprefix(ID), len(known.places(key))) for key in known.named] == [("weavers", 2)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the Asian Spinning Network (ASN) said", [("Asian Spinning Network", "ASN")]),
        ("Home of Yarn South East (HYSE - North)", [("Home of Yarn South East", "HYSE")]),
        ("Spinners, Dyers and Tailors (XQZ)", []),
        ("it was late (AGAIN)", []),
        ("(ASN)", []),
    ],
)
def test_long_forms_are_found_where_their_letters_fit(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(text[form.start : form.end], form.short) for form in long_forms(text)] == wanted


def test_new_names_are_runs_of_capitals_around_a_word_for_an_organisation() -> None:
    text = "In the end the Ministry of Wool and the Dyers Federation signed the Declaration on Safe Dyes in May 2024, at a Policy Dialogue."
    assert [(text[one.start : one.end], one.sheet, one.kind) for one in newcomers(text)] == [
        ("Ministry of Wool", "actors", "Ministry"),
        ("Dyers Federation", "actors", "Organisation"),
        ("Declaration on Safe Dyes", "instruments", "declaration"),
    ]


def test_persons_are_found_after_their_title() -> None:
    text = "Ms. Ida Wool and Prof Dr Otto Spindle\tDyers Union"
    assert [text[one.start : one.end] for one in persons(text)] == ["Ida Wool", "Otto Spindle"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("on 9 May 2024", [("2024-05-09", "2024-05-09")]),
        ("May 9th, 2024", [("2024-05-09", "2024-05-09")]),
        ("3-4 July and 6–7 July 2031", [("2031-07-03", "2031-07-04"), ("2031-07-06", "2031-07-07")]),
        ("30 April to 2 May 2024", [("2024-04-30", "2024-05-02")]),
        ("May-June 2024 or Q3 2024", [("2024-05", "2024-06"), ("2024-Q3", "2024-Q3")]),
        ("2024-05-09, 2024-05", [("2024-05-09", "2024-05-09"), ("2024-05", "2024-05")]),
        ("31 February 2024", []),
        ("he may 3 times", []),
        ("on 9 May", []),
        ("between 2003 and 2004, on 9 May", [("2003", "2003"), ("2004", "2004")]),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_written(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(one.begins, one.ends) for one in dates(text)] == wanted


def test_instruments_are_found_by_number(embedded: Facts) -> None:
    text = "C190, R204, P029, Convention No. 190, ILO Conventions 87 and 98; not C1999, Recommendation 3 or B-12; Convention No. 999"
    wanted = [("C190", 1), ("R204", 1), ("P29", 1), ("C190", 1), ("C87", 1), ("C98", 1), ("C999", 0)]
    assert [(one.code, len(one.things)) for one in codes(text, embedded)] == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The Cloth Fair was organised by the Union of Weavers.", [("Union of Weavers", "organising", "Cloth Fair", "actual")]),
        (
            "The Cloth Fair will be organised by the Union of Weavers (UW) and the Loom Network.",
            [("Loom Network", "co-organising", "Cloth Fair", "planned"), ("Union of Weavers", "co-organising", "Cloth Fair", "planned")],
        ),
        ("The Cloth Fair may be hosted by the League of Cloth.", [("League of Cloth", "hosting", "Cloth Fair", "possible")]),
        ("It should be that the Union of Weavers joined the Loom Network.", [("Union of Weavers", "membership", "Loom Network", "proposed")]),
        ("The Union of Weavers, a member of the Loom Network, came.", [("Union of Weavers", "membership", "Loom Network", "actual")]),
        ("The Committee on Cloth is chaired by the Ministry of Cloth of A.", [("Ministry of Cloth of A", "chairing", "Committee on Cloth", "actual")]),
        ("The Forum on Cloth reports to the Committee on Cloth.", [("Forum on Cloth", "reporting", "Committee on Cloth", "actual")]),
        ("The Loom Network met with the Ministry of Cloth of A.", [("Loom Network", "encounter", "Ministry of Cloth of A", "actual")]),
        ("The Loom Network calls on the League of Cloth to act.", [("Loom Network", "request", "League of Cloth", "actual")]),
        ("The League of Cloth is the secretariat of the Forum on Cloth.", [("League of Cloth", "secretariat-service", "Forum on Cloth", "actual")]),
        ("The Loom Network was funded by the League of Cloth.", [("League of Cloth", "funding", "Loom Network", "actual")]),
        ("Organised by the Union of Weavers, the Cloth Fair was a success.", [("Union of Weavers", "organising", "Cloth Fair", "actual")]),
        ("The Union of Weavers was not a member of the Loom Network.", []),
        ("The Cloth Fair wasn’t organised by the Union of Weavers.", []),
        ("The Union of Weavers never met with the League of Cloth.", []),
        ("The Union of Weavers was chaired by the Cloth Fair.", []),
    ],
)
def test_a_sentence_states_a_tie_with_its_direction_and_status(sentence: str, wanted: list[tuple[str, str, str, str]]) -> None:
    assert linked(sentence) == wanted


def test_a_list_after_a_colon_belongs_to_its_line() -> None:
    intro = "The Cloth Fair was organised by:"
    assert linked(intro, Block("Union of Weavers", item="•"), Block("Loom Network", item="•"), "Later the League of Cloth came.") == [
        ("Loom Network", "co-organising", "Cloth Fair", "actual"),
        ("Union of Weavers", "co-organising", "Cloth Fair", "actual"),
    ]


def test_speakers_of_a_list_spoke_at_the_event_told_of() -> None:
    rows = linked(Block("Cloth Fair", 1), "We had two speakers:", Block("Ida Wool: Prices of yarn", item="1"), Block("Ana Loom: Looms", item="2"))
    assert rows == [("Ana Loom", "speech", "Cloth Fair", "actual"), ("Ida Wool", "speech", "Cloth Fair", "actual")]


PLANS = sorted(text for text in words("plan") if text not in ("cancelled", "called off"))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PLANS))
def test_what_is_intended_is_never_actual(word: str) -> None:
    for sentence in (f"The Cloth Fair {word} organised by the Union of Weavers.", f"The Union of Weavers {word} join the work, organised by the Loom Network."):
        assert all(one.row.get("status") != "actual" for one in propose(sentence).of("ties")), sentence


def test_a_tie_of_the_knowledge_is_known_and_another_status_or_day_contradicts_it() -> None:
    rows = propose(
        "The Ministry of Cloth of A spoke at the Cloth Fair.",
        "On 2 March 2024 the Ministry of Cloth of B spoke at the Cloth Fair.",
        "The Union of Weavers spoke at the Cloth Fair.",
    )
    assert [(one.row.get("from"), one.found) for one in sorted(rows.of("ties"), key=lambda one: one.paragraph)] == [
        ("Ministry of Cloth of A", "known"),
        ("Ministry of Cloth of B", "contradicting"),
        ("Union of Weavers", "contradicting"),
    ]


def test_an_event_on_another_day_contradicts_the_known_one() -> None:
    rows = propose("The Cloth Fair was held on 5-6 May 2025.").of("events")
    assert [(one.row.get("id"), one.row.get("begins"), one.row.get("ends"), one.found) for one in rows] == [("i:fair", "2025-05-05", "2025-05-06", "contradicting")]


def test_recommendations_have_a_place_and_no_wording() -> None:
    asks = "The League of Cloth must adopt the Declaration on Safe Dyes without delay."
    rows = propose(Block("Recommendations", 1), Block(asks, item="1"), Block("Be kind.", item="2"), "Prices should fall (Recommendation 7 - Dyers).").of("recommendations")
    assert [(one.row.get("number"), one.row.get("addressed_to"), one.row.get("calls_for"), one.row.get("asks"), one.paragraph) for one in rows] == [
        ("1", "League of Cloth", "Declaration on Safe Dyes", "", 2),
        ("2", "", "", "", 3),
        ("7", "", "", "", 4),
    ]


def test_every_row_says_where_it_stands_and_who_may_see_it() -> None:
    (row,) = propose(Block("Fairs", 1), "The Cloth Fair was organised by the Union of Weavers.").of("ties")
    assert dict(row.row.cells) == {
        "from": "Union of Weavers",
        "tie_kind": "organising",
        "to": "Cloth Fair",
        "role": "organiser-role",
        "status": "actual",
        "source": "Report",
        "locator": "paragraph 2 (Fairs)",
        "assertion": "third-party",
        "confidence": "seen",
        "sensitivity": "for-participants",
    }
    assert (row.place, row.words, row.sure, row.why) == (
        "paragraph 2 (Fairs), characters 1-52",
        "The Cloth Fair was organised by the Union of Weavers.",
        "high",
        "organised by",
    )


def test_the_same_paragraphs_give_the_same_proposals_from_every_kind_of_file(tmp_path: Path) -> None:
    lines = ["The Cloth Fair was organised by the Union of Weavers on 1 March 2024.", "Ms Ida Wool of the Dyers Federation (DF) met with the League of Cloth."]
    page = "<title>Cloth</title>" + "".join(f"<p>{line}</p>" for line in lines)
    files = {
        "a.html": page,
        "a.md": "\n\n".join(lines),
        "a.txt": "\n\n".join(lines),
        "a.docx": document([("Normal", line) for line in lines]),
        "a.pdf": pdf([[line] for line in lines]),
    }
    seen = []
    for name, content in files.items():
        proposals = read(saved(tmp_path, name, content), WORLD)
        hidden = ("source", "locator", "title")
        seen.append(
            [({key: text for key, text in one.row.cells.items() if key not in hidden}, one.found, one.sure, one.paragraph, one.start, one.end, one.words) for one in proposals.rows]
        )
    assert len(seen[0]) == 9
    assert all(one == seen[0] for one in seen)


def test_only_accepted_rows_are_left_and_they_keep_their_places(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    proposals = propose("The Cloth Fair was organised by the Union of Weavers and the Loom Network. The League of Cloth met with the Loom Network.")
    path = saved(tmp_path, "proposals.xlsx", proposals.workbook())
    assert book(accepted(tables_of(path)))[0].rows == ()
    made = load_workbook(path)
    made["Ties"]["A3"], made["Ties"]["A4"], made["Actors"]["A2"] = "Accept", "strike", "perhaps"
    made.save(path)
    left = accepted(tables_of(path))
    rows, problems = book(left)
    wanted = proposals.of("ties")[1].row
    (row,) = rows.rows
    assert (row.sheet, row.number, {key: text for key, text in row.cells.items() if key in ("from", "to", "source")}) == (
        "ties",
        3,
        {key: wanted.get(key) for key in ("from", "to", "source")},
    )
    assert [one.problem for one in problems] == []
    assert [(one.tab, one.cell, one.value) for one in left.notes if one.value] == [("Actors", "A2", "perhaps")]


def test_every_row_whose_sheet_has_kinds_says_its_own() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    proposals = propose("The Committee on Cloth met with the Union of Weavers and the Dyers Federation.")
    made = load_workbook(BytesIO(proposals.workbook()))
    found = {}
    for name in ("Actors", "Bodies"):
        head, *rows = made[name].iter_rows(values_only=True)
        found |= {row[head.index("Name")]: row[head.index("Kind")] for row in rows}
    assert found == {"Committee on Cloth": "committee", "Union of Weavers": "organisation", "Dyers Federation": "organisation"}


def test_accepted_proposals_are_settled_without_an_error(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = saved(tmp_path, "proposals.xlsx", propose("The Committee on Cloth met with the Union of Weavers and the Dyers Federation.").workbook())
    made = load_workbook(path)
    for name in ("Actors", "Bodies"):
        for row in range(2, made[name].max_row + 1):
            made[name].cell(row, 1).value = "accept"
    made.save(path)
    rows, problems = settled(book(accepted(tables_of(path)))[0])
    assert (len(rows.rows), [str(one) for one in problems if one.severity == "error"]) == (3, [])


def test_other_files_are_left_as_they_are(tmp_path: Path) -> None:
    tables = tables_of(saved(tmp_path, "actors.csv", "Name,Kind\nUnion of Weavers,organisation\n"))
    assert (are_proposals(tables), accepted(tables)) == (False, tables)


def test_names_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    content = propose(Block("=HYPERLINK(1)", 1), "The =1+1 Dyers Federation (DF) came. =cmd|x!A1 met with the League of Cloth.").workbook()
    made = load_workbook(saved(tmp_path, "a.xlsx", content))
    assert {cell.data_type for page in made for row in page.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}


def test_the_patterns_name_kinds_slots_roles_and_statuses_that_exist() -> None:
    roles, statuses = (set(sheet("ties").choices(sheet("ties").column(key))) for key in ("role", "status"))
    all_kinds = {kind.word for kind in kinds().values()}
    assert len(patterns()) == len({one.name for one in patterns()}) > 50
    for one in patterns():
        slots = {*one.form.groupindex, "event", "text", "recommendation"}
        assert one.kind in all_kinds and one.several in {"", *all_kinds} and ends(one.kind)[0] and ends(one.kind)[1], one.name
        assert {slot.partition(":")[0] for slot in (one.start, one.end)} <= slots, one.name
        assert one.role in {"", *roles} and one.status in {"", *statuses} and one.sure in SURE, one.name


def test_the_words_stand_for_classes_and_codes_that_exist() -> None:
    classes = {iri.removeprefix(K) for iri in ancestors()}
    assert {*words("organisation").values(), *words("body").values()} <= classes
    assert set(words("event").values()) <= set(sheet("events").choices(sheet("events").column("event_kind")))
    assert set(words("instrument").values()) <= set(sheet("instruments").choices(sheet("instruments").column("document_kind")))
    assert {*words("plan").values(), *words("planhead").values()} <= set(sheet("ties").choices(sheet("ties").column("status")))
    assert {K + camel(row["kind"])[:1].upper() + camel(row["kind"])[1:] for row in table("nested")} <= set(kinds())


PIECES = st.sampled_from(
    [
        "Union of Weavers",
        "UW",
        "LN",
        "สหภาพช่างทอ",
        "Cloth Fair",
        "A",
        "organised by",
        "Ms Ida Wool",
        "(AROSP)",
        "Dyers Network (DN)",
        "speakers:",
        "5-6 May 2024",
        "C190",
        "must adopt",
        "\x02",
        "1)",
        "\n",
    ]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=8).map(" ".join), min_size=1, max_size=4), st.sampled_from(["", "•", "1"]))
def test_places_index_the_text_and_no_text_raises(paragraphs: list[str], item: str) -> None:
    blocks = [Block("start here"), *(Block(text, 0, item) for text in paragraphs)]
    text = assembled("a.txt", "", blocks)
    known = reading(text, WORLD)
    for number, mentions in known.mentions.items():
        own = text.paragraphs[number - 1].text
        last = 0
        for one in mentions:
            assert last <= one.start < one.end <= one.reach <= len(own)
            last = one.reach
        for date in known.dates[number]:
            assert 0 <= date.start < date.end <= len(own)
    for one in ties(known, WORLD):
        assert 0 <= one.first <= one.last <= len(text.paragraphs[one.paragraph - 1].text)
    for row in proposed(text, WORLD).rows:
        assert 0 <= row.start <= row.end <= len(text.paragraphs[row.paragraph - 1].text)
        assert len(row.words) <= CONTEXT and row.sure in SURE
    assert proposed(text, WORLD).workbook()[:2] == b"PK"


def test_thirty_pages_take_seconds(embedded: Facts) -> None:
    import time

    page = "The Asian Roundtable on Social Protection (AROSP) met with the ASEAN Secretariat on 9 May 2024, organised by HomeNet Southeast Asia. " * 25
    text = assembled("long.txt", "", [Block(page) for _ in range(30)])
    names(embedded)
    start = time.perf_counter()
    assert proposed(text, embedded).of("ties")
    assert time.perf_counter() - start < 12
