"""What the page is made of, without a browser: places, colours, fonts, the leak check."""

from __future__ import annotations

import getpass
import hashlib
import math
import re
import socket
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sample import sample

from kuasa.graph.analysis.influence import Question, paths
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.errors import LeakError
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID
from kuasa.graph.wording import wording
from kuasa.maps import colours, layout, page, safety, scene, typefaces
from kuasa.maps.view import Link, Node


def crowd(count: int) -> tuple[tuple[Node, ...], tuple[Link, ...]]:
    nodes = tuple(Node(f"n{i}", f"Thing {i}", f"T{i}", "body", (), (), 0, 0, 1.0) for i in range(count))
    links = tuple(Link(f"l{i}", f"n{i}", f"n{i * i % 7}", "member", "", "", "actual", "", "", "", (), ()) for i in range(1, count, 2))
    return nodes, links


@pytest.mark.parametrize("count", [0, 1, 2, 90, 501])
def test_places_are_apart_and_always_the_same(count: int) -> None:
    nodes, links = crowd(count)
    places = layout.positions(nodes, links)
    assert places == layout.positions(nodes, links)
    assert set(places) == {node.id for node in nodes}
    points = list(places.values())
    for i, one in enumerate(points):
        assert all(math.dist(one, other) >= 120 for other in points[i + 1 :])


def test_a_route_reads_from_left_to_right_and_nothing_stands_in_its_way() -> None:
    view = sample()
    at = {node.id: (node.x, node.y) for node in view.nodes}
    on_routes = {end for route in view.routes for s in route.steps for end in (s.start, s.end)}
    for route in view.routes:
        for step in route.steps:
            assert at[step.start][0] < at[step.end][0]
    top = min(at[one][1] for one in on_routes)
    bottom = max(at[one][1] for one in on_routes)
    left, right = at["network"][0], at["slom"][0]
    inside = {one for one, (x, y) in at.items() if left < x < right and top < y < bottom}
    assert inside <= on_routes


def test_a_pinned_node_stays_where_it_is_put() -> None:
    nodes, links = crowd(30)
    assert layout.positions(nodes, links, pinned={"n3": (500, -200)})["n3"] == (500, -200)


@pytest.mark.parametrize("theme", list(colours.THEMES))
def test_every_colour_can_be_seen_in_every_theme(theme: str) -> None:
    ground, ratio = colours.THEMES[theme]
    for colour in ("#ffff00", "#000000", "#ffffff", "#0000ff", "#1b5e9e"):
        assert colours.contrast(colours.fit(colour, ground, ratio), ground) >= ratio


def test_only_scripts_that_occur_are_embedded() -> None:
    assert {face.script for face in typefaces.needed("Bộ Nội vụ")} == {"latin", "vietnamese"}
    assert {face.script for face in typefaces.needed("กระทรวง")} == {"thai"}
    assert typefaces.needed("") == ()


def test_the_vendored_script_is_the_one_its_readme_names() -> None:
    folder = Path(page.__file__).parent / "vendor"
    digest = hashlib.sha256((folder / "vis-network.min.js").read_bytes()).hexdigest()
    assert digest in (folder / "README.md").read_text(encoding="utf-8")


def test_the_policy_names_exactly_the_scripts_that_run() -> None:
    html = page.render(sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    running = re.findall(r'<script id="[^"]+">(.*?)</script>', html, re.DOTALL)
    assert len(running) == 2
    assert page.policy({str(i): script for i, script in enumerate(running)}) == policy[1]
    assert not re.search(r"<[^>]+\son[a-z]+=", re.sub(r"<script.*?</script>", "", html, flags=16))


def test_words_of_the_view_stand_in_the_page() -> None:
    assert "Karte!" in page.render(sample(words=wording() | {"view_map": "Karte!"}))


def test_a_view_that_cannot_be_drawn_is_refused_by_name() -> None:
    view = sample()
    with pytest.raises(ValueError, match="nowhere"):
        page.render(replace(view, links=(replace(view.links[0], end="nowhere"),), routes=()))
    with pytest.raises(ValueError, match="twice"):
        page.render(replace(view, nodes=(*view.nodes, view.nodes[0])))
    with pytest.raises(ValueError, match="#rrggbb"):
        page.render(replace(view, kinds=(replace(view.kinds[0], colour="red;}"),)))
    with pytest.raises(ValueError, match="number of an end of record 'tie/00'"):
        page.render(replace(view, records=(replace(view.records[0], end=len(view.nodes)),)))
    with pytest.raises(ValueError, match="number of the kind of record 'tie/00'"):
        page.render(replace(view, records=(replace(view.records[0], kind=len(view.link_kinds)),)))
    with pytest.raises(ValueError, match="thing drawn 'nobody'"):
        page.render(replace(view, drawn=("nobody",)))


def test_the_leak_check_is_content_with_a_clean_page() -> None:
    safety.check(page.render(sample()), ["Secret Person", "nobody@example.org", "abc"])


@pytest.mark.parametrize("secret", ["Nguyễn Văn A", 'O\'Brien & "Sons"', "<b>hidden</b>", "back\\slash", "กระทรวงลับ"])
def test_the_leak_check_finds_a_secret_however_it_is_escaped(secret: str) -> None:
    view = sample()
    for leaky in (
        replace(view, subtitle=secret),
        replace(view, words=wording() | {"details_none": secret}),
        replace(view, nodes=(replace(view.nodes[0], names=(secret,)), *view.nodes[1:])),
    ):
        with pytest.raises(LeakError) as caught:
            safety.check(page.render(leaky), ["something else", secret])
        assert secret not in str(caught.value)


@pytest.mark.parametrize("path", ["/home/anna/map.html", r"C:\Users\anna\map.html", "file:///srv/x", "/Users/anna"])
def test_the_leak_check_finds_paths(path: str) -> None:
    with pytest.raises(LeakError):
        safety.check(page.render(sample(cite=f"Saved as {path}")), [])


def test_the_leak_check_leaves_web_addresses_alone() -> None:
    safety.check(page.render(sample(cite="https://example.org/home/users and a/home/b")), [])


def test_the_leak_check_finds_user_and_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "annamaria")
    monkeypatch.setattr(socket, "gethostname", lambda: "gecko.local")
    monkeypatch.setattr(socket, "getfqdn", lambda: "gecko.local")
    html = page.render(sample())
    safety.check(html, [])
    for told in ("by Annamaria", "from gecko"):
        with pytest.raises(LeakError):
            safety.check(page.render(sample(cite=told)), [])


def test_a_user_called_like_a_part_of_the_page_can_still_write_maps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html = page.render(sample())
    for name in ("main", "section", "table-view", "script", "panel", "stick"):
        monkeypatch.setattr(getpass, "getuser", lambda name=name: name)
        safety.check(html, [])


def test_the_page_goes_on_asking_for_as_many_routes_and_steps_as_were_asked_for() -> None:
    knowledge, moment, ends = open_knowledge(), Moment(date(2026, 6, 30)), (ID + "mfa", ID + "acmw")
    question = Question(ends[:1], ends[1:], moment, lens("all"), k=5, hops=8)
    view = scene.scene(knowledge, lens("all"), moment, list(ends), 1, (paths(knowledge.facts, question),))
    assert (view.k, view.hops) == (5, 8)
