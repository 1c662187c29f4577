"""The workbook of data stewards as the ontology declares it: sheets and columns in order, what cells hold, the codes to choose from.

A cell is plain text. `word` gives the text of a code, class or kind of tie for people in a language, `code_of` the way back from
any of its texts in any language; between the two stands one word in kebab-case (`official-text`), the same everywhere. What is not
translated is said in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from .facts import ALT, PREF, ancestors, word_facts
from .kinds import kinds
from .translations import SHEETS, YES, shown, table
from .vocabulary import PREFIXES, K, kebab
from .wording import ENGLISH, languages, wording

COMMENT = PREFIXES["rdfs"] + "comment"
SCHEME = PREFIXES["skos"] + "inScheme"
SEPARATOR = "|"
LANGUAGE = "__"
SEVERAL = frozenset({"texts", "dates", "codes", "things"})
REFERENCES = frozenset({"thing", "things"})
CHOSEN = frozenset({"code", "codes", "class", "tieKind"})
NOTE = "-note"
SHORT_LIST = 5  # the codes of a list of so many are translated, longer lists stay in English
ABOUT_SHEETS = ("cover_", "fill_")
SHEETS_BESIDE = frozenset({"sheet_readme", "sheet_about", "sheet_example"})


@dataclass(frozen=True)
class Column:
    """A column of a sheet. `key` is its name in programs, `holds` what its cells are; `writes` is the IRI of a property, or `tie_kind` is that of the
    ties that it makes, `outward` from what the row is about; `scheme` is the IRI of the codes to choose from."""

    key: str
    holds: str
    writes: str = ""
    tie_kind: str = ""
    outward: bool = True
    scheme: str = ""
    required: bool = False

    @property
    def id(self) -> str:
        """Its IRI."""
        return f"{K}column-{self.key}"

    @property
    def several(self) -> bool:
        """Whether a cell may hold several values with | between them."""
        return self.holds in SEVERAL

    def label(self, lang: str = ENGLISH) -> str:
        """Its heading."""
        return said(self.id.removeprefix(K), lang)

    def note(self, lang: str = ENGLISH) -> str:
        """What to write in it."""
        return said(self.id.removeprefix(K) + NOTE, lang)


@dataclass(frozen=True)
class Sheet:
    """A sheet: the classes that its rows can have (`usual` where a row states none, '' if it has to), and its columns."""

    key: str
    classes: tuple[str, ...]
    usual: str
    columns: tuple[Column, ...]

    @property
    def id(self) -> str:
        """Its IRI."""
        return f"{K}sheet-{self.key}"

    def label(self, lang: str = ENGLISH) -> str:
        """Its name."""
        return said(self.id.removeprefix(K), lang)

    def note(self, lang: str = ENGLISH) -> str:
        """What its rows are."""
        return said(self.id.removeprefix(K) + NOTE, lang)

    def column(self, key: str) -> Column | None:
        """The column of a key, with or without a language ('name__th'); None if there is none."""
        return self.by_key.get(key.split(LANGUAGE)[0])

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Its columns by key."""
        return {column.key: column for column in self.columns}

    def choices(self, column: Column) -> tuple[str, ...]:
        """The words in kebab-case that a cell of a column can hold, in the order of their English texts; none where it is free."""
        return listed(self.classes, column.holds, column.scheme)


@cache
def listed(classes: tuple[str, ...], holds: str, scheme: str) -> tuple[str, ...]:
    """The words in kebab-case that a kind of column can hold in a sheet of some classes, in the order of their English texts."""
    if holds == "class":
        found = [iri for iri, up in ancestors().items() if set(classes) & set(up)]
    elif holds == "tieKind":
        found = [iri for iri in kinds() if iri != K + "StatedInfluence"]
    else:
        found = [iri for iri in word_facts().terms if scheme and scheme in word_facts().all(iri, SCHEME)]
    return tuple(kebab(iri) for iri in sorted(found, key=lambda iri: (text_of(iri).casefold(), iri)))


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet of the workbook, in order."""
    facts = word_facts()

    def place(iri: str) -> tuple[int, str]:
        return int(facts.one(iri, K + "order")), iri

    columns = sorted(facts.subjects("Column"), key=place)
    return tuple(
        Sheet(
            key=iri.removeprefix(K + "sheet-"),
            classes=tuple(facts.all(iri, K + "holdsClass")),
            usual=facts.one(iri, K + "usualClass"),
            columns=tuple(column_of(one, iri) for one in columns if iri in facts.all(one, K + "inSheet")),
        )
        for iri in sorted(facts.subjects("Sheet"), key=place)
    )


def column_of(iri: str, sheet: str) -> Column:
    """A column as it stands in a sheet."""
    facts = word_facts()
    return Column(
        key=iri.removeprefix(K + "column-"),
        holds=facts.one(iri, K + "holds"),
        writes=facts.one(iri, K + "property"),
        tie_kind=facts.one(iri, K + "tieKind"),
        outward=facts.one(iri, K + "outward") != "false",
        scheme=facts.one(iri, K + "scheme"),
        required=sheet in facts.all(iri, K + "requiredIn"),
    )


def sheet(key: str) -> Sheet:
    """The sheet of a key; `KeyError` if there is none."""
    return {one.key: one for one in sheets()}[key]


@cache
def english() -> dict[str, str]:
    """Every text of the workbook that is translated, by key: names and notes of sheets and columns, codes of short lists, classes, words."""
    facts = word_facts()
    found = {key: facts.label(K + "word-" + key) for node in facts.subjects("Word") if (key := node.removeprefix(K + "word-")).startswith(ABOUT_SHEETS) or key in SHEETS_BESIDE}
    for one in (*facts.subjects("Sheet"), *facts.subjects("Column")):
        key = one.removeprefix(K)
        found |= {key: facts.label(one), key + NOTE: facts.one(one, COMMENT)}
    for layout in sheets():
        for column in layout.columns:
            choices = [iri_of(column, code) for code in layout.choices(column)] if column.holds in ("class", "code") else []
            if column.holds == "class" or len(choices) <= SHORT_LIST:
                found |= {f"code-{iri.removeprefix(K)}": text_of(iri) for iri in choices}
    return found


@cache
def translated(lang: str) -> dict[str, str]:
    """The texts of the workbook that are translated into a language, by key; none for English."""
    return shown(table(lang, SHEETS), english()) if lang != ENGLISH else {}


def said(key: str, lang: str = ENGLISH) -> str:
    """A text of the workbook in a language; `KeyError` if there is none of this key."""
    return translated(lang).get(key) or english()[key]


def reviewed(lang: str) -> bool:
    """Whether somebody who speaks the language has read every text of the workbook."""
    return lang == ENGLISH or all(row.reviewed == YES for row in table(lang, SHEETS))


def spoken() -> tuple[str, ...]:
    """The codes of the languages that the workbook is there in, English first."""
    return (ENGLISH, *sorted(path.stem for path in SHEETS.glob("*.csv")))


def text_of(iri: str, lang: str = ENGLISH) -> str:
    """The text of a code, class or kind of tie for people: the verb of a kind, the other name of a code that has one, else its name."""
    facts = word_facts()
    if iri in kinds():
        return wording(lang)[f"kind_{kinds()[iri].word.replace('-', '_')}_verb"]
    if lang != ENGLISH and (text := translated(lang).get(f"code-{iri.removeprefix(K)}")):
        return text
    other = next((text for text, language in facts.tagged(iri, ALT) if language == ENGLISH), "")
    return other or facts.label(iri)


def word(column: Column, code: str, lang: str = ENGLISH) -> str:
    """The text for people of a word in kebab-case that a column holds; the word itself if it is none of its codes."""
    iri = iri_of(column, code)
    return text_of(iri, lang) if iri else code


def iri_of(column: Column, code: str) -> str:
    """The IRI of a word in kebab-case that a column holds, '' if it is none of its codes."""
    return meanings(column.holds, column.scheme).get(code, "")


@cache
def meanings(holds: str, scheme: str) -> dict[str, str]:
    """The IRIs of the codes of a kind of column, by word in kebab-case."""
    facts = word_facts()
    if holds == "tieKind":
        found = list(kinds())
    elif holds == "class":
        found = [iri for iri, up in ancestors().items() if K + "Tie" not in up]
    else:
        found = [iri for iri in facts.terms if scheme and scheme in facts.all(iri, SCHEME)]
    return {kebab(iri): iri for iri in found}


@cache
def spellings(holds: str, scheme: str) -> dict[str, str]:
    """The words in kebab-case by every text that stands for them in any language, without regard to case."""
    return {text.casefold(): code for code, iri in sorted(meanings(holds, scheme).items()) for text in texts(iri)}


def texts(iri: str) -> Iterator[str]:
    """Every text of a code, class or kind of tie."""
    facts = word_facts()
    yield kebab(iri)
    yield kebab(iri).replace("-", " ")
    for predicate in (PREF, ALT, PREFIXES["rdfs"] + "label", K + "verb"):
        yield from facts.all(iri, predicate)
    yield from (text_of(iri, lang) for lang in dict.fromkeys((*languages(), *spoken())))


def code_of(column: Column, text: str) -> str:
    """The word in kebab-case that a text of a cell means, '' if none."""
    return spellings(column.holds, column.scheme).get(" ".join(text.split()).casefold(), "")
