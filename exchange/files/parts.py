"""The XML parts of a workbook (.xlsx, .ods), looked at while they are unpacked: bytes in, what they say of sheets, rows and cells out.

A part is read by expat, which must not meet a document type, an entity or another encoding than UTF-8. Refused with what and cure
(`UnreadableFile`): macros, passwords, links to other files, embedded objects, damaged XML.
"""

from __future__ import annotations

from typing import Any, NoReturn
from xml.parsers import expat

from ...graph.errors import UnreadableFile
from .bounds import MOST_UNPACKED, SMALLER
from .packed import SHOWN as SHOWN
from .packed import Sort

AGAIN = "Nothing was read from it. Open it in your spreadsheet program, save it as a new workbook (.xlsx or .ods) and try again."
MACROS = "Nothing was read from it. Save it as a workbook without macros (.xlsx or .ods) and try again."
LINKS = "Nothing was read from it. Break the links to other files and data (in Excel: Data, then Edit Links or Queries & Connections), save it and try again."
OBJECTS = "Nothing was read from it. Delete the embedded objects and controls, or copy the tables into a new workbook, and try again."
UNPROTECTED = "Nothing was read from it. Save a copy without a password and try again."
WORKBOOK = Sort(
    "workbook",
    AGAIN,
    UNPROTECTED,
    SMALLER,
    MOST_UNPACKED,
    (
        (("vbaproject", "xl/macrosheets/", "basic/", "scripts/", "dialogs/"), "holds macros.", MACROS),
        (("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/model/", "xl/webextensions/"), "takes values from other files or data sources.", LINKS),
        (("xl/embeddings/", "xl/activex/"), "holds embedded objects or controls.", OBJECTS),
        (("xl/workbook.bin",), "is a binary workbook (.xlsb).", AGAIN),
    ),
)
damaged = WORKBOOK.damaged


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class Part:
    """An XML part, fed piece by piece. What it is its first element says; a part of no interest is only checked."""

    def __init__(self, sort: Sort, file: str, name: str, kinds: dict[str, type[Element]]) -> None:
        self.sort, self.file, self.name, self.kinds = sort, file, name, kinds
        self.found: Element | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.root
        self.parser.StartDoctypeDeclHandler = self.parser.EntityDeclHandler = self.entities
        self.parser.XmlDeclHandler = self.declared
        self.first = True

    def root(self, name: str, attributes: dict[str, str]) -> None:
        """The first element chooses who looks at the rest."""
        kind = self.kinds.get(local(name))
        self.parser.StartElementHandler = None
        if kind:
            self.found = kind(self.file, self.parser, name)

    def declared(self, version: str, encoding: str | None, standalone: int) -> None:
        """Only UTF-8: others hide from those who look at bytes."""
        if encoding and encoding.casefold() not in ("utf-8", "us-ascii", "ascii"):
            raise UnreadableFile(f"{self.file} has a part in the encoding {encoding[:SHOWN]}; {self.sort.noun}s are in UTF-8.", self.sort.again)

    def entities(self, *said: Any) -> NoReturn:
        """A document type can make a small file huge, or fetch other files."""
        raise UnreadableFile(f"{self.file} has a part with a document type or entities ({self.name[:SHOWN]}), which no {self.sort.noun} needs.", self.sort.again)

    def feed(self, piece: bytes, last: bool = False) -> None:
        """Takes a piece; `UnreadableFile` if it is no part that can be read."""
        if self.first and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:4]):
            raise UnreadableFile(f"{self.file} has a part in UTF-16; {self.sort.noun}s are in UTF-8.", self.sort.again)
        self.first = self.first and not piece
        try:
            self.parser.Parse(piece, last)
        except (expat.ExpatError, ValueError) as problem:
            raise self.sort.damaged(self.file, f"its part {self.name[:SHOWN]} is not readable XML ({problem})") from problem
        if last and self.found:
            self.found.close()
        if last:
            self.parser.StartElementHandler = self.parser.EndElementHandler = self.parser.CharacterDataHandler = None
            self.parser.StartDoctypeDeclHandler = self.parser.EntityDeclHandler = self.parser.XmlDeclHandler = None


class Element:
    """Who looks at a part, after its first element."""

    def __init__(self, file: str, parser: expat.XMLParserType, root: str) -> None:
        self.file, self.parser = file, parser
        self.prefix = root[: -len(local(root))]
        parser.StartElementHandler = self.start

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def close(self) -> None:
        """The part has ended."""


class Types(Element):
    """What kinds of parts a workbook of Excel has: refuses macros, controls and objects."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").casefold()
        if "macroenabled" in kind or "vbaproject" in kind or "macrosheet" in kind:
            raise UnreadableFile(f"{self.file} holds macros.", MACROS)
        if "activex" in kind or "oleobject" in kind:
            raise UnreadableFile(f"{self.file} holds embedded objects or controls.", OBJECTS)
        if "externallink" in kind or "connections+" in kind or "querytable" in kind:
            raise UnreadableFile(f"{self.file} takes values from other files or data sources.", LINKS)
        if ".sheet.binary." in kind:
            raise UnreadableFile(f"{self.file} is a binary workbook (.xlsb).", AGAIN)


class Relations(Element):
    """Where parts of a workbook of Excel stand: refuses what is fetched from outside. Web links in cells are no more than texts.
    `targets` are the parts by id."""

    def __init__(self, file: str, parser: expat.XMLParserType, root: str) -> None:
        super().__init__(file, parser, root)
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        kind = local(attributes.get("Type", "").replace("/", ":")).casefold()
        if kind in ("vbaproject", "xlmacrosheet", "xlintlmacrosheet", "attachedtoolbars"):
            raise UnreadableFile(f"{self.file} holds macros.", MACROS)
        if kind in ("oleobject", "package", "control", "activexcontrolbinary"):
            raise UnreadableFile(f"{self.file} holds embedded objects or controls.", OBJECTS)
        if kind in ("externallink", "externallinkpath", "connections", "querytable", "powerpivotdata"):
            raise UnreadableFile(f"{self.file} takes values from other files or data sources.", LINKS)
        if attributes.get("TargetMode", "").casefold() == "external" and kind != "hyperlink":
            raise UnreadableFile(f"{self.file} fetches something from outside ({attributes.get('Target', '')[:SHOWN]}).", LINKS)


class Workbook(Element):
    """The list of sheets of a workbook of Excel: the id of the part of each, by name."""

    def __init__(self, file: str, parser: expat.XMLParserType, root: str) -> None:
        super().__init__(file, parser, root)
        self.sheets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            title = attributes.get("name", "")
            if title in self.sheets:
                raise damaged(self.file, f"two of its sheets are named {title[:SHOWN]!r}")
            self.sheets[title] = next((value for key, value in attributes.items() if key.endswith(":id")), "")


class Manifest(Element):
    """What kinds of parts a workbook of LibreOffice has: refuses passwords, macros and objects that are no charts."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) in ("encryption-data", "encrypted-key"):
            raise UnreadableFile(f"{self.file} is protected by a password.", UNPROTECTED)
        kind = next((value for key, value in attributes.items() if local(key) == "media-type"), "")
        path = next((value for key, value in attributes.items() if local(key) == "full-path"), "")
        if "oleobject" in kind or (kind.startswith("application/vnd.oasis.opendocument.") and path != "/" and not kind.endswith((".chart", ".spreadsheet"))):
            raise UnreadableFile(f"{self.file} holds embedded objects ({path[:SHOWN]}).", OBJECTS)
