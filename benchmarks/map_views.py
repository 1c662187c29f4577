"""The view of a map of a made-up network: what `kuasa map --data` makes of a table with a row for each link."""

from __future__ import annotations

import datetime as dt

import networkx as nx
import numpy as np

from kuasa.graph.analysis.lenses import lens
from kuasa.graph.analysis.names import Names
from kuasa.graph.analysis.rows import Part, RowFacts, Rows
from kuasa.graph.knowledge import Knowledge
from kuasa.graph.profiles import Withheld, profile
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import GRAPH, K
from kuasa.maps.scene import scene
from kuasa.maps.view import MapView

DAY = Moment(dt.date(2026, 6, 30))


def knowledge_of(graph: nx.DiGraph) -> Knowledge:
    """The knowledge that is read from a table with a row for each link."""
    names = sorted(graph.nodes[one]["label"] for one in graph)
    number = {name: n for n, name in enumerate(names)}
    ends = np.array([[number[graph.nodes[one]["label"]] for one in edge] for edge in graph.edges], np.int32)
    strengths = np.full(len(ends), 0.5)
    part = Part("made.csv", GRAPH + "made", 0, range(2, len(ends) + 2))
    kinds = ((K + "Engagement", ""),)
    rows = Rows((part,), Names(GRAPH + "made", names), ends[:, 0], ends[:, 1], strengths, None, None, None, None, None, kinds, ("",), ("",))
    return Knowledge(RowFacts(rows=rows), profile("public"), Withheld(0, frozenset(), frozenset(), frozenset()), None, ("made.csv",))


def map_of(graph: nx.DiGraph) -> MapView:
    """The view as it is usual: all drawn, or groups first."""
    return scene(knowledge_of(graph), lens("all"), DAY, [], 1, ())


def view_of(graph: nx.DiGraph) -> MapView:
    """The view with everything drawn, however much it is."""
    return scene(knowledge_of(graph), lens("all"), DAY, [], 1, (), layout="force", many=len(graph))
