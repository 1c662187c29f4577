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
    """What a store holds, as far as the vocabulary of a name can say it."""
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
    return Aligned(quads, prefixes, [said for said in (unsound(work), unworded(work, text, name)) if said])


def unsound(work: EmbeddedStore) -> str:
    """How many ties and things are not to be repeated as facts, by reason."""
    found = work.query((RULES / "common" / "left-out.rq").read_text(encoding="utf-8"))
    told = [f"{row['count'].value} {row['what'].value}" for row in found]
    return f"Left out, for they are not to be repeated as facts: {', '.join(told)}." if told else ""


def unworded(work: EmbeddedStore, text: str, name: str) -> str:
    """How many sound ties are of kinds that no rule names, by kind."""
    named = {K + kind for line in text.splitlines() if not line.startswith("#") for kind in re.findall(r"\bk:([A-Z]\w*)", line)}
    kinds = f"SELECT ?tie ?kind ?verb ?label WHERE {{ GRAPH <{GRAPH}sound> {{ ?tie a k:Tie , ?kind . ?kind rdfs:label ?label OPTIONAL {{ ?kind k:verb ?verb }} }} }}"
    rows = list(work.query(kinds))
    told = {row["tie"] for row in rows if row["kind"].value in named and (row["verb"] or row["kind"].value in (K + "Tie", K + "Statement"))}
    counts = Counter(row["label"].value for row in rows if row["verb"] and row["tie"] not in told)
    listed = ", ".join(f"{label} {count}" for label, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return f"Left out, for {name} has no words for them: {counts.total()} ties ({listed})." if counts else ""
