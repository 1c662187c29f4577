"""The words of the map page in every language: complete, of the present English, with the same places, in the right script."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from kuasa.graph.facts import Facts
from kuasa.graph.naming import names_by_language
from kuasa.graph.translations import TABLES, Translation, brought, read, shown, table, written
from kuasa.graph.vocabulary import ID
from kuasa.graph.wording import Language, languages, wording
from kuasa.maps.lexicon import map_keys, page_keys, paper_keys, spoken, used

MEND = "mend it: python docs/translations.py, then translate what it names"
CODES = ("id", "km", "lo", "my", "th", "vi")
SCRIPTS = {"km": "[\u1780-\u17ff]", "lo": "[\u0e80-\u0eff]", "my": "[\u1000-\u109f]", "th": "[\u0e00-\u0e7f]"}
OTHERS = {code: "|".join(script for other, script in SCRIPTS.items() if other != code) for code in CODES}


def places(text: str) -> list[str]:
    """The {places} of a text, sorted."""
    return sorted(re.findall(r"\{\w+\}", text))


def letters(text: str) -> str:
    """What is left of a text without its places and signs."""
    return re.sub(r"\{\w+\}|[\W\d]", "", text)


def test_the_page_speaks_seven_languages_each_under_its_own_name_and_six_are_not_reviewed() -> None:
    assert languages() == {
        "en": Language("en", "English", True),
        "id": Language("id", "Bahasa Indonesia", False),
        "km": Language("km", "ភាសាខ្មែរ", False),
        "lo": Language("lo", "ລາວ", False),
        "my": Language("my", "မြန်မာ", False),
        "th": Language("th", "ไทย", False),
        "vi": Language("vi", "Tiếng Việt", False),
    }


@pytest.mark.parametrize("code", CODES)
def test_a_table_has_exactly_the_words_that_the_page_uses_in_order(code: str) -> None:
    assert [row.key for row in table(code)] == list(page_keys()), MEND


@pytest.mark.parametrize("code", CODES)
def test_a_table_was_made_from_the_present_english(code: str) -> None:
    stale = {row.key: row.english for row in table(code) if wording().get(row.key) != row.english}
    assert stale == {}, MEND


@pytest.mark.parametrize("code", CODES)
def test_nearly_every_word_is_shown_in_the_language(code: str) -> None:
    assert len(spoken()[code]["words"]) >= 0.95 * len(map_keys()), MEND
    assert len(shown(table(code), wording()).keys() & set(paper_keys())) >= 0.95 * len(paper_keys()), MEND


@pytest.mark.parametrize("code", CODES)
def test_a_row_says_whether_somebody_reviewed_it(code: str) -> None:
    assert {row.reviewed for row in table(code)} <= {"yes", "no", "again"}


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_places_of_its_english(code: str) -> None:
    assert {row.key: row.translation for row in table(code) if row.translation and places(row.translation) != places(row.english)} == {}


@pytest.mark.parametrize("code", CODES)
def test_a_translation_begins_and_ends_with_the_same_spaces_as_its_english(code: str) -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text.startswith(" "), text.endswith(" ")

    assert {row.key: row.translation for row in table(code) if row.translation and edges(row.translation) != edges(row.english)} == {}


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_translation_is_in_its_own_script(code: str) -> None:
    assert {row.key: row.translation for row in table(code) if letters(row.translation) and not re.search(SCRIPTS[code], row.translation)} == {}


@pytest.mark.parametrize("code", CODES)
def test_no_translation_holds_a_letter_of_another_script(code: str) -> None:
    assert {row.key: row.translation for row in table(code) if re.search(OTHERS[code], row.translation)} == {}


@pytest.mark.parametrize("code", CODES)
def test_a_plan_is_never_told_as_a_fact(code: str) -> None:
    rows = {row.key: row.translation for row in table(code)}
    kinds = [key.removesuffix("_sentence") for key in rows if key.startswith("kind_") and key.endswith("_sentence")]
    same = [key for key in kinds if rows[f"{key}_sentence"] == rows[f"{key}_intended"] and wording()[f"{key}_sentence"] != wording()[f"{key}_intended"]]
    assert (len(kinds), same) == (60, [])


@pytest.mark.parametrize("code", CODES)
def test_a_table_is_written_as_the_program_writes_it(code: str) -> None:
    text = (TABLES / f"{code}.csv").read_text(encoding="utf-8")
    assert text == written(read(text)), MEND


def test_a_table_of_any_spreadsheet_is_read_alike() -> None:
    rows = (Translation("close", "Close", "Tutup", "no"), Translation("said", 'A "word", and more', "Kata; lagi\nlagi", "yes"))
    plain = written(rows)
    quoted = 'key;english;translation;reviewed\r\nclose;Close;Tutup;no\r\nsaid;"A ""word"", and more";"Kata; lagi\nlagi";yes\r\n'
    assert read(plain) == read(quoted) == rows
    assert plain.startswith("\ufeffkey,english,translation,reviewed\n")


def test_what_is_untranslated_outdated_or_to_be_looked_at_again_is_said_in_english() -> None:
    rows = (Translation("a", "A", "", "no"), Translation("b", "Old B", "B lama", "yes"), Translation("c", "C", "Ce", "again"), Translation("d", "D", "De", "no"))
    assert shown(rows, {"a": "A", "b": "B", "c": "C", "d": "D"}) == {"d": "De"}


def test_bringing_a_table_up_adds_marks_and_drops() -> None:
    rows = (
        Translation("gone", "Gone", "Hilang", "yes"),
        Translation("new", "Old", "Lama", "yes"),
        Translation("empty", "Old", "", "no"),
        Translation("same", "Same", "Sama", "yes"),
    )
    assert brought(rows, {"new": "New", "same": "Same", "more": "More", "empty": "Now"}, ["same", "new", "more", "empty"]) == (
        Translation("empty", "Now", "", "no"),
        Translation("more", "More", "", "no"),
        Translation("new", "New", "Lama", "again"),
        Translation("same", "Same", "Sama", "yes"),
    )


def test_a_language_without_a_table_is_english_and_another_is_filled_up_with_english() -> None:
    assert wording("ms") == wording("en") == wording("../th") == wording()
    assert wording("th")["close"] == "ปิด"
    assert wording("th")["whatif_title"] == wording()["whatif_title"]


def test_words_are_found_where_they_stand_in_quotes_and_by_their_beginning() -> None:
    known = ("band_firm", "close", "kind_seat_verb", "mark_stale", "note", "print", "status_planned", "view_map", "view_table")
    texts = ("""<b>{{ w('print') }}</b> {{ label("close") }} note""", "w(`view_${name}`)", 'make("b", { "data-kind_": 1 })')
    assert used(texts, known) == ("band_firm", "close", "mark_stale", "print", "status_planned", "view_map", "view_table")


def test_the_page_gets_its_own_words_in_every_language_and_no_others() -> None:
    said = spoken()
    assert said["en"] == {"name": "English", "reviewed": True, "words": {}}
    assert {code: (set(one["words"]) <= set(map_keys()), one["name"]) for code, one in said.items()} == {code: (True, one.name) for code, one in languages().items()}


def test_a_thing_has_its_recorded_name_in_a_language_else_its_english_one_else_any(embedded: Facts, world: Facts) -> None:
    names = {slug: names_by_language(embedded, ID + slug) for slug in ("tha", "ministry-labour-idn", "ministry-social-tha", "lao")}
    assert names == {
        "tha": {"en": "Thailand", "th": "ประเทศไทย"},
        "ministry-labour-idn": {"en": "Ministry of Manpower (Indonesia)", "id": "Kementerian Ketenagakerjaan"},
        "ministry-social-tha": {"en": names_by_language(embedded, ID + "ministry-social-tha")["en"]},
        "lao": {"en": "Lao PDR", "lo": "ລາວ"},
    }
    assert [embedded.label(ID + "tha", lang) for lang in ("th", "km", "en")] == ["ประเทศไทย", "Thailand", "Thailand"]
    assert world.label(ID + "ministry-b", "vi") == "Bộ Nội vụ của B"


def test_the_command_leaves_tables_that_are_up_to_date_as_they_are(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "docs")
    sys.modules.pop("translations", None)
    import translations

    for code in CODES:
        (tmp_path / f"{code}.csv").write_bytes((TABLES / f"{code}.csv").read_bytes())
    monkeypatch.setattr(translations, "TABLES", tmp_path)
    translations.main(["ms"])
    for code in CODES:
        assert (tmp_path / f"{code}.csv").read_bytes() == (TABLES / f"{code}.csv").read_bytes()
    assert [row.key for row in read((tmp_path / "ms.csv").read_text(encoding="utf-8"))] == list(page_keys())
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"id: {len(page_keys())} words, ")
    assert lines[3].startswith(f"ms: {len(page_keys())} words, {len(page_keys())} not reviewed; {len(page_keys())} without translation (")
