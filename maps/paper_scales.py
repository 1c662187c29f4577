"""Sheets to lay cards on and to write in: the tower, the strip, the grid and the chart, with the scales that the ontology declares.

`k:least` and `k:most` of each dimension say how far a scale goes; a step that has a word of its own shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .assessments import scales
from .paper_words import Speaker, Texts

TOWER, STRIP, UP = "power", "alignment", "interest"
COLUMNS = ("goals", "organisation", "people", "targets", "tactics")


@dataclass(frozen=True)
class Step:
    """A step of a scale: its number as it is written down, and what it says."""

    number: str
    says: Texts


@dataclass(frozen=True)
class Scale:
    """A scale from the least to the most."""

    dimension: str
    title: Texts
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Column:
    """A column of the strategy chart: its heading, and what to ask oneself."""

    heading: Texts
    asks: Texts


def scale(dimension: str, speaker: Speaker) -> Scale:
    """The scale of a dimension, step by step; `KeyError` if there is none."""
    least, most = scales()[dimension]
    numbers = range(int(least), int(most) + 1)
    return Scale(dimension, speaker.say(f"paper_{dimension}"), tuple(Step(signed(number, least < 0), says(dimension, number, least, most, speaker)) for number in numbers))


def says(dimension: str, number: int, least: float, most: float, speaker: Speaker) -> Texts:
    """What a step says: its own word, else that of the end at which it stands."""
    own = speaker.known(f"paper_{dimension}_{'minus_' if number < 0 else ''}{abs(number)}")
    end = "least" if number == least else "most" if number == most else ""
    return own or (speaker.known(f"paper_{dimension}_{end}") if end else ())


def signed(number: int, both_ways: bool) -> str:
    """A number of a scale; on one with two sides with its sign.

    >>> signed(2, True), signed(-2, True), signed(0, True), signed(2, False)
    ('+2', '-2', '0', '2')
    """
    return f"+{number}" if both_ways and number > 0 else str(number)


def chart(speaker: Speaker) -> tuple[Column, ...]:
    """The five columns of the strategy chart."""
    return tuple(Column(speaker.say(f"paper_chart_{name}"), speaker.say(f"paper_chart_{name}_ask")) for name in COLUMNS)
