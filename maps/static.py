"""The whole knowledge as a folder of plain pages: a `Site` in, the name and the bytes of every file out.

`index.html` is the map page with everything in it; beside it stand a list of all things, a page for each, tables, and what the
folder is. Plain pages have no script; all links are relative, no file is asked for from elsewhere. The same knowledge on the same
day gives the same bytes. `LeakError` where a file holds what its audience may not see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import quote

from ..graph.analysis.lenses import Lens
from ..graph.errors import LeakError
from ..graph.things import Evidence
from ..graph.version import Version
from ..graph.wording import say, wording
from . import folder, leaf, safety, sheaf
from .branches import DASHES, branches
from .letters import jumps
from .page import SIGNS
from .plain import FOLDER
from .site import STATES, Entry, Site
from .sitestyle import style
from .still import outline
from .told import elsewhere, sections
from .view import Section

POLICY = "default-src 'none'; style-src 'self' file:; font-src 'self' file:; img-src data:; base-uri 'none'; form-action 'none'"
BATCH = 64
SIGNED = {mark.replace("-", "_"): sign for mark, sign in SIGNS.items()}
Advance = Callable[[int, int], None]


@dataclass
class Ledger:
    """Numbers for evidence, so that what is told of all things at once can be cited on the page of each."""

    evidence: list[Evidence]
    numbers: dict[Evidence, int]

    def of(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """The numbers of some evidence."""
        found = []
        for known in evidence:
            if known not in self.numbers:
                self.numbers[known] = len(self.evidence)
                self.evidence.append(known)
            found.append(self.numbers[known])
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Static:
    """A site with the lens of its map, the version of its knowledge, and what gives the knowledge as one RDF file."""

    site: Site
    lens: Lens
    version: Version
    whole: Callable[[], bytes]

    def files(self, advance: Advance = lambda done, total: None) -> list[tuple[str, bytes]]:
        """Every file of the folder by its name, read by the leak check; `kuasa.txt` lists them all. `advance` is told how many pages are done."""
        texts = {"index.html": self.index()}
        for n, entry in enumerate(self.site.entries.values(), 1):
            texts[f"thing/{entry.file}.html"] = self.thing(entry)
            advance(n, len(self.site.entries))
        texts |= {"things.html": self.things(), "about.html": self.about()}
        texts |= {f"data/{name}.csv": "\ufeff" + table for name, table in sheaf.tables(self.site).items()}
        texts["style.css"], faces = style(self.site.sorts(), "".join(texts.values()))
        texts["data/knowledge.trig"] = self.whole().decode()
        found = {name: text.encode() for name, text in texts.items()} | {f"fonts/{name}": content for name, content in faces.items()}
        found[folder.MARKER] = folder.listed(found.items(), say("site_marker", on=self.site.moment.on)).encode()
        checked({**texts, folder.MARKER: found[folder.MARKER].decode()}, self.site.knowledge.withheld.secrets)
        return sorted(found.items())

    def index(self) -> str:
        """The map page: everything in it, the question first."""
        from . import page
        from .scene import scene

        site = self.site
        view = scene(site.knowledge, self.lens, site.moment, [], 1, (), site.lang)
        return page.render(replace(view, opening="ask", neighbours={"things": "things.html", "about": "about.html"}))

    def thing(self, entry: Entry) -> str:
        """The page of a thing."""
        return self.page("thing.html", "../", on_map=f"../index.html#node={quote(entry.slug, safe='')}", **self.shown(entry))

    def shown(self, entry: Entry) -> dict[str, Any]:
        """What the page of a thing shows, by its names in the template: all but where its links lead."""
        refs = leaf.References(self.site.facts)
        named = [(lang, list(of_one)) for lang, of_one in groupby(leaf.names(self.site, entry.id, refs), key=lambda name: name.lang)]
        known = [said for said in leaf.facts_of(self.site, entry.id, refs) if not elsewhere(said.label)]
        facts = [(label, list(lines)) for label, lines in groupby(known, key=lambda said: said.label)]
        told = [(section.key, [self.said(line, refs) for line in section.lines]) for section in self.told.get(entry.id, ())]
        parts = leaf.parts(self.site, entry.id, refs)
        picture = branches(self.site, entry, parts)
        return {"entry": entry, "names": named, "facts": facts, "told": told, "parts": parts, "picture": picture, "sources": refs.listed(), "cite": self.cite(entry)}

    @cached_property
    def told(self) -> Mapping[str, tuple[Section, ...]]:
        """What each thing was asked and promised, its ways in and what opens next; sources are numbers of the ledger."""
        return sections(self.site.facts, self.ledger, self.site.moment, list(self.site.entries), self.site.lang, whole=True)

    @cached_property
    def ledger(self) -> Ledger:
        """The evidence of what is told."""
        return Ledger([], {})

    def said(self, line: Any, refs: leaf.References) -> leaf.Said:
        """A line of what is told, cited on a page."""
        return leaf.Said(line.label, line.value, (line.mark,) if line.mark else (), refs.of(self.ledger.evidence[n] for n in line.sources))

    def things(self) -> str:
        """The list of all things, by kind and letter."""
        by_kind = [(kind, jumps([one for one in self.site.entries.values() if one.kind == kind])) for kind in self.site.sorts()]
        return self.page("things.html", "", kinds=by_kind, counts=Counter(one.kind.id for one in self.site.entries.values()))

    def about(self) -> str:
        """What the folder is."""
        ties = {tie.id: tie for found in self.site.touching.values() for tie in found}
        states = Counter(map(self.site.state, ties.values()))
        return self.page(
            "about.html",
            "",
            version=self.version,
            lens=self.lens.label,
            withheld=self.site.knowledge.audience.leaves_out,
            kinds=Counter(one.kind for one in self.site.entries.values()),
            sorts=self.site.sorts(),
            states=[(state, states[state]) for state in STATES if states[state]],
            things=len(self.site.entries),
            sources=len(self.site.facts.subjects("Source")),
            cite=self.cited("", self.version.title),
        )

    def page(self, template: str, root: str, **shown: Any) -> str:
        """A page from its template; everything shown is escaped."""
        site = self.site
        return str(self.templates.get_template(f"site/{template}").render(root=root, site=site, on=site.moment.on.isoformat(), profile=site.knowledge.audience.name, **shown))

    @cached_property
    def templates(self) -> Any:
        """The templates, made ready once."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        made = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        made.globals.update(self.drawing(), policy=POLICY, licence=licence(self.version), page_of=page_of)
        return made

    def drawing(self) -> dict[str, Any]:
        """What templates draw and say with: words, tones of kinds, shapes, signs."""
        numbers = {kind.id: n for n, kind in enumerate(self.site.sorts())}
        return {"say": say, "tone": numbers, "outline": outline, "dashes": DASHES, "signed": SIGNED, "language": language}

    def cite(self, entry: Entry) -> str:
        """How to cite what is said of a thing."""
        return self.cited(f"{entry.label.removesuffix('.')}. {entry.id}. ", self.version.title)

    def cited(self, what: str, title: str) -> str:
        """How to cite something of this knowledge."""
        version = self.version
        told = say("site_cited", title=title, number=version.number, hash=version.hash, profile=self.site.knowledge.audience.name, on=self.site.moment.on)
        return what + told + (f" {licence(version)}." if licence(version) else "")


def page_of(file: str, folder: str = "") -> str:
    """The address of the page of a thing, as seen from one in the same folder, or with the folder before it."""
    return f"{folder}{file}.html"


def language(code: str) -> str:
    """The name of a language; the code itself where there is none."""
    return wording().get(f"site_language_{code}", code)


def licence(version: Version) -> str:
    """The licence in words: of the embedded knowledge; others' files have their own."""
    from .scene import LICENCE

    return LICENCE if version.licence else ""


def checked(texts: Mapping[str, str], secrets: Iterable[str]) -> None:
    """Raises `LeakError`, with the name of the file, where one holds what it must not."""
    names = list(texts)
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        try:
            safety.check("\n".join(texts[name] for name in batch), secrets)
        except LeakError:
            for name in batch:
                told(name, texts[name], secrets)
            raise


def told(name: str, text: str, secrets: Iterable[str]) -> None:
    """The leak check of one file, its name in the message."""
    try:
        safety.check(text, secrets)
    except LeakError as problem:
        raise LeakError(f"{name}: {problem.what}", problem.cure) from None
