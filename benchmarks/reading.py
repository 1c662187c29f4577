"""How much of the encoded documents the report reader finds, when it does not know what they say.

For each document the knowledge is read without the graph of that document and without the things that it alone defines (its persons have a
file of their own); the reader proposes rows; these are compared with the graph that people made of the document. Precision is the
share of proposals that people encoded too: what is in the document but was not encoded counts as wrong, so it is a lower bound. Recall
is the share of what they encoded that was proposed.

    python benchmarks/reading.py [FOLDER OF THE DOCUMENTS] [--list]

The documents are not part of the project. Where the folder is not there nothing is measured.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from kuasa.exchange.reports.eventdays import days
from kuasa.exchange.reports.mentions import Reading, reading
from kuasa.exchange.reports.named import Named
from kuasa.exchange.reports.names import bare
from kuasa.exchange.reports.patterns import LikelyTie
from kuasa.exchange.reports.recommendations import Asked, asked_in
from kuasa.exchange.reports.texts import Text, paragraphs
from kuasa.exchange.reports.ties import ties
from kuasa.exchange.reports.told import opening_event
from kuasa.graph.facts import Facts
from kuasa.graph.lookup import fold
from kuasa.graph.store import open_store
from kuasa.graph.vocabulary import DATA, K, kebab

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "seeds"
DOCUMENTS = ("acsc-apf-2023", "training-2024", "migrant-recommendations-2018", "sse-workshop-2024", "slom-2003")
NAMED = ("Actor", "Body", "Event", "Instrument")
ALIKE, WITHIN = 88, 95
MEASURES = (
    "known things",
    "new names",
    "instruments",
    "ties, kind and direction",
    "ties, direction",
    "ties of high sureness",
    "ties between named ends",
    "status of the right ties",
    "dates of events",
)


@dataclass
class Score:
    """How many were proposed, how many of these are right, how many of those that people encoded were found, how many there are."""

    proposed: int = 0
    right: int = 0
    found: int = 0
    encoded: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.proposed + other.proposed, self.right + other.right, self.found + other.found, self.encoded + other.encoded)

    @property
    def told(self) -> str:
        precision = f"{self.right / self.proposed:6.0%}" if self.proposed else "     -"
        recall = f"{self.found / self.encoded:6.0%}" if self.encoded else "     -"
        return f"{precision} ({self.right:3}/{self.proposed:3}) {recall} ({self.found:3}/{self.encoded:3})"


@dataclass
class Compared:
    """The scores of a document by measure, and what was missed or wrong, for `--list`."""

    scores: dict[str, Score] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)


def files_of(document: str) -> list[Path]:
    """The files of the knowledge that belong to a document alone."""
    return [path for path in (DATA / "sources" / f"{document}.ttl", DATA / "things" / f"{document}-people.ttl") if path.exists()]


def facts_of(paths: Iterable[Path]) -> Facts:
    """The facts of some files."""
    return Facts.from_store(open_store(*map(str, paths)))


def score(proposed: set[Any], encoded: set[Any]) -> Score:
    """Sets compared."""
    both = len(proposed & encoded)
    return Score(len(proposed), both, both, len(encoded))


def stated_ties(own: Facts) -> dict[tuple[str, str, str], str]:
    """The ties that the document itself states with their status: seen in it, not inferred."""
    found = {}
    for node in own.subjects("Tie"):
        tie = own.tie(node)
        if any(known.confidence == "seen" and known.assertion != "inferred" for known in tie.evidence):
            found[tie.start, kebab(tie.kind), tie.end] = tie.status
    return found


def compare(text: Text, document: str, without: Facts, own: Facts, full: Facts) -> Compared:
    """A document read without its graph, and that graph."""
    known = reading(text, without)
    likely = ties(known, without)
    statuses = stated_ties(own)
    encoded = set(statuses)
    mentioned = {end for start, _, other in encoded for end in (start, other)} | {thing for node in own.subjects("Name") for thing in own.all(node, K + "about")}
    mentioned |= set(own.subjects("Thing"))
    old = {thing for thing in mentioned if without.isa(thing, "Thing")}
    new = {thing for thing in mentioned - old if any(full.isa(thing, name) for name in NAMED) and not full.isa(thing, "Collective")}
    result = Compared()
    entries = known.named.values()
    meant = {next((thing for thing in one.things if thing in old), one.things[0]): one for one in entries if one.things}
    result.scores["known things"] = score(set(meant), old)
    matched = matches([one for one in entries if one.new], new, full)
    fresh = [one for one in entries if one.new]
    result.scores["new names"] = Score(len(fresh), len(matched), len(set(matched.values())), len(new))
    is_text = {thing for thing in old if full.isa(thing, "Instrument") or full.isa(thing, "Provision")}
    result.scores["instruments"] = score({thing for thing in meant if full.isa(thing, "Instrument") or full.isa(thing, "Provision")}, is_text)
    same = {one.key: thing for thing, one in meant.items()} | matched | of_recommendations(known, asked_in(text), mentioned, full)
    pairs = {(start, end) for start, _, end in encoded}
    ours = {(same.get(one.start, one.start), one.kind, same.get(one.end, one.end)): one for one in likely}
    result.scores["ties, kind and direction"] = score(set(ours), encoded)
    result.scores["ties, direction"] = score({(start, end) for start, _, end in ours}, pairs)
    result.scores["ties of high sureness"] = score({key for key, one in ours.items() if one.sure == "high"}, encoded)
    right = {key: one for key, one in ours.items() if key in encoded}
    agreed = sum(one.status == statuses[key] for key, one in right.items())
    result.scores["status of the right ties"] = Score(len(right), agreed, agreed, len(right))
    ends = set(same.values())
    result.scores["ties between named ends"] = score(set(ours), {one for one in encoded if one[0] in ends and one[2] in ends})
    begun = {(thing, begins) for thing in mentioned if full.isa(thing, "Event") for begins in own.all(thing, K + "begins")}
    opening = opening_event(known, without)
    read = {(same.get(key, key), days(known, key, opening)[0]) for key, one in known.named.items() if one.sheet == "events" and days(known, key, opening)[0]}
    result.scores["dates of events"] = score(read, begun)
    result.lists = {
        "known things not encoded": sorted(full.label(thing) for thing in set(meant) - old),
        "known things missed": sorted(full.label(thing) for thing in old - set(meant)),
        "new names not encoded": sorted(one.name for one in fresh if one.key not in matched),
        "new names missed": sorted(full.label(thing) for thing in new - set(matched.values())),
        "ties wrong": sorted(told(full, key, one) for key, one in ours.items() if key not in encoded),
        "ties missed between named ends": sorted(told(full, key) for key in encoded - set(ours) if key[0] in ends and key[2] in ends),
    }
    return result


def told(full: Facts, key: tuple[str, str, str], tie: LikelyTie | None = None) -> str:
    """A tie in one line."""
    start, kind, end = key
    return f"{full.label(start)} > {kind} > {full.label(end)}{f' [{tie.pattern}, {tie.sure}]' if tie else ''}"


def matches(fresh: list[Named], new: set[str], full: Facts) -> dict[str, str]:
    """The encoded thing that each new name means, by its acronym, its name, or a name much like it."""
    names = {thing: [text for text in {full.label(thing), *full.names(thing)} if text] for thing in sorted(new)}
    found = {}
    for one in fresh:
        fitting = {
            thing: texts for thing, texts in names.items() if one.classes(full) & set(full.classes(thing)) - {K + "Thing"} or {one.sheet, home(full, thing)} == {"events", "bodies"}
        }
        best = max(((alike(one, text), fuzz.ratio(fold(one.name), fold(text)), thing) for thing, texts in fitting.items() for text in texts), default=(0, 0, ""))
        if best[0] >= ALIKE:
            found[one.key] = best[2]
    return found


def home(full: Facts, thing: str) -> str:
    """The sheet of an event or body, '' of others."""
    return "events" if full.isa(thing, "Event") else "bodies" if full.isa(thing, "Body") else ""


def alike(one: Named, text: str) -> float:
    """How much a new name is like a name, 0 to 100."""
    if one.short and bare(one.short) == bare(text):
        return 100
    first, second = fold(one.name), fold(text)
    whole = fuzz.token_sort_ratio(first, second)
    inside = fuzz.token_set_ratio(first, second) if min(len(first.split()), len(second.split())) > 1 else 0
    return max(whole, inside if inside >= WITHIN and len(first.split()) > 2 else 0)


def of_recommendations(known: Reading, asked: list[Asked], mentioned: set[str], full: Facts) -> dict[str, str]:
    """The encoded recommendation of each one that was found, by its number and whose it is."""
    taken: dict[str, str] = {}
    things = sorted(thing for thing in mentioned if full.isa(thing, "Recommendation"))
    makers = {end: full.label(start) for start, kind, end in (stated_ties(full)) if kind == "issuance"}
    for one in sorted(asked, key=lambda one: not one.of):
        place = known.text.paragraphs[one.paragraph - 1]
        fitting = [thing for thing in things if thing not in taken.values() and (not one.number or full.one(thing, K + "number") == one.number)]
        wording = f"{one.of or known.text.whole[max(0, place.start - 400) : place.start + 80]}"
        best = max(((fuzz.token_set_ratio(fold(f"{full.label(thing)} {makers.get(thing, '')}"), fold(wording)), thing) for thing in fitting), default=(0, ""))
        if best[1]:
            taken[one.key] = best[1]
    return taken


def document_of(text: Text, full: Facts, owned: dict[str, set[str]]) -> str:
    """The document that a file is: the one whose own things it names most."""
    things = {thing for one in reading(text, full).named.values() for thing in one.things}
    return max(DOCUMENTS, key=lambda document: len(things & owned[document]))


def main() -> int:
    """Prints the figures of every document and overall."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    folder = Path(arguments[0]) if arguments else DEFAULT
    files = sorted(path for path in folder.glob("*") if path.suffix in (".txt", ".md", ".html", ".docx", ".pdf")) if folder.is_dir() else []
    if not files:
        print("The documents are not here, so nothing was measured. Give the folder that holds them.")
        return 0
    everything = sorted(DATA.glob("things/*.ttl")) + sorted(DATA.glob("sources/*.ttl"))
    full = facts_of(everything)
    own = {document: facts_of(files_of(document)) for document in DOCUMENTS}
    owned = {document: set(own[document].subjects("Thing")) for document in DOCUMENTS}
    total = {measure: Score() for measure in MEASURES}
    print(f"{'':32}{'precision':>17} {'recall':>17}")
    for path in files:
        text = paragraphs(path)
        document = document_of(text, full, owned)
        without = facts_of(file for file in everything if file not in files_of(document))
        result = compare(text, document, without, own[document], full)
        print(f"\n{document}")
        for measure in MEASURES:
            total[measure] += result.scores[measure]
            print(f"  {measure:30}{result.scores[measure].told}")
        if "--list" in sys.argv:
            for title, lines in result.lists.items():
                print(f"  -- {title} ({len(lines)})")
                print("\n".join(f"     {line}" for line in lines))
    print("\nall documents")
    for measure in MEASURES:
        print(f"  {measure:30}{total[measure].told}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
