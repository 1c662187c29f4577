"""The tables of a folder of pages: a `Site` in, things, links and sources as CSV out; what a spreadsheet would run is quoted.

Things and links are those that have pages: what the pages say of persons' offices stands in sentences there and in no table.
"""

from __future__ import annotations

from ..graph.facts import ISSUED, PUBLISHER
from ..graph.kinds import kinds
from ..graph.tables import Table, as_csv
from ..graph.things import Tie
from ..graph.validity import marks
from ..graph.vocabulary import K
from ..graph.wording import mark
from .elements import slug
from .site import Site

THINGS = ("id", "address", "name", "short", "kind", "class", "names", "page")
LINKS = (
    "id", "from", "from_name", "link", "to", "to_name", "sentence", "stands", "status", "since", "until", "seen_on", "marks",
    "assertion", "confidence", "source", "place", "check_at", "sources",
)  # fmt: skip
SOURCES = ("id", "title", "publisher", "issued", "address")


def tables(site: Site) -> dict[str, str]:
    """The CSV of each table by its name."""
    return {"things": as_csv(things(site)), "links": as_csv(links(site)), "sources": as_csv(sources(site))}


def things(site: Site) -> Table:
    """One row a thing, with the file of its page."""
    rows = (
        {
            "id": one.slug,
            "address": one.id,
            "name": one.label,
            "short": one.short,
            "kind": one.kind.label,
            "class": one.sort,
            "names": " · ".join(site.facts.names(one.id)),
            "page": f"thing/{one.file}.html",
        }
        for one in site.entries.values()
    )
    return Table(THINGS, tuple(rows))


def links(site: Site) -> Table:
    """One row a link between two things that have pages, with its first source; `stands`: how it stands on the day."""
    found = {tie.id: tie for of_one in site.touching.values() for tie in of_one if {tie.start, tie.end} <= site.entries.keys()}
    return Table(LINKS, tuple(row(site, tie) for _, tie in sorted(found.items())))


def row(site: Site, tie: Tie) -> dict[str, object]:
    """A link as a row."""
    start, end, kind = site.entries[tie.start], site.entries[tie.end], kinds()[tie.kind]
    best = tie.evidence[0]
    return {
        "id": slug(tie.id),
        "from": start.slug,
        "from_name": start.label,
        "link": kind.verb,
        "to": end.slug,
        "to_name": end.label,
        "sentence": kind.say(start.label, end.label, tie.status),
        "stands": site.state(tie),
        "status": tie.status,
        "since": tie.since,
        "until": tie.until,
        "seen_on": " ".join(tie.observed),
        "marks": "; ".join(mark(word) for word in marks(tie, site.moment)),
        "assertion": best.assertion,
        "confidence": best.confidence,
        "source": "" if best.check_at else best.title,
        "place": best.locator,
        "check_at": best.check_at,
        "sources": len(tie.evidence),
    }


def sources(site: Site) -> Table:
    """One row a source."""
    one = site.facts.one
    rows = (
        {"id": slug(source), "title": site.facts.label(source), "publisher": one(source, PUBLISHER), "issued": one(source, ISSUED), "address": one(source, K + "address")}
        for source in site.facts.subjects("Source")
    )
    return Table(SOURCES, tuple(rows))
