"""Blind spots: every question is seen to catch a case and to fall silent when it is mended; the report says all of it."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kuasa.graph import blindspots, report
from kuasa.graph.errors import LeakError, UnreadableFile
from kuasa.graph.facts import ancestors, word_facts
from kuasa.graph.kinds import kinds
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.store import EmbeddedStore
from kuasa.graph.tokens import tokens
from kuasa.graph.validity import Moment
from kuasa.graph.vocabulary import ID, PREFIXES, QUERIES, K
from kuasa.maps import report as page
from kuasa.maps.plain import policy

WORLD = str(Path(__file__).parent / "world.ttl")
SPOTS = {spot.question.name.rsplit("/", 1)[-1]: spot for spot in blindspots.blind_spots()}
DAY = Moment.from_words("2026-01-01")
PREFIX = "".join(f"@prefix {name}: <{iri}> . " for name, iri in PREFIXES.items())
E = "k:evidence i:e . i:e a k:Evidence ; k:assertion k:officialText ; k:confidence k:seen ; k:passage i:p . i:p a k:Passage ; k:source i:s . i:s a k:Source . "
TIE = "k:status k:actual ; k:evidence i:e . "
BODY = 'i:thing a k:Committee ; skos:prefLabel "Committee"@en . '
ASEAN = f'i:thing a k:State ; skos:prefLabel "A"@en . i:m a k:Membership ; k:from i:thing ; k:to i:asean ; {TIE}'
MEETING = f"i:meeting a k:SeniorOfficialsMeeting . i:other a k:Ministry . i:s0 a k:Seat ; k:from i:other ; k:to i:meeting ; {TIE}"
CLAIMS = "i:thing a k:Claim ; k:about i:x ; k:property k:begins ; k:value 1 ; k:contradicts i:zero . i:zero a k:Claim ; k:about i:x ; k:property k:begins ; k:value 2 . "
USED = " ".join(f"i:t{n} a k:{kind.rsplit('#')[1]} ." for n, kind in enumerate(sorted(kinds())) if not kind.endswith("#Funding"))
TYPES = ("tradeUnion", "employers", "csoNetwork", "massOrganisation", "cooperative", "parliamentaryGroup", "businessCouncil", "researchInstitute", "university")
PRESENT = " ".join(f"i:o{n} k:organisationType k:{code} ." for n, code in enumerate(TYPES))
UNION = f"i:n k:organisationType k:ngo . i:thing a k:Forum . i:r a k:Reporting ; k:from i:thing ; k:to i:up . i:c k:from i:o2 ; k:to i:thing ; {TIE}"
TEN = "i:thing a k:Forum . " + " ".join(f"i:t{n} k:from i:thing ; k:to i:x{n} ." for n in range(10))
SPOKEN = ", ".join(f'"x"@{code}' for code in ("id", "km", "lo", "ms", "my", "pt", "tet", "th", "vi", "tl"))
STALE = f'i:thing a k:Seat ; k:from i:x ; k:to i:y ; k:observed "2023-12"^^xsd:gYearMonth ; {TIE}'
CHAIR = f'i:thing a k:Chairing ; k:from i:x ; k:to i:y ; k:observed "2020"^^xsd:gYear ; {TIE}'
DUPLICATE = 'i:thing a k:Network ; skos:prefLabel "Home-Net Asia"@en . i:twin a k:Organisation ; skos:altLabel "home net asia"@en . '
ALIKE = f'i:tie a k:PossiblySameAs ; k:from i:thing ; k:to i:twin ; {E} i:e k:because "same address"@en . '

# question → a case that it catches, the thing it names, and what added to the case makes it silent
CASES: dict[str, list[tuple[str, str, str]]] = {
    "absent-actor-kinds": [
        (PRESENT, "k:ngo", "i:o a k:Organisation ; k:organisationType k:ngo ."),
        (
            PRESENT + UNION,
            "thing",
            f"i:c1 a k:Seat ; k:from i:o0 ; k:to i:thing ; {TIE} i:c2 a k:Seat ; k:from i:o1 ; k:to i:thing ; {TIE}",
        ),
    ],
    "actions-without-owner-or-date": [
        ("i:thing a k:OwnAction ; k:status k:planned .", "thing", f'i:thing k:due "2027" . i:r a k:Responsibility ; k:to i:thing ; {TIE}'),
        ('i:thing a k:OwnAction ; k:due "2027" .', "thing", "i:thing k:status k:cancelled ."),
    ],
    "bodies-without-door": [(BODY, "thing", "i:way a k:Door ; k:about i:thing .")],
    "bodies-without-outsiders": [(BODY, "thing", f"i:o a k:Network . i:t a k:Invitation ; k:from i:thing ; k:to i:o ; {TIE}")],
    "bodies-without-seat-holder": [
        (BODY, "thing", "i:thing k:status k:planned ."),
        (BODY, "thing", f"i:t a k:Seat ; k:from i:state ; k:to i:thing ; {TIE}"),
        (
            BODY + f"i:all a k:Collective . i:t a k:Seat ; k:from i:all ; k:to i:thing ; {TIE}",
            "thing",
            f"i:c a k:PostPlacement ; k:from i:post ; k:to i:thing ; {TIE} i:h a k:PostHolding ; k:from i:p-0001 ; k:to i:post ; {TIE}",
        ),
        (BODY + f'i:t a k:Seat ; k:from i:state ; k:to i:thing ; k:until "2025"^^xsd:gYear ; {TIE}', "thing", 'i:thing k:ends "2025"^^xsd:gYear .'),
        (BODY + f'i:t a k:Chairing ; k:from i:state ; k:to i:thing ; k:since "2027"^^xsd:gYear ; {TIE}', "thing", f"i:u a k:Seat ; k:from i:state ; k:to i:thing ; {TIE}"),
    ],
    "contradictions": [(CLAIMS, "thing", "i:zero k:rank k:deprecated ."), (CLAIMS, "thing", 'i:thing k:retracted "2025-01-01"^^xsd:date .')],
    "labels-missing": [
        ('i:thing a k:State ; k:iso3 "THA" ; skos:prefLabel "Thailand"@en .', "thing", 'i:thing skos:altLabel "ไทย"@th .'),
        (
            'i:thai a k:State ; k:iso3 "THA" ; skos:prefLabel "ไทย"@th . i:thing a k:Ministry . i:u a k:Subunit ; k:from i:thing ; k:to i:thai .',
            "thing",
            'i:n a k:Name ; k:about i:thing ; k:text "กระทรวง"@th .',
        ),
        (TEN, "thing", f"i:thing skos:altLabel {SPOKEN} ."),
    ],
    "one-source": [
        (
            f"i:thing a k:Seat ; k:from i:x ; k:to i:y ; k:status k:actual ; {E}",
            "thing",
            "i:u a k:Seat ; k:from i:x ; k:to i:y ; k:status k:actual ; k:evidence i:e2 . i:e2 k:passage i:p2 . i:p2 k:source i:s2 .",
        ),
        (f"i:thing a k:Seat ; k:from i:x ; k:to i:y ; k:status k:actual ; {E}", "thing", 'i:thing k:until "2025-12"^^xsd:gYearMonth .'),
    ],
    "plans-without-outcome": [
        ('i:thing a k:OwnAction ; k:status k:planned ; k:due "2025-Q4" .', "thing", "i:u k:realises i:thing ."),
        ('i:thing a k:Speech ; k:status k:possible ; k:since "2025-12-31"^^xsd:date .', "thing", 'i:thing k:until "2026"^^xsd:gYear .'),
    ],
    "probable-duplicates": [
        (DUPLICATE, "thing", "i:thing dcterms:isReplacedBy i:twin ."),
        (DUPLICATE, "thing", "i:thing a k:Person ."),
        (f"i:thing a k:Network . {ALIKE}", "thing", 'i:tie k:retracted "2025-01-01"^^xsd:date .'),
    ],
    "recalled": [
        ("i:t a k:Seat ; k:evidence i:e . i:e k:confidence k:recalled ; k:checkAt i:thing .", "thing", 'i:t k:retracted "2025-01-01"^^xsd:date .'),
    ],
    "recommendations-without-addressee": [
        ("i:thing a k:Recommendation .", "thing", "i:t a k:Addressing ; k:from i:thing ; k:to i:x ."),
        ("i:thing a k:Recommendation .", "thing", "i:thing k:partOf i:text . i:t a k:Addressing ; k:from i:text ; k:to i:x ."),
    ],
    "stale": [
        (STALE, "thing", 'i:thing k:observed "2024-01"^^xsd:gYearMonth .'),
        (STALE, "thing", 'i:thing k:until "2025"^^xsd:gYear .'),
        (STALE, "thing", 'i:e k:confidence k:seen ; k:passage i:p . i:p k:source i:s . i:s dcterms:issued "2024"^^xsd:gYear .'),
        (CHAIR, "thing", f'i:u a k:Chairing ; k:from i:z ; k:to i:y ; k:since "2021"^^xsd:gYear ; {TIE} i:u k:observed "2025"^^xsd:gYear .'),
        ('i:thing a k:Door ; k:lastChecked "2023-12-31"^^xsd:date .', "thing", "i:thing k:doorState k:closed ."),
        ('i:thing a k:NonRatification ; k:asOf "2021"^^xsd:gYear .', "thing", "i:thing k:rank k:deprecated ."),
    ],
    "states-without-civil-society": [(ASEAN, "thing", "i:o k:organisationType k:ngo . i:l a k:Location ; k:from i:o ; k:to i:thing .")],
    "states-without-ministry": [
        (ASEAN + MEETING, "thing", f"i:own a k:Ministry . i:u a k:Subunit ; k:from i:own ; k:to i:thing . i:t a k:Seat ; k:from i:own ; k:to i:meeting ; {TIE}"),
        (ASEAN + MEETING, "thing", f"i:t a k:Seat ; k:from i:thing ; k:to i:meeting ; {TIE}"),
    ],
    "unsourced": [
        ('i:thing a k:Event ; skos:prefLabel "Fair"@en .', "thing", f"i:t k:from i:x ; k:to i:thing ; {E}"),
        ('i:thing a k:Event ; skos:prefLabel "Fair"@en .', "thing", f"i:thing {E}"),
    ],
    "unused-tie-kinds": [(USED, "k:Funding", "i:t a k:Funding .")],
    "without-links": [('i:thing a k:Organisation ; skos:prefLabel "Alone"@en .', "thing", "i:t k:from i:x ; k:to i:thing .")],
}
ALL = [(name, *case) for name, cases in CASES.items() for case in cases]


def little(turtle: str) -> Knowledge:
    """The knowledge of some Turtle in one graph of its own."""
    from kuasa.graph.facts import Facts
    from kuasa.graph.profiles import profile, restrict

    store = EmbeddedStore()
    store.post(ID + "g", (quad.triple for quad in ox.parse(PREFIX + turtle, format=ox.RdfFormat.TURTLE)))
    facts, audience = Facts.from_store(store), profile("facilitator")
    return Knowledge(facts, audience, restrict(facts, audience), store)


def caught(name: str, turtle: str) -> list[str]:
    """The slugs or terms that a question names."""
    rows = blindspots.answered(little(turtle), SPOTS[name].question, DAY)
    return [row["thing"].removeprefix(ID).replace(K, "k:") for row in rows]


def test_every_question_has_a_case_that_it_catches() -> None:
    assert set(CASES) == set(SPOTS) == {path.stem for path in (QUERIES / "blind-spots").glob("*.rq")}


@pytest.mark.parametrize(("name", "case", "thing", "mended"), ALL, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(ALL)])
def test_a_question_catches_its_case_and_is_silent_when_it_is_mended(name: str, case: str, thing: str, mended: str) -> None:
    assert caught(name, case) and set(caught(name, case)) == {thing}
    assert thing not in caught(name, case + " " + mended)


@pytest.mark.parametrize("name", SPOTS)
def test_a_question_has_a_full_header_its_columns_and_an_order(name: str) -> None:
    spot = SPOTS[name]
    keys = re.findall(r"^#\+ (\w+):", spot.question.text, re.MULTILINE)
    assert keys == ["summary", "description", "tags", "defaults", "heading", "why", "order"]
    assert spot.question.summary.endswith("?") and spot.question.description.endswith(".") and spot.why.endswith(".") and spot.heading[0].isupper()
    assert set(spot.question.parameters) <= {"on"} and sorted(dict(spot.question.defaults)) == sorted(spot.question.parameters)
    answer = ox.Store().query(spot.question.text.replace("?_on_xsd_date", '"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'))
    assert [variable.value for variable in answer.variables] == ["thing", "problem", "cure"]  # type: ignore[union-attr]
    assert [row["thing"].value for row in answer if row["thing"].value.startswith(ID)] == []  # type: ignore[union-attr]
    words = [token.upper() for kind, token in tokens(spot.question.text) if kind == "word"]
    assert "GRAPH" in words and "FROM" not in words and "ORDER" in words


def test_no_two_blind_spots_have_the_same_place_or_heading() -> None:
    assert len({spot.order for spot in SPOTS.values()}) == len({spot.heading for spot in SPOTS.values()}) == len(SPOTS)


def listed(name: str, variable: str) -> list[set[str]]:
    """The terms of every VALUES list of a variable in a question."""
    text = (QUERIES / "blind-spots" / f"{name}.rq").read_text(encoding="utf-8")
    return [set(re.findall(r"k:(\w+)", block)) for block in re.findall(r"VALUES \(?\?" + variable + r"(?: \?\w+\))? \{([^}]*)\}", text)]


def test_the_kinds_that_questions_list_are_those_of_the_ontology() -> None:
    facts, known = word_facts(), {iri.removeprefix(K): kind for iri, kind in kinds().items()}
    standing = {
        name for name, kind in known.items() if not kind.occurrence and facts.one(kind.id, K + "tieGroup").removeprefix(K) in {"structureTies", "accessTies", "supportTies"}
    }
    assert listed("one-source", "kind") == [standing]
    assert listed("stale", "kind") == [standing, standing]
    assert listed("unused-tie-kinds", "thing") == [set(known) - {"StatedInfluence"}], "tables of links are not part of what is known here"
    bodies = {iri.removeprefix(K) for iri, up in ancestors().items() if K + "Body" in up} - {"Secretariat"}
    for name in ("bodies-without-door", "bodies-without-outsiders", "bodies-without-seat-holder", "absent-actor-kinds"):
        assert listed(name, "kind") == [bodies]
    assert listed("labels-missing", "kind") == [bodies]


def test_a_folder_without_questions_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blindspots.blind_spots.cache_clear()
    monkeypatch.setattr(blindspots, "QUERIES", tmp_path)
    with pytest.raises(UnreadableFile, match="holds no question"):
        blindspots.blind_spots()
    blindspots.blind_spots.cache_clear()


# The report


HOSTILE = '<img src=x onerror=alert(1)> | *a* {{ 7 }} `"'


def hostile() -> report.Report:
    """A report with a name that would be markup."""
    return blindspots.report(little(f"i:thing a k:Organisation ; skos:prefLabel {ox.Literal(HOSTILE, language='en')} ."), DAY)


def test_the_report_says_things_and_records_in_words_and_keeps_their_address() -> None:
    found = blindspots.report(open_knowledge((WORLD,)), Moment.from_words("2027-06-30"), top=1)
    recalled = next(section for section in found.sections if section.id == "recalled")
    assert (recalled.items[0].name, recalled.items[0].said) == ("Register to be looked into", ("statements that wait to be checked here: 1",))
    passed = next(row for row in found.rows.rows if row["blind_spot"] == "plans-without-outcome")
    assert (passed["thing"], passed["id"]) == ("Union of Weavers is to speak at Cloth Fair (2024-03-01)", ID + "world-t8")
    assert not [row for row in found.rows.rows if ID in row["thing"] + row["problem"]]
    text = "\n".join(report.told(found))
    assert "as of 2027-06-30 · profile public" in text and "... and " in text and "Why" not in found.introduction
    assert text.count("What to do:") == sum(bool(section.items) for section in found.sections)


def test_languages_are_counted_per_kind() -> None:
    grid, spoken = blindspots.languages(open_knowledge((WORLD,)))
    rows = {row["kind"]: row for row in grid.rows}
    assert (rows["organisation"]["of"], rows["organisation"]["en"], rows["organisation"]["th"], rows["organisation"]["vi"]) == (1, 1, 1, "·")
    assert (rows["ministry"]["of"], rows["ministry"]["vi"]) == (2, 1)
    assert "my Burmese" in spoken


def test_a_text_stays_a_text_in_markdown_and_html() -> None:
    assert "\\<img src=x onerror=alert(1)\\> \\| \\*a\\* {{ 7 }} \\`" in report.markdown(hostile())
    html = page.render(hostile())
    assert "<img" not in html and "&lt;img src=x onerror=alert(1)&gt; | *a* {{ 7 }} `" in html


def test_the_page_is_the_same_twice_and_allows_only_its_own_style() -> None:
    html = page.render(hostile())
    assert html == page.render(hostile())
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style and policy(style[1]).replace("'", "&#39;") in html
    assert not re.search(r"<script|\son[a-z]+=\"|style=\"|https?://(?!w3id)", html)


def test_a_secret_is_found_behind_the_signs_of_markdown() -> None:
    for kind in ("page", "markdown", "lines", "csv", "json"):
        with pytest.raises(LeakError):
            page.written(hostile(), kind, {"*a* {{ 7 }}"})
        assert page.written(hostile(), kind, {"not in it"})


def test_no_report_for_the_public_holds_a_withheld_text() -> None:
    known = open_knowledge((), "public")
    text = "\n".join(str(value) for row in blindspots.report(known, DAY).rows.rows for value in row.values())
    assert known.withheld.secrets
    assert [secret for secret in known.withheld.secrets if len(secret) > 12 and secret in text] == []


# The command


def test_the_command_gives_lines_rows_and_pages(kuasa, tmp_path: Path) -> None:
    lines = kuasa("check", "--blind-spots", "--data", WORLD, "--on", "2026-06-30", "--top", "1")
    assert lines.returncode == 0 and "As of 2026-06-30." in lines.stderr
    assert all(f"{spot.heading}: " in lines.stdout for spot in SPOTS.values())
    as_json = json.loads(kuasa("check", "--blind-spots", "--data", WORLD, "--format", "json").stdout)
    as_csv = list(csv.DictReader(io.StringIO(kuasa("check", WORLD, "--blind-spots", "--format", "csv").stdout)))
    assert as_json == as_csv and set(as_json[0]) == {"blind_spot", "thing", "problem", "cure", "id"}
    assert kuasa("check", "--blind-spots", "--data", WORLD, "-o", "r.html").returncode == 0
    assert kuasa("check", "--blind-spots", "--data", WORLD, "-o", "r.md").returncode == 0
    assert kuasa("check", "--blind-spots", "--data", WORLD, "-o", "r.csv").returncode == 0
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").startswith("blind_spot,thing,")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "r.md").read_text(encoding="utf-8").startswith("# Blind spots")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--blind-spots", "--on", "soon"], 2, "'soon' is not a date"),
        (["--blind-spots", "--profile", "friends"], 2, "no profile 'friends'"),
        (["--blind-spots", "--format", "xml"], 2, "no format 'xml'"),
        (["--blind-spots", "--coverage"], 2, "two reports"),
        (["--blind-spots", "--top", "-1"], 2, "--top"),
        (["--blind-spots", "nowhere.ttl"], 1, "no file or folder nowhere.ttl"),
        (["--blind-spots", "-o", "nowhere/r.html"], 1, "no folder"),
        (["--on", "2026"], 2, "--on belongs to --blind-spots"),
        (["--coverage", "--on", "2026"], 2, "--on belongs to --blind-spots"),
        (["--blind-spots", "-o", "r.pdf"], 2, "not written as '.pdf'"),
        (["--coverage", "--format", "csv", "-o", "r.html"], 2, "does not hold csv"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_use_gets_one_message_and_leaves_no_file(kuasa, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    done = kuasa("check", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and "Traceback" not in done.stderr and list(tmp_path.iterdir()) == []


def test_an_existing_page_is_not_replaced_unasked(kuasa, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text("mine", encoding="utf-8")
    done = kuasa("check", "--blind-spots", "--data", WORLD, "-o", "r.html")
    assert (done.returncode, (tmp_path / "r.html").read_text(encoding="utf-8")) == (2, "mine")


@pytest.mark.parametrize("arguments", [["check", "--blind-spots"], ["check", "--coverage"], ["cite", "SLOM"], ["cite", "who-organised"]], ids=" ".join)
def test_a_report_without_a_page_loads_no_heavy_library(arguments: list[str]) -> None:
    program = "import sys; from kuasa.cli import app\ntry: app(sys.argv[1:])\nexcept SystemExit: pass\nprint(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, encoding="utf-8", timeout=300)
    loaded = set(ast.literal_eval(done.stderr.strip().splitlines()[-1]))
    assert not loaded & {"rdflib", "networkx", "pyvis", "pyshacl", "scipy", "numpy", "jinja2"} and "pyoxigraph" in loaded
