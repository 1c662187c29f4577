"""Before a file is handed out somebody reads it as the ministry would."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.maps.review import GROUPS, Review, Row, lines, review

WORLD = Path(__file__).parent / "world.ttl"
PREFIXES = "".join(line for line in WORLD.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("@prefix"))
ADDED = (
    PREFIXES
    + """
i:rev-t1 a k:Partnership ; k:from i:weavers ; k:to i:loom-net ; k:status k:actual ; k:observed "2024-01-10"^^xsd:date ; k:evidence i:rev-e1 .
i:rev-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:inferred ; k:because "they share a house"@en ; k:confidence k:seen .
i:rev-t2 a k:Opposition ; k:from i:weavers ; k:to i:forum ; k:status k:actual ; k:observed "2024-01-10"^^xsd:date ; k:evidence i:rev-e2 .
i:rev-e2 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:participants ; k:confidence k:seen .
i:rev-c1 a k:Claim ; k:about i:forum ; k:property k:mandate ; k:value "Cloth for all"@en ; k:evidence i:rev-e2 .
"""
)
THINGS = ("weavers", "loom-net", "forum", "committee", "officials")


@pytest.fixture
def added(tmp_path: Path) -> Path:
    path = tmp_path / "added.ttl"
    path.write_text(ADDED, encoding="utf-8")
    return path


def read(added: Path, audience: str = "participants", things: tuple[str, ...] = THINGS, text: str = "<p>with Ana Loom</p>") -> Review:
    """The review of a file with some things and a text."""
    return review(open_knowledge([str(WORLD), str(added)], audience), things, [text], Moment.from_words("2026-06-30", "all"))


PLACE = "Almanac of an invented region (first page)"
SAID = f"{PLACE} [said by participants]"
OLD = ("older than two years",)


def test_every_person_named_every_conclusion_and_every_negative_link_is_listed(added: Path) -> None:
    found = read(added)
    assert found.of("persons") == (Row("persons", "Ana Loom", "Ana Loom spoke at Cloth Fair.", SAID),)
    assert found.of("negative") == (Row("negative", "Union of Weavers", "Union of Weavers opposes Forum on Cloth.", SAID, OLD),)
    concluded = f"{PLACE} [concluded by an analyst]: they share a house"
    assert found.of("inferred") == (Row("inferred", "Union of Weavers", "Union of Weavers works in partnership with Loom Network.", concluded, OLD),)
    assert ("Forum on Cloth", "mandate: Cloth for all", SAID) in {(row.place, row.sentence, row.source) for row in found.of("participants")}
    assert (found.recalled, found.stale) == (1, 2)


def test_only_what_is_in_the_file_is_listed(added: Path) -> None:
    assert read(added, things=("committee", "officials"), text="<p>nobody</p>").rows == ()


def test_a_person_is_listed_however_the_name_is_written(added: Path) -> None:
    assert [row.place for row in read(added, things=(), text="<p title='ANA&nbsp;LOOM'></p>").rows] == ["Ana Loom"]


def test_the_public_file_has_nothing_negative_and_nothing_concluded_of_a_person(added: Path) -> None:
    found = read(added, "public")
    assert found.of("negative") == ()
    assert all("Ana Loom" not in row.sentence for row in found.of("inferred"))


def test_the_list_says_first_how_much_there_is(added: Path) -> None:
    told = list(lines(read(added)))
    assert len(told[1 : 1 + len(GROUPS)]) == 4 and told[1] == "  Persons who are named: 1"
    assert told[6:11] == ["", "Persons who are named", "  Ana Loom", "    Ana Loom spoke at Cloth Fair.", f"        {SAID}"]


REVIEWED = ["map", "Union of Weavers", "--review", "--data", str(WORLD), "--data", "added.ttl"]


def test_without_a_terminal_the_list_is_printed_and_nothing_written(kuasa, added: Path, tmp_path: Path) -> None:
    done = kuasa(*REVIEWED, "-o", "out.html")
    assert (done.returncode, (tmp_path / "out.html").exists()) == (1, False)
    assert "Concluded by an analyst" in done.stdout and "they share a house" in done.stdout
    assert "--yes" in done.stderr


def test_with_yes_the_list_is_printed_and_the_file_written(kuasa, added: Path, tmp_path: Path) -> None:
    done = kuasa(*REVIEWED, "-o", "out.html", "--yes")
    assert done.returncode == 0, done.stderr
    assert "they share a house" in done.stdout and (tmp_path / "out.html").exists()


def test_a_page_for_the_screen_is_not_mixed_with_the_list(kuasa, added: Path) -> None:
    done = kuasa(*REVIEWED, "-o", "-", "--yes")
    assert done.stdout.startswith("<!doctype html>") and done.stdout.rstrip().endswith("</html>")
    assert "they share a house" in done.stderr
    asked = kuasa(*REVIEWED, "-o", "-")
    assert (asked.returncode, asked.stdout) == (1, "")


def test_yes_without_review_is_refused(kuasa) -> None:
    done = kuasa("map", "--yes", "-o", "-", "--data", str(WORLD))
    assert done.returncode == 2 and "--review" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")
@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_one_is_asked(answer: str, written: bool, added: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kuasa", *REVIEWED, "-o", "out.html"]
    running = subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "PAGER": "cat", "TERM": "dumb"}, close_fds=True)
    os.close(theirs)
    seen = b""
    try:
        while b"Write the file?" not in seen:
            assert select.select([ours], [], [], 60)[0], seen
            try:
                seen += os.read(ours, 65536)
            except OSError:  # it ended
                pytest.fail(seen.decode())
        os.write(ours, answer.encode())
        code = running.wait(60)
    finally:
        running.kill()
        os.close(ours)
    assert b"they share a house" in seen
    assert ((tmp_path / "out.html").exists(), code) == (written, 0 if written else 1)
