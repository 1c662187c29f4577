"""Workbooks as no honest program writes them, made in memory for the tests: a sound .xlsx or .ods with parts changed or added."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORMAT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PLAIN_ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
ODF = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style", "script", "drawing"))


def sheet(rows: str = PLAIN_ROWS, after: str = "", before: str = "") -> str:
    """A sheet of Excel with these rows."""
    return f"<worksheet {MAIN} {LINKED}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def excel(parts: Mapping[str, str | bytes | None] | None = None, rows: str = PLAIN_ROWS, after: str = "", before: str = "") -> bytes:
    """An .xlsx file with one sheet, some of whose parts are others (None: left out)."""
    sound: dict[str, str | bytes | None] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{FORMAT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{FORMAT}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{TYPE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} {LINKED}><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{TYPE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{TYPE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet(rows, after, before),
    }
    return packed({**sound, **(parts or {})})


def opendocument(body: str, parts: Mapping[str, str | bytes | None] | None = None, manifest: str = "") -> bytes:
    """An .ods file with this in its spreadsheet, some of whose parts are others."""
    sound: dict[str, str | bytes | None] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/>{manifest}</m:manifest>',
        "content.xml": f"<office:document-content {ODF}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
    }
    return packed({**sound, **(parts or {})})


def packed(parts: Mapping[str, str | bytes | None]) -> bytes:
    """Parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if content is not None:
                package.writestr(name, content)
    return out.getvalue()


def placed(folder: Path, content: bytes, name: str = "book.xlsx") -> Path:
    """The content as a file."""
    path = folder / name
    path.write_bytes(content)
    return path
