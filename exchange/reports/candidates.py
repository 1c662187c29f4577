"""A paragraph → everything that may be named in it, and how overlaps are settled: an instrument by its number and a name spelled out go
before a new name, that before the known names in it, those before a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...graph.facts import Facts
from ...graph.lookup import fold
from .coded import codes
from .lexicon import any_of, words
from .longforms import LongForm
from .named import NEW, Named, known_as, newcomer
from .names import Found, names
from .newcomers import kind_of, newcomers, persons
from .texts import Paragraph, Text
from .tokens import tokens

NEAR = 6
MOSTLY = 0.8
SPEAKER = re.compile(r"([^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’.-]*){1,4})\s*(?:,? ?[:(–-]|,|$)")


@dataclass(frozen=True)
class Candidate:
    """A possible mention before overlaps are settled; of two that overlap the one of lower rank, then the longer, stays."""

    start: int
    end: int
    named: Named
    rank: int
    reach: int = 0


def candidates(paragraph: Paragraph, facts: Facts, spelled: list[LongForm]) -> Iterator[Candidate]:
    """Everything that may be named in a paragraph."""
    text = paragraph.text
    known = names(facts).find(text)
    for hit in known:
        yield Candidate(hit.start, hit.end, known_as(facts, hit.things), 2)
    for code in codes(text, facts):
        unknown = Named(NEW + code.code.casefold(), code.code, "instruments", "Instrument", "", code.code, (), "number", "high")
        yield Candidate(code.start, code.end, known_as(facts, code.things, "number") if code.things else unknown, 0)
    for form in spelled:
        yield from spelled_out(text, facts, form, known)
    for person in persons(text):
        if not any(hit.start < person.end and person.start < hit.end for hit in known):
            yield Candidate(person.start, person.end, newcomer(text[person.start : person.end], "actors", "Person", "person", "medium"), 3)
    for found in newcomers(text):
        inside = [hit for hit in known if found.start <= hit.start and hit.end <= found.end]
        over = any(hit.start < found.end and found.start < hit.end for hit in known if hit not in inside)
        if not over and sum(hit.end - hit.start for hit in inside) < MOSTLY * (found.end - found.start):
            yield Candidate(found.start, found.end, newcomer(text[found.start : found.end], found.sheet, found.kind, found.how, found.sure), 1)


def spelled_out(text: str, facts: Facts, form: LongForm, known: list[Found]) -> Iterator[Candidate]:
    """What a long form names: the known thing that ends with it, or a new one if it has capitals and is no subject such as "... Economy"."""
    name = text[form.start : form.end]
    same = next((hit for hit in known if form.end <= hit.end <= form.reach and abs(hit.start - form.start) <= NEAR), None)
    if same:
        yield Candidate(same.start, same.end, replace(known_as(facts, same.things, "acronym"), short=form.short), 0, form.reach)
        return
    parts = tokens(name)
    capitals = [word for word in name.split() if word[0].isupper()]
    if any(hit.start < form.end <= hit.end for hit in known) or len(capitals) < 2 or not parts or parts[-1].key in words("topic"):
        return
    kind = kind_of(name)
    entry = newcomer(name, *(kind or ("actors", "Organisation")), "acronym", "high" if kind else "low", form.short)
    yield Candidate(form.start, form.end, entry, 1, form.reach)


def settle(parts: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that do not overlap, in order."""
    kept: list[Candidate] = []
    for part in sorted(parts, key=lambda one: (one.rank, one.start - one.end, one.start, one.named.key)):
        reach = max(part.end, part.reach)
        if all(reach <= other.start or max(other.end, other.reach) <= part.start for other in kept):
            kept.append(part)
    return sorted(kept, key=lambda one: one.start)


def hidden(part: Candidate, extra: list[Candidate]) -> bool:
    """Whether a mention is an acronym that the report spells out itself."""
    return any(one.start == part.start and one.end >= part.end for one in extra) and not part.reach


def announced(text: Text) -> set[int]:
    """The numbers of the list items that stand under a line or heading which announces speakers."""
    found: set[int] = set()
    open_list = False
    for paragraph in text.paragraphs:
        if paragraph.item and open_list:
            found.add(paragraph.number)
        elif not paragraph.item:
            open_list = (paragraph.level > 0 or paragraph.text.endswith(":")) and bool(any_of("speech").search(paragraph.text))
    return found


def by_surname(text: Text, settled: dict[int, list[Candidate]]) -> None:
    """Makes "Mr. Cruz" and "A. Cruz" the person whom the report names in full elsewhere, if there is one such."""
    full: dict[str, dict[str, Named]] = {}
    for number, parts in settled.items():
        for part in parts:
            said = text.paragraphs[number - 1].text[part.start : part.end].split()
            if part.named.class_name.casefold() == "person" and len(said) > 1 and len(said[0].rstrip(".")) > 1:
                for one in (said[0], said[-1]):
                    full.setdefault(fold(one), {})[part.named.key] = part.named
    for parts in settled.values():
        for place, part in enumerate(parts):
            said = part.named.name.split()
            if part.named.class_name != "Person" or (len(said) > 1 and len(said[0].rstrip(".")) > 1):
                continue
            owners = [one for one in full.get(fold(said[-1]), {}).values() if len(said) == 1 or fold(one.name)[:1] == fold(said[0])[:1]]
            if len(owners) == 1:
                parts[place] = replace(part, named=owners[0])
