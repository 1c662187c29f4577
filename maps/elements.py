"""Things, links and routes as a view has them: facts in words, with the numbers of their sources, as of a day.

Texts are in the words of `ontology/words.ttl`; ids are slugs. A recalled source is numbered apart from the same one read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..graph.dates import span
from ..graph.dossier import profile_of
from ..graph.facts import ISSUED, PUBLISHER, Facts, word_facts
from ..graph.kinds import kinds
from ..graph.naming import names_by_language
from ..graph.telling import agreement, notes, route_title
from ..graph.things import Evidence, Path, Tie
from ..graph.validity import Moment, marks
from ..graph.vocabulary import GRAPH, ID, K
from ..graph.wording import mark, wording
from .records import life
from .told import elsewhere
from .view import Fact, Kind, Link, LinkKind, Node, Route, SourceNote, Step

NAMED = ("name", "kind", "address", "also called")
COLOURS = {"structureTies": "#1b5e9f", "accessTies": "#7a2e8e", "supportTies": "#2e7d32", "textsTies": "#6b4f00", "territoryTies": "#5f5f5f", "statedTies": "#9a3412"}


def slug(iri: str) -> str:
    """The short id of a thing or record of ours, or of a table; the whole IRI of others."""
    return iri.removeprefix(ID).removeprefix(GRAPH)


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


def node(facts: Facts, sources: Sources, thing: str, kind: str, moment: Moment, weight: int, lang: str) -> Node:
    """A thing as a node, with what is known of it beside its links."""
    own = [row for row in profile_of(facts, thing, moment, lang, ties=False) if row["about"] not in NAMED and not elsewhere(str(row["about"]))]
    label = facts.label(thing, lang)
    facts_told = tuple(Fact(str(row["about"]), str(row["statement"]), sources.of(row["evidence"]), next(iter(doubts(row["evidence"])), "")) for row in own)
    begins, ends = life(facts, thing)
    return Node(
        slug(thing),
        label,
        facts.short(thing, lang),
        kind,
        tuple(facts.names(thing)),
        facts_told,
        0,
        0,
        float(weight),
        begins="" if begins == date.min else begins.isoformat(),
        ends="" if ends == date.max else ends.isoformat(),
        consensus=agreement(facts, thing),
        adopted=tuple((text, span(text).first.isoformat()) for text in facts.all(thing, K + "adoptedOn")),
        event=facts.isa(thing, "Event"),
        person=facts.isa(thing, "Person"),
        cls=facts.thing(thing).kind,
        labels={language: name for language, name in names_by_language(facts, thing).items() if name != label},
    )


def doubts(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """The marks of a statement that nobody has read anywhere yet, or that was only inferred: keys of words."""
    recalled = bool(evidence) and all(known.confidence == "recalled" for known in evidence)
    inferred = bool(evidence) and all(known.assertion == "inferred" for known in evidence)
    return tuple(word for word, so in (("recalled", recalled), ("inferred", inferred)) if so)


def link(facts: Facts, sources: Sources, tie: Tie, moment: Moment, lang: str) -> Link:
    """A tie as a link."""
    kind = kinds()[tie.kind]
    sentence = kind.say(facts.label(tie.start, lang), facts.label(tie.end, lang), tie.status)
    signs = tuple(word for word in marks(tie, moment) if word not in (tie.status, "undated"))
    how = wording()["assertion_" + tie.evidence[0].assertion.replace("-", "_")] if tie.evidence else mark("imagined")
    if not tie.evidence:
        sentence = wording()["whatif_imagined"].format(sentence=kind.say(facts.label(tie.start, lang), facts.label(tie.end, lang), "actual"))
    return Link(slug(tie.id), slug(tie.start), slug(tie.end), kind.word, kind.verb, sentence, tie.status, tie.since, tie.until, how, signs, sources.of(tie.evidence))


def link_kind(kind: str) -> LinkKind:
    """A kind of link as the legend and the sentences have it."""
    one = kinds()[kind]
    return LinkKind(one.word, one.verb, COLOURS[one.group.removeprefix(K)], one.inverse, one.sentence, one.intended, one.occurrence)


def cited(sources: Sources, evidence: tuple[Evidence, ...]) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    """The sources of some evidence: their numbers; for each the places in it; and how it is known."""
    by_number: dict[int, list[Evidence]] = {}
    for one in evidence:
        by_number.setdefault(sources.of((one,))[0], []).append(one)
    places = tuple("; ".join(dict.fromkeys(one.locator for one in found if one.locator)) for found in by_number.values())
    return tuple(by_number), places, tuple(found[0].assertion for found in by_number.values())


def route(facts: Facts, sources: Sources, path: Path, day: date) -> Route:
    """A path as a route in words, from the same object as the drawing."""
    say = wording()
    steps = tuple(Step(slug(h.start.id), slug(h.end.id), slug(h.tie.id), h.sentence, h.marks, *cited(sources, h.evidence)) for h in path.hops)
    alike = f"{say['folded'].format(n=len(path.alike))}: {', '.join(path.alike)}." if path.alike else ""
    note = " ".join(filter(None, (*notes(facts, path, day), alike)))
    return Route(route_title(path), path.band, note, path.stated_aim, steps, path.weakest)
