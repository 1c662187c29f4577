"""Writes the references from what they describe: commands.md, terms.md, questions.md, dataset.ttl. Run by `make docs`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from typer.main import get_command

from kuasa.cli import app
from kuasa.graph.blindspots import blind_spots
from kuasa.graph.dataset import describe
from kuasa.graph.facts import ancestors, word_facts
from kuasa.graph.output import write
from kuasa.graph.questions import library
from kuasa.graph.store import open_store
from kuasa.graph.version import version
from kuasa.graph.vocabulary import PREFIXES, RDF_TYPE, K

HERE = Path(__file__).parent
HEAD = ("term", "label", "definition", "example")
MODEL = """```mermaid
flowchart LR
  Tie -- from --> A[Thing]
  Tie -- to --> B[Thing]
  S[Claim, Name, Attendance, Position, Door] -- about --> A
  Tie -- evidence --> Evidence
  S -- evidence --> Evidence
  Evidence -- passage --> Passage
  Passage -- source --> Source
  Evidence -- "checkAt (only recalled)" --> Source
```""".splitlines()


def commands() -> str:
    """Every command with its options."""
    lines = ["# Commands", "", "Made from the program by `make docs`.", ""]
    group = get_command(app)
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        lines += [f"## kuasa {name}", "", command.help or "", "", "| option | default | what it does |", "|---|---|---|"]
        for parameter in command.params:
            shown = parameter.human_readable_name if parameter.param_type_name == "argument" else ", ".join(parameter.opts)
            default = "" if parameter.default is None or callable(parameter.default) else f"`{parameter.default}`"
            lines.append(f"| `{shown}` | {default} | {getattr(parameter, 'help', '') or ''} |".replace("  ", " "))
        lines.append("")
    return "\n".join(lines)


def table(*rows: Sequence[str]) -> list[str]:
    """A Markdown table; the first row is its head."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]


def term(iri: str) -> str:
    """A term as it is written."""
    return f"`k:{iri.removeprefix(K)}`"


def tree(up: dict[str, tuple[str, ...]], top: str) -> list[str]:
    """The classes below one, as a diagram."""
    drawn = [f"  {line[1].removeprefix(K)} --> {name.removeprefix(K)}" for name, line in sorted(up.items()) if top in line[1:] and K + "Tie" not in line]
    return ["```mermaid", "flowchart LR", *drawn, "```", ""]


def terms() -> str:
    """Every class, tie kind, property and code of the ontology, with definition, example and diagram."""
    facts = word_facts()
    up = ancestors()

    def isa(iri: str, name: str) -> bool:
        return K + name in up.get(iri, ())

    def kind(iri: str, *names: str) -> bool:
        return bool({PREFIXES["owl"] + name for name in names} & set(facts.all(iri, RDF_TYPE)))

    def said(iri: str, name: str) -> str:
        return facts.one(iri, PREFIXES["skos"] + name)

    def ends(iri: str, name: str) -> str:
        return ", ".join(facts.label(end) for end in facts.all(iri, K + name))

    def strengths(iri: str) -> str:
        weights = [node for node in facts.subjects("Weight") if facts.all(node, K + "tieKind") == [iri] and facts.all(node, K + "lens") == [K + "lens-all"]]
        plain = [node for node in weights if not facts.all(node, K + "whenFrom") + facts.all(node, K + "whenTo")]
        return " / ".join(facts.one(plain[0], K + name) or "none" for name in ("forward", "backward")) if plain else "none / none"

    ours = [iri for iri in sorted(facts.terms) if iri.startswith(K)]
    classes = [iri for iri in ours if kind(iri, "Class")]
    lines = ["# Terms", "", f"Made from `ontology/` by `make docs`. Namespace: `{K}`.", "", "## How it hangs together", "", *MODEL, ""]
    lines += ["## Things", "", *tree(up, K + "Thing"), *table(HEAD, *((term(c), facts.label(c), said(c, "definition"), said(c, "example")) for c in classes if isa(c, "Thing")))]
    lines += [
        "## Statements",
        "",
        *table(HEAD, *((term(c), facts.label(c), said(c, "definition"), said(c, "example")) for c in classes if isa(c, "Statement") and not isa(c, "Tie"))),
    ]
    lines += ["## Ties", "", "Strength: how far influence travels forward / backward under the lens `all`.", ""]
    for group in sorted({facts.one(c, K + "tieGroup") for c in classes if isa(c, "Tie")} - {""}):
        rows = [c for c in classes if facts.one(c, K + "tieGroup") == group]
        head = ("term", "verb · inverse", "from", "to", "time", "strength", "definition", "example")
        body = [
            (
                term(c),
                f"{facts.one(c, K + 'verb')} · {facts.one(c, K + 'inverseVerb')}",
                ends(c, "fromClass"),
                ends(c, "toClass"),
                facts.label(facts.one(c, K + "temporality")),
                strengths(c),
                said(c, "definition"),
                said(c, "example"),
            )
            for c in rows
        ]
        lines += [f"### {facts.label(group).capitalize()}", "", *table(head, *body)]
    rest = [c for c in classes if not isa(c, "Thing") and not isa(c, "Statement")]
    lines += ["## Evidence and settings", "", *table(HEAD, *((term(c), facts.label(c), said(c, "definition"), said(c, "example")) for c in rest))]
    properties = [iri for iri in ours if kind(iri, "ObjectProperty", "DatatypeProperty", "AnnotationProperty")]
    lines += ["## Properties", "", *table(("term", "label", "definition"), *((term(p), facts.label(p), said(p, "definition")) for p in properties)), "## Codes", ""]
    scheme = PREFIXES["skos"] + "inScheme"
    for name in sorted({facts.one(iri, scheme) for iri in ours} - {""}):
        codes = ", ".join(f"{term(iri)} {facts.label(iri)}" for iri in ours if facts.one(iri, scheme) == name)
        lines += [f"**{facts.label(name)}**: {codes}", ""]
    return "\n".join(lines)


def questions() -> str:
    """Every question of the library."""
    lines = ["# Questions", "", "Made from `queries/` by `make docs`. Ask one with `kuasa query NAME parameter=value`.", ""]
    for name, question in library().items():
        needed = ", ".join(f"`{key}` ({kind})" for key, kind in question.parameters.items()) or "none"
        defaults = ", ".join(f"`{key}={value}`" for key, value in question.defaults)
        lines += [f"## {name}", "", f"{question.summary} {question.description}".strip(), "", f"Parameters: {needed}." + (f" Defaults: {defaults}." if defaults else ""), ""]
    lines += ["# Blind spots", "", "Made from `queries/blind-spots/`. `kuasa check --blind-spots` asks all of them.", ""]
    for spot in blind_spots():
        lines += [f"## {spot.heading}", "", f"{spot.question.summary} {spot.question.description}", "", spot.why, ""]
    return "\n".join(lines)


def dataset() -> str:
    """The knowledge as a dataset."""
    return describe(open_store(), version())


def main() -> None:
    """Writes the four files."""
    for make in (commands, terms, questions):
        write(HERE / f"{make.__name__}.md", make().rstrip() + "\n", force=True)
    write(HERE / "dataset.ttl", dataset(), force=True)


if __name__ == "__main__":
    main()
