"""A report that was read → the ties that it likely states, each with its direction, status, date and place.

What is intended is never actual; what is denied is none; a tie whose ends cannot have it is none. Lists after a colon are read as one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...graph.facts import Facts
from ...graph.kinds import kinds
from ...graph.vocabulary import K, camel
from .lexicon import any_of, words
from .lists import listed, made, nested
from .mentions import Reading
from .patterns import MARK, ORDER, LikelyTie, Pattern, ends, intended, patterns
from .recommendations import Asked, asked_in
from .sentences import Marked, sentences, span
from .told import last_told, latest_event, nearest_event, opening_event

BEFORE = 70
AFTER = 25


def ties(read: Reading, facts: Facts) -> list[LikelyTie]:
    """The likely ties of a report, each once (the surest place), in the order of their places."""
    best: dict[tuple[str, str, str], LikelyTie] = {}
    event = opening_event(read, facts)
    asked = {one.paragraph: one for one in asked_in(read.text)}
    for paragraph in read.text.paragraphs:
        for sentence in sentences(read, paragraph):
            for tie in found_in(read, facts, sentence, event, asked.get(paragraph.number)):
                key = (tie.start, tie.kind, tie.end)
                if tie.start != tie.end and (key not in best or ORDER[tie.sure] < ORDER[best[key].sure]):
                    best[key] = tie
        for tie in (*listed(read, facts, paragraph, event), *nested(read, facts, paragraph), *made(read, facts, paragraph, asked, event)):
            if tie.start != tie.end:
                best.setdefault((tie.start, tie.kind, tie.end), tie)
        event = latest_event(read, facts, paragraph) or event
    addressed = {(one.start, one.end) for one in best.values() if one.kind == "addressing"}
    kept = [one for one in best.values() if one.kind != "concern" or (one.start, one.end) not in addressed]
    return sorted(kept, key=lambda tie: (tie.paragraph, tie.first, tie.last, tie.kind, tie.start, tie.end))


def found_in(read: Reading, facts: Facts, sentence: Marked, event: str, asked: Asked | None) -> Iterator[LikelyTie]:
    """The likely ties of a sentence, the same with the same ends only by the first pattern."""
    taken: set[tuple[str, str]] = set()
    for pattern in patterns():
        if pattern.contextual and not asked:
            continue
        for match in pattern.form.finditer(sentence.text):
            if denied(sentence.text, match):
                continue
            near = nearest_event(read, facts, sentence, match) or event
            pairs = list(paired(read, facts, sentence, pattern, match, near, asked))
            kind = pattern.several if pattern.several and len({start for start, _, _ in pairs}) > 1 else pattern.kind
            status = status_of(sentence, match, pattern)
            for start, end, certain in pairs:
                if (start, end) in taken and pattern.start in ("event",):
                    continue
                taken.add((start, end))
                yield LikelyTie(
                    start,
                    kind,
                    end,
                    status,
                    pattern.role if kind == pattern.kind else "",
                    day_of(read, sentence, match, kind),
                    sentence.paragraph.number,
                    *span(sentence, match),
                    pattern.name,
                    pattern.sure if certain else "low",
                )


def paired(read: Reading, facts: Facts, sentence: Marked, pattern: Pattern, match: re.Match[str], event: str, asked: Asked | None) -> Iterator[tuple[str, str, bool]]:
    """The ends of the ties of a match, and whether both stand in their slots."""
    from_classes, to_classes = ends(pattern.kind)
    groups = match.groupdict()

    def fits(key: str, classes: frozenset[str], only: str) -> bool:
        own = read.named[key].classes(facts)
        return bool(own & classes) and (not only or (K + only.removeprefix("-") in own) != only.startswith("-"))

    def side(stated: str, classes: frozenset[str]) -> list[tuple[str, bool]]:
        slot, _, only = stated.partition(":")
        if slot == "event":
            return [(event, True)] if event and fits(event, classes, only) else []
        if slot == "recommendation":
            return [(asked.key, True)] if asked else []
        if slot == "text":
            told = last_told(read, facts, sentence, match, "Instrument")
            return [(told, True)] if told else []
        fitting = [(mention.key, True) for mention in sentence.of(groups.get(slot) or "") if fits(mention.key, classes, only)]
        if fitting or slot != "A" or not pattern.wide:
            return fitting
        earlier = [mention.key for mention in sentence.of(sentence.text[: match.start()]) if fits(mention.key, classes, only)]
        return [(earlier[-1], False)] if earlier else [(event, False)] if event and fits(event, classes, only) else []

    for start, one in side(pattern.start, from_classes):
        for end, other in side(pattern.end, to_classes):
            if start != end:
                yield start, end, one and other


def denied(text: str, match: re.Match[str]) -> bool:
    """Whether the words of a match, or those before it, say that it is not so."""
    window = re.sub(r"n[’']t\b", " not", re.sub(MARK, " ", text[max(0, match.start() - AFTER) : match.end()]))
    return bool(any_of("negation").search(window))


def status_of(sentence: Marked, match: re.Match[str], pattern: Pattern) -> str:
    """actual, or what words of intention around a match or in its heading speak for."""
    if pattern.status:
        return pattern.status
    if pattern.contextual:
        return "actual"  # that somebody is asked is a fact, whatever becomes of it
    before = re.split(MARK, sentence.text[max(0, match.start() - BEFORE) : match.start()])[-1]
    window = re.sub(MARK, " ", before + sentence.text[match.start() : match.end() + AFTER].partition("\t")[0])
    for word in any_of("plan").finditer(window):
        if word[0].islower():
            return intended()[" ".join(re.split(r"[\s-]+", word[0]))]
    if sentence.paragraph.item:
        above = any_of("planhead").search(sentence.paragraph.heading)
        if above:
            return words("planhead")[" ".join(re.split(r"[\s-]+", above[0].lower()))]
    return "actual"


def day_of(read: Reading, sentence: Marked, match: re.Match[str], kind: str) -> str:
    """The day of an occurrence: the date of its sentence nearest to the match, '' where it has none or two are equally good."""
    iri = K + camel(kind)[:1].upper() + camel(kind)[1:]
    if not kinds()[iri].occurrence or not sentence.offsets:
        return ""
    low, high = sentence.offsets[0], sentence.offsets[-1]
    inside = [date for date in read.dates[sentence.paragraph.number] if low <= date.start <= high and date.whole]
    return inside[0].begins if len({date.begins for date in inside}) == 1 else ""
