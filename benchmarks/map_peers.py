"""The pages of the peers, for the benchmarks of maps: the same things, links and places go in, pages come out that open without a network.

pyvis writes its own page with vis-network in line. sigma and graphology come from the package registry (`npm pack`) when they are asked for, and are put
into a plain page. `graph_of` draws the network that all sides show: the ends of links drawn by chance, few things with many.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
from pathlib import Path

import networkx as nx
import numpy as np
from pyvis.network import Network

PACKAGES = {"graphology": "dist/graphology.umd.min.js", "sigma@3": "dist/sigma.min.js"}
COLOUR = "#1b5e9f"
SIGMA = """<!doctype html><html><head><meta charset="utf-8"><style>html, body, #d { margin: 0; height: 100%%; }</style></head><body><div id="d"></div>
<script type="application/json" id="seen">%s</script>%s<script>
const seen = JSON.parse(document.getElementById("seen").textContent);
const graph = new graphology.MultiDirectedGraph();
for (const n of seen.nodes) graph.addNode(n.id, { label: n.label, x: n.x, y: -n.y, size: 4, color: "#1b5e9f" });
for (const [a, b] of seen.links) graph.addEdge(a, b, { size: 1, color: "#888888" });
const drawn = new Sigma(graph, document.getElementById("d"));
document.documentElement.dataset.ready = "1";
</script></body></html>"""

Places = dict[str, tuple[int, int]]


def graph_of(count: int, seed: int = 5) -> nx.DiGraph:
    """About so many things, each with a link, and twice as many links."""
    draw = np.random.default_rng(seed)
    tails = draw.integers(0, count, 2 * count)
    heads = (count * draw.random(2 * count) ** 3).astype(int)
    graph = nx.DiGraph()
    graph.add_nodes_from((f"n{number}", {"label": f"Actor {number}"}) for number in range(count))
    graph.add_edges_from((f"n{a}", f"n{b}") for a, b in zip(tails.tolist(), heads.tolist(), strict=True) if a != b)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    return graph


def by_pyvis(graph: nx.DiGraph, places: Places | None = None) -> str:
    """The page that pyvis writes: as it comes, or with the places given and its physics off."""
    network = Network(directed=True, cdn_resources="in_line")
    for one, values in graph.nodes(data=True):
        network.add_node(one, values["label"], color=COLOUR, **(dict(zip("xy", places[one], strict=True)) if places else {}))
    for start, end in graph.edges:
        network.add_edge(start, end)
    if places:
        network.toggle_physics(False)
    return str(network.generate_html())


def by_pyvis_from(graph: nx.DiGraph) -> str:
    """The page that pyvis makes of a graph of networkx, as its guide has it."""
    network = Network(directed=True, cdn_resources="in_line")
    network.from_nx(graph)
    return str(network.generate_html())


def by_sigma(graph: nx.DiGraph, places: Places, libraries: dict[str, str]) -> str:
    """A plain page with sigma and graphology in line."""
    nodes = [{"id": one, "label": values["label"], "x": places[one][0], "y": places[one][1]} for one, values in graph.nodes(data=True)]
    seen = json.dumps({"nodes": nodes, "links": list(graph.edges)}, ensure_ascii=False).replace("</", "<\\/")
    return SIGMA % (seen, "".join(f"<script>{library}</script>" for library in libraries.values()))


def libraries(folder: Path) -> dict[str, str]:
    """The texts of graphology and sigma, packed by npm into a folder; empty, with a word on it, where that cannot be done."""
    try:
        subprocess.run(["npm", "pack", "--silent", *PACKAGES], cwd=folder, check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"sigma is left out: npm cannot pack it here ({type(error).__name__})")
        return {}
    found = {}
    for package, member in PACKAGES.items():
        archive = next(folder.glob(f"{package.partition('@')[0]}-*.tgz"))
        with tarfile.open(archive) as packed:
            file = packed.extractfile(f"package/{member}")
            assert file is not None
            found[f"{archive.stem}"] = file.read().decode("utf-8").replace("</script", "<\\/script")
    return found
