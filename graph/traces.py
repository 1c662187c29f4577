"""Traces of one text in another, however it was written there: a secret in a file, a withheld name in what may be shown.

In: the fields of a file (texts that stand apart) and texts to look for. Out: those that stand in it. Case, accents, Unicode
form, width, invisible characters, punctuation, entities, escapes of JSON, JavaScript and CSS, percent signs and line breaks
make no difference. Nothing is refused; a text of less than two letters leaves no trace.

How a text is looked for is said by its own edges: between two `FIELD` signs it is a whole field, between two spaces whole
words, else anywhere: as whole words if it is short and its script puts spaces between words.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote

from .scripts import IDEOGRAPHS, UNSPACED

FIELD = "\f"
LONG = 9
FEW = 400
NUMBER = 5
CUT = 40
ROUNDS = 3
OPENING = 8
SPACELESS = re.compile(f"[{UNSPACED}{IDEOGRAPHS}]")
_MARKS = (
    "\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u1712-\u1753"
    "\u17b6-\u17d3\u17dd\u1a17-\u1a1b\u1b00-\u1b04\u1b34-\u1b44\ua980-\ua983\ua9b3-\ua9c0"
)
_WORDS = re.compile(rf"[\w{_MARKS}]+|{FIELD}")
_UNSEEN = re.compile("[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_CSS = re.compile(r"\\(?:([0-9A-Fa-f]{6})|([0-9A-Fa-f]{1,5})\s?)")
_SPACES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": " ", "v": " "}
_DATE = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.Z+-]+)?)?)?|-?\d*\.\d+")


def letters(text: str) -> str:
    """The bare words of a text with one space between them; the signs between its fields stay.

    >>> letters("O'Brien &\u00a0 ＢỘ\u200b Nội")
    'o brien bo noi'
    """
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKD", text.casefold())).replace("đ", "d").replace("ı", "i")
    return " ".join(_WORDS.findall(text.casefold().replace("_", " ")))


def readings(text: str) -> Iterator[str]:
    """A text as it stands, and as it reads each time that one way of escaping is undone.

    >>> list(readings("%41 &amp;"))
    ['%41 &amp;', '%41 &', 'A &']
    """
    yield text
    for _ in range(ROUNDS):
        before = text
        for sign, undo in (("&", html.unescape), ("\\", _css), ("\\", unescaped), ("%", unquote)):
            found = undo(text) if sign in text else text
            if found != text:
                yield found
                text = text if undo is _css else found  # a letter after a backslash is an escape only in style
        if text == before:
            return


def unescaped(text: str) -> str:
    r"""A text without the escapes of JSON and JavaScript; halves of a letter are joined.

    >>> unescaped(r"\u0041\x42\/\ud83d\ude00")
    'AB/😀'
    """

    def one(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        if code is None:
            return _SPACES.get(found[4], found[4])
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else found[0]

    plain = _ESCAPE.sub(one, text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if re.search("[\ud800-\udfff]", plain) else plain


def _css(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if 31 < code < 0xD800 or 0xDFFF < code < 0x110000 else found[0]

    return _CSS.sub(one, text)


@dataclass(frozen=True)
class Read:
    """Fields in bare words, each between two `FIELD` signs."""

    words: str

    @classmethod
    def from_fields(cls, fields: Iterable[str]) -> Read:
        """All readings of some fields."""
        found: dict[str, None] = {}
        for field in fields:
            if "&" in field or "\\" in field or "%" in field:
                found.update(dict.fromkeys(one.replace(FIELD, " ") for one in readings(field)))
            else:
                found[field.replace(FIELD, " ")] = None
        return cls(f" {FIELD} {letters(FIELD.join(found))} {FIELD} ".replace("  ", " "))

    @cached_property
    def joined(self) -> str:
        """The same without the spaces."""
        return self.words.replace(" ", "")

    def found(self, texts: Iterable[str]) -> set[str]:
        """Those of some texts that stand here; of many only those are sought of which all `parts` occur."""
        asked = [(text, *found) for text in texts if (found := form(text))]
        if len(asked) <= FEW:
            return {text for text, pattern, apart in asked if pattern in (self.words if apart else self.joined)}
        wanted: dict[tuple[bool, int], set[tuple[str, ...]]] = {}
        for _, pattern, apart in asked:
            for part in parts(pattern, apart):
                wanted.setdefault((apart, len(part)), set()).add(part)
        words = self.words.split(" ")
        occurring = {size: found.intersection(zip(*((words if size[0] else self.joined)[n:] for n in range(size[1])), strict=False)) for size, found in wanted.items()}
        likely = [one for one in asked if all(part in occurring[one[2], len(part)] for part in parts(*one[1:]))]
        return {text for text, pattern, apart in likely if pattern in (self.words if apart else self.joined)}


def parts(pattern: str, apart: bool) -> list[tuple[str, ...]]:
    """The first, middle and last words or letters of what is looked for."""
    units, most = (pattern.strip(" ").split(" "), 4) if apart else (pattern, 8)
    middle = max(0, (len(units) - most) // 2)
    return [tuple(units[:most]), tuple(units[middle : middle + most]), tuple(units[-most:])]


@lru_cache(100_000)
def form(text: str) -> tuple[str, bool] | None:
    """What is looked for, and whether words must begin and end where it does; None for less than two letters."""
    whole = len(text) > 2 and text[0] == text[-1] == FIELD
    bare = letters(text.replace(FIELD, " "))
    joined = bare.replace(" ", "")
    if len(joined) < 2:
        return None
    if whole:
        return f"{FIELD} {bare} {FIELD}", True
    if text[0] == text[-1] == " " or not (SPACELESS.search(joined) or len(joined) >= LONG):
        return f" {bare} ", True
    return joined, False


def telling(text: str) -> bool:
    """Whether a value tells anything by itself: words, or a long number that is no date and no share."""
    return bool(re.search(r"[^\W\d_]", text)) or (len(re.findall(r"\d", text)) >= NUMBER and not _DATE.fullmatch(text.strip()))


def opening(text: str) -> str:
    """How a long text begins, as a page might show it cut; the text itself if it is short."""
    words = text.split()
    if SPACELESS.search(text):
        return text[:CUT] if len(text) > 2 * CUT else text
    return " ".join(words[:OPENING]) if len(words) > 1.5 * OPENING else text


def untold(texts: Iterable[str], names: Iterable[str], shown: Iterable[str]) -> frozenset[str]:
    """Of some texts, and names that stand for one thing, those that what is shown does not hold. One that stands there inside other
    words is looked for as whole words only, one that stands there among other words as a whole field only."""
    kept = Read.from_fields(shown)
    secrets: set[str] = set()
    left = {"": {text.strip() for text in texts}, " ": set(names), FIELD: set()}
    for edge, coarser in (("", " "), (" ", FIELD), (FIELD, "")):
        here = {f"{edge}{text}{edge}": text for text in left[edge] if form(f"{edge}{text}{edge}")}
        held = kept.found(here)
        secrets |= here.keys() - held
        left[coarser] = left[coarser] | {here[text] for text in held}
    return frozenset(secrets)
