"""Which knowledge this is: title, licence, version of the program, and a hash of all that is stated.

The hash is SHA-256 over the stated quads as sorted N-Quads, one a line: the same on every machine and for every order of
files, because stated knowledge holds no blank nodes. Derived and lent graphs are left out. That of the embedded knowledge is
kept between runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .cache import kept
from .store import EMBEDDED, EmbeddedStore, Reader, open_store
from .vocabulary import BASE, DERIVED, LENT

TITLE = "kuasa: a knowledge graph of actors, bodies and commitments around ASEAN and the ILO"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DATASET = BASE + "dataset"


@dataclass(frozen=True)
class Version:
    """Title and licence of the embedded knowledge (neither for files of others), number of the release, hash of what is stated."""

    title: str
    number: str
    licence: str
    hash: str


def version(places: Sequence[str] = (), readers: Mapping[str, Reader] | None = None) -> Version:
    """The version of the knowledge in some places (default: the embedded knowledge); files that are no RDF are read by `readers`."""
    from .. import __version__

    if all(place == EMBEDDED for place in places):
        return Version(TITLE, __version__, LICENCE, kept("hash", lambda: digest(open_store())))
    return Version("knowledge of one's own" + (" with " + TITLE if EMBEDDED in places else ""), __version__, "", digest(open_store(*places, readers=readers)))


def of_hash(found: str) -> Version:
    """The version of knowledge of one's own whose hash is known."""
    from .. import __version__

    return Version("knowledge of one's own", __version__, "", found)


def digest(store: EmbeddedStore) -> str:
    """SHA-256 of the stated quads of a store, in hexadecimal."""
    quads = sorted(str(quad) for quad in store.ox if str(quad.graph_name)[1:-1] not in (DERIVED, LENT))
    found = hashlib.sha256()
    for quad in quads:
        found.update(f"{quad} .\n".encode())
    return found.hexdigest()
