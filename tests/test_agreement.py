"""The agreement of two encoders: the figure of the textbook, and a report that is the one kept."""

from __future__ import annotations

import sys
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS))

import agreement  # noqa: E402


def test_kappa_is_that_of_a_table_worked_out_by_hand() -> None:
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert round(agreement.kappa(pairs), 6) == 0.4
    assert agreement.kappa([("a", "a")] * 3) == 1.0


def test_the_report_is_the_one_kept() -> None:
    assert agreement.agreement().rstrip() + "\n" == (DOCS / "agreement.md").read_text(encoding="utf-8")
