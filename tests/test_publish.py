"""Publishing: the server ends equal, whatever broke off before, and what is not ours stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import servers
from conftest import WORLD

from kuasa.exchange.publishing import PUBLISHED, Receipt, publish
from kuasa.graph.connection import Allowance
from kuasa.graph.errors import RemoteError
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.remote import RemoteStore
from kuasa.graph.store import derive
from kuasa.graph.vocabulary import GRAPH

OURS = {GRAPH + "world", GRAPH + "derived", GRAPH + "extra", GRAPH + "more"}
OTHER = "http://other.example/graph"
TRIPLE = ox.Triple(ox.NamedNode("http://other.example/s"), ox.NamedNode("http://other.example/p"), ox.Literal("theirs"))


def world(audience: str = "facilitator") -> Knowledge:
    """The invented world with two small graphs more."""
    knowledge = open_knowledge((str(WORLD),), audience)
    for name in ("extra", "more"):
        knowledge.store.post(GRAPH + name, [ox.Triple(ox.NamedNode(f"{GRAPH}{name}"), ox.NamedNode("http://x/p"), ox.Literal(f"{name} {n}")) for n in range(5)])
    return knowledge


def there(store: RemoteStore, knowledge: Knowledge) -> bool:
    """Whether the server holds our graphs as they are here."""
    derive(knowledge.store)
    names = [graph for graph in knowledge.store.graphs() if graph != PUBLISHED]
    return all(set(store.get(graph)) == set(knowledge.store.get(graph)) for graph in names)


def emptied(url: str) -> RemoteStore:
    """A server without the graphs that these tests make."""
    store = RemoteStore(url)
    for graph in (*OURS, PUBLISHED, OTHER):
        store.delete(graph)
    return store


@pytest.fixture(params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest) -> Iterator[RemoteStore]:
    """A server of each kind, emptied."""
    with emptied(getattr(servers, request.param)()) as found:
        yield found


@pytest.fixture
def oxigraph() -> Iterator[RemoteStore]:
    """Oxigraph, emptied."""
    with emptied(servers.oxigraph()) as found:
        yield found


def test_the_server_ends_equal_and_a_second_time_nothing_is_sent(store: RemoteStore) -> None:
    knowledge = world()
    first, second = publish(knowledge, store), publish(knowledge, store)
    assert there(store, knowledge)
    assert ({graph for graph, _ in first.sent}, first.same, first.refused) == (OURS, (), False)
    assert (second.sent, set(second.same), second.gone) == ((), OURS, ())


def test_only_what_changed_is_sent_again(store: RemoteStore) -> None:
    publish(world(), store)
    knowledge = world()
    knowledge.store.post(GRAPH + "extra", [TRIPLE])
    assert publish(knowledge, store).sent == ((GRAPH + "extra", 6),)
    assert there(store, knowledge)


def test_a_graph_that_lost_a_triple_on_the_server_is_sent_again(oxigraph: RemoteStore) -> None:
    knowledge = world()
    publish(knowledge, oxigraph)
    oxigraph.update(f'DELETE DATA {{ GRAPH <{GRAPH}more> {{ <{GRAPH}more> <http://x/p> "more 3" }} }}')
    assert publish(knowledge, oxigraph).sent == ((GRAPH + "more", 5),)
    assert there(oxigraph, knowledge)


def test_a_server_without_graph_store_protocol_ends_equal_too(store: RemoteStore) -> None:
    store.graph_store_url = None
    knowledge = world()
    publish(knowledge, store)
    assert (there(store, knowledge), publish(knowledge, store).sent) == (True, ())


def test_a_dry_run_tells_every_graph_and_sends_nothing_but_questions() -> None:
    base = emptied(servers.oxigraph()).url.removesuffix("/query")
    with servers.relay(base, lambda named, body: "") as (url, noted), RemoteStore(url + "/query") as store:
        receipt = publish(world(), store, dry=True, drop_missing=True)
        assert {named.split("?")[0] for named, body in noted} <= {"POST /query", "GET /store", "GET /graphs"}
        assert all(body.startswith(b"query=") or not body for _, body in noted)
        assert not {*OURS, PUBLISHED} & set(store.graphs())
    assert [line.split(" (")[0] for line in receipt.told()][:-1] == [f"Would send: {graph}" for graph in sorted(OURS)]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_connection_lost_at_any_write_leaves_what_the_next_run_mends(when: str) -> None:
    earlier, knowledge = world(), world()
    for one in (earlier, knowledge):
        one.store.delete(GRAPH + "world")
    earlier.store.delete(GRAPH + "more")
    earlier.store.post(GRAPH + "extra", [TRIPLE])
    base = emptied(servers.oxigraph()).url.removesuffix("/query")
    writes, number = [0], 0
    lost = True
    while lost:
        number += 1
        with emptied(base + "/query") as store:
            publish(earlier, store)
        writes[0], lost = 0, False

        def broken(named: str, body: bytes, number: int = number) -> str:
            writes[0] += body.startswith(b"update=") or named.startswith("PUT")
            return when if writes[0] == number and (body.startswith(b"update=") or named.startswith("PUT")) else ""

        with servers.relay(base, broken) as (url, _), RemoteStore(url + "/query", allowed=Allowance(tries=1)) as store:
            try:
                publish(knowledge, store)
            except RemoteError:
                lost = True
        with RemoteStore(base + "/query") as store:
            publish(knowledge, store)
            assert there(store, knowledge)
    assert number > 8


def test_stopped_by_hand_between_two_graphs_it_goes_on_there(oxigraph: RemoteStore) -> None:
    knowledge = world()

    def advance(graph: str, done: int, number: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(knowledge, oxigraph, advance=advance)
    receipt = publish(knowledge, oxigraph)
    assert (len(receipt.same), len(receipt.sent), there(oxigraph, knowledge)) == (2, 2, True)


def test_a_server_that_is_killed_and_started_again_ends_equal(tmp_path: Path) -> None:
    port = servers.free()
    process = servers.oxigraph_on(port, tmp_path)
    knowledge = world()

    def advance(graph: str, done: int, number: int) -> None:
        if done == 2:
            servers.stop(process)

    with RemoteStore(f"http://127.0.0.1:{port}/query", allowed=Allowance(tries=2)) as store:
        with pytest.raises(RemoteError, match="cannot be reached"):
            publish(knowledge, store, advance=advance)
        again = servers.oxigraph_on(port, tmp_path)
        publish(knowledge, store)
        assert there(store, knowledge)
    servers.stop(again)


def test_graphs_of_others_are_never_touched_unless_they_are_to_be_replaced(oxigraph: RemoteStore) -> None:
    oxigraph.put(OTHER, [TRIPLE])
    oxigraph.put(GRAPH + "extra", [TRIPLE])
    knowledge = world()
    receipt = publish(knowledge, oxigraph, drop_missing=True)
    assert (receipt.foreign, receipt.refused, set(oxigraph.get(GRAPH + "extra")), set(oxigraph.get(OTHER))) == ((GRAPH + "extra",), True, {TRIPLE}, {TRIPLE})
    assert publish(knowledge, oxigraph, replace=True).sent == ((GRAPH + "extra", 5),)
    assert (there(oxigraph, knowledge), set(oxigraph.get(OTHER))) == (True, {TRIPLE})


def test_what_is_no_longer_here_is_named_and_dropped_only_when_asked(store: RemoteStore) -> None:
    publish(world(), store)
    knowledge = world()
    knowledge.store.delete(GRAPH + "more")
    kept = publish(knowledge, store)
    assert (kept.gone, kept.dropped, GRAPH + "more" in store.graphs()) == ((GRAPH + "more",), (), True)
    assert f"Still there, but no longer here: {GRAPH}more" in list(kept.told())
    dropped = publish(knowledge, store, drop_missing=True)
    assert (dropped.gone, dropped.dropped, GRAPH + "more" in store.graphs()) == ((), (GRAPH + "more",), False)
    assert publish(knowledge, store).gone == ()


def test_what_the_profile_withholds_is_nowhere_on_the_server(oxigraph: RemoteStore) -> None:
    whole = {term for quad in world().store.ox for term in (quad.subject, quad.object)}
    knowledge = world("public")
    publish(knowledge, oxigraph)
    sent = {term for graph in oxigraph.graphs() for triple in oxigraph.get(graph) for term in (triple.subject, triple.object)}
    hidden = {term for term in whole if isinstance(term, ox.NamedNode) and term.value in knowledge.withheld.subjects}
    assert (hidden & sent, bool(hidden)) == (set(), True)


def test_the_receipt_of_a_run_says_what_was_sent() -> None:
    receipt = Receipt("https://server/sparql", False, (("g:a", 1200),), ("g:b",), (), (), ())
    assert list(receipt.told()) == ["Sent: g:a (1,200 triples)", "https://server/sparql: 1 graphs with 1,200 triples sent and counted, 1 there already."]
