"""The page of the embedded knowledge around a route, and what the program knows of the same: for the tests of its views."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from sample import COLOUR

from kuasa.graph.analysis.building import build, links
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.lookup import resolve
from kuasa.graph.things import Evidence, Tie
from kuasa.graph.validity import STATUSES, Moment, alive, counts, successions
from kuasa.maps import page, scene
from kuasa.maps.elements import slug

TODAY = date(2026, 11, 22)
EVERY = ("official-text", "third-party", "participants", "inferred", "recalled")


def known_as(evidence: Evidence) -> str:
    """How something is known, as the switches name it."""
    return "recalled" if evidence.confidence == "recalled" else evidence.assertion


@dataclass(frozen=True)
class Atlas:
    """A page, and the knowledge that it is of."""

    knowledge: Knowledge
    html: str

    @cached_property
    def facts(self) -> Facts:
        """What the audience may see."""
        return self.knowledge.facts

    @cached_property
    def payload(self) -> dict[str, Any]:
        """The data of the page."""
        found = re.search(r'<script type="application/json" id="view">(.*?)</script>', self.html, re.DOTALL)
        assert found
        data: dict[str, Any] = json.loads(found[1])
        return data

    @cached_property
    def held(self) -> frozenset[str]:
        """The ids of all things in the file."""
        return frozenset(self.payload["nodes"]["id"])

    @cached_property
    def drawn(self) -> frozenset[str]:
        """The ids of the things drawn first."""
        return frozenset(self.payload["drawn"])

    def links(self, on: date, status: str = "actual", known: tuple[str, ...] = EVERY) -> list[Tie]:
        """The links of the file that count on a day and rest on evidence of some sorts."""
        held = [tie for tie in links(self.facts, Moment(on, status)) if {slug(tie.start), slug(tie.end)} <= self.held]
        return [tie for tie in held if not tie.evidence or any(known_as(one) in known for one in tie.evidence)]

    def here(self, on: date, status: str = "actual", known: tuple[str, ...] = EVERY) -> list[Tie]:
        """Those of the part drawn first."""
        return [tie for tie in self.links(on, status, known) if {slug(tie.start), slug(tie.end)} <= self.drawn]

    def records(self, status: str = "actual") -> list[Tie]:
        """The records of the part drawn first, of whatever day, that can ever count."""
        ties = [tie for tie in self.facts.ties if tie.status in STATUSES[status] and tie.rank != "deprecated"]
        return [tie for tie in ties if {slug(tie.start), slug(tie.end)} <= self.drawn and slug(tie.id) in set(self.payload["records"]["id"])]

    def live(self, on: date, status: str = "actual") -> set[str]:
        """The ids of the records of the part drawn first that count on a day."""
        moment = Moment(on, status)
        over = successions(self.facts.ties, moment)
        found = (tie for tie in self.records(status) if tie.id not in over and counts(tie, moment) is not False)
        return {slug(tie.id) for tie in found if alive(self.facts, tie.start, on) and alive(self.facts, tie.end, on)}

    def turn(self, on: date, way: int) -> date:
        """The next day in a direction on which other links of the part count than on the day before."""

        def keys(day: date) -> set[tuple[str, ...]]:
            return {(tie.start, tie.kind, tie.end, tie.status) for tie in self.here(day)}

        day = on if way > 0 else on - timedelta(days=1)
        here, step = keys(day), timedelta(days=way)
        while keys(day + step) == here:
            day += step
        return day + step if way > 0 else day

    def steps(self, start: str, on: date, status: str, backwards: bool = False) -> dict[str, int]:
        """How many steps influence needs from a thing to each other one (or from each to it)."""
        network = build(self.facts, lens("all"), Moment(on, status))
        share = dict(zip(network.names, network.shares, strict=True))
        near: dict[str, set[str]] = {}
        for link in network.links:
            for strength, tail, head in ((link.ahead, link.tie.start, link.tie.end), (link.back, link.tie.end, link.tie.start)):
                if strength:
                    near.setdefault(head if backwards else tail, set()).add(tail if backwards else head)
        found, ring, count = {start: 0}, [start], 0
        while ring:
            count += 1
            fresh = {far for one in ring if count == 1 or share[one] > 0 for far in near.get(one, ())} - set(found)
            found |= dict.fromkeys(fresh, count)
            ring = sorted(fresh)
        return {slug(thing): n for thing, n in found.items()}


@cache
def atlas() -> Atlas:
    """The page of AROSP and the senior labour officials, made once; tests only read it."""
    knowledge = open_knowledge()
    ends = [resolve(knowledge.facts, name) for name in ("AROSP", "SLOM")]
    return Atlas(knowledge, page.render(scene.scene(knowledge, lens("all"), Moment(TODAY), ends, 1, (), layout="force")))


def wrongs(opened: Any, theme: str = "light") -> list[tuple[str, str]]:
    """What axe finds wrong with a page as it stands, by all rules in the light theme and by those of colour in others: rule and first place of each; none is right."""
    result = Axe().run(opened, options={"resultTypes": ["violations"], **({} if theme == "light" else {"runOnly": list(COLOUR)})})
    return [(one["id"], one["nodes"][0]["html"]) for one in result.response["violations"]]
