"""A folder of plain pages: every page says what is known and never more, every link leads somewhere, and nothing of others is overwritten."""

from __future__ import annotations

import csv
import doctest
import hashlib
import io
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuasa.exchange import rdf
from kuasa.graph.analysis import lenses
from kuasa.graph.errors import LeakError, UnreadableFile, UsageError
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.profiles import Withheld
from kuasa.graph.validity import Moment
from kuasa.graph.version import version
from kuasa.graph.vocabulary import ID
from kuasa.maps import filenames, folder, leaf, static
from kuasa.maps.branches import branches, width, wrapped
from kuasa.maps.site import Site
from kuasa.maps.static import Static

WORLD = Path(__file__).parent / "world.ttl"
DAY = Moment.from_words("2026-06-30", "actual")
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(1)>"


def made(knowledge: Knowledge, moment: Moment = DAY, lang: str = "en") -> Static:
    """The folder of some knowledge."""
    return Static(Site(knowledge, moment, lang), lenses.lens("all"), version(list(knowledge.places)), lambda: rdf.export(knowledge.store, Path("knowledge.trig")))


@pytest.fixture(scope="module")
def world() -> Knowledge:
    """The invented region as the public may see it."""
    return open_knowledge((str(WORLD),))


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every text of the folder of the embedded knowledge."""
    return {name: content.decode() for name, content in made(open_knowledge()).files() if not name.startswith("fonts/")}


class Page(HTMLParser):
    """What a test asks of a page: its links, its anchors, its elements, the entries of each part of links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: Counter[str] = Counter()
        self.part = ""
        self.entries: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.links += [found[name] for name in ("href", "src") if name in found]
        self.ids += [found["id"]] if "id" in found else []
        classes = found.get("class", "").split()
        if tag == "section":
            self.part = classes[1] if classes[:1] == ["part"] else ""
        self.entries[self.part] += tag == "li"
        self.statuses[self.part] += "status" in classes


# Names of files


def test_the_examples_of_names_hold() -> None:
    assert [doctest.testmod(module).failed for module in (filenames, leaf, static)] == [0, 0, 0]


@given(st.lists(st.text(max_size=200), unique=True, max_size=8))
def test_every_slug_has_a_name_of_its_own_that_every_file_system_takes(slugs: list[str]) -> None:
    names = [filenames.file_name(slug) for slug in slugs]
    assert len({name.casefold() for name in names}) == len(slugs)
    assert all(name.isascii() and name == name.lower() and len(f"{name}.html") <= 100 and name.replace("-", "").replace("_", "").isalnum() for name in names)


@pytest.mark.parametrize("slug", ["con", "nul", "com1", "lpt9", "aux", "CON", "a:b", "https://example.org/a", "Slom", "a--b", "", ".", "..", "a/b", "a" * 81, "ไทย"])
def test_a_slug_that_some_file_system_refuses_is_encoded(slug: str) -> None:
    name = filenames.file_name(slug)
    assert name != slug and name.split("_")[-1] == hashlib.sha256(slug.encode()).hexdigest()[:12]


# The folder


def test_a_folder_is_written_whole_and_lists_what_it_holds(tmp_path: Path) -> None:
    place, files = tmp_path / "out", [("a.html", b"a"), ("thing/b.html", b"b")]
    files.append((folder.MARKER, folder.listed(files, "Open a.html.").encode()))
    folder.written(place, files)
    assert {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()} == dict(files)
    assert (place / "kuasa.txt").read_text().splitlines()[3:] == [f"{hashlib.sha256(c).hexdigest()}  {n}" for n, c in (("a.html", b"a"), ("thing/b.html", b"b"))]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    assert place.stat().st_mode & 0o055 == 0o055


def test_a_folder_of_ours_is_replaced_with_force_only(tmp_path: Path) -> None:
    place = tmp_path / "out"
    old, new = [(name, name.encode()) for name in ("old.html",)], [("new.html", b"new")]
    folder.written(place, [*old, (folder.MARKER, folder.listed(old, "").encode())])
    with pytest.raises(UsageError, match="--force"):
        folder.written(place, new)
    folder.written(place, new, force=True)
    assert [path.name for path in place.iterdir()] == ["new.html"] and [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_others_is_never_replaced(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match=r"thesis\.txt"):
        folder.ready(theirs, force=True)
    (theirs / folder.MARKER).write_text("my notes on kuasa")
    with pytest.raises(UsageError, match=r"kuasa\.txt"):
        folder.ready(theirs, force=True)
    assert (theirs / "thesis.txt").read_text() == "years of work"


def test_a_folder_of_ours_with_something_of_others_in_it_is_not_replaced(tmp_path: Path) -> None:
    place, files = tmp_path / "out", [("a.html", b"a")]
    folder.written(place, [*files, (folder.MARKER, folder.listed(files, "").encode())])
    (place / "notes").mkdir()
    (place / "notes" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes/mine\.txt"):
        folder.written(place, files, force=True)
    assert (place / "notes" / "mine.txt").read_text() == "mine"


def test_a_link_or_a_file_in_the_place_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name in ("file", "link"):
        with pytest.raises(UsageError, match="no folder"):
            folder.ready(tmp_path / name, force=True)
    with pytest.raises(UnreadableFile, match="no folder"):
        folder.ready(tmp_path / "nowhere" / "out")


def test_what_breaks_off_leaves_the_place_as_it_was(tmp_path: Path) -> None:
    place, files = tmp_path / "out", [("a.html", b"a")]
    folder.written(place, [*files, (folder.MARKER, folder.listed(files, "").encode())])

    def breaking():
        yield "b.html", b"b"
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        folder.written(place, breaking(), force=True)
    assert sorted(path.name for path in place.iterdir()) == ["a.html", "kuasa.txt"] and [path.name for path in tmp_path.iterdir()] == ["out"]


# How links stand


def test_every_link_stands_where_it_stands_on_the_day(world: Knowledge) -> None:
    site = Site(world, DAY)
    found = {tie.id.removeprefix(ID + "world-"): site.state(tie) for ties in site.touching.values() for tie in ties}
    assert found == {
        **dict.fromkeys(("t1", "t2", "t3", "t4", "t6", "t7", "t11", "t12"), "now"),
        **dict.fromkeys(("t9", "t10", "t13"), "happened"),
        "t5": "possible",
        "t8": "planned",
    }
    later, before = (Site(world, Moment.from_words(day, "actual")) for day in ("2031-01-01", "2019-01-01"))
    assert {before.state(tie) for tie in before.touching[ID + "committee"]} == {"later"}
    assert {later.state(tie) for tie in later.touching[ID + "committee"]} == {"ended"}


def test_a_chair_that_was_handed_on_is_over_on_the_page_of_the_old_holder() -> None:
    site = Site(open_knowledge(), DAY)
    assert site.over
    assert {site.state(tie) for ties in site.touching.values() for tie in ties if tie.id in site.over} == {"ended"}


def test_the_page_of_a_thing_says_what_is_known_of_it(world: Knowledge) -> None:
    site = Site(world, DAY)
    refs = leaf.References(site.facts)
    parts = leaf.parts(site, ID + "weavers", refs)
    told = {
        part.state: [("".join(text for text, _, _ in line.pieces), line.status, line.marks, [ref.number for ref in line.refs]) for group in part.groups for line in group.lines]
        for part in parts
    }
    assert told == {
        "now": [("Union of Weavers is in A.", "", ("may have changed since", "older than two years"), ["1"]), ("Union of Weavers is a member of Loom Network.", "", (), ["1"])],
        "planned": [("Union of Weavers is to speak at Cloth Fair.", "planned", ("date passed, outcome not recorded",), ["1b"])],
        "possible": [("Possible: Union of Weavers intends to engage with Officials' Meeting on Cloth.", "possible", (), ["1b"])],
    }  # fmt: skip
    assert [(one.text, one.lang) for one in leaf.names(site, ID + "weavers", refs)] == [("Union of Weavers", "en"), ("สหภาพช่างทอ", "th"), ("UW", "")]
    assert [(one.cited.number, one.cited.title, one.about) for one in refs.listed()] == [("1", "Almanac of an invented region", "Nobody, 2024-01-10")]


def test_records_of_the_same_days_are_one_link_with_all_its_sources(world: Knowledge) -> None:
    facts = open_knowledge((str(WORLD),)).facts
    tie = next(tie for tie in facts.ties if tie.id == ID + "world-t4")
    other = replace(tie, id=ID + "world-t4b", evidence=next(tie for tie in facts.ties if tie.id == ID + "world-t3").evidence)
    facts.__dict__["ties"] = (*facts.ties, other, replace(other, id=ID + "world-t4c", until="2028"))
    site = Site(Knowledge(facts, world.audience, world.withheld), DAY)
    assert [(one.id.removeprefix(ID), len(one.evidence)) for one in site.touching[ID + "officials"] if one.kind.endswith("Reporting")] == [("world-t4", 2), ("world-t4c", 1)]


def test_with_only_what_surely_holds_nothing_unsure_is_told(world: Knowledge) -> None:
    strict = Site(world, replace(DAY, strict=True))
    assert "world-t11" not in {tie.id.removeprefix(ID) for ties in strict.touching.values() for tie in ties}


# The small map


def test_the_small_map_draws_what_is_so_and_what_is_intended_and_nothing_that_is_over(world: Knowledge) -> None:
    site = Site(world, DAY)
    entry = site.entries[ID + "weavers"]
    drawn = branches(site, entry, leaf.parts(site, entry.id, leaf.References(site.facts)))
    assert drawn is not None
    assert [one.text for one in drawn.words if not one.caption] == ["UW", "A", "LN", "OMC", "Cloth Fair"]
    assert (drawn.drawn, drawn.total, drawn.statuses, drawn.signs) == (4, 4, {"actual", "planned", "possible"}, ("stale", "date_passed"))
    assert Counter(one.dash for one in drawn.branches) == {"": 2, "6 4": 1, "2 4": 1}
    later = Site(world, Moment.from_words("2031-01-01", "actual"))
    committee = later.entries[ID + "committee"]
    assert branches(later, committee, leaf.parts(later, committee.id, leaf.References(later.facts))) is None


@given(st.text(min_size=1, max_size=80), st.integers(60, 300))
def test_no_name_is_cut_when_it_is_wrapped(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(width(line) <= room or len(line) == 1 or not any(map(str.isprintable, line)) or width(line[0]) <= room for line in lines)


# The pages


def test_every_link_in_every_page_leads_to_a_file_and_a_place_in_it(pages: dict[str, str]) -> None:
    parsed = {name: Page(text) for name, text in pages.items() if name.endswith(".html")}
    wrong = []
    for name, page in parsed.items():
        for link in page.links:
            path, _, fragment = link.partition("#")
            if link.startswith(("data:", "https://", "http://")):
                continue
            target = "/".join([*([] if path.startswith("../") or "/" not in name or not path else name.split("/")[:-1]), path.removeprefix("../")]) if path else name
            there = target in pages and (not fragment or target == "index.html" or unquote(fragment) in parsed[target].ids)
            wrong += [] if there else [(name, link)]
    assert wrong == [] and sum(len(page.links) for page in parsed.values()) > 10_000


def test_plain_pages_have_no_script_no_doubled_anchor_one_heading_and_a_strict_policy(pages: dict[str, str]) -> None:
    plain = {name: text for name, text in pages.items() if name.endswith(".html") and name != "index.html"}
    assert len(plain) > 800
    for name, text in plain.items():
        page = Page(text)
        assert not {"script", "style", "img", "iframe", "object", "form"} & page.tags.keys(), name
        assert page.tags["h1"] == page.tags["title"] == page.tags["main"] == 1, name
        assert not [one for one, n in Counter(page.ids).items() if n > 1], name
        assert static.POLICY.replace("'", "&#39;") in text and " style=" not in text and " on" + "click" not in text, name


def test_a_plan_never_stands_among_facts_and_always_has_its_status_before_it(pages: dict[str, str]) -> None:
    intended = 0
    for name, text in pages.items():
        if name.startswith("thing/"):
            page = Page(text)
            for part in ("planned", "possible", "cancelled"):
                assert page.entries[part] == page.statuses[part], name
                intended += page.entries[part]
            assert sum(page.statuses[part] for part in page.statuses if part not in ("planned", "possible", "cancelled", "corrected")) == 0, name
    assert intended > 500


def test_every_thing_of_the_map_has_a_page_and_stands_in_the_list(pages: dict[str, str]) -> None:
    site = Site(open_knowledge(), DAY)
    files = {f"thing/{one.file}.html" for one in site.entries.values()}
    assert files == {name for name in pages if name.startswith("thing/")} == {link for link in Page(pages["things.html"]).links if link.startswith("thing/")}
    rows = list(csv.DictReader(io.StringIO(pages["data/things.csv"].removeprefix("\ufeff"))))
    assert {row["page"] for row in rows} == files and len(rows) == len(files)


def test_no_person_has_a_page_in_public_and_does_where_persons_are_steps(world: Knowledge) -> None:
    assert ID + "p-0001" not in Site(world, DAY).entries
    assert ID + "p-0001" in Site(open_knowledge((str(WORLD),), "facilitator"), DAY).entries
    public = open_knowledge()
    assert not [one for one in Site(public, DAY).entries if public.facts.isa(one, "Person")]


def test_the_tables_hold_what_the_pages_hold(pages: dict[str, str]) -> None:
    site = Site(open_knowledge(), DAY)
    links = list(csv.DictReader(io.StringIO(pages["data/links.csv"].removeprefix("\ufeff"))))
    ties = {tie.id.removeprefix(ID): tie for found in site.touching.values() for tie in found if {tie.start, tie.end} <= site.entries.keys()}
    assert {row["id"]: row["stands"] for row in links} == {one: site.state(tie) for one, tie in ties.items()}
    assert all(not row["source"] for row in links if row["confidence"] == "recalled")


def test_the_same_knowledge_gives_the_same_bytes(world: Knowledge) -> None:
    assert made(world).files() == made(open_knowledge((str(WORLD),))).files()


def test_the_list_of_files_is_true(world: Knowledge) -> None:
    files = dict(made(world).files())
    listed = dict(reversed(line.split("  ")) for line in files.pop(folder.MARKER).decode().splitlines()[3:])
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_hostile_names_are_shown_as_text(tmp_path: Path) -> None:
    text = WORLD.read_text(encoding="utf-8").replace('"Forum on Cloth"', f'"{HOSTILE}"').replace("i:committee ", "i:con ")
    (tmp_path / "hostile.ttl").write_text(text, encoding="utf-8")
    files = {name: content.decode() for name, content in made(open_knowledge((str(tmp_path / "hostile.ttl"),))).files() if not name.startswith("fonts/")}
    assert {name for name in files if name.startswith("thing/con")} == {"thing/con_1143da2bc54c.html"}
    assert "&lt;script&gt;alert(1)" in files["thing/forum.html"]
    assert not [name for name, page in files.items() if name.endswith(".html") and name != "index.html" and ("<script" in page or "<img" in page)]


def test_a_withheld_name_stops_the_folder_and_the_message_names_the_file(world: Knowledge) -> None:
    leaking = Knowledge(world.facts, world.audience, Withheld(1, frozenset({"สหภาพช่างทอ"}), frozenset(), frozenset()), world.read, world.places)
    with pytest.raises(LeakError, match=r"^(data|thing|things|index|about)[\w./]*: ") as problem:
        made(leaking).files()
    assert "สหภาพช่างทอ" not in str(problem.value)


def test_more_things_than_a_folder_carries_are_refused(world: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kuasa.maps.site.MOST", 3)
    with pytest.raises(UsageError, match="too many"):
        made(world).files()


def test_names_in_another_language_say_so(world: Knowledge) -> None:
    files = dict(made(world, lang="th").files())
    page = files["thing/weavers.html"].decode()
    assert '<h1 lang="th">สหภาพช่างทอ</h1>' in page and '<span lang="th">สหภาพช่างทอ</span>' in page
    assert "fonts/thai-500.woff2" in files and 'url("fonts/thai-500.woff2")' in files["style.css"].decode()


# The command


def test_the_command_writes_the_folder_and_never_over_anything_unasked(program, tmp_path: Path) -> None:
    asked = ("map", "--static", "pages of ไทย", "--data", str(WORLD), "--on", "2026-06-30")
    done = program(*asked, PYTHONHASHSEED="1")
    assert (done.returncode, done.stdout) == (0, "") and "As of 2026-06-30." in done.stderr
    place = tmp_path / "pages of ไทย"
    assert {"index.html", "things.html", "about.html", "style.css", "kuasa.txt", "data", "thing", "fonts"} == {path.name for path in place.iterdir()}
    before = {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    again = program(*asked, PYTHONHASHSEED="2")
    assert (again.returncode, again.stderr) == (2, "The folder pages of ไทย exists.\nGive another name, or --force to replace a folder that kuasa made.\n")
    assert program(*asked, "--force", PYTHONHASHSEED="2").returncode == 0
    assert {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["pages of ไทย"]


@pytest.mark.parametrize("more", [["SLOM"], ["-o", "m.html"], ["--without", "SLOM"], ["--known-by", "2020"]])
def test_the_folder_is_of_everything(kuasa, tmp_path: Path, more: list[str]) -> None:
    done = kuasa("map", "--static", "out", *more)
    assert done.returncode == 2 and "--static writes everything" in done.stderr and not list(tmp_path.iterdir())
