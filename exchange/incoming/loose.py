"""Things that only cells name and no row explains: their class is one that the links that name them allow.

Nobody said what they are: one of them may be a person. So only the facilitator sees them until they have a row of their own.
"""

from __future__ import annotations

from ...graph.facts import PREF, climbed, word_facts
from ...graph.kinds import kinds
from ...graph.sheets import REFERENCES, iri_of, sheet, sheets
from ...graph.vocabulary import RDF_TYPE, K
from ..book import Row
from .grounds import Grounds, column
from .literals import spoken


def described(made: Grounds) -> None:
    """States what is known of the new things that are only named: a class, a name, and the row that names it."""
    for naming in made.names.namings:
        thing = made.names.of_text.get(naming.text, "")
        if naming.sheet or naming.decision != "new" or thing not in made.names.fresh:
            continue
        row = made.row = naming.rows[0]
        kind = usual_class(naming.text, row)
        made.link(thing, RDF_TYPE, kind)
        if any(kind in one.classes and one.column("status") for one in sheets()):
            made.link(thing, K + "status", K + (row.get("status") or "actual"))
        made.say(thing, PREF, spoken(naming.text))
        made.link(thing, K + "sensitivity", K + "forFacilitator")
        made.rest(row, thing, thing)


def usual_class(name: str, row: Row) -> str:
    """The class of a thing that only a cell names: the first that rows of a sheet usually have and that the link allows at that end."""
    layout = sheet(row.sheet)
    allowed: tuple[str, ...] = ()
    for one in layout.columns:
        if name in row.several(one.key) and one.holds in REFERENCES:
            kind = one.tie_kind or (iri_of(column("ties", "tie_kind"), row.get("tie_kind")) if one.key in ("from", "to") else "")
            start = one.key == "from" if not one.tie_kind else not one.outward
            allowed = ends_of(kind, start) if kind in kinds() else {"said_at": (K + "Event",), "part_of": layout.classes}.get(one.key, ())
            break
    usual = [one.usual for one in sheets() if one.usual and one.column("name")]
    return next((name for name in usual if not allowed or set(climbed(name)) & set(allowed)), allowed[0] if allowed else usual[0])


def ends_of(kind: str, start: bool) -> tuple[str, ...]:
    """The classes that a kind of link allows at an end."""
    return tuple(word_facts().all(kind, K + ("fromClass" if start else "toClass")))
