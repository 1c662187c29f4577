"""Who stands between: shares, roles, the route shown, what is said; circles and who links them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from kuasa.graph.analysis import brokerage, circles, connecting
from kuasa.graph.analysis.influence import Question, paths
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.roles import ROLES
from kuasa.graph.errors import BadChoice
from kuasa.graph.facts import Facts
from kuasa.graph.telling import route_title
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID, K

WORLD = str(Path(__file__).parent / "world.ttl")
ON = date(2026, 1, 1)


def asked(start: str = "", end: str = "", status: str = "actual", **more) -> Question:
    ends = ((ID + start,) if start else (), (ID + end,) if end else ())
    return replace(Question(*ends, Moment(ON, status), lens("all")), **more)


def told(found: brokerage.Connectors) -> list[tuple[str, float, dict[str, int], str]]:
    return [(one.thing.id.removeprefix(ID), one.share, {word: n for word, n in zip(ROLES, one.roles, strict=True) if n}, route_title(one.route)) for one in found.found]


def test_open_ends_are_civil_society_and_all_bodies(world: Facts) -> None:
    found = brokerage.connectors(world, asked())
    assert (found.question.starts, found.question.ends) == ((ID + "loom-net", ID + "weavers"), (ID + "committee", ID + "forum", ID + "officials"))
    assert (found.pairs, found.more, found.others) == (6, 0, ())
    assert told(found) == [
        ("forum", 4 / 6, {"gatekeeper": 1}, "LN → Forum on Cloth → Committee on Cloth"),
        ("loom-net", 3 / 6, {"liaison": 1}, "UW → LN → Forum on Cloth"),
        ("committee", 2 / 6, {"coordinator": 2}, "LN → Forum on Cloth → Committee on Cloth → OMC"),
    ]


def test_the_route_shown_is_the_best_of_the_pair_with_its_evidence(world: Facts) -> None:
    found = brokerage.connectors(world, asked("weavers", "officials"))
    assert {one.route for one in found.found} == set(paths(world, asked("weavers", "officials")).routes)


def test_things_of_the_kinds_asked_for_are_listed_and_the_others_counted(world: Facts) -> None:
    found = brokerage.connectors(world, asked(), of=["network"])
    assert ([name for name, *_ in told(found)], found.others) == (["loom-net"], (("committee", 1), ("forum", 1)))
    with pytest.raises(BadChoice, match="There is no kind 'broker'"):
        brokerage.connectors(world, asked(), of=["broker"])


def test_the_rest_of_a_short_list_is_counted(world: Facts) -> None:
    found = brokerage.connectors(world, asked(), top=1)
    assert (len(found.found), found.more, len(brokerage.connectors(world, asked(), top=0).found)) == (1, 2, 3)


def test_what_is_left_out_stands_between_nobody(world: Facts) -> None:
    found = brokerage.connectors(world, asked("weavers", "officials", without=frozenset({ID + "committee"})))
    assert (found.pairs, found.found) == (0, ())


def test_a_stated_aim_takes_nothing_from_those_who_stand_between(world: Facts) -> None:
    actual, with_aims = (brokerage.connectors(world, asked("weavers", "officials", status)) for status in ("actual", "all"))
    assert actual.found == with_aims.found != ()


def test_constraint_is_that_of_networkx_on_all_that_counts(world: Facts) -> None:
    network = asked().network(world)
    graph = network.to_networkx()
    simple = nx.DiGraph()
    for start, end, said in graph.edges(data=True):
        if said["kept"]:
            simple.add_edge(start, end, weight=said["strength"])
    expected = nx.constraint(simple, weight="weight")
    for one in brokerage.connectors(world, asked(), top=0).found:
        assert one.constraint == pytest.approx(expected[one.thing.id], abs=1e-5)


def test_actors_are_grouped_by_kind_bodies_together_and_the_rest_not_at_all(world: Facts) -> None:
    names = ("weavers", "loom-net", "ministry-a", "forum", "committee", "fair")
    assert [brokerage.group(world, ID + name).removeprefix(K) for name in names] == ["Organisation", "Network", "Ministry", "Body", "Body", ""]


def test_a_route_told_once_is_not_told_again(world: Facts) -> None:
    lines = list(connecting.told(world, brokerage.connectors(world, asked("weavers", "officials"))))
    assert [line.strip() for line in lines if "best route over it" in line] == [
        "The best route over it (shaky): UW → LN → Forum on Cloth → Committee on Cloth → OMC",
        "The best route over it is that of number 1.",
        "The best route over it is that of number 1.",
    ]
    assert lines[-2:] == [
        "as of 2026-01-01 · what counts as influence: any kind of influence · links shown: what is, no plans · any number of steps",
        "How strong a route is, is an estimate by the chosen lens, not a measurement.",
    ]


def test_scores_are_shown_only_when_asked_for(world: Facts) -> None:
    found = brokerage.connectors(world, asked())
    plain, scored = (list(connecting.told(world, found, scores)) for scores in (False, True))
    assert [line for line in scored if line not in plain] == [line for line in scored if "constraint" in line] != []


@pytest.mark.parametrize(("share", "words"), [(1.0, "100\N{NO-BREAK SPACE}%"), (0.125, "12\N{NO-BREAK SPACE}%"), (0.001, "less than 1\N{NO-BREAK SPACE}%")])
def test_a_share_in_words_is_never_nothing(share, words) -> None:
    assert connecting.percent(share) == words


def test_rows_have_the_evidence_of_every_step(kuasa) -> None:
    done = kuasa("brokers", "UW", "OMC", "--data", WORLD, "--on", "2026-01-01", "--format", "json")
    rows = json.loads(done.stdout)
    assert [tuple(row) for row in rows] == [connecting.COLUMNS] * 3
    assert rows[2] | {"constraint": 0} == {
        "name": "Loom Network",
        "address": ID + "loom-net",
        "kind": "network",
        "share": 1.0,
        "role": "liaison",
        "coordinator": 0,
        "gatekeeper": 0,
        "representative": 0,
        "itinerant": 0,
        "liaison": 1,
        "constraint": 0,
        "band": "shaky",
        "route": "UW → LN → Forum on Cloth → Committee on Cloth → OMC",
        "evidence": "1. UW is a member of LN. (Almanac of an invented region (first page)) | 2. LN engages with Forum on Cloth. (Almanac of an invented region (first page) "
        "[reported by a third party]) | 3. Forum on Cloth reports to Committee on Cloth. [not checked yet] (not checked yet: check at https://register.example/) | "
        "4. Committee on Cloth reports to OMC. (Almanac of an invented region (first page))",
    }


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["LN", "Forum on Cloth"], "Nobody of the kinds asked for stands between"),
        (["UW", "A"], "No route under these conditions"),
        (["UW", "OMC", "--without", "Committee on Cloth"], "with Committee on Cloth let in again"),
        (["UW", "OMC", "--profile", "public", "--of", "event"], "Other things on best routes: committee (1), forum (1), network (1)."),
    ],
)
def test_nobody_between_is_an_answer_that_says_why(kuasa, names, said) -> None:
    done = kuasa("brokers", *names, "--data", WORLD, "--on", "2026-01-01", "--status", "actual")
    assert done.returncode == 0 and said in done.stdout + done.stderr and "any number of steps" in done.stderr
    assert json.loads(kuasa("brokers", *names, "--data", WORLD, "--on", "2026-01-01", "--format", "json").stdout) == []


def test_the_map_of_connectors_marks_them(kuasa, tmp_path) -> None:
    done = kuasa("brokers", "UW", "OMC", "--data", WORLD, "--on", "2026-01-01", "-o", "b.html")
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert done.returncode == 0 and "connector: 100\N{NO-BREAK SPACE}% of the best routes" in page and "Who stands between UW and OMC?" in page


def test_a_person_stands_between_only_where_the_profile_has_persons(kuasa) -> None:
    asked_for = ("brokers", "UW", "Forum on Cloth", "--without", "LN", "--of", "person", "--data", WORLD, "--on", "2026-01-01", "--format", "json")
    found = [json.loads(kuasa(*asked_for, "--profile", name).stdout) for name in ("public", "participants", "facilitator")]
    assert [[row["route"] for row in rows] for rows in found] == [[], [], ["UW → Ana Loom → Forum on Cloth"]]


def test_circles_name_their_members_and_who_links_them(world: Facts) -> None:
    found = circles.circles(world, asked())
    assert [(member.thing.id.removeprefix(ID), member.circle, member.links) for member in found.members] == [
        ("officials", 1, (2,)),
        ("ministry-a", 1, ()),
        ("ministry-b", 1, ()),
        ("committee", 2, (1,)),
        ("forum", 2, (4,)),
        ("state-a", 3, ()),
        ("league", 3, ()),
        ("loom-net", 4, (2,)),
        ("weavers", 4, ()),
    ]
    assert found.sizes == (4, 2, 2, 2)
    assert [member.thing.id.removeprefix(ID) for member in found.linking] == ["committee", "officials", "forum", "loom-net"]


def test_strengths_inside_and_outside_add_up_to_all_of_a_member(world: Facts) -> None:
    found = {member.thing.id: member for member in circles.circles(world, asked(), of=["thing"]).members}
    sums = dict.fromkeys(found, 0.0)
    for start, end, said in asked().network(world).to_networkx().edges(data=True):
        sums[start] += said["strength"]
        sums[end] += said["strength"]
    assert {name: member.inside + member.outside for name, member in found.items()} == pytest.approx(sums, abs=1e-5)


def test_what_lets_nothing_through_links_no_circles(embedded: Facts) -> None:
    found = {member.thing.short: member for member in circles.circles(embedded, asked()).members}
    assert found["ASEAN"].outside > 0 and found["ASEAN"].links == ()


def test_circles_are_told_with_what_they_mean(kuasa) -> None:
    done = kuasa("brokers", "--communities", "--data", WORLD, "--on", "2026-01-01")
    assert "Circle 1, around Officials' Meeting on Cloth (4 things, meetings and texts among them):\n   OMC, Ministry of Cloth of A, Ministry of Cloth of B\n" in done.stdout
    assert "   Loom Network: in circle 4, with links to 2\n" in done.stdout and "A circle is counted, not joined" in done.stdout
    rows = list(csv.DictReader(io.StringIO(kuasa("brokers", "--communities", "--data", WORLD, "--on", "2026-01-01", "--format", "csv").stdout)))
    assert tuple(rows[0]) == circles.COLUMNS and [row["links"] for row in rows] == ["2", "", "", "1", "4", "", "", "2", ""]


def test_a_large_circle_is_told_in_part(world: Facts, monkeypatch) -> None:
    monkeypatch.setattr(circles, "NAMED", 2)
    assert "   OMC, Ministry of Cloth of A and 1 more" in list(circles.told(circles.circles(world, asked())))


def test_circles_of_two_ends_are_refused(kuasa) -> None:
    done = kuasa("brokers", "UW", "OMC", "--communities", "--data", WORLD)
    assert done.returncode == 2 and "--communities looks at the whole network." in done.stderr


def test_how_sure_a_connector_is_stands_in_lines_and_rows_and_only_where_asked_for(embedded: Facts) -> None:
    question = Question((ID + "arosp", ID + "hnsea"), (ID + "slom", ID + "somswd"), Moment(date(2026, 6, 30), "planned"), lens("all"))
    found = brokerage.connectors(embedded, question, 3)
    drawn = brokerage.tested(embedded, found, 10)
    assert [one.sure for one in found.found] == [None] * 3 and [(one.sure.draws, one.sure.k) for one in drawn.found] == [(10, 3)] * 3
    assert [one.thing for one in drawn.found] == [one.thing for one in found.found]
    first = drawn.found[0].sure
    assert f"How sure: among the first 3 in {first.kept} of 10 tries" in "\n".join(connecting.told(embedded, drawn))
    assert [row["top_k"] for row in connecting.table(drawn).rows] == [one.sure.top_k for one in drawn.found]
    assert "top_k" not in connecting.table(found).columns
    fixed = replace(question, lens=replace(lens("all"), uncertainty=1.0, tie_uncertainty=1.0))
    assert {one.sure.top_k for one in brokerage.tested(embedded, brokerage.connectors(embedded, fixed, 3), 4).found} == {1.0}
    with pytest.raises(BadChoice):
        brokerage.tested(embedded, found, 0)
