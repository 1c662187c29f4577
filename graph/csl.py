"""Rows of `citation` → items of CSL-JSON, which reference managers read: https://docs.citationstyles.org.

Sources become reports; statements, things and answers entries of the knowledge. What was not seen is no item of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

TYPES = {"statement": "entry", "thing": "entry", "answer": "dataset"}
NOTED = ("parameters", "query_sha256", "rows", "place", "check_at", "knowledge_sha256")


def items(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is cited first, then the sources it rests on, each once."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["cited"] != "source":
            found.setdefault(row["id"], entry(row))
        if row["source"]:
            found.setdefault(row["source"], published(row))
    return list(found.values())


def entry(row: Mapping[str, Any]) -> dict[str, Any]:
    """A statement, thing or answer as a part of the knowledge."""
    item = {
        "id": row["id"],
        "type": TYPES[row["cited"]],
        "title": row["title"],
        "container-title": row["knowledge"],
        "version": row["version"],
        "accessed": date(row["accessed"]),
        "note": "; ".join(f"{key} {row[key]}" for key in NOTED if row[key] is not None),
    }
    return item | ({"URL": row["id"]} if row["id"].startswith("http") else {})


def published(row: Mapping[str, Any]) -> dict[str, Any]:
    """A source."""
    names = {"publisher": row["publisher"], "URL": row["address"]}
    item = {"id": row["source"], "type": "report", "title": row["source"]} | {key: value for key, value in names.items() if value}
    return item | ({"issued": date(row["issued"])} if row["issued"] else {})


def date(text: str) -> dict[str, Any]:
    """A stated date; a quarter as its year.

    >>> date("2024-05")
    {'date-parts': [[2024, 5]]}
    """
    return {"date-parts": [[int(part) for part in text.split("-") if part.isdigit()]]}
