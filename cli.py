"""The `kuasa` program: every command. A command parses, calls one function and prints."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from typer.core import TyperGroup
from typer.models import OptionInfo

from kuasa.graph.errors import KuasaError, UsageError


class Manners(TyperGroup):
    """The one place where an error of ours becomes a message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KuasaError as problem:
            typer.echo(str(problem), err=True)
            raise typer.Exit(problem.exit_code) from None
        except BrokenPipeError:
            sys.stderr.close()
            raise typer.Exit(0) from None
        except OSError as problem:
            typer.echo(f"{problem.strerror or problem}.\nLook at the names of files, and whether there is room to write.", err=True)
            raise typer.Exit(1) from None


app = typer.Typer(cls=Manners, pretty_exceptions_enable=False, add_completion=False, rich_markup_mode=None)

VIEWS = ("paths", "reach", "brokers", "gatekeepers", "whatif", "compare", "find", "show", "query", "ratifications", "commitments", "calendar")

# The command that is being run, with what it was asked, and its conditions in words.
ASKED: ContextVar[tuple[str, list[str]]] = ContextVar("asked", default=("kuasa", []))

DataPlaces = Annotated[
    list[str] | None,
    typer.Option(
        "--data",
        help="File, folder, table of links (.csv, .parquet), folder of kuasa load, address of a SPARQL server, or 'embedded'; repeatable; replaces the embedded knowledge.",
        envvar=None,
    ),
]
Audience = Annotated[str, typer.Option("--profile", help="For whom: public, participants or facilitator.")]
OnDay = Annotated[str | None, typer.Option("--on", help="The world as of a day, month or year (default: today).")]
KnownBy = Annotated[str | None, typer.Option("--known-by", help="Only what had been published by then.")]
LensName = Annotated[str, typer.Option("--lens", help="What counts as influence: all, access, alliance or authority.")]
Status = Annotated[str, typer.Option("--status", help="actual, planned (plans too) or all (possible and proposed too).")]
Strict = Annotated[bool, typer.Option("--strict", help="Leave out what may not hold on the day asked for.")]
Form = Annotated[str, typer.Option("--format", help="table, csv or json.")]
OutFile = Annotated[Path | None, typer.Option("-o", "--output", help="Write to a file ('-' is the screen).")]
Force = Annotated[bool, typer.Option("--force", help="Replace an existing file.")]
Lang = Annotated[str, typer.Option("--lang", help="Language of names, where there is one.")]
Without = Annotated[list[str] | None, typer.Option("--without", help="Leave a thing out; repeatable.")]
Through = Annotated[list[str] | None, typer.Option("--through", help="Only routes that pass this thing; repeatable.")]
MaxHops = Annotated[int, typer.Option("--max-hops", min=1, max=10, help="At most so many steps.")]
Since = Annotated[str | None, typer.Option("--from", help="From this day, month, quarter or year on.")]
Until = Annotated[str | None, typer.Option("--until", "--to", help="To the end of this day, month, quarter or year.")]
Draws = Annotated[int | None, typer.Option("--stability", min=1, max=10000, help="Say how sure: draw the numbers of the lens anew so often (200 is usual).")]
Scores = Annotated[bool, typer.Option("--scores", help="Show scores.")]
From = Annotated[str, typer.Argument(metavar="FROM", help="One thing, or several with +.")]
To = Annotated[str, typer.Argument(metavar="TO", help="One thing, or several with +.")]
Best = Annotated[int, typer.Option("-k", min=1, max=50, help="So many routes.")]


@dataclass(frozen=True)
class Reading:
    """What is read, as of when, for whom, in which language: the same on every command that shows what is known."""

    data: DataPlaces = None
    on: OnDay = None
    profile: Audience = "public"
    lang: Lang = "en"


@dataclass(frozen=True)
class Conditions(Reading):
    """Under which conditions a question about influence is asked."""

    known_by: KnownBy = None
    lens: LensName = "all"
    status: Status = "actual"
    strict: Strict = False
    without: Without = None

    def moment(self) -> Any:
        """The day and the statuses; the day is always printed."""
        return moment(self.on, self.status, self.known_by, self.strict)

    def words(self) -> Any:
        """The same, as everything else that asks under conditions says them."""
        from kuasa.graph.analysis import conditions

        return conditions.Conditions(self.on, self.known_by, self.lens, self.status, self.strict, tuple(self.without or ()), self.lang)


@dataclass(frozen=True)
class Writing:
    """In which form an answer is written, and where."""

    form: Form = "table"
    output: OutFile = None
    force: Force = False

    @property
    def workbook(self) -> bool:
        """Whether a workbook for people is to be written."""
        return self.output is not None and self.output.suffix.lower() == ".xlsx"

    @property
    def told(self) -> bool:
        """Whether lines to read are to be written, and not rows."""
        return self.form == "table" and not self.workbook


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameters of a group (`Reading`, `Conditions`, `Writing`) stand as options of their own, after its other ones."""
    groups = {name: group for name, group in get_type_hints(command).items() if group in (Reading, Conditions, Writing)}
    own = [one for one in inspect.signature(command, eval_str=True).parameters.values() if one.name not in groups]
    shared = [one for group in groups.values() for one in inspect.signature(group, eval_str=True).parameters.values()]

    hints = get_type_hints(command, include_extras=True)
    named = [one.name for one in own if not any(isinstance(part, OptionInfo) for part in getattr(hints[one.name], "__metadata__", ()))]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        words = [word for name in named for word in (given[name] if isinstance(given[name], list) else [given[name]]) if isinstance(word, str)]
        ASKED.set((" ".join([command.__name__.removesuffix("_command"), *words]), []))
        command(**{name: group(**{field.name: given.pop(field.name) for field in fields(group)}) for name, group in groups.items()}, **given)

    run.__signature__ = inspect.Signature([one.replace(kind=one.KEYWORD_ONLY) for one in (*own, *shared)])  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run


def data_places(data: list[str] | None) -> list[str]:
    """The places named by --data, else by KUASA_DATA."""
    import os

    return data or [place for place in os.environ.get("KUASA_DATA", "").splitlines() if place.strip()]


def readers(places: list[str], networks: bool = False) -> Any:
    """What reads files that are no RDF, by suffix, if any place is named."""
    if not places:
        return {}
    from kuasa.exchange.edgerows import readers

    return readers(read_so_far, networks)


def read_so_far(file: str, rows: int) -> None:
    """Says on a terminal how far a large file was read."""
    if sys.stderr.isatty():
        typer.echo(f"\rReading {file}: {rows:,}", nl=False, err=True)


def opened(data: list[str] | None, profile: str, networks: bool = False, wanted: Any = None) -> Any:
    """The knowledge of the places named, for an audience; what was withheld is said on stderr. Tables of millions of rows are
    opened where only `networks` are made of it. Of servers and loaded folders the part that is `wanted` is fetched."""
    from kuasa.graph.knowledge import open_knowledge

    knowledge = open_knowledge(data_places(data), profile, readers(data_places(data), networks), networks, read_so_far, wanted)
    if knowledge.remark:
        typer.echo(knowledge.remark, err=True)
    if knowledge.partial and knowledge.audience.leaves_out:
        typer.echo(f"Profile {profile}: what it withholds is left out.", err=True)
    elif knowledge.withheld.count:
        typer.echo(f"Profile {profile}: {knowledge.withheld.count} things and statements withheld.", err=True)
    return knowledge


def part(*names: str, **more: Any) -> Any:
    """The part of a server or a loaded folder that a command needs: around some names, the routes to an end; None: all of it."""
    from kuasa.graph.part import Wanted

    return Wanted(names, **more) if names or more else None


def moment(on: str | None, status: str = "all", known_by: str | None = None, strict: bool = False) -> Any:
    """The day and the statuses asked for; the day is always printed."""
    from kuasa.graph.validity import Moment

    found = Moment.from_words(on, status, known_by, strict)
    ASKED.get()[1][:] = [f"As of {found.on}"]
    typer.echo(f"As of {found.on}.", err=True)
    return found


def put(text: str | bytes, output: Path | None, force: bool) -> None:
    """To the screen, or to a file."""
    if output is None or str(output) == "-":
        if sys.stdout is None:
            raise UsageError("There is nowhere to write to.", "Use -o FILE.")
        sys.stdout.buffer.write(text.encode("utf-8") if isinstance(text, str) else text)
    else:
        from kuasa.graph.output import write

        write(output, text, force)
        typer.echo(str(output), err=True)


def show_table(table: Any, out: Writing, knowledge: Any = None) -> None:
    """A table in the form asked for; as a workbook with the sources that the knowledge has."""
    from kuasa.graph.tables import render

    if out.workbook:
        put_workbook(out, table, knowledge)
    else:
        put(render(table, form_of(out.form)), out.output, out.force)


def put_checked(books: dict[Path, bytes], knowledge: Any, force: bool) -> None:
    """Workbooks, after the check for leaks of all of them."""
    from kuasa.exchange.files.writing import readable
    from kuasa.maps import safety

    for content in books.values():
        safety.check(readable(content), knowledge.withheld.secrets if knowledge else frozenset())
    for place, content in books.items():
        put(content, place, force)


def put_workbook(out: Writing, table: Any, knowledge: Any = None, book: Callable[[str, list[str]], bytes] | None = None) -> None:
    """A table, or what `book` makes of its title and conditions, as a workbook for people, after the check for leaks."""
    from kuasa.exchange.outgoing import views

    title, told = question()
    told += [f"Profile {knowledge.audience.name}"] if knowledge else []
    content = book(title, told) if book else views.table_book(title, table, told, knowledge.facts if knowledge else None)
    if out.output:
        put_checked({out.output: content}, knowledge, out.force)


def question() -> tuple[str, list[str]]:
    """The command that is being run with what it was asked, and the day that it was asked for: the head of a workbook."""
    title, told = ASKED.get()
    return title, list(told)


def form_of(form: str) -> str:
    """A form that exists."""
    if form not in ("table", "csv", "json"):
        raise UsageError(f"There is no format '{form}'.", "Formats: table, csv, json.")
    return form


def kind_of(out: Writing) -> str:
    """What is to be written: a page, lines or rows, by the ending of the file and the form asked for."""
    from kuasa.graph import report

    return report.kind(out.output.suffix if out.output else "", form_of(out.form))


def ending(suffix: str, *places: Path | None) -> None:
    """Refuses the name of a file that would hold something else than it says."""
    for place in places:
        if place and place.suffix.lower() != suffix:
            raise UsageError(f"'{place.name}' does not end in {suffix}.", f"Write: {place.stem or 'FILE'}{suffix}")


def free(force: bool, *places: Path | None) -> None:
    """Refuses a file that exists before the work begins."""
    from kuasa.graph.output import ready

    for place in places:
        if place and str(place) != "-":
            ready(place, force)


def put_found(
    out: Writing,
    knowledge: Any,
    table: Callable[[], Any],
    lines: Callable[[], Iterable[str]],
    page: Callable[[], str],
    nested: Callable[[], str] | None = None,
    book: Callable[[str, list[str]], bytes] | None = None,
) -> None:
    """What was found as a page (.html), a workbook (.xlsx), rows or lines: only the one asked for is made, and a file is read by the
    leak check first. `nested` is the JSON of an answer that is no table, `book` its workbook."""
    from kuasa.graph import tables

    if out.workbook:
        put_workbook(out, table(), knowledge, book)
        return
    kind = kind_of(out)
    if kind == "markdown":
        raise UsageError("This is not written as Markdown.", "Endings: .html, .txt, .csv, .json.")
    forms = {"page": page, "lines": lambda: "\n".join(lines()) + "\n", "csv": lambda: tables.as_csv(table()), "json": nested or (lambda: tables.render(table(), "json"))}
    text = forms[kind]()
    if out.output:
        from kuasa.maps import safety

        safety.check(text, knowledge.withheld.secrets)
    put(text, out.output, out.force)


def reviewed(knowledge: Any, ids: Iterable[str], texts: Iterable[str], when: Any, lang: str, yes: bool, to_screen: bool) -> None:
    """Shows what a ministry would read in a file with these things and texts; raises unless somebody says that it may be written."""
    import pydoc

    from kuasa.graph.wording import say
    from kuasa.maps import review

    told = "\n".join(review.lines(review.review(knowledge, ids, texts, when, lang))) + "\n"
    asking = not yes and not to_screen and sys.stdin.isatty() and sys.stdout.isatty()
    if asking:
        pydoc.pager(told)
        typer.echo(told.partition("\n\n")[0], err=True)
    else:
        typer.echo(told, err=to_screen)
    if not yes and not (asking and typer.confirm(say("review_write"), default=False, err=True)):
        raise KuasaError(say("review_not_written"), "" if asking else say("review_again"))


@contextmanager
def long_work(what: str) -> Iterator[None]:
    """Says on a terminal what is going on."""
    say_doing(what)
    yield


def say_doing(what: str) -> None:
    """Says on a terminal what is being done."""
    if sys.stderr.isatty():
        typer.echo(f"{what} ...", err=True)


@app.callback(invoke_without_command=True)
def main(ctx: typer.Context, version: Annotated[bool, typer.Option("--version", help="Say the version.")] = False) -> None:
    """Who decides, who can reach whom and through whom, what was promised, with the source of every single fact."""
    if version:
        from kuasa import __version__

        typer.echo(__version__)
    elif ctx.invoked_subcommand is None:
        front_page()


def front_page() -> None:
    """Opens the page that asks "from whom, to whom?" in the browser, and says where it is."""
    from kuasa.graph.analysis import lenses
    from kuasa.maps import front

    places, when, lens = data_places(None), moment(None, "actual"), lenses.lens("all")
    with long_work("Opening the front page (kuasa --help lists the commands)"):
        path = front.placed("" if places else front.key(when, lens, "en"), lambda: front.front(opened(None, "public"), when, lens))
    if front.shown(path):
        typer.echo(f"The front page is open in the browser: {path}", err=True)
    else:
        typer.echo(f"No browser could be opened here. Open this file in one: {path}\nOr write it where you like: kuasa map -o map.html", err=True)


@app.command("paths")
@grouped
def paths_command(
    given: Conditions,
    out: Writing,
    start: From,
    end: To,
    k: Best = 3,
    max_hops: MaxHops = 6,
    through: Through = None,
    in_order: Annotated[bool, typer.Option("--in-order", help="Only routes in order of time: no step by a link that ended before an earlier step began.")] = False,
    earliest: Annotated[bool, typer.Option("--earliest", help="In order of time, the route that was open first.")] = False,
    since: Since = None,
    until: Until = None,
    scores: Scores = False,
    draws: Draws = None,
    picture: Annotated[Path | None, typer.Option("--picture", help="Write a page that shows how sure each route is (--stability 200 unless given).")] = None,
) -> None:
    """The best routes of influence, every step in words and with its source. kuasa paths AROSP SLOM --status all"""
    from kuasa.exchange.outgoing.views import paths_book
    from kuasa.graph import telling
    from kuasa.graph.analysis import conditions
    from kuasa.maps import analysis

    free(out.force, out.output, picture)
    if given.on and until:
        raise UsageError("--on and --until both say the last day.", "Give one of them.")
    when = replace(given, on=until or given.on).moment()
    when = when.back_to(since) if in_order or earliest or since or until else when
    beside = (*(through or ()), *(given.without or ()))
    knowledge, answer = conditions.answered(
        lambda steps: opened(given.data, given.profile, True, part(start, end=end, hops=steps, also=beside)),
        lambda known: replace(asked(known, given, when, start, end, k, max_hops, through), earliest=earliest),
        max_hops,
    )
    facts = knowledge.facts
    if not answer.routes:
        typer.echo(telling.no_route(answer), err=True)
    if draws or picture:
        answer = sure(knowledge, answer, draws, picture, out.force)
    lines, page = partial(telling.told, facts, answer, scores), partial(analysis.of_answer, knowledge, answer)
    put_found(out, knowledge, partial(telling.hop_table, answer), lines, page, partial(telling.as_json, answer), lambda title, told: paths_book(title, facts, answer, told))


def sure(knowledge: Any, answer: Any, draws: int | None, picture: Path | None, force: bool) -> Any:
    """The answer with how sure its routes are, and the page that shows it, after the check for leaks."""
    from kuasa.graph.analysis import stability
    from kuasa.maps import safety, sureness

    with long_work("Drawing the strengths anew"):
        tested = stability.tested(knowledge.facts, answer, draws or stability.USUAL)
    if picture:
        text = sureness.render(knowledge.facts, tested, knowledge.audience.name, answer.question.lang)
        safety.check(text, knowledge.withheld.secrets)
        put(text, picture, force)
    return tested


def asked(knowledge: Any, given: Conditions, when: Any, start: str | None, end: str | None, k: int = 3, hops: int = 6, through: Iterable[str] | None = None) -> Any:
    """The question of who reaches whom."""
    from kuasa.graph.analysis import conditions

    return conditions.question(knowledge, given.words(), when, start, end, k, hops, through or ())


@app.command("whatif")
@grouped
def whatif_command(
    given: Conditions,
    out: Writing,
    start: From,
    end: Annotated[str | None, typer.Argument(metavar="[TO]")] = None,
    tie: Annotated[list[str] | None, typer.Option("--tie", help="The effect of this new link, 'A > kind > B'; repeatable.")] = None,
    lose: Annotated[list[str] | None, typer.Option("--lose", help="The effect of losing this link or thing; repeatable.")] = None,
    allies: Annotated[int | None, typer.Option("--allies", min=1, max=50, help="The so many allies that raise the reach of FROM most; needs no TO.")] = None,
    with_allies: Annotated[bool, typer.Option("--with-allies", help="Links that allies of FROM could make too.")] = False,
    above: Annotated[float, typer.Option("--above", help="With --allies: count what is reached with this score or more.")] = 0.01,
    top: Annotated[int, typer.Option("--top", min=1, max=100, help="So many new links.")] = 7,
    max_hops: MaxHops = 6,
    scores: Scores = False,
) -> None:
    """Which new link of ours would help most; what a link gained or lost changes. kuasa whatif AROSP SLOM --lose CS5"""
    from kuasa.graph.analysis import whatif
    from kuasa.maps import analysis

    free(out.force, out.output)
    wanted = whatif.Wanted(tuple(tie or ()), tuple(lose or ()), allies, with_allies, above, top, scores)
    wanted.check(end)
    knowledge = opened(given.data, given.profile, networks=True)
    question = asked(knowledge, given, given.moment(), start, end, 1, max_hops)
    with long_work("Trying links"):
        found = whatif.supposed(knowledge.facts, question, wanted)
    page = partial(analysis.render, knowledge, question, found.title, found.answer, found.routes, dict(found.marked))
    put_found(out, knowledge, lambda: found.table, lambda: found.lines, page)
    if found.remark:
        typer.echo(found.remark, err=True)


@app.command("brokers")
@grouped
def brokers_command(
    given: Conditions,
    out: Writing,
    start: Annotated[str | None, typer.Argument(metavar="[FROM]", help="One thing, or several with + (default: civil society).")] = None,
    end: Annotated[str | None, typer.Argument(metavar="[TO]", help="One thing, or several with + (default: all bodies).")] = None,
    top: Annotated[int, typer.Option("--top", min=0, help="So many connectors (0: all).")] = 5,
    of: Annotated[list[str] | None, typer.Option("--of", help="Only things of this kind: network, body, event ...; repeatable (default: actors and bodies).")] = None,
    circles: Annotated[bool, typer.Option("--communities", help="Who is in which circle, and who links circles, instead.")] = False,
    scores: Scores = False,
    draws: Draws = None,
) -> None:
    """Who stands between: the connectors on the best routes; -o FILE.html draws them. kuasa brokers AROSP+HNSEA SLOM"""
    from kuasa.graph.analysis import brokerage, connecting
    from kuasa.maps import analysis

    free(out.force, out.output)
    if circles and start:
        raise UsageError("--communities looks at the whole network.", "Leave FROM and TO out.")
    knowledge = opened(given.data, given.profile, networks=True)
    question = asked(knowledge, given, given.moment(), start, end)
    if circles:
        put_circles(knowledge, question, top, of or (), out)
        return
    with long_work("Looking for who stands between"):
        found = brokerage.connectors(knowledge.facts, question, top, of or ())
        found = brokerage.tested(knowledge.facts, found, draws, of or ()) if draws else found
    if not found.found:
        typer.echo(connecting.nobody(knowledge.facts, found), err=True)
    page = partial(analysis.render, knowledge, *connecting.drawn(knowledge.facts, found))
    put_found(out, knowledge, partial(connecting.table, found), partial(connecting.told, knowledge.facts, found, scores), page)


def put_circles(knowledge: Any, question: Any, top: int, of: Iterable[str], out: Writing) -> None:
    """The circles of a network."""
    from kuasa.graph.analysis import circles
    from kuasa.maps import analysis

    with long_work("Looking for circles"):
        found = circles.circles(knowledge.facts, question, of)
    page = partial(analysis.render, knowledge, *circles.drawn(found, top))
    put_found(out, knowledge, partial(circles.table, found), partial(circles.told, found, top), page)


@app.command("reach")
@grouped
def reach_command(
    given: Conditions,
    out: Writing,
    name: Annotated[str, typer.Argument(metavar="NAME", help="One thing, or several with +.")],
    backwards: Annotated[bool, typer.Option("--backwards", help="Who can influence it, instead.")] = False,
    above: Annotated[float, typer.Option("--above", min=0, max=1, help="Leave out what only weaker routes reach (0: nothing).")] = 0.001,
    top: Annotated[int, typer.Option("--top", min=0, help="The so many with the strongest routes (0: all).")] = 25,
    of: Annotated[list[str] | None, typer.Option("--kind", "--of", help="Only things of this kind: body, state, event ...; repeatable (default: actors and bodies).")] = None,
    max_hops: MaxHops = 6,
    scores: Scores = False,
    draws: Draws = None,
) -> None:
    """Everyone whom a thing can influence, strongest route first; or who can influence it. kuasa reach SLOM --backwards"""
    from kuasa.graph.analysis import reach, reaching
    from kuasa.maps import analysis

    free(out.force, out.output)
    knowledge = opened(given.data, given.profile, True, part(name, around=max_hops, also=tuple(given.without or ())))
    facts, start, end = knowledge.facts, None if backwards else name, name if backwards else None
    question = asked(knowledge, given, given.moment(), start, end, 1, max_hops)
    with long_work("Looking for who is reached"):
        found = reach.reach(facts, question, backwards, above, top, of or ())
        found = reach.tested(facts, found, draws) if draws else found
    if not found.routes:
        typer.echo(reaching.nobody(facts, found), err=True)
    page = partial(analysis.render, knowledge, question, *reaching.drawn(facts, found))
    put_found(out, knowledge, partial(reaching.table, found), partial(reaching.told, facts, found, scores), page)


@app.command("gatekeepers")
@grouped
def gatekeepers_command(
    given: Conditions,
    out: Writing,
    start: From,
    end: To,
    max_hops: MaxHops = 6,
    scores: Scores = False,
) -> None:
    """Whose door must be passed: the smallest sets of things without whom no route is left. kuasa gatekeepers AROSP SLOM"""
    from kuasa.graph.analysis import doorkeeping, gatekeepers
    from kuasa.maps import analysis

    free(out.force, out.output)
    knowledge = opened(given.data, given.profile, True, part(start, end=end, hops=max_hops, also=tuple(given.without or ())))
    facts = knowledge.facts
    question = asked(knowledge, given, given.moment(), start, end, 1, max_hops)
    with long_work("Looking for who cannot be passed by"):
        found = gatekeepers.gatekeepers(facts, question)
    if found.answer or (found.direct and kind_of(out) != "lines"):
        typer.echo(doorkeeping.remark(facts, found), err=True)
    page = partial(analysis.render, knowledge, question, *doorkeeping.drawn(facts, found))
    put_found(out, knowledge, partial(doorkeeping.table, facts, found), partial(doorkeeping.told, facts, found, scores), page)


@app.command("compare")
@grouped
def compare_command(
    given: Conditions,
    out: Writing,
    start: Annotated[str | None, typer.Argument(metavar="[FROM]")] = None,
    end: Annotated[str | None, typer.Argument(metavar="[TO]")] = None,
    with_on: Annotated[str | None, typer.Option("--with-on", help="The day, month or year to compare with.")] = None,
    with_lens: Annotated[str | None, typer.Option("--with-lens", help="The lens to compare with.")] = None,
    with_status: Annotated[str | None, typer.Option("--with-status", help="The status to compare with: what would plans open?")] = None,
    with_data: Annotated[list[str] | None, typer.Option("--with-data", help="The file, folder or 'embedded' to compare with; repeatable.")] = None,
    k: Best = 3,
    max_hops: MaxHops = 6,
) -> None:
    """What opened and what closed between two dates, lenses or data sets. kuasa compare AROSP SLOM --on 2020 --with-on 2026-06-30"""
    from kuasa.graph.analysis import compared, comparison
    from kuasa.maps import analysis

    comparison.two(with_on, with_lens, with_status, with_data)
    free(out.force, out.output)
    first = opened(given.data, given.profile, networks=True)
    second = opened(with_data, given.profile, networks=True) if with_data else first
    other = replace(given, data=with_data or given.data, on=with_on or given.on, status=with_status or given.status, lens=with_lens or given.lens)
    sides = []
    for here, there, side in ((first, second, given), (second, first, other)):
        ask = partial(asked, given=side, when=side.moment(), start=start, end=end, k=k, hops=max_hops)
        sides.append(comparison.side(here.facts, partial(ask, here), partial(ask, there), data_places(side.data) if with_data else ()))
    found = comparison.compare(*sides)
    page = partial(analysis.render, second, sides[1].question, compared.title(found), compared.answer(found), compared.drawn(found), compared.marked(found))
    put_found(out, second, partial(compared.table, found), partial(compared.told, found), page)


@app.command("map")
@grouped
def map_command(
    given: Conditions,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Draw the routes to this thing.")] = None,
    hops: Annotated[int, typer.Option("--hops", min=0, max=5, help="How far around the names.")] = 1,
    k: Best = 3,
    max_hops: MaxHops = 6,
    output: OutFile = None,
    force: Force = False,
    layout: Annotated[str, typer.Option("--layout", help="auto, force, or layers (who reports to whom in rows).")] = "auto",
    stories: Annotated[list[Path] | None, typer.Option("--story", help="A story of your own to tell on the map, a YAML file (docs/stories.md); repeatable.")] = None,
    only: Annotated[bool, typer.Option("--only", help="Put only what is drawn into the file, not everything that it could be asked about.")] = False,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    review: Annotated[bool, typer.Option("--review", help="Before it is written: list the persons, conclusions and hearsay in it, and ask.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --review: list, and write without asking.")] = False,
    pages: Annotated[Path | None, typer.Option("--static", help="Write everything as a folder of plain pages, for a stick or any web host.")] = None,
) -> None:
    """One HTML file with everything in it, to hand around; or a folder of pages. kuasa map AROSP --to SLOM -o m.html"""
    from kuasa.maps import drawing, page, safety

    if yes and not review:
        raise UsageError("--yes belongs to --review.", "Write: kuasa map --review --yes")
    if pages is not None:
        if names or to or output or stories or only or given.without or given.known_by:
            raise UsageError(
                "--static writes everything that the profile allows.", "Write: kuasa map --static FOLDER, without names, --to, -o, --only, --story, --without, --known-by"
            )
        put_pages(given, pages, force, review, yes)
    else:
        target = output or Path("map.html")
        free(force, target)
        wanted = part(*names, around=hops, end=to or "", hops=max_hops, also=tuple(given.without or ())) if names else None
        knowledge, when = opened(given.data, given.profile, True, wanted), given.moment()
        with long_work("Drawing the map"):
            view = drawing.drawn(knowledge, given.words(), when, names or (), to, hops, k, max_hops, layout, stories or (), not only, say_doing)
        text = page.render(view)
        say_doing(f"Writing {target}, {len(text) / 1e6:.1f} million letters")
        safety.check(text, knowledge.withheld.secrets)
        if review:
            reviewed(knowledge, [node.id for node in view.nodes], [text], when, given.lang, yes, str(target) == "-")
        put(text, target, force)
    if show:
        typer.launch(str(pages / "index.html" if pages else target))


def put_pages(given: Conditions, place: Path, force: bool, review: bool, yes: bool) -> None:
    """Everything as a folder of plain pages, after the check for leaks."""
    from kuasa.exchange import rdf
    from kuasa.graph.analysis import lenses
    from kuasa.graph.version import version
    from kuasa.maps import folder, site, static

    folder.ready(place, force)
    knowledge, when = opened(given.data, given.profile), given.moment()
    here = site.Site(knowledge, when, given.lang)
    known = version(data_places(given.data), readers(data_places(given.data)))
    with long_work("Writing the pages"):
        files = static.Static(here, lenses.lens(given.lens), known, lambda: rdf.export(knowledge.store, Path("knowledge.trig"))).files(pages_so_far)
    if review:
        texts = [content.decode() for name, content in files if not name.startswith("fonts/")]
        reviewed(knowledge, [one.slug for one in here.entries.values()], texts, when, given.lang, yes, False)
    folder.written(place, files, force)
    typer.echo(f"{place}: {len(files)} files, {sum(len(content) for _, content in files) / 1e6:.1f} MB. Open {place / 'index.html'}", err=True)


def pages_so_far(done: int, total: int) -> None:
    """Says on a terminal how many pages are done."""
    if sys.stderr.isatty():
        typer.echo(f"\rPages: {done:,} of {total:,}", nl=done == total, err=True)


@app.command("find")
@grouped
def find_command(
    out: Writing,
    text: str,
    data: DataPlaces = None,
    profile: Audience = "public",
    lang: Lang = "en",
) -> None:
    """Search every name in every script. kuasa find 'bo noi vu'"""
    from kuasa.graph import dossier

    if not text.strip():
        raise UsageError("There is nothing to search for.", "Give a part of a name.")
    knowledge = opened(data, profile, wanted=part(text=text))
    table = dossier.found(knowledge.facts, text, lang)
    show_table(table, out)
    if not table.rows:
        typer.echo(f"No name contains '{text}'. Try a shorter part of it.", err=True)
        raise typer.Exit(1)


@app.command("show")
@grouped
def show_command(
    given: Reading,
    out: Writing,
    name: str,
) -> None:
    """Everything said of one thing, with sources. kuasa show SLOM"""
    from kuasa.graph import dossier
    from kuasa.graph.lookup import resolve

    knowledge = opened(given.data, given.profile, wanted=part(name))
    thing, when = resolve(knowledge.facts, name), moment(given.on)
    if out.told:
        put("\n".join(dossier.told(knowledge.facts, thing, when, given.lang)) + "\n", out.output, out.force)
    else:
        show_table(dossier.profile_table(knowledge.facts, thing, when, given.lang), out, knowledge)


@app.command("query")
@grouped
def query_command(
    out: Writing,
    question: Annotated[str | None, typer.Argument(metavar="[NAME|FILE|-]")] = None,
    parameters: Annotated[list[str] | None, typer.Argument(metavar="[param=value...]")] = None,
    data: DataPlaces = None,
    profile: Audience = "public",
) -> None:
    """The library of questions, the answer to one, or any SPARQL. kuasa query who-spoke event=CS5"""
    from kuasa.graph import posing, questions, results

    free(out.force, out.output)
    form = "table" if out.workbook else results.form(out.form, out.output.suffix if out.output else "")
    if form in results.BINARY and out.output is None:
        raise UsageError(f"{form} is not for the screen.", f"Write: -o FILE.{form}")
    if question is None:
        show_table(questions.listing(), replace(out, form=form))
        return
    asked, values = questions.named(question, sys.stdin.buffer), questions.values(parameters or [])
    found = posing.posed(asked, values, data_places(data), profile, lambda wanted: opened(data, profile, wanted=wanted))
    if found.remark:
        typer.echo(found.remark, err=True)
    if form in results.PLAIN:
        show_table(results.table(found.answer), replace(out, form=form), found.knowledge)
    else:
        put(results.written(found.answer, form), out.output, out.force)


@app.command("check")
@grouped
def check_command(
    given: Reading,
    out: Writing,
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE...]")] = None,
    notes: Annotated[bool, typer.Option("--notes", help="List contradictions, doubts and passed dates too.")] = False,
    blind_spots: Annotated[bool, typer.Option("--blind-spots", help="A report of what is missing, doubtful or old; -o FILE.html or FILE.md writes a page.")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="A report of which statements rest on which passage of each document.")] = False,
    top: Annotated[int, typer.Option("--top", min=0, help="So many blind spots of each kind (0: all).")] = 10,
) -> None:
    """Shapes and check questions: each finding with its cure; or a report. kuasa check --blind-spots -o report.html"""
    from kuasa.graph import check, tables
    from kuasa.graph.knowledge import open_knowledge
    from kuasa.graph.store import EMBEDDED, open_store

    places = [str(path) for path in files or ()] + (given.data or [])
    if blind_spots and coverage:
        raise UsageError("--blind-spots and --coverage are two reports.", "Ask for one at a time.")
    if given.on and not blind_spots:
        raise UsageError("--on belongs to --blind-spots.", "Write: kuasa check --blind-spots --on DATE")
    if blind_spots or coverage:
        report_on(blind_spots, places, given, top, out)
        return
    known = open_knowledge(audience="facilitator").facts if places and EMBEDDED not in places else None
    with long_work("Checking"):
        findings = check.check(open_store(*places, readers=readers(places)), known=known)
    listed = [finding for finding in findings if notes or finding.severity != "note"]
    if listed or out.form != "table":
        show_table(tables.from_records(check.Finding, listed), out)
    typer.echo(check.summary(findings), err=True)
    raise typer.Exit(int(any(finding.severity != "note" for finding in findings)))


def report_on(spots: bool, places: list[str], given: Reading, top: int, out: Writing) -> None:
    """The report of blind spots or of coverage: a page (.html, .md), lines, or rows."""
    from kuasa.graph import blindspots, coverage
    from kuasa.maps import report as pages

    kind = kind_of(out)
    free(out.force, out.output)
    knowledge = opened(places, given.profile)
    with long_work("Looking for what is missing"):
        found = blindspots.report(knowledge, moment(given.on), given.lang, top) if spots else coverage.report(knowledge, given.lang)
    put(pages.written(found, kind, knowledge.withheld.secrets, given.lang), out.output, out.force)


@app.command("ratifications")
@grouped
def ratifications_command(
    given: Reading,
    out: Writing,
    states: Annotated[list[str] | None, typer.Option("--state", help="A state, by name or code of three letters; repeatable.")] = None,
    instruments: Annotated[list[str] | None, typer.Option("--instrument", help="A convention or other text; repeatable.")] = None,
    fundamental: Annotated[bool, typer.Option("--fundamental", help="Only the fundamental texts of the ILO.")] = False,
) -> None:
    """Which state is bound by which text, and how that is known; -o FILE.html draws it. kuasa ratifications --state Philippines"""
    from kuasa.exchange.outgoing.views import matrix_book
    from kuasa.graph import ratifications
    from kuasa.maps import matrix

    free(out.force, out.output)
    knowledge = opened(given.data, given.profile)
    day = moment(given.on).on
    cells = ratifications.matrix(knowledge.facts, day, states or (), instruments or (), fundamental, given.lang)
    conditions = f"Profile {given.profile} · {knowledge.withheld.count} things and statements withheld"
    page = partial(matrix.render, cells, str(day), conditions, given.lang)
    book = partial(matrix_book, cells=cells, facts=knowledge.facts)
    put_found(out, knowledge, partial(ratifications.table, cells), partial(ratifications.told, cells), page, book=lambda title, told: book(title, conditions=told))


@app.command("commitments")
@grouped
def commitments_command(
    given: Reading,
    out: Writing,
    of: Annotated[str | None, typer.Option("--of", help="Of this event, text, organisation or body.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Asked of this addressee, through a group of states too.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="On this topic.")] = None,
    status: Annotated[list[str] | None, typer.Option("--status", help="kept, already, open, 'no record', or a single status; repeatable.")] = None,
    sums: Annotated[bool, typer.Option("--totals", help="Only the totals per addressee and per instrument.")] = False,
) -> None:
    """What became of what was asked, pledged and planned. kuasa commitments --of 'SEA Sub-SC'"""
    from kuasa.graph import commitments, tallies

    form_of(out.form)
    knowledge = opened(given.data, given.profile)
    facts = knowledge.facts
    entries = commitments.commitments(facts, moment(given.on).on, of, to, topic, status or (), given.lang)
    totals = tallies.totals(facts, entries, given.lang)
    if not out.told:
        show_table(totals if sums else tallies.table(facts, entries, given.lang), out, knowledge)
    else:
        lines = [*([] if sums else [*tallies.told(facts, entries, given.lang), ""]), *tallies.counted(totals)]
        put("\n".join(lines) + "\n", out.output, out.force)


@app.command("calendar")
@grouped
def calendar_command(
    given: Reading,
    out: Writing,
    since: Since = None,
    until: Until = None,
    topic: Annotated[str, typer.Option("--topic", help="Only what deals with this, by the words of topics and titles.")] = "",
    body: Annotated[str, typer.Option("--body", help="Only what this body or actor holds, hosts, owns or is aimed at with.")] = "",
    ics: Annotated[Path | None, typer.Option("--ics", help="Write a calendar file for a phone too.")] = None,
) -> None:
    """What opens when, undated things apart; -o FILE.html draws it. kuasa calendar --topic 'care economy' --from 2024-04 --until 2024-12"""
    from kuasa.graph import calendar
    from kuasa.maps import timeline

    form_of(out.form)
    free(out.force, out.output, ics)
    period = calendar.bounds(since, until)
    knowledge = opened(given.data, given.profile)
    when = moment(given.on)
    found = calendar.entries(knowledge.facts, when, *period, topic, body, given.lang)
    if ics:
        put_ics(found, when, knowledge, ics, out.force)
    if out.output or not ics or not out.told:
        conditions = calendar.conditions(when, since, until, topic, body, given.profile, knowledge.withheld.count)
        page = partial(timeline.render, found, conditions, when.on, *period, given.lang)
        put_found(out, knowledge, partial(calendar.table, found), partial(calendar.told, found), page)
    for remark in calendar.remarks(knowledge.facts, found, when, period[1], topic, body, given.lang):
        typer.echo(remark, err=True)


def put_ics(found: Any, when: Any, knowledge: Any, place: Path, force: bool) -> None:
    """The calendar file, after the check for leaks; what it cannot hold is said."""
    from kuasa.exchange import ics
    from kuasa.maps import safety

    content = ics.calendar_file(found, when.on)
    safety.check(ics.readable(content), knowledge.withheld.secrets)
    put(content, place, force)
    if remark := ics.left_out(found):
        typer.echo(remark, err=True)


@app.command("brief")
@grouped
def brief_command(
    given: Reading,
    name: str,
    org: Annotated[str, typer.Option("--for", help="Who wants to get there: adds what it meets and its routes.")] = "",
    output: OutFile = None,
    force: Force = False,
) -> None:
    """A target sheet of one to three pages to print: who sits there, how to get there. kuasa brief SLOM --for AROSP -o brief.html"""
    from kuasa.graph import brief
    from kuasa.graph.lookup import resolve
    from kuasa.maps import sheet

    free(force, output)
    knowledge = opened(given.data, given.profile)
    thing, whose = resolve(knowledge.facts, name), resolve(knowledge.facts, org) if org else ""
    found = brief.brief(knowledge, thing, whose, moment(given.on), given.lang)
    as_page = output is not None and output.suffix.lower() in (".html", ".htm")
    put(sheet.written(found, as_page, knowledge.withheld.secrets, given.lang), output, force)


@app.command("cite")
def cite_command(
    name: Annotated[str, typer.Argument(metavar="NAME|QUERY")],
    parameters: Annotated[list[str] | None, typer.Argument(metavar="[param=value...]")] = None,
    data: DataPlaces = None,
    profile: Audience = "public",
    form: Annotated[str, typer.Option("--format", help="table, csv, json, or csl (CSL-JSON for reference managers).")] = "table",
    output: OutFile = None,
    force: Force = False,
) -> None:
    """How to cite a thing, a statement or an answer, with the hash of the knowledge. kuasa cite who-organised event=CS5"""
    import datetime as dt

    from kuasa.graph import citation, csl, questions, tables, version

    if form not in ("table", "csv", "json", "csl"):
        raise UsageError(f"There is no format '{form}'.", "Formats: table, csv, json, csl.")
    knowledge = opened(data, profile)
    table = citation.cite(knowledge, name, questions.values(parameters or []), version.version(data_places(data), readers(data_places(data))), dt.date.today())
    if form == "csl":
        put(tables.as_json(csl.items(table.rows)), output, force)
    elif form == "table":
        put("\n".join(citation.told(table)) + "\n", output, force)
    else:
        show_table(table, Writing(form, output, force))


@app.command("export")
def export_command(
    file: Path,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]")] = None,
    words: Annotated[str, typer.Option("--as", help="A tool (kumu, gephi, littlesis ...); for RDF the words of dcterms, eli, foaf, ftm, org, popolo, prov, schema or skos.")] = "",
    view: Annotated[
        str | None, typer.Option("--view", metavar="COMMAND", help="The answer to a command as a workbook: 'paths AROSP SLOM', 'show SLOM', 'query seats body=SLOM'.")
    ] = None,
    lang: Lang = "en",
    data: DataPlaces = None,
    profile: Audience = "public",
    force: Force = False,
) -> None:
    """The knowledge, or all that is said of some things, as RDF, a workbook or the file of another tool. kuasa export all.trig"""
    from kuasa.exchange.outgoing import exports
    from kuasa.maps import safety

    if view is None:
        exports.fits(file, words)
    free(force, file)
    if view is not None:
        if names or words:
            raise UsageError("--view is an answer of its own.", "Leave the names and --as out.")
        answer_to(view, file, data, profile, force)
        return
    knowledge = opened(data, profile)
    made = exports.export(knowledge, file, words, names or (), lang)
    safety.check(made.said, knowledge.withheld.secrets)
    free(force, *(file.with_name(name) for name in made.files))
    for name, content in made.files.items():
        put(content, file.with_name(name), force)
    for remark in made.remarks:
        typer.echo(remark, err=True)


def answer_to(view: str, file: Path, data: list[str] | None, profile: str, force: bool) -> None:
    """Runs a command that shows what is known, and writes its answer to a workbook."""
    import shlex

    try:
        given = shlex.split(view)
    except ValueError:
        raise UsageError(f"'{view}' has a quote that does not end.", "Close it.") from None
    if file.suffix.lower() != ".xlsx" or not given or given[0] not in VIEWS:
        raise UsageError(f"'{view}' is not written to {file.name}.", f'Write: kuasa export FILE.xlsx --view "paths AROSP SLOM". Views: {", ".join(VIEWS)}.')
    places = [word for place in data or () for word in ("--data", place)]
    raise typer.Exit(app([*given, *places, "--profile", profile, "-o", str(file), *(["--force"] if force else [])], standalone_mode=False) or 0)


@app.command("import")
def import_command(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the statements to this file (.ttl, .trig, .nq, .jsonld).")] = None,
    into: Annotated[Path | None, typer.Option("--into", help="Keep the import in this folder, beside others; again: what changed is told.")] = None,
    decisions: Annotated[Path | None, typer.Option("--decisions", help="A workbook of names to decide: written where a name is not certain, read when it is there.")] = None,
    marked: Annotated[Path | None, typer.Option("--marked", help="Write a copy of the workbook with a comment in each cell to mend.")] = None,
    accept_valid: Annotated[bool, typer.Option("--accept-valid", help="Take the rows that hold; the others become a file.")] = False,
    drop_missing: Annotated[bool, typer.Option("--drop-missing", help="Drop what the last import said and this one no longer says.")] = False,
    undo: Annotated[str | None, typer.Option("--undo", metavar="NAME", help="Take this import out of the folder --into.")] = None,
    data: DataPlaces = None,
    force: Force = False,
) -> None:
    """Rows of spreadsheets and files of other tools as statements with their sources. kuasa import ties.xlsx -o ties.ttl"""
    from kuasa.exchange.incoming import desk

    if undo is not None:
        aside = desk.undo(into, undo)
        typer.echo(f"{undo} is no longer read. It is kept as {aside}.", err=True)
        return
    ending(".xlsx", decisions, marked)
    receipt = desk.Desk(output, into, decisions, marked, accept_valid, drop_missing, force).take(files or [], data_places(data), advance=say_doing)
    for line in receipt.told():
        typer.echo(line, err=True)
    raise typer.Exit(int(receipt.refused))


@app.command("template")
def template_command(
    file: Path,
    about: Annotated[list[str] | None, typer.Option("--about", help="Fill in what is known of this thing, to confirm, correct or strike; repeatable.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of headings, notes and instructions.")] = "en",
    data: DataPlaces = None,
    profile: Audience = "public",
    force: Force = False,
) -> None:
    """The workbook for data stewards, with lists to choose from. kuasa template ties.xlsx --about HNSEA"""
    from kuasa.exchange.outgoing import template

    ending(".xlsx", file)
    free(force, file)
    knowledge = opened(data, profile) if about else None
    put_checked({file: template.made(lang, knowledge, about or ())}, knowledge, force)


@app.command("paper")
@grouped
def paper_command(
    given: Conditions,
    names: Annotated[list[str], typer.Argument(metavar="NAME...")],
    to: Annotated[str | None, typer.Option("--to", help="Whom you want to reach: adds its card, and the poster of the best route from the first NAME.")] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="The page to print.")] = Path("kit.html"),
    also: Annotated[list[str] | None, typer.Option("--also", help="A further language beside --lang; repeatable.")] = None,
    groups: Annotated[int, typer.Option("--groups", min=1, max=40, help="So many groups: one workbook for each.")] = 4,
    session: Annotated[str, typer.Option("--session", help="Name of the session: what is written rests on it.")] = "",
    date: Annotated[str, typer.Option("--date", help="Day of the session.")] = "",
    max_hops: MaxHops = 6,
    force: Force = False,
) -> None:
    """A kit to print for a session without screens, and a workbook for each group. kuasa paper AROSP --to SLOM -o kit.html"""
    from kuasa.exchange.outgoing.transcription import group_book
    from kuasa.graph.analysis import influence
    from kuasa.graph.lookup import resolve
    from kuasa.maps import paper

    ending(".html", output)
    books = {group: output.with_name(f"{output.stem}-group-{group}.xlsx") for group in range(1, groups + 1)}
    free(force, output, *books.values())
    knowledge = opened(given.data, given.profile)
    when = given.moment()
    things = [resolve(knowledge.facts, name) for name in names]
    answer = influence.paths(knowledge.facts, asked(knowledge, given, when, names[0], to, 1, max_hops)) if to else None
    kit = paper.kit(knowledge, things, when, (given.lang, *(also or ())), answer, groups, session, date)
    tables = paper.transcription(knowledge, things, when, answer, groups, session, given.lang)
    cover = {"title": session, "session": session, "date": date}
    put(kit, output, force)
    put_checked({place: group_book(tables, group, cover, given.lang, knowledge) for group, place in books.items()}, knowledge, force)


@app.command("read")
def read_command(
    report: Path,
    output: Annotated[Path, typer.Option("-o", "--output", help="The workbook of proposals.")] = Path("proposals.xlsx"),
    lang: Annotated[str, typer.Option("--lang", help="Language of the headings.")] = "en",
    data: DataPlaces = None,
    force: Force = False,
) -> None:
    """Proposes actors, links and dates found in a report, each with its place, to accept or strike. kuasa read report.pdf"""
    from kuasa.exchange.reports import proposals
    from kuasa.graph.knowledge import open_knowledge

    ending(".xlsx", output)
    free(force, output)
    with long_work("Reading"):
        found = proposals.read(report, open_knowledge(data_places(data), "facilitator").facts)
    put(found.workbook(lang), output, force)
    for line in found.told(output.name):
        typer.echo(line, err=True)


@app.command("merge")
def merge_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write all to this file (.trig or .nq).")] = None,
    decisions: Annotated[Path | None, typer.Option("--decisions", help="A workbook of names to decide: written where a name is not certain, read when it is there.")] = None,
    conflicts: Annotated[Path | None, typer.Option("--conflicts", help="Write a workbook of what the files say differently.")] = None,
    ratings: Annotated[Path | None, typer.Option("--ratings", help="Write how the groups rate the same actors: median and spread (.xlsx).")] = None,
    undo: Annotated[str | None, typer.Option("--undo", metavar="NAME", help="Write the merged file without this import.")] = None,
    data: DataPlaces = None,
    force: Force = False,
) -> None:
    """Several groups' files as one, disagreement kept side by side. kuasa merge one.xlsx two.xlsx -o all.trig"""
    from kuasa.exchange.merging.meeting import Meeting

    ending(".xlsx", decisions, conflicts, ratings)
    free(force, output, conflicts, ratings)
    meeting, places = Meeting(output, decisions, conflicts, ratings, force), data_places(data)
    outcome = meeting.undo(files, undo, places) if undo else meeting.merge(files, places)
    for line in outcome.told():
        typer.echo(line, err=True)


@app.command("serve")
@grouped
def serve_command(
    given: Reading,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port (0: a free one).")] = 8000,
    host: Annotated[str, typer.Option("--host", help="The address to listen at; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, max=3600, help="Seconds that a query may take.")] = 30,
    memory: Annotated[int, typer.Option("--memory", min=256, help="Megabytes that a query may take.")] = 2048,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows that an answer may have.")] = 100_000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Queries that run at the same time.")] = 2,
    rate: Annotated[int, typer.Option("--rate", min=1, help="Requests that one client may send in a minute.")] = 600,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Pages, questions and a SPARQL endpoint with its editor, on this machine. kuasa serve --port 8080"""
    from kuasa.graph import profiles, sources, version
    from kuasa.graph.knowledge import empty
    from kuasa.web.limits import Limits
    from kuasa.web.serving import serve

    limits = Limits(seconds=timeout, memory=memory << 20, rows=max_rows, workers=workers, a_minute=rate)
    places = data_places(given.data)
    large = sources.unread(places, profiles.profile(given.profile))
    knowledge = empty(profiles.profile(given.profile)) if large else opened(given.data, given.profile)
    known = version.of_hash(large.hash) if large else version.version(places, readers(places))
    when = moment(given.on)

    def ready(address: str) -> None:
        typer.echo(f"{address} (profile {given.profile}). Stop it with Ctrl-C.", err=True)
        if show:
            typer.launch(address)

    serve(knowledge, when, known, host, port, limits, ready, places[0] if large else "")


@app.command("load")
def load_command(
    folder: Path,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="RDF files or folders, or 'embedded'.")],
    profile: Annotated[str, typer.Option("--profile", help="Leave out what this audience may not see (facilitator: nothing is left out).")] = "public",
    force: Annotated[bool, typer.Option("--force", help="Replace what was loaded there before.")] = False,
) -> None:
    """Builds a store on disk from files of any size, for --data. kuasa load big 2026.nq; kuasa show SLOM --data big"""
    from kuasa.graph.loading import load

    made = load(folder, files, profile, force, read_so_far)
    typer.echo(f"{folder}: {sum(made.graphs.values()):,} statements in {len(made.graphs)} graphs, for the profile {profile}. Use it with: --data {folder}", err=True)


def graphs_so_far(graph: str, done: int, total: int) -> None:
    """Says on a terminal which graph is being uploaded."""
    say_doing(f"{done} of {total}: {graph}")


@app.command("publish")
def publish_command(
    url: str,
    data: DataPlaces = None,
    profile: Audience = "public",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say graph by graph what would be done, and write nothing.")] = False,
    drop_missing: Annotated[bool, typer.Option("--drop-missing", help="Drop graphs that an earlier upload brought and that are no longer here.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace graphs of these names that kuasa did not put there.")] = False,
) -> None:
    """Uploads the knowledge to a SPARQL server, graph by graph; again: what changed. kuasa publish https://example.org/sparql --dry-run"""
    from kuasa.exchange.publishing import publish
    from kuasa.graph.remote import RemoteStore

    with RemoteStore(url) as server:
        receipt = publish(opened(data, profile), server, dry=dry_run, drop_missing=drop_missing, replace=replace, advance=graphs_so_far)
    for line in receipt.told():
        typer.echo(line, err=True)
    raise typer.Exit(int(receipt.refused))
