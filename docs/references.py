"""Writes the references from what they describe: commands.md, terms.md, questions.md. Run by `make docs`."""

from __future__ import annotations

from pathlib import Path

from typer.main import get_command

from kuasa.cli import app
from kuasa.graph.facts import LABEL, word_facts
from kuasa.graph.output import write
from kuasa.graph.questions import library
from kuasa.graph.vocabulary import PREFIXES, RDF_TYPE, K

HERE = Path(__file__).parent
KINDS = {
    PREFIXES["owl"] + "Class": "class",
    PREFIXES["owl"] + "ObjectProperty": "property",
    PREFIXES["owl"] + "DatatypeProperty": "property",
    PREFIXES["owl"] + "AnnotationProperty": "property",
    PREFIXES["skos"] + "Concept": "code",
}


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


def terms() -> str:
    """Every class, property and code of the ontology."""
    facts = word_facts()
    lines = ["# Terms", "", "Made from `ontology/` by `make docs`. Namespace: `" + K + "`.", "", "| term | what it is | said as | definition |", "|---|---|---|---|"]
    for iri in sorted(facts.terms):
        kind = next((KINDS[name] for name in facts.all(iri, RDF_TYPE) if name in KINDS), "")
        if kind and iri.startswith(K):
            said = facts.one(iri, K + "verb") or facts.label(iri) or facts.one(iri, LABEL)
            definition = facts.one(iri, PREFIXES["skos"] + "definition")
            lines.append(f"| `k:{iri.removeprefix(K)}` | {kind} | {said} | {definition} |")
    return "\n".join(lines) + "\n"


def questions() -> str:
    """Every question of the library."""
    lines = ["# Questions", "", "Made from `queries/` by `make docs`. Ask one with `kuasa query NAME parameter=value`.", ""]
    for name, question in library().items():
        needed = ", ".join(f"`{key}` ({kind})" for key, kind in question.parameters.items()) or "none"
        defaults = ", ".join(f"`{key}={value}`" for key, value in question.defaults)
        lines += [f"## {name}", "", f"{question.summary} {question.description}".strip(), "", f"Parameters: {needed}." + (f" Defaults: {defaults}." if defaults else ""), ""]
    return "\n".join(lines)


def main() -> None:
    """Writes the three files."""
    for make in (commands, terms, questions):
        write(HERE / f"{make.__name__}.md", make().rstrip() + "\n", force=True)


if __name__ == "__main__":
    main()
