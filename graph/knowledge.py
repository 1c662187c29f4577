"""What a command works on: the facts of the places named, cut down to what its audience may see, and the store behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .cache import kept
from .errors import UnreadableFile
from .facts import Facts
from .lookup import spelled
from .profiles import Profile, Withheld, cut, profile, restrict
from .store import EMBEDDED, EmbeddedStore, open_store

if TYPE_CHECKING:
    from .check import Finding


@dataclass(frozen=True)
class Knowledge:
    """Facts, the audience, what was withheld from it, and the store that was read for them (none: the embedded one)."""

    facts: Facts
    audience: Profile
    withheld: Withheld
    read: EmbeddedStore | None = None

    @cached_property
    def store(self) -> EmbeddedStore:
        """The store behind the facts, opened when somebody asks it something, without what is withheld."""
        store = self.read or open_store()
        cut(store, self.withheld)
        return store


def open_knowledge(places: Sequence[str] = (), audience: str = "public") -> Knowledge:
    """Reads the places (default: the embedded knowledge) as an audience may see them.

    Files of others are held to three rules at once: every tie has evidence, nobody reports to himself in a circle, and every
    value is one that can be read.
    """
    chosen = profile(audience)
    if all(place == EMBEDDED for place in places):
        return from_kept(chosen)
    from .check import light
    from .legible import illegible

    store = open_store(*places)
    hold(light(store))
    facts = Facts.from_store(store)
    hold(illegible(store, facts))
    return Knowledge(facts, chosen, restrict(facts, chosen), store)


def from_kept(chosen: Profile) -> Knowledge:
    """The embedded knowledge for an audience, from the cache if it is there."""

    def made() -> tuple[dict[str, Any], dict[str, Any], int, frozenset[str], frozenset[str], frozenset[tuple[str, str]]]:
        facts = Facts.from_store(open_store())
        taken = restrict(facts, chosen)
        for make in (facts.named, facts.tied, facts.realised):
            make("")
        spelled(facts)
        return facts.terms, facts.indexes, taken.count, taken.secrets, taken.subjects, taken.fields

    terms, indexes, *taken = kept(chosen.name, made)
    return Knowledge(Facts(terms, indexes), chosen, Withheld(*taken))


def hold(found: list[Finding]) -> None:
    """`UnreadableFile` with the first findings, if statements of others do not hold."""
    findings = [finding for finding in found if finding.severity == "error"]
    if findings:
        told = "\n".join(f"  {f.file}{f':{f.line}' if f.line else ''}: {f.thing}: {f.problem} {f.cure}" for f in findings[:5])
        raise UnreadableFile(f"This knowledge cannot be used, {len(findings)} statement(s) do not hold:\n{told}", "`kuasa check FILE` names all of them.")
