"""How far two encoders agree on two sample pages: `data/agreement/` and the graph in, agreement.md out. Run by `make docs`.

Two ties are of one pair when they join the same two things, whatever their kind and direction.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kuasa.graph.facts import Facts
from kuasa.graph.output import write
from kuasa.graph.store import open_store
from kuasa.graph.vocabulary import DATA, ID, K

# The pages: the source, the places in it that both encoded, and what to call it.
PAGES = {
    "migrant-recommendations-2018": ("", "the report of 2018, whole"),
    "slom-2003": (r"Paragraph [1-5]\b", "the mission report of 2003, paragraphs 1 to 5"),
}


@dataclass(frozen=True)
class Relation:
    """A tie as one encoder wrote it: slugs or printed names, kind and status."""

    start: str
    kind: str
    end: str
    status: str

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.start, self.end))


def second(page: str) -> list[Relation]:
    """The ties of the second encoder, with our slugs where there is one."""
    with (DATA / "agreement/names.csv").open(encoding="utf-8", newline="") as file:
        known = {row["name"]: row["thing"] or row["name"] for row in csv.DictReader(file)}
    with (DATA / "agreement/second.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["page"] == page]
    return [Relation(known.get(row["from"], row["from"]), row["kind"], known.get(row["to"], row["to"]), row["status"]) for row in rows]


def first(facts: Facts, page: str = "", place: str = "") -> list[Relation]:
    """The ties of the graph; with a page, those that rest on these places of it."""
    found = []
    for tie in facts.ties:
        if not page or any(known.id == ID + page and re.match(place, known.locator) for known in tie.evidence):
            found.append(Relation(tie.start.removeprefix(ID), tie.kind.removeprefix(K), tie.end.removeprefix(ID), tie.status))
    return found


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two codings of the same items (Cohen, A coefficient of agreement for nominal scales, 1960)."""
    observed = sum(one == other for one, other in pairs) / len(pairs)
    ones, others = (Counter(column) for column in zip(*pairs, strict=True))
    chance = sum(ones[kind] * others[kind] for kind in ones) / len(pairs) ** 2
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


def compared(facts: Facts, page: str, place: str, title: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines of one page, and the kinds that the two gave to each shared pair."""
    ours, theirs, everything = first(facts, page, place), second(page), first(facts)
    shown = {relation.pair for relation in ours} & {relation.pair for relation in theirs}
    anywhere = {relation.pair for relation in everything}
    kinds: list[tuple[str, str]] = []
    differing = []
    for pair in sorted(shown, key=sorted):
        mine, other = ([r for r in relations if r.pair == pair] for relations in (ours, theirs))
        for relation in other:
            same = [r for r in mine if r.kind == relation.kind] or mine
            kinds.append((same[0].kind, relation.kind))
            if same[0] != relation:
                what = " and ".join(
                    word
                    for word, a, b in (
                        (f"{same[0].kind} / {relation.kind}", same[0].kind, relation.kind),
                        (f"{same[0].status} / {relation.status}", same[0].status, relation.status),
                        ("direction", same[0].start, relation.start),
                    )
                    if a != b
                )
                differing.append(f"- {' – '.join(sorted(pair))}: {what}")
    both, mine_only, theirs_only = len(shown), len({r.pair for r in ours} - shown), sorted({r.pair for r in theirs} - anywhere, key=sorted)
    elsewhere = len({r.pair for r in theirs} & anywhere) - both
    lines = [
        f"## {title[0].upper()}{title[1:]}",
        "",
        "| | |",
        "|---|---|",
        f"| pairs of things that the first encoder relates here | {len({r.pair for r in ours})} |",
        f"| pairs that the second encoder relates here | {len({r.pair for r in theirs})} |",
        f"| in both | {both} |",
        f"| of the second's, related in the graph by another passage or a register | {elsewhere} |",
        f"| of the second's, nowhere in the graph | {len(theirs_only)} |",
        f"| only the first's | {mine_only} |",
        f"| of the shared ties, same kind | {sum(a == b for a, b in kinds)} of {len(kinds)} |",
        "",
        "Shared, but not the same (first / second):",
        "",
        *(differing or ["- none"]),
        "",
        "Only the second's:",
        "",
        *([f"- {' – '.join(sorted(pair))}" for pair in theirs_only] or ["- none"]),
        "",
    ]
    return lines, kinds


def agreement() -> str:
    """The report on all pages."""
    facts = Facts.from_store(open_store())
    parts = [compared(facts, page, place, title) for page, (place, title) in PAGES.items()]
    kinds = [pair for _, found in parts for pair in found]
    head = [
        "# Agreement of two encoders",
        "",
        "Made from `data/agreement/` and the graph by `make docs`. Two encoders, neither seeing the work of the other, wrote down the ties of two pages with the codebook alone.",
        "",
        f"**Same kind for {sum(a == b for a, b in kinds)} of {len(kinds)} shared ties; Cohen's kappa {kappa(kinds):.2f}.**",
        "The lists say where they differ; what was unclear was put into the codebook afterwards.",
        "",
    ]
    return "\n".join([*head, *(line for lines, _ in parts for line in lines)])


def main() -> None:
    """Writes agreement.md."""
    write(Path(__file__).parent / "agreement.md", agreement().rstrip() + "\n", force=True)


if __name__ == "__main__":
    main()
