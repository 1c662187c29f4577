"""The paper kit: everything for a session without screens, as one HTML file to print.

In: knowledge, the things that the session is about, a moment, languages, the answer to "who reaches whom". Out: a page without
script that asks for nothing; every sheet of it is one sheet of paper, A4 or (the poster) A3. Refused: no name at all, persons
whom the audience may not see, too many groups, and, as `LeakError`, anything withheld. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..graph.analysis.influence import Answer
from ..graph.errors import UsageError
from ..graph.knowledge import Knowledge
from ..graph.validity import Moment
from ..graph.wording import say
from . import paper_cards, paper_links, paper_poster, paper_scales, paper_tables, safety
from .paper_cards import Card
from .paper_words import Speaker, Texts, clipped, speakers
from .plain import page

GROUPS = 40
MINUTES = {"cards": 15, "key": 30, "tower": 20, "spectrum": 15, "grid": 15, "chart": 40, "poster": 10, "record": 20}
FOR_THE_ROOM = frozenset({"poster"})


@dataclass(frozen=True)
class Part:
    """A part of the kit as the cover lists it: its name, what to do with it, its pages, their paper, how many copies, how long it takes."""

    name: str
    title: Texts
    how: Texts
    pages: int
    paper: str
    copies: int
    minutes: int


@dataclass(frozen=True)
class Set:
    """The kit in some languages, to be read beside each other. `id` begins the ids of its headings."""

    id: str
    speaker: Speaker
    parts: tuple[Part, ...]
    minutes: int
    cards: tuple[tuple[Card, ...], ...]
    letters: tuple[paper_links.Letter, ...]
    lines: tuple[paper_links.Line, ...]
    tower: paper_scales.Scale
    strip: paper_scales.Scale
    up: paper_scales.Scale
    chart: tuple[paper_scales.Column, ...]
    posters: tuple[paper_poster.Poster, ...]
    records: tuple[paper_tables.Record, ...]


def kit(
    knowledge: Knowledge,
    things: Sequence[str],
    when: Moment,
    languages: Sequence[str] = ("en",),
    answer: Answer | None = None,
    groups: int = 4,
    session: str = "",
    date: str = "",
) -> str:
    """The kit about some things (IRIs). `answer` is that of `influence.paths` for the poster; `session` and `date` stand on the record
    sheets, empty to fill in."""
    check(things, groups)
    found = paper_cards.deck(knowledge, things, when, answer)
    sets = tuple(made(knowledge, found, speaker, f"s{number}", answer, groups, session) for number, speaker in enumerate(speakers(languages), 1))
    title = headed(knowledge, things, answer)
    view = {
        "sets": sets,
        "title": title,
        "on": str(when.on),
        "profile": knowledge.audience.name,
        "leaves_out": knowledge.audience.leaves_out,
        "groups": groups,
        "session": session,
        "date": date,
        "word": say,
    }
    text = page("paper/kit.html", view, "paper/paper.css", "paper/sheets.css", lang=sets[0].speaker.first)
    safety.check(text, knowledge.withheld.secrets)
    return text


def transcription(
    knowledge: Knowledge, things: Sequence[str], when: Moment, answer: Answer | None = None, groups: int = 4, session: str = "", lang: str = "en"
) -> paper_tables.Rows:
    """The record sheets of the same kit as rows for a workbook, by the key of their sheet (`graph.sheets`): with the names of the cards
    for each group, without numbers."""
    check(things, groups)
    found = paper_tables.rows(knowledge.facts, paper_cards.deck(knowledge, things, when, answer).things, groups, session, lang)
    safety.check("\n".join(text for _, rows in found for row in rows for text in row.values()), knowledge.withheld.secrets)
    return found


def headed(knowledge: Knowledge, things: Sequence[str], answer: Answer | None) -> str:
    """What the kit is about."""
    ends = answer.question.ends if answer else ()
    named = [", ".join(knowledge.facts.thing(thing).short for thing in some) for some in ([thing for thing in things if thing not in ends] or things, ends)]
    return " → ".join(clipped(text, 90) for text in named if text)


def check(things: Sequence[str], groups: int) -> None:
    """Refuses a kit about nothing, or for nobody."""
    if not things:
        raise UsageError("A paper kit needs a name.", "Write: kuasa paper AROSP --to SLOM -o kit.html")
    if not 1 <= groups <= GROUPS:
        raise UsageError(f"{groups} groups are no number of groups for a kit.", f"Choose 1 to {GROUPS}.")


def made(knowledge: Knowledge, found: paper_cards.Deck, speaker: Speaker, name: str, answer: Answer | None, groups: int, session: str) -> Set:
    """The kit in some languages."""
    drawn = paper_cards.cards(knowledge.facts, found, speaker)
    posters = tuple(paper_poster.poster(knowledge.facts, answer, lang) for lang in speaker.spoken()) if answer else ()
    sheets = tuple(drawn[start : start + paper_cards.A_PAGE] for start in range(0, len(drawn), paper_cards.A_PAGE))
    strip = paper_scales.scale(paper_scales.STRIP, speaker)
    written = paper_tables.records(drawn, speaker, session)
    pages = {"cards": len(sheets), "key": 1, "tower": 1, "spectrum": len(strip.steps), "grid": 1, "chart": 1, "poster": len(posters), "record": 1 + len(written)}
    parts = tuple(listed(pages, speaker, groups))
    return Set(
        id=name,
        speaker=speaker,
        parts=parts,
        minutes=sum(part.minutes for part in parts),
        cards=sheets,
        letters=paper_links.letters(found.between(), speaker),
        lines=paper_links.lines(speaker),
        tower=paper_scales.scale(paper_scales.TOWER, speaker),
        strip=strip,
        up=paper_scales.scale(paper_scales.UP, speaker),
        chart=paper_scales.chart(speaker),
        posters=posters,
        records=written,
    )


def listed(pages: dict[str, int], speaker: Speaker, groups: int) -> Iterator[Part]:
    """What is in the kit, without the parts that have no page."""
    for name, number in pages.items():
        if number:
            copies = 1 if name in FOR_THE_ROOM else groups
            yield Part(name, speaker.say(f"paper_{name}"), speaker.say(f"paper_{name}_how", n=number), number, "A3" if name == "poster" else "A4", copies, MINUTES[name])
