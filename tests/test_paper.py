"""The paper kit: a card for everybody named, scales and columns as the ontology declares them, nothing withheld, nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.graph.analysis import influence, lenses
from kuasa.graph.errors import LeakError, UsageError
from kuasa.graph.facts import PREF
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.profiles import profile
from kuasa.graph.sheets import code_of, sheet
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID
from kuasa.graph.wording import wording
from kuasa.maps import paper, paper_cards, paper_tables
from kuasa.maps.assessments import scales
from kuasa.maps.lexicon import map_keys, page_keys
from kuasa.maps.paper_words import Speaker, clipped, speakers

WORLD = str(Path(__file__).parent / "world.ttl")
WHEN = Moment.from_words("2026-06-30", "all")
WEAVERS, OFFICIALS, PERSON = ID + "weavers", ID + "officials", ID + "p-0001"
HOSTILE = "</h3><script>alert(1)</script>\"' onload=x {from} {{ 7*7 }} &lt;b&gt;"


def opened(audience: str = "public") -> Knowledge:
    """The invented region for an audience."""
    return open_knowledge((WORLD,), audience)


def answered(knowledge: Knowledge, status: str = "all", start: str = WEAVERS, end: str = OFFICIALS) -> influence.Answer:
    """Who reaches whom there."""
    moment = Moment.from_words("2026-06-30", status)
    return influence.paths(knowledge.facts, influence.Question((start,), (end,), moment, lenses.lens("all"), 1, 6))


def kit(knowledge: Knowledge, languages: Sequence[str] = ("en",), things: Sequence[str] = (WEAVERS,), status: str = "all", **more: object) -> str:
    """A kit with its poster."""
    return paper.kit(knowledge, things, replace(WHEN, status=status), languages, answered(knowledge, status), **more)  # type: ignore[arg-type]


class Page(HTMLParser):
    """What a page holds: its tags, the texts of some, the columns of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "link", "br", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            self.texts.append((self.open[-1], " ".join(data.split())))

    def of(self, tag: str) -> list[str]:
        """The texts that stand directly in tags of a name."""
        return [text for name, text in self.texts if name == tag]

    def classes(self) -> list[str]:
        """The classes of every sheet of paper."""
        return [attributes["class"] for tag, attributes in self.tags if tag == "section"]


@cache
def parts(name: str) -> list[str]:
    """The tags of a kit about a thing of some name."""
    knowledge = opened()
    knowledge.facts.terms[WEAVERS][PREF] = [(name, "en")]
    knowledge.facts.indexes.clear()
    return [tag for tag, _ in Page(paper.kit(knowledge, [WEAVERS], WHEN)).tags if tag not in ("span", "p")]


def test_everybody_named_and_on_the_route_has_a_card_then_the_neighbours_and_then_room() -> None:
    knowledge = opened()
    found = paper_cards.deck(knowledge, [WEAVERS], WHEN, answered(knowledge))
    assert found.things[:5] == tuple(ID + name for name in ("weavers", "officials", "loom-net", "forum", "committee"))
    assert set(found.things[5:]) == {ID + name for name in ("ministry-a", "ministry-b", "state-a")}
    cards = paper_cards.cards(knowledge.facts, found, Speaker(("en",)))
    assert [card.code for card in cards] == [f"A{n}" for n in range(1, 17)]
    assert [bool(card.thing) for card in cards] == [True] * 8 + [False] * 8
    assert cards[0].names[0].text == "Union of Weavers" and cards[0].short == "UW" and cards[0].links == 4


def test_a_card_says_what_it_is_and_does_in_the_chosen_languages() -> None:
    knowledge = opened()
    card = paper_cards.cards(knowledge.facts, paper_cards.deck(knowledge, [WEAVERS], WHEN), Speaker(("th", "en")))[0]
    assert [(name.lang, name.text) for name in card.names] == [("en", "Union of Weavers"), ("th", "สหภาพช่างทอ")]
    assert [text.lang for text in card.kind] == ["th", "en"] and card.does is not None and card.does.lang == "th"
    assert "LN" in card.does.text and "{" not in card.does.text


def test_many_names_are_all_on_cards_and_neighbours_fill_only_what_is_left() -> None:
    knowledge = open_knowledge()
    named = [thing for thing in knowledge.facts.subjects("State") if knowledge.facts.tied(thing)][:22]
    assert paper_cards.deck(knowledge, named, WHEN).things == tuple(named)
    alone = paper_cards.deck(knowledge, [ID + "slom"], WHEN)
    assert len(alone.things) == paper_cards.MOST and alone.things[0] == ID + "slom"
    assert all(knowledge.facts.isa(thing, "Actor") or knowledge.facts.isa(thing, "Body") for thing in alone.things)


@pytest.mark.parametrize("audience", ["public", "participants"])
def test_no_person_is_on_a_card_where_persons_are_no_steps(audience: str) -> None:
    knowledge = opened(audience)
    text = kit(knowledge, things=[WEAVERS, ID + "fair", ID + "forum"])
    assert "Ana Loom" not in text and PERSON not in paper_cards.deck(knowledge, [ID + "fair"], WHEN).things
    if knowledge.facts.knows(PERSON):
        with pytest.raises(UsageError, match="persons are not on maps"):
            paper.kit(knowledge, [PERSON], WHEN)
    facilitator = opened("facilitator")
    assert PERSON in paper_cards.deck(facilitator, [ID + "fair"], WHEN).things


def test_a_person_who_is_still_in_the_facts_is_left_out_all_the_same() -> None:
    careless = replace(opened("facilitator"), audience=profile("public"))
    assert careless.facts.knows(PERSON)
    assert PERSON not in paper_cards.deck(careless, [ID + "fair"], WHEN).things
    assert "Ana Loom" not in paper.kit(careless, [ID + "fair"], WHEN)


def test_the_scales_are_those_of_the_ontology() -> None:
    text = kit(opened())
    tower = text[text.index('<section class="sheet a4 tower"') : text.index('<section class="sheet wide strip"')]
    assert scales() == {"alignment": (-2, 2), "interest": (0, 10), "power": (0, 10)}
    assert [int(number) for number in re.findall(r"<li><b>(\d+)</b>", tower)] == list(range(10, -1, -1))
    assert re.findall(r'<p class="value"><b>([^<]+)</b>', text) == ["-2", "-1", "0", "+1", "+2"]
    grid = text[text.index('<section class="sheet wide grid"') : text.index('<section class="sheet wide chart"')]
    assert grid.count("<td></td>") == 11 * 5


def test_the_columns_of_the_record_sheets_are_those_of_the_import() -> None:
    printed: dict[str, list[str]] = {}
    table = ""
    for _, attributes in Page(kit(opened())).tags:
        table = attributes.get("data-sheet", table)
        if "data-column" in attributes:
            printed.setdefault(table, []).append(attributes["data-column"])
    for key, columns in printed.items():
        own = [column.key for column in sheet(key).columns]
        assert set(columns) <= set(own) and {column.key for column in sheet(key).columns if column.required} <= set(columns)
    assert set(printed) == {"assessments", "ties", "actors"}
    assert set(printed["assessments"]) == {"about", "dimension", "score", "group", "said_at"}


def test_headings_stand_in_the_chosen_language_with_the_english_beside_it() -> None:
    about = sheet("assessments").column("about")
    assert about is not None
    found = paper_tables.heading(about, Speaker(("th",)))
    assert [text.text for text in found.texts] == list(dict.fromkeys([about.label("th"), about.label()]))


def test_the_rows_for_a_workbook_hold_each_card_on_each_scale_for_each_group_without_a_number() -> None:
    knowledge = opened()
    found = dict(paper.transcription(knowledge, [WEAVERS], WHEN, None, 3, "Cloth Fair"))
    things = paper_cards.deck(knowledge, [WEAVERS], WHEN).things
    rated = found["assessments"]
    assert len(rated) == 3 * len(scales()) * len(things) and found["ties"] == found["actors"] == ()
    column = sheet("assessments").column("dimension")
    assert column is not None
    assert {code_of(column, row["dimension"]) for row in rated} == set(scales())
    assert rated[0] == {"about": "Union of Weavers", "dimension": rated[0]["dimension"], "score": "", "group": "1", "said_at": "Cloth Fair"}
    assert {row["group"] for row in rated} == {"1", "2", "3"} and {row["score"] for row in rated} == {""}


def test_a_name_that_means_two_things_is_written_as_its_address() -> None:
    knowledge = opened()
    knowledge.facts.terms[ID + "loom-night"][PREF] = [("Loom Network", "en")]
    knowledge.facts.indexes.clear()
    assert paper_tables.named(knowledge.facts, ID + "loom-net") == "i:loom-net"
    assert paper_tables.named(knowledge.facts, WEAVERS) == "Union of Weavers"


def test_the_poster_says_each_step_with_its_source_and_marks_the_weakest_and_the_plan() -> None:
    page = kit(opened())
    poster = page[page.index('<section class="sheet poster') : page.index('<section class="sheet a4 codes"')]
    said = Page(poster)
    assert said.of("h2") == ["From UW to OMC"]
    assert next(text for text in said.of("p") if text.startswith("UW")) == "UW → LN → Forum on Cloth → Committee on Cloth → OMC"
    assert poster.count('class="weakest') == 1 and "weakest step" in poster
    assert "not checked yet: check at https://register.example/" in poster and "Almanac of an invented region (first page)" in poster
    assert 'class="plan"' in poster and wording()["aims"] in poster and "Possible:" in poster


def test_a_poster_without_a_route_says_so_and_what_would_open_one() -> None:
    knowledge = opened()
    answer = answered(knowledge, "actual", OFFICIALS, WEAVERS)
    assert answer.routes == ()
    text = paper.kit(knowledge, [OFFICIALS], WHEN, ("en",), answer)
    assert "There is no route from OMC to UW on this day." in text and "sheet poster" in text


def test_without_a_target_there_is_no_poster() -> None:
    text = paper.kit(opened(), [WEAVERS], WHEN)
    assert "sheet poster" not in text and 'data-part="poster"' not in text and "A3" not in Page(text).of("td")


@pytest.mark.parametrize("languages", [("en",), ("th", "en"), ("km", "lo", "my", "vi")])
def test_the_cover_counts_the_sheets_that_follow(languages: Sequence[str]) -> None:
    page = Page(kit(opened(), languages, groups=5))
    numbers = [int(text) for text in page.of("td") if text.isdigit()]
    pages, copies = numbers[0::3], numbers[1::3]
    sets = 1 if len(languages) <= 3 else len(languages)
    assert len(pages) == 8 * sets and sum(pages) + sets == len(page.classes())
    assert copies == [5, 5, 5, 5, 5, 5, 1, 5] * sets


def test_up_to_three_languages_stand_beside_each_other_and_more_in_sets() -> None:
    assert speakers(()) == (Speaker(("en",)),)
    assert speakers(("th", "en", "th")) == (Speaker(("th", "en")),)
    assert speakers(("id", "km", "lo", "my")) == tuple(Speaker((lang,)) for lang in ("id", "km", "lo", "my"))


def test_a_text_is_marked_with_the_language_that_it_is_in_and_one_without_translation_is_english() -> None:
    text = kit(opened(), ("th", "ms"))
    languages = {attributes["lang"] for _, attributes in Page(text).tags if "lang" in attributes}
    assert languages == {"th", "en"}
    assert wording("th")["paper_tower"] in text and wording()["paper_tower"] in text


def test_the_cover_says_whose_words_nobody_has_reviewed() -> None:
    said = wording()["paper_unreviewed"]
    assert said.format(languages="ไทย") in kit(opened(), ("th", "en"))
    assert said.partition("{")[0] not in kit(opened())


def test_every_word_of_the_kit_is_translated_with_the_page() -> None:
    folder = Path(paper.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in (*folder.glob("paper*.py"), *(folder / "templates" / "paper").glob("*.html"))]
    keys = {key for text in texts for key in re.findall(r"""(?:say|known)\(f?["']([a-z_0-9]+)["']""", text)}
    assert len(keys) > 25 and keys <= set(page_keys())
    used = {key for key in wording() if key.startswith("paper_") and any(re.search(rf"\b{key}\b", text) for text in texts)}
    made = re.compile(r"paper_(alignment|interest|power|chart|cards|key|tower|spectrum|grid|poster|record)(_\w+)?")
    assert {key for key in wording() if key.startswith("paper_") and not made.fullmatch(key)} <= used
    assert not {key for key in map_keys() if key.startswith("paper_")}


def test_hostile_names_are_text() -> None:
    knowledge = opened()
    knowledge.facts.terms[WEAVERS][PREF] = [(HOSTILE, "en"), ("<img src=x>", "th")]
    knowledge.facts.indexes.clear()
    text = paper.kit(knowledge, [WEAVERS], WHEN, ("en", "th"), answered(knowledge), session=HOSTILE, date=HOSTILE)
    page = Page(text)
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"]
    assert "&lt;script&gt;" in text and "<img" not in text and "{{ 7*7 }}" in text


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300).filter(str.strip))
def test_whatever_the_name_the_page_has_the_same_parts(name: str) -> None:
    assert parts(name) == parts("Union of Weavers")


@given(st.text(max_size=80), st.integers(3, 40))
def test_a_clipped_text_is_never_longer_than_there_is_room_and_begins_alike(text: str, most: int) -> None:
    found = clipped(text, most)
    assert len(found) <= most + 1 and " ".join(text.split()).startswith(found.removesuffix("…").rstrip())


def test_the_page_allows_only_its_own_style_and_asks_for_nothing() -> None:
    text = kit(opened(), ("my", "km"))
    policy = next(attributes["content"] for _, attributes in Page(text).tags if attributes.get("http-equiv"))
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'", policy)
    assert "<script" not in text and not re.findall(r"""(?:src|href)=["'](?!#|data:)""", text) and not re.findall(r"url\(\"?(?!data:|\")", text)
    assert "/* khmer */" in text and "/* myanmar */" in text and "/* thai */" not in text


def test_what_is_withheld_is_refused_in_page_and_rows() -> None:
    knowledge = opened()
    leaking = replace(knowledge, withheld=replace(knowledge.withheld, secrets=frozenset({"Union of Weavers"})))
    for make in (paper.kit, paper.transcription):
        with pytest.raises(LeakError):
            make(leaking, [WEAVERS], WHEN)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert kit(opened(), ("th", "en")) == kit(opened(), ("th", "en"))


@pytest.mark.parametrize(("things", "groups"), [((), 4), ((WEAVERS,), 0), ((WEAVERS,), 41)])
def test_a_kit_about_nothing_or_for_nobody_is_refused(things: Sequence[str], groups: int) -> None:
    with pytest.raises(UsageError):
        paper.kit(opened(), things, WHEN, groups=groups)
