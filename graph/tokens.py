"""A SPARQL text → its tokens; and the refusal, by token, of what writes or reaches out: updates, SERVICE, LOAD, graphs from outside.

A token is never a place inside a string, an IRI or a comment; a string that is not closed is one token (`open`). Every text is read in
time that grows as it does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .errors import RefusedQuery
from .vocabulary import PREFIXES

TOKEN = re.compile(
    r"""(?P<escape>\\.)
      | (?P<comment>\#[^\n\r]*)
      | (?P<string>\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')
      | (?P<open>"(?:\\.|[^"\\\n\r])*+|'(?:\\.|[^'\\\n\r])*+)
      | (?P<iri><(?:[^<>"{}|^`\\\s]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:[A-Za-z_][\w.-]*+)?:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?#@%])*+|@[A-Za-z-]+)
      | (?P<run>[A-Za-z_][\w.-]*+)
      | (?P<other>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)
# What looks like the beginning of a name, but has no colon after it: words with dots and hyphens between.
PIECE = re.compile(r"(?P<word>[A-Za-z_]\w*)|(?P<other>.)", re.DOTALL)
UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY"])


@lru_cache(64)
def tokens(text: str) -> tuple[tuple[str, str], ...]:
    """The tokens of a SPARQL text, with their kind; joined again they are the text.

    >>> tokens("SELECT ?s")
    (('word', 'SELECT'), ('other', ' '), ('variable', '?s'))
    """
    found: list[tuple[str, str]] = []
    for match in TOKEN.finditer(text):
        if match.lastgroup == "run":
            found += [(piece.lastgroup or "other", piece[0]) for piece in PIECE.finditer(match[0])]
        else:
            found.append((match.lastgroup or "other", match[0]))
    return tuple(found)


def refuse(text: str, graphs: list[str]) -> None:
    """`RefusedQuery` for anything that writes or reaches out. Prefixes that the query declares itself count."""
    said = [(kind, token) for kind, token in tokens(text) if kind != "comment" and not token.isspace()]
    prefixes = dict(PREFIXES)
    for n, (kind, token) in enumerate(said):
        word, before = (token.upper() if kind == "word" else ""), said[n - 1][1].upper() if n else ""
        if before == "PREFIX" and kind == "name" and n + 1 < len(said):
            prefixes[token.rstrip(":")] = said[n + 1][1].strip("<>")
        if word in UPDATES:
            raise RefusedQuery(f"'{word}' would change the knowledge; questions only read.", "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.")
        if word == "SERVICE":
            raise RefusedQuery("'SERVICE' would ask another server; nothing leaves this machine.", "Take the SERVICE part out.")
        if kind in ("iri", "name") and (before == "FROM" or (before == "NAMED" and n > 1 and said[n - 2][1].upper() == "FROM")):
            prefix, _, rest = token.partition(":")
            where = token.strip("<>") if kind == "iri" else prefixes.get(prefix, "") + rest
            if where not in graphs:
                raise RefusedQuery(f"'FROM {token}' is not a graph of this knowledge.", "Graphs: SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }.")
