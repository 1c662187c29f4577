"""kuasa: a knowledge graph of actors, bodies and commitments around ASEAN and the ILO.

In a notebook: `import kuasa; g = kuasa.open()`. Nothing is read before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from os import PathLike

    from .notebook import Graph, Map

__version__ = "0.1.0"
__all__ = ["Graph", "Map", "__version__", "open"]


def open(*places: str | PathLike[str], profile: str = "public", on: str | None = None, lang: str = "en") -> Graph:
    """The knowledge of some places (files, folders, addresses, 'embedded'; default: the embedded knowledge) as an audience may see it,
    as of a day, month or year (default: today), with names in a language where there are some.

    `profile`: public, participants or facilitator. Errors are of the family of `graph.errors.KuasaError`.
    """
    from .notebook import Graph

    return Graph(places, profile, on, lang)


def __getattr__(name: str) -> Any:
    """`Graph` and `Map`, when somebody asks for them."""
    if name in ("Graph", "Map"):
        from . import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module 'kuasa' has no attribute {name!r}")
