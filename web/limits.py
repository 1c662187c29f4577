"""What one query, and one client, may take of the server. A limit that is no positive number is refused (`BadParameter`)."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..graph.errors import BadParameter


@dataclass(frozen=True)
class Limits:
    """`seconds` of wall clock for one query, bytes of `memory` that it may take beyond what the open store has, `rows` (solutions or
    triples) and bytes (`size`) of its answer, how many `workers` and how many queries `waiting` for one, bytes of a `request`, how
    many requests one client may send `a_minute`, and how many `at_once`."""

    seconds: float = 30.0
    memory: int = 2 << 30
    rows: int = 100_000
    size: int = 64 << 20
    workers: int = 2
    waiting: int = 32
    request: int = 256 << 10
    a_minute: int = 600
    at_once: int = 16

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 < value < float("inf"):
                raise BadParameter(f"{value} is no limit for '{field.name}'.", "Give a number above 0.")
