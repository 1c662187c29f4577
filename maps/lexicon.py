"""The words that a map page and the paper kit use, in every language: read off their own files, so that none is forgotten and none is carried for nothing.

A key counts as used where it stands in quotes in a file of the page; a beginning in quotes that ends in _ (``status_``) stands for
every key with that beginning. The words of marks, bands and states of a link are always needed: they come with what is drawn. The words of
the paper kit are those that begin with `paper_`; of the map page's it uses some, and brings no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ..graph.translations import shown, table
from ..graph.wording import ENGLISH, languages, wording

FOLDER = Path(__file__).parent / "templates" / "map"
ALWAYS = ("assertion_", "band_", "lens_", "mark_", "shown_status_", "status_", "thing_", "language_name")
PAPER = "paper_"
QUOTED = re.compile(r"""["'`]([a-z][a-z0-9_]*)(?=["'`$])""")


@cache
def page_keys() -> tuple[str, ...]:
    """The keys of the words that are translated, sorted: those of the map page and those of the paper kit."""
    return tuple(sorted({*map_keys(), *paper_keys()}))


def paper_keys() -> tuple[str, ...]:
    """The keys of the words that only the paper kit uses, sorted."""
    return tuple(sorted(key for key in wording() if key.startswith(PAPER)))


@cache
def map_keys() -> tuple[str, ...]:
    """The keys of the words that the map page uses, sorted."""
    return used((path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir()) if path.suffix in (".html", ".js")), wording())


def used(texts: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The ``known`` keys that stand in ``texts``, sorted.

    >>> used(["w('close') w(`band_${one}`)"], ["band_firm", "close", "print", "thing_state"])
    ('band_firm', 'close', 'thing_state')
    """
    named = {found for text in texts for found in QUOTED.findall(text)} | set(ALWAYS)
    beginnings = tuple(name for name in named if name.endswith("_"))
    return tuple(sorted(key for key in known if key in named or key.startswith(beginnings)))


def spoken() -> dict[str, dict[str, Any]]:
    """For each language by its code: its own name, whether all of it is reviewed, and the page's words by key.

    A word without a translation is left out of its language: the page says it in English. English is the page's own.
    """
    english = {key: wording()[key] for key in map_keys()}
    found = {}
    for code, language in languages().items():
        words = {} if code == ENGLISH else shown(table(code), english)
        found[code] = {"name": language.name, "reviewed": language.reviewed, "words": words}
    return found
