"""The target sheet: each section from a small invented region and from the embedded knowledge; every fact has its numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kuasa.graph.brief import Part, Sheet, brief
from kuasa.graph.errors import BadChoice
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.numbering import lettered
from kuasa.graph.validity import Moment
from kuasa.graph.wording import say, wording
from kuasa.maps import sheet

WORLD = Path(__file__).parent / "world.ttl"
HEAD = "\n".join(line for line in WORLD.read_text(encoding="utf-8").splitlines() if line.startswith("@prefix")) + "\n"
MORE = (
    HEAD
    + """
i:omc-s1 a k:Event ; skos:prefLabel "1st OMC, 2024"@en ; k:eventKind k:meetingSession ; k:begins "2024-05-05"^^xsd:date .
i:omc-text a k:Instrument ; skos:prefLabel "Cloth Statement"@en ; k:documentKind k:declaration ; k:binding false .
i:omc-draft a k:PolicyWindow ; skos:prefLabel "Workshop on the Cloth Charter"@en ; k:status k:planned ; k:certainty k:dated ; k:begins "2026-09-01"^^xsd:date .
i:charter a k:Instrument ; skos:prefLabel "Cloth Charter"@en ; k:documentKind k:charter .
i:visitors a k:Organisation ; skos:prefLabel "Visitors' League"@en ; skos:notation "VL" ; k:organisationType k:ngo .
i:centre a k:Organisation ; skos:prefLabel "National Centre of Cloth"@en ; skos:notation "NCC" ; k:organisationType k:tradeUnion .
i:loom-wish a k:Recommendation ; skos:prefLabel "Pay weavers by the hour"@en .
"""
)


def record(name: str, kind: str, start: str, end: str, extra: str = "", status: str = "actual", how: str = "k:passage i:world-p1 ; k:confidence k:seen") -> str:
    """A tie with its evidence, in Turtle."""
    return (
        f"i:{name} a k:{kind} ; k:from i:{start} ; k:to i:{end} ; k:status k:{status} ; {extra} k:evidence i:{name}-e1 .\n"
        f"i:{name}-e1 a k:Evidence ; k:assertion k:officialText ; {how} .\n"
    )


def said(name: str, kind: str, text: str) -> str:
    """A statement about something with its evidence, in Turtle."""
    return f"i:{name} a k:{kind} ; {text} ; k:evidence i:{name}-e1 .\ni:{name}-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:officialText ; k:confidence k:seen .\n"


DOORS = (
    said("door-text", "Door", 'skos:prefLabel "Hearing"@en ; k:about i:officials ; k:whoMayUse "Unions of cloth"@en ; k:conditions "a letter from the league"@en')
    + said("door-code", "Door", 'skos:prefLabel "Union bench"@en ; k:about i:officials ; k:whoMayUse k:tradeUnion')
    + said("door-ngo", "Door", 'skos:prefLabel "NGO bench"@en ; k:about i:officials ; k:whoMayUse k:ngo')
    + said("door-named", "Door", 'skos:prefLabel "Centre door"@en ; k:about i:committee ; k:whoMayUse "NCC and its members"@en')
    + said("door-shut", "Door", 'skos:prefLabel "Old door"@en ; k:about i:forum ; k:doorState k:doorClosed ; k:conditions "none"@en')
    + said("door-entry", "Door", 'skos:prefLabel "Forum register"@en ; k:about i:forum ; k:conditions "a form"@en')
)
TIES = (
    record("m-t1", "Sitting", "omc-s1", "officials", 'k:since "2024-05-05"^^xsd:date ;')
    + record("m-t2", "Hosting", "state-a", "omc-s1", 'k:since "2024-05-05"^^xsd:date ;')
    + record("m-t3", "Chairing", "ministry-a", "officials", 'k:since "2025"^^xsd:gYear ; k:until "2026"^^xsd:gYear ;')
    + record("m-t4", "Chairing", "ministry-b", "officials", 'k:since "2027"^^xsd:gYear ; k:observed "2025-01-01"^^xsd:date ;', "planned")
    + record("m-t5", "Issuance", "officials", "omc-text", 'k:since "2024-05-05"^^xsd:date ;')
    + record("m-t6", "Drafting", "officials", "charter", 'k:observed "2024-05-05"^^xsd:date ;', "planned")
    + record("m-t7", "Invitation", "omc-s1", "visitors", 'k:since "2024-05"^^xsd:gYearMonth ;')
    + record("m-t8", "Participation", "visitors", "omc-s1", 'k:since "2024-05-05"^^xsd:date ;')
    + record("m-t9", "Membership", "weavers", "centre", 'k:since "2020"^^xsd:gYear ; k:until "2030"^^xsd:gYear ;')
    + record("m-t10", "Accreditation", "weavers", "forum", 'k:since "2020"^^xsd:gYear ; k:until "2030"^^xsd:gYear ;')
    + record("m-t11", "Addressing", "loom-wish", "officials", 'k:since "2024-03-01"^^xsd:date ;')
    + record("m-t12", "Request", "visitors", "officials", 'k:since "2024-06-01"^^xsd:date ;')
    + record("m-t13", "Targeting", "omc-draft", "charter", 'k:observed "2024-05-05"^^xsd:date ;', "planned")
    + record("m-t14", "Issuance", "weavers", "loom-wish", 'k:since "2024-03-01"^^xsd:date ;')
)
CLAIMS = (
    said("m-s1", "Position", 'k:about i:officials ; k:value "Cloth matters"@en ; k:saidAt i:omc-s1')
    + said("m-s2", "Position", 'k:about i:ministry-b ; k:value "Looms are loud"@en ; k:saidAt i:omc-s1')
    + said("m-c1", "Claim", 'k:about i:officials ; k:property k:mandate ; k:value "Prepares the ministers of cloth"@en')
    + said("m-c2", "Claim", 'k:about i:officials ; k:property k:meets ; k:value "every spring"@en')
)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The invented region with doors, sessions, texts and requests, for everybody."""
    path = tmp_path_factory.mktemp("region") / "more.ttl"
    path.write_text(MORE + DOORS + TIES + CLAIMS, encoding="utf-8")
    return open_knowledge((str(WORLD), str(path)))


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """The embedded knowledge for everybody."""
    return open_knowledge()


def of(knowledge: Knowledge, name: str, org: str = "", on: str = "2026-06-30") -> Sheet:
    """The sheet of a name."""
    facts = knowledge.facts
    return brief(knowledge, resolve(facts, name), resolve(facts, org) if org else "", Moment.from_words(on))


def part(found: Sheet, name: str) -> Part:
    """A part of a sheet."""
    return next(one for one in found.parts if one.id == name)


def lines(found: Sheet, name: str) -> list[tuple[str, str]]:
    """Lead and text of the lines of a part."""
    return [(line.lead, line.text) for line in part(found, name).lines]


def test_the_head_says_what_a_body_is_for(region: Knowledge) -> None:
    found = of(region, "OMC", "UW")
    assert found.title == "Target sheet: Officials' Meeting on Cloth (OMC)"
    assert (found.kind, found.reader) == ("senior officials meeting", "Written for: Union of Weavers")
    assert "As of 2026-06-30" in found.conditions and "profile public" in found.conditions
    assert lines(found, "head") == [("Task", "Prepares the ministers of cloth")]


def test_seats_chair_host_and_next_chair(region: Knowledge) -> None:
    found = lines(of(region, "OMC"), "seats")
    assert ("In the chair", "Ministry of Cloth of A (2025 to 2026)") in found
    assert ("Next chair", "Ministry of Cloth of B (since 2027)") in found
    assert ("Last host", "A (1st OMC, 2024)") in found
    assert [text for _, text in found if "2020 to 2030" in text] == ["Ministry of Cloth of A (2020 to 2030)", "Ministry of Cloth of B (2020 to 2030)"]
    planned = next(line for line in part(of(region, "OMC"), "seats").lines if line.lead == "Next chair")
    assert "planned" in planned.marks


def test_a_planned_chair_whose_time_passed_is_not_the_next_one(region: Knowledge) -> None:
    found = lines(of(region, "OMC", on="2028-12-31"), "seats")
    assert "Next chair" not in [lead for lead, _ in found]
    assert ("No record", say("sheet_no_next_chair")) in found and ("No record", say("sheet_no_chair")) in found


def test_who_reports_to_whom_up_and_down(region: Knowledge) -> None:
    assert [text for _, text in lines(of(region, "Committee on Cloth"), "reporting")][:2] == [
        "Committee on Cloth reports to OMC (2020 to 2030)",
        "Forum on Cloth reports to Committee on Cloth (2020 to 2030)",
    ]
    below = part(of(region, "OMC"), "reporting").lines
    assert [(line.level, "not checked yet" in line.marks) for line in below if "reports to" in line.text] == [(0, False), (2, True)]


def test_a_body_that_decides_by_consensus_needs_all_members(region: Knowledge) -> None:
    found = lines(of(region, "OMC"), "deciding")
    assert found == [("Decides by", "consultation and consensus"), ("", say("sheet_then_all")), ("Meets", "every spring"), ("Last session recorded", "1st OMC, 2024: 2024-05-05")]
    assert ("No record", say("sheet_no_rule")) in lines(of(region, "Forum on Cloth"), "deciding")


@pytest.mark.parametrize(
    ("door", "org", "verdict", "why"),
    [
        ("Hearing", "UW", "unknown", "check: a letter from the league"),
        ("Union bench", "UW", "meet", "it is for organisations of this kind"),
        ("NGO bench", "UW", "not-meet", "it is for: NGO"),
        ("Centre door", "UW", "meet", "UW is a member of NCC (2020 to 2030)"),
        ("Centre door", "VL", "unknown", "no membership of VL in NCC is recorded; check who may use it: NCC and its members"),
        ("Old door", "UW", "shut", "this way in is closed"),
        ("Forum register", "UW", "meet", "UW is accredited to Forum on Cloth (2020 to 2030)"),
        ("Forum register", "VL", "unknown", "check: a form"),
    ],
)
def test_a_verdict_on_a_door_rests_on_records_only(region: Knowledge, door: str, org: str, verdict: str, why: str) -> None:
    card = next(one for one in part(of(region, "OMC", org), "doors").cards if one.name == door)
    assert (card.verdict, card.why.casefold()) == (verdict, why.casefold())
    assert card.numbers


def test_without_an_organisation_there_is_no_verdict_but_shut_doors_say_so(region: Knowledge) -> None:
    cards = part(of(region, "OMC"), "doors").cards
    assert {card.name: card.verdict for card in cards if card.verdict} == {"Old door": "shut"}
    assert lines(of(region, "OMC"), "routes") == [("", say("sheet_add_for"))]


def test_texts_made_and_intended_stay_apart(region: Knowledge) -> None:
    assert lines(of(region, "OMC"), "texts") == [("Issued", "Cloth Statement (2024-05-05)"), ("Intended or under drafting", "Cloth Charter (seen 2024-05-05)")]
    stages = part(of(region, "Cloth Charter"), "texts").lines
    assert [(line.lead, line.text, line.marks) for line in stages if line.lead == "Stage"] == [("Stage", "Workshop on the Cloth Charter: 2026-09-01", ("planned",))]


def test_what_was_asked_has_no_record_of_an_answer(region: Knowledge) -> None:
    found = lines(of(region, "OMC"), "asked")
    assert found[0] == ("Asked by UW", "Pay weavers by the hour (2024-03-01)")
    assert ("", "VL made a request of OMC (2024-06-01)") in found
    assert found.count(("", "what became of it: no record")) == 2


def test_what_it_said_comes_before_what_others_said_there(region: Knowledge) -> None:
    assert lines(of(region, "OMC"), "positions") == [("OMC", "Cloth matters (2024-05-05)"), ("Said there by Ministry of Cloth of B, 2024-05-05", "Looms are loud")]


def test_routes_of_today_then_aims(region: Knowledge) -> None:
    found = part(of(region, "OMC", "UW"), "routes").lines
    assert next(line.text for line in found if line.lead.startswith("Route")) == "UW → Forum on Cloth → Committee on Cloth → OMC"
    aim = next(line for line in found if line.lead == "Stated aims (not yet so)")
    assert (aim.text, aim.marks) == ("Possible: UW intends to engage with OMC (seen 2024-01-10)", ("possible",))
    gone = part(of(region, "Cloth Charter", "VL"), "routes").lines[0]
    assert (gone.kind, gone.lead) == ("gap", "No route under these conditions")


def test_who_got_there_before_stands_by_occasion(region: Knowledge) -> None:
    assert lines(of(region, "OMC"), "precedents") == [
        ("2024-06-01", "Visitors' League"),
        ("asked", "VL"),
        ("2024-05-05", "Visitors' League · 1st OMC, 2024"),
        ("invited", "VL"),
        ("took part", "VL"),
    ]


def test_windows_of_a_text(region: Knowledge) -> None:
    assert ("2026-09-01", "Workshop on the Cloth Charter") in lines(of(region, "Cloth Charter"), "windows")


def test_blind_spots_are_counted(region: Knowledge) -> None:
    told = " ".join(line.text for line in part(of(region, "Forum on Cloth", "UW"), "blind").lines)
    assert "not checked yet: 1" in told and "rest on one source only" in told


def test_the_sheet_of_slom_says_what_the_demonstration_must_show(known: Knowledge) -> None:
    found = of(known, "SLOM", "AROSP")
    seats = lines(found, "seats")
    assert ("In the chair", "Ministry of Manpower (Singapore) (seen 2025)") in seats
    assert not any(lead in ("In the chair", "Next chair") and "Philippines" in text for lead, text in seats)
    assert ("", say("sheet_own_chair")) in seats and ("Last host", "Cambodia (21st SLOM, 2025)") in seats
    assert [text for _, text in lines(found, "reporting")][:3] == ["SLOM reports to ALMM", "ALMM reports to ASCC Council", "ASCC Council reports to ASEAN Summit"]
    assert ("", say("sheet_then_all")) in lines(found, "deciding")
    assert {card.verdict for card in part(found, "doors").cards} == {"unknown"}
    routes = lines(found, "routes")
    assert routes[0] == ("Route 1 (shaky)", "AROSP → CS5 → TF-AMW → AFML → ACMW → SLOM")
    assert any(lead == "Stated aims (not yet so)" and "SLOM" in text for lead, text in routes)
    before = dict(lines(found, "precedents"))
    assert before["2003-05-05"] == "International Labour Organization · 2nd SLOM, 2003"
    assert "Letter of the ILO" in before["written for it"] and "Joint Review Mission" in before["taken up there"] and before["invited"] == "ILO"
    assert "Never before" in before["its own words"]
    assert any("Next session of SLOM" in text for _, text in lines(found, "windows"))


def test_what_is_only_expected_says_that_nobody_announced_it(known: Knowledge) -> None:
    next_one = next(line for line in part(of(known, "SLOM"), "windows").lines if "Next session of SLOM" in line.text)
    assert next_one.marks[0] == "expected by rhythm, not announced"


def test_the_sheet_of_the_care_declaration(known: Knowledge) -> None:
    found = of(known, "Care Economy Declaration", "AROSP")
    assert ("Adopted by", "ASEAN Summit (2024-10)") in lines(found, "head") and ("Adopted", "2024-10-09") in lines(found, "head")
    assert ("", say("sheet_over")) in lines(found, "texts")
    stages = {line.text: line.marks for line in part(found, "texts").lines if line.lead == "Stage"}
    passed = "date passed, outcome not recorded"
    assert passed in stages["1st validation workshop on the care economy declaration: 2024-05-09"]
    assert "its dates contradict each other" in stages["2nd validation workshop on the care economy declaration: 2024-06-20"]
    assert "carried out, see the later record" in stages["3rd ASEAN Women Leaders' Summit (Vientiane, August 2024): 2024-08-23"]
    assert passed in stages["Convening meeting on the care economy declaration (2024): 2024-06-26"]
    assert "seats" not in [one.id for one in found.parts] and "positions" not in [one.id for one in found.parts]
    assert [card.verdict for card in part(found, "doors").cards if "Committee on Women (Lao PDR)" in card.name] == ["shut"]


def test_before_its_adoption_a_text_is_not_adopted(known: Knowledge) -> None:
    head = lines(of(known, "Care Economy Declaration", on="2024-05-01"), "head")
    assert not any(lead.startswith("Adopted") for lead, _ in head) and any("Not adopted yet" in text for _, text in head)


def test_the_sheet_of_aichr(known: Knowledge) -> None:
    found = of(known, "AICHR", "HNSEA")
    assert ("In the chair", "Philippines (2026)") in lines(found, "seats")
    assert {card.name: card.verdict for card in part(found, "doors").cards}["Consultative relationship: AICHR"] == "unknown"
    others = [text for _, text in lines(found, "others")]
    assert len([text for text in others if "accredited to AICHR" in text]) == 5
    met = {card.name: card.verdict for card in part(of(known, "AICHR", "SUARAM"), "doors").cards}
    assert met["Consultative relationship: AICHR"] == "meet"


@pytest.mark.parametrize(
    ("name", "org"), [("SLOM", "AROSP"), ("i:asean-care-2024", "AROSP"), ("AICHR", "HNSEA"), ("ILO", "AROSP"), ("Philippines", "HNSEA"), ("C190", ""), ("ALMM", "ATUC")]
)
def test_every_statement_has_a_number_or_says_that_nobody_checked_it(known: Knowledge, name: str, org: str) -> None:
    found = of(known, name, org)
    numbers = {one.number.rstrip("abcdefghijklmnopqrstuvwxyz") if not one.check else one.number for one in found.sources}
    for one in found.parts:
        for line in one.lines:
            if line.kind == "fact":
                assert line.numbers or "not checked yet" in line.marks, line
            cited = {number if number.startswith("c") else number.rstrip("abcdefghijklmnopqrstuvwxyz") for number in line.numbers}
            assert cited <= numbers
            if line.numbers and all(number.startswith("c") for number in line.numbers):
                assert "not checked yet" in line.marks
        assert all(card.numbers for card in one.cards)
    assert not [one for one in found.sources if one.check and one.places]


def test_a_plan_never_stands_as_a_fact(known: Knowledge) -> None:
    for name in ("SLOM", "i:asean-care-2024", "AROSP", "ILO"):
        for one in of(known, name, "HNSEA").parts:
            for line in one.lines:
                if "intends to" in line.text or "is to " in line.text or line.text.startswith(("Possible:", "Proposed:")):
                    assert line.kind != "fact" or {"planned", "possible", "proposed"} & set(line.marks), line


def test_no_stance_or_name_of_a_person_in_public(known: Knowledge) -> None:
    everybody = open_knowledge((), "facilitator").facts
    hidden = {everybody.label(one) for one in everybody.subjects("Person")} - {known.facts.label(one) for one in known.facts.subjects("Person")}
    text = "".join(sheet.markdown(of(known, name, "AROSP")) for name in ("SLOM", "ALMM", "ILO", "ASEAN Secretariat"))
    assert hidden and not [name for name in hidden if name in text]


@pytest.mark.parametrize(("name", "org", "words"), [("CS5", "", "no body, actor or text"), ("SLOM", "SLOM", "the same thing"), ("SLOM", "C190", "no organisation or network")])
def test_what_no_sheet_can_be_written_of(known: Knowledge, name: str, org: str, words: str) -> None:
    with pytest.raises(BadChoice, match=words):
        of(known, name, org)


def test_a_long_part_counts_what_it_leaves_out(known: Knowledge) -> None:
    asked = part(of(known, "Philippines"), "asked")
    assert asked.more > 10 and len(asked.lines) == 6
    assert "and " + str(asked.more) + " more" in sheet.render(of(known, "Philippines"))


def test_markdown_and_page_say_the_same(known: Knowledge) -> None:
    import html
    import re

    found = of(known, "SLOM", "AROSP")
    page = " ".join(html.unescape(re.sub(r"<[^>]+>", "", sheet.render(found))).split())
    text = sheet.markdown(found).replace("\\", "")
    for line in (line for one in found.parts for line in one.lines):
        assert " ".join(line.text.split()) in page and " ".join(line.text.split()) in text
    assert sheet.render(found) == sheet.render(found) and "<script" not in sheet.render(found)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.ttl"
    path.write_text(WORLD.read_text(encoding="utf-8").replace('"Forum on Cloth"', '"<script>alert(1)</script> [x](http://e.example) *b*"'), encoding="utf-8")
    knowledge = open_knowledge((str(path),))
    found = brief(knowledge, "https://w3id.org/kuasa/id/forum", "", Moment(date(2026, 6, 30)))
    assert "<script>" not in sheet.render(found) and "[x](" not in sheet.markdown(found)


def test_phrases_and_letters() -> None:
    assert all(text and "  " not in text for key, text in wording().items() if key.startswith("sheet_"))
    assert [lettered(n) for n in (0, 25, 26)] == ["a", "z", "aa"]
