"""Reach in words and rows: who, in how many steps, over whom, how firm; the links that carry it; what was left out.

In: what `reach` found. Out: lines for people, rows for tables, the words on a map. Scores only where asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ..facts import Facts
from ..tables import Table, as_text
from ..telling import agreement, conditions, glossary, route_title, steps
from ..things import Path
from ..wording import say, wording
from .influence import named
from .proofs import evidence, links_told, over, weakest
from .reach import Reach, decides, reach
from .relaxation import changes
from .sureness import DRAWS, counted, varied

DRAWN = 12
COLUMNS = ("reach_who", "reach_kind", "reach_how_far", "reach_band", "reach_over", "route_weakest", "reach_sure", "reach_score")


def ends(facts: Facts, found: Reach) -> str:
    """The name of the end that is not open."""
    return named(facts, found.question.ends if found.backwards else found.question.starts, found.question.lang)


def headline(facts: Facts, found: Reach) -> str:
    """Who reaches how many, in a sentence."""
    return say("reach_backward" if found.backwards else "reach_forward", name=ends(facts, found), n=len(found.routes) + found.more, above=f"{found.above:g}")


def drawn(facts: Facts, found: Reach) -> tuple[str, str, tuple[Path, ...], dict[str, str]]:
    """What a map of it shows, as much as can be read, who decides first: title, answer, routes as stories, the number of steps on each thing."""
    shown = found.routes if len(found.routes) <= DRAWN else tuple(sorted(found.routes, key=lambda path: not decides(facts, found.other(path).id)))[:DRAWN]
    marked = {found.other(path).id: say("reach_step" if len(path.hops) == 1 else "reach_steps", n=len(path.hops)) for path in shown}
    title = say("reach_title_back" if found.backwards else "reach_title", name=ends(facts, found))
    few = f" {say('reach_drawn', n=len(shown))}" if len(shown) < len(found.routes) else ""
    return title, f"{headline(facts, found)}.{few}", (*shown, *found.aims), marked


def table(found: Reach) -> Table:
    """A row per thing, stated aims last."""
    columns = ("name", "kind", "steps", "band", "via", "weakest", "evidence", "stated_aim", "score", "id", *(DRAWS if found.sure else ()))
    rows = [
        {
            "name": found.other(path).label,
            "kind": found.other(path).kind,
            "steps": len(path.hops),
            "band": path.band,
            "via": route_title(path),
            "weakest": weakest(path),
            "evidence": evidence(path),
            "stated_aim": path.stated_aim,
            "score": path.score,
            "id": found.other(path).id,
        }
        | counted(sure)
        for path, sure in zip_longest((*found.routes, *found.aims), found.sure)
    ]
    return Table(columns, tuple(rows))


def told(facts: Facts, found: Reach, scores: bool = False) -> Iterator[str]:
    """The lines for people: a row per way that leads to one or several of a kind; the links that carry them; what the reader must know."""
    yield from (f"{headline(facts, found)}.", "")
    optional = {"route_weakest": not found.sure, "reach_sure": bool(found.sure), "reach_score": scores}
    keys = [key for key in COLUMNS if optional.get(key, True)]
    columns = tuple(map(say, keys))
    deciding = {path: decides(facts, found.other(path).id) for path in found.routes}
    for title, wanted in (("reach_deciders", True), ("reach_allies", False)):
        routes = [path for path in found.routes if deciding[path] == wanted]
        rows = tuple({say(key): row[key] for key in keys} for row in grouped(found, routes))
        if rows:
            yield from (f"{say(title)}:", "", as_text(Table(columns, rows)))
    if found.routes:
        yield from (say("reach_links"), *links_told(found.routes), "")
    agreeing = [] if found.backwards else [found.other(path).short for path in found.routes if agreement(facts, path.hops[-1].end.id)]
    if agreeing:
        yield from (say("reach_consensus", names=", ".join(agreeing)), "")
    if found.aims:
        yield from (wording()["aims"] + ":", *(line for path in found.aims for line in steps(path)), "")
    yield from left_out(found)
    yield from glossary((*found.routes, *found.aims))
    yield conditions(found.question)
    yield from (varied(found.question.lens, draws) for draws in {known.draws for known in found.sure})
    yield wording()["heuristic"]


def grouped(found: Reach, routes: list[Path]) -> Iterator[dict[str, str]]:
    """The rows for people, by column: things of one kind that the same steps lead to stand in one."""
    sure = {path: say("reach_sure_cell", kept=known.kept, draws=known.draws) for path, known in zip(found.routes, found.sure, strict=False)}
    rows: dict[tuple[object, ...], list[Path]] = {}
    for path in routes:
        between = tuple(hop.end.id for hop in path.hops[:-1])
        ways = tuple((hop.tie.kind, hop.tie.status, hop.forward) for hop in path.hops)
        rows.setdefault((found.other(path).kind, between, ways, path.band, path.weakest, f"{path.score:.6f}", sure.get(path)), []).append(path)
    for paths in rows.values():
        first = paths[0]
        common = all(path.hops[path.weakest].tie.id == first.hops[first.weakest].tie.id for path in paths)
        yield {
            "reach_who": ", ".join(found.other(path).short for path in paths),
            "reach_kind": found.other(first).kind.replace("-", " "),
            "reach_how_far": str(len(first.hops)),
            "reach_band": wording()["band_" + first.band],
            "reach_over": over(first),
            "route_weakest": "" if len(first.hops) == 1 else weakest(first) if common else say("reach_first_step" if found.backwards else "reach_last_step"),
            "reach_sure": sure.get(first, ""),
            "reach_score": f"{first.score:.6f}",
        }


def left_out(found: Reach) -> Iterator[str]:
    """How many were reached and are not shown, and how to see them."""
    if found.more:
        yield say("reach_more", n=found.more)
    if found.weaker:
        yield say("reach_weaker", n=found.weaker, above=f"{found.above:g}")
    if found.others:
        yield say("reach_others", kinds=", ".join(f"{n} {kind.replace('-', ' ')}" for kind, n in found.others))


def nobody(facts: Facts, found: Reach) -> str:
    """Why nobody is reached, and what would change that."""
    question = found.question
    names = ends(facts, found)
    lines = [f"{say('reach_nobody_back' if found.backwards else 'reach_nobody', name=names)} ({conditions(question)})."]
    if found.dead:
        lines.append(say("route_ends", where=f"{'into' if found.backwards else 'out of'} {names}"))
    opens = next((words for words, change in changes(facts, question) if reach(facts, change(question), found.backwards, found.above).routes), "")
    lines += [say("reach_opens", change=opens)] if opens else []
    return "\n".join([*lines, *left_out(found)])
