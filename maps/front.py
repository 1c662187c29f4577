"""The front page: knowledge goes in, the page that asks "from whom, to whom?" comes out, and a place of its own to open it from.

The page holds everything that its audience may see, and is read by the leak check. One file lies in the user's cache folder,
named by what it was made of, and is opened again as it is; where nothing can be kept there, it lies in a folder for the time
being. An older one is taken away, so there is never more than one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .. import __version__
from ..graph.analysis.lenses import Lens
from ..graph.cache import fingerprint
from ..graph.knowledge import Knowledge
from ..graph.output import write
from ..graph.validity import Moment

FILE = "kuasa.html"
FOLDER = "kuasa-front-"


def front(knowledge: Knowledge, moment: Moment, lens: Lens, lang: str = "en") -> str:
    """The page that opens with the question; `LeakError` if it holds what its audience may not see."""
    from . import page, safety
    from .scene import scene

    text = page.render(replace(scene(knowledge, lens, moment, [], 1, (), lang), opening="ask"))
    safety.check(text, knowledge.withheld.secrets)
    return text


def key(moment: Moment, lens: Lens, lang: str) -> str:
    """A name for the page of the embedded knowledge on a day: another knowledge, program or day, another name."""
    found = hashlib.sha256("\n".join((__version__, fingerprint(), moment.on.isoformat(), moment.status, lens.name, lang)).encode())
    for path in sorted((Path(__file__).parent).rglob("*.*")):
        if path.suffix in (".py", ".js", ".css", ".html"):
            size = path.stat()
            found.update(f"{path.name}:{size.st_size}:{size.st_mtime_ns}\n".encode())
    return found.hexdigest()[:16]


def placed(name: str, make: Callable[[], str]) -> Path:
    """The file of the page: the one kept under this name, or made now. Without a name it is made anew: knowledge of one's own."""
    kept = cache_folder()
    folder = kept / f"{FOLDER}{name or 'own'}" if kept else None
    if folder and name and ours(folder) and (folder / FILE).is_file():
        return folder / FILE
    text = make()
    if kept and folder:
        with contextlib.suppress(OSError):
            kept.mkdir(parents=True, exist_ok=True)
            clear(kept)
            folder.mkdir(mode=0o700)
            return laid(folder, text)
    passing = Path(tempfile.gettempdir())
    clear(passing)
    return laid(Path(tempfile.mkdtemp(prefix=FOLDER, dir=passing)), text)


def laid(folder: Path, text: str) -> Path:
    """The page in its folder."""
    try:
        write(folder / FILE, text, force=True)
    except BaseException:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise
    return folder / FILE


def cache_folder() -> Path | None:
    """The user's cache folder; None where nothing is to be kept, or nobody knows where."""
    import platformdirs

    found = Path(platformdirs.user_cache_dir("kuasa", appauthor=False))
    return found if os.environ.get("KUASA_CACHE") != "off" and found.is_absolute() else None


def ours(folder: Path) -> bool:
    """Whether a folder is one that we made: no link to elsewhere, and the user's own."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())


def clear(parent: Path) -> None:
    """Takes away the pages of earlier days and their folders."""
    for folder in filter(ours, parent.glob(FOLDER + "*")):
        with contextlib.suppress(OSError):
            (folder / FILE).unlink(missing_ok=True)
            folder.rmdir()


def shown(path: Path) -> bool:
    """Opens a file in the browser; False where there is none to open it in."""
    import webbrowser

    headless = sys.platform.startswith("linux") and not any(os.environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"))
    return not headless and webbrowser.open(path.as_uri())
