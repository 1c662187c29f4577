"""The page in seven languages: changed in place, names with their English beside them, real letters, nothing cut or overflowing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sample import OpenPage, sample

from kuasa.graph.wording import wording
from kuasa.maps import page as pages
from kuasa.maps import payload
from kuasa.maps.holdings import LensChoice
from kuasa.maps.lexicon import spoken
from kuasa.maps.view import LinkKind, MapView

CODES = ("id", "km", "lo", "my", "th", "vi")
HIGH = ("km", "lo", "my", "th")
VIEWS = ("map", "table", "ask", "timeline", "story")
OWN_SCRIPT = {"th": "ประเทศไทย", "km": "កម្ពុជា", "lo": "ລາວ", "my": "မြန်မာ", "vi": "Cộng hòa Việt Nam"}
NAMED = {"thailand": "th", "cambodia": "km", "laos": "lo", "myanmar": "my", "vietnam": "vi"}
SEEN = "() => { for (const one of document.querySelectorAll('.unseen[role=status]')) one.textContent = ''; return document.body.innerText; }"
LEFT = """() => [...document.querySelectorAll('[data-w]')].filter((one) => one.textContent.trim() === one.dataset.english).map((one) => one.dataset.w)"""
NOTE = """() => { for (const one of document.querySelectorAll('[data-w]')) one.dataset.english = one.textContent.trim(); }"""
OVERFLOWING = """() => [...document.querySelectorAll('button, label, legend, select, h1, h2, h3, summary, th, td, p, li, .band, .mark')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
  .filter((one) => !one.closest('.unseen, .skip, [hidden], .table-frame, #drawing, .lane, [data-view="story"] .heading'))
  .filter((one) => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one), inside = style.display === 'inline' || !one.clientWidth || one.scrollWidth <= one.clientWidth + 2;
    return box.width > 1 && style.textOverflow !== 'ellipsis' && (box.right > innerWidth + 1 || box.left < -1 || !inside);
  })
  .map((one) => `${one.tagName} ${one.id} ${one.className} ${one.textContent.slice(0, 40)}`)"""
TIGHT = """() => [...document.querySelectorAll('button, label, legend, select, h2, h3, summary, p, .band, .mark, option')]
  .filter((one) => one.checkVisibility() && /[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff]/.test(one.textContent) && !one.closest('.zoom, .sign'))
  .filter((one) => { const style = getComputedStyle(one); return style.lineHeight !== 'normal' && parseFloat(style.lineHeight) < 1.58 * parseFloat(style.fontSize); })
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 30)} ${getComputedStyle(one).lineHeight}`)"""


def named(**changes: object) -> MapView:
    """The sample with the states' names in their own languages, and links of kinds that are translated."""
    view = sample(**changes)
    nodes = tuple(replace(node, labels={NAMED[node.id]: OWN_SCRIPT[NAMED[node.id]]}) if node.id in NAMED else node for node in view.nodes)
    kinds = {"member": "membership", "reports": "reporting", "chairs": "chairing"}
    say = wording()
    sorts = tuple(
        replace(kind, id=kinds[kind.id], label=say[f"kind_{kinds[kind.id]}_verb"], sentence=say[f"kind_{kinds[kind.id]}_sentence"]) if kind.id in kinds else kind
        for kind in view.link_kinds
    )
    assert all(isinstance(kind, LinkKind) for kind in sorts)
    lenses = tuple(LensChoice(name, say[f"lens_{name}"], tuple(range(len(sorts)))) for name in ("access", "all"))
    return replace(view, lenses=lenses, nodes=nodes, link_kinds=sorts, links=tuple(replace(link, kind=kinds.get(link.kind, link.kind)) for link in view.links))


def speak(page: Any, code: str) -> None:
    """Chooses a language as a reader does, wherever the choice is, and waits until the page is in it."""
    if not page.locator("#language").is_visible():
        page.click("#open-filters")
    page.select_option("#language", code)
    page.wait_for_selector(f'html[data-spoken="{code}"]')


@pytest.fixture(scope="module")
def html() -> str:
    return pages.render(named())


@pytest.mark.parametrize("code", CODES)
def test_every_word_of_the_page_changes_in_place_and_back(html: str, open_page: OpenPage, code: str) -> None:
    page = open_page(html)
    before = page.evaluate(SEEN)
    page.evaluate(NOTE)
    speak(page, code)
    words = spoken()[code]["words"]
    alike = {key for key, word in words.items() if word == wording()[key]}
    assert [key for key in page.evaluate(LEFT) if key not in alike and key in words] == []
    assert page.get_attribute("html", "lang") == code
    assert page.get_attribute("#search", "placeholder") == words["search_hint"]
    assert page.get_attribute("#drawing", "aria-label") == words["drawing"]
    assert page.locator('.views [data-view="table"]').inner_text() == words["view_table"]
    assert page.locator("#language-note").inner_text() == words["language_unreviewed"]
    assert words["thing_state"] in page.locator("#legend").inner_text()
    assert words["kind_reporting_verb"] in page.locator("#legend").inner_text()
    assert words["lens_access"] in page.locator("#switch-lens").inner_text()
    speak(page, "en")
    assert page.locator("#language-note").is_hidden()
    assert page.evaluate(SEEN) == before


def test_the_choice_names_each_language_in_itself(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    options = page.locator("#language option")
    assert options.all_inner_texts() == ["English", "Bahasa Indonesia", "ភាសាខ្មែរ", "ລາວ", "မြန်မာ", "ไทย", "Tiếng Việt"]
    assert [option.get_attribute("lang") for option in options.all()] == ["en", *CODES]


@pytest.mark.parametrize("view", VIEWS)
def test_a_language_changes_in_every_view_and_leaves_what_is_chosen(html: str, open_page: OpenPage, view: str) -> None:
    page = open_page(html)
    page.click(f'.views [data-view="{view}"]')
    page.evaluate(NOTE)
    speak(page, "th")
    words = spoken()["th"]["words"]
    assert page.get_attribute("html", "data-view") == view
    assert [key for key in page.evaluate(LEFT) if key in words and words[key] != wording()[key]] == []
    if view == "story":
        assert page.locator("#story-next").inner_text().startswith(words["story_next"])


def test_the_panel_is_told_again_in_the_language(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#node=thailand")
    assert page.locator("#details h2").inner_text() == "Thailand (ประเทศไทย)"
    speak(page, "th")
    words = spoken()["th"]["words"]
    assert page.locator("#details h2").inner_text() == "ประเทศไทย (Thailand)"
    assert words["details_links"] in page.locator("#details").inner_text()
    speak(page, "km")
    assert page.locator("#details h2").inner_text() == "Thailand (ประเทศไทย)"


def test_a_sentence_is_said_in_the_language_with_the_names_of_the_language(html: str, open_page: OpenPage) -> None:
    link = next(link for link in named().links if (link.start, link.end) == ("thai-mol", "thailand"))
    page = open_page(html, hash=f"#link={link.id}&lang=th")
    assert page.locator("#details p").first.inner_text().startswith("กระทรวงแรงงาน (Ministry of Labour, Thailand) รายงานต่อ ประเทศไทย")


def test_a_link_to_the_page_carries_the_language(html: str, open_page: OpenPage) -> None:
    page = open_page(html, hash="#lang=lo&node=slom")
    assert page.get_attribute("html", "lang") == "lo"
    assert page.locator("#language").input_value() == "lo"
    speak(page, "vi")
    assert "lang=vi" in page.url and "node=slom" in page.url
    speak(page, "en")
    assert "lang=" not in page.url


def test_a_page_written_in_a_language_is_in_it_without_javascript(open_page: OpenPage) -> None:
    page = open_page(pages.render(named(lang="th")), script=False)
    words = spoken()["th"]["words"]
    told = page.locator("body").inner_text()
    assert words["table"] in told and words["about"] in told and wording()["table"] not in told
    assert page.get_attribute("html", "lang") == "th"


def test_a_page_written_in_a_language_can_be_put_into_english(open_page: OpenPage) -> None:
    page = open_page(pages.render(named(lang="th")))
    assert page.locator('.views [data-view="map"]').inner_text() == spoken()["th"]["words"]["view_map"]
    speak(page, "en")
    assert page.locator('.views [data-view="map"]').inner_text() == wording()["view_map"]


def test_a_word_without_a_translation_is_said_in_english(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    less = spoken()
    del less["th"]["words"]["view_table"]
    less["th"]["reviewed"] = True
    monkeypatch.setattr(payload, "spoken", lambda: less)
    page = open_page(pages.render(named()))
    speak(page, "th")
    assert page.locator('.views [data-view="table"]').inner_text() == wording()["view_table"]
    assert page.locator("#language-note").is_hidden()


NAMES = {
    **{"ประเทศไทย": "thailand", "ไทย": "thailand", "กระทรวงแรงงาน": "thai-mol", "កម្ពុជា": "cambodia", "ក្រសួងការងារ": "khm-mol", "ລາວ": "laos"},
    **{"ກະຊວງແຮງງານ": "lao-mol", "မြန်မာ": "myanmar", "အလုပ်သမားဝန်ကြီးဌာန": "mya-mol", "Việt Nam": "vietnam", "viet nam": "vietnam", "VIỆT NAM": "vietnam"},
    **{"Vie\u0323\u0302t Nam": "vietnam", "bộ nội vụ": "vie-moha", "bo noi vu": "vie-moha", "doan thanh nien": "unions", "Đoàn thanh niên": "unions"},
    **{"pilipinas": "philippines", "\u200bကမ္ဘာ\u200b": "ilo", "cong hoa viet": "vietnam"},
}


def test_search_finds_a_name_in_every_script_with_and_without_accents(open_page: OpenPage, searched: str) -> None:
    page = open_page(searched)
    found = {}
    for typed in NAMES:
        page.fill("#search", "")
        page.locator("#found li").first.wait_for(state="hidden")
        page.fill("#search", typed)
        found[typed] = page.locator("#found li").first.get_attribute("data-pick")
    assert found == NAMES
    assert len(found) == 20


@pytest.fixture(scope="module")
def searched() -> str:
    more = {"unions": "Đoàn Thanh niên", "ilo": "ကမ္ဘာ့အလုပ်သမားရုံး"}
    view = named()
    return pages.render(replace(view, nodes=tuple(replace(node, names=(*node.names, more[node.id])) if node.id in more else node for node in view.nodes)))


@pytest.mark.parametrize("code", ("km", "lo", "my", "th", "vi"))
def test_the_letters_of_the_language_are_in_the_file_and_used(html: str, open_page: OpenPage, code: str) -> None:
    page = open_page(html)
    speak(page, code)
    words = "".join(spoken()[code]["words"].values())
    assert page.evaluate("""(text) => document.fonts.check('600 16px "Kuasa Noto", "Kuasa Scripts"', text)""", words)
    scripts = page.evaluate("() => [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.unicodeRange)")
    start = {"km": "U+1780", "lo": "U+E81", "my": "U+1000", "th": "U+E01", "vi": "U+102"}[code]
    assert any(start in one.upper().replace("U+0", "U+") for one in scripts)


@pytest.mark.parametrize("code", CODES)
def test_nothing_overflows_a_phone_and_no_line_is_too_low_for_its_marks(html: str, open_page: OpenPage, code: str) -> None:
    page = open_page(html, width=360, height=740, phone=True)
    speak(page, code)
    wrong = {"drawer": page.evaluate(OVERFLOWING) + (page.evaluate(TIGHT) if code in HIGH else [])}
    page.click('[data-close="filters"]')
    for view in VIEWS:
        page.click(f'.views [data-view="{view}"]')
        wrong[view] = page.evaluate(OVERFLOWING) + (page.evaluate(TIGHT) if code in HIGH else [])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert wrong == {"drawer": [], **{view: [] for view in VIEWS}}
