"""Entries of commitments in words: entries in, rows of a table, totals, or lines for people out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .asked import Entry
from .commitments import BUCKETS
from .facts import Facts
from .tables import Table
from .telling import proof
from .vocabulary import K

ASKING = ("kind", "what", "number", "asked_by", "owner", "to", "state", "calls_for", "action", "status", "asked_on", "since", "due")
COLUMNS = (*ASKING, "assertion", "confidence", "source", "place", "status_source", "note")
COUNTED = {"kept": "kept", "already": "already", "open": "open", "no record": "no_record", "not open to ratification": "not_open_to_ratification", "cancelled": "cancelled"}
TOTALS = ("per", "name", "asked", *COUNTED.values())


def table(facts: Facts, entries: Sequence[Entry], lang: str = "en") -> Table:
    """One row for each entry."""
    return Table(COLUMNS, tuple(row(facts, entry, lang) for entry in entries))


def row(facts: Facts, entry: Entry, lang: str = "en") -> dict[str, Any]:
    """An entry in words; what is unknown is None. A recalled source is not named: the note says where to check."""
    by = named(facts, entry.by, lang)
    best = entry.evidence[0] if entry.evidence else None
    recalled = best is not None and best.confidence == "recalled"
    check = [f"not checked yet: check at {best.check_at}"] if best and recalled else []
    found = {
        "kind": entry.kind,
        "what": facts.label(entry.what, lang),
        "number": facts.one(entry.what, K + "number"),
        "asked_by": by if entry.kind == "recommendation" else "",
        "owner": by if entry.kind != "recommendation" else "",
        "to": named(facts, entry.to, lang),
        "state": facts.label(entry.state, lang) if entry.state else "",
        "calls_for": facts.label(entry.calls_for, lang) if entry.calls_for else "",
        "action": entry.action,
        "status": entry.status,
        "asked_on": entry.asked_on,
        "since": entry.since,
        "due": entry.due,
        "assertion": best.assertion if best else "",
        "confidence": best.confidence if best else "",
        "source": best.title if best and not recalled else "",
        "place": best.locator if best and not recalled else "",
        "status_source": "; ".join(dict.fromkeys(one.title for one in entry.proof if one.confidence == "seen")),
        "note": "; ".join(dict.fromkeys((*entry.notes, *check))),
    }
    return {column: found[column] or None for column in COLUMNS}


def named(facts: Facts, things: Iterable[str], lang: str) -> str:
    """The names of some things."""
    return "; ".join(facts.label(thing, lang) for thing in things)


def totals(facts: Facts, entries: Sequence[Entry], lang: str = "en") -> Table:
    """How much was asked of each addressee and for each thing called for, and what became of it.

    An addressee is the state that is meant, else whoever is addressed. Pledges and own actions count for who owes them.
    A recommendation whose parts are listed too counts by its parts. Who joined later was not asked, and does not count.
    """
    parts = {whole for entry in entries for whole in facts.all(entry.what, K + "partOf") if facts.isa(whole, "Recommendation")}
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for entry in entries:
        if entry.what in parts or entry.joined:
            continue
        asked = [entry.state] if entry.state else list(entry.to) if entry.kind == "recommendation" else list(entry.by)
        keys = [("addressee" if entry.kind == "recommendation" else "owner", facts.label(thing, lang)) for thing in asked]
        if entry.calls_for and facts.isa(entry.calls_for, "Instrument"):
            keys.append(("instrument", facts.label(entry.calls_for, lang)))
        bucket = next(COUNTED[word] for word, statuses in BUCKETS.items() if entry.status in statuses)
        for key in keys:
            found = counts.setdefault(key, dict.fromkeys(("asked", *COUNTED.values()), 0))
            found["asked"] += 1
            found[bucket] += 1
    rows = [{"per": per, "name": name, **found} for (per, name), found in sorted(counts.items())]
    return Table(TOTALS, tuple(rows))


def told(facts: Facts, entries: Sequence[Entry], lang: str = "en") -> Iterator[str]:
    """The entries as lines for people: what, of whom, what is called for, then the states of each status."""
    if not entries:
        yield "(no record; that does not mean that there is none)"
        return
    shown = [(row(facts, entry, lang), entry) for entry in entries]
    last: tuple[Any, ...] = ()
    for what, group in grouped(shown, ("kind", "what", "number", "asked_by", "owner", "asked_on", "due")):
        kind, name, _, asked_by, owner, asked_on, due = what
        who = asked_by or (f"owner: {owner}" if owner else "owner not stated" if kind == "own-action" else "")
        yield ("" if not last else "\n") + f"{name}  ({'; '.join(filter(None, (kind, who, asked_on and f'on {asked_on}', due and f'due {due}')))})"
        last = what
        if kind != "recommendation":
            yield from single(group)
            continue
        for (to, calls_for, action), wanted in grouped(group, ("to", "calls_for", "action")):
            yield f"  → {to or 'addressee not stated'}" + (f": {action or 'about'} {calls_for}" if calls_for else "")
            for (status, since, note, states), alike in grouped(wanted, ("status", "since", "note", "state"), fold="state"):
                yield f"      {status}{' since ' + since if since else ''}" + (f": {states}" if states else "")
                yield from [f"        {note}"] if note else []
                yield from (f"        {proof(one)}" for one in alike[0][1].proof[:1])
        yield f"      {source(group[0][1])}"


def single(group: Sequence[tuple[dict[str, Any], Entry]]) -> Iterator[str]:
    """The lines of a pledge or own action."""
    one, entry = group[0]
    yield f"  {one['status']}" + (f"; aims at {one['to']}" if one["to"] else "")
    if one["note"]:
        yield f"  {one['note']}"
    yield f"      {source(entry)}"


def counted(found: Table) -> Iterator[str]:
    """Totals as lines for people; what is nought is left out."""
    for per in dict.fromkeys(row["per"] for row in found.rows):
        yield f"Totals per {per}:"
        for row in found.rows:
            if row["per"] == per:
                yield f"  {row['name']}: " + ", ".join(f"{column.replace('_', ' ')} {row[column]}" for column in found.columns[2:] if row[column])


def source(entry: Entry) -> str:
    """Where an entry stands."""
    return proof(entry.evidence[0]) if entry.evidence else "no source of its own"


def grouped(rows: Sequence[tuple[dict[str, Any], Entry]], columns: Sequence[str], fold: str = "") -> Iterator[tuple[tuple[Any, ...], list[tuple[dict[str, Any], Entry]]]]:
    """Rows that agree in some columns, in their order; the values of the column `fold` are joined instead."""
    found: dict[tuple[Any, ...], list[tuple[dict[str, Any], Entry]]] = {}
    for one in rows:
        found.setdefault(tuple(one[0][column] for column in columns if column != fold), []).append(one)
    for key, group in found.items():
        if fold:
            joined = ", ".join(dict.fromkeys(one[fold] for one, _ in group if one[fold]))
            yield (*key, joined), group
        else:
            yield key, group
