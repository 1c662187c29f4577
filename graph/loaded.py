"""Opening what `kuasa load` built: a store on disk, the index of its names, and the manifest that says what it was built from.

A folder holds `kuasa.json` (the manifest) and one folder `built-...` with the store and the index, named by the manifest; what else is
there is an older one that somebody still reads. Refuses a folder that is not finished, of another form, or damaged (`UnreadableFile`), with the cure.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .errors import UnreadableFile
from .labels import Labels
from .lookup import addresses
from .store import LOADED, EmbeddedStore

FORM = 1
STORE, LABELS, HELD = "store", "labels.sqlite", "held"
BUILT = "built-"
BUILDING = ".building"
UNFINISHED = "building.json"
AGAIN = "Build it again: kuasa load {} FILE... --force."


@dataclass(frozen=True)
class Origin:
    """A file that was read: its name, bytes, SHA-256, the graph of its own, and how many statements it holds."""

    name: str
    size: int
    sum: str
    graph: str
    statements: int


@dataclass(frozen=True)
class Manifest:
    """What a folder holds: the form of the folder, the kuasa that built it, for which audience, from which files, the statements of
    each graph, how many statements and fields the audience does not see, and a hash: of the statements as in `version` ("statements"), or of
    the names and sums of the files where there are very many ("files")."""

    form: int
    kuasa: str
    profile: str
    built: str
    files: tuple[Origin, ...]
    graphs: Mapping[str, int]
    withheld: int
    hash: str
    hash_of: str

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """The manifest of a text; ValueError, KeyError or TypeError if it is none."""
        found = json.loads(text)
        if found["form"] != FORM:
            return replace(NOTHING, form=int(found["form"]), kuasa=str(found["kuasa"]))
        return cls(**{**found, "files": tuple(Origin(**origin) for origin in found["files"])})

    def to_json(self) -> str:
        """The manifest as text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


NOTHING = Manifest(0, "", "", "", (), {}, 0, "", "")


@dataclass(frozen=True)
class Loaded:
    """A folder that is open for reading, until it is closed. While it is open, no later build takes its files away."""

    path: Path
    store: EmbeddedStore
    labels: Labels
    manifest: Manifest
    held: int

    @classmethod
    def open(cls, path: Path) -> Loaded:
        """Opens a folder; `UnreadableFile` says what is wrong with one that cannot be opened."""
        for _ in range(3):  # a new build may take the place of the one that the manifest named
            manifest = read(path)
            folder = path / manifest.built
            try:
                held = hold(folder / HELD)
            except FileNotFoundError:
                continue
            try:
                labels = Labels.open(folder / LABELS)
                try:
                    return cls(path, EmbeddedStore(ox.Store.read_only(str(folder / STORE))), labels, manifest, held)
                except BaseException:
                    labels.close()
                    raise
            except (OSError, RuntimeError, UnreadableFile) as problem:
                os.close(held)
                if read(path).built != manifest.built:
                    continue
                raise UnreadableFile(f"{path.name} is damaged: {str(problem).splitlines()[0]}", AGAIN.format(path)) from problem
            except BaseException:
                os.close(held)
                raise
        raise UnreadableFile(f"{path.name} is damaged: {LOADED} names a folder that is not there.", AGAIN.format(path))

    @property
    def title(self) -> str:
        """What it is called where it is spoken of."""
        return self.path.name

    @property
    def profile(self) -> str:
        """For whom it was cut when it was built."""
        return self.manifest.profile

    @property
    def checkpoint(self) -> Path:
        """The folder of the store itself, for processes that open it read-only."""
        return self.path / self.manifest.built / STORE

    def query(self, text: str) -> Any:
        """What the store answers."""
        return self.store.query(text)

    def meant(self, name: str) -> tuple[str, ...]:
        """The things that a name can mean, as `lookup.meant`; those of near names if there is none."""
        for candidate in addresses(name):
            if next(self.store.ox.quads_for_pattern(ox.NamedNode(candidate), None, None, None), None) is not None:
                return (candidate,)
        found = self.labels.exact(name) or [one for near in self.labels.near(name) for one in self.labels.exact(near)]
        return tuple(sorted({iri for iri, _ in found}))

    def containing(self, text: str) -> tuple[str, ...]:
        """The things with a name that contains a text, best first."""
        return tuple(iri for iri, _ in self.labels.containing(text))

    def close(self) -> None:
        """Lets go of the files."""
        self.labels.close()
        os.close(self.held)

    def __enter__(self) -> Loaded:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()


def beside(path: Path) -> Path:
    """The folder in which a folder is built."""
    return path.with_name(path.name + BUILDING)


def read(path: Path) -> Manifest:
    """The manifest of a folder."""
    if not (path / LOADED).is_file():
        if any((folder / UNFINISHED).is_file() for folder in (path, beside(path))):
            raise UnreadableFile(f"{path.name} was not built to its end.", "Run the same `kuasa load` again: it goes on where it stopped.")
        raise UnreadableFile(f"{path.name} is no folder of kuasa load.", "Build one: kuasa load FOLDER FILE...")
    try:
        found = Manifest.from_json((path / LOADED).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise UnreadableFile(f"{path.name} is damaged: {LOADED} cannot be read.", AGAIN.format(path)) from problem
    if found.form != FORM:
        raise UnreadableFile(f"{path.name} was built by kuasa {found.kuasa} in form {found.form}; this kuasa reads form {FORM}.", AGAIN.format(path))
    if not found.built.startswith(BUILT) or Path(found.built).name != found.built:
        raise UnreadableFile(f"{path.name} is damaged: {LOADED} names a folder that is not its own.", AGAIN.format(path))
    return found


def hold(path: Path, alone: bool = False) -> int:
    """An open file that is held with others, or `alone` (BlockingIOError if others hold it); where files cannot be held, it is only open."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT if alone else os.O_RDONLY, 0o644)
    try:
        import fcntl
    except ImportError:
        return handle
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
    except BaseException:
        os.close(handle)
        raise
    return handle
