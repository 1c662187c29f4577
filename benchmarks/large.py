"""Large knowledge made up for benchmarks and tests: as many triples as are asked for, valid by every rule, written as it is made.

`write(path, triples, files)` writes Turtle or N-Triples (by suffix), gzipped if the name ends in .gz. Things have English, Thai and
Vietnamese names, acronyms and recorded spellings; every tie has evidence with a passage of a source. The same numbers give the same file.
`python benchmarks/large.py FILE TRIPLES`.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kuasa.graph.vocabulary import ID, PREFIXES, K

KINDS = ("Membership", "Engagement", "Speech", "Support", "Advice")
CLASSES = ("Organisation", "Network", "Ministry", "Committee", "Forum")
FIRST = ("Union", "Alliance", "Council", "Centre", "Network", "Federation", "Forum", "Office", "Board", "League", "Circle", "House")
SECOND = ("Weavers", "Domestic Workers", "Fishers", "Rice Growers", "Street Sellers", "Nurses", "Potters", "Migrants", "Home-based Workers", "Riders")
PLACES = ("Hill", "River", "Delta", "Coast", "Island", "Border", "Harbour", "Market", "Valley", "Lake", "Forest", "Plain", "Cape", "Bay")
THAI = ("สหภาพ", "เครือข่าย", "สมาคม", "มูลนิธิ", "ศูนย์", "สภา")
THAI_WORK = ("แรงงาน", "ชาวนา", "ประมง", "แม่บ้าน", "ช่างทอ", "พยาบาล")
VIETNAMESE = ("Liên đoàn", "Hội", "Mạng lưới", "Trung tâm", "Ủy ban")
VIETNAMESE_WORK = ("Lao động", "Nông dân", "Ngư dân", "Thợ dệt", "Người giúp việc")
TIES_A_THING = 4
TIES_A_PASSAGE = 3
SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "sa", "ti", "vo", "ya", "pha", "kho", "mae", "dak", "lam", "son")


def subjects(seed: int = 0) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Subjects with what is said of them, without end: a thing, then its ties with their evidence and passages, and so on.
    Terms are in the N-Triples form."""
    draw = random.Random(seed)
    source = f"<{ID}large-source-{seed}>"
    yield source, [(a("rdf", "type"), k("Source")), (a("dcterms", "title"), '"Invented register"@en'), (a("dcterms", "publisher"), '"Nobody"@en')]
    number = ties = 0
    while True:
        yield thing(seed, number), named(draw, seed, number)
        number += 1
        for _ in range(TIES_A_THING if number > 1 else 0):
            if ties % TIES_A_PASSAGE == 0:
                passage = f"<{ID}large-p{seed}-{ties // TIES_A_PASSAGE}>"
                yield passage, [(a("rdf", "type"), k("Passage")), (k("source"), source), (k("locator"), f'"entry {ties}"@en')]
            tie, proof = f"<{ID}large-t{seed}-{ties}>", f"<{ID}large-t{seed}-{ties}-e1>"
            said = [(a("rdf", "type"), k(draw.choice(KINDS))), (k("from"), thing(seed, number - 1)), (k("to"), thing(seed, draw.randrange(number - 1)))]
            said += [(k("status"), k("actual")), (k("since"), f'"{draw.randrange(1990, 2026)}"^^{a("xsd", "gYear")}'), (k("evidence"), proof)]
            yield tie, said
            yield proof, [(a("rdf", "type"), k("Evidence")), (k("passage"), passage), (k("assertion"), k("thirdParty")), (k("confidence"), k("seen"))]
            ties += 1
        if number % 3 == 0:
            record, proof = f"<{ID}large-n{seed}-{number}>", f"<{ID}large-n{seed}-{number}-e1>"
            said = [(a("rdf", "type"), k("Name")), (k("about"), thing(seed, number - 1)), (k("text"), f'"{place(draw)} {draw.choice(SECOND)} {number}"@en')]
            yield record, [*said, (k("nameKind"), k(draw.choice(("alias", "misspelling")))), (k("evidence"), proof)]
            yield proof, [(a("rdf", "type"), k("Evidence")), (k("passage"), passage), (k("assertion"), k("thirdParty")), (k("confidence"), k("seen"))]


def named(draw: random.Random, seed: int, number: int) -> list[tuple[str, str]]:
    """What is said of a thing itself."""
    where, label = place(draw), a("skos", "prefLabel")
    said = [(a("rdf", "type"), k(draw.choice(CLASSES))), (label, f'"{where} {draw.choice(FIRST)} of {draw.choice(SECOND)}"@en')]
    if number % 3 == 0:
        said.append((label, f'"{draw.choice(THAI)}{draw.choice(THAI_WORK)} {where}"@th'))
    if number % 3 == 1:
        said.append((label, f'"{draw.choice(VIETNAMESE)} {draw.choice(VIETNAMESE_WORK)} {where}"@vi'))
    if number % 5 == 0:
        said.append((a("skos", "notation"), f'"{where[:2].upper()}{seed}{number}"'))
    if number % 7 == 0:
        said.append((a("skos", "altLabel"), f'"{where} {draw.choice(SECOND)}"@en'))
    return said


def place(draw: random.Random) -> str:
    """The name of a place that there is not."""
    return "".join(draw.choice(SYLLABLES) for _ in range(3)).capitalize() + " " + draw.choice(PLACES)


def thing(seed: int, number: int) -> str:
    """The address of a thing."""
    return f"<{ID}large-{seed}-{number}>"


def k(name: str) -> str:
    """A term of kuasa's own."""
    return f"<{K}{name}>"


def a(prefix: str, name: str) -> str:
    """A term of another vocabulary."""
    return f"<{PREFIXES[prefix]}{name}>"


def short(term: str) -> str:
    """A term as Turtle writes it with prefixes."""
    if "^^" in term:
        value, _, kind = term.rpartition("^^")
        return f"{value}^^{short(kind)}"
    for prefix in ("k", "i", "skos", "dcterms", "rdf", "xsd"):
        if term.startswith("<" + PREFIXES[prefix]):
            return f"{prefix}:{term[len(PREFIXES[prefix]) + 1 : -1]}"
    return term


def lines(triples: int, seed: int, turtle: bool) -> Iterator[str]:
    """The lines of a file of about that many triples: whole subjects."""
    if turtle:
        yield "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("k", "i", "skos", "dcterms", "rdf", "xsd"))
    left = triples
    for subject, said in subjects(seed):
        if turtle:
            yield f"{short(subject)} " + " ;\n  ".join(f"{short(predicate)} {short(value)}" for predicate, value in said) + " .\n"
        else:
            yield "".join(f"{subject} {predicate} {value} .\n" for predicate, value in said)
        left -= len(said)
        if left <= 0:
            return


def write(path: Path, triples: int, seed: int = 0) -> None:
    """Writes one file; knowledge of different seeds has different subjects."""
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    made = lines(triples, seed, plain.suffix == ".ttl")
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) if path.suffix == ".gz" else path.open("w", encoding="utf-8") as file:
        while some := "".join(islice(made, 20_000)):
            file.write(some)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
