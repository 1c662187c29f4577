"""The files that registers make: a folder of facts in, one Turtle text per file out, written or compared.

A file is written beside its place and then renamed, so nobody reads half of it.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from . import bodies, chairs, doors, instruments, ministries, organisations, ratifications, readings, roles, rules, states
from .book import Book
from .shelf import SHORT
from .sources import SEEDS, Cited, refuse_own_tables
from .tables import read_registers
from .turtle import document, iri, plain, text

SOURCES = "sources/register-sources"
# File -> (title, tables it is made from); the files of statements are named after the tables that SHORT lists.
_TITLES = {
    "things/registered-states": ("States, territories and the organisations they form", "states.csv, more_things.csv"),
    "things/registered-bodies": ("Bodies of ASEAN, of the ILO and beside them", "asean_bodies.csv, new_bodies.csv, ilo_bodies.csv"),
    "things/registered-ministries": ("Ministries that sit in ASEAN bodies", "body_membership.csv"),
    "things/registered-organisations": ("Organisations, networks and agencies", "organisations.csv, asean_csos.csv"),
    "things/registered-instruments": ("Instruments", "instruments.csv"),
    SOURCES: ("Sources cited by the registers", "the source columns of all registers"),
}


def _origin(name: str) -> tuple[str, str]:
    if name in _TITLES:
        title, tables = _TITLES[name]
    else:
        short = name.removeprefix("sources/register-")
        tables = ", ".join(f"{table}.csv" for table, parts in SHORT.items() if parts[1] == short)
        title = "What the register says of " + ", ".join(dict.fromkeys(parts[2] for parts in SHORT.values() if parts[1] == short))
    return title, f"data/registers ({tables})"


def _write_sources(book: Book) -> None:
    for slug, found in book.cites.items():
        if slug not in SEEDS.values():
            _write_source(book, slug, found)


def _write_source(book: Book, slug: str, found: list[Cited]) -> None:
    book.add(SOURCES, iri(slug), ("a", "k:Source"), ("dcterms:title", text(found[0].title)))
    book.add(SOURCES, iri(slug), ("dcterms:license", text("facts only; text not stored")))
    if found[0].address:
        host = urlsplit(found[0].address).netloc.removeprefix("www.")
        book.add(SOURCES, iri(slug), ("dcterms:publisher", text(host)), ("k:address", plain(found[0].address)))


def make(data: Path) -> dict[str, str]:
    """The texts of all register files, by name under `data`. Order matters: who comes first names a thing."""
    book = Book(read_registers(data / "registers"))
    refuse_own_tables(book.registers)
    states.write_states(book)
    bodies.write_bodies(book)
    ministries.write_ministries(book)
    organisations.write_organisations(book)
    instruments.write_instruments(book)
    states.write_memberships(book)
    bodies.write_lines(book)
    ministries.write_seats(book)
    organisations.write_findings(book)
    instruments.write_texts(book)
    ratifications.write_ratifications(book)
    ratifications.write_gaps(book)
    rules.write_rules(book)
    roles.write_roles(book)
    chairs.write_chairs(book)
    doors.write_doors(book)
    readings.write_readings(book)
    _write_sources(book)
    return {f"{name}.ttl": document(*_origin(name), book.files[name]) for name in sorted(book.files)}


def _stale(data: Path, made: dict[str, str]) -> list[Path]:
    """Register files that no table makes any more."""
    found = [*data.glob("things/registered-*.ttl"), *data.glob("sources/register-*.ttl")]
    return [path for path in sorted(found) if str(path.relative_to(data).as_posix()) not in made]


def write(data: Path) -> list[str]:
    """Write what differs and remove what is no longer made; gives the names of the changed files."""
    made, changed = make(data), []
    for name, words in made.items():
        path = data / name
        if path.is_file() and path.read_text(encoding="utf-8") == words:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".ttl.new")
        beside.write_text(words, encoding="utf-8")
        beside.replace(path)
        changed.append(name)
    for path in _stale(data, made):
        path.unlink()
        changed.append(path.relative_to(data).as_posix())
    return changed


def check(data: Path) -> list[str]:
    """The names of the files that are not what their tables make."""
    made = make(data)
    differing = [name for name, words in made.items() if not (data / name).is_file() or (data / name).read_text(encoding="utf-8") != words]
    return differing + [path.relative_to(data).as_posix() for path in _stale(data, made)]
