"""The routes that advocates ask for most, read and judged one by one: tests/golden/routes.csv.

`KUASA_REWRITE=1 pytest tests/test_golden_routes.py` writes the table anew; read the difference before keeping it.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from test_facts import NOW, OURS, THEIRS

from kuasa.graph.analysis.influence import Question, paths
from kuasa.graph.analysis.lenses import lens
from kuasa.graph.facts import Facts
from kuasa.graph.profiles import profile, restrict
from kuasa.graph.store import open_store
from kuasa.graph.telling import closed, route_title
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID

GOLDEN = Path(__file__).parent / "golden" / "routes.csv"
COLUMNS = ("from", "to", "on", "status", "number", "band", "route", "weakest", "note")


def rows(facts: Facts, question: Question) -> list[tuple[str, ...]]:
    """One line a route, an aim, or the reason why there is none."""
    answer = paths(facts, question)
    asked = (question.starts[0].removeprefix(ID), question.ends[0].removeprefix(ID), str(question.moment.on), question.moment.status)
    found = [
        (*asked, str(n), path.band, route_title(path), path.hops[path.weakest].sentence, f"alike: {len(path.alike)}; detours: {len(path.detours)}")
        for n, path in enumerate(answer.routes, 1)
    ]
    found += [(*asked, "aim", path.band, route_title(path), path.hops[0].sentence, "") for path in answer.aims]
    return found or [(*asked, "none", "", "", "", " ".join(closed(answer).split()))]


def test_the_routes_are_those_that_were_read_and_judged() -> None:
    facts = Facts.from_store(open_store())
    restrict(facts, profile("public"))
    questions = [Question((ID + a,), (ID + b,), Moment(NOW, status), lens("all")) for a in OURS for b in THEIRS for status in ("actual", "all")]
    questions += [replace(questions[0], starts=(ID + "phl",), ends=(ID + "who",), moment=Moment(date(2003, 12, 31), status)) for status in ("actual", "all")]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *(row for question in questions for row in rows(facts, question))])
    if os.environ.get("KUASA_REWRITE"):
        GOLDEN.write_text(out.getvalue(), encoding="utf-8")
    assert out.getvalue() == GOLDEN.read_text(encoding="utf-8")
