"""`kuasa.open()` in a notebook: answers are those of the commands, they show themselves safely, and the tutorial runs."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kuasa
from kuasa.graph.errors import BadChoice, BadDate, KuasaError, RefusedQuery, UnknownName, UnreadableFile, UsageError
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.tables import NOTHING, SHOWN, Table, Told
from kuasa.notebook import Graph, Map

TUTORIAL = Path(__file__).parent.parent / "notebooks" / "tutorial.ipynb"
WORLD = Path(__file__).parent / "world.ttl"
DAY = "2026-06-30"
XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'
RUN = """
import json, sys
import nbformat
from nbclient import NotebookClient

book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=60, kernel_name="python3", resources={"metadata": {"path": sys.argv[2]}}).execute()
print(json.dumps([cell.get("outputs", []) for cell in book.cells if cell.cell_type == "code"]))
"""


@pytest.fixture(scope="module")
def g() -> Graph:
    return kuasa.open(on=DAY)


class Tags(HTMLParser):
    """The tags and attributes of a piece of HTML, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


# Opening


def test_import_loads_nothing_but_the_standard_library() -> None:
    program = "import sys; before = set(sys.modules); import kuasa; kuasa.__version__; print(sorted({m for m in set(sys.modules) - before if not m.startswith('__editable__')}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert {name.partition(".")[0] for name in eval(done.stdout)} <= {"kuasa", "__future__", "typing", "collections", "re", "copyreg", "enum", "functools"} | set(
        sys.stdlib_module_names
    )
    assert "kuasa.notebook" not in done.stdout and "pyoxigraph" not in done.stdout


def test_the_package_names_its_classes_and_nothing_else() -> None:
    assert (kuasa.Graph, kuasa.Map) == (Graph, Map)
    with pytest.raises(AttributeError, match="no attribute 'Grapf'"):
        _ = kuasa.Grapf


@pytest.mark.parametrize(("given", "error"), [({"profile": "nobody"}, BadChoice), ({"on": "yesterday"}, BadDate)])
def test_what_is_no_choice_is_refused_at_once(given: dict[str, str], error: type[KuasaError]) -> None:
    for places in ((), ("http://127.0.0.1:9/sparql",)):
        with pytest.raises(error):
            kuasa.open(*places, **given)


def test_a_place_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        kuasa.open(str(tmp_path / "none.ttl"))


def test_it_says_what_it_is_without_a_path_of_the_machine(g: Graph, tmp_path: Path) -> None:
    withheld = open_knowledge().withheld.count
    assert repr(g).splitlines() == [
        f"kuasa {kuasa.__version__}: the embedded knowledge",
        f"As of {DAY}. Profile public.",
        f"Profile public: {withheld} things and statements withheld.",
    ]
    place = tmp_path / "own.ttl"
    place.write_text(
        '@prefix k: <https://w3id.org/kuasa/ontology#> . <http://example.org/x> a k:Organisation ; <http://www.w3.org/2004/02/skos/core#prefLabel> "X"@en .', encoding="utf-8"
    )
    own = kuasa.open(place, "embedded")
    assert "own.ttl, embedded" in repr(own) and str(tmp_path) not in repr(own)
    assert own.find("X")["address"][0] == "http://example.org/x"


def test_of_a_loaded_folder_the_part_that_is_asked_for_gives_the_same_answers(tmp_path: Path) -> None:
    from kuasa.graph.loading import load

    load(tmp_path / "loaded", [str(WORLD)])
    whole, parts = (kuasa.open(place, on=DAY, profile="facilitator") for place in (WORLD, tmp_path / "loaded"))
    labels = "SELECT ?name { ?s skos:prefLabel ?name }"
    start, end = "Union of Weavers", "OMC"
    assert parts.query(labels) == whole.query(labels)
    assert parts.paths(start, end, status="all") == whole.paths(start, end, status="all")
    assert len(whole.paths(start, end, status="all")) > 3
    assert parts.show(start) == whole.show(start)
    assert "loaded" in repr(parts) and str(tmp_path) not in repr(parts)


# Answers


def test_the_answers_are_those_of_the_commands(g: Graph) -> None:
    from typer.testing import CliRunner

    from kuasa.cli import app

    def told(*words: str) -> str:
        return CliRunner().invoke(app, [*words, "--format", "csv"]).stdout

    assert g.query("seats", body="SLOM").to_csv() == told("query", "seats", "body=SLOM")
    assert g.paths("AROSP", "SLOM", status="all").to_csv() == told("paths", "AROSP", "SLOM", "--status", "all", "--on", DAY)
    assert g.find("slom").to_csv() == told("find", "slom")
    assert g.reach("AROSP", top=5).to_csv() == told("reach", "AROSP", "--top", "5", "--on", DAY)
    assert g.ratifications("PHL", fundamental=True, on="2003").to_csv() == told("ratifications", "--state", "PHL", "--fundamental", "--on", "2003")
    assert g.commitments(of="SEA Sub-SC").to_csv() == told("commitments", "--of", "SEA Sub-SC", "--on", DAY)
    assert g.calendar("2024-04", "2024-12", topic="care economy").to_csv() == told("calendar", "--from", "2024-04", "--to", "2024-12", "--topic", "care economy", "--on", DAY)
    assert g.cite("SLOM").to_csv() == told("cite", "SLOM")


def test_every_answer_says_as_of_when_and_what_was_withheld(g: Graph) -> None:
    withheld = f"Profile public: {open_knowledge().withheld.count} things and statements withheld."
    routes = g.paths("AROSP", "SLOM", on="2025")
    assert routes.remarks == ("As of 2025-12-31.", withheld)
    for shown in (repr(routes), Tags(routes._repr_html_()).text):
        assert "As of 2025-12-31." in shown and withheld in shown
    assert g.query("ASK { ?s ?p ?o }").remarks == (withheld,)
    assert g.network().graph["remarks"] == [f"As of {DAY}.", withheld]
    assert g.show("SLOM").to_pandas().attrs["remarks"] == [f"As of {DAY}.", withheld]


def test_plans_and_doubts_are_shown_as_such_with_their_sources(g: Graph) -> None:
    text = Tags(g.paths("AROSP", "SLOM", status="all")._repr_html_()).text
    for part in (
        "Possible: AROSP intends to engage with SLOM.",
        "[weakest step; possible]",
        "not checked yet: check at ",
        "Stated aims (not yet so):",
        "ASEAN Advocacy Training: report",
    ):
        assert part in text, part
    assert "possible" in g.paths("AROSP", "SLOM", status="all")["status"]


def test_no_route_says_what_closed_it(g: Graph) -> None:
    closed = g.paths("AROSP", "SLOM", without="CS5")
    assert len(closed) == 0 and closed.lines[0].startswith("No route under these conditions") and closed.lines[1].startswith("The smallest change that opens one")


def test_the_profile_holds_in_every_answer(g: Graph) -> None:
    public, room = g, kuasa.open(on=DAY, profile="facilitator")
    persons = "SELECT ?name { ?s a k:Person ; skos:prefLabel ?name }"
    hidden = set(room.query(persons)["name"]) - set(public.query(persons)["name"])
    assert hidden and room.knowing().withheld.count == 0
    name = min(hidden)
    with pytest.raises(UnknownName):
        public.show(name)
    assert name in room.find(name)["found"] and name not in public.find(name)["found"]
    assert not hidden & {quad.object.value for quad in public.store.ox}


@pytest.mark.parametrize("text", ["SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "DELETE WHERE { ?s ?p ?o }", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"])
def test_a_query_neither_writes_nor_reaches_out(g: Graph, text: str) -> None:
    with pytest.raises(RefusedQuery):
        g.query(text)


def test_parameters_are_values_of_python(g: Graph) -> None:
    import datetime as dt

    assert g.query("influence/routes", from_="AROSP", to="i:asean-care-2024").rows == g.query("influence/routes", **{"from": "AROSP", "to": "i:asean-care-2024"}).rows
    assert g.query("SELECT (?_day_xsd_date AS ?day) {}", day=dt.date(2024, 1, 31))[0] == {"day": "2024-01-31"}


@pytest.mark.parametrize("given", [{"k": 0}, {"k": 51}, {"max_hops": 11}])
def test_numbers_beyond_those_of_the_command_are_refused(g: Graph, given: dict[str, int]) -> None:
    with pytest.raises(BadChoice):
        g.paths("AROSP", "SLOM", **given)


# Tables


def test_a_table_has_rows_columns_and_slices() -> None:
    table = Table(("a", "b"), ({"a": 1, "b": "x"}, {"a": None, "b": "y"}), ("As of then.",))
    assert (len(table), list(table), table[0], table["b"]) == (2, list(table.rows), {"a": 1, "b": "x"}, ["x", "y"])
    assert table[1:] == Table(("a", "b"), ({"a": None, "b": "y"},), ("As of then.",))
    with pytest.raises(KeyError, match="columns: a, b"):
        table["c"]


def test_hostile_text_stays_text_in_every_view() -> None:
    row = {HOSTILE: HOSTILE, "b": None}
    for shown in (Table((HOSTILE, "b"), (row,), (HOSTILE,)), Told(("b",), (), (HOSTILE,), (HOSTILE, "  " + HOSTILE)), Told(("b",), (), (HOSTILE,), (HOSTILE,), aligned=True)):
        found = Tags(shown._repr_html_())
        assert not {"script", "img", "iframe"} & set(found.tags) and not any(name.startswith("on") for name in found.attributes)
        assert HOSTILE in found.text


def test_of_many_rows_the_first_are_shown_and_how_many_are_not() -> None:
    table = Table(("n",), tuple({"n": n} for n in range(SHOWN + 1200)))
    text = Tags(table._repr_html_()).text
    assert "1,200 more rows" in text and text.count("\n") < SHOWN + 10
    assert repr(table).endswith("... 1,200 more rows") and len(table.to_pandas()) == SHOWN + 1200


def test_nothing_found_is_said_to_be_no_record(g: Graph) -> None:
    empty = g.query("SELECT ?s { ?s a k:Nothing }")
    assert Tags(empty._repr_html_()).text.startswith(NOTHING) and repr(empty).startswith(NOTHING)
    assert list(empty.to_pandas().columns) == ["s"] and empty.to_polars().columns == ["s"]


def test_data_frames_keep_whole_numbers_truth_values_and_gaps() -> None:
    rows = ({"n": 1, "t": True, "x": 1.5, "s": "a", "m": 1}, {"n": None, "t": None, "x": 2, "s": None, "m": "b"})
    table = Table(("n", "t", "x", "s", "m"), rows, ("As of then.",))
    frame = table.to_pandas()
    assert [str(kind) for kind in frame.dtypes][:3] == ["Int64", "boolean", "float64"]
    assert frame["n"].isna().tolist() == [False, True] and frame["m"].tolist() == [1, "b"] and frame.attrs == {"remarks": ["As of then."]}
    polars = table.to_polars()
    assert {name: str(kind) for name, kind in polars.schema.items()} == {"n": "Int64", "t": "Boolean", "x": "Float64", "s": "String", "m": "String"}
    assert polars["n"].to_list() == [1, None]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_without_the_library_the_line_that_installs_it_is_said(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(KuasaError, match=rf"needs {library}.*\n.*pip install '{library}'"):
        getattr(Table(("a",), ()), f"to_{library}")()


# Maps, networks, copies


def test_a_map_stands_in_a_frame_that_can_only_run_itself(g: Graph, tmp_path: Path) -> None:
    picture = g.map("AROSP", to="SLOM", height=500)
    shown = picture._repr_html_()
    [frame] = re.findall(r"<iframe [^>]*>", shown)
    assert re.findall(r'sandbox="([^"]*)"', frame) == ["allow-scripts"]
    assert html.unescape(re.findall(r'srcdoc="([^"]*)"', frame)[0]) == picture.page and "default-src 'none'" in picture.page
    assert Tags(shown).tags == ["iframe"] and "<!doctype" not in repr(picture).casefold()
    place = picture.save(tmp_path / "m.html")
    assert place.read_text(encoding="utf-8") == picture.page
    with pytest.raises(UsageError, match="exists"):
        picture.save(place)


def test_a_map_is_read_by_the_leak_check(g: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    from kuasa.graph.errors import LeakError
    from kuasa.maps import safety

    monkeypatch.setattr(safety, "_names", lambda: [("the user", "Asian Roundtable")])
    with pytest.raises(LeakError):
        g.map("AROSP")


def test_the_network_names_its_things(g: Graph) -> None:
    found = g.network(lens="access", on="2024")
    slom = found.nodes["https://w3id.org/kuasa/id/slom"]
    assert (slom["short"], slom["kind"], found.graph["lens"], found.graph["on"]) == ("SLOM", "senior-officials-meeting", "access", "2024-12-31")
    assert "https://w3id.org/kuasa/id/slom" not in g.network(without="SLOM")


def test_the_copy_for_rdflib_holds_the_same_statements(g: Graph) -> None:
    from rdflib import Literal, URIRef

    def said(value: str, language: str | None, datatype: str | None) -> tuple[str, str, str]:
        return value, language or "", "" if language else (datatype or XSD + "string").removeprefix(XSD)

    before = len(g.store.ox)
    copy = g.as_rdflib()
    held = {(str(s), str(p), said(str(o), o.language, o.datatype) if isinstance(o, Literal) else str(o), str(c)) for s, p, o, c in copy.quads()}
    quads = [(q.subject.value, q.predicate.value, q.object, q.graph_name.value) for q in g.store.ox]
    assert held == {(s, p, said(o.value, o.language, o.datatype.value) if hasattr(o, "datatype") else o.value, c) for s, p, o, c in quads}
    slom = URIRef("https://w3id.org/kuasa/id/slom")
    assert len({str(row[0]) for row in copy.query("SELECT ?o { <https://w3id.org/kuasa/id/slom> ?p ?o }")}) == len({str(o) for o in copy.objects(slom)}) > 5
    copy.add((slom, URIRef("urn:b"), URIRef("urn:c"), copy.graph(URIRef("urn:g"))))
    assert len(g.store.ox) == before


# The tutorial


def test_the_tutorial_is_kept_without_outputs_and_traces_of_a_machine() -> None:
    book = json.loads(TUTORIAL.read_text(encoding="utf-8"))
    assert book["metadata"] == {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    for cell in book["cells"]:
        assert cell["metadata"] == {} and cell.get("outputs", []) == [] and cell.get("execution_count") is None
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict[str, object]]]:
    """The outputs of every cell of code, run in a kernel of its own in an empty folder."""
    folder = tmp_path_factory.mktemp("tutorial")
    own = {name: str(folder) for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR")}
    done = subprocess.run([sys.executable, "-c", RUN, str(TUTORIAL), str(folder)], capture_output=True, encoding="utf-8", timeout=120, env={**os.environ, **own})
    assert done.returncode == 0, done.stderr
    found: list[list[dict[str, object]]] = json.loads(done.stdout.splitlines()[-1])
    return found


def spoken(cell: list[dict[str, object]]) -> str:
    """What a cell shows, as text."""
    said = ""
    for output in cell:
        bundle = output.get("data", {})
        assert output["output_type"] != "error" and output.get("name") != "stderr", output
        said += str(output.get("text", "")) + (Tags(str(bundle["text/html"])).text if "text/html" in bundle else str(bundle.get("text/plain", "")))  # type: ignore[index,operator,union-attr]
    return said


def test_the_tutorial_runs_and_shows_what_it_speaks_of(outputs: list[list[dict[str, object]]]) -> None:
    shown = [spoken(cell) for cell in outputs]
    assert all(outputs[1:]) and len(outputs) > 15
    everything = "\n".join(shown)
    for part in (
        "Bộ Nội vụ",
        "As of 2026-06-30.",
        "things and statements withheld",
        "Route 1 (shaky): AROSP → ",
        "Possible: AROSP intends to engage with SLOM.",
        "No route under these conditions",
        "date passed, outcome not recorded",
        "not a member",
        "no record",
        "skos:prefLabel",
        "sha256 of the question",
    ):
        assert part in everything, part
    frames = [str(output["data"]["text/html"]) for cell in outputs for output in cell if "text/html" in output.get("data", {}) and "<iframe" in str(output["data"]["text/html"])]  # type: ignore[index,operator]
    assert len(frames) == 1 and 'sandbox="allow-scripts"' in frames[0]
    assert str(TUTORIAL.parent.parent) not in everything


# The guide


def test_the_guide_names_every_method_and_every_form() -> None:
    from kuasa.graph import results

    guide = (TUTORIAL.parent.parent / "docs" / "notebooks.md").read_text(encoding="utf-8")
    methods = {name for name in vars(Graph) if not name.startswith("_")}
    assert {name for name in methods if f"`g.{name}" not in guide} == set()
    assert {form for form in (*results.ROWS, *results.RDF) if f"`{form}`" not in guide} == set()


def test_the_guide_of_forms_runs(g: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (TUTORIAL.parent.parent / "docs" / "notebooks.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(re.findall(r"```python\n(.*?)```", guide, re.DOTALL)[1], {"g": g})
    assert json.loads((tmp_path / "names.srj").read_text(encoding="utf-8"))["head"] == {"vars": ["thing", "name"]}
    assert (tmp_path / "slom.ttl").read_text(encoding="utf-8").startswith("@prefix ")
