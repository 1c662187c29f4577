"""Files that attack whoever reads them: each is refused with what and cure, none is run, followed, or allowed to fill the memory."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import PLAIN_ROWS, RELATIONS, TYPE, excel, opendocument, packed, placed, sheet

from kuasa.exchange.files import bounds, package
from kuasa.exchange.files.marking import marked
from kuasa.exchange.files.reading import read
from kuasa.graph.errors import UnreadableFile

LAUGHS = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + sheet(PLAIN_ROWS.replace("Name", "&b;"))
CELL = '<table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell>'


ENDLESS = CELL.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="999999999"')


def table(rows: str = f"<table:table-row>{CELL}</table:table-row>") -> str:
    """A sheet of LibreOffice."""
    return f'<table:table table:name="People">{rows}</table:table>'


def outside(kind: str, target: str = "file:///share/other.xlsx", mode: str = "External") -> str:
    """The relations of a sheet, one of which leads out."""
    return f'<Relationships {RELATIONS}><Relationship Id="r9" Type="{TYPE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'


def typed(kind: str) -> str:
    """The list of types with one more."""
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'


SHEET = "xl/worksheets/sheet1.xml"
SHEET_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
REFUSED = {
    "macros": (excel({"xl/vbaProject.bin": b"\0"}), "holds macros"),
    "a workbook that says it has macros": (excel({"[Content_Types].xml": typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml")}), "holds macros"),
    "old macro sheets": (excel({"xl/macrosheets/sheet1.xml": sheet()}), "holds macros"),
    "macros of LibreOffice": (opendocument(table(), {"Basic/Standard/Module1.xml": "<m/>"}), "holds macros"),
    "a macro that an event starts": (opendocument(table('<table:table-row><script:event-listener script:event-name="dom:load"/></table:table-row>')), "holds macros"),
    "links to other workbooks": (excel({"xl/externalLinks/externalLink1.xml": "<externalLink/>"}), "takes values from other files"),
    "connections": (excel({"xl/connections.xml": "<connections/>"}), "takes values from other files"),
    "a picture from outside": (excel({SHEET_LINKS: outside("image", "https://example.org/seen.png")}), "fetches something from outside (https://example.org/seen.png)"),
    "a linked sheet of LibreOffice": (opendocument(table('<table:table-source xlink="x" table:table-name="A"/>')), "takes values from other files"),
    "a linked cell of LibreOffice": (opendocument(table("<table:table-row><table:table-cell><table:cell-range-source/></table:table-cell></table:table-row>")), "takes values"),
    "embedded objects": (excel({"xl/embeddings/oleObject1.bin": b"\0"}), "holds embedded objects"),
    "controls": (excel({"xl/activeX/activeX1.xml": "<a/>"}), "holds embedded objects"),
    "embedded objects of LibreOffice": (
        opendocument(table(), manifest='<m:file-entry m:full-path="Object 1" m:media-type="application/vnd.sun.star.oleobject"/>'),
        "embedded objects",
    ),
    "a document type with entities": (excel({SHEET: LAUGHS}), "document type or entities"),
    "entities in UTF-16": (excel({SHEET: LAUGHS.encode("utf-16")}), "in UTF-16"),
    "entities in UTF-16 without a mark": (excel({SHEET: LAUGHS.encode("utf-16-be")}), "in UTF-16"),
    "another encoding": (excel({SHEET: '<?xml version="1.0" encoding="utf-7"?>' + sheet()}), "in the encoding utf-7"),
    "an encoding of Windows": (excel({SHEET: '<?xml version="1.0" encoding="windows-1252"?>' + sheet()}), "in the encoding windows-1252"),
    "entities in LibreOffice": (opendocument("", {"content.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'}), "document type or entities"),
    "a name that points outside": (excel({"../../evil.xml": "<a/>"}), "points outside"),
    "a name from the root": (excel({"/etc/evil.xml": "<a/>"}), "points outside"),
    "a password in LibreOffice": (opendocument(table(), manifest='<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'), "protected by a password"),
    "a password in Excel": (package.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "old Excel": (package.OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "old format"),
    "binary Excel": (excel({"xl/workbook.bin": b"\0"}), "binary workbook"),
    "another package": (packed({"word/document.xml": "<a/>"}), "no workbook"),
    "an empty package": (packed({}), "no workbook"),
    "a broken package": (excel()[:-40], "is damaged"),
    "a cell at the end of the grid": (excel(rows=PLAIN_ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "reaches to cell XFD1048576"),
    "a cell beyond the grid": (excel(rows='<row r="1"><c r="ZZZ1"><v>1</v></c></row>'), "in a column 'ZZZ'"),
    "a row beyond the grid": (excel(rows='<row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "has a row '99999999'"),
    "a cell in another row": (excel(rows='<row r="1"><c r="A1048576"><v>1</v></c></row>'), "does not stand in its row"),
    "a cell that is merged with all others": (excel(after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "merged cells"),
    "repeated rows": (opendocument(table(f'<table:table-row table:number-rows-repeated="1048576">{CELL * 30}</table:table-row>')), "is too large"),
    "repeated cells": (
        opendocument(table(f"<table:table-row>{ENDLESS}</table:table-row>")),
        "damaged",
    ),
    "repeated formulas": (opendocument(table('<table:table-row><table:table-cell table:number-columns-repeated="999999999" table:formula="of:=1"/></table:table-row>')), "damaged"),
    "many parts": (packed({f"xl/{n}.xml": "<a/>" for n in range(bounds.MOST_PARTS)} | {"[Content_Types].xml": "<Types/>"}), "parts"),
    "two parts of one name": (None, "the same name"),
    "a bomb": (excel({"xl/media/image1.png": bytes(40_000_000)}), "grows too large"),
    "a bomb in a sheet": (excel({SHEET: sheet(PLAIN_ROWS + " " * 40_000_000)}), "grows too large"),
    "a bomb in a part that nobody reads": (excel({"xl/printerSettings/p.dat": bytes(40_000_000)}), "grows too large"),
    "one long text in very many cells": (None, "repeats long texts"),
}


def content_of(name: str) -> bytes:
    """The file of a case."""
    content = REFUSED[name][0]
    if content is not None:
        return content
    if name == "two parts of one name":
        return packed({"xl/a.xml": "<a/>", "xl/A.xml": "<a/>", "[Content_Types].xml": "<Types/>"})
    texts = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 40_000}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 8001))
    return excel({"xl/sharedStrings.xml": texts, SHEET: sheet(cells)})


@pytest.mark.parametrize("name", REFUSED, ids=str)
def test_a_hostile_file_is_refused_with_its_reason_and_a_cure(name: str, tmp_path: Path) -> None:
    path = placed(tmp_path, content_of(name))
    for work in (read, lambda path: marked(path, [])):
        with pytest.raises(UnreadableFile) as refused:
            work(path)
        assert REFUSED[name][1] in refused.value.what
        assert refused.value.cure and "book.xlsx" in refused.value.what and str(tmp_path) not in str(refused.value)


def test_the_sound_workbooks_that_the_hostile_ones_are_made_of_are_read(tmp_path: Path) -> None:
    for content, name in ((excel(), "a.xlsx"), (opendocument(table()), "a.ods")):
        (tab,) = read(placed(tmp_path, content, name)).tabs
        assert (tab.name, tab.rows) == ("People", (("Name",),))


def test_links_in_cells_are_texts_and_are_not_followed(tmp_path: Path) -> None:
    assert read(placed(tmp_path, excel({SHEET_LINKS: outside("hyperlink", "https://example.org/")}))).tabs[0].rows == (("Name",),)


def test_a_size_that_is_only_claimed_does_no_harm(tmp_path: Path) -> None:
    rows = PLAIN_ROWS + '<row r="1048576" hidden="1"><c r="XFD1048576" s="0"/></row>'
    (tab,) = read(placed(tmp_path, excel(rows=rows, before='<dimension ref="A1:XFD1048576"/>'))).tabs
    assert (tab.rows, tab.hidden) == ((("Name",),), frozenset())
    assert marked(tmp_path / "book.xlsx", [])


def test_empty_rows_and_cells_to_the_end_of_the_grid_do_no_harm(tmp_path: Path) -> None:
    empty = '<table:table-cell table:number-columns-repeated="16383"/>'
    rows = f'<table:table-row>{CELL}{empty}</table:table-row><table:table-row table:number-rows-repeated="1048575" table:visibility="collapse">{empty}</table:table-row>'
    (tab,) = read(placed(tmp_path, opendocument(table(rows)), "a.ods")).tabs
    assert (tab.rows, tab.hidden) == ((("Name",),), frozenset())


def test_a_long_text_in_few_cells_is_read(tmp_path: Path) -> None:
    texts = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 30_000}</t></si><si><t>y</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{int(n > 1)}</v></c></row>' for n in range(1, 12_001))
    rows = read(placed(tmp_path, excel({"xl/sharedStrings.xml": texts, SHEET: sheet(cells)}))).tabs[0].rows
    assert (len(rows), rows[0], rows[-1]) == (12_000, ("x" * 30_000,), ("y",))


def test_a_bomb_whose_header_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    raw = bytearray(excel({"xl/media/image1.png": bytes(30_000_000)}))
    size = (30_000_000).to_bytes(4, "little")
    for found in [match.start() for match in re.finditer(re.escape(size), bytes(raw))]:
        raw[found : found + 4] = (100).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        read(placed(tmp_path, bytes(raw)))


def test_parts_that_are_too_large_together_are_refused_even_where_nobody_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(placed(tmp_path, excel()))
    monkeypatch.setattr(package, "WORKBOOK", replace(package.WORKBOOK, most=8_000))
    draw = random.Random(1)
    content = excel({f"xl/other{number}.dat": draw.randbytes(3_000) for number in range(3)})
    with pytest.raises(UnreadableFile) as refused:
        read(placed(tmp_path, content))
    assert refused.value.what == "book.xlsx grows too large when it is unpacked (xl/other2.dat): more than 8,000 bytes."


@pytest.mark.parametrize("seed", range(4))
def test_a_file_with_flipped_bytes_is_read_or_refused_and_nothing_else(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f>1+1</f><v>2</v></c></row><row r="2" hidden="1"><c r="A2" t="e"><v>#REF!</v></c></row>'
    texts = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Name</t></si></sst>'
    whole = excel({"xl/sharedStrings.xml": texts}, rows, '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>')
    other = opendocument(table(f'<table:table-row table:number-rows-repeated="2">{CELL}<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'))
    ended = {"read": 0, "refused": 0}
    for _ in range(150):
        raw = bytearray(inner(draw, whole if draw.random() < 0.5 else other))
        if draw.random() < 0.3:
            raw = raw[: draw.randrange(len(raw))]
        elif draw.random() < 0.3:
            raw[draw.randrange(len(raw))] = draw.randrange(256)
        path = placed(tmp_path, bytes(raw))
        try:
            read(path)
            ended["read"] += 1
        except UnreadableFile as refused:
            ended["refused"] += 1
            assert refused.what and refused.cure
    assert min(ended.values()) > 0


def inner(draw: random.Random, content: bytes) -> bytes:
    """A package with a few bytes of one of its parts changed, taken out or replaced by something extreme."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = draw.choice(list(parts))
    part = bytearray(parts[name])
    at = draw.randrange(len(part))
    way = draw.random()
    if way < 0.4:
        part[at] = draw.choice(b'0123456789AZ"<>&: \0')
    elif way < 0.6:
        del part[at : at + draw.randrange(1, 12)]
    else:
        places = [match.span(1) for match in re.finditer(rb'"(\d+|[A-Z]+\d+(?::[A-Z]+\d+)?|[a-z]+)"', bytes(part))]
        if places:
            start, stop = draw.choice(places)
            part[start:stop] = draw.choice([b"0", b"-1", b"99999999999", b"XFD1048576", b"", b"B2:A1", b"A1:XFD1048576", b"s", b"e", b"d", b"b", b"str", b"ZZZZ9"])
    return packed({**parts, name: bytes(part)})
