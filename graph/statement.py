"""One printed line of a target sheet, with how it is known; and links made of the records that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .facts import word_facts
from .things import Evidence, Tie
from .vocabulary import K, kebab
from .wording import say


@dataclass(frozen=True)
class Statement:
    """One printed line: a lead, a text, what the reader must know of it, and how it is known. `kind`: fact, gap, note
    or todo; `whole`: every piece of evidence is cited."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    marks: tuple[str, ...] = ()
    lead: str = ""
    kind: str = "fact"
    level: int = 0
    whole: bool = False


def gap(key: str, **values: object) -> Statement:
    """No record, and what to do about it."""
    return Statement(say(key, **values), kind="gap", lead=say("sheet_no_record"))


def spoken(code: str) -> str:
    """A code in words."""
    known = word_facts()
    return known.label(code) if code in known.terms else kebab(code).replace("-", " ") if code.startswith(K) else code


def merged(ties: Iterable[Tie]) -> list[Tie]:
    """One tie per link: the record that is best known, with the evidence of all that say as much. What an analyst concluded
    does not lend its dates to what a source says."""
    links: dict[tuple[str, str, str, str], list[Tie]] = {}
    for tie in ties:
        links.setdefault((tie.start, tie.kind, tie.end, tie.status), []).append(tie)
    found = []
    for records in links.values():
        records.sort(key=lambda tie: (firm(tie), tuple(-ord(c) for c in max(tie.observed, default=tie.since)), tie.id))
        alike = [tie for tie in records if firm(tie) == firm(records[0])]
        observed = tuple(sorted({day for tie in alike for day in tie.observed}))
        evidence = tuple(dict.fromkeys(known for tie in alike for known in tie.evidence))
        found.append(replace(records[0], evidence=evidence, observed=observed if not records[0].since else records[0].observed))
    return sorted(found, key=lambda tie: tie.id)


def firm(tie: Tie) -> tuple[bool, bool]:
    """How well a tie is known; the lesser, the better."""
    return all(known.confidence == "recalled" for known in tie.evidence), all(known.assertion == "inferred" for known in tie.evidence)
