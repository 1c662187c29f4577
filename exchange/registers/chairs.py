"""ASEAN's chairs: asean_chairs.csv in; one chairing per year out, with the forecasts of 2024 that differ from it.

ASEAN's chair is never implied for a body below: who chairs SLOM or ALMM stands among the roles.
"""

from __future__ import annotations

from dataclasses import replace

from .book import Book, Known
from .sources import cite, cited
from .turtle import iri, text

# The report of June 2024 (seed 003) foretells the chairs of 2025 to 2030.
FORECAST = "Seed 003"


def write_chairs(book: Book) -> None:
    """Write who chairs ASEAN in which year."""
    for row in book.registers.rows["asean_chairs"]:
        year, status = row["year"], book.word(row, "status")
        seen = Known(row["chair_confidence"])
        if "inferred" in row["status"] or "rotation" in row["status"]:
            seen = Known("recalled", "inferred", "annual turn by the alphabet of English names")
        ends = (row["chair_iso3"].lower(), "asean")
        sources = cited(row["chair_source"])
        record = book.tie(row, "", "Chairing", ends, seen, status, sources, since=year, until=year)
        if row["theme"]:
            # The motto may have a page of its own: the evidence of the record then names both.
            themed = [one for one in cited(row["theme_source"]) if one.slug not in {other.slug for other in sources}]
            book.add(book.place(row), iri(record), ("k:theme", text(row["theme"])))
            themed = [replace(one, remark=": ".join(filter(None, ("the motto", one.remark)))) for one in themed]
            book.more_evidence(record, row, Known(row["theme_confidence"]), themed, len(sources) + 1)
        if row["agrees_with_seed"] == "no":
            other = (row["seed_prediction_iso3"].lower(), "asean")
            told = Known("seen", "participants")
            rival = book.tie(row, "forecast", "Chairing", other, told, "planned", [cite(FORECAST)], since=year, until=year)
            book.add(book.place(row), iri(rival), ("k:contradicts", iri(record)))
