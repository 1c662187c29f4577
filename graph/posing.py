"""A question and its values → the answer, put to the knowledge of some places.

A loaded folder, and a server with more than can be read, answer themselves where the audience may see all that they hold; then only the
things that the values name are fetched. Everywhere else what the audience may see is read, and asked here: nothing that is withheld takes
part in an answer, and what a server makes of a query does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from .knowledge import Knowledge
from .part import Wanted
from .profiles import profile
from .questions import Question, answer, bind
from .results import Answer
from .sources import OnDisk, Server, direct
from .store import EmbeddedStore, Store
from .tokens import tokens
from .vocabulary import DERIVED


@dataclass(frozen=True)
class Posed:
    """An answer, the knowledge that its values were looked up in, and what is to be known of who answered ('' if nothing)."""

    answer: Answer
    knowledge: Knowledge
    remark: str = ""


def posed(question: Question, values: Mapping[str, str], places: Sequence[str], audience: str, opened: Callable[[Wanted | None], Knowledge]) -> Posed:
    """The answer to a question; `opened` gives the knowledge of the places, or the part of it that is wanted."""
    straight = direct(places, profile(audience))
    if straight is None:
        knowledge = opened(None)
        text = bind(question, values, knowledge.facts)
        return Posed(answer(knowledge.derived, text), knowledge)
    with closing(straight):
        return straightly(question, values, straight, opened)


def straightly(question: Question, values: Mapping[str, str], straight: OnDisk | Server, opened: Callable[[Wanted | None], Knowledge]) -> Posed:
    """The answer of a source itself."""
    given = {**dict(question.defaults), **values}
    knowledge = opened(Wanted(tuple(given[name] for name, kind in question.parameters.items() if kind == "iri" and name in given)))
    text = bind(question, values, knowledge.facts)
    return Posed(answer(straight.store, text), knowledge, lacking(text, straight.store))


def lacking(text: str, store: Store) -> str:
    """What an answer of a server may miss, in words."""
    if isinstance(store, EmbeddedStore):
        return ""
    words = {token.upper() for kind, token in tokens(text) if kind == "word"}
    said = ["The server itself answered; servers differ in what they make of a query."]
    if not words & {"GRAPH", "FROM"} and not store.unites():
        said.append("It does not look into named graphs unless the query says GRAPH ?g { ... }.")
    if DERIVED not in store.graphs():
        said.append("Nothing that follows by rules is there (k:reportsTo and other plain links); kuasa publish uploads it.")
    return "\n".join(said)
