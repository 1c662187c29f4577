"""The same answers from two real servers, and from a loaded folder, as from the files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import servers
from conftest import WORLD

from kuasa.exchange.publishing import publish
from kuasa.graph import dossier, lookup, posing, questions, results, tables, telling
from kuasa.graph.analysis import influence, lenses
from kuasa.graph.errors import UnknownName
from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import Knowledge, open_knowledge
from kuasa.graph.loading import load
from kuasa.graph.part import Wanted
from kuasa.graph.remote import RemoteStore
from kuasa.graph.validity import Moment

WHEN = Moment.from_words("2026-06-30", "all", None, False)


@dataclass(frozen=True)
class Elsewhere:
    """Where knowledge is (an address or a folder), the files that it came from, and what is asked of it."""

    place: str
    files: tuple[str, ...]
    routes: tuple[tuple[str, str, int], ...]
    texts: tuple[str, ...]
    questions: tuple[tuple[str, dict[str, str]], ...]

    def near(self, audience: str) -> Knowledge:
        """What the files say to an audience."""
        return open_knowledge(self.files, audience)

    def far(self, audience: str, wanted: Wanted | None = None) -> Knowledge:
        """What the place says to it."""
        return open_knowledge((self.place,), audience, wanted=wanted)


EMBEDDED = ((), (("AROSP", "SLOM", 6), ("KPRI", "ACWC", 3)), ("care econ", "ระดับ", "Bo noi"), (("who-organised", {}), ("seats", {}), ("actors/names", {}), ("ratified-by", {})))
SMALL = ((str(WORLD),), (("UW", "OMC", 6), ("LN", "Cloth Fair", 3)), ("cloth", "สหภาพ", "bo noi"), (("seats", {"body": "OMC"}), ("actors/names", {"thing": "UW"})))


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso", "loaded"])
def elsewhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    """All of the embedded knowledge in a loaded folder and at one server; the invented region at one that gives its rows in pages of a few hundred."""
    asked = SMALL if request.param == "virtuoso" else EMBEDDED
    if request.param == "loaded":
        folder = tmp_path_factory.mktemp("loaded") / "all"
        load(folder, ["embedded"], "facilitator")
        yield Elsewhere(str(folder), *asked)
        return
    with RemoteStore(getattr(servers, request.param)()) as store:
        for graph in store.graphs():
            store.delete(graph)
        publish(open_knowledge(asked[0], "facilitator"), store, replace=True)
        yield Elsewhere(store.url, *asked)
        for graph in store.graphs():
            store.delete(graph)


def terms(facts: Facts) -> dict[str, dict[str, set[object]]]:
    return {subject: {predicate: set(found) for predicate, found in said.items()} for subject, said in facts.terms.items()}


def told(knowledge: Knowledge, start: str, end: str, hops: int) -> str:
    starts, ends = lookup.several(knowledge.facts, start), lookup.several(knowledge.facts, end)
    limits = influence.limits(knowledge.facts, (), (), "en")
    asked = influence.Question(starts, ends, WHEN, lenses.lens("all"), 3, hops, frozenset(), (), False, "en", limits)
    return telling.as_json(influence.paths(knowledge.facts, asked))


def test_all_that_is_known_is_there_and_the_profile_withholds_the_same(elsewhere: Elsewhere) -> None:
    here, there = elsewhere.near("public"), elsewhere.far("public")
    assert terms(there.facts) == terms(here.facts)
    assert there.withheld.subjects == here.withheld.subjects


def test_routes_are_the_same(elsewhere: Elsewhere) -> None:
    here = elsewhere.near("public")
    for start, end, hops in elsewhere.routes:
        part = elsewhere.far("public", Wanted((start,), end=end, hops=hops))
        assert part.remark == ""
        assert told(part, start, end, hops) == told(here, start, end, hops)


def test_a_thing_and_a_search_are_told_in_the_same_words(elsewhere: Elsewhere) -> None:
    here, name = elsewhere.near("public"), elsewhere.routes[0][1].lower()
    part = elsewhere.far("public", Wanted((name,)))
    thing = lookup.resolve(part.facts, name)
    assert list(dossier.told(part.facts, thing, WHEN, "en")) == list(dossier.told(here.facts, thing, WHEN, "en"))
    for text in elsewhere.texts:
        found = elsewhere.far("public", Wanted(text=text))
        assert tables.as_csv(dossier.found(found.facts, text, "en")) == tables.as_csv(dossier.found(here.facts, text, "en"))


def test_near_names_are_those_of_everything(elsewhere: Elsewhere) -> None:
    name = elsewhere.routes[0][1] + "M"
    said = []
    for known in (elsewhere.far("facilitator", Wanted((name,))), elsewhere.near("facilitator")):
        with pytest.raises(UnknownName) as raised:
            lookup.resolve(known.facts, name)
        said.append(str(raised.value))
    assert said[0] == said[1]


def test_a_question_has_the_same_answer(elsewhere: Elsewhere) -> None:
    for name, values in elsewhere.questions:
        answers = []
        for places in ((elsewhere.place,), elsewhere.files):
            found = posing.posed(questions.find(name), values, places, "facilitator", lambda wanted, places=places: open_knowledge(places, "facilitator", wanted=wanted))
            assert found.remark == ""
            answers.append(sorted(map(str, results.table(found.answer).rows)))
        assert answers[0] == answers[1]
        assert answers[0]


def test_a_question_of_the_public_sees_what_the_public_sees(elsewhere: Elsewhere) -> None:
    everyone = questions.Question("probe", "SELECT ?p { GRAPH ?g { ?p a k:Person } }")
    found = posing.posed(everyone, {}, (elsewhere.place,), "public", lambda wanted: elsewhere.far("public", wanted))
    here = elsewhere.near("public")
    seen = {row["p"] for row in results.table(found.answer).rows}
    assert seen == set(here.facts.subjects("Person"))
    assert not seen & here.withheld.subjects
    assert here.withheld.subjects
