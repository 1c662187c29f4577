"""Names in rows → things: what is the same, what is only like it, what is new, and how well that is told on the embedded knowledge."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.exchange.book import Book, Row
from kuasa.exchange.incoming.known import Known, acronym, states_of
from kuasa.exchange.incoming.likeness import Likeness
from kuasa.exchange.incoming.matching import PART, PROBABLE
from kuasa.exchange.incoming.names import Decision, Names, key, named
from kuasa.exchange.incoming.spelling import parts
from kuasa.graph.facts import PREF, Facts
from kuasa.graph.lookup import fold
from kuasa.graph.vocabulary import ID

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(lambda text: text.strip())
ALIKE = st.sampled_from(("Guild of Coastal Dyers", "Guild of Coastal Diers", "guild of coastal dyers", "Dyers (GCD)", "GCD"))


def row(sheet: str, number: int = 2, **cells: str) -> Row:
    letters = {cell: "ABCDEFGHIJ"[place] for place, cell in enumerate(cells)}
    return Row(sheet, cells, "field.xlsx", sheet.title(), number, letters)


def tie(start: str, kind: str, end: str, number: int = 2, **cells: str) -> Row:
    return row("ties", number, **{"from": start, "tie_kind": kind, "to": end, **cells})


def mint(new: Row | str) -> str:
    text = new if isinstance(new, str) else new.get("name") or new.get("title")
    kind = "" if isinstance(new, str) else f"{new.sheet}-"
    return f"{ID}new-{kind}{'-'.join(parts(text)) or 'x'}"


def match(facts: Facts, *rows: Row, **decided: Decision) -> Names:
    return named(Book(rows), facts, decided, mint)


def kinds(names: Names) -> list[tuple[str, str, str, list[str]]]:
    return [(naming.text, naming.kind, naming.decision, [candidate.iri.removeprefix(ID) for candidate in naming.candidates]) for naming in names.namings]


def test_a_row_with_a_known_name_in_another_spelling_of_case_is_that_thing(world: Facts):
    names = match(world, row("actors", name="union of WEAVERS"))
    assert (dict(names.of_row), kinds(names), names.problems) == ({0: ID + "weavers"}, [("union of WEAVERS", "certain", "same", ["weavers"])], ())


def test_a_name_in_another_script_is_that_thing(world: Facts):
    assert match(world, row("actors", name="Weavers", name__th="สหภาพช่างทอ")).of_row == {0: ID + "weavers"}


def test_an_acronym_behind_the_name_does_not_hide_it(world: Facts):
    assert match(world, row("actors", name="Union of Weavers (UOW)")).of_row == {0: ID + "weavers"}


def test_a_row_with_an_address_is_that_thing_whatever_its_name(world: Facts):
    names = match(world, row("actors", id="i:weavers", name="Loom Network"))
    assert (dict(names.of_row), names.namings) == ({0: ID + "weavers"}, ())


def test_a_name_with_a_slip_waits_for_a_decision(world: Facts):
    names = match(world, row("actors", name="Union of Weevers"))
    assert (dict(names.of_row), kinds(names)) == ({}, [("Union of Weevers", "probable", "", ["weavers"])])
    assert names.namings[0].candidates[0].why == "another spelling"
    assert names.open == names.namings


def test_a_new_name_gets_an_address(world: Facts):
    names = match(world, row("actors", name="Guild of Dyers"))
    assert (dict(names.of_row), names.fresh) == ({0: ID + "new-actors-guild-of-dyers"}, {ID + "new-actors-guild-of-dyers"})


def test_an_event_is_never_an_organisation(world: Facts):
    assert kinds(match(world, row("actors", name="Cloth Fair")))[0][1] == "new"
    assert kinds(match(world, row("events", name="Cloth Fair")))[0][1:] == ("certain", "same", ["fair"])


def test_an_acronym_means_what_the_sheet_can_hold(world: Facts):
    assert kinds(match(world, row("events", name="LN"))) == [("LN", "certain", "same", ["loom-night"])]
    assert kinds(match(world, row("actors", name="LN"))) == [("LN", "certain", "same", ["loom-net"])]


def test_the_same_acronym_with_another_name_is_only_probable(world: Facts):
    names = match(world, row("actors", name="United Woodworkers", short="UW"))
    assert kinds(names) == [("United Woodworkers", "probable", "", ["weavers"])]
    assert kinds(match(world, row("actors", name="Unions of Weavers", short="UW"))) == [("Unions of Weavers", "certain", "same", ["weavers"])]


def test_an_event_of_another_year_is_asked_about(world: Facts):
    assert kinds(match(world, row("events", name="Cloth Fair", begins="2024-03")))[0][1] == "certain"
    asked = match(world, row("events", name="Cloth Fair", begins="2025"))
    assert (asked.namings[0].kind, asked.namings[0].candidates[0].why) == ("probable", "the same name, but another date or number")


def test_a_state_is_no_union_of_the_same_name(world: Facts):
    assert [naming.candidates[0].why for naming in match(world, row("actors", name="A", kind="organisation")).namings] == ["the same name, but of another kind"]


def test_people_are_never_guessed(world: Facts):
    assert kinds(match(world, row("actors", name="ana loom", kind="person"))) == [("ana loom", "certain", "same", ["p-0001"])]
    assert kinds(match(world, row("actors", name="Anna Loom", kind="person"))) == [("Anna Loom", "new", "new", [])]
    assert kinds(match(world, row("actors", name="Ana Loom", kind="organisation"))) == [("Ana Loom", "new", "new", [])]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Recommendation 1 on dyes", "Recommendation 2 on dyes"),
        ("Dye Week 2023", "Dye Week 2024"),
        ("Office of Dyes in Thailand", "Office of Dyes in Cambodia"),
        ("Team A of dyers", "Team B of dyers"),
    ],
)
def test_numbers_letters_and_states_have_to_agree(embedded: Facts, one: str, two: str):
    names = match(embedded, row("actors", 2, name=one), tie(two, "support", one, 3))
    assert kinds(names) == [(one, "new", "new", []), (two, "new", "new", [])]


def test_a_name_of_several_things_lists_all_of_them(embedded: Facts):
    found = {candidate.iri.removeprefix(ID) for candidate in match(embedded, row("actors", name="Ministry of Labour")).namings[0].candidates}
    assert {"ministry-labour-mmr", "ministry-labour-tha"} <= found


def test_two_rows_of_one_name_are_one_thing_and_say_so(world: Facts):
    names = match(world, row("actors", 2, name="Guild of Dyers"), row("actors", 3, name="guild of dyers", short="GD"), tie("GD", "support", "i:forum", 2))
    assert set(names.of_row.values()) == {ID + "new-actors-guild-of-dyers"}
    assert dict(names.of_text) == {"GD": ID + "new-actors-guild-of-dyers", "i:forum": ID + "forum"}
    assert [(problem.severity, problem.cell, problem.value) for problem in names.problems] == [("note", "A3", "guild of dyers")]


def test_two_events_of_one_name_in_two_years_are_two(world: Facts):
    names = match(world, row("events", 2, name="Dye Week", begins="2023"), row("events", 3, name="Dye Week", begins="2024"))
    assert [naming.text for naming in names.namings] == ["Dye Week", "Dye Week (A3)"]


def test_a_reference_means_a_row_of_the_book_before_anything_known(world: Facts):
    names = match(world, row("actors", name="Loom Night"), tie("Loom Night", "support", "Loom Network"))
    assert dict(names.of_text) == {"Loom Night": ID + "new-actors-loom-night", "Loom Network": ID + "loom-net"}


def test_a_reference_means_what_its_link_allows(embedded: Facts):
    assert match(embedded, tie("i:slom", "ratification", "CEDAW")).of_text["CEDAW"] == ID + "cedaw"
    assert match(embedded, tie("i:slom", "reporting", "CEDAW")).of_text["CEDAW"] == ID + "un-cedaw"


def test_a_reference_that_nobody_knows_is_added_and_told(world: Facts):
    names = match(world, tie("Guild of Dyers", "support", "UW", 7))
    assert dict(names.of_text) == {"Guild of Dyers": ID + "new-guild-of-dyers", "UW": ID + "weavers"}
    assert [(problem.severity, problem.cell, problem.value) for problem in names.problems] == [("note", "A7", "Guild of Dyers")]


def test_an_address_that_nothing_has_is_told_in_its_cell(world: Facts):
    names = match(world, tie("i:weavers", "support", "i:nobody", 9))
    assert [(problem.severity, problem.cell, problem.value) for problem in names.problems] == [("error", "C9", "i:nobody")]
    assert "i:nobody" not in names.of_text


def test_row_ids_of_other_tools_can_be_referred_to(world: Facts):
    names = match(world, row("actors", id="n1", name="Guild of Dyers"), tie("n1", "support", "i:forum"))
    assert names.of_text["n1"] == names.of_row[0]


def test_sources_are_found_by_title_and_address_and_else_added(world: Facts):
    names = match(world, row("sources", title="Dye report"), *(tie("i:weavers", "support", "i:forum", source=text) for text in ("dye report", "https://almanac.example", "Letter")))
    assert dict(names.of_source) == {"dye report": ID + "new-sources-dye-report", "https://almanac.example": ID + "world", "Letter": ID + "new-sources-letter"}


def test_a_decision_settles_a_probable_name(world: Facts):
    asked = row("actors", name="Union of Weevers")
    at = key("actors", "Union of Weevers")
    assert match(world, asked, **{at: Decision("Union of Weevers", "same")}).of_row == {0: ID + "weavers"}
    assert match(world, asked, **{at: Decision("Union of Weevers", "same", ID + "forum")}).of_row == {0: ID + "forum"}
    assert match(world, asked, **{at: Decision("Union of Weevers", "new")}).of_row == {0: ID + "new-actors-union-of-weevers"}


def test_what_is_skipped_takes_its_links_with_it(world: Facts):
    rows = (row("actors", name="Guild of Dyers"), tie("Guild of Dyers", "support", "UW", 3), tie("LN", "support", "UW", 4))
    names = match(world, *rows, **{key("actors", "Guild of Dyers"): Decision("Guild of Dyers", "skip")})
    assert names.skipped == {0, 1}
    assert match(world, *rows[1:], **{key("", "Guild of Dyers"): Decision("Guild of Dyers", "skip")}).skipped == {0}


def test_a_decision_for_nothing_known_is_told_and_stays_open(world: Facts):
    names = match(world, row("actors", name="Guild"), **{key("actors", "Guild"): Decision("Guild", "same", ID + "nobody"), key("actors", "Old"): Decision("Old", "new")})
    assert ([(problem.severity, problem.value) for problem in names.problems], len(names.open)) == ([("error", "Guild"), ("note", "Old")], 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["actors", "events", "sources"]), ALIKE | TEXTS, ALIKE | TEXTS), max_size=6))
def test_every_name_gets_an_address_or_a_question(found: list[tuple[str, str, str]]):
    rows = [row(sheet, number, **{"title" if sheet == "sources" else "name": text}) for number, (sheet, text, _) in enumerate(found, 2)]
    rows += [tie(text, "support", other, number) for number, (_, text, other) in enumerate(found, 2)]
    names = named(Book(tuple(rows)), Facts(), {}, mint)
    waiting = {fold(text) for naming in names.open for text in (naming.text, *(one.get("name") for one in naming.rows))}
    for place, one in enumerate(rows):
        if one.sheet == "ties":
            assert all(text in names.of_text or fold(text) in waiting for text in (one.get("from").strip(), one.get("to").strip()))
        else:
            assert place in names.of_row or any(one in naming.rows for naming in names.open)
    again = named(Book(tuple(rows)), Facts(), {}, mint)
    assert (again.of_row, again.of_text, again.namings) == (names.of_row, names.of_text, names.namings)


def slip(name: str, chance: random.Random) -> str:
    """A name as somebody in a hurry types it: a letter wrong, missing, doubled or swapped, or its words in another order."""
    words = name.split()
    longest = max(range(len(words)), key=lambda place: (len(words[place]), place))
    word, kind = words[longest], chance.randrange(5)
    at = chance.randrange(1, max(2, len(word) - 1))
    if kind == 4 or len(word) < 6 or not word.isalpha():
        return " ".join(words[1:] + words[:1])
    words[longest] = word[:at] + ("e", "", word[at] * 2, word[at + 1 : at + 2] + word[at])[kind] + word[at + (2 if kind == 3 else 1) :]
    return " ".join(words)


def test_slips_are_nearly_always_recognised_in_the_embedded_knowledge(embedded: Facts):
    chance = random.Random(7)
    things = [thing for thing in embedded.subjects("Thing") if not embedded.isa(thing, "Person")]
    typed = [(thing, text, slip(text, chance)) for thing in things for text in embedded.all(thing, PREF) if len(text) > 12]
    typed = [(thing, made) for thing, text, made in typed if fold(made) != fold(text)]
    found = dict(Known.of(embedded).likeness(states_of(embedded)).nearest([made for _, made in typed], PROBABLE))
    hit = sum(any(near.key == thing for near in found[made][:5]) for thing, made in typed)
    assert hit / len(typed) > 0.95


def test_names_held_out_are_found_and_unknown_ones_seldom_asked_about(embedded: Facts):
    """Of things with several names one is held out and sought; of the others each second is taken away, and nothing should be asked."""
    known, likeness = Known.of(embedded), Likeness(states_of(embedded))
    sought, gone = {}, set()
    for number, thing in enumerate(thing for thing in embedded.subjects("Thing") if not embedded.isa(thing, "Person")):
        texts = sorted(text for text in known.texts.get(thing, ()) if (thing, text) not in known.acronyms and not acronym(text))
        folded = {fold(text) for text in texts}
        held = texts[number % len(texts)] if len(folded) > 1 or (texts and number % 2) else ""
        if len(folded) > 1:
            sought[held] = thing
        elif held:
            gone.add(held)
        for text in texts:
            if fold(text) != fold(held):
                likeness.add(thing, text)
    found = {text: [near for near in nears if near.score >= PROBABLE or near.part][:5] for text, nears in likeness.nearest([*sought, *gone], PART)}
    hit = sum(any(near.key == thing for near in found[text]) for text, thing in sought.items())
    asked = sum(bool(found[text]) for text in gone)
    print(len(sought), len(gone), hit, asked)
    assert (len(sought) > 200, len(gone) > 200, hit / len(sought) > 0.35, asked / len(gone) < 0.3) == (True, True, True, True)


def test_five_thousand_new_names_are_matched_in_seconds(embedded: Facts):
    chance = random.Random(3)
    words = ["Union", "Workers", "Women", "Network", "Farmers", "Labour", "Migrant", "Home", "Garment", "Coastal", "Youth", "Forum", "Justice", "Rights", "Centre", "Alliance"]
    syllables = ["ka", "lo", "mi", "ran", "tu", "be", "sen", "dor", "vi", "pha", "nok", "chai", "sur", "bang", "lem", "qui"]
    names = {" ".join([*chance.sample(words, 2), "of", "".join(chance.choices(syllables, k=3)).title()]) for _ in range(5000)}
    rows = [row("actors", number, name=name) for number, name in enumerate(sorted(names), 2)]
    begun = time.perf_counter()
    found = named(Book(tuple(rows)), embedded, {}, mint)
    assert (len(found.of_row) + len(found.open) >= len(names) - 5, time.perf_counter() - begun < 15) == (True, True)
