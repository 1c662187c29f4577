"""What a notebook asks: `kuasa.open()` gives a `Graph`, its methods give tables, lines to read and maps that show themselves.

A method parses what it is given, calls the function that the command of the same name calls, and adds what a reader must know
(as of when, what was withheld). Refused, as errors of `graph.errors`: what the commands refuse.

>>> import kuasa
>>> g = kuasa.open(on="2026-06-30")
>>> g.find("slom")["found"][0]
'SLOM'
>>> set(g.paths("AROSP", "SLOM", k=1)["status"])
{'actual'}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .exchange.edgerows import readers
from .graph import profiles
from .graph.errors import BadChoice, UsageError
from .graph.knowledge import Knowledge, open_knowledge
from .graph.lookup import resolve
from .graph.part import Wanted
from .graph.store import EMBEDDED, EmbeddedStore, far
from .graph.tables import Table, Told
from .graph.validity import Moment

if TYPE_CHECKING:
    import networkx
    import rdflib

    from .graph.analysis.conditions import Conditions
    from .graph.posing import Posed
    from .graph.results import Answer
    from .graph.version import Version

Names = str | Sequence[str]
KEPT = 12


def listed(names: Names) -> tuple[str, ...]:
    """One name, or several, as several.

    >>> listed("SLOM"), listed(["SLOM", "AFML"])
    (('SLOM',), ('SLOM', 'AFML'))
    """
    return (names,) if isinstance(names, str) else tuple(names)


@dataclass(frozen=True, repr=False)
class Map:
    """A map page that shows itself in a notebook, in a frame that runs its own scripts and reaches nothing else."""

    title: str
    page: str
    height: int = 680

    def __repr__(self) -> str:
        return f"Map: {self.title} (.save('map.html') writes it)"

    def _repr_html_(self) -> str:
        frame = f'srcdoc="{escape(self.page)}" sandbox="allow-scripts" referrerpolicy="no-referrer" style="width:100%;height:{self.height}px;border:0"'
        return f'<iframe title="{escape(self.title)}" {frame}></iframe>'

    def save(self, path: str | Path, force: bool = False) -> Path:
        """Writes the page to a file, whole or not at all; an existing one is refused without `force`."""
        from .graph.output import write

        write(Path(path), self.page, force)
        return Path(path)


class Graph:
    """The knowledge of some places for an audience, as of a day. `on` of a method overrides that day. It is read once, and not written to."""

    def __init__(self, places: Sequence[str | PathLike[str]] = (), profile: str = "public", on: str | None = None, lang: str = "en") -> None:
        """Reads the places; servers and loaded folders are asked later. What cannot be read, and a day that is none, is refused at once."""
        self.places, self.profile, self.on, self.lang = tuple(fspath(place) for place in places), profile, on, lang
        self._known: dict[tuple[bool, Wanted | None], Knowledge] = {}
        self._far = any(map(far, self.places))
        profiles.profile(profile)
        Moment.from_words(on)
        if not self._far:
            self.knowing(networks=True)

    def __repr__(self) -> str:
        from . import __version__

        what = ", ".join(place if "://" in place else Path(place).name for place in self.places) or "the embedded knowledge"
        known = [self._remarks(knowledge) for knowledge in self._known.values()]
        return "\n".join([f"kuasa {__version__}: {what}", f"As of {self._moment().on}. Profile {self.profile}.", *(known[0] if known else ())])

    def knowing(self, *names: str, networks: bool = False, **more: Any) -> Knowledge:
        """What is known: all of it, or of servers and loaded folders the part around some names (`more`: as in `part.Wanted`); kept for the next
        times. With `networks` tables of millions of rows are opened too, of which nothing but networks can be made."""
        return self._opened(Wanted(names, **more) if names or more else None, networks)

    def _opened(self, wanted: Wanted | None, networks: bool = False) -> Knowledge:
        wanted = wanted if self._far else None
        networks = networks and any(place != EMBEDDED for place in self.places)
        if (networks, wanted) not in self._known:
            found = open_knowledge(self.places, self.profile, readers(networks=networks) if self.places else {}, networks, wanted=wanted)
            while len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[networks, wanted] = found
            if found.read is not None:
                self._known[not networks, wanted] = found
        return self._known[networks, wanted]

    def _moment(self, on: str | None = None, status: str = "all") -> Moment:
        return Moment.from_words(on or self.on, status)

    def _remarks(self, knowledge: Knowledge, moment: Moment | None = None) -> tuple[str, ...]:
        """As of when, which part, and what was withheld."""
        day = f"As of {moment.on}." if moment else ""
        count, partial = knowledge.withheld.count, knowledge.partial and knowledge.audience.leaves_out
        taken = "what it withholds is left out." if partial else f"{count} things and statements withheld." if count else ""
        return tuple(filter(None, (day, knowledge.remark, f"Profile {self.profile}: {taken}" if taken else "")))

    def _told(self, table: Table, lines: Iterable[str], knowledge: Knowledge, moment: Moment | None = None, more: Iterable[str] = (), aligned: bool = False) -> Told:
        split = (part for line in lines for part in line.split("\n"))
        return Told(table.columns, table.rows, (*more, *self._remarks(knowledge, moment)), tuple(split), aligned)

    def _given(self, on: str | None, lens: str, status: str, without: Names, known_by: str | None = None, strict: bool = False) -> Conditions:
        from .graph.analysis.conditions import Conditions

        return Conditions(on or self.on, known_by, lens, status, strict, listed(without), self.lang)

    # Questions

    def questions(self) -> Table:
        """The library of questions: name, what is asked, parameters."""
        from .graph import questions

        return questions.listing()

    def query(self, question: str, **values: object) -> Table:
        """The answer to a question of the library, to a file with SPARQL (.rq), or to SPARQL itself, which only reads.

        `values` are the parameters of the question; one called like a word of Python is written with _ at its end (`from_="AROSP"`).
        All graphs together are the default graph, and the prefixes of kuasa need not be declared.

        >>> import kuasa
        >>> kuasa.open().query("SELECT (COUNT(*) AS ?bodies) { ?body a k:Body }").columns
        ('bodies',)
        """
        from .graph import results

        found = self._posed(question, **values)
        return results.table(found.answer).with_remarks((*self._remarks(found.knowledge), *filter(None, (found.remark,))))

    def answer(self, question: str, **values: object) -> Answer:
        """The same with its terms as they are (languages, datatypes): what `graph.results.written` writes in the forms of the standards."""
        return self._posed(question, **values).answer

    def _posed(self, question: str, **values: object) -> Posed:
        from .graph import posing, questions

        if question.endswith((".rq", ".sparql")) and "{" not in question:
            asked = questions.from_file(Path(question))
        else:
            asked = questions.Question("query", question) if "{" in question or len(question.split()) > 1 else questions.find(question)
        given = {name.removesuffix("_"): str(value) for name, value in values.items()}
        return posing.posed(asked, given, self.places, self.profile, self._opened)

    # Things

    def find(self, text: str) -> Table:
        """Things with a name, in any script, that contains a text."""
        from .graph import dossier

        if not text.strip():
            raise UsageError("There is nothing to search for.", "Give a part of a name.")
        knowledge = self.knowing(text=text)
        return dossier.found(knowledge.facts, text, self.lang).with_remarks(self._remarks(knowledge))

    def show(self, name: str, on: str | None = None) -> Told:
        """Everything said of one thing, each statement with its source; plans and doubts are marked."""
        from .graph import dossier

        knowledge, moment = self.knowing(name), self._moment(on)
        thing = resolve(knowledge.facts, name)
        table = dossier.profile_table(knowledge.facts, thing, moment, self.lang)
        return self._told(table, dossier.told(knowledge.facts, thing, moment, self.lang), knowledge, moment)

    def cite(self, name: str, **values: object) -> Told:
        """How to cite a thing, a statement or the answer to a question, with the hash of the knowledge."""
        import datetime as dt

        from .graph import citation

        knowledge = self.knowing(name)
        given = {key.removesuffix("_"): str(value) for key, value in values.items()}
        table = citation.cite(knowledge, name, given, self.version, dt.date.today())
        return self._told(table, citation.told(table), knowledge)

    @cached_property
    def version(self) -> Version:
        """Which knowledge this is: title, number, licence and hash."""
        from .graph.version import version

        return version(self.places, readers())

    # Influence

    def paths(
        self,
        start: str,
        end: str,
        k: int = 3,
        max_hops: int = 6,
        lens: str = "all",
        status: str = "actual",
        without: Names = (),
        through: Names = (),
        on: str | None = None,
        known_by: str | None = None,
        strict: bool = False,
        scores: bool = False,
    ) -> Told:
        """The at most k best routes of influence of at most `max_hops` steps, each step in words with its sources, status and marks. Either
        end may be several names with + between them. `lens`: all, access, alliance or authority; `status`: actual, planned or all.

        The rows are the steps. Where there is no route, the lines say what closed it.
        """
        from .graph import telling
        from .graph.analysis.conditions import answered, question

        bounded(k=(k, 1, 50), max_hops=(max_hops, 1, 10))
        given = self._given(on, lens, status, without, known_by, strict)
        moment = given.moment()
        passed = listed(through)
        knowledge, answer = answered(
            lambda steps: self.knowing(start, networks=True, end=end, hops=steps, also=(*given.without, *passed)),
            lambda known: question(known, given, moment, start, end, k, max_hops, passed),
            max_hops,
        )
        lines = [*([] if answer.routes else [telling.no_route(answer), ""]), *telling.told(knowledge.facts, answer, scores)]
        return self._told(telling.hop_table(answer), lines, knowledge, moment)

    def reach(
        self,
        name: str,
        backwards: bool = False,
        above: float = 0.001,
        top: int = 25,
        of: Names = (),
        max_hops: int = 6,
        lens: str = "all",
        status: str = "actual",
        without: Names = (),
        on: str | None = None,
        scores: bool = False,
    ) -> Told:
        """Everyone whom a thing can influence, the strongest route first; who can influence it, if `backwards`. `above`: a score from 0 to 1;
        `top`: so many (0: all); `of`: kinds of things (default: actors and bodies)."""
        from .graph.analysis import reach, reaching
        from .graph.analysis.conditions import question

        bounded(max_hops=(max_hops, 1, 10))
        given = self._given(on, lens, status, without)
        moment = given.moment()
        knowledge = self.knowing(name, networks=True, around=max_hops, also=given.without)
        start, end = (None, name) if backwards else (name, None)
        found = reach.reach(knowledge.facts, question(knowledge, given, moment, start, end, 1, max_hops), backwards, above, top, listed(of))
        nobody = [] if found.routes else [reaching.nobody(knowledge.facts, found)]
        return self._told(reaching.table(found), [*nobody, *reaching.told(knowledge.facts, found, scores)], knowledge, moment, aligned=True)

    def brokers(
        self,
        start: str | None = None,
        end: str | None = None,
        top: int = 5,
        of: Names = (),
        lens: str = "all",
        status: str = "actual",
        without: Names = (),
        on: str | None = None,
        scores: bool = False,
    ) -> Told:
        """Who stands between, on the best routes (default: from civil society to all bodies). `top`: so many (0: all)."""
        from .graph.analysis import brokerage, connecting
        from .graph.analysis.conditions import question

        given = self._given(on, lens, status, without)
        moment = given.moment()
        knowledge = self.knowing(networks=True)
        found = brokerage.connectors(knowledge.facts, question(knowledge, given, moment, start, end), top, listed(of))
        nobody = [] if found.found else [connecting.nobody(knowledge.facts, found)]
        return self._told(connecting.table(found), [*nobody, *connecting.told(knowledge.facts, found, scores)], knowledge, moment)

    # What was promised, and when the next door opens

    def ratifications(self, states: Names = (), instruments: Names = (), fundamental: bool = False, on: str | None = None) -> Told:
        """Which state is bound by which text, and how that is known. No states: the members of ASEAN; no instruments: all of which anything
        is recorded, or the `fundamental` texts of the ILO."""
        from .graph import ratifications

        knowledge, moment = self.knowing(), self._moment(on)
        cells = ratifications.matrix(knowledge.facts, moment.on, listed(states), listed(instruments), fundamental, self.lang)
        return self._told(ratifications.table(cells), ratifications.told(cells), knowledge, moment, aligned=True)

    def commitments(self, of: str | None = None, to: str | None = None, topic: str | None = None, status: Names = (), on: str | None = None) -> Told:
        """What became of what was asked, pledged and planned: `of` an event, text, organisation or body, asked of an addressee (`to`)."""
        from .graph import commitments, tallies

        knowledge, moment = self.knowing(), self._moment(on)
        entries = commitments.commitments(knowledge.facts, moment.on, of, to, topic, listed(status), self.lang)
        lines = [*tallies.told(knowledge.facts, entries, self.lang), "", *tallies.counted(tallies.totals(knowledge.facts, entries, self.lang))]
        return self._told(tallies.table(knowledge.facts, entries, self.lang), lines, knowledge, moment)

    def calendar(self, since: str | None = None, until: str | None = None, topic: str = "", body: str = "", on: str | None = None) -> Told:
        """What opens when, from and to a day, month, quarter or year; undated things apart."""
        from .graph import calendar

        period = calendar.bounds(since, until)
        knowledge, moment = self.knowing(), self._moment(on)
        found = calendar.entries(knowledge.facts, moment, *period, topic, body, self.lang)
        remarks = calendar.remarks(knowledge.facts, found, moment, period[1], topic, body, self.lang)
        return self._told(calendar.table(found), calendar.told(found), knowledge, moment, remarks)

    # Pictures and other libraries

    def map(
        self,
        *names: str,
        to: str | None = None,
        hops: int = 1,
        k: int = 3,
        max_hops: int = 6,
        lens: str = "all",
        status: str = "actual",
        without: Names = (),
        on: str | None = None,
        whole: bool = False,
        height: int = 680,
    ) -> Map:
        """A map of what is around some names, with the routes to a target; without names an overview. It is read by the leak check first.

        `whole`: with all that the audience may see in it, so that the page can be asked about other things; a larger page.
        """
        from .maps import drawing, page, safety

        bounded(hops=(hops, 0, 5), k=(k, 1, 50), max_hops=(max_hops, 1, 10))
        given = self._given(on, lens, status, without)
        moment = given.moment()
        part = {"around": hops, "end": to or "", "hops": max_hops, "also": given.without} if names else {}
        knowledge = self.knowing(*names, networks=True, **part)
        view = drawing.drawn(knowledge, given, moment, names, to, hops, k, max_hops, whole=whole)
        text = page.render(view)
        safety.check(text, knowledge.withheld.secrets)
        return Map(view.title, text, height)

    def network(self, lens: str = "all", status: str = "actual", without: Names = (), on: str | None = None) -> networkx.MultiDiGraph:
        """The network of influence for networkx: an edge for each direction of each link, `strength` in (0, 1) on it; `label`, `short` and `kind`
        on each thing beside `transit`, the share of influence that passes through it. The graph itself says day, lens, status and remarks."""
        from .graph.analysis.conditions import question

        given = self._given(on, lens, status, without)
        moment = given.moment()
        knowledge = self.knowing(networks=True)
        found = question(knowledge, given, moment, None, None).network(knowledge.facts).to_networkx()
        for node, said in found.nodes(data=True):
            thing = knowledge.facts.thing(node, self.lang)
            said.update(label=thing.label, short=thing.short, kind=thing.kind)
        found.graph["remarks"] = list(self._remarks(knowledge, moment))
        return found

    @cached_property
    def store(self) -> EmbeddedStore:
        """The statements in named graphs, with what the rules derive from them and without what is withheld; `.ox` is pyoxigraph's store."""
        return self.knowing().derived

    def as_rdflib(self) -> rdflib.Dataset:
        """A copy of all statements for rdflib, in named graphs."""
        from .graph.copied import to_rdflib

        return to_rdflib(self.store.ox)


def bounded(**numbers: tuple[int, int, int]) -> None:
    """Refuses a number that is not between two others (value, least, most).

    >>> bounded(k=(3, 1, 50))
    """
    for name, (value, least, most) in numbers.items():
        if not least <= value <= most:
            raise BadChoice(f"{name}={value} is not possible.", f"Give a number from {least} to {most}.")
