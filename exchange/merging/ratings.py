"""How several groups rate the same actors: facts in, a table with the middle and the spread for each thing and dimension out.

Groups are only numbers; nobody is named, and no text of a group is repeated.
"""

from __future__ import annotations

from statistics import median

from ...graph.facts import Facts
from ...graph.statement import spoken
from ...graph.tables import Table
from ...graph.vocabulary import K

COLUMNS = ("who", "what", "groups", "median", "least", "most", "spread")


def ratings(facts: Facts, known: Facts | None = None) -> Table:
    """One row for each thing and dimension that somebody rated, sorted by name: the numbers of the groups, the median, the least and the
    greatest number and how far they are apart. Empty without assessments. Things that the facts only point at have the names that are `known`."""

    def label(thing: str) -> str:
        return (known if known and known.knows(thing) and not facts.knows(thing) else facts).label(thing)

    found: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for record in facts.subjects("Assessment"):
        if facts.one(record, K + "retracted"):
            continue
        key = facts.one(record, K + "about"), facts.one(record, K + "dimension")
        found.setdefault(key, []).append((facts.one(record, K + "group"), float(facts.one(record, K + "value"))))
    rows = []
    for (thing, dimension), given in sorted(found.items(), key=lambda one: (label(one[0][0]).casefold(), one[0])):
        values = [value for _, value in given]
        groups = ", ".join(sorted({group for group, _ in given if group}, key=lambda group: (len(group), group)))
        least, most = min(values), max(values)
        values_of = (label(thing), spoken(dimension), groups, number(median(values)), number(least), number(most), number(most - least))
        rows.append(dict(zip(COLUMNS, values_of, strict=True)))
    return Table(COLUMNS, tuple(rows))


def number(value: float) -> int | float:
    """A number without its .0.

    >>> number(7.0), number(6.5)
    (7, 6.5)
    """
    return int(value) if value.is_integer() else round(value, 2)
