"""What shapes and checks find wrong in statements → problems in the cells of the rows that made them, in the words of a workbook."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

from ...graph.check import Finding, check, light, questions
from ...graph.facts import Facts
from ...graph.kinds import kinds
from ...graph.legible import problems as illegible
from ...graph.store import EmbeddedStore
from ...graph.vocabulary import ONTOLOGY, RDF_TYPE, K
from ..book import Problem, problem
from .statements import Statements

SHAPED = 5_000
# So many subjects are looked at together, so that memory stays small.
MANY = 10_000
# What may be mended later: `kuasa check` goes on telling it.
LATER = frozenset({"thing-without-name"})
MEND = "Mend the cell, or empty it."


def told(statements: Statements, facts: Facts, most: int = SHAPED) -> list[Problem]:
    """What the shapes and checks find wrong in statements, in the cells of the rows that they came from. A book of more rows than `most` is
    held to the light checks alone."""
    shaped = len(statements.book.rows) <= most
    store = EmbeddedStore()
    store.ox.bulk_extend(statements.quads if shaped else statements.quads.quads(looked_at(statements), asked_for()))
    wrong = [one for one in (check(store, known=facts) if shaped else light(store)) if one.severity == "error"]
    if not wrong:
        subjects = sorted(statements.quads.subjects)
        parts = (Facts(statements.quads.terms(subjects[start : start + MANY])) for start in range(0, len(subjects), MANY))
        wrong = [Finding("error", subject, said.rstrip("."), MEND, "", None, "illegible") for part in parts for subject, said in illegible(part)]
    return [placed(statements, one) for one in wrong if one.check not in LATER]


def looked_at(statements: Statements) -> Iterator[str]:
    """The subjects of a very large book that the light checks can find wrong: ties of the kinds that they name, and what is no tie. Every
    tie has evidence: `Grounds.rest` gives it."""
    kept = {(RDF_TYPE, kind) for kind in kinds() if kind in asked_for()}
    for subject in statements.quads.subjects:
        pairs = statements.quads.pairs(subject)
        if not kept.isdisjoint(pairs) or not any(predicate == K + "from" for predicate, _ in pairs):
            yield subject


@cache
def asked_for() -> frozenset[str]:
    """The properties that the light checks ask for."""
    return frozenset({RDF_TYPE, *(K + name for question in questions("light") for name in re.findall(r"\bk:(\w+)", question.text))})


def placed(statements: Statements, finding: Finding) -> Problem:
    """A finding as the problem of a row; of what no row made as one of the whole."""
    row = statements.origin.get(finding.thing)
    key, plain, cure = cures().get(finding.check, ("", "", finding.cure))
    told = plain or finding.problem
    said = told[:1].upper() + told[1:] + "."
    if row is None:
        return Problem("error", "", "", "", finding.thing, said, cure)
    return problem(row, key if key and row.get(key) else "name" if row.get("name") else "tie_kind", said, cure)


@cache
def cures() -> dict[str, tuple[str, str, str]]:
    """For each check the cell in which what it finds is to be mended, what is wrong ('' where the check says it plainly) and what to do,
    in the words of a workbook."""
    with (ONTOLOGY / "cures.csv").open(encoding="utf-8", newline="") as lines:
        return {row["check"]: (row["column"], row["problem"], row["cure"]) for row in csv.DictReader(lines)}
