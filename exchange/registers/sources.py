"""What a source cell cites: one cell in, the cited sources out. Parts are divided by " ; " outside brackets.

A part is an address with a remark in brackets, a seed, or the name of a register. What the cell says was not
opened is a place to check and never a passage. An address has one title, its short form; what a row remarks on it
goes into the locator of the passage of that row.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from .tables import TABLES, Registers

# Seeds are documents of their own, described beside their statements.
SEEDS = {
    "000": "acsc-apf-2023-report",
    "001": "training-2024",
    "002": "migrant-recommendations-2018",
    "003": "sse-workshop-2024",
    "004": "slom-2003",
}
_UNREAD = re.compile(r"not opened|not readable|not in the part read|no page found|register\b.*not|^rule:|^see ", re.I)
_ASIDE = re.compile(r"\b(opened|read|cited|store|readable|found)\b", re.I)


@dataclass(frozen=True)
class Cited:
    """One cited source: slug, address if any, title in our words, whether it was read, what the row remarks on it."""

    slug: str
    address: str
    title: str
    read: bool
    remark: str = ""

    @property
    def seed(self) -> bool:
        """Whether this is one of the five documents."""
        return self.slug in SEEDS.values()


def split(cell: str) -> list[str]:
    """The parts of a source cell."""
    parts, depth, start = [], 0, 0
    for place, mark in enumerate(cell):
        depth += (mark == "(") - (mark == ")")
        if depth <= 0 and cell.startswith(" ; ", place):
            parts.append(cell[start:place].strip())
            start = place + 3
    return [part for part in (*parts, cell[start:].strip()) if part]


def _short(address: str) -> str:
    pieces = urlsplit(address)
    path, query = unquote(pieces.path), unquote(pieces.query)
    name = pieces.netloc.removeprefix("www.") + (f"{path}?{query}" if query else path.rstrip("/"))
    return name if len(name) <= 80 else name[:79] + "…"


def cite(part: str) -> Cited:
    """The source that one part of a cell names."""
    seed = re.match(r"seed (\d{3})", re.sub("^Seed report of May 2003", "Seed 004", part), re.I)
    if seed:
        return Cited(SEEDS[seed.group(1)], "", "", True)
    found = re.search(r"https?://[^\s;]+", part)
    address = found.group(0) if found else ""
    if found and found.start() > 0:
        address = address.rstrip("),:")
    remark = part[len(address) :].strip() if found and found.start() == 0 else part.replace(address, "")
    remark = re.sub(r":?\s+\(", " (", remark)
    remark = re.sub(r"\s+", " ", re.sub(r"\(\s*;[^()]*\)", "", remark)).strip()
    remark = remark[1:-1] if re.fullmatch(r"\([^()]*\)", remark) else remark
    read = not _UNREAD.search(part)
    if address:
        title = _short(address)
        remark = re.sub(r"\s*\([^()]*\(?$", "", remark).strip(" ,:;")
        remark = remark if read and not _ASIDE.search(remark) else ""
    else:
        title = re.sub(r"(\s*\([^()]*|[\s,]*(\btext |\bregister, )?)\bnot opened.*$|; check$", "", remark)
        title, remark = re.sub(r"\(\s*\)", "", title).strip(" ,:;"), ""
    mark = hashlib.sha256((address or title).encode()).hexdigest()[:8]
    return Cited(f"src-{mark}", address, title, read, remark)


def cited(cell: str) -> list[Cited]:
    """The sources that a cell names, in its order, each once."""
    found: dict[str, Cited] = {}
    for part in split(cell):
        one = cite(part)
        found.setdefault(one.slug, one)
    return list(found.values())


def refuse_own_tables(registers: Registers) -> None:
    """Refuse a source cell that names one of the tables: a table is no evidence for another."""
    own = re.compile(rf"\b({'|'.join(TABLES)})\.csv\b")
    for rows in registers.rows.values():
        for row in rows:
            for column in ("source", "chair_source", "theme_source"):
                if own.search(row.cells.get(column, "")):
                    raise row.refuse(column, "name the page that was read, not a table of ours")
