"""Fields of Kumu's elements and connections ↔ nodes and edges, the same in its spreadsheets and its blueprints.

Kumu knows a thing by its ID where there is one, else by its label and type, of which the last one counts. Its own fields are Label, Type,
Tags (our topics), URL (a website), From, To and Direction; it keeps every other field, so evidence and sensitivity go along under the
English headings of our columns. Codes are written as people read them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ...graph.sheets import CHOSEN, LANGUAGE, code_of, sheet, word
from ..book import Book, joined, split
from .headings import COLUMN, SHEET, heading, labels, plain, taken
from .noderows import Said, rows, shown_sheet
from .nodes import MINTED, TIES, Edge, Network, Node

RESERVED = frozenset({"id", "label", "type", "description", "tags", "image", "url", "email", "from", "to", "direction", "on", "off", "yes", "no", "true", "false"})
TAGS, ADDRESS = "Tags", "URL"
ELEMENT = ("ID", "Label", "Type", "Sheet", TAGS)
CONNECTION = ("ID", "From", "To", "Type", "Direction", "Sheet")
DIRECTED = "directed"
OWN = {"topics": TAGS, "website": ADDRESS}


def field(key: str) -> str:
    """The name of the field that holds a column."""
    return heading(key, RESERVED, readable=True)


def shown(key: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Texts by column key of a row of a sheet, with codes as people read them."""
    found = {}
    for name, text in fields.items():
        column = sheet(key).column(name) if LANGUAGE not in name else None
        found[name] = joined(word(column, part) for part in split(text)) if column and column.holds in CHOSEN else text
    return found


def element(node: Node) -> dict[str, str]:
    """The fields of a node."""
    kind = sheet("actors").column("kind")
    assert kind
    found = {"ID": node.key, "Label": node.label, "Type": word(kind, node.kind), "Sheet": shown_sheet(node.sheet)}
    texts = shown(node.sheet, node.fields) if node.sheet else {}
    return found | {OWN.get(key, field(key)): text for key, text in texts.items()}


def connection(edge: Edge, names: Mapping[str, str]) -> dict[str, str]:
    """The fields of an edge; the ends that have no id are named too, so that a table of connections says all by itself."""
    kind = sheet(TIES).column("tie_kind")
    assert kind
    found = {"ID": edge.key, "From": edge.source, "To": edge.target, "Type": word(kind, edge.kind), "Direction": DIRECTED, "Sheet": sheet(TIES).label()}
    if edge.column:
        found[field(COLUMN)] = labels()[edge.column]
    ends = {end: names[key] for end, key in (("from", edge.source), ("to", edge.target)) if key.startswith(MINTED)}
    return found | {field(key): text for key, text in (ends | shown(TIES, edge.fields)).items()}


def tables(web: Network) -> tuple[tuple[list[str], list[dict[str, str]]], tuple[list[str], list[dict[str, str]]]]:
    """Headings and rows of elements, and of connections."""
    names = {node.key: node.label for node in web.nodes}
    elements, connections = [element(node) for node in web.nodes], [connection(edge, names) for edge in web.edges]
    return (list(dict.fromkeys((*ELEMENT, *ordered(elements)))), elements), (list(dict.fromkeys((*CONNECTION, *ordered(connections)))), connections)


def ordered(found: Iterable[Mapping[str, str]]) -> list[str]:
    """The headings that rows have, sorted."""
    return sorted({name for texts in found for name in texts})


def said_element(texts: dict[str, str], said: Said) -> Said:
    """What an element says; `said` has where it stands."""
    texts = dict(texts)
    tags = split(taken(texts, TAGS))
    topics = sheet("actors").column("topics")
    assert topics
    known = [tag for tag in tags if code_of(topics, tag)]
    if known:
        texts["topics"] = joined((*split(taken(texts, "topics")), *known))
    if other := [tag for tag in tags if tag not in known]:
        texts[TAGS] = joined(other)
    if address := taken(texts, ADDRESS):
        texts["website" if "website" not in map(plain, texts) else ADDRESS] = address
    key, label = taken(texts, "ID", "_id"), taken(texts, "Label")
    return replace(said, key=key, label=label, kind=taken(texts, "Type", "Element type"), sheet=taken(texts, SHEET), texts=texts)


def said_connection(texts: dict[str, str], said: Said) -> Said:
    """What a connection says; `said` has where it stands. The direction says no more than the kind of the tie."""
    texts = dict(texts)
    key, source, target = taken(texts, "ID", "_id"), taken(texts, "From"), taken(texts, "To")
    kind, column = taken(texts, "Type", "Connection type"), taken(texts, COLUMN)
    for passed in ("Direction", SHEET):
        taken(texts, passed)
    return replace(said, key=key, kind=kind, texts=texts, column=column, source=source, target=target)


def book(elements: Iterable[Said], connections: Iterable[Said]) -> Book:
    """The rows of elements and connections."""
    found = keyed(elements)
    often = Counter(said.label for said in found)
    by_label = {said.label: said.key for said in found if often[said.label] == 1}
    keys = {said.key for said in found}

    def end(text: str) -> str:
        return text if text in keys else by_label.get(text, text)

    def each() -> Iterator[Said]:
        for said in connections:
            several = (said.target,) if end(said.target) in keys else split(said.target) or ("",)
            for target in several:
                yield replace(said, source=end(said.source), target=end(target))

    return rows(found, each(), "kumu")


def keyed(elements: Iterable[Said]) -> list[Said]:
    """Elements with a key each: their ID, else their label, with their type if the label has several. What has the same key is one."""
    listed = [said for said in elements if said.key or said.label]
    kinds: dict[str, set[str]] = {}
    for said in listed:
        kinds.setdefault(said.label, set()).add(said.kind)
    found: dict[str, Said] = {}
    for said in listed:
        key = said.key or (said.label if len(kinds[said.label]) == 1 else f"{said.label} ({said.kind})")
        before = found.get(key)
        found[key] = replace(said, key=key, texts={**before.texts, **said.texts} if before else said.texts)
    return list(found.values())
