"""Objects of Popolo → rows of a book.

Ends are named by id where the id is ours, else by name, and things that share one are told apart. A class or role that is none of ours goes to
the note; what has no column, among it what is private of people, is counted and not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ...graph.sheets import code_of
from ..book import Row, joined
from .correspondence import class_text, column, table
from .facts_only import ACTUAL, OURS, Told
from .json_files import line, mapping, name, objects, text
from .json_format import Unread
from .nodes import TIES
from .popolowritten import HELD, LISTS, PLACED, UNIT, statuses

THING = frozenset({"id", "name", "label", "other_names", "other_label", "links", "sources", "classification", "description", "memberships", "posts"})
EVENT = frozenset({"start_date", "end_date", "location", "status", "organization_id", "parent_id", "attendees"})
ORGANISATION = frozenset({"area_id", "area", "parent_id", "parent", "organization_id", "organization"})
MEMBERSHIP = frozenset(
    {
        "id",
        "label",
        "role",
        "person_id",
        "person",
        "member",
        "member_id",
        "organization_id",
        "organization",
        "post_id",
        "post",
        "on_behalf_of_id",
        "start_date",
        "end_date",
        "sources",
    }
)
WEBSITE = "website"
ITEMS = ("persons", "organizations", "posts", "events")
Item = Mapping[str, Any]


class Reader:
    """The lists of a file; `unread` counts what has no column."""

    def __init__(self, found: Mapping[str, Any], file: str) -> None:
        self.file = file
        self.unread = Unread(file)
        self.unread.fields("file", found, frozenset(LISTS) | {"meta"})
        self.items = [(where, number, one) for where in ITEMS for number, one in enumerate(objects(found.get(where)), 1)]
        inside = [(one, part) for where, _, one in self.items if where == "organizations" for part in objects(one.get("posts"))]
        self.items += [("posts", number, {"organization_id": one.get("id"), **part}) for number, (one, part) in enumerate(inside, 1)]
        self.memberships = list(objects(found.get("memberships")))
        for where, own_key in (("persons", "person_id"), ("organizations", "organization_id")):
            self.memberships += [{own_key: one.get("id"), **part} for place, _, one in self.items if place == where for part in objects(one.get("memberships"))]
        self.areas = {line(one.get("id")): line(one.get("name")) for one in objects(found.get("areas"))}
        self.where = {line(one.get("id")): where for where, _, one in self.items}
        self.told = Told({line(one.get("id")): (reference(one), called(one), line(one.get("classification"))) for _, _, one in self.items if line(one.get("id"))})
        found_sources = (source_of(one) for one in (*(item for _, _, item in self.items), *self.memberships))
        self.sources = dict.fromkeys(pair for pair in found_sources if pair and pair[0])
        self.titles = Counter(title for title, _ in self.sources)

    def rows(self) -> Iterator[Row]:
        """Every row: things, ties, sources."""
        for where, number, one in self.items:
            yield self.thing(where, number, one)
        for where, number, one in self.items:
            yield from self.beside(where, number, one)
        for number, one in enumerate(self.memberships, 1):
            yield from self.membership(number, one)
        yield from (self.row("sources", {"title": title, "address": address}, 0) for title, address in self.sources)

    def row(self, sheet: str, cells: Mapping[str, str], number: int) -> Row:
        """A row without empty cells."""
        return Row(sheet, {head: said for head, said in cells.items() if said}, self.file, "", number)

    def tie(self, number: int, start: str, kind: str, end: str, **more: str) -> Row:
        """A row of the sheet of ties."""
        return self.row(TIES, {"from": start, "tie_kind": kind, "to": end, "status": ACTUAL} | more, number)

    def source(self, one: Item) -> str:
        """The cell for the source of an object."""
        title, address = source_of(one) or ("", "")
        for part in objects(one.get("sources"))[1:]:
            self.unread.add("sources", line(part.get("url")))
        return title if title and self.titles[title] == 1 else address

    def thing(self, where: str, number: int, one: Item) -> Row:
        """The row of a person, organisation, post or event."""
        self.unread.fields(where, one, THING | (EVENT if where == "events" else ORGANISATION if where in ("organizations", "posts") else frozenset()))
        sheet, kind, types, note = self.classed(where, line(one.get("classification")))
        key = line(one.get("id"))
        cells = {"id": own(key), "name": called(one) if reference(one) or not key else self.told.names[key], "kind": kind, "organisation_type": types, "note": note}
        cells |= self.names(where, one, cells["name"])
        for part in objects(one.get("links")):
            if line(part.get("note")) == WEBSITE and "website" not in cells:
                cells["website"] = line(part.get("url"))
            else:
                self.unread.add("links", line(part.get("note")) or line(part.get("url")))
        if where == "events":
            cells |= {"begins": line(one.get("start_date")), "ends": line(one.get("end_date")), "place": text(one.get("location"))}
            cells["status"] = event_status(one)
            cells["event_kind"] = types
            cells |= {"organisation_type": "", "organised_by": self.end(one.get("organization_id")), "part_of": self.end(one.get("parent_id"))}
        elif where in ("organizations", "posts"):
            cells["based_in"] = self.area(one)
            cells |= {"mandate": text(one.get("description"))} if sheet == "bodies" else {}
            cells |= {"part_of": self.end(one.get("parent_id"))} if sheet == "bodies" else {}
        if sheet != "bodies" and text(one.get("description")):
            cells["note"] = "\n".join(filter(None, (cells["note"], text(one.get("description")))))
        return self.row(sheet, cells | {"source": self.source(one)}, number)

    def names(self, where: str, one: Item, first: str) -> dict[str, str]:
        """The other names of a thing: acronyms, names in languages, others."""
        found: dict[str, str] = {}
        short, other = [], [said for part in one.get("other_label") or [] if (said := name(part))] if isinstance(one.get("other_label"), list) else []
        for part in objects(one.get("other_names")):
            said, language = name(part.get("name")), line(part.get("lang")).casefold()
            if language.replace("-", "").isalnum() and language.isascii() and language != "en" and f"name__{language}" not in found and said:
                found[f"name__{language}"] = said
            elif line(part.get("note")).casefold() == "acronym":
                short.append(said)
            elif said and not (language and said == first):
                other.append(said)
        return found | {"short": joined(dict.fromkeys(filter(None, short))), "other_names": joined(dict.fromkeys(other))}

    def classed(self, where: str, said: str) -> tuple[str, str, str, str]:
        """The sheet, class and type of a thing by its list and classification, and what of it is unknown."""
        if where in ("persons", "posts"):
            return "actors", where[:-1], "", said
        if where == "events":
            code = code_of(column("events", "event_kind"), said)
            return "events", "", code, "" if code else said
        for one in table("popolo-things"):
            if one["list"] == where and class_text(one["kind"]).casefold() == said.casefold():
                return one["sheet"], one["kind"], "", ""
        code = code_of(column("actors", "organisation_type"), said)
        return "actors", "organisation", code, "" if code else said

    def end(self, key: Any) -> str:
        """How a cell refers to the thing of a key, '' if there is no key."""
        return self.told.reference(line(key)) if line(key) else ""

    def area(self, one: Item) -> str:
        """How a cell refers to an area."""
        inside = mapping(one.get("area"))
        key = line(one.get("area_id")) or line(inside.get("id"))
        return own(key) or self.areas.get(key) or line(inside.get("name")) or key

    def beside(self, where: str, number: int, one: Item) -> Iterator[Row]:
        """What a thing says of others: where a post is, of what an organisation is a unit, who attended an event."""
        me = self.end(one.get("id")) or called(one)
        place = self.end(one.get("organization_id") or mapping(one.get("organization")).get("id"))
        if where == "posts" and place:
            yield self.tie(number, me, PLACED, place)
        whole = self.end(one.get("parent_id") or mapping(one.get("parent")).get("id"))
        if where == "organizations" and whole and self.classed(where, line(one.get("classification")))[0] == "actors":
            yield self.tie(number, me, UNIT, whole)
        for part in objects(one.get("attendees")) if where == "events" else ():
            yield self.tie(number, self.end(part.get("id")) or name(part.get("name")), "participation", me, status=event_status(one))

    def membership(self, number: int, one: Item) -> Iterator[Row]:
        """The tie of a membership: to its post, if it names one that is in the file, else to its organisation."""
        self.unread.fields("memberships", one, MEMBERSHIP)
        member = next((found for head in ("person", "member") if (found := line(one.get(f"{head}_id")) or line(mapping(one.get(head)).get("id")))), "")
        post, organisation = (line(one.get(f"{head}_id")) or line(mapping(one.get(head)).get("id")) for head in ("post", "organization"))
        held = self.where.get(post) == "posts"
        if not member or not (held or organisation):
            self.unread.add("memberships", "one without a member or an organisation")
            return
        label, role = line(one.get("label")), line(one.get("role"))
        usual = HELD if held else "membership"
        kind = HELD if held else code_of(column(TIES, "tie_kind"), label) or usual
        code = code_of(column(TIES, "role"), role)
        plain = next((row["role"] for row in table("popolo-ties") if row["kind"] == kind), "")
        notes = [said for said, known in ((label, code_of(column(TIES, "tie_kind"), label)), (role, code)) if said and not known]
        cells = {"id": own(line(one.get("id"))), "role": code if code != plain else "", "on_behalf_of": self.end(one.get("on_behalf_of_id"))}
        cells |= {"since": line(one.get("start_date")), "until": line(one.get("end_date")), "source": self.source(one), "note": "\n".join(notes)}
        yield self.tie(number, self.end(member), kind, self.end(post if held else organisation), **cells)


def event_status(one: Item) -> str:
    """The status of an event in kebab-case; actual where nothing is said."""
    return next((status for status, said in statuses().items() if said == line(one.get("status")).casefold()), ACTUAL)


def called(one: Item) -> str:
    """The name of a thing."""
    return name(one.get("name")) or name(one.get("label")) or line(one.get("id"))


def reference(one: Item) -> str:
    """How cells refer to a thing of ours: by its id, or by its name if kuasa made its key; '' for a thing of others."""
    key = line(one.get("id"))
    return own(key) or (called(one) if key.startswith("kuasa-") else "")


def own(key: str) -> str:
    """The key, if it is an id of ours."""
    return key if OURS.fullmatch(key) else ""


def source_of(one: Item) -> tuple[str, str] | None:
    """The title and address of the first source of an object, None if it has none."""
    return next(((line(part.get("note")), line(part.get("url"))) for part in objects(one.get("sources"))), None)
