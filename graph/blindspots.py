"""What this knowledge does not know: the questions of `queries/blind-spots/` → a report in sections.

A blind spot is a question with the columns thing, problem and cure, the most important answer first; its header also says a
heading, why it matters to an advocate, and its place in the order. A large number is a list of tasks, not a finding about
the world. Refuses a folder without questions (`UnreadableFile`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .errors import UnreadableFile
from .knowledge import Knowledge
from .questions import Question, ask, bind, find, from_file
from .report import Item, Report, Section
from .saying import said, worded
from .tables import Table
from .validity import Moment
from .vocabulary import QUERIES
from .wording import wording

COLUMNS = ("blind_spot", "thing", "problem", "cure", "id")


@dataclass(frozen=True)
class BlindSpot:
    """A question about what is missing, with its heading, why it matters and its place in the report."""

    question: Question
    heading: str
    why: str
    order: int


@cache
def blind_spots() -> tuple[BlindSpot, ...]:
    """The questions of the folder in their order; at least one."""
    found = []
    for path in sorted((QUERIES / "blind-spots").glob("*.rq")):
        question = from_file(path, f"blind-spots/{path.stem}")
        header = " ".join(re.findall(r"^#\+ *(.*)$", question.text, re.MULTILINE))
        heading, why, order = re.search(r"\bheading: (.*?) why: (.*) order: (\d+)$", header).groups()  # type: ignore[union-attr]
        found.append(BlindSpot(question, " ".join(heading.split()), " ".join(why.split()), int(order)))
    if not found:
        raise UnreadableFile("The folder queries/blind-spots holds no question.", "Install kuasa again.")
    return tuple(sorted(found, key=lambda spot: spot.order))


def report(knowledge: Knowledge, moment: Moment, lang: str = "en", top: int = 10) -> Report:
    """The blind spots of some knowledge on a day, for the audience that it was opened for."""
    say, withheld = wording(), knowledge.withheld.count
    sections, rows = [], []
    for spot in blind_spots():
        answers = answered(knowledge, spot.question, moment)
        named = [(said(knowledge.facts, row["thing"], lang).removesuffix("."), worded(knowledge.facts, row["problem"], lang), row["cure"], row["thing"]) for row in answers]
        cures = {cure for _, _, cure, _ in named}
        shared = cures.pop() if len(cures) == 1 else ""
        items = tuple(Item(name, (problem,), "" if shared else cure) for name, problem, cure, _ in named)
        sections.append(Section(spot.question.name.rsplit("/", 1)[-1], spot.heading, spot.question.description, spot.why, shared, items))
        rows += [dict(zip(COLUMNS, (sections[-1].id, *values), strict=True)) for values in named]
    grid, spoken = languages(knowledge)
    conditions = say["shown_on"].format(on=moment.on), say["report_profile"].format(profile=knowledge.audience.name), say["report_withheld"].format(withheld=withheld)
    note = say["spots_languages_note"].format(languages=spoken)
    return Report(say["spots_title"], say["spots_intro"], " · ".join(conditions), tuple(sections), Table(COLUMNS, tuple(rows)), grid, say["spots_languages"], note, top)


def answered(knowledge: Knowledge, question: Question, moment: Moment) -> list[dict[str, str]]:
    """The answers to a blind-spot question on a day, in their order, each once."""
    values = {"on": moment.on.isoformat()} if "on" in question.parameters else {}
    table = ask(knowledge.store, bind(question, values, knowledge.facts))
    return [dict(row) for row in {tuple(row.values()): row for row in table.rows}.values()]


def languages(knowledge: Knowledge) -> tuple[Table, str]:
    """How many things of each kind have a name in each language, one row a kind, the largest first; and what the codes mean."""
    question = find("labels-per-language")
    answers = ask(knowledge.store, bind(question, {}, knowledge.facts)).rows
    names = {row["language"]: row["language_name"] for row in answers}
    kinds: dict[str, dict[str, object]] = {}
    for row in answers:
        kinds.setdefault(row["kind"], {"kind": row["kind"].replace("-", " "), "of": row["of"]})[row["language"]] = row["named"] or "·"
    return Table(("kind", "of", *names), tuple(kinds.values())), " · ".join(f"{code} {name}" for code, name in names.items())
