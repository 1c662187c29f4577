"""A SPARQL query of others, changed by token so that a server which is not ours can answer all of it.

`declared` adds the declarations of our prefixes that a text uses; `from_text` takes a query apart; `Query.page` asks for a part of its
rows in a fixed order, `Query.count` for their number. What stands in strings, IRIs and comments is never touched.
Refuses what is no query (`RefusedQuery`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .errors import RefusedQuery
from .tokens import tokens
from .vocabulary import PREFIXES

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
ROWS = "kuasaRows"


@dataclass(frozen=True)
class Query:
    """The parts of a query, in their order: declarations, form (SELECT ...), head (SELECT with its variables, CONSTRUCT with its
    template), FROM clauses, pattern, order, the rest (grouping before the order in `grouping`), and trailing VALUES."""

    form: str
    prologue: str
    head: str
    graphs: str
    pattern: str
    grouping: str
    order: str
    limits: str
    values: str

    @property
    def limited(self) -> bool:
        """Whether it says itself how many rows it wants."""
        return bool(self.limits.strip())

    @property
    def limit(self) -> int:
        """How many rows it wants at most; 0 if it does not say."""
        found = re.search(r"LIMIT\s+(\d+)", self.limits, re.IGNORECASE)
        return int(found[1]) if found else 0

    def count(self) -> str:
        """A query for the number of its rows (of CONSTRUCT: of the rows that its triples are made of), as `kuasaRows`."""
        head = self.head if self.form == "SELECT" else "SELECT * "
        inner = f"{head} {self.pattern}\n{self.grouping}\n{self.limits}\n{self.values}"
        return f"{self.prologue}\nSELECT (COUNT(*) AS ?{ROWS}) {self.graphs} WHERE {{ {{ {inner} }} }}"

    def page(self, names: Sequence[str], size: int, start: int, nested: bool = False) -> str:
        """A query for some of its rows, in its own order and then that of all its variables. `nested` is for a server that sorts no more than
        its first rows unless the order is asked for further in (Virtuoso)."""
        listed = " ".join(f"?{name}" for name in names)
        order = f"{self.order} {listed}" if self.order.strip() or not names else f"ORDER BY {listed}"
        window = f"LIMIT {size} OFFSET {start}"
        if not nested:
            return f"{self.prologue}\n{self.head} {self.graphs} {self.pattern}\n{self.grouping}\n{order}\n{window}\n{self.values}"
        inner = f"{self.head} {self.pattern}\n{self.grouping}\n{order}\n{self.values}"
        return f"{self.prologue}\nSELECT {listed} {self.graphs} WHERE {{ {{ {inner} }} }}\n{window}"


def declared(text: str) -> str:
    """The text with the declarations of our prefixes that it uses and does not declare.

    >>> declared("SELECT * { ?s a k:Seat }").splitlines()[0]
    'PREFIX k: <https://w3id.org/kuasa/ontology#>'
    """
    said = [(kind, token) for kind, token in tokens(text) if kind != "comment" and not token.isspace()]
    known = {token for (_, before), (kind, token) in pairwise(said) if kind == "name" and before.upper() == "PREFIX"}
    used = {token.partition(":")[0] for kind, token in said if kind == "name" and ":" in token}
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if name in used and f"{name}:" not in known) + text


def from_text(text: str) -> Query:
    """The parts of a query."""
    parts = dict.fromkeys(("prologue", "head", "graphs", "pattern", "grouping", "order", "limits", "values"), "")
    part, form, braces, parens, before = "prologue", "", 0, 0, ""
    for kind, token in tokens(text):
        word = token.upper() if kind == "word" else ""
        outside = not braces and not parens
        if part == "prologue" and word in FORMS:
            part, form = "head", word
        elif part in ("head", "graphs") and outside:
            template = form == "CONSTRUCT" and part == "head" and before == "CONSTRUCT"
            if word in ("FROM", "WHERE"):
                part = "graphs" if word == "FROM" else "pattern"
            elif token == "{" and not template and before != "WHERE":
                part = "pattern"
        elif part == "pattern" and outside and before == "}" and kind != "comment" and not token.isspace():
            part = "grouping"
        if part in ("grouping", "order", "limits") and outside:
            part = {"ORDER": "order", "LIMIT": "limits", "OFFSET": "limits", "VALUES": "values"}.get(word, part)
        braces += (token == "{") - (token == "}") if kind == "other" else 0
        parens += (token == "(") - (token == ")") if kind == "other" else 0
        parts[part] += token + "\n" if kind == "comment" else token
        before = before if kind == "comment" or token.isspace() else word or token
    if not form:
        raise RefusedQuery("This is no query: there is neither SELECT nor ASK, CONSTRUCT or DESCRIBE in it.", "Ask with one of them.")
    return Query(form, **parts)
