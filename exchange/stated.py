"""An edge table → statements beside those of other layers: things, ties, evidence and sources in a graph of the file's name.

A name that the layers read before know is that thing; an unknown one is a new actor with an address under the file's graph.
Refuses names that can mean several things, and what `edgetable` refuses (`UnreadableFile`): then the store is as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ..graph.analysis.names import ADDRESS, minted, row_address
from ..graph.facts import PREF, TITLE, Facts
from ..graph.lookup import fold, meant
from ..graph.store import EmbeddedStore
from ..graph.vocabulary import PREFIXES, RDF_TYPE, K, expand
from .cells import COLUMNS, GENERIC, NO_THING, Batch, Faults, kind_of
from .edgetable import batches
from .incoming.literals import date

XSD = PREFIXES["xsd"]
CHOOSE = "Write the longer name, or its address."


def post(path: Path, store: EmbeddedStore) -> None:
    """Adds what a table states to a store, in a graph of its own."""
    read = list(batches(path))
    graph = store.name_for(path)
    quads = list(statements(path, read, graph, Facts.from_store(store)))
    store.ox.bulk_extend(quads)
    store.origin.setdefault(graph, path)


def statements(path: Path, read: list[Batch], graph: str, known: Facts) -> Iterator[ox.Quad]:
    """The quads of a table, given what the other layers say."""
    name = ox.NamedNode(graph)

    def said(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, name)

    def a(subject: str, kind: str) -> ox.Quad:
        return said(subject, RDF_TYPE, ox.NamedNode(kind))

    things, fresh = ends(path, read, graph, known)
    for iri, label in fresh.items():
        yield a(iri, K + "Actor")
        yield said(iri, PREF, ox.Literal(label, language="en"))
    sources, new_sources = cited(path, read, graph, known)
    for iri, title in new_sources.items():
        yield a(iri, K + "Source")
        yield said(iri, TITLE, ox.Literal(title, language="en"))
        if ADDRESS.match(title):
            yield said(iri, K + "address", ox.Literal(title))
    for row, cells, strength, backward in each(read):
        tie = row_address(graph, row)
        evidence, passage = tie + "-e1", tie + "-p1"
        kind = kind_of(cells["kind"])
        yield a(tie, kind)
        yield said(tie, K + "from", ox.NamedNode(things[cells["from"]]))
        yield said(tie, K + "to", ox.NamedNode(things[cells["to"]]))
        yield said(tie, K + "status", ox.NamedNode(K + "actual"))
        yield said(tie, K + "strength", ox.Literal(repr(strength), datatype=ox.NamedNode(XSD + "double")))
        yield said(tie, K + "backwardStrength", ox.Literal(repr(backward), datatype=ox.NamedNode(XSD + "double")))
        if kind == GENERIC and cells["kind"]:
            yield said(tie, K + "statedAs", ox.Literal(cells["kind"]))
        for column in ("since", "until"):
            if cells[column]:
                yield said(tie, K + column, date(cells[column]))
        yield said(tie, K + "evidence", ox.NamedNode(evidence))
        yield a(evidence, K + "Evidence")
        yield said(evidence, K + "passage", ox.NamedNode(passage))
        yield said(evidence, K + "assertion", ox.NamedNode(K + "thirdParty"))
        yield said(evidence, K + "confidence", ox.NamedNode(K + "seen"))
        yield a(passage, K + "Passage")
        yield said(passage, K + "source", ox.NamedNode(sources[cells["source"]]))
        yield said(passage, K + "locator", ox.Literal(f"row {row}", language="en"))


def each(read: list[Batch]) -> Iterator[tuple[int, dict[str, str], float, float]]:
    """The rows one by one: number, texts by column ('' where there is none), strength, backward strength."""
    for batch in read:
        columns = {name: [column.values[code] for code in column.codes.tolist()] for name, column in batch.texts.items()}
        empty = [""] * len(batch.rows)
        texts = [columns.get(name, empty) for name in COLUMNS]
        for row, strength, backward, *cells in zip(batch.rows.tolist(), batch.strength.tolist(), batch.backward.tolist(), *texts, strict=True):
            yield row, dict(zip(COLUMNS, cells, strict=True)), strength, backward


def ends(path: Path, read: list[Batch], graph: str, known: Facts) -> tuple[dict[str, str], dict[str, str]]:
    """The IRI of the thing that each name of a table means, and the labels of the new ones; names that differ only in case or
    accents are one."""
    things: dict[str, str] = {}
    fresh: dict[str, str] = {}
    folded: dict[str, str] = {}
    faults = Faults(path.name)
    for batch in read:
        found = []
        for name in ("from", "to"):
            column = batch.texts[name]
            unclear: dict[int, tuple[str, str]] = {}
            for code, text in enumerate(column.values):
                if text not in things:
                    candidates = [thing for thing in meant(known, text) if known.isa(thing, "Thing")]
                    address, curie = ADDRESS.match(text), expand(text)
                    if len(candidates) > 1:
                        listed = " or ".join(f"{known.label(thing)} ({thing})" for thing in candidates)
                        unclear[code] = text, f"It can mean {listed}. {CHOOSE}"
                        continue
                    if curie and not candidates and not address:
                        unclear[code] = text, NO_THING
                        continue
                    iri = candidates[0] if candidates else address[1] if address else folded.setdefault(fold(text), minted(graph, text))
                    things[text] = iri
                    if not candidates:
                        fresh.setdefault(iri, iri if address else text)
            if unclear:
                found += [(row, COLUMNS.index(name), *unclear[code]) for row, code in zip(batch.rows.tolist(), column.codes.tolist(), strict=True) if code in unclear]
        faults.add(found)
    faults.hold()
    return things, fresh


def cited(path: Path, read: list[Batch], graph: str, known: Facts) -> tuple[dict[str, str], dict[str, str]]:
    """The IRI of the source that each cell names (the file itself where it is empty), and the titles of the new ones."""
    by_title = {text: iri for iri in known.subjects("Source") for text in (*known.all(iri, TITLE), *known.all(iri, K + "address"), iri)}
    texts = dict.fromkeys(text for batch in read for text in (batch.texts["source"].values if "source" in batch.texts else ("",)))
    titles = {text: text or path.name for text in texts}
    found = {text: by_title.get(title) or minted(f"{graph}/source", title) for text, title in titles.items()}
    return found, {iri: titles[text] for text, iri in found.items() if iri not in known.terms}
