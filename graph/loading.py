"""RDF files of any size → a folder with a store on disk, an index of names and a manifest, which `loaded` opens.

`load(folder, places)` builds in `FOLDER.building` beside it and puts the result in place in one step: what is there is whole, or not there.
A build that was interrupted goes on at the first file that was not finished. Refuses what `store.parsed` refuses, a folder that is not
its own, a disk without room, and a second builder. Nothing is left out but what an audience may not see.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import re
import shutil
import sqlite3
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .errors import KuasaError, UnreadableFile, UsageError
from .labels import write as write_labels
from .loaded import BUILT, FORM, HELD, LABELS, STORE, UNFINISHED, Manifest, Origin, beside, hold
from .output import write
from .profiles import Profile, hidden, profile, restrict
from .store import EMBEDDED, FORMATS, LOADED, EmbeddedStore, parsed, words
from .version import digest
from .vocabulary import DATA, DERIVED, LENT, QUERIES, RDF_TYPE, K

EVERY = 100_000
TOGETHER = 32 << 20  # bytes of small files that are put into the store in one step
SMALL = 1_000_000  # statements up to which the hash is that of the statements
MOST_CUT = 3_000_000  # statements of which an audience's part can be cut out
ROOM = {".ttl": 12, ".trig": 12, ".nt": 4, ".nq": 4, ".rdf": 6, ".jsonld": 6}  # bytes of a store for a byte of a file
PACKED = 8
CUT, UNPACKED, LINES = "cut", "unpacked", "journal"
JOURNAL, DONE = ox.NamedNode("urn:kuasa:journal"), ox.NamedNode("urn:kuasa:done")
PIECE = re.compile(r"(bulk-)?[0-9a-f-]{20,}(\.sst)?")
LENDING = "GRAPH g:words { ?class k:plainProperty ?plain }"
RULE = re.compile(r"INSERT \{ GRAPH g:derived (\{[^{}]*\}) \}")
Advance = Callable[[str, int], None]


@dataclass(frozen=True)
class Read:
    """A file that stands in the store to its end: what the manifest says of it, where it lies, when it was written, and which graphs it has."""

    path: str
    time: int
    graphs: tuple[str, ...]
    origin: Origin

    @classmethod
    def from_json(cls, text: str) -> Read:
        """A line of the journal: a word that the store knows once it has the file, and what is to be remembered of it."""
        found = json.loads(text.partition(" ")[2])
        return cls(found["path"], found["time"], tuple(found["graphs"]), Origin(**found["origin"]))


def load(folder: Path, places: Sequence[str], audience: str = "facilitator", force: bool = False, advance: Advance = lambda file, statements: None) -> Manifest:
    """Builds a folder from files, folders and `embedded`, for an audience. An existing one is replaced with `force`; it is there until the new one
    is. `advance` is told the name of a file and how many of its statements were read, and afterwards each step that follows, with 0."""
    from .. import __version__

    chosen = profile(audience)
    paths = named(places)
    folder = folder.resolve()
    ours(folder, force)
    with alone(folder):
        building = beside(folder)
        done = begun(building, paths)
        room(folder, paths[len(done) :])
        whole = shown = EmbeddedStore()
        try:
            whole = shown = EmbeddedStore(ox.Store(str(building / STORE)))
            files = [*done, *fill(whole, building, paths, done, advance)]
            withheld = 0
            if chosen.leaves_out:
                advance(f"the part for {audience}", 0)
                shown, withheld = part(whole, building / CUT, chosen)
            advance("names", 0)
            write_labels(shown, building / LABELS)
            advance("rules", 0)
            deduce(shown)
            advance("order", 0)
            shown.ox.optimize()
            graphs = counted(shown)
            write(building / UNFINISHED, "{}", force=True)  # from here on the journal goes away: what is interrupted now begins anew
            whole.ox.remove_graph(JOURNAL)
            shown.ox.flush()
            few = chosen.leaves_out or sum(one.origin.statements for one in files) <= SMALL
            hash = digest(shown) if few else hashlib.sha256("".join(f"{one.origin.name} {one.origin.sum}\n" for one in files).encode()).hexdigest()
            origins = () if chosen.leaves_out else tuple(one.origin for one in files)  # sums and sizes of whole files would confirm guesses about what was left out
            manifest = Manifest(FORM, __version__, audience, BUILT + uuid.uuid4().hex[:12], origins, graphs, withheld, hash, "statements" if few else "files")
        except (OSError, RuntimeError, sqlite3.Error) as problem:
            raise full(folder, problem) from problem
        finally:
            whole.ox = shown.ox = ox.Store()  # lets go of the files on disk, whoever still looks at this frame
        put(building, folder, manifest, CUT if chosen.leaves_out else STORE)
    return manifest


def named(places: Sequence[str]) -> list[Path]:
    """The files of some places, each once; folders give those that are RDF, sorted."""
    if not places or "" in places:
        raise UnreadableFile("No file is named.", f"Give RDF files ({', '.join(FORMATS)}, also with .gz) or folders of them, or 'embedded'.")
    found: list[Path] = []
    for place in places:
        path = DATA if place == EMBEDDED else Path(place)
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if plain(file).suffix.lower() in FORMATS and file.is_file())
            if not inside:
                raise UnreadableFile(f"The folder {path.name} holds no RDF file.", f"Give a folder with files ending in {', '.join(FORMATS)}.")
            found += inside
        elif not path.is_file():
            raise UnreadableFile(f"There is no file or folder {path}.", "Look at the spelling.")
        elif plain(path).suffix.lower() not in FORMATS:
            raise UnreadableFile(f"{path.name}: files ending in '{path.suffix}' are not read.", f"Give RDF: {', '.join(FORMATS)}, also with .gz.")
        else:
            found.append(path)
    return list(dict.fromkeys(path.absolute() for path in found))


def plain(path: Path) -> Path:
    """The name of a file without .gz."""
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def ours(folder: Path, force: bool) -> None:
    """Refuses a place where nothing can be built, or where something lies that is not of a build."""
    if not folder.parent.is_dir():
        raise UnreadableFile(f"There is no folder {folder.parent}.", "Make it first, or build somewhere else.")
    for place in (folder, beside(folder)):
        if place.exists() and not place.is_dir():
            raise UsageError(f"{place.name} is not a folder.", "Give the name of a new folder.")
        mark = LOADED if place == folder else UNFINISHED
        if place.exists() and not (place / mark).is_file() and any(not one.name.startswith(BUILT) for one in place.iterdir()):
            raise UsageError(f"{place.name} holds what kuasa load did not put there.", "Give the name of a new folder: nothing of others is replaced.")
    if (folder / LOADED).is_file():
        try:
            known = "form" in json.loads((folder / LOADED).read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError):
            known = any(one.name.startswith(BUILT) for one in folder.iterdir())
        if not known:
            raise UsageError(f"{folder.name} holds what kuasa load did not put there.", "Give the name of a new folder: nothing of others is replaced.")
        if not force:
            raise UsageError(f"{folder.name} exists.", "Give another name, or --force to replace it.")
    if not os.access(folder.parent, os.W_OK):
        raise UnreadableFile(f"{folder} cannot be written.", "Build somewhere else.")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While this builds a folder, nobody else does."""
    path = folder.with_name(folder.name + ".lock")
    while True:
        try:
            held = hold(path, alone=True)
        except BlockingIOError as problem:
            raise UsageError(f"{folder.name} is being built by somebody else.", "Wait until that is done, or build under another name.") from problem
        if path.exists() and os.path.samestat(os.fstat(held), path.stat()):
            break
        os.close(held)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(held)


def begun(building: Path, paths: list[Path]) -> list[Read]:
    """What an earlier build has finished, if it began with the same files and they are unchanged; else all begins anew."""
    from .. import __version__

    mark = json.dumps({"form": FORM, "kuasa": __version__})
    found: list[Read] = []
    if building.exists():
        try:
            if (building / UNFINISHED).read_text(encoding="utf-8") == mark:
                found = journal(building)
        except (OSError, RuntimeError, ValueError, KeyError, TypeError):
            found = []
        if not found or len(found) > len(paths) or not all(same(one, path) for one, path in zip(found, paths, strict=False)):
            clear(building)
            found = []
    if not found:
        building.mkdir(exist_ok=True)
        (building / UNFINISHED).touch()  # first of all: by it the folder is known as one of ours
        (building / STORE).mkdir()
        write(building / UNFINISHED, mark, force=True)
    for name in (LABELS, CUT, UNPACKED):
        remove(building / name)
    return found


def journal(building: Path) -> list[Read]:
    """The files that the store has to their end, in the order in which they were read: a line of the journal counts if the store knows it.
    Pieces that a killed process left are taken away."""
    lines = (building / LINES).read_text(encoding="utf-8").splitlines() if (building / LINES).exists() else []
    store = ox.Store(str(building / STORE))
    known = {str(quad.object).strip('"') for quad in store.quads_for_pattern(None, None, None, JOURNAL)}
    del store
    for piece in (building / STORE).iterdir():
        if PIECE.fullmatch(piece.name):
            piece.unlink()
    return [Read.from_json(line) for line in lines if line.partition(" ")[0] in known]


def same(read: Read, path: Path) -> bool:
    """Whether a file is the one that was read."""
    stat = path.stat()
    return read.path == str(path) and read.origin.size == stat.st_size and (read.time == stat.st_mtime_ns or read.origin.sum == summed(path))


def summed(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def room(folder: Path, paths: Iterable[Path]) -> None:
    """Refuses a disk that cannot hold the store of some files."""
    needed = sum(path.stat().st_size * ROOM[plain(path).suffix.lower()] * (PACKED if plain(path) != path else 1) for path in paths)
    free = shutil.disk_usage(folder.parent).free
    if needed > free:
        raise UsageError(f"The store needs about {needed / 1e9:.1f} GB, and {folder.parent} has {free / 1e9:.1f} GB free.", "Make room, or build on another disk.")


def full(folder: Path, problem: OSError | RuntimeError | sqlite3.Error) -> KuasaError:
    """What to say of a disk that refused to work in the middle of a build."""
    if getattr(problem, "errno", None) == errno.ENOSPC or any(said in str(problem) for said in ("No space left", "disk is full")):
        return UnreadableFile(f"There is no room left where {folder.name} is built.", "Make room and run the same command again: it goes on where it stopped.")
    return UnreadableFile(f"{folder.name} cannot be built: {str(problem).splitlines()[0]}", "Run the same command again: it goes on where it stopped.")


def fill(held: EmbeddedStore, building: Path, paths: list[Path], done: list[Read], advance: Advance) -> list[Read]:
    """Reads the files that are not done yet. A file stands in the store with its line of the journal, or nothing of it does."""
    names = EmbeddedStore()
    for one in done:
        origins(names, one)
    found: list[Read] = []
    for lot in lots(paths[len(done) :]):
        read: list[Read] = []

        def quads(lot: list[Path] = lot, read: list[Read] = read) -> Iterator[ox.Quad]:
            for path in lot:
                one = yield from reading(path, building, names, advance)
                origins(names, one)
                read.append(one)
                yield ox.Quad(DONE, DONE, ox.Literal(noted(building, one)), JOURNAL)

        try:
            held.ox.bulk_extend(quads())
        finally:
            remove(building / UNPACKED)
        held.ox.flush()
        found += read
    return found


def lots(paths: list[Path]) -> Iterator[list[Path]]:
    """Files in lots: small ones together, large ones alone."""
    lot: list[Path] = []
    size = 0
    for path in paths:
        here = path.stat().st_size
        if lot and size + here > TOGETHER:
            yield lot
            lot, size = [], 0
        lot.append(path)
        size += here
    if lot:
        yield lot


def origins(names: EmbeddedStore, read: Read) -> None:
    """Remembers which graphs a file has, so that another file of its name gets another graph."""
    for graph in read.graphs:
        names.origin.setdefault(graph, Path(read.path))


def reading(path: Path, building: Path, names: EmbeddedStore, advance: Advance) -> Any:
    """The quads of a file, one after the other; what is to be remembered of it comes back at its end."""
    before = path.stat()
    total, graph = summed(path), names.name_for(plain(path) if plain(path) == path else path.with_suffix(""))
    text = unpacked(path, building) if plain(path) != path else path
    number, last = 0, None
    graphs: dict[str, None] = {}
    for number, quad in enumerate(parsed(text, graph), 1):
        if quad.graph_name != last:
            last = quad.graph_name
            graphs[str(last).strip("<>")] = None
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise UnreadableFile(f"{path.name}: something in it has no address of its own (a blank node).", "Give it an IRI, and run the same command again.")
        yield quad
        if number % EVERY == 0:
            advance(path.name, number)
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableFile(f"{path.name} was changed while it was read.", "Run the same command again when nobody writes to it.")
    advance(path.name, number)
    return Read(str(path), before.st_mtime_ns, tuple(graphs), Origin(path.name, before.st_size, total, graph, number))


def unpacked(path: Path, building: Path) -> Path:
    """A packed file, unpacked in the folder of the build."""
    folder = building / UNPACKED
    remove(folder)
    folder.mkdir()
    text = folder / path.with_suffix("").name
    try:
        with gzip.open(path, "rb") as packed, text.open("wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
    except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise UnreadableFile(f"{path.name} is not a whole .gz file: {problem}", "Pack it again, or give the file as it is.") from problem
    return text


def noted(building: Path, read: Read) -> str:
    """Writes a file into the journal; the word that goes into the store with its last statement."""
    word = uuid.uuid4().hex
    with (building / LINES).open("a", encoding="utf-8") as file:
        file.write(f"{word} {json.dumps(asdict(read))}\n")
        file.flush()
        os.fsync(file.fileno())
    return word


def part(whole: EmbeddedStore, folder: Path, audience: Profile) -> tuple[EmbeddedStore, int]:
    """The store as an audience may see it, and how much it does not see. What is withheld is not removed from a store (it would stay in its
    files, unseen): what is left is written into a new one."""
    from .facts import Facts

    if (statements := len(whole.ox)) > MOST_CUT:
        raise UsageError(
            f"The part for {audience.name} can be cut out of at most {MOST_CUT:,} statements; these are {statements:,}.",
            "Build for the facilitator (without --profile), and give --profile to the commands that read the folder.",
        )
    facts = Facts.from_store(whole)
    taken = restrict(facts, audience)

    def left() -> Iterator[ox.Quad]:
        for quad in whole.ox:
            if quad.graph_name != JOURNAL and not hidden(quad, taken):
                yield quad

    shown = EmbeddedStore(ox.Store(str(folder)))
    shown.ox.bulk_extend(left())
    return shown, taken.count


def deduce(store: EmbeddedStore) -> None:
    """Runs the rules as `store.derive` does, in a way that millions of statements allow: a rule over all classes class by class, and what a
    rule gives goes to disk as it is found."""
    store.delete(DERIVED)
    plain = [triple for graph in words().graphs() for triple in words().get(graph) if triple.predicate.value == K + "plainProperty"]
    store.post(LENT, plain)
    met = [of for of in plain if next(store.ox.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), of.subject, None), None)]
    for rule in sorted((QUERIES / "rules").glob("*.ru")):
        text = rule.read_text(encoding="utf-8")
        asked = RULE.sub(r"CONSTRUCT \1", text)
        if asked == text:
            store.update(text)
        elif LENDING in asked:
            store.post(DERIVED, (triple for of in met for triple in store.query(bound(asked, str(of.subject), str(of.object)))))
        else:
            store.post(DERIVED, store.query(asked))
    store.delete(LENT)


def bound(rule: str, kind: str, plain: str) -> str:
    """A rule over all classes for one of them."""
    return re.sub(r"\?plain\b", plain, re.sub(r"\?class\b", kind, rule.replace(LENDING, "")))


def counted(store: EmbeddedStore) -> dict[str, int]:
    """How many statements each graph has."""
    found = {row["g"].value: int(row["n"].value) for row in store.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")}
    return {graph: found[graph] for graph in sorted(found) if graph != JOURNAL.value}


def put(building: Path, folder: Path, manifest: Manifest, store: str) -> None:
    """Puts what was built in its place: the manifest names it in one step. Older ones go, but for those that somebody reads."""
    made = building / manifest.built
    made.mkdir()
    (building / store).rename(made / STORE)
    (building / LABELS).rename(made / LABELS)
    (made / HELD).touch()
    (made / LOADED).write_text(manifest.to_json(), encoding="utf-8")
    kept(made)
    folder.mkdir(exist_ok=True)
    made.rename(folder / manifest.built)
    kept(folder)
    (folder / manifest.built / LOADED).replace(folder / LOADED)
    kept(folder)
    clear(building)
    (building / UNFINISHED).unlink()
    building.rmdir()
    for old in folder.glob(BUILT + "*"):
        if old.name != manifest.built:
            try:
                held = hold(old / HELD, alone=True)
            except BlockingIOError:
                continue
            shutil.rmtree(old, ignore_errors=True)
            os.close(held)


def kept(folder: Path) -> None:
    """Waits until files and folders are on the disk, whatever happens to the power."""
    for place in (*folder.rglob("*"), folder, folder.parent):
        if place.is_file() or os.name != "nt":
            handle = os.open(place, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def clear(building: Path) -> None:
    """Takes away all of a build but its mark, without which the rest would be taken for somebody else's; the mark says no more that it can go on."""
    write(building / UNFINISHED, "{}", force=True)
    for one in building.iterdir():
        if one.name != UNFINISHED:
            remove(one)


def remove(place: Path) -> None:
    """Takes away a file or folder of a build, if it is there."""
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
