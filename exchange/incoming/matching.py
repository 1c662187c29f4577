"""One book while its names are looked up: rows that define things first, then the texts that refer to them.

The thresholds were measured on the embedded knowledge (docs/merging.md has the figures, tests/test_matching.py prints them): from
PROBABLE on, 98 of 100 names with a slip find their thing, and about 1 name in 10 that nobody has is asked about for nothing. A lower
one asks more often and hardly finds more; what then is not found are other names of a thing rather than other spellings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from ...graph.facts import Facts, climbed
from ..book import Book, Problem, Row, problem
from .groups import Group, agree, grouped, over
from .known import PERSON, SOURCE, THING, Known, acronym, address, doubtful, fits, states_of
from .likeness import Likeness
from .names import Candidate, Decision, Names, Naming, key
from .using import Use, uses

PROBABLE = 85
PART = 70
SURE = 85
SHOWN = 5
COMPARED = 20_000
WITH_DATA = "name the file that it comes from with --data."


class Matching:
    """A book, the facts, the decisions, how to make an address; and what was found so far."""

    def __init__(self, book: Book, facts: Facts, decided: Mapping[str, Decision], mint: Callable[[Row | str], str]) -> None:
        self.book, self.facts, self.decided, self.mint = book, facts, decided, mint
        self.known = Known.of(facts)
        self.own = Known()
        self.groups, self.problems = grouped(book)
        self.namings: list[Naming] = []
        self.fresh: set[str] = set()
        self.left: set[int] = set()

    def names(self) -> Names:
        """Everything that was found."""
        self.match_rows()
        things, sources = uses(self.book)
        of_text, of_source = self.match_texts(things, ""), self.match_texts(sources, "source")
        rows = {place: group.iri for group in self.groups for place in group.places if group.iri}
        self.left |= {place for group in self.groups if group.skipped for place in group.places}
        for gone in sorted(self.decided.keys() - {naming.key for naming in self.namings}):
            self.note(self.decided[gone].text, "A decision was made about this name, but no row asks for it any more.")
        return Names(rows, {**of_source, **of_text}, tuple(self.namings), tuple(self.problems), frozenset(self.fresh), frozenset(self.left), of_source)

    def note(self, value: str, said: str, cure: str = "") -> None:
        """Keeps what is to be said of no single cell."""
        self.problems.append(Problem("note", self.book.rows[0].file if self.book.rows else "", "", "", value, said, cure))

    def match_rows(self) -> None:
        """Finds or makes the address of every group of rows."""
        asked: list[tuple[Group, str, list[Candidate]]] = []
        for group in self.groups:
            if group.id and group.id in self.facts.terms:
                group.iri = group.id
                continue
            if group.id:
                said = "Nothing that is known has this row ID; the row is matched by its name."
                self.problems.append(problem(group.rows[0], "id", said, f"Leave row IDs as they are, and {WITH_DATA}", "note"))
            asked.append((group, *self.looked_up(group)))
        near = self.near(self.likeness, {group.text: group.wanted for group, kind, _ in asked if kind != "certain" and group.stated != PERSON})
        called: set[tuple[str, str]] = set()
        for group, kind, found in asked:
            proposed = near.get(group.text, [])
            if kind == "acronym":
                kind = "certain" if found[0].iri in {candidate.iri for candidate in proposed if candidate.likeness >= SURE} else "probable"
            if kind != "certain":
                found = [*found, *(candidate for candidate in proposed if candidate.iri not in {one.iri for one in found})]
            again = (group.sheet.key, group.text) in called
            called.add((group.sheet.key, group.text))
            text = f"{group.text} ({group.rows[0].cell('name')})" if again else group.text
            group.iri, group.skipped = self.settled(text, group.sheet.key, kind or ("probable" if found else "new"), found, tuple(group.rows), group.rows[0])
        for number, group in enumerate(self.groups):
            self.remember(f"{number}", group)

    def remember(self, number: str, group: Group) -> None:
        """Lets texts refer to a group by its names, and by the row IDs of its rows."""
        classes = climbed(group.stated) if group.stated else tuple(sorted({up for name in group.wanted for up in over(name)}))
        self.own.add(number, classes, group.names(), group.acronyms())
        ids = {text for row in group.rows for text in (row.get("id"), address(row.get("id"))) if text}
        for text in ids:
            self.own.exact.setdefault(text, []).insert(0, (-1, number))

    def looked_up(self, group: Group) -> tuple[str, list[Candidate]]:
        """The things that the names of a group mean: certain, probable, `acronym` where only that is the same, '' if there is none."""
        short = {text for _, text in group.names() if text in group.acronyms() or (acronym(text) and text != group.text)}
        for text in sorted(dict.fromkeys(text for _, text in group.names()), key=lambda text: (text != group.text, text in short)):
            meant = self.known.meant(text, group.wanted)
            why = "the same acronym" if text in short else "the same name" if text == group.text else "another name is the same"
            found = [Candidate(thing, self.facts.label(thing), 100, why + self.doubt(group, thing)) for thing in meant]
            if len(found) > 1 or any(candidate.why != why for candidate in found):
                return "probable", found
            if found:
                return ("acronym" if text in short else "certain"), found
        return "", []

    def doubt(self, group: Group, thing: str) -> str:
        """Why it is doubtful that a thing of the same name is meant, '' if it is not."""
        if group.stated and doubtful(group.stated, self.facts.classes(thing)):
            return ", but of another kind"
        columns = [column for column in group.sheet.columns if column.writes]
        same = all(agree(column, row.get(column.key), self.facts.one(thing, column.writes)) for row in group.rows for column in columns)
        return "" if same else ", but another date or number"

    @property
    def likeness(self) -> Likeness:
        """The names that are known, to be compared with."""
        return self.known.likeness(states_of(self.facts))

    @cached_property
    def all_likeness(self) -> Likeness:
        """The names that are known and those of the book's own rows."""
        return self.known.likeness(states_of(self.facts), self.own)

    def near(self, likeness: Likeness, wanted: Mapping[str, frozenset[str]]) -> dict[str, list[Candidate]]:
        """The things of a fitting class with a near name, by text, the nearest first."""
        texts = [text for text in wanted if not address(text)]
        if len(texts) > COMPARED:
            said = f"There are {len(texts):,} unknown names; only the first {COMPARED:,} were compared with near ones."
            self.note("", said, "Import the file in parts to have all of them compared.")
        found: dict[str, list[Candidate]] = {}
        likeness.bound = 0
        for text, nears in likeness.nearest(texts[:COMPARED], PART):
            candidates: dict[str, Candidate] = {}
            for near in nears:
                own = self.groups[int(near.key)] if near.key.isdecimal() else None
                iri, label = (own.iri, own.text) if own else (near.key, "")
                enough = near.score >= PROBABLE or (near.part and min(len(text.split()), len(near.text.split())) > 1)
                if iri and enough and fits(self.own.classes[near.key] if own else self.known.classes[iri], wanted[text]):
                    why = "a part of the name" if near.part else "another spelling"
                    candidates.setdefault(iri, Candidate(iri, label or self.facts.label(iri), near.score, why))
            if candidates:
                found[text] = list(candidates.values())[:SHOWN]
        if likeness.bound:
            self.note("", f"{likeness.bound:,} names hold only words that very many names have; they were not compared with near ones.")
        return found

    def settled(self, text: str, where: str, kind: str, found: Iterable[Candidate], rows: tuple[Row, ...], new: Row | str) -> tuple[str, bool]:
        """The address of a name ('' while it is undecided), and whether it is left out; keeps the naming."""
        candidates = tuple(found)[:SHOWN]
        chosen = self.decided.get(key(where, text))
        decision = chosen.decision if chosen else {"certain": "same", "new": "new"}.get(kind, "")
        iri = ""
        if decision == "same":
            iri = (chosen.iri if chosen else "") or (candidates[0].iri if len(candidates) == 1 else "")
            if not iri or not (iri in self.facts.terms or iri in self.fresh or iri in {candidate.iri for candidate in candidates}):
                said = f"It was decided to be the same as {f'{iri}, which nothing known has as its address' if iri else 'something, but not as what'}."
                cell = next((cell for cell in rows[0].cells if text in (rows[0].get(cell), *rows[0].several(cell))), "name")
                self.problems.append(problem(rows[0], cell, said, "Write the address of the thing (i:slug) beside the decision, or choose new or skip."))
                decision, iri = "", ""
        elif decision == "new":
            iri = self.mint(new)
            self.fresh.add(iri)
        self.namings.append(Naming(text, where, kind, decision, candidates, rows, iri if decision == "same" else ""))
        return iri, decision == "skip"

    def match_texts(self, used: Mapping[str, Use], where: str) -> dict[str, str]:
        """Finds or makes the address of every text that refers to something."""
        of_text: dict[str, str] = {}
        asked: dict[str, list[Candidate]] = {}
        for text, use in used.items():
            iri, found, skipped = self.referred(text, use)
            if skipped:
                self.left |= use.needed
            elif iri:
                of_text[text] = iri
            elif found is not None:
                asked[text] = found
        unknown = {text: used[text].wanted for text, found in asked.items() if not found and used[text].wanted != {PERSON}}
        near = self.near(self.all_likeness, unknown) if unknown else {}
        for text, found in asked.items():
            use = used[text]
            first = self.book.rows[use.places[0]]
            kind = ("certain" if len(found) == 1 else "probable") if found else "probable" if text in near else "new"
            new = Row("sources", {"title": text, **({"address": text} if address(text) else {})}, first.file, first.tab, first.number) if where else text
            iri, skipped = self.settled(text, where, kind, found or near.get(text, []), tuple(self.book.rows[place] for place in use.places), new)
            if iri:
                of_text[text] = iri
            if skipped:
                self.left |= use.needed
            if kind == "new" and iri in self.fresh and not where:
                said = "Nothing by this name is in the sheets or known; it was added, and only the facilitator sees it."
                self.problems.append(problem(first, use.column, said, "Mend the spelling, or add a row that says what it is and who may see it.", "note"))
        return of_text

    def referred(self, text: str, use: Use) -> tuple[str, list[Candidate] | None, bool]:
        """What a text refers to: an address if there is no question, else what it can be (None: nothing), and whether it was left out."""
        source = SOURCE in use.wanted
        full = address(text)
        if full in self.facts.terms and source == self.facts.isa(full, "Source"):
            return full, None, False
        anything = use.wanted if source else frozenset({THING})
        groups = [self.groups[int(number)] for number in self.own.meant(full or text, use.wanted) or self.own.meant(full or text, anything)]
        if len(groups) == 1:
            return groups[0].iri, None, groups[0].skipped
        if groups:
            return "", [Candidate(group.iri, group.text, 100, "the same name") for group in groups if group.iri] or None, False
        if full and not source:
            self.problems.append(problem(self.book.rows[use.places[0]], use.column, f"Nothing that is known has the address {text}.", f"Write its name, or {WITH_DATA}"))
            return "", None, False
        meant = self.known.meant(text, use.wanted) or self.known.meant(text, anything)
        why = "the same acronym" if any((thing, text) in self.known.acronyms for thing in meant) else "the same name"
        return "", [Candidate(thing, self.facts.label(thing), 100, why) for thing in meant], False
