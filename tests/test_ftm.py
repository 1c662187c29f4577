from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from formats_books import books
from hypothesis import HealthCheck, given, settings
from missing import missing

from kuasa.exchange.alignments import RULES
from kuasa.exchange.book import Book, Row
from kuasa.exchange.formats.correspondence import table
from kuasa.exchange.formats.ftm import FORMAT
from kuasa.graph.vocabulary import kebab

RULE = (RULES / "ftm.ru").read_text(encoding="utf-8")
CALL = [
    Row("actors", {"id": "i:p-0001", "name": "A. Person", "kind": "person", "name__th": "คน"}),
    Row("actors", {"id": "i:post", "name": "Minister", "kind": "post", "short": "MIN"}),
    Row("actors", {"name": "Union", "kind": "organisation", "organisation_type": "trade-union", "short": "U", "topics": "labour|gender", "website": "https://example.org/"}),
    Row("actors", {"id": "i:thailand", "name": "Thailand", "kind": "state"}),
    Row("bodies", {"id": "i:slom", "name": "SLOM", "kind": "senior-officials-meeting", "mandate": "prepares", "reports_to": "i:almm"}),
    Row("bodies", {"id": "i:almm", "name": "ALMM", "kind": "ministerial-meeting"}),
    Row("events", {"id": "i:forum", "name": "Forum", "begins": "2024-05", "ends": "2024-Q2", "organised_by": "Union|i:slom", "event_kind": "workshop", "place": "Manila"}),
    Row("instruments", {"id": "i:c190", "name": "C190", "kind": "ratifiable-instrument", "document_kind": "convention", "adopted_on": "2019-06-21", "number": "C190"}),
    Row("ties", {"id": "i:t1", "from": "i:thailand", "tie_kind": "seat", "to": "i:slom", "since": "2020", "until": "2024-Q2", "role": "chair-role", "source": "Report"}),
    Row("ties", {"from": "i:p-0001", "tie_kind": "post-holding", "to": "i:post", "since": "2020-01-02"}),
    Row("ties", {"from": "i:post", "tie_kind": "post-placement", "to": "i:slom"}),
    Row("ties", {"id": "i:t2", "from": "Union", "tie_kind": "membership", "to": "i:thailand", "source": "https://example.org/page"}),
    Row("ties", {"id": "i:t3", "from": "i:thailand", "tie_kind": "non-ratification", "to": "i:c190"}),
    Row("ties", {"id": "i:t4", "from": "i:thailand", "tie_kind": "ratification", "to": "i:nowhere"}),
    Row("sources", {"id": "i:report", "title": "Report", "publisher": "ILO", "issued": "2024-05", "address": "https://example.org/r"}),
]


def entities(book: Book) -> list[dict[str, Any]]:
    ((_, content),) = FORMAT.write(book, "map").items()
    return [json.loads(line) for line in content.decode().split("\n") if line]


def model() -> Any:
    try:
        from followthemoney import model as found
    except ImportError:
        missing("followthemoney is not installed: pip install kuasa[ftm]")
    return found


def test_things_and_ties_are_entities() -> None:
    found = {one["id"]: (one["schema"], one["properties"]) for one in entities(Book(tuple(CALL)))}
    assert found == {
        "kuasa-report": (
            "Document",
            {
                "name": ["Report"],
                "title": ["Report"],
                "publisher": ["ILO"],
                "publishedAt": ["2024-05"],
                "sourceUrl": ["https://example.org/r"],
            },
        ),
        "kuasa-p-0001": ("Person", {"name": ["A. Person", "คน"]}),
        "kuasa-post": ("Position", {"name": ["Minister"], "alias": ["MIN"], "organization": ["kuasa-slom"]}),
        "kuasa.actors.2": (
            "Organization",
            {"name": ["Union"], "abbreviation": ["U"], "classification": ["trade union"], "website": ["https://example.org/"], "keywords": ["labour", "gender equality"]},
        ),
        "kuasa-thailand": ("LegalEntity", {"name": ["Thailand"], "classification": ["state"]}),
        "kuasa-slom": ("PublicBody", {"name": ["SLOM"], "classification": ["senior officials meeting"], "description": ["prepares"]}),
        "kuasa.c.reports-to.4.5": ("UnknownLink", {"subject": ["kuasa-slom"], "object": ["kuasa-almm"], "role": ["reports to"]}),
        "kuasa-almm": ("PublicBody", {"name": ["ALMM"], "classification": ["ministerial meeting"]}),
        "kuasa-forum": (
            "Event",
            {"name": ["Forum"], "summary": ["workshop"], "startDate": ["2024-05"], "endDate": ["2024"], "location": ["Manila"], "organizer": ["kuasa.actors.2", "kuasa-slom"]},
        ),
        "kuasa-c190": ("Document", {"name": ["C190"], "summary": ["ratifiable instrument", "convention"], "date": ["2019-06-21"]}),
        "kuasa-t1": (
            "Membership",
            {
                "member": ["kuasa-thailand"],
                "organization": ["kuasa-slom"],
                "role": ["sits in", "chair"],
                "startDate": ["2020"],
                "endDate": ["2024"],
                "proof": ["kuasa-report"],
                "sourceUrl": ["https://example.org/r"],
                "publisher": ["ILO"],
            },
        ),
        "kuasa.ties.11": ("Occupancy", {"holder": ["kuasa-p-0001"], "post": ["kuasa-post"], "startDate": ["2020-01-02"]}),
        "kuasa-t2": (
            "UnknownLink",
            {"subject": ["kuasa.actors.2"], "object": ["kuasa-thailand"], "role": ["is member of"], "sourceUrl": ["https://example.org/page"]},
        ),
    }


def test_the_library_of_followthemoney_reads_every_entity() -> None:
    schemata = model()

    def sound(book: Book) -> None:
        found = entities(book)
        keys = {one["id"]: schemata.get(one["schema"]) for one in found}
        assert len(keys) == len(found)
        for one in found:
            proxy = schemata.get_proxy(one)
            assert set(one["properties"]) <= set(proxy.schema.properties)
            assert proxy.to_dict()["properties"].keys() == one["properties"].keys()
            for prop, value in proxy.itervalues():
                if prop.type.name in ("date", "entity"):
                    assert prop.type.validate(value), (prop, value)
                    assert prop.type.clean(value) == value
                if prop.type.name == "entity":
                    assert keys[value].is_a(prop.range), (prop, value)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(books())
    def check(book: Book) -> None:
        sound(book)

    sound(Book(tuple(CALL)))
    check()


def test_entities_of_others_are_read(tmp_path: Path) -> None:
    lines = [
        {"id": "NK-1", "schema": "Person", "caption": "Jane Roe", "properties": {"name": ["Jane Roe", "Jeanne Roe"], "birthDate": ["1970"]}, "target": True},
        {"id": "NK-2", "schema": "Company", "properties": {"name": ["Acme Ltd"], "website": ["https://acme.example"], "jurisdiction": ["th"]}},
        {"id": "NK-3", "schema": "Position", "properties": {"name": ["Minister of Labour"], "organization": ["NK-4"]}},
        {"id": "NK-4", "schema": "PublicBody", "properties": {"name": ["Ministry of Labour"], "abbreviation": ["MOL"]}},
        {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["NK-1"], "post": ["NK-3"], "startDate": ["2019-07"]}},
        {"id": "d1", "schema": "Directorship", "properties": {"director": ["NK-1"], "organization": ["NK-2"], "role": ["Chief Executive"]}},
        {"id": "doc", "schema": "Document", "properties": {"title": ["Register"], "publisher": ["Government"], "publishedAt": ["2020-01-02T00:00:00"]}},
        {"id": "m1", "schema": "Membership", "properties": {"member": ["NK-1"], "organization": ["NK-4"], "proof": ["doc"]}},
        {"id": "v1", "schema": "Vessel", "properties": {"name": ["Boat"]}},
    ]
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert [(row.sheet, dict(row.cells)) for row in FORMAT.read(path).rows] == [
        ("actors", {"name": "Jane Roe", "other_names": "Jeanne Roe", "kind": "person"}),
        ("actors", {"name": "Acme Ltd", "kind": "organisation", "organisation_type": "company", "website": "https://acme.example"}),
        ("actors", {"name": "Minister of Labour", "kind": "post"}),
        ("actors", {"name": "Ministry of Labour", "short": "MOL", "kind": "government-agency"}),
        ("ties", {"from": "Minister of Labour", "tie_kind": "post-placement", "to": "Ministry of Labour", "status": "actual"}),
        ("ties", {"from": "Jane Roe", "tie_kind": "post-holding", "to": "Minister of Labour", "since": "2019-07", "status": "actual"}),
        ("ties", {"from": "Jane Roe", "tie_kind": "directs", "to": "Acme Ltd", "note": "Chief Executive", "status": "actual"}),
        ("ties", {"from": "Jane Roe", "tie_kind": "membership", "to": "Ministry of Labour", "source": "Register", "status": "actual"}),
        ("sources", {"title": "Register", "publisher": "Government", "issued": "2020-01-02"}),
    ]
    assert [(note.tab, note.value) for note in FORMAT.read_notes(path)] == [("Company", "jurisdiction"), ("Person", "birthDate"), ("entities", "Vessel")]


def test_two_things_of_one_name_stay_two(tmp_path: Path) -> None:
    lines = [{"id": f"NK-{n}", "schema": "PublicBody", "properties": {"name": ["Ministry of Labour"]}} for n in (1, 2)]
    path = tmp_path / "two.ftm.json"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert [row.get("name") for row in FORMAT.read(path).rows] == ["Ministry of Labour (NK-1)", "Ministry of Labour (NK-2)"]


def test_a_line_that_is_no_json_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "bad.ftm.json"
    path.write_text('{"id": "a", "schema": "Person", "properties": {}}\n{"id": }', encoding="utf-8")
    with pytest.raises(Exception, match=r"bad\.ftm\.json, line 2, is not JSON"):
        FORMAT.read(path)


def test_classes_have_the_schemata_that_the_rules_give_them() -> None:
    ours = {(one["kind"], one["schema"]) for one in table("ftm-things") if one["read"] != "only"}
    theirs = {(kebab("#" + kind), schema) for kind, schema in re.findall(r"\(k:(\w+) ftm:(\w+)\)", RULE)}
    assert theirs - {("body", "PublicBody")} <= ours
    extra = {kind for kind, _ in ours - theirs}
    assert extra & {kind for kind, _ in theirs} == set()


def test_ties_have_the_schemata_that_the_rules_give_them() -> None:
    links = re.search(r"ftm:UnknownLink ;.*?VALUES \?kind \{(.*?)\}", RULE, re.DOTALL)
    assert links
    generic = {kebab("#" + kind) for kind in re.findall(r"k:(\w+)", links[1])}
    ours = {one["kind"]: one["schema"] for one in reversed(table("ftm-ties")) if one["kind"]}
    special = {"membership": "Membership", "seat": "Membership", "employment": "Employment", "post-holding": "Occupancy"}
    special |= {"succession": "Succession", "representation": "Representation", "post-placement": "Position"}
    # The rules tell where something lies by the code of its country, which a row does not have.
    assert ours == dict.fromkeys(generic | {"location"}, "UnknownLink") | special
