"""The front page: `kuasa` alone writes it, says where it is and opens it; nothing else is left behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kuasa.graph.errors import LeakError
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.profiles import Withheld
from kuasa.graph.validity import Moment
from kuasa.maps import front

WORLD = str(Path(__file__).parent / "world.ttl")


def opened(done) -> Path:
    """The file whose address the browser (here: echo) was given."""
    return Path(re.sub(r"^file://", "", done.stdout.strip()))


def kept_at(folder: Path) -> dict[str, str]:
    """A user whose cache lies in a folder, and whose browser says what it is given."""
    return {"XDG_CACHE_HOME": str(folder / "cache"), "HOME": str(folder), "TMPDIR": str(folder), "BROWSER": "echo", "KUASA_CACHE": ""}


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob(front.FILE))


def test_the_program_alone_opens_the_front_page(program, tmp_path: Path) -> None:
    done = program(**kept_at(tmp_path))
    assert done.returncode == 0 and "Traceback" not in done.stderr
    page = opened(done)
    assert page.name == "kuasa.html" and f"open in the browser: {page}" in done.stderr
    assert pages(tmp_path) == [page]
    assert '"opening": "ask"' in page.read_text(encoding="utf-8")


def test_a_second_start_opens_the_same_file_without_making_it_anew(program, tmp_path: Path) -> None:
    first = opened(program(**kept_at(tmp_path)))
    made = first.stat().st_mtime_ns
    second = opened(program(**kept_at(tmp_path)))
    assert (second, second.stat().st_mtime_ns, pages(tmp_path)) == (first, made, [first])


def test_knowledge_of_ones_own_is_made_anew_and_takes_the_place_of_the_other(program, tmp_path: Path) -> None:
    program(**kept_at(tmp_path))
    page = opened(program(KUASA_DATA=WORLD, **kept_at(tmp_path)))
    text = page.read_text(encoding="utf-8")
    assert pages(tmp_path) == [page] and "Union of Weavers" in text and "Ana Loom" not in text


def test_where_nothing_can_be_kept_one_folder_for_the_time_being_holds_it(program, tmp_path: Path) -> None:
    own = kept_at(tmp_path) | {"KUASA_CACHE": "off", "KUASA_DATA": WORLD}
    pair = [opened(program(**own)) for _ in range(2)]
    assert pair[0] != pair[1] and pages(tmp_path) == [pair[1]] and pair[1].parent.name.startswith("kuasa-front-")


def test_without_a_screen_it_says_how_to_open_the_page_by_hand(program, tmp_path: Path) -> None:
    done = program(**kept_at(tmp_path) | {"BROWSER": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "KUASA_DATA": WORLD})
    assert (done.returncode, done.stdout) == (0, "")
    assert f"No browser could be opened here. Open this file in one: {pages(tmp_path)[0]}" in done.stderr


def test_without_a_home_it_does_not_fall_down(program, tmp_path: Path) -> None:
    done = program(**kept_at(tmp_path) | {"HOME": "/dev/null", "XDG_CACHE_HOME": "", "KUASA_DATA": WORLD})
    assert done.returncode == 0 and len(pages(tmp_path)) == 1


def test_the_help_stays_the_help(kuasa, tmp_path: Path) -> None:
    done = kuasa("--help", **kept_at(tmp_path))
    assert done.returncode == 0 and "paths" in done.stdout and pages(tmp_path) == []


def test_a_folder_of_somebody_else_and_a_link_are_never_used(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"{front.FOLDER}x").symlink_to(tmp_path / "elsewhere")
    front.clear(tmp_path)
    assert (tmp_path / f"{front.FOLDER}x").is_symlink() and not front.ours(tmp_path / f"{front.FOLDER}x")


def test_what_others_put_beside_the_page_is_left_where_it_is(tmp_path: Path) -> None:
    (tmp_path / f"{front.FOLDER}x").mkdir()
    (tmp_path / f"{front.FOLDER}x" / "notes.txt").write_text("mine")
    front.clear(tmp_path)
    assert [path.name for path in tmp_path.rglob("*.txt")] == ["notes.txt"]


def test_a_page_that_would_tell_too_much_is_not_made() -> None:
    from kuasa.graph.analysis.lenses import lens

    known = open_knowledge([WORLD])
    spoilt = Knowledge(known.facts, known.audience, Withheld(1, frozenset({"Loom Network"}), frozenset(), frozenset()), known.read)
    with pytest.raises(LeakError):
        front.front(spoilt, Moment.from_words("2026-06-30"), lens("all"))


def test_another_day_has_another_name() -> None:
    from kuasa.graph.analysis.lenses import lens

    names = {front.key(Moment.from_words(day), lens("all"), "en") for day in ("2026-06-30", "2026-07-01", "2026-06-30")}
    assert len(names) == 2 and all(re.fullmatch("[0-9a-f]{16}", name) for name in names)
