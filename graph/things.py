"""What travels between the modules: frozen dataclasses, no behaviour beyond what a reader would compute by eye."""

from __future__ import annotations

from dataclasses import dataclass, field

from .vocabulary import K, kebab


@dataclass(frozen=True)
class Thing:
    """A thing: full IRI, the name to show, its class in kebab-case, and its acronym or else its name."""

    id: str
    label: str
    kind: str
    short: str


@dataclass(frozen=True)
class Evidence:
    """How a statement is known. A recalled one has `check_at` and no locator."""

    id: str
    title: str
    locator: str
    assertion: str
    confidence: str
    check_at: str
    because: str
    issued: str

    def as_json(self) -> dict[str, str]:
        """The keys of the contract: a recalled source has `checkAt` instead of a locator."""
        found = {"id": self.id, "title": self.title, "assertion": self.assertion}
        return found | ({"checkAt": self.check_at} if self.confidence == "recalled" else {"locator": self.locator})


@dataclass(frozen=True)
class Tie:
    """A sourced, dated statement that relates two things. Dates as stated, '' where unknown. A plan is `realised` when a later record says so.

    `strength` is a final one forward. With a `backward` too (0 where nothing travels back) both are final and nothing is taken
    off for what the tie leaves: the row of an edge table. `stated` is the word of the table where the tie is of no known kind.
    """

    id: str
    kind: str
    start: str
    end: str
    status: str
    since: str
    until: str
    observed: tuple[str, ...]
    role: str
    strength: float | None
    evidence: tuple[Evidence, ...]
    rank: str = "normal"
    realised: bool = False
    backward: float | None = None
    stated: str = ""

    @property
    def word(self) -> str:
        """The kind in kebab-case."""
        return kebab(self.kind.removeprefix(K))


@dataclass(frozen=True)
class Hop:
    """One step of a route. `strength` holds the tie's strength times what its start lets through, so that
    the product over the hops is the score of the path."""

    start: Thing
    end: Thing
    tie: Tie
    forward: bool
    strength: float
    label: str
    sentence: str
    marks: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def as_json(self) -> dict[str, object]:
        """The keys of the contract of `kuasa paths`."""
        tie = self.tie
        return {
            "from": {"id": self.start.id, "label": self.start.label},
            "to": {"id": self.end.id, "label": self.end.label},
            "tie": {"id": tie.id, "kind": tie.word, "label": self.label, "status": tie.status, "since": tie.since or None, "until": tie.until or None},
            "direction": "forward" if self.forward else "backward",
            "strength": self.strength,
            "sentence": self.sentence,
            "sources": [known.as_json() for known in self.evidence],
        }


@dataclass(frozen=True)
class Absence:
    """What becomes of a route if one source falls away: whether it `stays` among the best, or is `gone` for want of a step; and
    the best route then, '' if there is none."""

    source: Evidence
    stays: bool
    gone: bool
    instead: str

    def as_json(self) -> dict[str, object]:
        """The source with its title, and what becomes of the route."""
        return {"source": self.source.id, "title": self.source.title, "stays": self.stays, "gone": self.gone, "instead": self.instead or None}


@dataclass(frozen=True)
class Stability:
    """In how many of some draws of the strengths a route or rank was among the best `k`, and the `first`; whether it was the
    `only` one in all of them; and what becomes of it without each of its sources."""

    draws: int
    k: int
    kept: int
    first: int
    only: bool = False
    without: tuple[Absence, ...] = ()

    @property
    def top_k(self) -> float:
        """The share of draws in which it was among the best k, from 0 to 1."""
        return self.kept / self.draws

    @property
    def best(self) -> float:
        """The share of draws in which it was the best, from 0 to 1."""
        return self.first / self.draws

    @property
    def falls(self) -> tuple[Absence, ...]:
        """The sources without which it is no longer among the best."""
        return tuple(absence for absence in self.without if not absence.stays)

    def as_json(self) -> dict[str, object]:
        """The keys of the contract."""
        return {"draws": self.draws, "top_k": self.top_k, "best": self.best, "only": self.only, "without": [absence.as_json() for absence in self.without]}


@dataclass(frozen=True)
class Path:
    """A route: its hops, its score in (0, 1], its band, the members that would do as well at one of its steps, and the things
    over which the same route makes a detour. Of a route in order of time: the day of `arrival` as stated, '' if unknown."""

    hops: tuple[Hop, ...]
    score: float
    band: str
    stated_aim: bool = False
    alike: tuple[str, ...] = field(default=())
    detours: tuple[str, ...] = field(default=())
    stability: Stability | None = None
    arrival: str | None = None

    @property
    def weakest(self) -> int:
        """The number of the weakest hop, from 0: the first of the least strength."""
        return min(range(len(self.hops)), key=lambda n: self.hops[n].strength)

    def as_json(self) -> dict[str, object]:
        """The keys of the contract of `kuasa paths`."""
        found = {"score": self.score, "band": self.band, "stated_aim": self.stated_aim, "folded": len(self.alike) + len(self.detours)}
        found |= {"stability": self.stability.as_json()} if self.stability else {}
        found |= {} if self.arrival is None else {"arrival": self.arrival or None}
        return found | {"hops": [hop.as_json() for hop in self.hops]}
