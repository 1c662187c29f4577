"""What several routes rest on, in words: each link once with its sources, and the route of a row in one cell.

In: routes. Out: lines for people, plain text for a table. Nothing is left out: every step of every route has its sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..telling import SOURCES, dates, proof
from ..things import Hop, Path
from ..wording import mark, say


def links_told(paths: Iterable[Path]) -> Iterator[str]:
    """Every link of some routes, told once, in the order in which they are met; links with the same sources stand together."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for hop in (hop for path in paths for hop in path.hops):
        found.setdefault(tuple(sourced(hop)), {})[step(hop)] = None
    for sources, sentences in found.items():
        yield from (f"  {sentence}" for sentence in sentences)
        yield from (f"       {source}" for source in sources)


def sourced(hop: Hop) -> Iterator[str]:
    """Where a step stands, with its dates; at most so many sources, and how many more."""
    when = dates(hop.tie)
    for known in hop.evidence[:SOURCES]:
        yield (f"{when} · " if when else "") + proof(known)
    if len(hop.evidence) > SOURCES:
        yield say("more_sources", n=len(hop.evidence) - SOURCES)


def step(hop: Hop) -> str:
    """A step with what must be known about it."""
    return hop.sentence + (f"  [{'; '.join(map(mark, hop.marks))}]" if hop.marks else "")


def over(path: Path) -> str:
    """What lies between the ends of a route; what is only intended is marked. '' for a route of one step."""
    return " → ".join(hop.end.short + intended(hop) for hop in path.hops[:-1])


def intended(hop: Hop) -> str:
    """The mark of a step that is not actual, or ''."""
    return "" if hop.tie.status == "actual" else f" ({mark(hop.tie.status)})"


def evidence(path: Path) -> str:
    """Every step of a route with all its sources, in one line."""
    return " | ".join(f"{n}. {step(hop)} — {'; '.join(map(proof, hop.evidence))}" for n, hop in enumerate(path.hops, 1))


def weakest(path: Path) -> str:
    """The weakest step of a route, in words."""
    return path.hops[path.weakest].sentence
