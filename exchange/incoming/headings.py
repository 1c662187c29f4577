"""What the headings of a table mean in a sheet of the workbook: texts in, the column for each out.

A heading may be the label of a column in any language, its key or a synonym (`ontology/sheets.ttl`), without regard to case, accents,
spaces, signs, a star and what stands in brackets; or, for a column that nothing else means, nearly one of these. A name in a
language is `name__th` (so for other texts). Two headings with one meaning are kept as rivals, for whoever asks to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ...graph.facts import ALT, LABEL, word_facts
from ...graph.lookup import fold
from ...graph.sheets import LANGUAGE, Sheet, sheet, spoken
from ...graph.vocabulary import PREFIXES
from ...graph.wording import languages
from .typedwords import form, typed

# How well a heading fits: a label or key; a synonym; a word that means the column only where no other heading does; a near miss.
EXACT, SYNONYM, WEAK, NEAR = range(4)
WEIGHTS = (1.0, 0.8, 0.6, 0.5)
HIDDEN = PREFIXES["skos"] + "hiddenLabel"
LONGEST = 80
ENGLISH = "en"
AMBIGUOUS = "id"
WRITTEN = frozenset({"name", "text", "texts"})
SUFFIX = re.compile(r"(.+?)(?:__|[_@.]|\s*[:/–-]\s*|\s+in\s+)([\w-]+(?: [\w-]+)?)$", re.IGNORECASE)
BRACKETED = re.compile(r"(.+?)\s*[(\[{（]\s*([^()\[\]{}（）]*?)\s*[)\]}）]\s*$")
LEADING = re.compile(r"(\S+) (\w+)$")
TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*$", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """The keys that a heading may mean with how well they fit, best first; the language where it is a text in one."""

    keys: tuple[tuple[int, str], ...] = ()
    language: str = ""


@dataclass
class Assigned:
    """The columns of a table: their place from 0 by key, how well the heading fits, the headings that mean the same as another
    (place, key) and those that mean nothing here."""

    places: dict[str, int] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)
    rivals: list[tuple[int, str]] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)

    @property
    def score(self) -> float:
        """How much of the sheet the headings name."""
        return sum(WEIGHTS[rank] for rank in self.ranks.values())

    def take(self, key: str, place: int, rank: int) -> None:
        """Gives a column its place."""
        self.places[key], self.ranks[key] = place, rank


def squeezed(text: str) -> str:
    """The form in which headings are compared.

    >>> squeezed(" Start_Date * ") == squeezed("startDate")
    True
    """
    return fold(text).replace(" ", "")


@cache
def names(key: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """The keys of a sheet's columns, with how well they fit, by every text that stands for them, squeezed."""
    found: dict[str, list[tuple[int, str]]] = {}
    for column in sheet(key).columns:
        for rank, text in called(column.id, column.key, (column.label(lang) for lang in dict.fromkeys((*languages(), *spoken())))):
            entry = found.setdefault(squeezed(text), [])
            if column.key not in [known for _, known in entry]:
                entry.append((rank, column.key))
    return {text: tuple(sorted(keys, key=lambda pair: pair[0])) for text, keys in found.items()}


def called(iri: str, key: str, labels: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The labels, the key and the synonyms of a sheet or column, and how well each fits."""
    facts = word_facts()
    yield from ((EXACT, text) for text in (*labels, *facts.all(iri, LABEL), key))
    yield from ((SYNONYM, text) for text in facts.all(iri, ALT))
    yield from ((WEAK, text) for text in facts.all(iri, HIDDEN))


@lru_cache(1 << 14)
def meaning(key: str, heading: str) -> Meaning:
    """What a heading means in a sheet: nothing, one column, or several that are told apart by the others."""
    text = heading.strip().rstrip("*:?").strip()
    if not text or len(text) > LONGEST:
        return Meaning()
    known = names(key)
    if direct := known.get(squeezed(text)):
        return Meaning(direct)
    bracketed = BRACKETED.match(text)
    for match in filter(None, (bracketed, SUFFIX.match(text))):
        language = tag(match.group(2), LANGUAGE in text)
        if language == AMBIGUOUS and match is not bracketed and LANGUAGE not in text and match.group(2).lower() == AMBIGUOUS:
            continue
        if language and (found := written(key, match.group(1))):
            return Meaning(found, language if language != ENGLISH else "")
    if (leading := LEADING.match(text)) and (language := typed("language").get(form(leading.group(1)), "")) and (found := written(key, leading.group(2))):
        return Meaning(found, language if language != ENGLISH else "")
    return Meaning(known.get(squeezed(bracketed.group(1)), ())) if bracketed else Meaning()


def written(key: str, heading: str) -> tuple[tuple[int, str], ...]:
    """The columns of texts that a heading may mean."""
    layout = sheet(key)
    return tuple((SYNONYM, one) for _, one in names(key).get(squeezed(heading), ()) if (column := layout.column(one)) and column.holds in WRITTEN)


def tag(text: str, any_language: bool = False) -> str:
    """The tag of a language that is named in English, in itself or by a tag; '' if it is none. Behind __ every well-formed tag is one.

    >>> tag("Thai"), tag("ไทย"), tag("zh-Hant"), tag("kg")
    ('th', 'th', 'zh-hant', '')
    """
    own = {form(language.name): code for code, language in languages().items()}
    named = typed("language")
    if found := own.get(form(text)) or named.get(form(text)):
        return found
    text = text.replace("_", "-").lower()
    return text if TAG.match(text) and (any_language or text.split("-")[0] in named.values()) else ""


def assigned(layout: Sheet, headings: Sequence[str], nearly: bool = True) -> Assigned:
    """The columns of a sheet among headings; `nearly` also takes near misses."""
    found = Assigned()
    open_: list[tuple[int, Meaning]] = []
    for place, text in enumerate(headings):
        known = meaning(layout.key, text)
        if known.language:
            settle(found, place, f"{known.keys[0][1]}{LANGUAGE}{known.language}", SYNONYM)
        elif known.keys and known.keys[0][0] == EXACT:
            settle(found, place, known.keys[0][1], EXACT)
        elif text:
            open_.append((place, known))
    yielded(found, layout, headings, [known for _, known in open_])
    for place, known in sorted(open_, key=lambda pair: pair[1].keys[0][0] if pair[1].keys else NEAR):
        free = [(rank, key) for rank, key in known.keys if key not in found.places]
        if free:
            wanted = [(rank, key) for rank, key in free if (column := layout.column(key)) and column.required]
            rank, key = (wanted or free)[0]
            found.take(key, place, rank)
        elif known.keys and known.keys[0][0] < WEAK:
            found.rivals.append((place, known.keys[0][1]))
        else:
            key = near(layout, headings[place], found) if nearly and not known.keys else ""
            if key:
                found.take(key, place, NEAR)
            else:
                found.unknown.append(place)
    found.rivals.sort()
    found.unknown.sort()
    return found


def settle(found: Assigned, place: int, key: str, rank: int) -> None:
    """Gives a column its place, or notes a rival."""
    if key in found.places:
        found.rivals.append((place, key))
    else:
        found.take(key, place, rank)


def yielded(found: Assigned, layout: Sheet, headings: Sequence[str], open_: Sequence[Meaning]) -> None:
    """Gives a heading to a column that needs one and that it can mean too: Source beside Target is who a link comes from."""
    for column in layout.columns:
        if not column.required or column.key in found.places or any(column.key in [key for _, key in known.keys] for known in open_):
            continue
        for key, place in list(found.places.items()):
            other = layout.column(key)
            if other and not other.required and column.key in [one for _, one in meaning(layout.key, headings[place]).keys]:
                del found.places[key], found.ranks[key]
                found.take(column.key, place, SYNONYM)
                break


def near(layout: Sheet, heading: str, found: Assigned) -> str:
    """The only column still free of which a heading is a near miss; '' if there is none."""
    from rapidfuzz.distance import OSA

    text = squeezed(heading)
    if len(text) < 4:
        return ""
    hits: dict[str, int] = {}
    for known, keys in names(layout.key).items():
        distance = OSA.distance(text, known, score_cutoff=2)
        swapped = len(text) == len(known) and sorted(text) == sorted(known)
        if distance <= (2 if len(text) > 8 else 1) and min(len(known), len(text)) >= (4 if swapped else 5):
            for _, key in keys:
                if key not in found.places:
                    hits[key] = min(distance, hits.get(key, distance))
    best = [key for key, distance in hits.items() if distance == min(hits.values())]
    return best[0] if len(best) == 1 else ""
