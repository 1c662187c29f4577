"""The leak check before a page is written: its HTML and what must not stand in it go in.

Nothing comes out; ``LeakError`` is raised when a secret (raw, HTML-escaped or JSON-escaped), the
home directory, the user's or the machine's name, or a path of this file system stands in the page.
The vendored script, embedded fonts and script hashes are not read: they are the same for
everybody. Names of user and machine are sought only in what the view brought in, as whole words.
"""

from __future__ import annotations

import contextlib
import html as markup
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..graph.errors import LeakError

SHORTEST = 4
NO_NAMES = frozenset({"root", "user", "localhost"})
_PATHS = re.compile(
    r"(?<![\w./:%-])(?:file:/+|/(?:home|Users|root|tmp|var/folders)/[\w.-]+)"
    r"|(?<!\w)[A-Za-z]:(?:\\{1,2}|/)(?:Users|Documents and Settings)\b"
)
_FIXED = re.compile(
    r'<script id="vis-network">.*?</script>|data:font/woff2;base64,[A-Za-z0-9+/=]+'
    r"|'sha256-[A-Za-z0-9+/=]+'",
    re.DOTALL,
)
_OWN = re.compile(
    r"<meta http-equiv[^>]*>|<script(?![^>]*application/json)[^>]*>.*?</script>|<style>.*?</style>|"
    r"</?[a-z][a-z0-9]*|"
    r'\b(?:class|id|role|scope|type|for|aria-controls|aria-labelledby|data-(?:close|view|sort))="[^"]*"|"\w+":',
    re.DOTALL,
)


def check(html: str, secrets: Iterable[str]) -> None:
    """Raise ``LeakError`` when ``html`` holds one of ``secrets`` or a trace of this machine."""
    read = _FIXED.sub("", html)
    for secret in secrets:
        if len(secret.strip()) >= SHORTEST and any(form in read for form in _forms(secret)):
            raise LeakError(
                "the page holds something this profile withholds (it is not repeated here)",
                "leave it out of the view, or choose the profile that may show it",
            )
    for home in _home():
        if any(re.search(rf"(?<![\w.-]){re.escape(form)}(?!\w)", read) for form in _forms(home)):
            raise LeakError(
                "the page holds the path of your home directory",
                "take the path out of the text that brought it in",
            )
    found = _PATHS.search(read)
    if found:
        raise LeakError(
            f"the page holds a path of a file system: {found.group()!r}",
            "take the path out of the text that brought it in",
        )
    told = _OWN.sub(" ", read)
    for what, name in _names():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told, re.IGNORECASE):
            raise LeakError(
                f"the page holds the name of {what}: {name!r}",
                "take the word out of the text that brought it in, or write the file elsewhere",
            )


def _forms(text: str) -> Iterator[str]:
    """``text`` as it can stand in a page: raw, escaped for HTML, escaped for JSON in HTML."""
    escaped = markup.escape(text)
    yield from {text, escaped, escaped.replace("&quot;", "&#34;").replace("&#x27;", "&#39;")}
    for ascii_only in (True, False):
        plain = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
        yield plain
        for sign in "<>&'":
            plain = plain.replace(sign, f"\\u{ord(sign):04x}")
        yield plain


def _home() -> list[str]:
    """The home directory, unless there is none or it is shared by everybody (``/``, ``/root``)."""
    try:
        home = str(Path.home())
    except RuntimeError:
        return []
    return [home] if len(home) >= SHORTEST and home != "/root" else []


def _names() -> list[tuple[str, str]]:
    """Names of the user and the machine that are long enough to be told from common words."""
    import getpass
    import socket

    names = [("this machine", name) for name in {socket.gethostname(), socket.getfqdn()}]
    names.append(("this machine", socket.gethostname().partition(".")[0]))
    with contextlib.suppress(KeyError, OSError, ImportError):  # nobody by name: nothing to leak
        names.append(("the user", getpass.getuser()))
    return sorted((w, n) for w, n in set(names) if len(n) >= SHORTEST and n.lower() not in NO_NAMES)
