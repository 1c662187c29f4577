"""The things that have a page, with what stands on it: what is served in, a `Static` around a thing and its `Entry` out.

What stands there is what `kuasa map --static` writes; only the links lead to this server. Persons have no page unless the profile
has them as steps; nobody can tell one of these from an address that nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from threading import Lock
from urllib.parse import quote

from ..graph.analysis.lenses import lens
from ..graph.errors import UsageError
from ..graph.knowledge import Knowledge
from ..graph.lookup import alike, fold, nearest
from ..graph.vocabulary import ID, K
from ..maps.elements import drawings, slug
from ..maps.holdings import shown
from ..maps.site import Entry, Site
from ..maps.static import Static
from ..maps.view import Kind
from .served import Served

PLACE = "/id/"
KEPT = 8
LIKE = 0.55


def address(iri: str, ending: str = "") -> str:
    """Where a thing or record is served.

    >>> address("https://w3id.org/kuasa/id/slom", ".ttl")
    '/id/slom.ttl'
    >>> address("https://example.org/a b")
    '/id/https%3A%2F%2Fexample.org%2Fa%20b'
    """
    return PLACE + quote(slug(iri), safe="") + ending


def iri_of(name: str) -> str:
    """The address that the last part of a served one means.

    >>> iri_of("slom"), iri_of("https://example.org/a")
    ('https://w3id.org/kuasa/id/slom', 'https://example.org/a')
    """
    return name if ":" in name else ID + name


def near(wanted: str, names: Collection[str]) -> list[str]:
    """Names that are so like one that it may have been meant, best first, at most five."""
    form = fold(wanted)
    return [name for name in nearest(wanted, alike(wanted, names)) if SequenceMatcher(None, form, fold(name)).ratio() >= LIKE]


@dataclass(frozen=True)
class Linked(Site):
    """A site whose pages are on this server."""

    def entry(self, thing: str, looks: dict[str, Kind]) -> Entry:
        """The entry of a thing; its file is the last part of its address here."""
        return replace(super().entry(thing, looks), file=quote(slug(thing), safe=""))


@dataclass
class Shelf:
    """Pages by the knowledge that holds what is said of a thing; of many parts the latest are kept."""

    served: Served
    made: dict[int, Static] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def whole(self) -> Static:
        """The pages of all that is held in memory."""
        return self.of(self.served.knowledge)

    def listed(self) -> dict[str, Entry]:
        """Every thing that has a page, by its address, in the order of names; none if they are too many to be listed."""
        try:
            return self.whole().site.entries
        except UsageError:
            return {}

    def of(self, knowledge: Knowledge) -> Static:
        """The pages of some knowledge."""
        with self.lock:
            found = self.made.pop(id(knowledge), None)
            if found is None:
                found = Static(Linked(knowledge, self.served.moment), lens("all"), self.served.version, bytes)
            self.made[id(knowledge)] = found
            for old in list(self.made)[:-KEPT]:
                del self.made[old]
        return found

    def around(self, thing: str) -> Static | None:
        """The pages of what is known around a thing or record; None where it is not to be seen."""
        found = self.of(self.served.around(thing))
        facts, knowledge = found.site.facts, found.site.knowledge
        return found if facts.knows(thing) and all(shown(knowledge, one) for one in (thing, *facts.all(thing, K + "about"))) else None

    def entry(self, static: Static, thing: str) -> Entry | None:
        """The entry of a thing; None for a record, a source and what has no page."""
        site = static.site
        if entry := site.entries.get(thing):
            return entry
        return site.entry(thing, drawings()) if site.facts.isa(thing, "Thing") and shown(site.knowledge, thing) else None
