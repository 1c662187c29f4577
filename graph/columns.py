"""The columns of an answer → Parquet: each of one type, so that whoever reads it need not guess.

pyarrow is loaded when a function is called; without it `KuasaError` says the line that installs it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pyoxigraph as ox

from .results import XSD, Answer, Term, shown
from .tables import installed

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def as_parquet(answer: Answer) -> bytes:
    """The bytes. Columns of one type: whole numbers, numbers, truth values, days; all else is text. A column of one datatype or language says which."""
    pa, parquet = installed("pyarrow", "kuasa[parquet]"), installed("pyarrow.parquet", "kuasa[parquet]")
    columns = [[row[n] for row in answer.rows] for n in range(len(answer.names))]
    arrays, fields = [], []
    for name, terms in zip(answer.names, columns, strict=True):
        kind, values = typed(terms)
        array = pa.array(values, {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(), "text": pa.string()}[kind])
        arrays.append(array)
        fields.append(pa.field(name, array.type, metadata=same(terms)))
    out = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), out)
    return bytes(out.getvalue())


def typed(terms: list[Term | None]) -> tuple[str, list[Any]]:
    """The type of a column (integer, number, boolean, date or text) and its values."""
    kinds = {term.datatype.value.removeprefix(XSD) if isinstance(term, ox.Literal) else "" for term in terms if term is not None}
    values = [shown(term) for term in terms]
    given = [value for value in values if value is not None]
    if kinds == {"boolean"}:
        return "boolean", values
    if kinds == {"integer"} and all(isinstance(value, int) and -(2**63) <= value < 2**63 for value in given):
        return "integer", values
    try:
        if kinds and kinds != {"integer"} and kinds <= {"integer", "decimal", "double", "float"}:
            return "number", [None if value is None else float(value) for value in values]
        if kinds == {"date"} and all(DAY.fullmatch(str(value)) for value in given):
            return "date", [None if value is None else date.fromisoformat(str(value)) for value in values]
    except ValueError:
        pass
    return "text", [term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else None if term is None else str(term) for term in terms]


def same(terms: list[Term | None]) -> dict[str, str] | None:
    """The one datatype or language that all literals of a column have, if they have."""
    said = {(term.datatype.value, term.language) if isinstance(term, ox.Literal) else ("", None) for term in terms if term is not None}
    if len(said) != 1 or ("", None) in said:
        return None
    datatype, language = said.pop()
    return {"datatype": datatype} | ({"language": language} if language else {})
