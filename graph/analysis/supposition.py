"""What a what-if comes to in words, rows and routes: a change or a coalition → a `Supposition`.

Nothing imagined is told as a fact: every made-up step begins with the word and carries the mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..facts import Facts
from ..kinds import kinds
from ..tables import Table
from ..telling import conditions, glossary, notes, route_title, steps
from ..things import Path
from ..wording import say, wording
from .allies import Coalition
from .change import Change
from .influence import Question, named, paths
from .proofs import evidence

NAMED = 12
OUTCOME = ("effect", "gain", "score_before", "score", "band_before", "band", "route_before", "route", "steps")
JOINING = ("ally", "id", "adds", "reached", "of_these", "band", "route", "evidence")


@dataclass(frozen=True)
class Supposition:
    """An answer ready to be shown: its title, itself in a line, rows, lines, routes, marks for a map, and a remark where nothing helps ('')."""

    question: Question
    title: str
    answer: str
    table: Table
    lines: tuple[str, ...]
    routes: tuple[Path, ...] = ()
    marked: tuple[tuple[str, str], ...] = ()
    remark: str = ""


def of_change(facts: Facts, found: Change, scores: bool = False) -> Supposition:
    """The effect of given changes."""
    question, word = found.question, effect(found.before, found.after)
    changes = [say("whatif_imagined", sentence=sentence(facts, question, tie.kind, tie.start, tie.end)) for tie in found.added]
    changes += [say("whatif_lost", sentence=sentence(facts, question, tie.kind, tie.start, tie.end)) for tie in found.lost]
    changes += [say("whatif_lost", sentence=say("whatif_lost_thing", name=facts.thing(thing, question.lang).short)) for thing in found.gone]
    row = {"change": " ".join(changes), **outcome(found.before, found.after)}
    idle = [say("whatif_idle", sentence=sentence(facts, question, tie.kind, tie.start, tie.end)) for tie in found.idle]
    if any({tie.start, tie.end} & {*question.starts} and {tie.start, tie.end} & {*question.ends} for tie in found.added):
        idle.append(say("whatif_bare", target=named(facts, question.ends, question.lang)))
    lines = [*present(found.before, scores), *(f"   {line}" for line in (steps(found.before) if found.before else ())), ""]
    lines += [*changes, say("whatif_effect", effect=word) + numbers(found.before, found.after, scores), *idle]
    if found.after and found.after != found.before:
        lines += [say("whatif_then", band=say("band_" + found.after.band), route=route_title(found.after)), *(f"   {line}" for line in steps(found.after))]
        lines += [f"     {note}" for note in notes(facts, found.after, question.moment.on)]
    lines += [*(["", say("whatif_assumed")] if found.added else []), *ending(question, tuple(path for path in (found.before, found.after) if path))]
    routes = tuple(dict.fromkeys(path for path in (found.after, found.before) if path))
    return Supposition(question, titled(facts, question), " ".join([*changes, say("whatif_effect", effect=word)]), Table(("change", *OUTCOME), (row,)), tuple(lines), routes)


def of_coalition(facts: Facts, found: Coalition) -> Supposition:
    """Who joins, and what that adds."""
    question = found.question
    side = named(facts, question.starts, question.lang)
    rows, examples, reached = [], list[Path](), len(found.alone)
    lines = [say("whatif_allies_today", side=side, n=reached) + (f": {some(facts, question, found.alone)}" if found.alone else "") + ".", ""]
    for n, one in enumerate(found.joining, 1):
        reached += len(one.adds)
        names = "; ".join(facts.thing(thing, question.lang).short for thing in one.adds)
        path = paths(facts, replace(question, starts=(one.ally,), ends=one.adds, k=1)).routes[0]
        examples.append(path)
        told = (facts.label(one.ally, question.lang), one.ally, len(one.adds), reached, names, path.band, route_title(path), evidence(path))
        rows.append(dict(zip(JOINING, told, strict=True)))
        lines.append(say("whatif_allies_more", n=n, name=named(facts, [one.ally], question.lang), more=len(one.adds), names=some(facts, question, one.adds), reached=reached))
        lines += [f"     {line}" for line in (say("whatif_allies_route", band=say("band_" + path.band), route=route_title(path)), *steps(path))]
    nothing = "" if rows else say("whatif_allies_none", side=side)
    lines += ["", say("whatif_allies_count", above=f"{found.above:g}", hops=question.hops), *([say("whatif_allies_bound")] if rows else [])]
    lines += ending(question, tuple(examples))
    marked = tuple((one.ally, say("whatif_allies_mark", n=n, more=len(one.adds))) for n, one in enumerate(found.joining, 1))
    joined = [line for line in lines if not line.startswith(" ")][2 : 2 + len(rows)]
    answer = " ".join((*joined, say("whatif_allies_count", above=f"{found.above:g}", hops=question.hops))) if rows else nothing
    return Supposition(question, say("whatif_allies_title", side=side), answer, Table(JOINING, tuple(rows)), tuple(lines), tuple(examples), marked, nothing)


def some(facts: Facts, question: Question, things: Sequence[str]) -> str:
    """The first of some things in words, and how many more."""
    names = [facts.thing(thing, question.lang).short for thing in things]
    return ", ".join(names[:NAMED]) + (say("whatif_more", n=len(names) - NAMED) if len(names) > NAMED else "")


def titled(facts: Facts, question: Question) -> str:
    """The heading of a what-if."""
    return say("whatif_title", start=named(facts, question.starts, question.lang), end=named(facts, question.ends, question.lang))


def present(path: Path | None, scores: bool) -> Iterator[str]:
    """The best route as things stand, in a line."""
    number = f", score {path.score:.6f}" if path and scores else ""
    yield say("whatif_present", band=say("band_" + path.band) + number, route=route_title(path)) if path else say("whatif_present_none")


def effect(before: Path | None, after: Path | None) -> str:
    """What a change does to the best route, in words."""
    if before is None or after is None:
        return say("whatif_effect_" + ("opens" if after else "lost" if before else "none"))
    gain = after.score / before.score
    steps = (("much", 10), ("several", 3), ("clear", 1.5), ("bit", 1 + 1e-9), ("same", 1 - 1e-9))
    return say("whatif_effect_" + next((word for word, least in steps if gain >= least), "less"))


def numbers(before: Path | None, after: Path | None, scores: bool) -> str:
    """The scores of a change, if asked for."""
    if not scores or not after:
        return ""
    return f" [score {after.score:.6f}" + (f", {after.score / before.score:.2f} times" if before else "") + "]"


def outcome(before: Path | None, after: Path | None) -> dict[str, object]:
    """The columns of an effect."""
    return {
        "effect": effect(before, after),
        "gain": after.score / before.score if before and after else None,
        "score_before": before.score if before else None,
        "score": after.score if after else None,
        "band_before": before.band if before else None,
        "band": after.band if after else None,
        "route_before": route_title(before) if before else None,
        "route": route_title(after) if after else None,
        "steps": " ".join(line.strip() for line in steps(after)) if after else None,
    }


def sentence(facts: Facts, question: Question, kind: str, start: str, end: str) -> str:
    """What a tie of a kind says of two things."""
    return kinds()[kind].say(facts.thing(start, question.lang).short, facts.thing(end, question.lang).short, "actual")


def ending(question: Question, paths: Sequence[Path]) -> list[str]:
    """What every answer ends with: the acronyms, the conditions, that scores are heuristics."""
    return ["", *glossary(tuple(paths)), conditions(question), wording()["heuristic"]]
