"""Any thing or statement in one line: a thing by its name, a tie by its sentence, another record by what it says of a thing.

`worded` does the same for every address of a thing or record inside a text. An address that nobody knows stays as it is.
"""

from __future__ import annotations

import re

from .dossier import record_said
from .facts import Facts, word_facts
from .kinds import kinds
from .telling import dates
from .things import Tie
from .vocabulary import ID, K

ADDRESS = re.compile(re.escape(ID) + r"[^\s<>\"'|,;)]*[^\s<>\"'|,;:.)]")


def said(facts: Facts, subject: str, lang: str = "en") -> str:
    """What a subject is or says, in one line."""
    if facts.one(subject, K + "from"):
        return sentence(facts, facts.tie(subject), lang)
    if owner := facts.one(subject, K + "about"):
        if facts.isa(subject, "Door"):
            return f"{facts.label(owner, lang)}: way in: {facts.label(subject, lang)}"
        heading, statement = record_said(facts, subject, lang)
        return f"{facts.label(owner, lang)}: {heading}: {statement}"
    if subject not in facts.terms and subject in word_facts().terms:
        return word_facts().label(subject, lang)
    return facts.one(subject, K + "locator") or facts.label(subject, lang)


def sentence(facts: Facts, tie: Tie, lang: str = "en") -> str:
    """The sentence of a tie with its dates, if it has any: an occurrence has a day, a state a period."""
    ends = facts.label(tie.start, lang), facts.label(tie.end, lang)
    kind = kinds().get(tie.kind)
    told = kind.say(*ends, tie.status) if kind else " – ".join(ends)
    when = dates(tie) if kind and (tie.since or tie.until) else ""
    return f"{told.removesuffix('.')} ({when})." if when else told


def worded(facts: Facts, text: str, lang: str = "en") -> str:
    """A text in which every address of something known is replaced by what it is or says."""
    return ADDRESS.sub(lambda found: said(facts, found[0], lang) if found[0] in facts.terms else found[0], text)
