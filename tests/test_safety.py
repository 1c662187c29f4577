"""Nothing that a profile withholds leaves in a file: however it is written, wherever it stands, in any script."""

from __future__ import annotations

import base64
import csv
import gzip
import html
import io
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from kuasa.graph import traces
from kuasa.graph.errors import LeakError
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.traces import FIELD
from kuasa.maps import safety
from kuasa.maps.fields import fields

WORLD = Path(__file__).parent / "world.ttl"
PREFIXES = "".join(line for line in WORLD.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("@prefix"))
SECRETS = {
    "latin": "Purple Heron",
    "short": "Nok",
    "signs": 'O\'Brien & "Sons" <x>\\y',
    "emoji": "Heron 🪶 Purple",
    "vietnamese": "Nguyễn Thị Ẩn Danh",
    "thai": "นกกระสาม่วง",
    "short thai": "แมว",
    "khmer": "ក្រសារពណ៌ស្វាយ",
    "lao": "ນົກຍາງສີມ່ວງ",
    "burmese": "ခရမ်းရောင်ဗျိုင်း",
}
WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "NFKC": lambda text: unicodedata.normalize("NFKC", text),
    "NFKD": lambda text: unicodedata.normalize("NFKD", text),
    "capitals": str.upper,
    "small letters": str.lower,
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "zero width inside": lambda text: "\u200b".join(text),
    "soft hyphens inside": lambda text: "\u00ad".join(text),
    "turned around": lambda text: f"\u202e{text}\u202c",
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "another line": lambda text: text.replace(" ", "\n   "),
    "entities": html.escape,
    "decimal entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "hexadecimal entities": lambda text: "".join(f"&#x{ord(c):X};" for c in text),
    "named spaces": lambda text: html.escape(text).replace(" ", "&nbsp;"),
    "escaped twice": lambda text: html.escape(html.escape(text)),
    "JSON": lambda text: html.escape(json.dumps(text)[1:-1], quote=False),
    "JSON, all escaped": lambda text: "".join(f"\\u{unit:04x}" for unit in memoryview(text.encode("utf-16-le")).cast("H")),
    "JavaScript": lambda text: "".join(f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{{{ord(c):x}}}" for c in text),
    "style": lambda text: "".join(f"\\{ord(c):06x}" for c in text),
    "percent": lambda text: quote(text, safe=""),
    "percent, twice": lambda text: quote(quote(text, safe=""), safe=""),
    "Markdown": lambda text: "".join(f"\\{c}" if not (c.isalnum() or c.isspace()) and c.isascii() else html.escape(c) for c in text),
}
PLACES = {
    "title": "<!doctype html><title>{}</title><p>nothing</p>",
    "text": "<p>We met {} there</p>",
    "attribute": '<p title="met {}">x</p>',
    "tooltip": "<svg><path><title>{}</title></path></svg>",
    "id": '<p id="n-{}">x</p>',
    "address": '<a href="#node={}">x</a>',
    "comment": "<!-- {} --><p>x</p>",
    "picture": '<svg><text x="1" y="2">{}</text></svg>',
    "JSON": '<p>x</p><script type="application/json" id="view">{{"nodes": {{"label": ["x", "{}"]}}}}</script>',
    "key": '<p>x</p><script type="application/json" id="view">{{"places": {{"{}": [1, 2]}}}}</script>',
    "script": '<p>x</p><script id="own">const a = "{}";</script>',
    "style": '<style>p::after {{ content: "{}" }}</style><p>x</p>',
    "rows": "name;what\nx;{}\n",
    "plain JSON": '[{{"name": "{}"}}]',
    "lines": "{} sits there.\n",
}


def refused(text: str, *secrets: str) -> bool:
    """Whether the check refuses a file, and does not repeat the secret."""
    try:
        safety.check(text, secrets)
    except LeakError as problem:
        assert not any(secret.strip(f" {FIELD}").casefold() in str(problem).casefold() for secret in secrets)
        return True
    return False


def written(name: str, writing: str) -> bool:
    """Whether a secret can stand in a place in a writing: signs that end the place can only stand there escaped."""
    return name != "signs" or not {'"', "<"} & set(WRITINGS[writing](SECRETS[name]))


@pytest.mark.parametrize(("name", "writing"), [(name, writing) for name in SECRETS for writing in WRITINGS if written(name, writing)])
def test_a_secret_is_found_in_every_writing_in_every_place(name: str, writing: str) -> None:
    secret, told = SECRETS[name], WRITINGS[writing](SECRETS[name])
    assert {place: refused(page.format(told), secret) for place, page in PLACES.items()} == dict.fromkeys(PLACES, True)


@pytest.mark.parametrize("page", PLACES.values(), ids=PLACES)
def test_a_file_without_the_secret_is_written(page: str) -> None:
    assert not refused(page.format("Purple &amp; Nokia heronry แม้ว"), "Nok", "Heron", "Purple Nokia x", "แมว")


@pytest.mark.parametrize("secret", [secret for name, secret in SECRETS.items() if name != "short"])
def test_a_secret_is_found_when_its_lines_are_parts_of_a_picture(secret: str) -> None:
    half = len(secret) // 2
    parts = "".join(f'<tspan x="1" y="{i}">{html.escape(part)}</tspan>' for i, part in enumerate((secret[:half], secret[half:])))
    assert refused(f"<svg><text>{parts}</text></svg>", secret)


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_secret_is_found_inside_an_address_of_data(secret: str) -> None:
    picture = f'<svg xmlns="http://www.w3.org/2000/svg"><text>{html.escape(secret)}</text></svg>'.encode()
    packed = gzip.compress(("x " * 900 + picture.decode()).encode())
    for address in (
        f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}",
        f"data:image/svg+xml,{quote(picture.decode())}",
        f"data:text/plain;charset=utf-8;base64,{base64.b64encode(packed).decode()}",
    ):
        assert refused(f'<p>x</p><img src="{address}">', secret)
    assert refused(f'<p>x</p><script type="text/plain">{base64.b64encode(b"x" * 90 + picture).decode()}</script>', secret)


def test_a_secret_is_found_in_quoted_rows() -> None:
    rows = io.StringIO()
    csv.writer(rows).writerows([["name", "note"], ["x", f'he said: "{SECRETS["signs"]}", twice']])
    assert refused(rows.getvalue(), SECRETS["signs"])


def test_a_name_without_its_accents_is_the_name() -> None:
    assert refused("<p>nguyen thi an danh</p>", SECRETS["vietnamese"])


def test_a_number_of_a_telephone_is_a_secret_and_a_date_is_none() -> None:
    assert [traces.telling(text) for text in ("+66 81 234 5678", "2024-03-01", "2024", "0.123456", "1500000", "12", "คน", "true")] == [
        True,
        False,
        False,
        False,
        True,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("word", ["hidden", "table", "panel", "label", "nodes", "Mark"])
def test_a_secret_that_is_also_a_word_of_the_program_stops_a_page_only_where_it_is_told(word: str) -> None:
    page = '<p class="{0}" id="{0}" {0}>{1}</p><script type="application/json">{{"{0}": "{1}"}}</script><script>const {0} = "{0}";</script>'
    assert not refused(page.format(word, "x"), word)
    assert refused(page.format(word, f"with {word}"), word)


def test_a_secret_for_whole_fields_stops_only_the_field_that_is_it() -> None:
    secret = f"{FIELD}An{FIELD}"
    assert [refused(page, secret) for page in ("<p>an answer</p>", "<p> An </p>", '[{"name": "AN"}]', '<p title="an"></p>', "a,an\n", "a,an one\n")] == [
        False, True, True, True, True, False,
    ]  # fmt: skip


def test_what_may_be_shown_too_is_a_secret_only_where_it_stands_alone() -> None:
    shown = ["A man met Anna of the weavers", "Anna-Lena", "นกยูงรำแพน", "grandweavers"]
    assert traces.untold(["An", "Anna", "Anna of", "นก", "weavers", "Bo", "met Anna of the weavers"], ["anna", "bo"], shown) == {
        "An", f"{FIELD}Anna{FIELD}", f"{FIELD}Anna of{FIELD}", " นก ", f"{FIELD}weavers{FIELD}", "Bo", f"{FIELD}met Anna of the weavers{FIELD}", f"{FIELD}anna{FIELD}", " bo ",
    }  # fmt: skip


def test_what_may_be_shown_as_it_is_in_another_writing_is_no_secret() -> None:
    assert traces.untold(["NGUYEN\u00a0VAN", "กำ"], [], ["Nguyễn\u200b Văn", unicodedata.normalize("NFKD", "กำ")]) == frozenset()


@pytest.mark.parametrize("broken", [None, 7, [None]])
def test_a_check_that_cannot_run_refuses(broken: object) -> None:
    with pytest.raises(LeakError):
        safety.check("<p>x</p>", broken)  # type: ignore[arg-type]


def test_a_check_that_fails_inside_refuses_and_no_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from kuasa.cli import app

    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(safety, "fields", broken)
    done = CliRunner().invoke(app, ["ratifications", "--data", str(WORLD), "-o", str(tmp_path / "out.html")])
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "did not work" in done.output


def test_of_very_many_secrets_in_a_large_page_the_one_that_stands_there_is_found() -> None:
    labels = [f"Committee {i} on Cloth {i * 7919 % 10007}" for i in range(60_000)]
    data = json.dumps({"nodes": {"label": labels, "sentence": [f"{one} reports to the กระทรวงแรงงาน." for one in labels]}}, ensure_ascii=False)
    page = f'<p>x</p><script type="application/json">{data}</script>' + "".join(f'<tr data-row="n{i}"><td>{one}</td></tr>' for i, one in enumerate(labels[:9000]))
    secrets = [f"Hidden {i} of the {i * 31} weavers" for i in range(5000)] + [f" p-{i} " for i in range(3000)]
    assert len(page) > 5_000_000
    assert not refused(page, *secrets)
    assert refused(page.replace("Cloth 7919", "HIDDEN 4999 of the 154969 weavers"), *secrets)


PLANTED = {
    f"{kind} {name}": f"{secret} {kind}"
    for name, secret in (("latin", "Purple-Heron"), *list(SECRETS.items())[4:])
    for kind in ("label", "alias", "locator", "note", "event", "address", "because", "value")
    if name != "short thai"
}
TEMPLATE = """
i:hid{n} a k:Organisation ; skos:prefLabel "{label}"@{lang} ; k:organisationType k:ngo ; k:sensitivity k:forFacilitator .
i:hid{n}-t1 a k:Membership ; k:from i:hid{n} ; k:to i:officials ; k:status k:actual ; k:strength 0.99 ; k:evidence i:hid{n}-t1-e1 .
i:hid{n}-t1-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:participants ; k:confidence k:seen .
i:hid{n}-t2 a k:Membership ; k:from i:weavers ; k:to i:hid{n} ; k:status k:actual ; k:evidence i:hid{n}-t2-e1 .
i:hid{n}-t2-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:inferred ; k:because "{because}"@{lang} ; k:confidence k:seen .
i:hid{n}-n1 a k:Name ; k:about i:weavers ; k:text "{alias}" ; k:nameKind k:alias ; k:sensitivity k:forParticipants ; k:evidence i:hid{n}-t1-e1 .
i:hid{n}-t3 a k:Partnership ; k:from i:weavers ; k:to i:loom-net ; k:status k:actual ; k:evidence i:hid{n}-t3-e1 .
i:hid{n}-t3-e1 a k:Evidence ; k:passage i:hid{n}-p1 ; k:assertion k:participants ; k:confidence k:seen ; k:sensitivity k:forFacilitator .
i:hid{n}-p1 a k:Passage ; k:source i:hid{n}-s ; k:locator "{locator}"@{lang} .
i:hid{n}-s a k:Source ; dcterms:title "Talk {n}"@en ; k:address "https://secret{n}.example/{address}" ; k:sensitivity k:forFacilitator .
i:hid{n}-ev a k:Event ; skos:prefLabel "{event}"@{lang} ; k:eventKind k:conference ; k:begins "2024-02-02"^^xsd:date ; k:sensitivity k:forFacilitator .
i:hid{n}-t4 a k:Speech ; k:from i:weavers ; k:to i:hid{n}-ev ; k:status k:actual ; k:since "2024-02-02"^^xsd:date ; k:evidence i:hid{n}-t1-e1 .
i:hid{n}-c1 a k:Claim ; k:about i:weavers ; k:property k:mandate ; k:value "{value}"@{lang} ; k:sensitivity k:forFacilitator ; k:evidence i:hid{n}-t1-e1 .
i:weavers skos:editorialNote "{note}"@{lang} .
"""
LANGUAGES = {"latin": "en", "vietnamese": "vi", "thai": "th", "khmer": "km", "lao": "lo", "burmese": "my"}


def planted_turtle() -> str:
    """The planted secrets as statements about the invented world."""
    blocks = []
    for n, (script, lang) in enumerate(LANGUAGES.items()):
        told = {kind: PLANTED[f"{kind} {script}"] for kind in ("label", "alias", "locator", "note", "event", "because", "value")}
        blocks.append(TEMPLATE.format(n=n, lang=lang, address=quote(PLANTED[f"address {script}"]), **told))
    return PREFIXES + "".join(blocks)


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    path = tmp_path / "planted.ttl"
    path.write_text(planted_turtle(), encoding="utf-8")
    return path


WRITTEN = [
    *(["map", *rest] for rest in (["Union of Weavers", "--hops", "2"], ["Union of Weavers", "--to", "OMC", "--status", "all"], [])),
    *(["paths", "Union of Weavers", "OMC", "--status", "all"], ["reach", "Union of Weavers"], ["brokers"], ["calendar"], ["ratifications"]),
]


FILES = [(arguments, suffix) for arguments in WRITTEN for suffix in ("html", "csv", "json") if suffix == "html" or arguments[0] != "map"]


@pytest.mark.parametrize(("arguments", "suffix"), FILES, ids=lambda part: part if isinstance(part, str) else " ".join(part))
def test_no_file_of_a_public_answer_holds_a_planted_secret(kuasa, planted: Path, tmp_path: Path, arguments: list[str], suffix: str) -> None:
    form = ["--format", suffix] if suffix != "html" else []
    done = kuasa(*arguments, "-o", f"out.{suffix}", "--data", str(WORLD), "--data", str(planted), *form)
    assert done.returncode == 0, done.stderr
    written = (tmp_path / f"out.{suffix}").read_text(encoding="utf-8")
    assert traces.Read.from_fields([written]).found(PLANTED.values()) == set()
    assert not any(f"hid{n}" in written or f"secret{n}" in written for n in range(6))


def test_every_planted_secret_is_sought(planted: Path) -> None:
    secrets = open_knowledge([str(WORLD), str(planted)], "public").withheld.secrets
    missed = {kind for kind, text in PLANTED.items() if not refused(f"<p>about {quote(text) if 'address' in kind else text}.</p>", *secrets) and "address" not in kind}
    assert missed == set()
    for n in range(6):
        for text in (f"hid{n}", f"HID{n}-ev", f"https://w3id.org/kuasa/id/hid{n}-s", f"Talk {n}", f"https://secret{n}.example/{quote(PLANTED[list(PLANTED)[8 * n + 5]])}"):
            assert refused(f'<p data-go="{text}">x</p>', *secrets), text


def test_a_page_of_what_is_left_is_not_refused_for_it(planted: Path) -> None:
    known = open_knowledge([str(WORLD), str(planted)], "public")
    texts = [html.escape(text) for found in known.facts.terms.values() for terms in found.values() for text, _ in terms]
    assert not refused("".join(f"<p title='{text}'>{text}</p>" for text in texts), *known.withheld.secrets)
    assert not refused(json.dumps({"a": [*known.facts.terms, *texts]}), *known.withheld.secrets)


MAPS: dict[str, tuple[list[str], int, str]] = {"everything": ([], 1, "auto"), "around a thing": (["Union of Weavers"], 2, "auto"), "in rows": (["Loom Network"], 1, "layers")}


def drawn(places: list[str], names: list[str], hops: int, layout: str, to: str = "") -> str:
    """The map page of some places for the public on a fixed day."""
    from kuasa.graph.analysis import influence, lenses
    from kuasa.graph.lookup import resolve
    from kuasa.graph.validity import Moment
    from kuasa.maps import page, scene

    known, when, lens = open_knowledge(places, "public"), Moment.from_words("2024-06-30", "all"), lenses.lens("all")
    things = [resolve(known.facts, name) for name in names]
    ends = [resolve(known.facts, to)] if to else []
    answers = tuple(influence.paths(known.facts, influence.Question(tuple(things), tuple(ends), when, lens)) for _ in ends)
    return page.render(scene.scene(known, lens, when, [*things, *ends], hops, answers, "en", layout))


@pytest.mark.parametrize(("names", "hops", "layout"), MAPS.values(), ids=MAPS)
def test_a_map_is_byte_for_byte_the_map_without_what_is_withheld(planted: Path, names: list[str], hops: int, layout: str) -> None:
    assert drawn([str(WORLD), str(planted)], names, hops, layout) == drawn([str(WORLD)], names, hops, layout)


def test_a_map_with_routes_is_byte_for_byte_the_map_without_what_is_withheld(planted: Path) -> None:
    with_it, without = (drawn(places, ["Union of Weavers"], 1, "auto", "OMC") for places in ([str(WORLD), str(planted)], [str(WORLD)]))
    assert with_it == without and "Officials" in without


def test_the_facilitators_map_shows_what_the_public_one_leaves_out(planted: Path, kuasa) -> None:
    done = kuasa("map", "Union of Weavers", "-o", "-", "--profile", "facilitator", "--data", str(WORLD), "--data", str(planted))
    assert all(PLANTED[f"label {script}"] in done.stdout for script in LANGUAGES)


def test_what_is_only_concluded_of_a_company_is_not_for_the_public(tmp_path: Path) -> None:
    path = tmp_path / "company.ttl"
    tie = "i:mill-t{0} a k:Membership ; k:from i:mill ; k:to i:loom-net ; k:status k:actual ; k:evidence i:mill-t{0}-e1 .\n"
    proof = "i:mill-t{0}-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:{1} ; k:confidence k:seen .\n"
    path.write_text(
        PREFIXES
        + 'i:mill a k:Organisation ; skos:prefLabel "Mill of A"@en ; k:organisationType k:company .\n'
        + "".join(tie.format(n) + proof.format(n, how) for n, how in ((1, "inferred"), (2, "thirdParty"))),
        encoding="utf-8",
    )
    ties = {
        audience: [tie.id.rsplit("/", 1)[-1] for tie in open_knowledge([str(WORLD), str(path)], audience).facts.tied("https://w3id.org/kuasa/id/mill")]
        for audience in ("public", "facilitator")
    }
    assert ties == {"public": ["mill-t2"], "facilitator": ["mill-t1", "mill-t2"]}


@pytest.fixture(scope="module")
def leaky() -> Callable[[str, str], str]:
    """The map page of the sample region with a text in one of its places."""
    import sys
    from dataclasses import replace

    sys.path.insert(0, str(Path(__file__).parent / "browser"))
    from sample import sample

    from kuasa.maps import page
    from kuasa.maps.view import Fact, Section

    def made(place: str, text: str) -> str:
        view = sample()
        node, link, route, source = view.nodes[0], view.links[0], view.routes[0], view.sources[0]
        step = route.steps[0]
        changes = {
            "title": {"title": text},
            "label": {"nodes": (replace(node, label=text), *view.nodes[1:])},
            "short name": {"nodes": (replace(node, short=text), *view.nodes[1:])},
            "alias": {"nodes": (replace(node, names=(*node.names, text)), *view.nodes[1:])},
            "name in a language": {"nodes": (replace(node, labels={"th": text}), *view.nodes[1:])},
            "fact": {"nodes": (replace(node, facts=(Fact("Rule", text, (1,), ""),)), *view.nodes[1:])},
            "told": {"nodes": (replace(node, told=(Section("panel_asked", (Fact("", text, (1,), ""),)),)), *view.nodes[1:])},
            "sign": {"nodes": (replace(node, sign=text), *view.nodes[1:])},
            "sentence": {"links": (replace(link, sentence=text), *view.links[1:])},
            "locator": {"proofs": (*view.proofs[1:], replace(view.proofs[0], locator=text))},
            "route": {"routes": (replace(route, note=text), *view.routes[1:])},
            "step": {"routes": (replace(route, steps=(replace(step, locators=(text,)), *route.steps[1:])), *view.routes[1:])},
            "source": {"sources": (replace(source, title=text), *view.sources[1:])},
            "address": {"sources": (replace(source, address=f"https://example.org/{quote(text)}"), *view.sources[1:])},
            "words": {"words": view.words | {"details_none": text}},
            "story": {"stories": ({"title": {"en": text}, "steps": []},)},
        }
        return page.render(replace(view, **changes[place]))

    return made


@pytest.mark.parametrize(
    "place",
    ["title", "label", "short name", "alias", "name in a language", "fact", "told", "sign", "sentence", "locator", "route", "step", "source", "address", "words", "story"],
)
def test_a_map_that_leaks_in_one_place_is_refused(place: str, leaky: Callable[[str, str], str]) -> None:
    page = leaky(place, " · ".join(SECRETS.values()))
    found = fields(page)
    assert traces.Read.from_fields(found.told).found(SECRETS.values()) == set(SECRETS.values())
    assert refused(page, SECRETS["khmer"])
