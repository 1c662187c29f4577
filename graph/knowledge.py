"""What a command works on: the facts of the places named, cut down to what its audience may see, and the store behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .cache import kept
from .errors import UnreadableFile
from .facts import Facts
from .profiles import Profile, Withheld, cut, profile, restrict
from .store import EMBEDDED, EmbeddedStore, open_store


@dataclass(frozen=True)
class Knowledge:
    """Facts, the audience, what was withheld from it, and the places they came from."""

    facts: Facts
    audience: Profile
    withheld: Withheld
    places: tuple[str, ...]

    @cached_property
    def store(self) -> EmbeddedStore:
        """The store behind the facts, opened when somebody asks it something, without what is withheld."""
        store = open_store(*self.places)
        cut(store, self.withheld)
        return store


def open_knowledge(places: Sequence[str] = (), audience: str = "public") -> Knowledge:
    """Reads the places (default: the embedded knowledge) as an audience may see them.

    Files of others are held to two rules at once: every tie has evidence, and nobody reports to himself in a circle.
    """
    chosen = profile(audience)
    if all(place == EMBEDDED for place in places):
        return from_kept(chosen)
    store = open_store(*places)
    hold(store)
    facts = Facts.from_store(store)
    return Knowledge(facts, chosen, restrict(facts, chosen), tuple(places))


def from_kept(chosen: Profile) -> Knowledge:
    """The embedded knowledge for an audience, from the cache if it is there."""

    def made() -> tuple[dict[str, Any], int, frozenset[str], frozenset[str], frozenset[tuple[str, str]]]:
        facts = Facts.from_store(open_store())
        taken = restrict(facts, chosen)
        return facts.terms, taken.count, taken.secrets, taken.subjects, taken.fields

    terms, *taken = kept(chosen.name, made)
    return Knowledge(Facts(terms), chosen, Withheld(*taken), ())


def hold(store: EmbeddedStore) -> None:
    """`UnreadableFile` with the first findings, if statements of others do not hold."""
    from .check import light

    findings = [finding for finding in light(store) if finding.severity == "error"]
    if findings:
        told = "\n".join(f"  {f.file}{f':{f.line}' if f.line else ''}: {f.thing}: {f.problem} {f.cure}" for f in findings[:5])
        raise UnreadableFile(f"This knowledge cannot be used, {len(findings)} statement(s) do not hold:\n{told}", "`kuasa check FILE` names all of them.")
