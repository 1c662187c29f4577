"""The registers: fact tables (`data/registers/*.csv`) in, Turtle (`data/things`, `data/sources`) out.

Refuses a row that is malformed and names file, row, column, value and cure. The same tables give the same files.
"""

from __future__ import annotations

from .made import check, make, write

__all__ = ["check", "make", "write"]
