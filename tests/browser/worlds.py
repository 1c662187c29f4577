"""Worlds made up at random for the page's own routes: a dozen things of many classes, links of every kind, every status and date."""

from __future__ import annotations

import random

import pyoxigraph as ox

from kuasa.graph.facts import Facts
from kuasa.graph.kinds import kinds
from kuasa.graph.knowledge import Knowledge
from kuasa.graph.profiles import profile, restrict
from kuasa.graph.store import EmbeddedStore
from kuasa.graph.vocabulary import GRAPH, K

HEAD = """@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
i:s0 a k:Source ; dcterms:title "Annals"@en ; dcterms:issued "2019-06" .
i:s1 a k:Source ; dcterms:title "Bulletin"@en ; dcterms:issued "2025-11-02" .
i:s2 a k:Source ; dcterms:title "Register to look into"@en ; k:address "https://register.example/" .
i:p0 a k:Passage ; k:source i:s0 ; k:locator "page 1"@en . i:p1 a k:Passage ; k:source i:s1 ; k:locator "page 2"@en .
"""
CLASSES = ("Organisation", "Network", "Forum", "Committee", "Ministry", "State", "Council", "Event", "Event", "SeniorOfficialsMeeting", "Instrument", "Organisation")
STATUSES = ("actual", "actual", "actual", "actual", "planned", "possible", "proposed", "cancelled")
STATES = ("Reporting", "Membership", "Seat", "Engagement", "Partnership", "Chairing", "Support")
ASSERTIONS = ("officialText", "thirdParty", "participants", "inferred")
DAYS = ("2018", "2019-05", "2020-Q3", "2021-02-03", "2022", "2023-11", "2024-Q1", "2025-06-30", "2026", "2027-01")


def invented(seed: int) -> Knowledge:
    """The knowledge of a world made up from a seed: the same seed, the same world."""
    dice = random.Random(seed)
    things = [f"t{n:02}" for n in range(16)]
    lines = [HEAD, *(thing(dice, n, slug) for n, slug in enumerate(things))]
    every = sorted(iri.removeprefix(K) for iri in kinds())
    for n in range(dice.choice((40, 60, 90))):
        start, end = (things[0], things[-1]) if n < 3 else dice.choices(things, k=2)
        lines.append(tie(dice, f"r{n:03}", dice.choice(every) if dice.random() < 0.4 else dice.choice(STATES), start, end))
    store = EmbeddedStore()
    store.post(GRAPH + "invented", (quad.triple for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.TURTLE)))
    facts, audience = Facts.from_store(store), profile("public")
    return Knowledge(facts, audience, restrict(facts, audience), store)


def thing(dice: random.Random, number: int, slug: str) -> str:
    """A thing with a name, perhaps an acronym, a lifetime, a day of adoption or a rule."""
    sort = CLASSES[number % len(CLASSES)]
    said = [f'i:{slug} a k:{sort} ; skos:prefLabel "{sort} {number}"@en']
    said += [f'skos:notation "N{number}"'] if dice.random() < 0.5 else []
    said += [f'k:ends "{dice.choice(DAYS)}"'] if dice.random() < 0.15 else []
    said += [f'k:adoptedOn "{dice.choice(DAYS)}"'] if sort == "Instrument" else []
    rule = f"i:{slug}-c a k:Claim ; k:about i:{slug} ; k:property k:decisionRule ; k:value k:consensus ; k:evidence i:{slug}-e .\n{proof(dice, f'{slug}-e')}"
    return " ; ".join(said) + " .\n" + (rule if dice.random() < 0.3 else "")


def tie(dice: random.Random, slug: str, kind: str, start: str, end: str) -> str:
    """A tie with dates, evidence, and now and then a strength of its own."""
    status = dice.choice(STATUSES)
    dates = sorted(dice.sample(DAYS, 2))
    said = [f"i:{slug} a k:{kind} ; k:from i:{start} ; k:to i:{end} ; k:status k:{status}"]
    said += [f'k:since "{dates[0]}"'] if dice.random() < 0.5 else []
    said += [f'k:until "{dates[1]}"'] if dice.random() < 0.3 else []
    said += [f'k:observed "{day}"' for day in dice.sample(DAYS, dice.choice((0, 0, 1, 2)))]
    said += [f'k:strength "{dice.choice((0.2, 0.5, 0.99))}"'] if dice.random() < 0.15 else []
    said += [f'k:backwardStrength "{dice.choice((0, 0.3, 0.9))}" ; k:statedAs "steers"@en'] if "strength" in said[-1] and dice.random() < 0.6 else []
    said += ["k:rank k:deprecated"] if dice.random() < 0.04 else []
    proofs = [f"{slug}-e{n}" for n in range(dice.choice((1, 1, 2)))]
    return " ; ".join([*said, "k:evidence " + " , ".join(f"i:{one}" for one in proofs)]) + " .\n" + "\n".join(proof(dice, one) for one in proofs)


def proof(dice: random.Random, slug: str) -> str:
    """A piece of evidence, seen or recalled."""
    seen = f"k:passage i:p{dice.randrange(2)} ; k:confidence k:seen"
    return f"i:{slug} a k:Evidence ; k:assertion k:{dice.choice(ASSERTIONS)} ; {seen if dice.random() < 0.8 else 'k:checkAt i:s2 ; k:confidence k:recalled'} ."
