"""Promise: SPARQL through kuasa takes at most 1.2 times as long as raw pyoxigraph, and a fifteenth of rdflib in memory (geometric means).

Ten queries of the forms of the design, on the same triples in memory, in one process, in turn; medians of the rounds. Each
reads every value of its answer: kuasa into a table of plain values, pyoxigraph and rdflib by their own terms.
`python benchmarks/sparql.py [--triples 200000] [--rounds 5]`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kuasa.graph import questions
from kuasa.graph.store import EmbeddedStore
from kuasa.graph.vocabulary import ID, PREFIXES

sys.path.insert(0, str(Path(__file__).parent))
import large

HEADER = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
THING = f"<{ID}large-0-7>"
QUERIES = {
    "label in a language": 'SELECT ?s ?name { ?s skos:prefLabel ?name FILTER(LANG(?name) = "th" && CONTAINS(?name, "ชาว")) } ORDER BY ?s ?name',
    "three steps": "SELECT ?d { ?t1 k:from ?thing ; k:to ?b . ?t2 k:from ?b ; k:to ?c . ?t3 k:from ?c ; k:to ?d VALUES ?thing { THING } } ORDER BY ?d",
    "property path": "SELECT DISTINCT ?to { THING (^k:from/k:to)+ ?to } ORDER BY ?to",
    "optional and not exists": "SELECT ?s ?short { ?s a k:Forum OPTIONAL { ?s skos:notation ?short } FILTER NOT EXISTS { ?t k:to ?s ; a k:Speech } } ORDER BY ?s",
    "years": 'SELECT ?t { ?t k:since ?since FILTER(STR(?since) >= "2020" && STR(?since) <= "2021") } ORDER BY ?t',
    "construct": "CONSTRUCT { ?t ?p ?o } { ?t k:from|k:to THING ; ?p ?o }",
    "count": "SELECT ?kind (COUNT(?t) AS ?n) { ?t k:status k:actual ; a ?kind } GROUP BY ?kind ORDER BY ?kind",
    "ask": "ASK { ?t a k:Advice ; k:from ?a ; k:to ?b . ?u a k:Advice ; k:from ?b ; k:to ?a }",
    "first in order": "SELECT ?s ?name { ?s skos:prefLabel ?name } ORDER BY ?name ?s LIMIT 50",
    "minus": "SELECT ?s { ?s a k:Ministry MINUS { ?t k:from ?s ; a k:Support } } ORDER BY ?s",
}


def kuasas(store: EmbeddedStore, text: str) -> int:
    """Rows of an answer through kuasa."""
    return len(questions.ask(store, text).rows)


def raw(store: EmbeddedStore, text: str) -> int:
    """The same from pyoxigraph as it is."""
    found = store.ox.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    if isinstance(found, ox.QueryBoolean):
        return 1
    if isinstance(found, ox.QueryTriples):
        return len([(str(triple.subject), str(triple.predicate), str(triple.object)) for triple in found])
    names = found.variables
    return len([{name.value: getattr(row[name], "value", None) for name in names} for row in found])


def rdflibs(graph: rdflib.Graph, text: str) -> int:
    """The same from rdflib."""
    return len([tuple(map(str, row)) if isinstance(row, tuple) else row for row in graph.query(HEADER + text)])


def seconds(work: Callable[[], int]) -> tuple[float, int]:
    """Wall-clock seconds of one run, and its rows."""
    start = time.perf_counter()
    rows = work()
    return time.perf_counter() - start, rows


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--triples", type=int, default=200_000)
    given.add_argument("--rounds", type=int, default=5)
    asked = given.parse_args()
    store, graph = EmbeddedStore(), rdflib.Graph()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.nt"
        large.write(path, asked.triples)
        store.load(path)
        graph.parse(path)
    ratios: dict[str, list[float]] = {"pyoxigraph": [], "rdflib": []}
    for name, text in QUERIES.items():
        text = text.replace("THING", THING)
        times: dict[str, list[float]] = {"kuasa": [], "pyoxigraph": [], "rdflib": []}
        rows: set[int] = set()
        for turn in range(asked.rounds):
            peers: dict[str, Callable[[], int]] = {"kuasa": partial(kuasas, store, text), "pyoxigraph": partial(raw, store, text)}
            if turn == 0:
                peers["rdflib"] = partial(rdflibs, graph, text)
            for peer, work in peers.items():
                took, count = seconds(work)
                times[peer].append(took)
                rows.add(count)
        middle = {peer: statistics.median(found) for peer, found in times.items()}
        ratios["pyoxigraph"].append(middle["kuasa"] / middle["pyoxigraph"])
        ratios["rdflib"].append(middle["rdflib"] / middle["kuasa"])
        agree = "" if len(rows) == 1 else f"  ROWS DIFFER: {sorted(rows)}"
        print(
            f"{name:26}{max(rows):8} rows  {middle['kuasa'] * 1e3:9.2f} ms  {ratios['pyoxigraph'][-1]:6.2f} x pyoxigraph  rdflib {ratios['rdflib'][-1]:7.1f} x as long{agree}",
            flush=True,
        )
    slower, faster = (statistics.geometric_mean(found) for found in ratios.values())
    print(f"kuasa takes {slower:.2f} times pyoxigraph (promise: 1.2); rdflib {faster:.0f} times as long (promise: 15)")


if __name__ == "__main__":
    main()
