"""Networks made up for property tests, and the same as networkx sees them."""

from __future__ import annotations

from datetime import date

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from kuasa.graph.analysis.building import directed
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.network import CLOSED, Link, Network
from kuasa.graph.things import Tie
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import K

SIZE = 7
STRENGTHS = st.one_of(st.floats(0.01, 1.0), st.sampled_from([1.0, 0.5, 0.25]))
TIES = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), STRENGTHS, st.one_of(st.none(), STRENGTHS)), max_size=25)
SHARES = st.lists(st.sampled_from([0.0, 0.2, 0.9, 1.0]), min_size=SIZE, max_size=SIZE)


def invented(ties: list[tuple[int, int, float, float | None]], shares: list[float]) -> Network:
    """A network of numbered things, with parallel ties, loops and strengths of 1 among its ties (from, to, forward, backward)."""
    found = [Link(Tie(f"t{n:03}", K + "Engagement", str(a), str(b), "actual", "", "", (), "", None, ()), ahead, back) for n, (a, b, ahead, back) in enumerate(ties)]
    names = [str(n) for n in range(len(shares))]
    return Network.from_edges(lens("all"), Moment(date(2026, 1, 1)), names, found, np.array(shares, float), directed(found, names))


def as_networkx(network: Network, starts: set[int]) -> nx.DiGraph:
    """The edges that were kept, by node number: `price`, as first step out of `starts` and as later step elsewhere; `ref`. Closed ones are left out."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(network.names)))
    for edge in range(len(network.heads)):
        tail = network.tail(edge)
        price = int(network.firsts[edge] if tail in starts else network.costs[edge])
        if price != CLOSED:
            graph.add_edge(tail, int(network.heads[edge]), price=price, ref=int(network.refs[edge]))
    return graph
