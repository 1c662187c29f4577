"""The file of a thing's page: a slug or address in, a name that every file system takes out.

Nothing is refused. The name is lower case Latin letters, digits and single hyphens, at most 80 signs, no name that Windows keeps
for itself; where the slug is not like that already, a readable part of it and a piece of its hash after `_`. Two slugs never
share a name, not even where case does not count.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 80
READABLE = 48
KEPT = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def file_name(slug: str) -> str:
    """The name, without an ending.

    >>> file_name("slom")
    'slom'
    >>> file_name("con")
    'con_1143da2bc54c'
    """
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= LONGEST and slug not in KEPT:
        return slug
    plain = unicodedata.normalize("NFKD", slug.rstrip("/").rsplit("/", 1)[-1].casefold())
    readable = re.sub(r"[^a-z0-9]+", "-", re.sub("[\u0300-\u036f]", "", plain)).strip("-")[:READABLE].strip("-")
    return f"{readable or 'thing'}_{hashlib.sha256(slug.encode()).hexdigest()[:12]}"
