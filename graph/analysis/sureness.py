"""How sure a route is, in words: the draws in which it stays, and the sources without which it falls.

In: a path with its stability. Out: lines for people, cells for tables; none for a path that was not tested.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..things import Absence, Evidence, Path, Stability
from ..wording import say

if TYPE_CHECKING:
    from .influence import Answer
    from .lenses import Lens

DRAWS = ("draws", "top_k", "best")
COLUMNS = (*DRAWS, "falls_without")


def told(path: Path) -> Iterator[str]:
    """The lines about one route."""
    if path.stability is None:
        return
    yield stays(path)
    for heading, sources in falls(path):
        yield f"{heading}:"
        yield from (f"  {source(known)}" for known in sources)
    yield from rest(path)


def stays(path: Path) -> str:
    """In how many draws the route stays; '' if it was not tested. A route without a rival always does, and that is said."""
    found = path.stability
    if found is None:
        return ""
    return say("sure_only", draws=found.draws) if found.only else say("sure_stays", k=found.k, kept=found.kept, draws=found.draws, best=round(100 * found.best))


def falls(path: Path) -> Iterator[tuple[str, list[Evidence]]]:
    """What becomes of the route without its sources, and the sources to which that applies, those that leave nothing first."""
    found = path.stability.falls if path.stability else ()
    together: dict[tuple[bool, str], list[Absence]] = {}
    for absence in found:
        together.setdefault((absence.gone, absence.instead), []).append(absence)
    for (gone, instead), absences in sorted(together.items(), key=lambda item: (not item[0][0], item[0][1])):
        which = say("sure_one") if len(absences) == 1 else say("sure_any")
        then = say("sure_then", route=instead) if instead else say("sure_nothing")
        yield say("sure_gone" if gone else "sure_behind", which=which, then=then), [absence.source for absence in absences]


def rest(path: Path) -> Iterator[str]:
    """The sources that the route can do without, counted."""
    if path.stability and (left := sum(absence.stays for absence in path.stability.without)):
        yield say("sure_other" if path.stability.falls else "sure_holds", n=left)


def source(known: Evidence) -> str:
    """A source by its title; what nobody has checked yet by where to check it."""
    return say("sure_recalled", address=known.check_at) if known.confidence == "recalled" else known.title


def bounds(answer: Answer) -> Iterator[str]:
    """How it was tested: how often, and how far the numbers went. Nothing if it was not."""
    for draws in {path.stability.draws for path in answer.routes if path.stability}:
        yield f"{varied(answer.question.lens, draws)} {say('sure_sources')}"


def varied(lens: Lens, draws: int) -> str:
    """How often the numbers of a lens were drawn anew, and how far they went."""
    more, less = round(100 * (lens.uncertainty - 1)), round(100 * (1 - 1 / lens.uncertainty))
    return say("sure_bounds", draws=draws, more=more, less=less, tie=round(100 * (lens.tie_uncertainty - 1)))


def among(found: Stability) -> str:
    """In how many draws a thing stays among the first."""
    return say("sure_among", k=found.k, kept=found.kept, draws=found.draws, best=round(100 * found.best))


def counted(found: Stability | None) -> dict[str, object]:
    """The columns of a thing in a table; none if it was not tested."""
    return dict(zip(DRAWS, (found.draws, found.top_k, found.best), strict=True)) if found else {}


def cells(path: Path) -> dict[str, object]:
    """The columns for a table; none if the route was not tested."""
    found = path.stability
    if found is None:
        return {}
    return counted(found) | {"falls_without": "; ".join(source(absence.source) for absence in found.falls) or None}
