"""What a command works on: the store of the places named, cut down to what its audience may see, and its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .errors import UnreadableFile
from .facts import Facts
from .profiles import Profile, Withheld, profile, restrict
from .store import EMBEDDED, EmbeddedStore, open_store


@dataclass(frozen=True)
class Knowledge:
    """A store, its facts, the audience and what was withheld from it."""

    store: EmbeddedStore
    facts: Facts
    audience: Profile
    withheld: Withheld


def open_knowledge(places: Sequence[str] = (), audience: str = "public") -> Knowledge:
    """Reads the places (default: the embedded knowledge) as an audience may see them.

    Files of others are held to two rules at once: every tie has evidence, and nobody reports to himself in a circle.
    """
    chosen = profile(audience)
    store = open_store(*places)
    if any(place != EMBEDDED for place in places):
        from .check import light

        findings = [finding for finding in light(store) if finding.severity == "error"]
        if findings:
            told = "\n".join(f"  {f.file}{f':{f.line}' if f.line else ''}: {f.thing}: {f.problem} {f.cure}" for f in findings[:5])
            raise UnreadableFile(f"This knowledge cannot be used, {len(findings)} statement(s) do not hold:\n{told}", "`kuasa check FILE` names all of them.")
    facts = Facts.from_store(store)
    return Knowledge(store, facts, chosen, restrict(store, facts, chosen))
