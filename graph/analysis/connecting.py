"""Connectors in words: lines for people, rows for tables, what a map of them shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..facts import Facts
from ..tables import Table
from ..telling import conditions, glossary, proof, route_title, steps
from ..things import Path
from ..wording import mark, say, wording
from .brokerage import Connector, Connectors, group
from .influence import Question, named
from .relaxation import LONGEST, relaxation
from .roles import ROLES
from .sureness import DRAWS, among, counted, varied

COLUMNS = ("name", "address", "kind", "share", "role", *ROLES, "constraint", "band", "route", "evidence")


def told(facts: Facts, answer: Connectors, scores: bool = False) -> Iterator[str]:
    """The lines of an answer: between whom, each connector with its best route and the sources, what is not shown, conditions."""
    if answer.found:
        yield heading(facts, answer)
        yield ""
    for n, one in enumerate(answer.found, 1):
        yield say("brokers_on", n=n, name=one.thing.label, kind=one.thing.kind.replace("-", " "), share=percent(one.share))
        if group(facts, one.thing.id):
            yield f"   {say('brokers_role_' + (role(one) or 'none'))}"
        if scores:
            counts = " · ".join(f"{word} {count}" for word, count in zip(ROLES, one.roles, strict=True))
            yield f"   {say('brokers_scores', share=f'{one.share:.6f}', constraint=f'{one.constraint:.6f}', roles=counts, score=f'{one.route.score:.6f}')}"
        if one.sure:
            yield f"   {among(one.sure)}"
        same = [other.route for other in answer.found].index(one.route) + 1
        if same < n:
            yield f"   {say('brokers_same', n=same)}"
        else:
            yield f"   {say('brokers_route', route=route_title(one.route), band=wording()['band_' + one.route.band])}"
            yield from steps(one.route)
        yield ""
    if answer.more:
        yield say("brokers_more", n=answer.more)
    if answer.others:
        yield say("brokers_others", kinds=", ".join(f"{kind.replace('-', ' ')} ({n})" for kind, n in answer.others))
    yield from glossary(tuple(one.route for one in answer.found))
    yield conditions(answer.question, limited=False)
    yield from (varied(answer.question.lens, draws) for draws in {one.sure.draws for one in answer.found if one.sure})
    yield wording()["heuristic"]


def heading(facts: Facts, answer: Connectors) -> str:
    """Between whom, and how many pairs have a route."""
    asked = answer.question
    starts = say("brokers_civil", n=len(asked.starts)) if answer.civil else named(facts, asked.starts, asked.lang)
    ends = say("brokers_bodies", n=len(asked.ends)) if answer.bodies else named(facts, asked.ends, asked.lang)
    return say("brokers_heading", starts=starts, ends=ends, pairs=answer.pairs)


def nobody(facts: Facts, answer: Connectors) -> str:
    """Why no connector was found, in words; without any route, the smallest change that opens one."""
    asked = answer.question
    if answer.pairs:
        return f"{heading(facts, answer)}\n{say('brokers_nobody')} ({conditions(asked, limited=False)})."
    if (answer.civil and not asked.starts) or (answer.bodies and not asked.ends):
        return say("brokers_unknown")
    change = relaxation(facts, replace(asked, hops=LONGEST))
    return f"{wording()['no_route']} ({conditions(asked, limited=False)}).\n{say('route_opens', change=change) if change else say('route_never')}"


def percent(share: float) -> str:
    """A share for people: whole hundredths, never 0 of something."""
    return say("brokers_little") if share < 0.005 else f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def role(one: Connector) -> str:
    """The role that a connector has most often, of equal ones the first of `ROLES`; '' if it has none."""
    return ROLES[one.roles.index(max(one.roles))] if any(one.roles) else ""


def evidence(path: Path) -> str:
    """The steps of a route in one cell, each with its marks and its first source."""
    return " | ".join(f"{n}. {hop.sentence}{''.join(f' [{mark(word)}]' for word in hop.marks)} ({proof(hop.evidence[0])})" for n, hop in enumerate(path.hops, 1))


def table(answer: Connectors) -> Table:
    """One row per connector."""
    rows = [
        {"name": one.thing.label, "address": one.thing.id, "kind": one.thing.kind, "share": one.share, "role": role(one) or None}
        | dict(zip(ROLES, one.roles, strict=True))
        | {"constraint": one.constraint, "band": one.route.band, "route": route_title(one.route), "evidence": evidence(one.route)}
        | counted(one.sure)
        for one in answer.found
    ]
    return Table((*COLUMNS, *(DRAWS if any(one.sure for one in answer.found) else ())), tuple(rows))


def drawn(facts: Facts, answer: Connectors) -> tuple[Question, str, str, tuple[Path, ...], dict[str, str]]:
    """What a map of them shows: the question (an open end is not drawn whole), a title, the answer, routes, and the words on each connector."""
    question = replace(answer.question, starts=() if answer.civil else answer.question.starts, ends=() if answer.bodies else answer.question.ends)
    marked = {one.thing.id: say("brokers_mark", share=percent(one.share)) for one in answer.found}
    return question, say("brokers_title"), heading(facts, answer), tuple(one.route for one in answer.found), marked
