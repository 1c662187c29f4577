"""Answers of the pool are those of the store, byte for byte; limits hold exactly; what hurts is stopped, and the next query is answered."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kuasa.graph.errors import AnswerTooLarge, BadParameter, KuasaError, Overloaded, QueryTimeout, RefusedQuery, WorkerLost
from kuasa.graph.vocabulary import PREFIXES
from kuasa.web.keeper import pause
from kuasa.web.limits import Limits
from kuasa.web.pool import Asked, Pool

JSON, XML, CSV, TSV = "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"
E = "http://example.org/"
LIMITS = Limits(seconds=1.0, memory=256 << 20, rows=500, size=1 << 20, workers=2, waiting=2)
MANY = 600


def lay(folder: Path, union: bool = True) -> Path:
    """A chain of things in graph `a`, a text of each in graph `b`, one statement in both; their `union` is the default graph."""
    store = ox.Store(str(folder))
    node = {name: ox.NamedNode(E + name) for name in ("a", "b", "next", "text")}
    chain = [ox.Quad(ox.NamedNode(f"{E}{n}"), node["next"], ox.NamedNode(f"{E}{n + 1}"), node["a"]) for n in range(MANY)]
    texts = [ox.Quad(ox.NamedNode(f"{E}{n}"), node["text"], ox.Literal(f'}}}},{{ "{n}",\n\\ <result>'), node["b"]) for n in range(MANY)]
    quads = [*chain, *texts, ox.Quad(ox.NamedNode(E + "0"), node["next"], ox.NamedNode(E + "1"), node["b"])]
    store.bulk_extend([*quads, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads if union)])
    store.flush()
    return folder


class Desk:
    """A pool, a loop for it, and the store it answers from."""

    def __init__(self, checkpoint: Path, limits: Limits) -> None:
        self.runner = asyncio.Runner()
        self.run(asyncio.sleep(0))
        self.store = ox.Store.read_only(str(checkpoint))
        self.pool = Pool(checkpoint, limits)
        self.run(self.pool.__aenter__())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Runs in the loop of the pool."""
        return self.runner.run(work)

    def ask(self, text: str, media: str = JSON, default: tuple[str, ...] | None = None, named: tuple[str, ...] | None = None) -> bytes:
        """The whole answer."""
        return self.run(whole(self.pool, Asked(text, media, default, named)))

    def count(self, text: str, default: tuple[str, ...] | None = None, named: tuple[str, ...] | None = None) -> int:
        """The one number that a query gives."""
        return int(self.ask(text, CSV, default, named).split()[1])

    def pids(self) -> list[int]:
        """The processes at work."""
        return [worker.pid for worker in self.pool.workers if worker.pid]

    def close(self) -> None:
        """Ends everything."""
        self.run(self.pool.close())
        self.runner.close()


async def whole(pool: Pool, asked: Asked) -> bytes:
    """The whole answer."""
    answer = await pool.answer(asked)
    return b"".join([chunk async for chunk in answer.chunks])


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay(tmp_path_factory.mktemp("checkpoint") / "store")


@pytest.fixture(scope="module")
def desk(checkpoint: Path) -> Iterator[Desk]:
    found = Desk(checkpoint, LIMITS)
    yield found
    found.close()


ALL = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT %d"


@pytest.mark.parametrize(("media", "form"), [(JSON, "JSON"), (XML, "XML"), (CSV, "CSV"), (TSV, "TSV")])
def test_solutions_are_those_of_the_store_up_to_the_last_row_allowed(desk: Desk, media: str, form: str) -> None:
    expected = desk.store.query(ALL % 500).serialize(None, getattr(ox.QueryResultsFormat, form))
    assert desk.ask(ALL % 500, media) == expected


@pytest.mark.parametrize("media", [JSON, XML, CSV, TSV])
def test_one_row_more_than_allowed_is_no_answer(desk: Desk, media: str) -> None:
    with pytest.raises(AnswerTooLarge, match="more than 500 rows"):
        desk.ask(ALL % 501, media)


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "application/n-quads", "application/trig"])
def test_triples_are_those_of_the_store_up_to_the_last_one_allowed(desk: Desk, media: str) -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(STRLEN(STR(?s)) > 0) } LIMIT %d"
    form = ox.RdfFormat.from_media_type(media)
    assert form is not None
    expected = {str(triple) for triple in desk.store.query(text % 500)}
    assert {str(quad.triple) for quad in ox.parse(desk.ask(text % 500, media), format=form)} == expected
    with pytest.raises(AnswerTooLarge):
        desk.ask(text % 501, media)


def test_a_truth_value_is_answered_and_has_no_table(desk: Desk) -> None:
    assert json.loads(desk.ask("ASK { ?s ?p ?o }")) == {"head": {}, "boolean": True}
    with pytest.raises(RefusedQuery, match="A truth value cannot be written as text/csv"):
        desk.ask("ASK { ?s ?p ?o }", CSV)


@pytest.mark.parametrize(("text", "media"), [("SELECT * { ?s ?p ?o } LIMIT 1", "text/turtle"), ("CONSTRUCT WHERE { ?s ?p ?o }", JSON), ("DESCRIBE i:slom", CSV)])
def test_an_answer_is_not_written_as_what_it_is_not(desk: Desk, text: str, media: str) -> None:
    with pytest.raises(RefusedQuery, match="cannot be written as"):
        desk.ask(text, media)


COUNT = "SELECT (COUNT(*) AS ?n) %s { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) %s { GRAPH ?g { ?s ?p ?o } }"
A, B = (E + "a",), (E + "b",)


@pytest.mark.parametrize(
    ("text", "default", "named", "expected"),
    [
        (COUNT % "", None, None, 2 * MANY),
        (NAMED % "", None, None, 2 * MANY + 1),
        (COUNT % f"FROM <{E}a>", None, None, MANY),
        # The engine says twice what stands in both.
        (COUNT % f"FROM <{E}a> FROM <{E}b>", None, None, 2 * MANY + 1),
        (COUNT % f"FROM NAMED <{E}a>", None, None, 0),
        (NAMED % f"from named <{E}a>", None, None, MANY),
        (NAMED % f"FROM <{E}a>", None, None, 0),
        (COUNT % "# FROM nothing\n", None, None, 2 * MANY),
        (COUNT % "", A, None, MANY),
        (NAMED % "", A, None, 0),
        (COUNT % "", None, B, 0),
        (NAMED % "", None, B, MANY + 1),
        (COUNT % f"FROM <{E}a>", B, None, MANY + 1),
        (COUNT % "", (E + "unknown",), None, 0),
        (COUNT % "", (), (), 0),
    ],
)
def test_the_graphs_are_those_of_the_request_else_of_the_text_else_all(desk: Desk, text: str, default: Any, named: Any, expected: int) -> None:
    assert desk.count(text, default, named) == expected


def test_a_checkpoint_without_a_default_graph_is_asked_as_the_union(tmp_path: Path) -> None:
    found = Desk(lay(tmp_path / "store", union=False), LIMITS)
    try:
        assert found.count(COUNT % "") == 2 * MANY + 1
    finally:
        found.close()


def test_prefixes_of_the_vocabulary_need_not_be_declared(desk: Desk) -> None:
    assert json.loads(desk.ask("SELECT (i:slom AS ?x) {}"))["results"]["bindings"][0]["x"]["value"] == PREFIXES["i"] + "slom"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?s ?p", "error at 1:17"),
        ("DELETE WHERE { ?s ?p ?o }", "'DELETE' would change"),
        ("LOAD <file:///etc/passwd>", "'LOAD' would change"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:9> { ?s ?p ?o } }", "'SERVICE' would ask another server"),
        ("SELECT * FROM <http://elsewhere.example/> { ?s ?p ?o }", "is not a graph of this knowledge"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "is not a graph of this knowledge"),
        ("SELECT * { ?s ?p ?o FILTER(<http://example.org/f>(?s)) }", "This cannot be answered"),
        ("SELECT (\ud800 AS ?x) {}", "This cannot be answered"),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_place_or_reason(desk: Desk, text: str, said: str) -> None:
    with pytest.raises(RefusedQuery) as problem:
        desk.ask(text)
    assert said in problem.value.what


def test_a_graph_that_is_no_iri_is_refused(desk: Desk) -> None:
    with pytest.raises(RefusedQuery):
        desk.ask(COUNT % "", default=("no iri",))


def test_a_query_that_got_past_the_tokens_still_reaches_no_server(checkpoint: Path) -> None:
    # Asked of the store itself, in a process confined as a worker is: no token is looked at.
    program = f"""
import json, os, pyoxigraph as ox
from kuasa.web.confinement import bounded, shut
store, port = ox.Store.read_only({str(checkpoint)!r}), int(input())
def asked():
    try:
        return str(list(store.query("SELECT * {{ SERVICE <http://127.0.0.1:%d/> {{ ?s ?p ?o }} }}" % port)))
    except OSError as problem:
        return str(problem)
print(json.dumps([asked(), shut(os.getppid()) + bounded(1 << 30), asked()]))
"""
    with socket.create_server(("127.0.0.1", 0)) as server:

        async def run() -> bytes:
            process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
            talk = asyncio.ensure_future(process.communicate(b"%d\n" % server.getsockname()[1]))
            met, _ = await asyncio.to_thread(server.accept)
            server.close()
            met.close()
            return (await talk)[0]

        before, missing, after = json.loads(asyncio.run(run()))
    assert "Permission denied" not in before and "Permission denied" in after
    assert missing == []


def doubled(letters: int, times: int) -> str:
    """The length of a text that is doubled so many times."""
    return chained("CONCAT(?x{0}, ?x{0})", times, letters)


def chained(step: str, times: int, letters: int = 1) -> str:
    """The length of a text after so many steps, each on what the last one gave."""
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('{'a' * letters}' AS ?x0) " + " ".join(f"BIND({step.format(n)} AS ?x{n + 1})" for n in range(times)) + "}"


DEEP = 30_000
HOSTILE: list[tuple[str, str, type[KuasaError] | tuple[type[KuasaError], ...]]] = [
    ("product", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", QueryTimeout),
    ("sorted product", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i", (QueryTimeout, WorkerLost)),
    ("paths", f"SELECT (COUNT(*) AS ?n) {{ ?a (<{E}next>|^<{E}next>)* ?b . ?b (<{E}next>|^<{E}next>)* ?c . ?c (<{E}next>|^<{E}next>)* ?d }}", QueryTimeout),
    ("nested paths", f"ASK {{ ?a ((<{E}next>*/<{E}next>*)*/(<{E}next>*/<{E}next>*)*)* <{E}none> }}", KuasaError),
    ("doubled", doubled(16, 40), (QueryTimeout, WorkerLost)),
    (
        "replaced",
        "SELECT (STRLEN(?x12) AS ?n) { BIND('a' AS ?x0) " + " ".join(f"BIND(REPLACE(?x{n}, 'a', 'aaaaaaaaaa') AS ?x{n + 1})" for n in range(12)) + "}",
        (QueryTimeout, WorkerLost),
    ),
    ("group", "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", (QueryTimeout, WorkerLost)),
    ("distinct", "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) = 'x' || ?d != ?g) } OFFSET 100000000", (QueryTimeout, WorkerLost)),
    ("endless", "SELECT * { ?a ?b ?c . ?d ?e ?f }", AnswerTooLarge),
    ("wide", "SELECT * { BIND('" + "a" * 100 + "' AS ?x0) " + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(14)) + "}", AnswerTooLarge),
    ("groups", "SELECT * " + "{" * DEEP + "}" * DEEP, WorkerLost),
    ("brackets", "SELECT (" + "(" * DEEP + "1" + ")" * DEEP + " AS ?x) {}", WorkerLost),
    ("nots", "SELECT (" + "!" * (2 * DEEP) + "true AS ?x) {}", WorkerLost),
    ("optionals", "SELECT * " + "{ ?s ?p ?o OPTIONAL " * 6000 + "{}" + "}" * 6000, (WorkerLost, QueryTimeout, RefusedQuery)),
    ("binds", "SELECT ?x9000 { BIND(1 AS ?x0) " + " ".join(f"BIND(?x{n} + 1 AS ?x{n + 1})" for n in range(9000)) + "}", (WorkerLost, QueryTimeout)),
    ("pattern", "SELECT * { BIND('" + "a" * 5000 + "' AS ?x) FILTER(REGEX(?x, '((a{1,200}){1,200}){1,200}b')) }", KuasaError),
    ("tokens", "SELECT * { " + "from.a." * 20_000, (QueryTimeout, RefusedQuery)),
]


@pytest.mark.parametrize(("text", "outcome"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_hostile_query_is_stopped_in_time_and_the_next_one_is_answered(desk: Desk, text: str, outcome: Any) -> None:
    start = time.monotonic()
    try:
        said = desk.ask(text)
    except KuasaError as problem:
        assert isinstance(problem, outcome), repr(problem)
    else:
        assert outcome is KuasaError, said[:200]
    assert time.monotonic() - start < 10
    assert desk.count(COUNT % "") == 2 * MANY


def test_an_answer_that_breaks_after_its_beginning_raises_and_does_not_end(checkpoint: Path) -> None:
    found = Desk(checkpoint, Limits(seconds=1.0, rows=10**9, size=1 << 30, workers=1))

    async def read() -> int:
        answer = await found.pool.answer(Asked("SELECT * { ?a ?b ?c . ?d ?e ?f . FILTER(?a != ?d) ?g ?h ?i }", TSV))
        size = 0
        with pytest.raises(QueryTimeout):
            async for chunk in answer.chunks:
                size += len(chunk)
                # Reading is cheap here, so that the answer is read while it is written.
                await asyncio.sleep(0.001)
        return size

    try:
        assert found.run(read()) > 100_000
    finally:
        found.close()


def test_limits_that_are_none_are_refused() -> None:
    with pytest.raises(BadParameter, match="'rows'"):
        Limits(rows=0)


def test_more_than_may_wait_are_told_when_to_ask_again(desk: Desk) -> None:
    slow = Asked(HOSTILE[0][1], JSON)

    async def crowd() -> list[BaseException | bytes]:
        return await asyncio.gather(*(whole(desk.pool, slow) for _ in range(7)), return_exceptions=True)

    said = desk.run(crowd())
    full = [problem for problem in said if isinstance(problem, Overloaded)]
    assert len(full) >= 3 and all(1 <= problem.seconds <= 60 for problem in full)
    assert all(isinstance(problem, (Overloaded, QueryTimeout)) for problem in said)
    assert desk.count(COUNT % "") == 2 * MANY


def test_who_stops_waiting_frees_the_worker_at_once(desk: Desk) -> None:
    async def leave() -> float:
        tasks = [asyncio.ensure_future(whole(desk.pool, Asked(HOSTILE[0][1], JSON))) for _ in range(4)]
        await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        start = time.monotonic()
        await whole(desk.pool, Asked("ASK {}", JSON))
        return time.monotonic() - start

    assert desk.run(leave()) < 0.9
    assert not desk.pool.queue and not desk.pool.open


def test_a_reader_who_goes_away_in_the_middle_leaves_nothing_open(desk: Desk) -> None:
    async def peek() -> bytes:
        answer = await desk.pool.answer(Asked(ALL % 500, JSON))
        return await anext(answer.chunks)

    assert desk.run(peek()).startswith(b'{"head"')
    desk.run(asyncio.sleep(0.05))
    assert not desk.pool.open
    assert desk.count(COUNT % "") == 2 * MANY


def test_a_slow_reader_holds_no_worker_and_gets_the_same_bytes(checkpoint: Path) -> None:
    found = Desk(checkpoint, Limits(seconds=5.0, workers=1, rows=400_000))
    text = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"

    async def read() -> tuple[bytes, bool, bytes]:
        answer = await found.pool.answer(Asked(text, JSON))
        first = await anext(answer.chunks)
        while not next(iter(found.pool.open)).whole:
            await asyncio.sleep(0.01)
        filed = next(iter(found.pool.open)).file is not None
        other = await whole(found.pool, Asked("ASK {}", JSON))
        return first + b"".join([chunk async for chunk in answer.chunks]), filed, other

    try:
        said, filed, other = found.run(read())
        assert said == found.store.query(text).serialize(None, ox.QueryResultsFormat.JSON)
        assert filed and other == b'{"head":{},"boolean":true}' and not found.pool.open
    finally:
        found.close()


def test_an_answer_that_nobody_reads_is_dropped(desk: Desk) -> None:
    async def forget() -> None:
        answer = await desk.pool.answer(Asked(ALL % 500, JSON))
        await anext(answer.chunks)
        await asyncio.sleep(2.5)
        assert not desk.pool.open
        with pytest.raises(QueryTimeout, match="not read in time"):
            await anext(answer.chunks)

    desk.run(forget())


def test_a_killed_worker_is_replaced_idle_or_at_work(desk: Desk) -> None:
    before = set(desk.pids())
    for pid in before:
        os.kill(pid, signal.SIGKILL)

    async def replaced() -> None:
        while len(set(desk.pids()) - before) < 2 or not all(worker.able for worker in desk.pool.workers):
            await asyncio.sleep(0.01)
        asked = [asyncio.ensure_future(whole(desk.pool, Asked(HOSTILE[0][1], JSON))) for _ in range(2)]
        await asyncio.sleep(0.1)
        for pid in desk.pids():
            os.kill(pid, signal.SIGKILL)
        assert [type(problem) for problem in await asyncio.gather(*asked, return_exceptions=True)] == [WorkerLost, WorkerLost]

    desk.run(asyncio.wait_for(replaced(), 20))
    assert desk.count(COUNT % "") == 2 * MANY


def test_what_a_process_said_before_it_was_killed_gives_it_no_other_query(checkpoint: Path) -> None:
    found = Desk(checkpoint, Limits(workers=1))

    async def late() -> list[BaseException | bytes]:
        asked = [asyncio.ensure_future(whole(found.pool, Asked("ASK {}", JSON))) for _ in range(3)]
        await asyncio.sleep(0)
        # Its answer is in the pipe when its time is over.
        time.sleep(0.5)
        found.pool.workers[0].late()
        return await asyncio.gather(*asked, return_exceptions=True)

    try:
        for _ in range(3):
            first, *others = found.run(late())
            assert isinstance(first, QueryTimeout) and others == [b'{"head":{},"boolean":true}'] * 2
    finally:
        found.close()


def test_constant_crashes_make_no_storm_of_processes(checkpoint: Path) -> None:
    found = Desk(checkpoint, Limits(workers=1, seconds=5.0))
    try:
        start = time.monotonic()
        for _ in range(5):
            with pytest.raises(WorkerLost):
                found.ask("SELECT * " + "{" * DEEP + "}" * DEEP)
        assert found.count(COUNT % "") == 2 * MANY
        pauses = [pause(losses) for losses in range(6)]
        assert pauses == [0, 0, 0.1, 0.2, 0.4, 0.8]
        assert time.monotonic() - start > sum(pauses)
    finally:
        found.close()


def test_memory_is_bounded_and_a_worker_that_grew_large_is_replaced_after_its_answer(checkpoint: Path) -> None:
    found = Desk(checkpoint, Limits(workers=1, memory=192 << 20))
    before = found.pids()
    try:
        assert found.count(doubled(100, 19)) == 100 << 19
        assert found.count(COUNT % "") == 2 * MANY
        assert len(found.pids()) == 1 and found.pids() != before
        with pytest.raises(WorkerLost):
            found.count(doubled(100, 21))
        assert found.count(COUNT % "") == 2 * MANY
    finally:
        found.close()


def test_workers_get_no_environment_no_files_and_end_with_the_pool(desk: Desk, checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUASA_SECRET", "x")
    found = Desk(checkpoint, LIMITS)
    pids = found.pids()
    try:
        for pid in pids:
            place = Path(f"/proc/{pid}")
            assert b"SECRET" not in (place / "environ").read_bytes()
            assert (place / "cwd").resolve() == checkpoint.resolve()
            links = [str(link.readlink()) for link in (place / "fd").iterdir()]
            assert [link for link in links if not link.startswith(("pipe:", "socket:", "/dev/null", str(checkpoint.resolve())))] == []
        assert found.pool.unconfined == ()
    finally:
        found.close()
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_workers_die_with_a_server_that_is_killed(checkpoint: Path) -> None:
    program = f"""
import asyncio
from pathlib import Path
from kuasa.web.limits import Limits
from kuasa.web.pool import Asked, Pool
from kuasa.web.keeper import pause
async def main():
    async with Pool(Path({str(checkpoint)!r}), Limits(workers=1)) as pool:
        print(pool.workers[0].pid, flush=True)
        await pool.answer(Asked({HOSTILE[0][1]!r}, {JSON!r}))
asyncio.run(main())
"""

    async def run() -> int:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        pid = int(await process.stdout.readline())
        await asyncio.sleep(0.2)
        process.kill()
        await process.communicate()
        return pid

    pid = asyncio.run(run())
    end = time.monotonic() + 3
    while Path(f"/proc/{pid}/stat").exists() and ") Z " not in Path(f"/proc/{pid}/stat").read_text() and time.monotonic() < end:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}/cwd").exists()


def test_a_checkpoint_that_is_none_is_said_at_once(tmp_path: Path) -> None:
    async def start() -> None:
        async with Pool(tmp_path, LIMITS):
            pass

    with pytest.raises(WorkerLost, match="do not start"):
        asyncio.run(start())
