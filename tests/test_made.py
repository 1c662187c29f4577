"""Sequences that make their members when asked for."""

from __future__ import annotations

import pytest

from kuasa.graph.analysis.made import Made


class Squares(Made[int]):
    """The squares of 0 to 4."""

    def __len__(self) -> int:
        return 5

    def one(self, number: int) -> int:
        return number * number


def test_what_is_made_when_asked_for_is_a_sequence_like_any_other() -> None:
    squares, listed = Squares(), [0, 1, 4, 9, 16]
    assert (list(squares), squares[-1], squares[1:4], squares[::-2], 9 in squares) == (listed, 16, listed[1:4], listed[::-2], True)
    for outside in (5, -6):
        with pytest.raises(IndexError):
            squares[outside]
