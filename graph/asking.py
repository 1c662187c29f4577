"""What a target was asked, by whom, and what became of it: the entries of `commitments` that concern it, and requests made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .asked import NO_RECORD, Entry
from .commitments import commitments
from .dates import span
from .statement import Statement, gap, spoken
from .target import Target
from .vocabulary import K
from .wording import say


def asked(target: Target, known: Sequence[Entry] | None = None) -> Iterator[Statement]:
    """What it was asked or is aimed at with, the latest first, each with what became of it; then requests, of which nothing more is known.

    `known`: the entries of the day for who asks for many targets; None: worked out here."""
    aimed = {tie.start for room in target.rooms for tie in target.into("Targeting", of=room)}
    found: dict[tuple[str, str, str], Entry] = {}
    for entry in commitments(target.facts, target.moment.on, lang=target.lang) if known is None else known:
        concerned = target.id in (*entry.to, entry.state, entry.calls_for) or (entry.kind == "recommendation" and entry.what in aimed)
        if concerned and (entry.kind != "own-action" or target.id in entry.to):
            found.setdefault((entry.what, entry.calls_for, entry.status), entry)
    entries = sorted(
        found.values(), key=lambda entry: (entry.kind == "own-action", -span(entry.asked_on).first.toordinal() if entry.asked_on else 0, entry.status == NO_RECORD, entry.what)
    )
    for entry in entries:
        yield from told(target, entry)
    requests = [tie for room in target.rooms for tie in target.into("Request", of=room)]
    for tie in requests:
        yield target.telling(tie)
        yield Statement(say("sheet_became", status=NO_RECORD), kind="note", level=1)
    if not entries and not requests:
        yield gap("sheet_no_request")


def told(target: Target, entry: Entry) -> Iterator[Statement]:
    """An entry: who asks or plans what and when; then what became of it, with its own proof."""
    who = ", ".join(target.short(one) for one in entry.by) or say("sheet_somebody")
    day = f" ({entry.due or entry.asked_on})" if entry.due or entry.asked_on else ""
    called = (
        f": {spoken(K + entry.action) if entry.action else ''} {target.label(entry.calls_for)}".replace(":  ", ": ") if entry.calls_for and entry.calls_for != target.id else ""
    )
    lead = say("sheet_plan_of" if entry.kind == "own-action" else "sheet_pledge_of" if entry.kind == "pledge" else "sheet_asked_by", who=who)
    planned = ("planned",) if entry.kind == "own-action" and entry.status not in ("carried out", "cancelled") else ()
    yield Statement(f"{target.label(entry.what)}{called}{day}", entry.evidence, planned, lead)
    became = say("sheet_became", status=entry.status + (f" ({entry.since})" if entry.since and entry.proof else ""))
    yield Statement(became, entry.proof, kind="fact" if entry.proof else "note", level=1)
