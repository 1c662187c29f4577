"""Likely values of a parameter that is a thing: its name in, names with their short names out, at most `MOST`, in order.

`?_body_iri` is offered bodies, `?_state_iri` states; a name that is no class gets the things with most links.
"""

from __future__ import annotations

from ..graph.facts import ancestors
from ..graph.vocabulary import K, kebab
from .shelf import Shelf

MOST = 300
MEANT = {"text": "Instrument", "addressee": "Body", "owner": "Actor", "labour": "Body", "social": "Body", "who": "Actor", "group": "Actor"}


def likely(shelf: Shelf, parameter: str) -> tuple[tuple[str, str], ...]:
    """The names to offer, each with the short name ('' if there is none)."""
    site, held = shelf.whole().site, shelf.listed()
    wanted = MEANT.get(parameter) or next((iri.removeprefix(K) for iri in ancestors() if iri.startswith(K) and kebab(iri) == parameter), "")
    things = [thing for thing in site.facts.subjects(wanted) if thing in held] if wanted else []
    found = sorted(things or held, key=lambda thing: (-len(site.touching.get(thing, ())), thing))[:MOST]
    entries = sorted((held[thing] for thing in found), key=lambda one: (one.label.casefold(), one.id))
    return tuple((one.label, one.short if one.short != one.label else "") for one in entries)
