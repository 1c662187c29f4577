"""Words on paper, in several languages beside each other: a key in, its texts out, each with the language that it is really in.

Nothing is refused: what is not translated is said in English, once. Names of things are never translated, only recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..graph.facts import Facts
from ..graph.naming import names_by_language
from ..graph.wording import ENGLISH, languages, wording

BESIDE = 3
LONGEST = 150


@dataclass(frozen=True)
class Text:
    """A text and the code of its language."""

    lang: str
    text: str


Texts = tuple[Text, ...]


@dataclass(frozen=True)
class Speaker:
    """Says words in some languages, the first of them first; at least one."""

    languages: tuple[str, ...]

    @property
    def first(self) -> str:
        """The language that is said largest."""
        return self.languages[0]

    def say(self, key: str, **values: object) -> Texts:
        """A word in each language, each text once; an unknown key is a `KeyError`."""
        english = wording()[key]
        found = ((lang, wording(lang)[key]) for lang in self.languages)
        return each_once(Text(ENGLISH if text == english else lang, text.format(**values)) for lang, text in found)

    def known(self, key: str) -> Texts:
        """A word in each language, none if there is no such word."""
        return self.say(key) if key in wording() else ()

    def only(self, lang: str) -> Speaker:
        """One that says words in one language."""
        return Speaker((lang,))

    def with_english(self) -> Speaker:
        """The same with English beside it."""
        return Speaker(tuple(dict.fromkeys((*self.languages, ENGLISH))))

    def spoken(self) -> tuple[str, ...]:
        """The languages that there are words in; English if there are in none."""
        return tuple(lang for lang in self.languages if lang in languages()) or (ENGLISH,)

    def not_reviewed(self) -> tuple[str, ...]:
        """The own names of the languages whose words nobody has read who speaks them."""
        return tuple(languages()[lang].name for lang in self.languages if lang in languages() and not languages()[lang].reviewed)


def speakers(asked: Sequence[str]) -> tuple[Speaker, ...]:
    """One set for all languages, if there is room to say them beside each other; else a set for each. None asked for: English."""
    chosen = tuple(dict.fromkeys(filter(None, asked))) or (ENGLISH,)
    return (Speaker(chosen),) if len(chosen) <= BESIDE else tuple(Speaker((lang,)) for lang in chosen)


def each_once(texts: Iterable[Text]) -> Texts:
    """Texts without those that were there already, whatever their case.

    >>> each_once([Text("en", "Plan"), Text("vi", "Kế hoạch"), Text("en", "Plan")])
    (Text(lang='en', text='Plan'), Text(lang='vi', text='Kế hoạch'))
    """
    first: dict[str, Text] = {}
    for one in texts:
        first.setdefault(one.text.casefold(), one)
    return tuple(first.values())


def names(facts: Facts, thing: str, speaker: Speaker) -> Texts:
    """The English name of a thing, then the one in each language for which one is recorded."""
    local = names_by_language(facts, thing)
    said = (Text(lang, local[lang]) for lang in speaker.languages if lang in local and lang != ENGLISH)
    own = facts.label(thing)
    tag = ENGLISH if ENGLISH in local or not local else next((lang for lang, text in local.items() if text == own), ENGLISH)
    return each_once(Text(one.lang, clipped(one.text)) for one in (Text(tag, own), *said))


def clipped(text: str, most: int = LONGEST) -> str:
    """A text that fits where there is little room.

    >>> clipped("one two three", 9)
    'one two …'
    >>> clipped("onetwothree", 6)
    'onetw …'
    """
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    begun = plain[: most - 1]
    return f"{begun.rpartition(' ')[0] or begun.rstrip()} …"
