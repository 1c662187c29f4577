"""How sure routes and rankings are: draws within bounds, the same every time, and each source left out as if it were not there."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SHARES, TIES, invented

from kuasa.exchange.edgerows import rows as table_rows
from kuasa.graph import telling
from kuasa.graph.analysis import influence, stability, sureness
from kuasa.graph.analysis.building import build
from kuasa.graph.analysis.draws import drawn, varied
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import CLAMP
from kuasa.graph.analysis.rows import RowFacts
from kuasa.graph.errors import BadChoice
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.store import open_store
from kuasa.graph.things import Stability
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID, K

ON = date(2026, 1, 1)
TODAY = Moment(date(2026, 6, 30), "all")
NOWHERE = Facts({})
WORLD = Path(__file__).parent / "world.ttl"


def asked(start: str, end: str, status: str = "actual", **more) -> influence.Question:
    return replace(influence.Question((ID + start,), (ID + end,), Moment(ON, status), lens("all")), **more)


@pytest.fixture(scope="module")
def public() -> Facts:
    return open_knowledge().facts


@pytest.fixture(scope="module")
def to_slom(public: Facts) -> influence.Question:
    return influence.Question((resolve(public, "AROSP"),), (resolve(public, "SLOM"),), TODAY, lens("all"))


@pytest.fixture(scope="module")
def tested(public: Facts, to_slom: influence.Question) -> influence.Answer:
    return stability.tested(public, influence.paths(public, to_slom), 200)


def numbers(found) -> list[float]:
    """Every number of a lens, in a fixed order."""
    weights = [n for kind in sorted(found.weights) for w in found.weights[kind] for n in (w.forward, w.backward) if n]
    return [*weights, *(values[key] for values in (found.transits, found.factors, found.peers) for key in sorted(values)), found.half_life]


@settings(max_examples=40, deadline=None)
@given(ties=TIES, shares=SHARES, seed=st.integers(0, 9))
def test_a_strength_that_no_lens_explains_stays_within_its_bounds(ties, shares, seed) -> None:
    network = invented(ties, shares)
    factor = network.lens.uncertainty * (1 + 1e-9)
    for other in drawn(NOWHERE, network, 3, seed):
        for before, after in zip(network.links, other.links, strict=True):
            for old, new in ((before.ahead, after.ahead), (before.back, after.back)):
                assert (old is None) == (new is None)
                assert old is None or old / factor <= new <= min(max(CLAMP, old), old * factor)


def test_every_number_of_the_lens_is_drawn_within_its_bounds_and_none_leaves_0_to_1() -> None:
    import numpy as np

    found = lens("all")
    rng = np.random.default_rng(1)
    for _ in range(50):
        for old, new in zip(numbers(found), numbers(varied(found, rng)), strict=True):
            assert old / found.uncertainty <= new * (1 + 1e-9) and new <= old * found.uncertainty * (1 + 1e-9)
            assert new <= 1 + 1e-9 or old > 1
            assert (old == 0) == (new == 0)


@settings(max_examples=40, deadline=None)
@given(ties=TIES, shares=SHARES)
def test_the_same_input_gives_the_same_draws_and_bounds_of_one_give_the_network_itself(ties, shares) -> None:
    network = invented(ties, shares)
    first, second = ([other.key for other in drawn(NOWHERE, network, 4)] for _ in range(2))
    assert first == second
    still = replace(network, lens=replace(network.lens, uncertainty=1.0, tie_uncertainty=1.0))
    assert {other.key for other in drawn(NOWHERE, still, 4)} == {still.key}


def test_a_tie_departs_from_its_kind_both_ways_within_the_bounds_for_ties(public: Facts, to_slom: influence.Question) -> None:
    network = build(public, replace(to_slom.lens, uncertainty=1.0), TODAY)
    ratios = [
        new / old
        for other in drawn(public, network, 3)
        for before, after in zip(network.links, other.links, strict=True)
        for old, new in ((before.ahead, after.ahead), (before.back, after.back))
        if old
    ]
    assert min(ratios) >= 1 / 1.2 - 1e-9 and max(ratios) <= 1.2 + 1e-9
    assert min(ratios) < 0.85 and max(ratios) > 1.15


def test_bounds_of_one_give_shares_of_one(public: Facts, to_slom: influence.Question) -> None:
    sharp = replace(to_slom, lens=replace(to_slom.lens, uncertainty=1.0, tie_uncertainty=1.0))
    found = stability.tested(public, influence.paths(public, sharp), 5).routes
    assert [(path.stability.top_k, path.stability.best) for path in found] == [(1.0, 1.0), *[(1.0, 0.0)] * (len(found) - 1)]


def test_a_draw_is_what_a_lens_with_these_numbers_would_build(public: Facts, to_slom: influence.Question) -> None:
    kinds_only = replace(to_slom.lens, tie_uncertainty=1.0)
    network = build(public, kinds_only, TODAY)
    for other in drawn(public, network, 3):
        assert other.key == build(public, other.lens, TODAY).key != network.key


def test_another_seed_gives_other_draws(public: Facts, to_slom: influence.Question) -> None:
    network = to_slom.network(public)
    assert len({other.key for seed in (1, 2) for other in drawn(public, network, 2, seed)}) == 4


def test_fewer_than_one_draw_is_refused(world: Facts, kuasa) -> None:
    with pytest.raises(BadChoice, match="0 draws"):
        stability.tested(world, influence.paths(world, asked("weavers", "league")), 0)
    assert kuasa("paths", "AROSP", "SLOM", "--stability", "0").returncode == 2


def test_an_only_route_always_stays_and_it_is_said_that_it_has_no_rival(world: Facts) -> None:
    path = stability.tested(world, influence.paths(world, asked("weavers", "officials")), 20).routes[0]
    assert (path.stability.top_k, path.stability.best, path.stability.only) == (1.0, 1.0, True)
    assert sureness.stays(path).startswith("How sure: it is the only route each of 20 times")


def test_the_best_of_several_is_not_the_only_route_even_where_one_is_asked_for(public: Facts, to_slom: influence.Question) -> None:
    path = stability.tested(public, influence.paths(public, replace(to_slom, k=1)), 20).routes[0]
    assert (path.stability.only, path.stability.k) == (False, 1) and path.stability.top_k == path.stability.best < 1
    assert path.stability.falls and all(absence.instead for absence in path.stability.falls)


def test_without_the_one_source_there_is_no_route_and_without_the_unchecked_one_neither(world: Facts) -> None:
    path = stability.tested(world, influence.paths(world, asked("weavers", "officials")), 2).routes[0]
    said = [(absence.source.id.removeprefix(ID), absence.stays, absence.gone, absence.instead) for absence in path.stability.without]
    assert said == [("world", False, True, ""), ("world-register", False, True, "")]
    assert list(sureness.told(path))[1:] == [
        "Without any one of these sources this route is gone; no route is left:",
        "  Almanac of an invented region",
        "  https://register.example/ (nobody has checked yet that it says so)",
    ]


def test_an_interchangeable_member_in_its_place_is_the_same_route(world: Facts) -> None:
    found = stability.tested(world, influence.paths(world, asked("weavers", "officials", "planned", k=9)), 200).routes
    folded = next(path for path in found if path.alike)
    assert (folded.stability.kept, folded.stability.only) == (200, False)
    apart = [
        stability.best(world, network, asked("weavers", "officials", "planned", k=9), {}) for network in drawn(world, asked("weavers", "officials", "planned").network(world), 40)
    ]
    assert {stability.things(path)[2].removeprefix(ID) for paths in apart for path in paths if len(path.hops) == 3} == {"ministry-a", "ministry-b"}


def test_two_routes_of_equal_strength_share_the_first_place() -> None:
    network = invented([(0, 1, 0.5, None), (1, 3, 0.5, None), (0, 2, 0.5, None), (2, 3, 0.5, None)], [1.0] * 4)

    def first(other) -> list[str]:
        middle = {end: other.links[n].ahead * other.links[n + 1].ahead for n, end in ((0, "1"), (2, "2"))}
        return sorted(middle, key=lambda end: -middle[end])

    found = stability.ranking(NOWHERE, network, first, 1, 400)
    assert len(found) == 1 and 0.4 < found[0].best < 0.6 and found[0].top_k == found[0].best


def test_a_route_below_two_percent_of_the_best_is_no_rival(tmp_path) -> None:
    text = WORLD.read_text(encoding="utf-8") + "i:weak a k:Engagement ; k:from i:weavers ; k:to i:committee ; k:status k:actual ; k:strength {} ; k:evidence i:world-t1-e1 .\n"
    for strength, rivals in ((0.0001, 1), (0.01, 2)):
        (tmp_path / f"{rivals}.ttl").write_text(text.format(strength), encoding="utf-8")
        facts = Facts.from_store(open_store(str(tmp_path / f"{rivals}.ttl")))
        answer = stability.tested(facts, influence.paths(facts, asked("weavers", "officials")), 10)
        assert (len(answer.routes), answer.routes[0].stability.only) == (rivals, rivals == 1)


@given(present=st.lists(st.integers(0, 5), max_size=4, unique=True), rankings=st.lists(st.permutations(range(6)), min_size=1, max_size=8), k=st.integers(1, 6))
def test_the_shares_are_those_counted_by_hand(present, rankings, k) -> None:
    expected = [Stability(len(rankings), k, sum(one in ranking[:k] for ranking in rankings), sum(one == ranking[0] for ranking in rankings)) for one in present]
    assert stability.standing(present, rankings, k) == expected


QUESTIONS = [("AROSP", "SLOM", "all"), ("AROSP", "SLOM", "actual"), ("HNSEA", "SLOM", "all"), ("KPRI", "ALMM", "all"), ("AMRC", "SOMSWD", "planned")]


@pytest.mark.parametrize(("start", "end", "status"), QUESTIONS)
def test_asking_again_gives_the_routes_that_are_told(public: Facts, start: str, end: str, status: str) -> None:
    question = influence.Question((resolve(public, start),), (resolve(public, end),), Moment(date(2026, 6, 30), status), lens("all"), k=4)
    told = [stability.things(path) for path in influence.paths(public, question).routes]
    assert [stability.things(path) for path in stability.best(public, influence.routable(public, question), question, {})] == told


def rebuilt(facts: Facts, source: str) -> Facts:
    """The facts without the evidence of a source, and without the ties that are left with none."""
    left = Facts({subject: dict(said) for subject, said in facts.terms.items()})
    proofs = [node for node in left.subjects("Evidence") if source in ([*left.all(node, K + "checkAt")] or [left.one(left.one(node, K + "passage"), K + "source")])]
    left.drop(proofs)
    left.drop([node for node in left.subjects("Tie") if not left.all(node, K + "evidence")])
    return left


@pytest.mark.parametrize("source", ["Report A", "Report B", "two.csv", "Nobody"])
def test_a_source_left_out_of_large_tables_is_the_tables_without_its_rows(tmp_path: Path, source: str) -> None:
    lines = {
        "one": [f"n{n % 5},n{n % 7},engages with,0.{1 + n % 9},0.{1 + n % 8},{'Report A' if n % 3 else 'Report B'}" for n in range(40)],
        "two": [f"n{n % 4},m{n % 3},works for,0.5,,{'' if n % 2 else 'Report A'}" for n in range(30)],
    }

    def network(drop: str):
        paths = []
        for name, rows in lines.items():
            left = [row for row in rows if (row.rsplit(",", 1)[1] or f"{name}.csv") != drop]
            paths.append(tmp_path / f"{name}.csv")
            paths[-1].write_text("from,to,kind,strength,backward,source\n" + "".join(f"{row}\n" for row in left), encoding="utf-8")
        return RowFacts(rows=table_rows(paths))

    def edges(facts: Facts) -> list[tuple[str, str, float, str]]:
        found = build(facts, lens("all"), Moment(ON))
        return sorted((facts.label(edge.start), facts.label(edge.end), edge.strength, edge.tie.evidence[0].title) for edge in map(found.edge, range(len(found.heads))))

    whole = network("")
    [iri] = {link.tie.evidence[0].id for link in build(whole, lens("all"), Moment(ON)).links if link.tie.evidence[0].title == source and "/one/" in link.tie.id} or {""}
    [other] = {link.tie.evidence[0].id for link in build(whole, lens("all"), Moment(ON)).links if link.tie.evidence[0].title == source and "/two/" in link.tie.id} or {""}
    assert edges(whole.unsourced(iri).unsourced(other)) == edges(network(source))


@pytest.mark.parametrize("source", ["world", "world-register"])
def test_a_source_left_out_of_the_invented_region_is_a_rebuild_without_its_statements(world: Facts, source: str) -> None:
    for status in ("actual", "all"):
        networks = [build(facts, lens("all"), Moment(ON, status)) for facts in (world.unsourced(ID + source), rebuilt(world, ID + source))]
        assert networks[0].key == networks[1].key != build(world, lens("all"), Moment(ON, status)).key


def test_each_source_of_a_route_left_out_is_a_rebuild_without_its_statements(public: Facts, tested: influence.Answer) -> None:
    for absence in tested.routes[1].stability.without:
        left = rebuilt(public, absence.source.id)
        assert build(public.unsourced(absence.source.id), lens("all"), TODAY).key == build(left, lens("all"), TODAY).key
        routes = influence.paths(left, tested.question).routes
        assert absence.stays == any(stability.same(left, path, tested.routes[1]) for path in routes)
        assert absence.instead == telling.route_title(routes[0])


def test_the_sources_without_which_the_routes_to_slom_fall(tested: influence.Answer) -> None:
    first, second = ({absence.source.title for absence in path.stability.falls} for path in tested.routes[:2])
    assert first == {"Convergence Space on Integrated Approaches to Socio-Economic Justice: brief report", "migrationnetwork.un.org/practice/asean-forum-migrant-labour"}
    assert second == {"ASEAN Advocacy Training: report", "ilo.org/asia/WCMS_400180/lang--en/index.htm"}
    assert all(absence.gone for path in tested.routes for absence in path.stability.falls)


def test_the_two_ways_to_slom_are_sure_but_which_is_better_is_not(tested: influence.Answer) -> None:
    shares = [(path.stability.top_k, path.stability.best) for path in tested.routes[:2]]
    assert all(top_k > 0.9 and 0.35 < best < 0.65 for top_k, best in shares)


@pytest.mark.parametrize(
    ("evidence", "share", "band"),
    [
        *(("firm", share, band) for share, band in ((1.0, "firm"), (0.8, "firm"), (0.79, "mixed"), (0.5, "mixed"), (0.49, "shaky"))),
        *(("mixed", share, band) for share, band in ((1.0, "mixed"), (0.49, "shaky"))),
        ("shaky", 1.0, "shaky"),
    ],
)
def test_the_band_needs_both_evidence_and_stability(evidence: str, share: float, band: str) -> None:
    assert stability.judged(evidence, share) == band


def test_json_holds_the_shares_and_the_sources_only_where_they_were_asked_for(tested: influence.Answer, public: Facts, to_slom: influence.Question) -> None:
    found = json.loads(telling.as_json(tested))
    assert list(found[0]["stability"]) == ["draws", "top_k", "best", "only", "without"]
    assert list(found[0]["stability"]["without"][0]) == ["source", "title", "stays", "gone", "instead"]
    assert "stability" not in found[-1] and found[-1]["stated_aim"]
    assert not any("stability" in path for path in json.loads(telling.as_json(influence.paths(public, to_slom))))


def test_the_program_tells_how_sure_a_route_is_in_words_rows_and_a_page(kuasa, tmp_path) -> None:
    question = ("paths", "AROSP", "SLOM", "--status", "all", "--on", "2026-06-30")
    told = kuasa(*question, "--stability", "5", "--picture", "sure.html")
    assert told.returncode == 0 and "     How sure: among the best 3 in " in told.stdout
    assert "How sure: the question was asked 5 times, each time with every number of the lens changed at random, by up to 50 % more or 33 % less" in told.stdout
    assert "How sure are the routes from AROSP to SLOM?" in (tmp_path / "sure.html").read_text(encoding="utf-8")
    assert kuasa(*question, "--picture", "sure.html").returncode == 2
    rows = list(csv.DictReader(io.StringIO(kuasa(*question, "--stability", "5", "--format", "csv").stdout)))
    assert {row["draws"] for row in rows if row["route"] != "aim"} == {"5"} and {row["draws"] for row in rows if row["route"] == "aim"} == {""}
    assert "How sure" not in kuasa(*question).stdout and "draws" not in next(iter(kuasa(*question, "--format", "csv").stdout.splitlines()))


def test_draws_come_one_at_a_time(public: Facts, to_slom: influence.Question) -> None:
    assert len(list(islice(drawn(public, to_slom.network(public), 10**9), 2))) == 2
