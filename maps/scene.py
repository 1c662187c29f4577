"""Which part of the knowledge goes on a map, and in which words: facts → `MapView`.

With names: the things within some steps of them, and the routes to a target. Without: who sits where and who reports to
whom, the most connected first, as far as a picture carries. Persons stay off a map unless the profile has them as steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace

import numpy as np

from .. import __version__
from ..graph.analysis import lenses
from ..graph.analysis.building import links
from ..graph.analysis.influence import Answer
from ..graph.analysis.lenses import Lens
from ..graph.analysis.rows import RowFacts
from ..graph.errors import UsageError
from ..graph.facts import Facts
from ..graph.kinds import kinds
from ..graph.knowledge import Knowledge
from ..graph.store import EMBEDDED
from ..graph.telling import closed
from ..graph.things import Path, Tie
from ..graph.validity import Moment
from ..graph.wording import wording
from . import assessments, elements, holdings
from . import told as told_of
from .groups import MANY, groups
from .layers import ranks
from .layout import placed
from .records import Proofs, records, usable
from .view import MapView

MOST = 300
OVERVIEW = 110
HELD = 250_000
REPORTING = "reporting"
LAYOUTS = ("auto", "force", "layers")
LICENCE = "CC BY 4.0"


def drawable(knowledge: Knowledge, thing: str) -> str:
    """A thing that a map of this audience may be about; `UsageError` for a person."""
    if knowledge.facts.isa(thing, "Person") and not knowledge.audience.person_as_step:
        raise UsageError(
            f"'{knowledge.facts.label(thing)}' is a person; persons are not on maps of the profile {knowledge.audience.name}.",
            "Name an organisation, or use --profile facilitator.",
        )
    return thing


def chosen(knowledge: Knowledge, ties: list[Tie], names: list[str], hops: int, routes: tuple[Path, ...], many: int = MANY) -> set[str]:
    """The things to draw."""
    around: dict[str, set[str]] = {}
    for tie in ties:
        around.setdefault(tie.start, set()).add(tie.end)
        around.setdefault(tie.end, set()).add(tie.start)
    on_routes = {end.id for path in routes for hop in path.hops for end in (hop.start, hop.end)}
    busiest = sorted(around, key=lambda thing: (-len(around[thing]), thing))
    if names:
        found = set(names)
        for _ in range(hops):
            ring = {far for near in found for far in around.get(near, ())} - found
            found |= set([thing for thing in busiest if thing in ring][: max(0, MOST - len(found))])
        return found | on_routes
    if len(busiest) > many:
        return set(busiest[:MOST])
    return set(busiest if of_others(knowledge) else busiest[:OVERVIEW])


def of_others(knowledge: Knowledge) -> bool:
    """Whether all of it comes from files that somebody named."""
    return bool(knowledge.places) and EMBEDDED not in knowledge.places


def with_ties(knowledge: Knowledge, names: list[str], hops: int, routes: tuple[Path, ...]) -> Knowledge:
    """The same, with a tie for every row of a large table; `UsageError` for more rows than a file can hold."""
    if not isinstance(knowledge.facts, RowFacts):
        return knowledge
    listed = knowledge.facts if len(knowledge.facts.table) <= HELD else None
    walked = {end.id for path in routes for hop in path.hops for end in (hop.start, hop.end)}
    found = listed.listed() if listed else knowledge.facts.listed(sorted({*names, *walked}), hops) if names else None
    if found is None or len(found.ties) > HELD:
        raise UsageError(f"A map file holds at most {HELD:,} rows of a table.", "Name things to draw what is around them, with fewer --hops.")
    return replace(knowledge, facts=found)


def scene(
    knowledge: Knowledge,
    lens: Lens,
    moment: Moment,
    names: list[str],
    hops: int,
    answers: tuple[Answer, ...],
    lang: str = "en",
    layout: str = "auto",
    without: frozenset[str] = frozenset(),
    whole: bool = True,
    advance: Callable[[str], None] = lambda doing: None,
    many: int = MANY,
) -> MapView:
    """The view of a map, its places worked out. Without names it is an overview, in ranks. The file holds the `whole` of what
    the audience may see, or only what is drawn. Of more than `many` things without names it shows groups first. `advance` is told
    what is being done."""
    routes = tuple(path for answer in answers for path in (*answer.routes, *answer.aims))
    knowledge = with_ties(knowledge, names, hops, routes)
    facts, say = knowledge.facts, wording()
    ties = [tie for tie in links(facts, moment) if not {tie.start, tie.end} & without and all(holdings.shown(knowledge, end) for end in (tie.start, tie.end))]
    of_rows = facts.network(lens, moment, without)
    total_things, total_ties = (len(of_rows.names), len(of_rows.links)) if of_rows else (len({end for tie in ties for end in (tie.start, tie.end)}), len(ties))
    every = degrees(ties)
    if not names and not of_others(knowledge):
        ties = [tie for tie in ties if kinds()[tie.kind].in_overview]
    drawn = {thing for thing in chosen(knowledge, ties, names, hops, routes, many) if facts.knows(thing)}
    drawn_ties = {tie.id: tie for tie in ties if tie.start in drawn and tie.end in drawn} | {hop.tie.id: hop.tie for path in routes for hop in path.hops}
    kept = sorted((drawn | (holdings.holdings(knowledge) if whole else set())) - without)
    sources = elements.Sources(facts)
    told = tuple(elements.route(facts, sources, path, moment.on) for path in routes)
    drawn_links = tuple(elements.link(facts, sources, tie, moment, lang) for tie in drawn_ties.values())
    looks = elements.drawings()
    advance(f"{len(kept):,} things, {len(drawn):,} of them drawn first")
    weights = every
    weights.update(dict.fromkeys(names, 1000))
    things = tuple(elements.node(facts, sources, thing, elements.look(facts, looks, thing), moment, weights[thing], lang) for thing in kept)
    sections = told_of.sections(facts, sources, moment, kept, lang)
    things = tuple(replace(one, told=sections[thing]) for one, thing in zip(things, kept, strict=True))
    held = set(kept)
    judged = {elements.slug(thing): values for thing, values in assessments.spreads(assessments.given(facts)).items() if thing in held}
    sorts = sorted({tie.kind for tie in (*usable(facts, held), *drawn_ties.values())}, key=lambda kind: kinds()[kind].verb)
    numbers = {kind: number for number, kind in enumerate(sorts)}
    proofs = Proofs(sources)
    imagined = [tie for tie in drawn_ties.values() if not tie.evidence]
    known = records(facts, lenses.lens(holdings.ALL), moment, {thing: number for number, thing in enumerate(kept)}, numbers, proofs, imagined)
    told_records = tuple(replace(one, id=elements.slug(one.id)) for one in known if one.id not in without)
    view = MapView(
        title=title(facts, names, answers, lang),
        subtitle="",
        lang=lang,
        on=moment.on.isoformat(),
        lens=lens.label,
        status=say[f"shown_status_{moment.status}"],
        profile=knowledge.audience.name,
        total_nodes=total_things,
        total_links=total_ties,
        withheld=knowledge.audience.leaves_out,
        licence=LICENCE,
        cite=f"kuasa {__version__}, {moment.on.isoformat()}, https://w3id.org/kuasa/",
        answer=" ".join(map(outcome, answers)),
        kinds=tuple(kind for kind in looks.values() if any(n.kind == kind.id for n in things)),
        link_kinds=tuple(elements.link_kind(kind) for kind in sorts),
        nodes=things,
        links=drawn_links,
        routes=told,
        sources=sources.notes(),
        words=say,
        lens_name=lens.name,
        status_name=moment.status,
        strict=moment.strict,
        whole=len(kept) >= total_things,
        drawn=tuple(elements.slug(thing) for thing in sorted(drawn)),
        asked=ends_of(answers) if answers else (tuple(map(elements.slug, names)), ()),
        records=told_records,
        proofs=tuple(proofs.numbers),
        lenses=tuple(holdings.choices(sorts)),
        base=holdings.base(facts, kept, numbers),
        assessments=judged,
        scales=assessments.scales() if judged else {},
    )
    if answers:
        view = replace(view, hops=answers[0].question.hops, k=answers[0].question.k)
    if not names and len(every) > many:
        advance(f"Looking for groups among {len(every):,} things")
        view = grouped(view)
    advance(f"Laying out {len(view.drawn):,} things")
    return arranged(view, "layers" if layout == "auto" and not names and len(view.drawn) <= MOST else layout)


def grouped(view: MapView) -> MapView:
    """The view with the groups of all its things, which are shown first."""
    weights = [one.weight for one in view.nodes]
    starts, ends = (np.array([getattr(one, end) for one in view.records], np.int64) for end in ("start", "end"))
    return replace(view, groups=asdict(groups(weights, starts, ends)), opening="groups")


def degrees(ties: Iterable[Tie]) -> Counter[str]:
    """How many links each thing has."""
    return Counter(end for tie in ties for end in {tie.start, tie.end})


def ends_of(answers: tuple[Answer, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """From whom and to whom routes were asked for."""
    starts, ends = ((end for answer in answers for end in answer.question.starts), (end for answer in answers for end in answer.question.ends))
    return tuple(dict.fromkeys(map(elements.slug, starts))), tuple(dict.fromkeys(map(elements.slug, ends)))


def arranged(view: MapView, layout: str) -> MapView:
    """The view with the places of the part drawn first: in ranks, or by forces; those in ranks are kept for both."""
    part = view.part
    pairs = [(one.start, one.end) for one in part.links if one.kind == REPORTING]
    others = [(one.start, one.end) for one in part.links if one.kind != REPORTING]
    ranked = ranks([one.id for one in part.nodes], pairs, others) if len(part.nodes) <= MOST or layout == "layers" else {}
    forced = {node.id: (node.x, node.y) for node in placed(part).nodes}
    first = ranked if layout == "layers" and ranked else forced
    places = {"force": forced} | ({"layers": ranked} if ranked else {})
    nodes = tuple(replace(one, x=first[one.id][0], y=first[one.id][1]) if one.id in first else one for one in view.nodes)
    return replace(view, nodes=nodes, places=places, layout="layers" if first is ranked else "force")


def title(facts: Facts, names: list[str], answers: tuple[Answer, ...], lang: str) -> str:
    """What the map is of: who to whom, whose surroundings, or everything."""
    asked = [" → ".join(", ".join(facts.label(end, lang) for end in ends) for ends in (a.question.starts, a.question.ends)) for a in answers]
    return " · ".join(asked or [facts.label(name, lang) for name in names]) or wording()["map_of_all"]


def outcome(answer: Answer) -> str:
    """How many routes, or what would open one."""
    n = len(answer.routes)
    if n:
        aims = f", {len(answer.aims)} stated aim{'s' if len(answer.aims) > 1 else ''}" if answer.aims else ""
        return f"{n} route{'s' if n > 1 else ''}{aims}."
    return " ".join([f"{wording()['no_route']}.", *closed(answer).splitlines()])
