"""The bytes of a table of texts → its text, with what is to be said where the encoding had to be guessed.

A mark at the beginning (BOM) and UTF-8 are certain. Other encodings are guessed from the lines that are not plain ASCII; where several
fit equally well, the one more usual among data stewards is taken. Refused (`UnreadableFile`): bytes that are no text.
"""

from __future__ import annotations

import codecs
import unicodedata

from ...graph.errors import UnreadableFile

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
NAMES = {
    "cp1252": "Windows-1252 (Western European)",
    "cp874": "Windows-874 (Thai)",
    "cp1258": "Windows-1258 (Vietnamese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp932": "Windows-932 (Japanese)",
    "cp949": "Windows-949 (Korean)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1256": "Windows-1256 (Arabic)",
    "mac_roman": "Mac Roman",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
GUESSABLE = tuple(name for name in NAMES if not name.startswith("utf"))
SAMPLE = 1 << 16
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))
FEW, MANY = 8, 0.02
LOOK = "If letters look wrong, save the file as 'CSV UTF-8' and import it again."
SAVE = "Nothing was read from it. Save it as 'CSV UTF-8' or as a workbook (.xlsx, .ods) and try again."


def decoded(file: str, raw: bytes) -> tuple[str, tuple[str, str] | None]:
    """The text of a file, and what is to be said of its encoding with the cure, None if nothing."""
    name = next((name for mark, name in MARKS if raw.startswith(mark)), "") or wide(raw)
    said = (f"The file is in {NAMES[name]}.", LOOK) if name in NAMES else None
    if not name:
        if sum(map(raw[:SAMPLE].count, CONTROLS)) > max(FEW, MANY * len(raw[:SAMPLE])):
            raise UnreadableFile(f"{file} is no table of texts.", SAVE)
        if b"\0" in raw:
            raw = raw.replace(b"\0", b"")
            said = ("The file held empty characters (NUL), as after a broken transfer; they were left out.", "Look whether its texts are complete.")
    try:
        return raw.decode(name or "utf-8").rstrip("\x1a"), said
    except UnicodeDecodeError as problem:
        if name:
            raise UnreadableFile(f"{file} begins as {name.removesuffix('-sig').upper()} but is not in that encoding throughout.", SAVE) from problem
    text, name = guessed(file, raw)
    return text.rstrip("\x1a"), (f"The file is not in UTF-8; it was read as {NAMES[name]}.", LOOK)


def wide(raw: bytes) -> str:
    """The name of UTF-16 without a mark, '' if it is something else."""
    head = raw[: 1 << 10]
    if len(head) % 2 == 0 and len(head) >= 4:
        low, high = head[0::2].count(0), head[1::2].count(0)
        if high > len(head) / 5 and not low:
            return "utf-16-le"
        if low > len(head) / 5 and not high:
            return "utf-16-be"
    return ""


def guessed(file: str, raw: bytes) -> tuple[str, str]:
    """The text in the encoding that fits best, and its name."""
    from charset_normalizer import from_bytes

    sample = bytearray()
    for line in raw.splitlines(keepends=True):
        if not line.isascii():
            sample += line
        if len(sample) > SAMPLE:
            break
    found = sorted(from_bytes(bytes(sample), cp_isolation=list(GUESSABLE)), key=lambda match: (match.chaos, -match.coherence, ranked(match.encoding)))
    for name in dict.fromkeys([*(match.encoding for match in found if match.encoding in GUESSABLE), "cp1252"]):
        try:
            return unicodedata.normalize("NFC", raw.decode(name)), name
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"{file} is in an encoding that is not recognised.", SAVE)


def ranked(name: str) -> int:
    """How usual an encoding is, 0 the most."""
    return GUESSABLE.index(name) if name in GUESSABLE else len(GUESSABLE)
