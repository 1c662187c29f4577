"""Cards to cut out: the things that were named, those on the route and their neighbours in; a card for each, with a code, out.

All things named get a card, then neighbours (actors and bodies), those with most links first, as far as whole pages hold; the
rest of the last page is empty cards. No person is on a card where the audience may not see persons as steps: one who was named
is refused as everywhere on maps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..graph.analysis.building import links
from ..graph.analysis.influence import Answer
from ..graph.facts import NOTATION, Facts
from ..graph.kinds import kinds
from ..graph.knowledge import Knowledge
from ..graph.things import Tie
from ..graph.validity import Moment
from ..graph.vocabulary import K
from ..graph.wording import ENGLISH, mark, wording
from .elements import drawings, look
from .holdings import shown
from .paper_words import Speaker, Text, Texts, clipped, names
from .scene import degrees, drawable
from .still import outline

A_PAGE = 8
MOST = 20
DOES = 130
TELLING = (K + "structureTies", K + "accessTies", K + "supportTies")


@dataclass(frozen=True)
class Card:
    """A card: its code; of an empty one nothing else. `shape` is the path of its outline in a box of 28."""

    code: str
    thing: str = ""
    names: Texts = ()
    short: str = ""
    kind: Texts = ()
    shape: str = ""
    does: Text | None = None
    links: int = 0


@dataclass(frozen=True)
class Deck:
    """The things of the cards, in order, with all ties that count on the day."""

    things: tuple[str, ...]
    ties: tuple[Tie, ...]

    def between(self) -> tuple[Tie, ...]:
        """The ties between things that have a card."""
        held = set(self.things)
        return tuple(tie for tie in self.ties if tie.start in held and tie.end in held and tie.start != tie.end)


def deck(knowledge: Knowledge, things: Sequence[str], when: Moment, answer: Answer | None = None) -> Deck:
    """What gets a card; `UsageError` for a person whom this audience may not see."""
    facts = knowledge.facts
    ties = tuple(tie for tie in links(facts, when) if shown(knowledge, tie.start) and shown(knowledge, tie.end))
    weight = degrees(ties)
    walked = (
        [] if answer is None else [*answer.question.starts, *answer.question.ends, *(end.id for path in answer.routes[:1] for hop in path.hops for end in (hop.start, hop.end))]
    )
    named = list(dict.fromkeys([*(drawable(knowledge, thing) for thing in things), *(one for one in walked if shown(knowledge, one))]))
    chosen = set(named)
    near = {end for tie in ties if {tie.start, tie.end} & chosen for end in (tie.start, tie.end)} - chosen
    acting = [thing for thing in near if facts.isa(thing, "Actor") or facts.isa(thing, "Body")]
    acting.sort(key=lambda thing: (-weight[thing], facts.label(thing), thing))
    return Deck((*named, *acting[: max(0, MOST - len(named))]), ties)


def cards(facts: Facts, found: Deck, speaker: Speaker) -> tuple[Card, ...]:
    """The cards, with empty ones up to a whole page; at least one is empty."""
    weight, looks = degrees(found.ties), drawings()
    outlines = {kind.id: outline(kind.shape, 14, 14, 9) for kind in looks.values()}
    made = []
    for number, thing in enumerate(found.things, 1):
        drawn = look(facts, looks, thing)
        short = facts.one(thing, NOTATION)
        made.append(
            Card(
                code(number),
                thing,
                names(facts, thing, speaker),
                clipped(short, 24),
                speaker.say(f"thing_{drawn.replace('-', '_')}"),
                outlines.get(drawn, outline("dot", 14, 14, 9)),
                does(facts, thing, found.ties, speaker.first),
                weight[thing],
            )
        )
    empty = A_PAGE - len(made) % A_PAGE
    return (*made, *(Card(code(len(made) + n)) for n in range(1, empty + 1)))


def code(number: int) -> str:
    """The code of a card, short enough to write on an arrow.

    >>> code(1), code(24)
    ('A1', 'A24')
    """
    return f"A{number}"


def does(facts: Facts, thing: str, ties: Iterable[Tie], lang: str) -> Text | None:
    """What it decides or does in one line: its mandate as recorded, else the first thing that its links say of it."""
    for record in facts.about.get(thing, ()):
        if facts.one(record, K + "property") == K + "mandate" and not facts.one(record, K + "retracted"):
            evidence = facts.evidence(record)
            unread = f" ({mark('recalled')})" if evidence and all(known.confidence == "recalled" for known in evidence) else ""
            return Text(ENGLISH, clipped(facts.one(record, K + "value"), DOES) + unread)
    own = [tie for tie in ties if tie.start == thing and kinds()[tie.kind].group in TELLING and tie.status == "actual"]
    own.sort(key=lambda tie: (TELLING.index(kinds()[tie.kind].group), not kinds()[tie.kind].in_overview, tie.kind, facts.label(tie.end), tie.id))
    return said(facts, own[0], lang) if own else None


def said(facts: Facts, tie: Tie, lang: str) -> Text:
    """The sentence of a tie in a language, one for what is and one for what is intended; in English where it is not translated."""
    kind = kinds()[tie.kind]
    key = f"kind_{kind.word.replace('-', '_')}_{'sentence' if tie.status == 'actual' else 'intended'}"
    before = "" if tie.status in ("actual", "planned") else f"said_{tie.status}"
    template = wording(lang)[key]
    spoken = lang if template != wording()[key] else ENGLISH
    ends = {"{from}": facts.thing(tie.start, spoken).short, "{to}": facts.thing(tie.end, spoken).short}
    told = re.sub(r"\{(?:from|to)\}", lambda place: clipped(ends[place[0]], 70), template)
    return Text(spoken, f"{wording(spoken)[before]} {told}" if before else told)
