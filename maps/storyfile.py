"""What a YAML file of a story says: a path goes in, dictionaries, lists and text come out.

Nothing in it is taken for a date, a number or a yes: `on: 2026` stays what was written. Refused, as `BadStory` with file, line and
cure: what is no YAML or no UTF-8, what is too long, a key that stands twice, and anchors.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.errors import BadStory

if TYPE_CHECKING:
    from yaml.nodes import Node

MOST_BYTES = 200_000
QUOTE = 'Put text that holds a colon, a # or a quote between "quotation marks", and indent with spaces.'


def written(path: Path) -> Any:
    """What a file says; an empty one says nothing: {}."""
    import yaml

    try:
        content = path.read_bytes()
        if len(content) > MOST_BYTES:
            raise BadStory(f"{path.name} has {len(content):,} bytes.", f"A story has at most {MOST_BYTES:,}: tell two.")
        root = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        return {} if root is None else plain(path.name, root, set())
    except OSError as problem:
        raise BadStory(f"{path.name} cannot be read: {problem.strerror}.", "Look at the name of the file.") from None
    except UnicodeDecodeError:
        raise BadStory(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from None
    except yaml.MarkedYAMLError as problem:
        line = f", line {problem.problem_mark.line + 1}" if problem.problem_mark else ""
        raise BadStory(f"{path.name}{line}: this is not YAML ({problem.problem}).", QUOTE) from None
    except (yaml.YAMLError, RecursionError):
        raise BadStory(f"{path.name} is not YAML.", QUOTE) from None


def plain(file: str, node: Node, seen: set[int]) -> Any:
    """A YAML node as text, list or dictionary."""
    import yaml

    if id(node) in seen:
        raise BadStory(f"{file}, line {node.start_mark.line + 1}: a story has no anchors (& and *).", "Write the text out.")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [plain(file, one, seen) for one in node.value]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = plain(file, key, seen)
        if not isinstance(name, str) or name in found:
            raise BadStory(f"{file}, line {key.start_mark.line + 1}: the key '{short(name)}' stands there twice, or is no word.", "Keep one of them.")
        found[name] = plain(file, value, seen)
    return found


def short(value: Any) -> str:
    """A value as a message shows it."""
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
