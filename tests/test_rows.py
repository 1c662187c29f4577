"""Large tables: the network of their rows is that of the statements that the same rows make, and that of networkx."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import STRENGTHS

from kuasa.exchange import edgerows
from kuasa.exchange.edgerows import EdgeTables, rows
from kuasa.graph.analysis import influence
from kuasa.graph.analysis.building import build
from kuasa.graph.analysis.change import change
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.names import Names, Spelled
from kuasa.graph.analysis.network import CLAMP, CLOSED, Network, cost
from kuasa.graph.analysis.rows import RowFacts
from kuasa.graph.errors import AmbiguousName, KuasaError, UnknownName, UnreadableFile
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.store import open_store
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import GRAPH
from kuasa.maps import analysis

READERS = {".csv": EdgeTables(), ".parquet": EdgeTables()}
NAMES = st.sampled_from(["a", "b", "c", "d", "Ünïon 5/6", "https://x.example/y", "=1+1"])
DATES = st.sampled_from(["", "2020", "2024-02", "2024-02-29", "2024-03-01", "2024-Q1", "2027"])
KINDS = st.sampled_from(["", "lobbies", "engagement", "chairing", "chairs", "speech", "seat"])
ROW = st.tuples(NAMES, NAMES, KINDS, STRENGTHS, st.one_of(st.none(), STRENGTHS), DATES, DATES, st.sampled_from(["", "A report"]))
TABLES = st.lists(ROW, max_size=14)
MOMENTS = st.builds(Moment, st.sampled_from([date(2019, 12, 31), date(2020, 1, 1), date(2024, 2, 29), date(2024, 3, 1), date(2026, 6, 30)]), strict=st.booleans())
LENSES = st.sampled_from(["all", "access", "authority"])


def both(table: list[tuple]) -> tuple[Facts, RowFacts]:
    """The same rows as statements and as arrays; rows that end before they begin are turned."""
    lines = []
    for start, end, kind, strength, backward, *period, source in table:
        since, until = period if not all(period) or period[0][:4] < period[1][:4] else ("", period[1])
        lines.append(f"{start},{end},{kind},{strength!r},{'' if backward is None else repr(backward)},{since},{until},{source}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ties.csv"
        path.write_text("\n".join(["from,to,kind,strength,backward,since,until,source", *lines]), encoding="utf-8")
        return Facts.from_store(open_store(str(path), readers=READERS)), RowFacts(rows=rows([path]))


def edges(network: Network) -> dict[tuple[str, str], tuple[int, int, str, bool, float]]:
    """Each edge with its costs, tie, direction and strength."""
    found = [network.edge(n) for n in range(len(network.heads))]
    return {(e.start, e.end): (int(network.firsts[n]), int(network.costs[n]), e.tie.id, e.forward, e.strength) for n, e in enumerate(found)}


@settings(max_examples=150, deadline=None)
@given(table=TABLES, moment=MOMENTS, name=LENSES, out=st.sampled_from([(), ("a",), ("b", "=1+1")]))
def test_the_network_of_rows_is_the_network_of_their_statements(table, moment, name, out) -> None:
    small, large = both(table)
    without = frozenset(f"{GRAPH}ties/{text}" for text in out)
    ours, theirs = (build(facts, lens(name), moment, without) for facts in (large, small))
    strip = lambda found: {ends: (*costs[:2], costs[4]) for ends, costs in edges(found).items()}  # noqa: E731
    assert strip(ours) == strip(theirs)


@pytest.mark.parametrize(("day", "chairs"), [(date(2021, 1, 1), {"a"}), (date(2024, 2, 28), {"a"}), (date(2024, 2, 29), {"b"}), (date(2026, 1, 1), {"b"})])
def test_a_chair_is_handed_on_in_rows_as_in_statements_whatever_the_word_for_it(day: date, chairs: set[str]) -> None:
    for facts in both([("a", "c", "chairing", 0.5, None, "2020", "", ""), ("b", "c", "chairs", 0.5, None, "2024-02-29", "", "")]):
        found = edges(build(facts, lens("all"), Moment(day)))
        assert {start.removeprefix(GRAPH + "ties/") for start, _ in found} == chairs


@settings(max_examples=60, deadline=None)
@given(table=st.lists(ROW, max_size=14, unique_by=lambda row: (row[:2], row[3], row[4])), moment=MOMENTS, name=LENSES)
def test_small_and_large_tables_give_the_same_routes_in_the_same_words_from_the_same_rows(table, moment, name) -> None:
    small, large = both(table)
    for end in ("b", "=1+1"):
        asked = influence.Question((f"{GRAPH}ties/a",), (f"{GRAPH}ties/{end}",), moment, lens(name), k=5)
        assert influence.paths(large, asked).routes == influence.paths(small, asked).routes


@settings(max_examples=150, deadline=None)
@given(table=TABLES)
def test_the_network_of_rows_is_the_multigraph_of_networkx_after_the_best_of_parallel_ties_is_kept(table) -> None:
    graph = nx.MultiDiGraph()
    for start, end, _, strength, backward, *_ in table:
        graph.add_edge(start, end, price=int(cost(strength)))
        if backward is not None:
            graph.add_edge(end, start, price=int(cost(backward)))
    best = {(a, b): min(edge["price"] for edge in found.values()) for a, b, found in ((a, b, graph[a][b]) for a, b in set(graph.edges())) if a != b}
    _, large = both([(*row[:2], "", *row[3:5], "", "", "") for row in table])
    network = large.table.network(lens("all"), Moment(date(2026, 1, 1)), frozenset())
    names = large.table.names
    assert {(names.named(a), names.named(b)): costs[0] for (a, b), costs in edges(network).items()} == best
    assert network.costs is network.firsts


@settings(max_examples=150, deadline=None)
@given(
    ties=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), STRENGTHS, st.booleans()), max_size=20), shares=st.lists(st.sampled_from([0.0, 0.3, 1.0]), min_size=5, max_size=5)
)
def test_of_parallel_ties_the_best_as_first_step_and_the_best_as_later_step_are_kept_where_some_are_final(ties, shares) -> None:
    tails, heads, strengths = (np.array(column) for column in list(zip(*ties, strict=True))[:3]) if ties else (np.zeros(0, int),) * 3
    final = np.array([tie[3] for tie in ties], bool)
    refs = 2 * np.arange(len(ties), dtype=np.int32)
    network = Network.from_edges(lens("all"), Moment(date(2026, 1, 1)), list("01234"), [], np.array(shares), (tails, heads, strengths, refs), final)
    expected: dict[tuple[int, int], tuple[tuple[int, int], int]] = {}
    for pair in sorted({(a, b) for a, b, *_ in ties if a != b}):
        own = [(n, strength, 1.0 if whole and shares[a] else shares[a]) for n, (a, b, strength, whole) in enumerate(ties) if (a, b) == pair]
        later = [(int(cost(np.array(strength * share))) if share else CLOSED) for _, strength, share in own]
        expected[pair] = min((int(cost(strength)), 2 * n) for n, strength, _ in own), min(later)
    found = [(network.tail(n), int(network.heads[n])) for n in range(len(network.heads))]
    assert {pair: ((int(network.firsts[n]), int(network.refs[n])), int(network.costs[n])) for n, pair in enumerate(found)} == expected
    for n in range(len(found)) if network.laters is not None else ():
        tie = int(network.laters[n]) // 2
        share = shares[ties[tie][0]] and (1.0 if ties[tie][3] else shares[ties[tie][0]])
        assert (int(cost(np.array(ties[tie][2] * share))) if share else CLOSED) == network.costs[n]


@settings(max_examples=100, deadline=None)
@given(names=st.sets(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs")), min_size=1), min_size=1))
def test_names_in_one_piece_of_memory_are_found_again_by_name_and_by_address(names) -> None:
    listed = sorted(names | {"https://x.example/y"})
    kept = Names(GRAPH + "ties", listed)
    assert kept[listed.index("https://x.example/y")] == "https://x.example/y"
    assert [kept.name(n) for n in range(len(kept))] == listed
    assert [kept.number(name) for name in listed] == [kept.numbers[iri] for iri in kept] == list(range(len(listed)))
    assert [kept.named(iri) for iri in kept] == listed
    assert kept.number("never a name of these \n") is None
    assert "https://x.example/y" in Spelled(kept) and "never a name of these \n" not in Spelled(kept)


def big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, networks: bool = True) -> Facts:
    """A table that counts as large."""
    monkeypatch.setattr(edgerows, "LIMIT", 1)
    table = tmp_path / "ties.csv"
    table.write_text(text, encoding="utf-8")
    return open_knowledge([str(table)], readers={".csv": EdgeTables(networks=networks)}).facts


TWO = "from,to,strength\nUnion,Council,0.5\nunion,Council,0.5\nCouncil,Forum on Cloth,1\n"


def test_a_name_of_a_large_table_is_found_exactly_then_in_any_case_and_an_unknown_one_has_near_ones(tmp_path, monkeypatch) -> None:
    facts = big(tmp_path, monkeypatch, TWO)
    assert [resolve(facts, name) for name in ("Union", "union", "COUNCIL", GRAPH + "ties/Council")] == [GRAPH + "ties/" + name for name in ("Union", "union", "Council", "Council")]
    with pytest.raises(AmbiguousName):
        resolve(facts, "UNION")
    with pytest.raises(UnknownName) as unknown:
        resolve(facts, "Cuoncil")
    assert unknown.value.cure.startswith("Did you mean Council")


def test_among_very_many_names_near_ones_are_looked_for_where_they_begin_alike(monkeypatch) -> None:
    monkeypatch.setattr("kuasa.graph.lookup.MANY", 10)
    from kuasa.graph.lookup import alike

    assert alike("Coumcil", ["Council", "Counsel", "Union", "Councillors", *map(str, range(10))]) == {"Council"}


def test_a_large_table_is_refused_where_statements_are_needed_or_other_layers_are_named(tmp_path, monkeypatch) -> None:
    with pytest.raises(UnreadableFile) as refused:
        big(tmp_path, monkeypatch, TWO, networks=False)
    assert str(refused.value) == (
        "Of a table as large as ties.csv only networks are made; it has no statements to show or ask.\nUse paths, reach, brokers, gatekeepers, whatif, compare and map."
    )
    with pytest.raises(UnreadableFile) as refused:
        open_knowledge(["embedded", str(tmp_path / "ties.csv")], readers=READERS)
    assert (refused.value.what, refused.value.cure) == (
        "ties.csv has more than 1 rows: too many to be read beside other knowledge.",
        "Name tables alone with --data; paths, reach, brokers, gatekeepers, whatif, compare and map work on them.",
    )


def test_several_tables_are_one_network_and_each_row_keeps_its_file_and_number(tmp_path) -> None:
    (tmp_path / "one.csv").write_text("from,to,strength\na,b,0.5\n\nb,c,1\n")
    (tmp_path / "two.csv").write_text("from,to,strength,kind,source\nc,d,0.5,lobbies,Almanac\n")
    table = rows([tmp_path / "one.csv", tmp_path / "two.csv"])
    told = [(tie.id, tie.start, tie.end, tie.stated, tie.evidence[0].title, tie.evidence[0].locator) for tie in map(table.tie, range(len(table)))]
    one, two = GRAPH + "one", GRAPH + "two"
    assert told == [
        (f"{one}/row/00000002", f"{one}/a", f"{one}/b", "", "one.csv", "row 2"),
        (f"{one}/row/00000004", f"{one}/b", f"{one}/c", "", "one.csv", "row 4"),
        (f"{two}/row/00000002", f"{one}/c", f"{one}/d", "lobbies", "Almanac", "row 2"),
    ]
    network = table.network(lens("all"), Moment(date(2026, 1, 1)), frozenset({f"{one}/row/00000004"}))
    assert [(link.tie.id, link.ahead, link.back) for link in network.links] == [(f"{one}/row/00000002", 0.5, None), (f"{two}/row/00000002", 0.5, None)]


def test_nothing_of_a_table_was_known_by_any_day_and_a_strength_of_one_is_a_little_less(tmp_path) -> None:
    (tmp_path / "one.csv").write_text("from,to,strength,backward\na,b,1,1\n")
    table = rows([tmp_path / "one.csv"])
    assert len(table.network(lens("all"), Moment(date(2026, 1, 1), known_by=date(2026, 1, 1)), frozenset()).heads) == 0
    link = table.network(lens("all"), Moment(date(2026, 1, 1)), frozenset()).links[0]
    assert (link.ahead, link.back) == (CLAMP, CLAMP)


def test_of_a_large_table_too_the_day_is_named_on_which_a_route_opens(tmp_path, monkeypatch) -> None:
    facts = big(tmp_path, monkeypatch, "from,to,strength,since,until\na,b,0.5,2020,2021\nb,c,0.5,,2024-06\nc,d,1,,\n")
    asked = influence.Question((resolve(facts, "a"),), (resolve(facts, "d"),), Moment(date(2026, 1, 1)), lens("all"))
    assert influence.paths(facts, asked).relaxation == "with --on 2021-12-31"


def test_of_a_large_table_too_a_map_is_drawn_with_the_titles_of_its_sources(tmp_path, monkeypatch) -> None:
    big(tmp_path, monkeypatch, "from,to,strength,source\na,b,0.5,Rice & Paper\nb,c,0.5,\nc,d,1,\n")
    knowledge = open_knowledge([str(tmp_path / "ties.csv")], readers=READERS | {".csv": EdgeTables(networks=True)})
    asked = influence.Question(*((resolve(knowledge.facts, end),) for end in "ac"), Moment(date(2026, 1, 1)), lens("all"))
    view = analysis.picture(knowledge, asked, "", "", influence.paths(knowledge.facts, asked).routes, {})
    assert ([node.label for node in view.part.nodes], [source.title for source in view.sources]) == (["a", "b", "c"], ["Rice & Paper", "ties.csv"])
    assert (len(view.links), view.total_nodes, view.total_links) == (2, 4, 3)


def test_what_is_lost_is_a_row_that_counts_on_the_day(tmp_path, monkeypatch) -> None:
    facts = big(tmp_path, monkeypatch, "from,to,kind,strength,until\na,b,speech,0.5,\na,b,engagement,0.25,2020\nb,c,,1,\n")
    asked = influence.Question(*((resolve(facts, end),) for end in "ac"), Moment(date(2026, 1, 1)), lens("all"))
    with pytest.raises(KuasaError, match="There is no link 'a > engages with > b' under these conditions"):
        change(facts, asked, lost=["a > engages with > b"])
    assert change(facts, asked, lost=["a > spoke at > b"]).after is None
