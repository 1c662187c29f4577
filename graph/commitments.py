"""What became of what was asked, promised and planned: names to filter by and a day in, entries and their totals out.

Recommendations, pledges and own actions, those whose day has passed without a recorded outcome first. `kept` means that a
record shows it, `already` that a ratification was older than the asking, `open` that a record shows that it is not done, or
that its day is still to come. Nothing recorded is `no record`, never `no`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .asked import NO_RECORD, Entry, asked
from .dates import span
from .errors import BadChoice, UnknownName
from .facts import Facts, word_facts
from .lookup import fold, nearest, resolve
from .things import Tie
from .validity import holds
from .vocabulary import PREFIXES, K, kebab

PASSED = "date passed, outcome not recorded"
BUCKETS = {
    "kept": ("in force", "ratified", "taken up", "carried out"),
    "already": ("already",),
    "open": ("open", "supported", "signed", "not ratified", "denounced", "not a member", "not adopted yet", PASSED),
    NO_RECORD: (NO_RECORD,),
    "not open to ratification": ("not open to ratification",),
    "cancelled": ("cancelled",),
}


def commitments(
    facts: Facts, day: dt.date, of: str | None = None, to: str | None = None, topic: str | None = None, statuses: Sequence[str] = (), lang: str = "en"
) -> tuple[Entry, ...]:
    """The entries that fit every filter. `of`: an event, text, organisation or body; `to`: an addressee, a state through its collective too."""
    wanted = [status_of(word) for word in statuses]
    whose, whom = (resolve(facts, of) if of else ""), (resolve(facts, to) if to else "")
    code = topic_of(facts, topic) if topic else ""
    found = [
        entry
        for entry in (*asked(facts, day), *pledged(facts, day), *planned(facts, day))
        if (not whose or whose in origins(facts, entry))
        and (not whom or whom in entry.to or whom == entry.state)
        and (not code or any(code in facts.all(thing, K + "topic") for thing in wholes(facts, entry.what)))
        and (not wanted or any(entry.status in found for found in wanted))
    ]
    kinds = ("recommendation", "pledge", "own-action")
    return tuple(sorted(found, key=lambda entry: (entry.status != PASSED, kinds.index(entry.kind), *order(facts, entry, lang))))


def order(facts: Facts, entry: Entry, lang: str) -> tuple[str, ...]:
    """Own actions by their date, all else by its name, then by addressee, thing called for, and state: later joiners last."""
    due = min((span(text).last.isoformat() for text in entry.due.split("; ") if text), default="9999")
    return (due, facts.label(entry.what, lang), *(facts.label(thing, lang) for thing in entry.to), entry.calls_for, entry.action, entry.joined, facts.label(entry.state, lang))


def status_of(word: str) -> tuple[str, ...]:
    """The statuses that a word means: itself, or those of a total (kept, open ...)."""
    asked_for = word.casefold().replace("-", " ").strip()
    if asked_for in BUCKETS:
        return BUCKETS[asked_for]
    if known := [status for found in BUCKETS.values() for status in found if status == asked_for or status.startswith(f"{asked_for},")]:
        return tuple(known)
    listed = dict.fromkeys((*BUCKETS, *(status for found in BUCKETS.values() for status in found)))
    raise BadChoice(f"There is no status '{word}'.", f"Statuses: {' · '.join(listed)}.")


def topic_of(facts: Facts, name: str) -> str:
    """The code of a topic by its name."""
    said = word_facts()
    scheme = said.pointing(PREFIXES["skos"] + "inScheme").get(K + "topics", ())
    names = {fold(text): code for code in scheme for text in (*said.names(code), kebab(code).replace("-", " "))}
    if fold(name) not in names:
        raise UnknownName(f"There is no topic '{name}'.", f"Did you mean {' · '.join(nearest(name, set(names)))}?")
    return names[fold(name)]


def pledged(facts: Facts, day: dt.date) -> Iterator[Entry]:
    """Every pledge with who gave it."""
    for what in facts.subjects("Pledge"):
        duties = [tie for tie in facts.tied(what) if tie.kind == K + "Responsibility" and tie.end == what]
        seen = min((text for tie in duties for text in (*tie.observed, tie.since) if text), default="")
        if not seen or span(seen).first <= day:
            doubts = tuple(f"stated as {tie.status}" for tie in duties if tie.status != "actual")
            entry = Entry("pledge", what, givers(duties), asked_on=seen, notes=doubts, evidence=facts.evidence(what))
            yield outcome(facts, entry, facts.all(what, K + "due"), NO_RECORD, day)


def planned(facts: Facts, day: dt.date) -> Iterator[Entry]:
    """Every own action with its owner and partners, at whom it aims, and its date."""
    for what in facts.subjects("OwnAction"):
        ties = facts.tied(what)
        duties = [tie for tie in ties if tie.kind == K + "Responsibility" and tie.end == what and tie.status != "possible"]
        seen = min((text for tie in (*duties, *ties) for text in tie.observed), default="")
        if seen and span(seen).first > day:
            continue
        partners = [
            f"with {facts.label(tie.start)}" + (f" ({tie.status})" if tie.status == "possible" else "") for tie in ties if tie.kind == K + "Partnership" and tie.end == what
        ]
        maybe = [f"possibly by {facts.label(tie.start)}" for tie in ties if tie.kind == K + "Responsibility" and tie.status == "possible"]
        aims = tuple(dict.fromkeys(tie.end for tie in ties if tie.kind == K + "Targeting" and tie.start == what))
        entry = Entry("own-action", what, givers(duties), aims, asked_on=seen, evidence=facts.evidence(what), notes=(*partners, *maybe))
        if K + "cancelled" in facts.all(what, K + "status"):
            yield replace(entry, status="cancelled")
        else:
            yield outcome(facts, entry, facts.all(what, K + "due"), NO_RECORD, day)


def givers(duties: Sequence[Tie]) -> tuple[str, ...]:
    """Who has to carry something out."""
    return tuple(dict.fromkeys(tie.start for tie in duties))


def outcome(facts: Facts, entry: Entry, dues: Sequence[str], otherwise: str, day: dt.date) -> Entry:
    """What became of a pledge or plan: carried out by a later record, else by its date."""
    entry = replace(entry, due="; ".join(dues))
    realising = facts.index("realised", lambda: facts.pointing(K + "realises")).get(entry.what, ())
    carried = [facts.tie(node) for node in realising if facts.one(node, K + "from")]
    carried += [tie for tie in facts.tied(entry.what) if tie.end == entry.what and tie.kind in (K + "Implementation", K + "FollowUp") and tie.status == "actual"]
    done = [tie for tie in carried if holds(tie, day) is not False]
    if done:
        return replace(entry, status="carried out", since=done[0].since, proof=done[0].evidence)
    if not dues:
        return replace(entry, status=otherwise, notes=(*entry.notes, *(["no date stated"] if entry.kind == "own-action" else [])))
    return replace(entry, status="open" if max(span(text).last for text in dues) >= day else PASSED)


def origins(facts: Facts, entry: Entry) -> set[str]:
    """Whose an entry is: who asks, owes or plans it and what that is a unit of, the texts and events that it is a part of, and the event that planned it."""
    found = {*wholes(facts, entry.what), *(whole for giver in entry.by for whole in (*wholes(facts, giver), *uppers(facts, giver)))}
    if entry.kind == "own-action":
        plans = [tie.start for tie in facts.tied(entry.what) if tie.kind == K + "Reference" and tie.end == entry.what and facts.isa(tie.start, "Event")]
        found |= {whole for event in plans for whole in wholes(facts, event)}
    return found


def uppers(facts: Facts, giver: str) -> list[str]:
    """The organisations of which a giver is a unit, or of whose members it consists."""
    return [tie.end for tie in facts.tied(giver) if tie.kind == K + "Subunit" and tie.start == giver and tie.status == "actual"] + facts.all(giver, K + "membersOf")


def wholes(facts: Facts, thing: str) -> list[str]:
    """A thing and everything that it is a part of."""
    found = [thing]
    for one in found:
        found += [whole for whole in facts.all(one, K + "partOf") if whole not in found]
    return found
