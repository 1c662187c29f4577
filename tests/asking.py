"""What the tests of questions share: the embedded knowledge with what the rules derive, asked as a user asks it."""

from __future__ import annotations

from functools import cache

from kuasa.graph import questions
from kuasa.graph.facts import Facts
from kuasa.graph.store import EmbeddedStore, derive, open_store
from kuasa.graph.tables import Table

LIBRARY = questions.library()


@cache
def knowledge() -> tuple[EmbeddedStore, Facts]:
    """The embedded knowledge with what the rules derive from it, and its facts for the names."""
    store = open_store()
    facts = Facts.from_store(store)
    derive(store)
    return store, facts


@cache
def asked(name: str, **values: str) -> Table:
    """The answer to a question of the library, worked out once; tests only read it."""
    return anew(name, **values)


def anew(name: str, **values: str) -> Table:
    """The same, worked out again."""
    store, facts = knowledge()
    return questions.ask(store, questions.bind(questions.find(name), values, facts))


def column(table: Table, name: str) -> list[object]:
    """The values of one column, in order."""
    return [row[name] for row in table.rows]
