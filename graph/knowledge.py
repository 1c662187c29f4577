"""What a command works on: the facts of the places named, cut down to what its audience may see, and the store behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .cache import kept
from .errors import AmbiguousName, UnknownName, UnreadableFile
from .facts import Facts
from .lookup import several, spelled
from .profiles import Profile, Withheld, cut, profile, restrict
from .store import EMBEDDED, EmbeddedStore, Reader, derive, far, files, open_store
from .vocabulary import DATA

if TYPE_CHECKING:
    from .check import Finding
    from .part import Wanted


LARGE = 20_000_000


@dataclass(frozen=True)
class Knowledge:
    """Facts, the audience, what was withheld from it, and the store that was read for them (none: that of `places`, the embedded
    one if there are none). `partial`: only a part of what the places hold, in `remark` what of it was left out."""

    facts: Facts
    audience: Profile
    withheld: Withheld
    read: EmbeddedStore | None = None
    places: tuple[str, ...] = ()
    remark: str = ""
    partial: bool = False

    @cached_property
    def store(self) -> EmbeddedStore:
        """The store behind the facts, opened when somebody asks it something, without what is withheld."""
        store = self.read or open_store(*self.places)
        cut(store, self.withheld)
        return store

    @cached_property
    def derived(self) -> EmbeddedStore:
        """The same store with what follows by the rules."""
        derive(self.store)
        return self.store


def open_knowledge(
    places: Sequence[str] = (),
    audience: str = "public",
    readers: Mapping[str, Reader] | None = None,
    networks: bool = False,
    advance: Callable[[str, int], None] = lambda file, statements: None,
    wanted: Wanted | None = None,
) -> Knowledge:
    """Reads the places (default: the embedded knowledge) as an audience may see them; files that are no RDF by `readers`, by suffix.

    For who asks for `networks` alone large RDF is read in one stream, without a store; `advance` is told how far. Of loaded folders and
    servers only the part that is `wanted` is fetched; everything, if nothing is named and it is not too much.
    Files of others are held to three rules at once: every tie has evidence, nobody reports to himself in a circle, and every
    value is one that can be read.
    """
    chosen = profile(audience)
    if all(place == EMBEDDED for place in places):
        return from_kept(chosen)
    if wanted and any(map(far, places)):
        return from_sources(places, chosen, readers, advance, wanted)
    large = of_rows(places, readers or {})
    if large is not None:
        return Knowledge(large, chosen, Withheld(0, frozenset(), frozenset(), frozenset()), None, tuple(places))
    if networks and not any(map(far, places)) and not {Path(place).suffix.lower() for place in places} & (readers or {}).keys():
        paths = [path for place in places for path in files(DATA if place == EMBEDDED else Path(place))]
        if sum(path.stat().st_size for path in paths) >= LARGE:
            from .streaming import streamed

            found = streamed(paths, advance)
            if found is not None:
                return Knowledge(found, chosen, restrict(found, chosen), None, tuple(places))
    return held(open_store(*places, readers=readers), chosen, places)


def empty(chosen: Profile) -> Knowledge:
    """Nothing yet: parts of what is known are read when somebody asks."""
    return Knowledge(Facts(), chosen, Withheld(0, frozenset(), frozenset(), frozenset()), EmbeddedStore(), partial=True)


def from_sources(places: Sequence[str], chosen: Profile, readers: Mapping[str, Reader] | None, advance: Callable[[str, int], None], wanted: Wanted) -> Knowledge:
    """The part of loaded folders and servers that is wanted, with the files that are named beside them."""
    from .part import gathered
    from .sources import Files, source

    near = [place for place in places if not far(place)]
    store = open_store(*near, readers=readers) if near else EmbeddedStore()
    sources = [*([Files(store)] if near else []), *(source(place) for place in places if far(place))]
    try:
        remark = gathered(store, sources, wanted, advance)
    finally:
        for one in sources:
            one.close()
    found = held(store, chosen, places, partial=True)
    if chosen.leaves_out:
        for name in filter(None, (*wanted.names, wanted.end, *wanted.also)):
            known(found.facts, name)
    return replace(found, remark=remark)


def known(facts: Facts, name: str) -> None:
    """`UnknownName` without near names for a name that means nothing here: those in a part lie around what was asked for, withheld or not."""
    try:
        several(facts, name)
    except UnknownName as problem:
        raise UnknownName(problem.what, "Try `kuasa find` with a part of the name.") from None
    except AmbiguousName:
        return


def held(store: EmbeddedStore, chosen: Profile, places: Sequence[str], partial: bool = False) -> Knowledge:
    """What a store states for an audience, if it holds: evidence, circles, values that can be read."""
    from .check import light
    from .legible import illegible

    hold(light(store))
    facts = Facts.from_store(store)
    hold(illegible(store, facts))
    return Knowledge(facts, chosen, restrict(facts, chosen, partial), store, tuple(places), partial=partial)


def of_rows(places: Sequence[str], readers: Mapping[str, Reader]) -> Facts | None:
    """The facts of files that are too large to become statements, where all places are files that one reader reads; else None."""
    suffixes = {Path(place).suffix.lower() for place in places}
    found = {id(readers[suffix]): readers[suffix] for suffix in suffixes if suffix in readers}
    if len(found) != 1 or not suffixes <= readers.keys() or any(Path(place).is_dir() for place in places):
        return None
    return next(iter(found.values())).large([path for place in places for path in files(Path(place))])


def from_kept(chosen: Profile) -> Knowledge:
    """The embedded knowledge for an audience, from the cache if it is there."""

    def made() -> tuple[dict[str, Any], dict[str, Any], int, frozenset[str], frozenset[str], frozenset[tuple[str, str]]]:
        facts = Facts.from_store(open_store())
        taken = restrict(facts, chosen)
        for make in (facts.named, facts.tied, facts.realised):
            make("")
        spelled(facts)
        return facts.terms, facts.indexes, taken.count, taken.secrets, taken.subjects, taken.fields

    terms, indexes, *taken = kept(chosen.name, made)
    return Knowledge(Facts(terms, indexes), chosen, Withheld(*taken))


def hold(found: list[Finding]) -> None:
    """`UnreadableFile` with the first findings, if statements of others do not hold."""
    findings = [finding for finding in found if finding.severity == "error"]
    if findings:
        told = "\n".join(f"  {f.file}{f':{f.line}' if f.line else ''}: {f.thing}: {f.problem} {f.cure}" for f in findings[:5])
        raise UnreadableFile(f"This knowledge cannot be used, {len(findings)} statement(s) do not hold:\n{told}", "`kuasa check FILE` names all of them.")
