"""What is served: knowledge as its audience may see it, and a checkpoint of it on disk that queries of others are put to.

`laid(knowledge, folder)` writes the checkpoint: the stated graphs and the derived one, without what is withheld. Nothing that is
withheld from the audience is in memory of a worker or on this disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from ..graph.errors import UnknownName
from ..graph.knowledge import Knowledge, empty, open_knowledge
from ..graph.loaded import Loaded
from ..graph.lookup import search
from ..graph.part import Wanted
from ..graph.profiles import profile
from ..graph.validity import Moment
from ..graph.version import Version

FOUND = 15


@dataclass(frozen=True)
class Served:
    """Knowledge, the day it is shown as of, which version it is, the folder of the checkpoint, its named graphs, and the address at
    which it is served ("http://127.0.0.1:8000"). Of a loaded folder that is too large to be read whole, `large` is where it lies and
    `sizes` how many statements its graphs hold; the knowledge is then empty, and parts of it are read when somebody asks."""

    knowledge: Knowledge
    moment: Moment
    version: Version
    checkpoint: Path
    graphs: tuple[str, ...]
    address: str
    large: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)

    @property
    def public(self) -> bool:
        """Whether everybody may see all of it: only then may pages of other sites ask."""
        return self.knowledge.audience.name == "public"

    def around(self, thing: str) -> Knowledge:
        """The knowledge that holds all that is said of a thing (an IRI)."""
        return part_of(self.large, self.knowledge.audience.name, thing) if self.large else self.knowledge

    def search(self, text: str) -> list[tuple[str, str]]:
        """Things (IRIs) with a name that contains a text, and that name, best first."""
        if not self.large:
            return search(self.knowledge.facts, text)
        with Loaded.open(Path(self.large)) as loaded:
            return loaded.labels.containing(text, FOUND)


@lru_cache(16)
def part_of(place: str, audience: str, thing: str) -> Knowledge:
    """What a loaded folder says around a thing; nothing, if it is not there for the audience."""
    try:
        return open_knowledge((place,), audience, wanted=Wanted((thing,)))
    except UnknownName:
        return empty(profile(audience))


def laid(knowledge: Knowledge, folder: Path) -> tuple[str, ...]:
    """Writes the checkpoint into an empty folder; the names of its graphs, sorted."""
    store = knowledge.derived
    held = ox.Store(str(folder))
    held.bulk_extend(store.ox)
    # The default graph is the union of the others with each triple once: asked for as a union, one in two graphs would count twice.
    held.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in {quad.triple for quad in store.ox})
    held.optimize()
    held.flush()
    return tuple(store.graphs())
