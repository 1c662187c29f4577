"""Colours that can be seen: one colour of a kind in, the same hue fit for each theme out.

A kind's colour is moved towards black or white until its contrast with the theme's ground
reaches what WCAG 2 asks of graphics (3:1; 7:1 in the high-contrast theme). The page writes the
results as CSS variables, so that legend, drawing, still picture and print are equal.
Refused: nothing; colours are checked in ``flaws.refuse_flaws``.
"""

from __future__ import annotations

from collections.abc import Sequence

THEMES: dict[str, tuple[str, float]] = {
    "light": ("#ffffff", 3.2),
    "dark": ("#0d1117", 4.5),
    "contrast": ("#ffffff", 7.0),
}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 (black) to 1 (white), as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return round((high + 0.05) / (low + 0.05), 3)


def fit(colour: str, ground: str, ratio: float) -> str:
    """``colour``, moved in steps towards black or white until ``ratio`` on ``ground`` is reached."""
    target = 255 if luminance(ground) < 0.18 else 0
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    fitted = colour.lower()
    for step in range(1, 21):
        if contrast(fitted, ground) >= ratio:
            break
        mixed = [round(part + (target - part) * step / 20) for part in parts]
        fitted = "#" + "".join(f"{part:02x}" for part in mixed)
    return fitted


def variables(kinds: Sequence[str], link_kinds: Sequence[str], theme: str) -> str:
    """CSS declarations ``--k0: …; --l0: …`` for the colours of kinds and link kinds in a theme."""
    ground, ratio = THEMES[theme]
    pairs = [(f"--k{i}", c) for i, c in enumerate(kinds)]
    pairs += [(f"--l{i}", c) for i, c in enumerate(link_kinds)]
    return " ".join(f"{name}: {fit(colour, ground, ratio)};" for name, colour in pairs)
