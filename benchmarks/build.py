"""Promise: a network is built from N-Quads sooner than rdflib has read the same file, and from an edge table at least 3 times as
fast as networkx makes a MultiDiGraph of the same rows.

rdflib and networkx are what a Python analyst would take instead; rdflib only reads, its graph would still have to become a network.
The files are random and seeded. Both sides run in turn in one process; medians; ties and costs are compared for equality.
`--ours` leaves the peers out: at a million ties rdflib is slow and large. Prints the memory of the network too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kuasa.exchange.edgerows import rows
from kuasa.graph.analysis.building import build
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import Network, cost
from kuasa.graph.analysis.rows import RowFacts
from kuasa.graph.facts import Facts
from kuasa.graph.store import open_store
from kuasa.graph.streaming import streamed
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID, PREFIXES, RDF_TYPE, K

DAY = Moment(dt.date(2026, 6, 30))
XSD = PREFIXES["xsd"]


def nquads(path: Path, ties: int) -> None:
    """A file of ties between a fifth as many organisations, each tie with evidence of its own, from a hundred sources."""
    draw = random.Random(1)
    things = max(2, ties // 5)
    with path.open("w", encoding="utf-8") as out:

        def say(subject: str, predicate: str, value: str) -> None:
            out.write(f"<{ID}{subject}> <{predicate if '/' in predicate else K + predicate}> {value} <https://w3id.org/kuasa/graph/made> .\n")

        for n in range(100):
            say(f"s{n}", RDF_TYPE, f"<{K}Source>")
            say(f"s{n}", PREFIXES["dcterms"] + "title", f'"Report {n}"@en')
            say(f"s{n}-p", RDF_TYPE, f"<{K}Passage>")
            say(f"s{n}-p", "source", f"<{ID}s{n}>")
            say(f"s{n}-p", "locator", '"page 1"@en')
        for n in range(things):
            say(f"a{n}", RDF_TYPE, f"<{K}Organisation>")
            say(f"a{n}", PREFIXES["skos"] + "prefLabel", f'"Actor {n}"@en')
        for n in range(ties):
            tie, proof = f"t{n:08}", f"t{n:08}-e1"
            say(tie, RDF_TYPE, f"<{K}{draw.choice(('Engagement', 'Membership', 'Partnership'))}>")
            say(tie, "from", f"<{ID}a{draw.randrange(things)}>")
            say(tie, "to", f"<{ID}a{draw.randrange(things)}>")
            say(tie, "status", f"<{K}actual>")
            say(tie, "since", f'"{draw.randrange(2000, 2024)}"^^<{XSD}gYear>')
            say(tie, "until", f'"2030"^^<{XSD}gYear>')
            say(tie, "evidence", f"<{ID}{proof}>")
            say(proof, RDF_TYPE, f"<{K}Evidence>")
            say(proof, "passage", f"<{ID}s{draw.randrange(100)}-p>")
            say(proof, "assertion", f"<{K}officialText>")
            say(proof, "confidence", f"<{K}seen>")


def parquet(path: Path, ties: int) -> None:
    """A table of the same size; a third of the links travel back."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    draw = np.random.default_rng(1)
    schema = pa.schema([("from", pa.string()), ("to", pa.string()), ("strength", pa.float64()), ("backward", pa.float64())])
    with pq.ParquetWriter(path, schema) as out:
        for first in range(0, ties, 1_000_000):
            size = min(1_000_000, ties - first)
            ends = [np.char.add("actor ", draw.integers(0, max(2, ties // 5), size).astype("U8")) for _ in range(2)]
            strength, back = draw.uniform(0.01, 1, size), pa.array(draw.uniform(0.01, 1, size), mask=draw.random(size) < 2 / 3)
            out.write_table(pa.table([*map(pa.array, (*ends, strength)), back], schema))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Wall-clock seconds of one run, and what it gave."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def of_stream(path: Path) -> tuple[Facts, Network]:
    """N-Quads → network, in one stream."""
    facts = streamed([path])
    assert facts is not None
    return facts, build(facts, lens("all"), DAY)


def of_store(path: Path) -> tuple[Facts, Network]:
    """N-Quads → store → network."""
    facts = Facts.from_store(open_store(str(path)))
    return facts, build(facts, lens("all"), DAY)


def of_rdflib(path: Path) -> Any:
    """N-Quads → a Dataset of rdflib."""
    from rdflib import Dataset

    found = Dataset()
    found.parse(path, format="nquads")
    return found


def of_table(path: Path) -> Network:
    """Parquet → network."""
    return RowFacts(rows=rows([path])).network(lens("all"), DAY, frozenset())


def of_networkx(path: Path) -> Any:
    """Parquet → a MultiDiGraph of networkx."""
    import networkx as nx
    import pyarrow.parquet as pq

    graph = nx.MultiDiGraph()
    for batch in pq.ParquetFile(path).iter_batches():
        for start, end, strength, back in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            graph.add_edge(start, end, strength=strength)
            if back is not None:
                graph.add_edge(end, start, strength=back)
    return graph


def bytes_each(network: Network) -> float:
    """The bytes of a network's arrays for each of its ties, shared arrays once."""
    arrays = {id(array): array.nbytes for array in (network.shares, network.indptr, network.heads, network.firsts, network.costs, network.refs)}
    return sum(arrays.values()) / len(network.links)


def same_ties(facts: Facts, dataset: Any) -> bool:
    """Whether rdflib read the same ties."""
    from rdflib import URIRef

    ends = [{(str(s), str(o)) for s, _, o, _ in dataset.quads((None, URIRef(K + name), None, None))} for name in ("from", "to")]
    return ends == [{(tie.id, tie.start) for tie in facts.ties}, {(tie.id, tie.end) for tie in facts.ties}]


def same_costs(network: Network, graph: Any) -> bool:
    """Whether the best of networkx's parallel edges are the network's."""
    names = [network.names.name(n) for n in range(len(network.names))]  # type: ignore[attr-defined]
    ours = {(names[network.tail(n)], names[head]): price for n, (head, price) in enumerate(zip(network.heads.tolist(), network.firsts.tolist(), strict=True))}
    theirs = {(a, b): int(cost(max(edge["strength"] for edge in found.values()))) for a, row in graph.adj.items() for b, found in row.items() if a != b}
    return ours == theirs


def main() -> None:
    """Runs them in turn and prints medians, ratios and memory."""
    given = argparse.ArgumentParser()
    given.add_argument("--ties", type=int, default=100_000)
    given.add_argument("--rounds", type=int, default=3)
    given.add_argument("--ours", action="store_true", help="leave out the peers and the store")
    asked = given.parse_args()
    ways: dict[str, tuple[Callable[[Path], Any], str]] = {"stream": (of_stream, "nq"), "table": (of_table, "parquet")}
    if not asked.ours:
        ways = {"stream": ways["stream"], "store": (of_store, "nq"), "rdflib": (of_rdflib, "nq"), "table": ways["table"], "networkx": (of_networkx, "parquet")}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        paths = {"nq": Path(folder) / "made.nq", "parquet": Path(folder) / "made.parquet"}
        nquads(paths["nq"], asked.ties)
        parquet(paths["parquet"], asked.ties)
        for turn in range(asked.rounds):
            found: dict[str, Any] = {}
            for name, (work, form) in ways.items():
                seconds, found[name] = timed(lambda work=work, form=form: work(paths[form]))
                spent[name].append(seconds)
                if name == "networkx" and turn == 0:
                    assert same_costs(found["table"], found["networkx"])
                if name == "rdflib" and turn == 0:
                    assert same_ties(found["stream"][0], found["rdflib"]) and found["stream"][1].key == found["store"][1].key
            each = {name: bytes_each(network) for name, network in (("stream", found["stream"][1]), ("table", found["table"]))}
            del found
    middle = {name: statistics.median(times) for name, times in spent.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{asked.ties:,} ties, medians of {asked.rounds}: " + " · ".join(f"{name} {seconds:.2f} s" for name, seconds in middle.items()))
    if not asked.ours:
        print(f"rdflib / stream {middle['rdflib'] / middle['stream']:.1f} (target 1) · networkx / table {middle['networkx'] / middle['table']:.1f} (target 3)")
    print(f"memory of the network: {each['stream']:.1f} and {each['table']:.1f} bytes a tie (target 40) · peak of the process {peak:.1f} GB")


if __name__ == "__main__":
    main()
