"""Kumu's JSON: blueprints, which are lists of elements and connections, and the backups of whole projects, whose fields stand in `attributes`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...graph.errors import KuasaError, UnreadableFile
from ...graph.sheets import sheets
from ..book import Book, Problem, joined, split
from . import json_files, kumufields, nodes
from .format import Described
from .headings import known_name
from .noderows import Said
from .nodes import network

CORE = {"ID": "id", "Label": "label", "Type": "type", "Tags": "tags", "URL": "url", "From": "from", "To": "to", "Direction": "direction"}


@dataclass(frozen=True)
class KumuJson(Described):
    """The format."""

    def kept(self, book: Book) -> Book:
        """Things and ties."""
        return nodes.kept(book)

    def write(self, book: Book, stem: str) -> dict[str, bytes]:
        """One blueprint."""
        (_, elements), (_, connections) = kumufields.tables(network(book))
        content = {"elements": list(map(keyed, elements)), "connections": list(map(keyed, connections))}
        return {f"{stem}.kumu.json": (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()}

    def reads(self, path: Path) -> bool:
        """Whether it is JSON with elements and connections."""
        try:
            return is_blueprint(json_files.content(path))
        except (KuasaError, OSError):
            return False

    def read(self, path: Path) -> Book:
        """The rows of a blueprint or backup; `UnreadableFile` if it is neither."""
        content = json_files.content(path)
        if not is_blueprint(content):
            raise UnreadableFile(f"{path.name} is no blueprint of Kumu.", "In Kumu choose the download icon, then Export JSON.")
        elements = [kumufields.said_element(texts, at(path, "elements", number)) for number, texts in told(content.get("elements"))]
        connections = [kumufields.said_connection(texts, at(path, "connections", number)) for number, texts in told(content.get("connections"))]
        return kumufields.book(elements, connections)

    def read_notes(self, path: Path) -> tuple[Problem, ...]:
        """What of a backup is not read."""
        content = json_files.content(path)
        loops = content.get("loops") if isinstance(content, dict) else None
        return (Problem("note", path.name, "", "", "loops", "Loops are not read.", "Write what they say as ties or in a note."),) if loops else ()


FORMAT = KumuJson("kumu-json", "Kumu JSON blueprint", (".kumu.json",))


def keyed(fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields as a blueprint has them: several values as a list, empty ones left out."""
    return {CORE.get(name, name): listed(name, text) for name, text in fields.items() if text}


def listed(name: str, text: str) -> str | list[str]:
    """The text of a field, or its values if it can have several and has."""
    several = {column.key for one in sheets() for column in one.columns if column.several}
    return list(split(text)) if name == kumufields.TAGS or (known_name(name) in several and len(split(text)) > 1) else text


def is_blueprint(content: Any) -> bool:
    """Whether plain values are a blueprint or a backup: elements with labels, or connections with ends."""
    if not isinstance(content, dict) or not any(isinstance(content.get(name), list) for name in ("elements", "connections")):
        return False
    first = next((one for name in ("elements", "connections") for one in content.get(name) or () if isinstance(one, dict)), {})
    inner = first.get("attributes") if isinstance(first.get("attributes"), dict) else {}
    return not first or (bool({"label", "Label", "from"} & {*first, *(inner or {})}) and "data" not in first)


def told(found: Any) -> Iterator[tuple[int, dict[str, str]]]:
    """The texts of each element or connection by field, with its number from 1; a reversed one with its ends changed over."""
    for number, one in enumerate(found if isinstance(found, list) else (), 1):
        if not isinstance(one, dict):
            continue
        attributes = one.get("attributes") if isinstance(one.get("attributes"), dict) else {}
        texts = {str(name): text for name, value in {**one, **(attributes or {})}.items() if name not in ("attributes", "delayed", "reversed") and (text := plain(value))}
        if one.get("reversed") is True and "from" in texts and "to" in texts:
            texts["from"], texts["to"] = texts["to"], texts["from"]
        yield number, texts


def plain(value: Any) -> str:
    """A value of JSON as text, several with | between them; what is no plain value as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return joined(filter(None, map(plain, value)))
    return json.dumps(value, ensure_ascii=False)


def at(path: Path, tab: str, number: int) -> Said:
    """A place in a file."""
    return Said("", "", "", "", {}, file=path.name, tab=tab, number=number)
