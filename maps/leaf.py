"""What stands on the page of one thing: a `Site` and the thing in, its names, facts and links in words with numbered sources out.

Links are told by how they stand on the day: what holds, what happened, what is only planned or possible, what is over. A plan has
the sentence of a plan, its status beside it and its date, and never stands among facts. Nothing is left out for length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..graph.dossier import NOTE, profile_of
from ..graph.facts import ALT, ISSUED, NOTATION, PREF, PUBLISHER, Facts
from ..graph.kinds import kinds
from ..graph.numbering import Cited, Numbers
from ..graph.telling import dates
from ..graph.things import Evidence, Tie
from ..graph.validity import marks
from ..graph.vocabulary import K, kebab
from ..graph.wording import mark
from .elements import NAMED, doubts
from .site import STATES, Entry, Site

START, END = "\x02", "\x03"


@dataclass(frozen=True)
class Ref:
    """The number of a source with the place in it, and the anchor of the source on the page."""

    number: str
    anchor: str


@dataclass(frozen=True)
class Name:
    """One name, the code of its language ('' where it has none), and how it is known."""

    text: str
    lang: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Said:
    """One line: a label, a text, what the reader must know of it, its sources, a note."""

    label: str
    text: str
    marks: tuple[str, ...]
    refs: tuple[Ref, ...]
    note: str = ""


@dataclass(frozen=True)
class Told:
    """One link in words: pieces of a sentence, each with the file of its page or '' and its language; its date, its status, marks and sources."""

    tie: Tie
    pieces: tuple[tuple[str, str, str], ...]
    when: str
    status: str
    marks: tuple[str, ...]
    refs: tuple[Ref, ...]
    note: str


@dataclass(frozen=True)
class Group:
    """The links of one kind, as seen from the thing."""

    verb: str
    lines: tuple[Told, ...]


@dataclass(frozen=True)
class Part:
    """The links that stand alike on the day; `state` is one of `site.STATES`."""

    state: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many links."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True)
class Source:
    """A numbered source with its anchor, publisher and date."""

    cited: Cited
    anchor: str
    about: str


@dataclass
class References:
    """The sources of one page, numbered in the order in which they are needed."""

    facts: Facts
    numbers: Numbers = field(init=False)
    asked: list[tuple[Evidence, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = Numbers(self.facts)

    def of(self, evidence: Iterable[Evidence]) -> tuple[Ref, ...]:
        """The numbers of all of some evidence."""
        return tuple(Ref(number, anchor(number)) for number in self.numbers.of(tuple(evidence), whole=True))

    def listed(self) -> tuple[Source, ...]:
        """Every source that was needed, those to check last."""
        one = self.facts.one
        keys = sorted(self.numbers.seen, key=lambda key: key[1])
        return tuple(
            Source(cited, anchor(cited.number), "" if cited.check else ", ".join(filter(None, (one(iri, PUBLISHER), one(iri, ISSUED)))))
            for (iri, _), cited in zip(keys, self.numbers.listed(), strict=True)
        )


def anchor(number: str) -> str:
    """The anchor of the source that a number names: 3b stands in source 3.

    >>> anchor("3b"), anchor("c2")
    ('s3', 'sc2')
    """
    return "s" + re.sub(r"[a-z]+$", "", number)


def names(site: Site, thing: str, refs: References) -> tuple[Name, ...]:
    """Every name in every language, the one in the title left out if it is the only one."""
    facts, found = site.facts, dict[tuple[str, str], list[Evidence]]()
    for predicate in (PREF, NOTATION, ALT):
        for text, lang in facts.tagged(thing, predicate):
            found.setdefault((lang, text), [])
    for record in facts.named(thing):
        for text, lang in facts.tagged(record, K + "text"):
            found.setdefault((lang, text), []).extend(facts.evidence(record))
    if {text for _, text in found} <= {facts.label(thing, site.lang)}:
        return ()
    first = [text for text, _ in facts.tagged(thing, PREF)]
    ordered = sorted(found, key=lambda one: (one[0] != "en", one[0] == "", one[0], one[1] not in first, one[1].casefold(), one[1]))
    return tuple(Name(text, lang, refs.of(dict.fromkeys(found[lang, text]))) for lang, text in ordered)


def facts_of(site: Site, thing: str, refs: References) -> Iterator[Said]:
    """What is known of a thing beside its names and links."""
    facts = site.facts
    of_names = {kebab(facts.one(record, K + "nameKind")).replace("-", " ") for record in facts.named(thing)}
    for row in profile_of(facts, thing, site.moment, site.lang, ties=False):
        if row["about"] not in NAMED and row["about"] not in of_names:
            yield Said(str(row["about"]), str(row["statement"]), tuple(map(mark, doubts(row["evidence"]))), refs.of(row["evidence"]), row["note"] or "")


def parts(site: Site, thing: str, refs: References) -> tuple[Part, ...]:
    """The links of a thing, by how they stand on the day and by kind."""
    found: dict[str, dict[str, list[Tie]]] = {}
    for tie in site.touching.get(thing, ()):
        kind = kinds()[tie.kind]
        found.setdefault(site.state(tie), {}).setdefault(kind.verb if tie.start == thing else kind.inverse, []).append(tie)
    return tuple(
        Part(state, tuple(Group(verb, tuple(told(site, thing, tie, refs, state) for tie in ordered(site, thing, ties))) for verb, ties in sorted(found[state].items())))
        for state in STATES
        if state in found
    )


def ordered(site: Site, thing: str, ties: list[Tie]) -> list[Tie]:
    """The latest first, undated ones last, then by the name of the other end."""
    ties = sorted(ties, key=lambda tie: (site.facts.label(other(tie, thing), site.lang).casefold(), tie.id))
    return sorted(ties, key=lambda tie: tie.since or max(tie.observed, default=""), reverse=True)


def other(tie: Tie, thing: str) -> str:
    """The other end of a tie; of a tie with itself the thing itself."""
    return tie.end if tie.start == thing else tie.start


def told(site: Site, thing: str, tie: Tie, refs: References, state: str) -> Told:
    """A link in words."""
    over = [mark("ended")] if state == "ended" else []
    signs = [*over, *(mark(word) for word in marks(tie, site.moment) if word not in (tie.status, "undated", "ended"))]
    sentence = kinds()[tie.kind].say(START, END, tie.status)
    labels = {sign: (site.facts.label(end, site.lang), page(site, end, thing), site.tongue(end)) for sign, end in ((START, tie.start), (END, tie.end))}
    pieces = tuple(labels.get(piece, (piece, "", "")) for piece in re.split(f"([{START}{END}])", sentence) if piece)
    status = "" if tie.status == "actual" else tie.status
    return Told(tie, pieces, dates(tie), status, tuple(dict.fromkeys(signs)), refs.of(tie.evidence), "; ".join(site.facts.all(tie.id, NOTE)))


def page(site: Site, end: str, thing: str) -> str:
    """The file of the page of an end; '' for the thing itself and for what has none."""
    entry: Entry | None = None if end == thing else site.entries.get(end)
    return entry.file if entry else ""
