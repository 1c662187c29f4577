"""Likely ties that stand in no sentence: lists of speakers and participants, names inside names, who makes a recommendation."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph.facts import Facts
from ...graph.vocabulary import K
from .lexicon import any_of, table, words
from .mentions import Reading
from .names import names
from .patterns import LikelyTie, ends
from .recommendations import Asked
from .sentences import MOST_ITEMS
from .texts import Paragraph
from .told import isa

IN_ROW, IN_ITEM = 30, 10


def listed(read: Reading, facts: Facts, paragraph: Paragraph, event: str) -> Iterator[LikelyTie]:
    """Who is on a list of speakers or participants: the first actor of an item or row, by the words of the row, its heading or its opening line."""
    actor = next((one for one in read.mentions[paragraph.number] if isa(read.named[one.key], facts, "Actor")), None)
    if not event or actor is None or not (paragraph.item or "\t" in paragraph.text) or actor.start > (IN_ROW if "\t" in paragraph.text else IN_ITEM):
        return
    before = [one for one in read.text.paragraphs[max(0, paragraph.number - MOST_ITEMS) : paragraph.number - 1] if not one.item and "\t" not in one.text]
    opening = before[-1].text if before else ""
    announced = opening if opening.endswith(":") or (before and before[-1].level) else ""
    row = paragraph.text if "\t" in paragraph.text else ""
    for group, told in (
        ("speech", row),
        ("speech", announced),
        ("presence", announced),
        ("presence", row),
    ):
        if told and any_of(group).search(told):
            kind = next(iter(words(group).values()))
            yield LikelyTie(actor.key, kind, event, "actual", "", "", paragraph.number, actor.start, actor.reach, f"list: {kind}", "medium")


def nested(read: Reading, facts: Facts, paragraph: Paragraph) -> Iterator[LikelyTie]:
    """What a longer name says by the one name in it: an event or text about a text or a group, an organisation with its country."""
    for mention in read.mentions[paragraph.number]:
        whole = paragraph.text[mention.start : mention.reach]
        named = read.named[mention.key]
        outer = named.classes(facts)
        inside = [one for one in names(facts).find(whole[1:]) if len(one.things) == 1] if " " in whole and len(named.things) < 2 else []
        for row in table("nested"):
            fitting = [one for one in inside if facts.isa(one.things[0], row["inner"]) and one.things[0] != mention.key]
            if len(fitting) == 1 and K + row["outer"] in outer and not {K + name for name in row["not"].split()} & outer:
                first = mention.start + 1 + fitting[0].start
                last = mention.start + 1 + fitting[0].end
                yield LikelyTie(mention.key, row["kind"], fitting[0].things[0], "actual", "", "", paragraph.number, first, last, "a name inside a name", row["sure"])


def made(read: Reading, facts: Facts, paragraph: Paragraph, asked: dict[int, Asked], event: str) -> Iterator[LikelyTie]:
    """Who makes a recommendation: whom the line that announces it names last, else the event told of last."""
    one = asked.get(paragraph.number)
    if one is None or one.of:
        return
    classes = ends("issuance")[0]
    named = [mention.key for mention in read.mentions.get(one.announced, ()) if read.named[mention.key].classes(facts) & classes]
    if named or event:
        maker = named[-1] if named else event
        yield LikelyTie(maker, "issuance", one.key, "actual", "", "", paragraph.number, one.start, one.end, "who makes the recommendation", "medium" if named else "low")
