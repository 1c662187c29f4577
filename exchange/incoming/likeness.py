"""How alike two names are: names that are known in, the nearest of them to other names out, from 0 to 100.

A word weighs the more the fewer names have it, so that "of" and "ASEAN" count for little without a list of such words; its place
in the name does not count, and a letter or two may differ. Numbers and single letters have to agree ("CS5 2023" is never "CS5
2024"), and two names that each mention a state of their own are never alike. Nothing is compared with what shares none of its rarer words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from heapq import nlargest
from itertools import pairwise
from math import log

from .spelling import ROOT, Name, States

ALIKE = 80
OFTEN = 200
MOST = 2_000
BLOCK = 1_000
TRIED = 40
LIGHT = 0.4
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Near:
    """A known name that is like another: whose it is, the name, how alike from 0 to 100, and whether one is a `part` of the other."""

    key: str
    text: str
    score: int
    part: bool


@dataclass
class Likeness:
    """Names that are known, ready to be compared with. `add` all of them first. `acronyms` are written out where names use them.
    `bound` counts the names that shared only words of very many names, so that they were compared with nothing."""

    states: States
    acronyms: Mapping[str, str] = field(default_factory=dict)
    names: list[tuple[str, Name]] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    rare: dict[str, float] = field(default_factory=dict)
    weighed: dict[int, Weights] = field(default_factory=dict)
    wholes: dict[int, float] = field(default_factory=dict)
    bound: int = 0

    def forms(self, text: str) -> list[Name]:
        """A name as it is, and with its acronyms written out if it has any."""
        out = re.sub(r"[A-Z][A-Z-]+[A-Z]", lambda found: self.acronyms.get(found[0], found[0]), text) if self.acronyms else text
        return [replace(self.states.name(form), text=text) for form in dict.fromkeys((text, out))]

    def add(self, key: str, text: str) -> None:
        """One more name of what a key stands for."""
        for name in self.forms(text):
            for word in set(name.words):
                self.places.setdefault(word, []).append(len(self.names))
            self.names.append((key, name))

    def weight(self, word: str) -> float:
        """How rare a word is, from about 0.7 for one in every name."""
        if word not in self.rare:
            self.rare[word] = log(1 + (len(self.names) + 1) / (len(self.places.get(word, ())) + 1))
        return self.rare[word]

    def weights(self, name: Name) -> Weights:
        """How much each word of a name counts."""
        return {word: self.weight(word) * (LIGHT if word in name.small else 1.0) for word in name.words}

    def whole(self, place: int) -> float:
        """How much all words of a known name count."""
        if place not in self.wholes:
            name = self.names[place][1]
            self.weighed[place] = self.weights(name)
            self.wholes[place] = sum(self.weighed[place][word] for word in name.words)
        return self.wholes[place]

    def nearest(self, texts: Iterable[str], least: int, keep: int = 20) -> Iterator[tuple[str, list[Near]]]:
        """Each text with the names that are like it at least so much, the most alike first, one for each key."""
        asked = {text: self.forms(text) for text in dict.fromkeys(texts)}
        alike = self.alike({word for forms in asked.values() for name in forms for word in name.words})
        for text, forms in asked.items():
            best: dict[str, Near] = {}
            for form in forms:
                weights = self.weights(form)
                for place in self.block(form, sum(weights[word] for word in form.words), alike, least / 100):
                    near = self.compared(form, weights, place, alike)
                    if near and near.score >= least and (near.key not in best or near.score > best[near.key].score):
                        best[near.key] = near
            yield text, sorted(best.values(), key=lambda near: (-near.score, near.key))[:keep]

    def alike(self, words: set[str]) -> dict[str, dict[str, float]]:
        """The known words that each word can be, itself too, with a share from 0 to 1; numbers and short words are only themselves."""
        from rapidfuzz import fuzz, process

        found: dict[str, dict[str, float]] = {word: dict.fromkeys((word, *sorted(self.states.other(word))), 1.0) for word in words}
        known = sorted(word for word in self.places if len(word) >= ROOT and not word.isdecimal())
        asked = sorted(word for word in words if len(word) >= ROOT and not word.isdecimal())
        for start in range(0, len(asked) if known else 0, BLOCK):
            chunk = asked[start : start + BLOCK]
            scores = process.cdist(chunk, known, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype="uint8")
            for row, column in zip(*(axis.tolist() for axis in scores.nonzero()), strict=True):
                found[chunk[row]].setdefault(known[column], float(scores[row, column]) / 100)
        return found

    def block(self, name: Name, whole: float, alike: Mapping[str, Mapping[str, float]], least: float) -> list[int]:
        """The places of the names worth comparing: those that share the most in rarer words, two words written as one too, if that can be
        enough; without any, those that share the rarest word."""
        shared: dict[int, float] = {}
        frequent: list[str] = []
        words = [word for given in dict.fromkeys(name.words) for word in alike[given]] + [one + two for one, two in pairwise(name.words)]
        for word in words:
            places = self.places.get(word, ())
            if len(places) > OFTEN:
                frequent.append(word)
            else:
                weight = self.weight(word)
                for place in places:
                    shared[place] = shared.get(place, 0.0) + weight
        if not shared and frequent:
            rarest = min(frequent, key=lambda word: (len(self.places[word]), word))
            if len(self.places[rarest]) <= MOST:
                return self.places[rarest]
            self.bound += 1
        often = sum(self.weight(word) for word in frequent)
        likely = [place for place, weight in shared.items() if 2 * (weight + often) >= least * (whole + self.whole(place))]
        return nlargest(TRIED, likely, key=lambda place: (shared[place], -place))

    def compared(self, one: Name, weights: Weights, place: int, alike: Mapping[str, Mapping[str, float]]) -> Near | None:
        """How alike a name and a known one are; None where a number, a letter or a state forbids it."""
        from rapidfuzz import fuzz

        key, two = self.names[place]
        whole_two = self.whole(place)
        if one.numbers != two.numbers and one.numbers and two.numbers:
            return None
        if (one.letters - two.letters and two.letters - one.letters) or not (one.states <= two.states or two.states <= one.states):
            return None
        others = self.weighed[place]
        left = Counter(two.words)
        matched = 0.0
        for word in one.words:
            like = alike[word]
            best = word if left[word] else max((other for other in like if left[other]), key=lambda other: (like[other], other), default="") if len(like) > 1 else ""
            if best:
                left[best] -= 1
                matched += like[best] * (weights[word] + others[best])
        whole_one = sum(weights[word] for word in one.words)
        share = matched / (whole_one + whole_two) if matched else 0.0
        if share < 1 and min(len(one.joined), len(two.joined)) >= 2 * ROOT:
            share = max(share, fuzz.ratio(one.joined, two.joined, score_cutoff=90) / 100)
        part = bool(matched) and matched / 2 >= 0.95 * min(whole_one, whole_two) and len(one.words) != len(two.words)
        return Near(key, two.text, min(99, round(100 * share * (0.9 if one.numbers != two.numbers else 1.0))), part)
