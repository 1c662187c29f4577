"""The ranges of Unicode of scripts that need care, as parts of a character class of a regular expression: by language, and those without spaces."""

from __future__ import annotations

RANGES = {"km": "\u1780-\u17ff\u19e0-\u19ff", "lo": "\u0e80-\u0eff", "my": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f", "th": "\u0e00-\u0e7f"}
UNSPACED = "".join(RANGES.values())  # marks stand above and below the letters, no spaces between words
IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff"
