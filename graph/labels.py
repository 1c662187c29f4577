"""The names of a large store in an index of their own: a typed name → things, without reading the store.

`write(store, path)` makes the index (SQLite) of every name of every thing; `Labels.open(path)` only reads it. What it answers is what
`lookup` answers from facts, in the same order. Refuses a file that is not such an index (`UnreadableFile`).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .errors import UnreadableFile
from .facts import ALT, LABEL, NOTATION, PREF, TITLE, ancestors
from .lookup import fold, nearest
from .store import EmbeddedStore
from .vocabulary import DERIVED, RDF_TYPE, K

VERSION = 1
GRAM = 3
FEW, MET, COMPARED = 20_000, 30_000, 200
LAST = chr(0x10FFFF)
RANKS = {K + "alias": 1, K + "misspelling": 2}
TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, label TEXT NOT NULL, folded TEXT NOT NULL);
CREATE TABLE names (thing INTEGER NOT NULL, rank INTEGER NOT NULL, text TEXT NOT NULL, fold TEXT NOT NULL);
CREATE VIRTUAL TABLE grams USING fts5(folded, content = '', detail = none, tokenize = 'trigram');
CREATE TEMP TABLE said (thing INTEGER NOT NULL, rank INTEGER, text TEXT NOT NULL, title INTEGER NOT NULL);
CREATE TEMP TABLE met (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, label TEXT NOT NULL);
"""
# The number of a thing is its place in the order of labels: what is found comes out in that order.
SETTLED = """
CREATE INDEX said_thing ON said (thing);
UPDATE met SET label = coalesce((SELECT min(text) FROM said WHERE thing = met.id AND title = 2), (SELECT min(text) FROM said WHERE thing = met.id AND title >= 1), label);
CREATE TEMP TABLE places AS SELECT row_number() OVER (ORDER BY label, iri) AS place, id FROM met;
CREATE UNIQUE INDEX place_of ON places (id);
INSERT INTO names SELECT DISTINCT place, rank, text, fold(text) FROM said JOIN places ON id = thing WHERE rank IS NOT NULL ORDER BY place, text;
CREATE INDEX names_thing ON names (thing); CREATE INDEX names_text ON names (text); CREATE INDEX names_fold ON names (fold, thing, text);
INSERT INTO things SELECT place, iri, label, coalesce((SELECT group_concat(fold, char(10)) FROM names WHERE thing = place), '') FROM met JOIN places USING (id) ORDER BY place;
CREATE INDEX things_iri ON things (iri);
INSERT INTO grams (rowid, folded) SELECT id, folded FROM things ORDER BY id;
INSERT INTO grams (grams) VALUES ('optimize');
CREATE VIRTUAL TABLE common USING fts5vocab(grams, row);
"""


@dataclass(frozen=True)
class Labels:
    """An index that is open for reading."""

    base: sqlite3.Connection

    @classmethod
    def open(cls, path: Path) -> Labels:
        """Opens an index; `UnreadableFile` if it is none."""
        try:
            base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            try:
                known = base.execute("PRAGMA user_version").fetchone()[0] == VERSION and base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'things'").fetchone()[0]
            except sqlite3.DatabaseError:
                base.close()
                raise
        except sqlite3.Error as problem:
            raise UnreadableFile(f"{path} is not readable: {problem}.", "Build the folder again: kuasa load FOLDER FILE... --force.") from problem
        if not known:
            base.close()
            raise UnreadableFile(f"{path} is not an index of names.", "Build the folder again: kuasa load FOLDER FILE... --force.")
        return cls(base)

    def close(self) -> None:
        """Closes the file."""
        self.base.close()

    def exact(self, name: str) -> list[tuple[str, int]]:
        """The things (IRIs) of a name as it is written, else of one that folds to the same, with the rank of the name: only the best, sorted."""
        for column, text in (("text", name), ("fold", fold(name))):
            found = self.rows(f"SELECT DISTINCT iri, rank FROM names JOIN things ON id = thing WHERE {column} = ? ORDER BY rank, iri", text)
            if best := [(iri, rank) for iri, rank in found if rank == found[0][1]]:
                return best
        return []

    def containing(self, text: str, limit: int | None = None) -> list[tuple[str, str]]:
        """Things (IRIs) with a name that contains a text, and that name: whole names first, then beginnings, then parts."""
        return list(islice(self.hits(fold(text)), limit))

    def hits(self, wanted: str) -> Iterator[tuple[str, str]]:
        """The same for a folded text, one after the other."""
        met: set[int] = set()
        bounds = ("fold = ?", (wanted,)), ("fold >= ? AND fold < ?", (wanted, wanted + LAST))
        for where, values in bounds:
            cursor = self.base.execute(f"SELECT thing, min(text) FROM names WHERE {where} GROUP BY thing ORDER BY thing", values)
            for place, name in cursor:
                if place not in met:
                    met.add(place)
                    yield self.iri(place), name
        for place in self.holding(wanted) if wanted else ():
            if place not in met:
                held = [name for name, folded in self.rows("SELECT text, fold FROM names WHERE thing = ?", place) if wanted in folded]
                if held:
                    yield self.iri(place), min(held)

    def holding(self, wanted: str) -> Iterator[int]:
        """The numbers of the things whose names may hold a folded text, in order."""
        if len(wanted) < GRAM:
            found = self.base.execute("SELECT id FROM things WHERE instr(folded, ?) ORDER BY id", (wanted,))
        else:
            found = self.base.execute("SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rowid", (" AND ".join(map(quoted, sorted(grams(wanted)))),))
        return (place for (place,) in found)

    def near(self, name: str, limit: int = 5) -> list[str]:
        """Names most like one, best first. Of very many names those are compared that share its rarest three letters."""
        if self.rows("SELECT count(*) FROM (SELECT 1 FROM names LIMIT ?)", FEW + 1)[0][0] <= FEW:
            return nearest(name, {text for (text,) in self.rows("SELECT DISTINCT text FROM names")})[:limit]
        wanted = grams(fold(name))
        often = {gram: self.rows("SELECT doc FROM common WHERE term = ?", gram) for gram in wanted}
        places: Counter[int] = Counter()
        for _, gram in sorted((found[0][0], gram) for gram, found in often.items() if found):
            if places.total() < MET:
                places.update(place for (place,) in self.rows("SELECT rowid FROM grams WHERE grams MATCH ? LIMIT ?", quoted(gram), MET))
        texts = [text for place, _ in places.most_common(COMPARED) for text in self.rows("SELECT text, fold FROM names WHERE thing = ?", place)]
        alike = sorted(texts, key=lambda found: (-len(grams(found[1]) & wanted), abs(len(found[0]) - len(name)), found))[:COMPARED]
        return nearest(name, {text for text, _ in alike})[:limit]

    def iri(self, place: int) -> str:
        """The address of the thing of a number."""
        return str(self.rows("SELECT iri FROM things WHERE id = ?", place)[0][0])

    def rows(self, text: str, *values: object) -> list[Any]:
        """All rows of a query."""
        return self.base.execute(text, values).fetchall()


def grams(text: str) -> set[str]:
    """The pieces of three characters of a text."""
    return {text[start : start + GRAM] for start in range(len(text) - GRAM + 1)}


def quoted(text: str) -> str:
    """A text as one token of a query of FTS5.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + text.replace('"', '""') + '"'


def write(store: EmbeddedStore, path: Path) -> None:
    """Makes the index of a store in a new file; what kuasa derived is left out. A few hundred bytes of memory for each thing."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.executescript(TABLES)
        base.create_function("fold", 1, fold, deterministic=True)
        base.execute("BEGIN")
        places = {subject: place for place, subject in enumerate(members(store, "Thing"), 1)}
        base.executemany("INSERT INTO met VALUES (?, ?, ?)", ((place, subject, subject.rsplit("/", 1)[-1]) for subject, place in places.items()))
        base.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", names(store, places))
        base.execute("COMMIT")
        base.executescript(f"BEGIN; {SETTLED} PRAGMA user_version = {VERSION}; COMMIT;")
    finally:
        base.close()


def members(store: EmbeddedStore, name: str) -> set[str]:
    """The subjects of the class `k:name`."""
    classes = [ox.NamedNode(iri) for iri, up in ancestors().items() if K + name in up]
    return {quad.subject.value for kind in classes for quad in stated(store, RDF_TYPE, kind)}


def names(store: EmbeddedStore, places: dict[str, int]) -> Iterator[tuple[int, int | None, str, int]]:
    """Every name with the number of its thing, its rank (None: no name, but a title), and whether it is a label to show (2: in English)."""
    for predicate, rank in ((PREF, 0), (NOTATION, 0), (ALT, 1), (LABEL, None), (TITLE, None)):
        for quad in stated(store, predicate):
            if (place := places.get(quad.subject.value)) is not None:
                shown = predicate in (PREF, LABEL, TITLE) and isinstance(quad.object, ox.Literal)
                yield place, rank, quad.object.value, shown and (2 if quad.object.language == "en" else 1)
    records = members(store, "Name")
    texts, kinds = (least(store, records, K + name) for name in ("text", "nameKind"))
    for quad in stated(store, K + "about"):
        record, place = quad.subject.value, places.get(quad.object.value)
        if record in records and place is not None:
            yield place, RANKS.get(kinds.get(record, ""), 0), texts.get(record, ""), 0


def least(store: EmbeddedStore, records: set[str], predicate: str) -> dict[str, str]:
    """The value of a property that each record has, the first in the alphabet if it has several."""
    found: dict[str, str] = {}
    for quad in stated(store, predicate):
        if (record := quad.subject.value) in records:
            found[record] = min(quad.object.value, found.get(record, quad.object.value))
    return found


def stated(store: EmbeddedStore, predicate: str, value: ox.NamedNode | None = None) -> Iterator[Any]:
    """The quads of a property that were read from files."""
    quad: Any
    for quad in store.ox.quads_for_pattern(None, ox.NamedNode(predicate), value, None):
        if quad.graph_name.value != DERIVED:
            yield quad
