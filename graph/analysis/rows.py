"""The rows of large edge tables as arrays, and the network of them: no object a tie; a tie is made from its row when asked for.

In: columns of numbers and the texts that they stand for. Out: `RowFacts`, facts of which only networks can be made. What needs
statements (a dossier, a query) is refused where it is asked for, by whoever opened the table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..dates import span
from ..facts import Facts, ancestors
from ..kinds import kinds
from ..things import Evidence, Thing, Tie
from ..validity import LONGEST_TERM_DAYS, Moment, successions
from ..vocabulary import K
from .made import Made
from .names import Names, Spelled, minted, row_address
from .network import CLAMP, Link, Network

if TYPE_CHECKING:
    import numpy as np

    from .lenses import Lens

NEVER_BEGAN, NEVER_ENDS = 0, dt.date.max.toordinal() + 1
CHEAP = 4


@dataclass(frozen=True)
class Part:
    """The rows of one file: its name, graph, the place of its first row among all, and their numbers in the file."""

    file: str
    graph: str
    first: int
    numbers: Sequence[int] | np.ndarray


@dataclass(frozen=True, eq=False)
class Rows:
    """Columns over all rows: `starts` and `ends` (numbers of names, int32), `strengths`, `backwards` (0 where nothing travels back),
    and places in `kinds` (kind and the word of one's own), `dates` (texts) and `sources` (titles). A column that is empty
    everywhere is None."""

    parts: tuple[Part, ...]
    names: Names
    starts: np.ndarray
    ends: np.ndarray
    strengths: np.ndarray
    backwards: np.ndarray | None
    kind: np.ndarray | None
    since: np.ndarray | None
    until: np.ndarray | None
    source: np.ndarray | None
    kinds: tuple[tuple[str, str], ...]
    dates: tuple[str, ...]
    sources: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def tie(self, n: int) -> Tie:
        """A row as a tie."""
        part = next(part for part in reversed(self.parts) if part.first <= n)
        number = int(part.numbers[n - part.first])
        kind, stated = self.kinds[0 if self.kind is None else int(self.kind[n])]
        since, until = ("" if codes is None else self.dates[int(codes[n])] for codes in (self.since, self.until))
        title = ("" if self.source is None else self.sources[int(self.source[n])]) or part.file
        known = Evidence(minted(f"{part.graph}/source", title), title, f"row {number}", "third-party", "seen", "", "", "")
        back = 0.0 if self.backwards is None else float(self.backwards[n])
        start, end = self.names[int(self.starts[n])], self.names[int(self.ends[n])]
        return Tie(row_address(part.graph, number), kind, start, end, "actual", since, until, (), "", float(self.strengths[n]), (known,), backward=back, stated=stated)

    def counting(self, lens: Lens, moment: Moment, without: frozenset[str]) -> np.ndarray:
        """Which rows count under some conditions, as truth values; nothing of a table was published by any day."""
        import numpy as np

        if moment.known_by is not None:
            return np.zeros(len(self), bool)
        found = self.holding(moment) if moment.since is None else self.held(moment)
        carrying = np.array([lens.travels(kind) for kind, _ in self.kinds], bool)
        found &= carrying[0] if self.kind is None else carrying[self.kind]
        numbers = [at for iri in without if (at := self.names.number(self.names.named(iri))) is not None]
        if numbers:
            left_out = np.zeros(len(self.names), bool)
            left_out[numbers] = True
            found &= ~(left_out[self.starts] | left_out[self.ends])
        for part in self.parts:
            rows = [int(iri.rpartition("/")[2]) for iri in without if iri.startswith(f"{part.graph}/row/")]
            found[part.first : part.first + len(part.numbers)] &= ~np.isin(part.numbers, rows)
        return found

    def bounds(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The first and the last day (ordinals) that each date can mean, and whether it is one at all."""
        import numpy as np

        spans = [span(text) if text else None for text in self.dates]
        firsts = np.array([found.first.toordinal() if found else NEVER_BEGAN for found in spans], np.int64)
        lasts = np.array([found.last.toordinal() if found else NEVER_ENDS for found in spans], np.int64)
        given = np.array([found is not None for found in spans], bool)
        return firsts, lasts, given

    def holding(self, moment: Moment) -> np.ndarray:
        """Which rows hold on a day, as `validity.holds` and `validity.handed_on` say of ties that nobody observed."""
        import numpy as np

        day = moment.on.toordinal()
        firsts, lasts, given = self.bounds()
        since, until, kind = (np.zeros(len(self), np.int8) if codes is None else codes for codes in (self.since, self.until, self.kind))
        begun, open_still = (firsts <= day)[since], (lasts >= day)[until]
        occurring, single = (np.array([getattr(kinds()[iri], name) for iri, _ in self.kinds], bool) for name in ("occurrence", "one_holder"))
        happens, held = occurring[kind], single[kind]
        stated = (given[since] & (given[until] | (lasts >= day)[since])) | (given & (lasts == day))[until]
        sure = begun & np.where(happens, given[since], open_still & stated)
        too_early = held & ~given[since] & (given & (lasts - day > LONGEST_TERM_DAYS))[until]
        no = ~begun | (~happens & (~open_still | too_early))
        found: np.ndarray = sure if moment.strict else ~no
        if single.any():
            found &= ~self.handed_on(firsts, given, day, held)
        return found

    def held(self, moment: Moment) -> np.ndarray:
        """Which rows count on any of some days, as `validity.counts` says of ties that nobody observed."""
        import numpy as np

        assert moment.since is not None
        firsts, lasts, given = self.bounds()
        since, until, kind = (np.zeros(len(self), np.int8) if codes is None else codes for codes in (self.since, self.until, self.kind))
        happens, single = (np.array([getattr(kinds()[iri], name) for iri, _ in self.kinds], bool)[kind] for name in ("occurrence", "one_holder"))
        ends, on = lasts[until], moment.on.toordinal()
        day = np.minimum(ends, on)
        sure = given[since] & (happens | given[until] | (lasts[since] >= day)) | ~happens & given[until] & (ends <= on)
        too_early = single & ~happens & ~given[since] & given[until] & (ends - day > LONGEST_TERM_DAYS)
        within = np.where(happens & ~given[until], lasts[since], ends) >= moment.since.toordinal()
        found: np.ndarray = (firsts[since] <= day) & within & ~too_early & (sure if moment.strict else True)
        found[[row for row, last in self.over(moment).items() if last <= moment.since]] = False
        return found

    def over(self, moment: Moment) -> dict[int, dt.date]:
        """The day on which the next holder began, of each row of a kind that one holder has at a time and that is over for that."""
        import numpy as np

        single = np.array([kinds()[iri].one_holder for iri, _ in self.kinds], bool)
        rows = np.flatnonzero(single[np.zeros(len(self), np.int8) if self.kind is None else self.kind]) if single.any() else ()
        ties = {int(row): self.tie(int(row)) for row in rows}
        days = successions(ties.values(), moment)
        return {row: days[tie.id] for row, tie in ties.items() if tie.id in days}

    def handed_on(self, firsts: np.ndarray, given: np.ndarray, day: int, held: np.ndarray) -> np.ndarray:
        """Which rows are open-ended ties of a kind that one holder has at a time, over because a later holder began by the day."""
        import numpy as np

        found = np.zeros(len(self), bool)
        if self.since is None:
            return found
        begun = held & given[self.since] & (firsts[self.since] <= day)
        rows = np.flatnonzero(begun)
        posts = self.ends[rows].astype(np.int64) * len(self.kinds) + (0 if self.kind is None else self.kind[rows])
        which, places = np.unique(posts, return_inverse=True)
        latest = np.zeros(len(which), np.int64)
        np.maximum.at(latest, places, firsts[self.since[rows]])
        ended = False if self.until is None else given[self.until[rows]]
        found[rows] = ~np.asarray(ended) & (firsts[self.since[rows]] < latest[places])
        return found

    def network(self, lens: Lens, moment: Moment, without: frozenset[str]) -> Network:
        """The network of the rows that count."""
        import numpy as np

        chosen = np.flatnonzero(self.counting(lens, moment, without)).astype(np.int32)
        every = len(chosen) == len(self)
        starts, ends, strengths = (column if every else column[chosen] for column in (self.starts, self.ends, self.strengths))
        refs = 2 * np.arange(len(chosen), dtype=np.int32)
        edges: tuple[np.ndarray, ...] = (starts, ends, strengths, refs)
        if self.backwards is not None:
            back = self.backwards if every else self.backwards[chosen]
            carrying = np.flatnonzero(back > 0)
            against = (ends[carrying], starts[carrying], back[carrying], refs[carrying] + 1)
            edges = tuple(np.concatenate(pair) for pair in zip(edges, against, strict=True))
        return Network.from_edges(
            lens, moment, self.names, Links(self, None if every else chosen, {} if moment.since is None else self.over(moment)), np.ones(len(self.names)), edges
        )


class Links(Made[Link]):
    """The links of some rows (of all: None), each made from its row when asked for."""

    def __init__(self, rows: Rows, chosen: np.ndarray | None, over: Mapping[int, dt.date]) -> None:
        self.rows = rows
        self.chosen = chosen
        self.over = over

    def __len__(self) -> int:
        return len(self.rows) if self.chosen is None else len(self.chosen)

    def one(self, number: int) -> Link:
        """The link of a row."""
        row = number if self.chosen is None else int(self.chosen[number])
        tie = self.rows.tie(row)
        return Link(tie, min(CLAMP, tie.strength or 0.0), min(CLAMP, tie.backward) if tie.backward else None, over=self.over.get(row))


@dataclass
class RowFacts(Facts):
    """Facts that are the rows of tables and nothing else: things have a name and no more, every tie is a row. `ties` is empty."""

    rows: Rows | None = None
    made: dict[Any, Network] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.indexes["names"] = (Spelled(self.table.names), {})

    @property
    def table(self) -> Rows:
        """The rows."""
        assert self.rows is not None
        return self.rows

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """None: a tie is made when a network is asked for its link."""
        return ()

    def dates(self) -> set[str]:
        """Every date that a row states."""
        return set(filter(None, self.table.dates))

    def network(self, lens: Lens, moment: Moment, without: frozenset[str]) -> Network:
        """The network of the rows that count at a moment; the last few are remembered."""
        key = (lens.name, moment, without)
        if key not in self.made:
            while len(self.made) >= CHEAP:
                del self.made[next(iter(self.made))]
            self.made[key] = self.table.network(lens, moment, without)
        return self.made[key]

    def unsourced(self, source: str) -> RowFacts:
        """The same tables without the rows of a source."""
        import numpy as np

        table = self.table
        kept = np.ones(len(table), bool)
        parts: list[Part] = []
        for part in table.parts:
            here = slice(part.first, part.first + len(part.numbers))
            theirs = np.array([minted(f"{part.graph}/source", title or part.file) == source for title in (("",) if table.source is None else table.sources)], bool)
            kept[here] = ~theirs[0 if table.source is None else table.source[here]]
            parts.append(replace(part, first=int(kept[: part.first].sum()), numbers=np.asarray(part.numbers)[kept[here]]))
        columns = {name: getattr(table, name) for name in ("starts", "ends", "strengths", "backwards", "kind", "since", "until", "source")}
        left: dict[str, Any] = {name: None if column is None else column[kept] for name, column in columns.items()}
        return RowFacts(rows=replace(table, parts=tuple(parts), **left))

    def classes(self, subject: str) -> tuple[str, ...]:
        """Every thing of a table is an actor."""
        return ancestors()[K + "Actor"]

    def knows(self, thing: str) -> bool:
        """Whether a thing has a row."""
        return thing in self.table.names.numbers

    def label(self, subject: str, lang: str = "en") -> str:
        """The name of a thing, or the title of a source, as the table has it."""
        source = next((f"{part.graph}/source/" for part in self.table.parts if subject.startswith(f"{part.graph}/source/")), "")
        return unquote(subject.removeprefix(source)) if source else self.table.names.named(subject)

    def thing(self, subject: str, lang: str = "en") -> Thing:
        """A thing to travel."""
        name = self.label(subject)
        return Thing(subject, name, "actor", name)

    def listed(self, around: Sequence[str] = (), steps: int = 0) -> ListedRows:
        """The same with every tie at hand, for who draws them: all rows, or those among the things within some steps `around` others."""
        import numpy as np

        table = self.table
        if not around:
            return ListedRows(rows=table)
        near = np.zeros(len(table.names), bool)
        near[[at for iri in around if (at := table.names.number(table.names.named(iri))) is not None]] = True
        for _ in range(steps):
            touched = near[table.starts] | near[table.ends]
            near[table.starts[touched]] = near[table.ends[touched]] = True
        return ListedRows(rows=table, chosen=tuple(np.flatnonzero(near[table.starts] & near[table.ends]).tolist()))


@dataclass
class ListedRows(RowFacts):
    """Facts of rows whose ties are listed: of those `chosen`, or of all."""

    chosen: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.terms = {end: {} for tie in self.ties for end in (tie.start, tie.end)}

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """The ties of the rows, sorted by id."""
        return tuple(sorted(map(self.table.tie, range(len(self.table)) if self.chosen is None else self.chosen), key=lambda tie: tie.id))

    def knows(self, thing: str) -> bool:
        """Whether a thing has a row among them."""
        return thing in self.terms
