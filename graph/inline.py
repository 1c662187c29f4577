"""Rows or lines as a piece of HTML for the page of a notebook: no script, no address, every text escaped.

The remarks (as of when, what was withheld) stand below. Of many rows only the first are shown, and how many are not is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

MOST = 50
LONG = 60
CELL = "text-align:left;vertical-align:top;max-width:36em;white-space:normal"


def rows(columns: Sequence[str], found: Sequence[Mapping[str, Any]], remarks: Iterable[str], nothing: str, most: int = MOST) -> str:
    """Rows as a table; `nothing` where there are none."""
    if not found:
        return block([nothing], remarks)
    head = "".join(f'<th style="{CELL}" scope="col">{escape(column)}</th>' for column in columns)
    body = "\n".join("<tr>" + "".join(f'<td style="{CELL}">{cell(row.get(column))}</td>' for column in columns) + "</tr>" for row in found[:most])
    more = f"<p>{len(found) - most:,} more rows; .to_pandas() holds all {len(found):,}.</p>" if len(found) > most else ""
    return f"<div><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>\n{more}{below(remarks)}</div>"


def block(lines: Iterable[str], remarks: Iterable[str], aligned: bool = False) -> str:
    """Lines as they stand, each as far in as its spaces say; `aligned` ones in letters of one width; many in a part of the page to scroll."""
    found = list(lines)
    text = f"<pre>{escape(chr(10).join(found))}</pre>" if aligned else "\n".join(map(line, found))
    window = ' style="max-height:44em;overflow:auto"' if len(found) > LONG else ""
    return f"<div><div{window}>{text}</div>{below(remarks)}</div>"


def line(text: str) -> str:
    """One line; the heading of a route stands out."""
    inset = len(text) - len(text.lstrip())
    weight = "font-weight:600;" if text.startswith("Route ") else ""
    return f'<div style="{weight}margin-left:{inset}ch;text-align:left">{escape(text.strip()) or "&nbsp;"}</div>'


def below(remarks: Iterable[str]) -> str:
    """The remarks, small."""
    said = "<br>".join(map(escape, remarks))
    return f"\n<p><small>{said}</small></p>" if said else ""


def cell(value: Any) -> str:
    """A value; nothing where it is not known."""
    return "" if value is None else escape(str(value)).replace("\n", "<br>")
