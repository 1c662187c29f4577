"""The knowledge in the words of another vocabulary: `aligned(store, "org")` gives triples that its consumers understand.

An alignment is a file of rules in `ontology/alignments/`: they read g:sound, which holds only what may be repeated as a fact
(`common/sound.ru`), and write one graph of their own. They run on a copy; the store given stays as it is. Refuses a name that no file has.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..graph.errors import BadChoice, UnreadableFile
from ..graph.store import EmbeddedStore, words
from ..graph.vocabulary import DERIVED, GRAPH, LENT, ONTOLOGY, K

RULES = ONTOLOGY / "alignments"
OWN = ("as", "g", "k", "m")
TOLD_OTHERWISE = (f"{K}Location", f"{K}PostPlacement")


@dataclass(frozen=True)
class Aligned:
    """A graph in the words of a vocabulary, the prefixes to write it with, and what was left out and why."""

    quads: list[ox.Quad]
    prefixes: dict[str, str]
    left_out: list[str]


def names() -> list[str]:
    """The vocabularies there are rules for, sorted."""
    found = sorted(path.stem for path in RULES.glob("*.ru"))
    if not found:
        raise UnreadableFile("The folder ontology/alignments holds no rules.", "Install kuasa again.")
    return found


def rule(name: str) -> Path:
    """The file of an alignment; `BadChoice` lists the ones there are."""
    if name not in names():
        raise BadChoice(f"There is no alignment '{name}'.", f"Alignments: {', '.join(names())}.")
    return RULES / f"{name}.ru"


def aligned(store: EmbeddedStore, name: str) -> Aligned:
    """What a store holds, as far as the vocabulary of a name can say it: quads of one graph, none for an empty store but the words of `skos`."""
    text = rule(name).read_text(encoding="utf-8")
    graph = f"{GRAPH}as-{name}"
    work = EmbeddedStore()
    derived = ox.NamedNode(DERIVED)
    work.ox.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in store.ox if q.graph_name != derived)
    work.post(LENT, (triple for words_file in words().graphs() for triple in words().get(words_file)))
    work.update((RULES / "common" / "sound.ru").read_text(encoding="utf-8"))
    work.update(text)
    prefixes = {prefix: iri for prefix, iri in re.findall(r"^PREFIX ([\w-]+): <(.+)>$", text, re.MULTILINE) if prefix not in OWN}
    quads = list(work.ox.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return Aligned(quads, prefixes, [*unsound(work), *untold(work, text, name, quads)])


def unsound(work: EmbeddedStore) -> list[str]:
    """How many ties and things are not to be repeated as facts, by reason; [] for none."""
    found = work.query((RULES / "common" / "left-out.rq").read_text(encoding="utf-8"))
    told = [f"{row['count'].value} {row['what'].value}" for row in found]
    return [f"Left out, for they are not to be repeated as facts: {', '.join(told)}."] if told else []


def untold(work: EmbeddedStore, text: str, name: str, quads: list[ox.Quad]) -> list[str]:
    """How many sound ties the graph does not tell, by kind: those of kinds that no rule names, and others; [] where all are told.

    A tie is told by a record of its own or by a link between its ends. Kinds in `TOLD_OTHERWISE` may also be told as a site, a country
    or a role, so they are counted only where no rule names them.
    """
    named = {K + kind for line in text.splitlines() if not line.startswith("#") for kind in re.findall(r"\bk:([A-Z]\w*)", line)}
    own = {_thing(quad.subject) for quad in quads}
    linked = {frozenset(_thing(node) for node in (quad.subject, quad.object)) for quad in quads}
    kinds = f"""SELECT ?tie ?kind ?label ?from ?to
        WHERE {{ GRAPH <{GRAPH}sound> {{ ?tie a k:Tie , ?kind ; k:from ?from ; k:to ?to . ?kind rdfs:label ?label ; k:verb ?verb }} }}"""
    unworded, unsaid = Counter[str](), Counter[str]()
    for row in work.query(kinds):
        if row["tie"].value in own:
            continue
        if row["kind"].value not in named:
            unworded[row["label"].value] += 1
        elif row["kind"].value not in TOLD_OTHERWISE and frozenset((row["from"].value, row["to"].value)) not in linked:
            unsaid[row["label"].value] += 1
    told = [(unworded, f"{name} has no words for them"), (unsaid, f"{name} has no words for one of their ends, or none for what is past")]
    return [f"Left out, for {why}: {counts.total()} ties ({_listed(counts)})." for counts, why in told if counts]


def _thing(node: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> str:
    """The thing that a node stands for: `…/tha#area` is told of `…/tha`."""
    return str(node.value).partition("#")[0] if isinstance(node, ox.NamedNode) else ""


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{label} {count}" for label, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
