"""The table of the architecture: imports point one way, heavy libraries wait until they are needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {"graph": set(), "exchange": {"graph"}, "maps": {"graph"}, "web": {"graph", "exchange", "maps"}}
HEAVY = {
    "bs4",
    "charset_normalizer",
    "docx",
    "httpx",
    "httpx_auth",
    "icalendar",
    "jinja2",
    "networkit",
    "networkx",
    "numpy",
    "openpyxl",
    "pyarrow",
    "pypdf",
    "pyshacl",
    "pyspark",
    "python_calamine",
    "pyvis",
    "rapidfuzz",
    "rdflib",
    "scipy",
    "starlette",
    "uvicorn",
}
MODULES = sorted(path for folder in LAYERS for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> list[tuple[ast.AST, str, bool]]:
    """Each import: its node, the package or library, and whether it stands at the top of the module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        top = node in tree.body
        if isinstance(node, ast.Import):
            found += [(node, name.name.split(".")[0], top) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            depth = len(path.relative_to(ROOT).parts) - 1
            if node.level == 0:
                found.append((node, (node.module or "").split(".")[0], top))
            elif node.level > depth:
                names = [node.module.split(".")[0]] if node.module else [name.name for name in node.names]
                found += [(node, f"kuasa.{name}", top) for name in names]
    return found


def test_there_are_modules_in_every_layer() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(LAYERS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_lower_layers_and_never_typer(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    allowed = {f"kuasa.{name}" for name in LAYERS[own] | {own}} | {"kuasa.__version__"}
    names = {name for _, name, _ in imported(path)}
    assert {name for name in names if name.startswith("kuasa.")} <= allowed
    assert not names & ({"typer", "kuasa"} if own == "web" else {"typer", "starlette", "kuasa"})


@pytest.mark.parametrize("path", [p for p in MODULES if p.relative_to(ROOT).parts[0] == "graph"], ids=lambda path: path.name)
def test_the_core_imports_no_heavy_library_at_the_top(path: Path) -> None:
    assert not {name for _, name, top in imported(path) if top} & HEAVY


@pytest.mark.parametrize("arguments", [["show", "SLOM"], ["find", "slom"], ["query"], ["paths", "AROSP", "SLOM"]], ids=" ".join)
def test_a_command_loads_no_library_that_it_does_not_need(arguments: list[str]) -> None:
    program = "import sys; from kuasa.cli import app\ntry: app(sys.argv[1:])\nexcept SystemExit: pass\nprint(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, encoding="utf-8", timeout=60)
    loaded = set(ast.literal_eval(done.stderr.strip().splitlines()[-1]))
    assert loaded & HEAVY <= ({"numpy"} if arguments[0] == "paths" else set())
    assert "pyoxigraph" in loaded
