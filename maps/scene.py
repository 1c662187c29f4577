"""Which part of the knowledge goes on a map, and in which words: facts → `MapView`.

With names: the things within some steps of them, and the routes to a target. Without: who sits where and who reports to
whom, the most connected first, as far as a picture carries. Persons stay off a map unless the profile has them as steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from .. import __version__
from ..graph.analysis.building import links
from ..graph.analysis.influence import Answer
from ..graph.analysis.lenses import Lens
from ..graph.dossier import profile_of
from ..graph.errors import UsageError
from ..graph.facts import ISSUED, PUBLISHER, Facts, word_facts
from ..graph.kinds import kinds
from ..graph.knowledge import Knowledge
from ..graph.telling import closed, notes, route_title
from ..graph.things import Evidence, Path, Tie
from ..graph.validity import Moment, marks
from ..graph.vocabulary import ID, K
from ..graph.wording import mark, wording
from .layers import ranks
from .layout import placed
from .view import Fact, Kind, Link, LinkKind, MapView, Node, Route, SourceNote, Step

MOST = 300
OVERVIEW = 110
REPORTING = "reporting"
LAYOUTS = ("auto", "force", "layers")
COLOURS = {"structureTies": "#1b5e9f", "accessTies": "#7a2e8e", "supportTies": "#2e7d32", "textsTies": "#6b4f00", "territoryTies": "#5f5f5f", "statedTies": "#9a3412"}
LICENCE = "CC BY 4.0"


def drawable(knowledge: Knowledge, thing: str) -> str:
    """A thing that a map of this audience may be about; `UsageError` for a person."""
    if knowledge.facts.isa(thing, "Person") and not knowledge.audience.person_as_step:
        raise UsageError(
            f"'{knowledge.facts.label(thing)}' is a person; persons are not on maps of the profile {knowledge.audience.name}.",
            "Name an organisation, or use --profile facilitator.",
        )
    return thing


def slug(iri: str) -> str:
    """The short id of a thing or record of ours; the whole IRI of others."""
    return iri.removeprefix(ID)


@dataclass
class Sources:
    """Numbers for sources, in the order in which they are first named."""

    facts: Facts
    numbers: dict[tuple[str, bool], int] = field(default_factory=dict)

    def of(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """The numbers of some evidence."""
        return tuple(dict.fromkeys(self.numbers.setdefault((known.id, bool(known.check_at)), len(self.numbers) + 1) for known in evidence))

    def notes(self) -> tuple[SourceNote, ...]:
        """Every numbered source."""
        one = self.facts.one
        return tuple(
            SourceNote(number, self.facts.label(iri), one(iri, PUBLISHER), one(iri, ISSUED), one(iri, K + "address"), check)
            for (iri, check), number in sorted(self.numbers.items(), key=lambda item: item[1])
        )


def chosen(knowledge: Knowledge, ties: list[Tie], names: list[str], hops: int, routes: tuple[Path, ...]) -> set[str]:
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
    return set(busiest[:OVERVIEW])


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
) -> MapView:
    """The view of a map, its places worked out. Without names it is an overview, in ranks."""
    facts, say = knowledge.facts, wording()
    ties = [tie for tie in links(facts, moment) if not {tie.start, tie.end} & without]
    ties = [tie for tie in ties if knowledge.audience.person_as_step or not any(facts.isa(end, "Person") for end in (tie.start, tie.end))]
    of_rows = facts.network(lens, moment, without)
    total_things, total_ties = (len(of_rows.names), len(of_rows.links)) if of_rows else (len({end for tie in ties for end in (tie.start, tie.end)}), len(ties))
    if not names:
        ties = [tie for tie in ties if kinds()[tie.kind].in_overview]
    routes = tuple(path for answer in answers for path in (*answer.routes, *answer.aims))
    drawn = {thing for thing in chosen(knowledge, ties, names, hops, routes) if facts.knows(thing)}
    shown = [tie for tie in ties if tie.start in drawn and tie.end in drawn]
    shown += [hop.tie for path in routes for hop in path.hops if hop.tie.id not in {tie.id for tie in shown}]
    sources = Sources(facts)
    looks = drawings()
    degree = {thing: sum(thing in (tie.start, tie.end) for tie in shown) for thing in drawn}
    told = tuple(route(facts, sources, path, moment.on) for path in routes)
    things = tuple(node(facts, sources, thing, look(facts, looks, thing), moment, degree[thing], thing in names, lang) for thing in sorted(drawn))
    drawn_links = tuple(link(facts, sources, tie, moment, lang) for tie in {t.id: t for t in shown}.values())
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
        withheld=knowledge.withheld.count,
        licence=LICENCE,
        cite=f"kuasa {__version__}, {moment.on.isoformat()}, https://w3id.org/kuasa/",
        answer=" ".join(map(outcome, answers)),
        kinds=tuple(kind for kind in looks.values() if any(n.kind == kind.id for n in things)),
        link_kinds=tuple(LinkKind(k.word, k.verb, COLOURS[k.group.removeprefix(K)]) for k in sorted(kinds().values(), key=lambda k: k.verb) if any(t.kind == k.id for t in shown)),
        nodes=things,
        links=drawn_links,
        routes=told,
        sources=sources.notes(),
        words=say,
    )
    pairs = [(one.start, one.end) for one in view.links if one.kind == REPORTING]
    others = [(one.start, one.end) for one in view.links if one.kind != REPORTING]
    ranked = ranks([one.id for one in view.nodes], pairs, others) if layout == "layers" or (layout == "auto" and not names) else None
    if ranked is None:
        return placed(view)
    return replace(view, nodes=tuple(replace(one, x=ranked[one.id][0], y=ranked[one.id][1]) for one in view.nodes))


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


def drawings() -> dict[str, Kind]:
    """The look of each class that has one."""
    facts = word_facts()
    found = {}
    for iri in facts.subjects("Drawing"):
        name = facts.one(iri, K + "ofClass")
        found[name] = Kind(iri.removeprefix(K + "drawing-"), facts.label(iri), facts.one(iri, K + "shape"), facts.one(iri, K + "colour"))
    return found


def look(facts: Facts, looks: dict[str, Kind], thing: str) -> str:
    """The drawing of a thing: that of its nearest class."""
    return next((looks[name].id for name in facts.classes(thing) if name in looks), "thing")


def node(facts: Facts, sources: Sources, thing: str, kind: str, moment: Moment, degree: int, asked: bool, lang: str) -> Node:
    """A thing as a node, with what is known of it beside its links."""
    own = [row for row in profile_of(facts, thing, moment, lang, ties=False) if row["about"] not in ("name", "kind", "address", "also called")]
    label = facts.label(thing, lang)
    facts_told = tuple(Fact(str(row["about"]), str(row["statement"]), sources.of(row["evidence"]), doubt(row["evidence"])) for row in own)
    return Node(slug(thing), label, facts.short(thing, lang), kind, tuple(facts.names(thing)), facts_told, 0, 0, float(degree + (1000 if asked else 0)))


def doubt(evidence: tuple[Evidence, ...]) -> str:
    """The mark of a statement that nobody has read anywhere yet, or that was inferred."""
    if evidence and all(known.confidence == "recalled" for known in evidence):
        return mark("recalled")
    return mark("inferred") if evidence and all(known.assertion == "inferred" for known in evidence) else ""


def link(facts: Facts, sources: Sources, tie: Tie, moment: Moment, lang: str) -> Link:
    """A tie as a link."""
    kind = kinds()[tie.kind]
    sentence = kind.say(facts.label(tie.start, lang), facts.label(tie.end, lang), tie.status)
    signs = tuple(mark(word) for word in marks(tie, moment) if word not in (tie.status, "undated"))
    how = wording()["assertion_" + tie.evidence[0].assertion.replace("-", "_")] if tie.evidence else mark("imagined")
    if not tie.evidence:
        sentence = wording()["whatif_imagined"].format(sentence=kind.say(facts.label(tie.start, lang), facts.label(tie.end, lang), "actual"))
    return Link(slug(tie.id), slug(tie.start), slug(tie.end), kind.word, kind.verb, sentence, tie.status, tie.since, tie.until, how, signs, sources.of(tie.evidence))


def route(facts: Facts, sources: Sources, path: Path, day: date) -> Route:
    """A path as a route in words, from the same object as the drawing."""
    say = wording()
    steps = tuple(
        Step(
            slug(h.start.id),
            slug(h.end.id),
            slug(h.tie.id),
            h.sentence,
            tuple(map(mark, h.marks)),
            sources.of(h.evidence),
            tuple(dict.fromkeys(e.locator for e in h.evidence if e.locator)),
        )
        for h in path.hops
    )
    alike = f"{say['folded'].format(n=len(path.alike))}: {', '.join(path.alike)}." if path.alike else ""
    note = " ".join(filter(None, (*notes(facts, path, day), alike)))
    return Route(route_title(path), say["band_" + path.band], note, path.stated_aim, steps, path.weakest)
