"""What a map tells of each thing beside its facts and links: what it was asked and promised, how to get in, what opens next.

Facts, a moment and things go in; sections of lines come out, by thing, empty ones left out. Everything that holds for all
things (what was asked of anybody, what opens anywhere, how states stand to texts) is worked out once. Nothing is capped
silently: a last line says how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..graph.acts import recorded
from ..graph.approach import opening_anywhere, windows
from ..graph.asked import Entry
from ..graph.asking import asked, told
from ..graph.brief import recalled
from ..graph.commitments import commitments
from ..graph.dossier import record_said
from ..graph.facts import Facts, word_facts
from ..graph.membership import ASEAN, members
from ..graph.ratifications import ALWAYS_SHOWN, SIGNS, code, order
from ..graph.standings import Standing, standing
from ..graph.statement import Statement
from ..graph.target import Target
from ..graph.things import Evidence
from ..graph.validity import Moment
from ..graph.vocabulary import K, camel
from ..graph.wording import mark, say
from .assessments import Assessment, given, spreads
from .records import Numbered
from .view import Fact, Section

KEPT = {"panel_judged": 9, "panel_became": 9, "panel_asked": 8, "panel_promised": 9, "panel_bound": 9, "panel_doors": 6, "panel_windows": 5}
WITHOUT_WINDOWS = ("Event", "PolicyWindow", "OwnAction", "Recommendation", "Pledge", "Person")
NAMES = 12
SILENT = ("no record", "not open to ratification")
APART = " · "


def sections(facts: Facts, sources: Numbered, moment: Moment, things: Iterable[str], lang: str = "en", whole: bool = False) -> dict[str, tuple[Section, ...]]:
    """What is told of some things as of a moment, by thing; the `whole` of it, or as much as fits beside a map."""
    here = Target(facts, "", "", moment, lang)
    entries = commitments(facts, moment.on, lang=lang)
    ahead = opening_anywhere(here)
    standings = all_standings(facts, moment, lang)
    every = given(facts)
    found = {}
    for thing in things:
        target = here.beside(thing)
        others = [one for one in ahead if one.kind != "own-action" or thing not in (host.id for host in one.hosts)]
        opens = windows(target, others) if not any(facts.isa(thing, name) for name in WITHOUT_WINDOWS) else ()
        lines = {
            "panel_judged": judged(sources, [one for one in every if one.thing == thing]),
            "panel_became": became(target, sources, [entry for entry in entries if entry.what == thing]),
            "panel_asked": lined(sources, asked(target, entries)),
            "panel_promised": [
                *stood(facts, sources, {text: known for (state, text), known in standings.items() if state == thing}, lang),
                *lined(sources, (one for entry in entries if entry.kind != "recommendation" and thing in entry.by for one in told(target, entry))),
            ],
            "panel_bound": stood(facts, sources, {state: known for (state, text), known in standings.items() if text == thing}, lang),
            "panel_doors": doors(facts, sources, thing, lang),
            "panel_windows": lined(sources, opens),
        }
        found[thing] = tuple(Section(key, capped(told_of, len(told_of) if whole else KEPT[key])) for key, told_of in lines.items() if told_of)
    return found


def lined(sources: Numbered, statements: Iterable[Statement]) -> list[Fact]:
    """Statements as lines; what stands under a statement joins its line; gaps are left to the target sheet."""
    found: list[Fact] = []
    for one in statements:
        if one.kind == "gap":
            continue
        cited = sources.of(one.evidence)
        if one.level and found:
            above = found[-1]
            found[-1] = Fact(above.label, f"{above.value}; {one.text}", tuple(dict.fromkeys((*above.sources, *cited))), above.mark)
        else:
            signs = dict.fromkeys(sign for sign in (*one.marks, *recalled(one.evidence)) if sign != "actual")
            found.append(Fact(one.lead, one.text, cited, APART.join(signs)))
    return found


def judged(sources: Numbered, assessments: list[Assessment]) -> list[Fact]:
    """What groups judged of a thing: by dimension the middle and the spread, then who said what."""
    found = []
    for name in sorted({one.dimension for one in assessments}):
        of = [one for one in assessments if one.dimension == name]
        ((_, dimensions),) = spreads(of).items()
        middle, low, high, n = dimensions[name]
        said = say("grid_said" if low < high else "grid_said_alike", median=f"{middle:g}", low=f"{low:g}", high=f"{high:g}", n=n)
        each = ", ".join(say("judged_by", value=f"{one.value:g}", group=one.group) for one in of)
        cited = sources.of(known for one in of for known in one.evidence)
        found.append(Fact(word_facts().label(K + camel(name)), f"{said}: {each}", cited, ""))
    return found


def became(target: Target, sources: Numbered, entries: list[Entry]) -> list[Fact]:
    """What became of an asking, pledge or plan itself: by status, who was asked, or who owes it and by when."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.status, []).append(entry)
    found = []
    for status, of in groups.items():
        evidence = tuple(dict.fromkeys(known for entry in of for known in entry.proof or entry.evidence))
        whom = [one for entry in of for one in (entry.by if entry.kind != "recommendation" else [entry.state] if entry.state else entry.to)]
        named = listed(list(dict.fromkeys(map(target.short, whom)))) or say("sheet_somebody")
        due = f" ({of[0].due})" if of[0].due else ""
        found.append(Fact(status, named + due, sources.of(evidence), APART.join(recalled(evidence))))
    return found


def all_standings(facts: Facts, moment: Moment, lang: str) -> dict[tuple[str, str], Standing]:
    """How each member of ASEAN, and Timor-Leste, stands to each text of which anything is recorded; what nobody records is left out."""
    states = sorted({*members(facts, ASEAN, moment.on), *facts.terms.keys() & {ALWAYS_SHOWN}}, key=lambda state: facts.label(state, lang))
    texts = sorted(recorded(facts), key=lambda text: order(facts, text))
    pairs = {(state, text): standing(facts, state, text, moment.on) for text in texts for state in states}
    return {pair: known for pair, known in pairs.items() if known.status not in SILENT}


def stood(facts: Facts, sources: Numbered, standings: dict[str, Standing], lang: str) -> list[Fact]:
    """Standings by status: the other side of each, with its year and what to know of it; the firmest status first."""
    found = []
    for status in SIGNS:
        known = {other: one for other, one in standings.items() if one.status == status}
        if known:
            named = [f"{code(facts, other) if facts.isa(other, 'Instrument') else facts.label(other, lang)}{dated(one)}" for other, one in known.items()]
            evidence = tuple(dict.fromkeys(proof for one in list(known.values())[:NAMES] for proof in one.evidence))
            found.append(Fact(status, listed(named), sources.of(evidence), APART.join(recalled(evidence))))
    return found


def dated(known: Standing) -> str:
    """The year that matters for a standing, and whether somebody read or only concluded it, in brackets: what is in force by
    the rule of the ILO is marked nowhere, its act was read."""
    year = {"denounced": known.until, "not ratified": known.as_of}.get(known.status, known.since)[:4]
    doubt = mark("inferred") if known.inferred and known.status == "not ratified" else mark("recalled") if known.confidence == "recalled" else ""
    proved = say("panel_proved_to", year=year) if known.status == "not ratified" and year and not doubt else year
    told_of = ", ".join(filter(None, (proved, doubt)))
    return f" ({told_of})" if told_of else ""


def doors(facts: Facts, sources: Numbered, thing: str, lang: str) -> list[Fact]:
    """The recorded ways in to a thing itself, with their conditions."""
    nodes = [node for node in facts.about.get(thing, ()) if facts.isa(node, "Door")]
    return [door(facts.evidence(node), *record_said(facts, node, lang), sources) for node in nodes]


def door(evidence: tuple[Evidence, ...], heading: str, statement: str, sources: Numbered) -> Fact:
    """A way in as a line."""
    return Fact(heading, statement, sources.of(evidence), APART.join(recalled(evidence)))


def listed(names: list[str]) -> str:
    """Names in a row, the first ones only if there are many; how many more is said."""
    rest = say("panel_more", n=len(names) - NAMES) if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + (f", {rest}" if rest else "")


def capped(lines: list[Fact], most: int) -> tuple[Fact, ...]:
    """The first lines; a last one says how many more there are."""
    if len(lines) <= most + 1:
        return tuple(lines)
    return (*lines[:most], Fact("", say("panel_more", n=len(lines) - most), (), ""))


def elsewhere(about: str) -> bool:
    """Whether a line of facts is told under a heading of its own here."""
    return about.startswith("way in: ") or about.endswith(say("judged", what=""))
