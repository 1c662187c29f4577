"""The best format is found for any Accept header, as RFC 9110 has it; no header, however odd, breaks the parser."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.web import negotiation
from kuasa.web.negotiation import CSV, HTML, JSON, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, SOLUTIONS, TRIG, TRIPLES, TRUTH, TSV, TURTLE, XML, chosen, named, quality_of
from kuasa.web.refusals import Refused

CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"


@pytest.mark.parametrize(
    ("accept", "offered", "found"),
    [
        ("", SOLUTIONS, JSON),
        ("*/*", SOLUTIONS, JSON),
        ("*", SOLUTIONS, JSON),
        ("*/*", TRIPLES, TURTLE),
        ("text/*", SOLUTIONS, CSV),
        ("text/*", TRIPLES, TURTLE),
        ("text/csv", SOLUTIONS, CSV),
        ("TEXT/CSV", SOLUTIONS, CSV),
        ("text/csv, */*", SOLUTIONS, CSV),
        ("text/csv;q=0.5, application/*", SOLUTIONS, JSON),
        ("text/csv;q=0.5, application/*;q=0.4", SOLUTIONS, CSV),
        ("*/*, application/sparql-results+json;q=0", SOLUTIONS, XML),
        ("application/*, application/sparql-results+json;q=0.1, application/sparql-results+xml;q=0.2, text/csv;q=0.1", SOLUTIONS, XML),
        ("application/sparql-results+xml, application/sparql-results+json", SOLUTIONS, JSON),
        ("application/sparql-results+xml;q=1.0, application/sparql-results+json;q=0.999", SOLUTIONS, XML),
        ("text/tab-separated-values;charset=utf-8;q=.9 , text/csv; q=.8", SOLUTIONS, TSV),
        ('application/ld+json;profile="a,b;q=0", text/turtle;q=0.9', TRIPLES, JSON_LD),
        ('application/ld+json;profile="a,text/turtle,b";q=0.4, application/trig;q=0.5', TRIPLES, TRIG),
        ("application/json", SOLUTIONS, JSON),
        ("application/json", TRIPLES, JSON_LD),
        ("application/json, application/sparql-results+xml", SOLUTIONS, XML),
        ("text/xml", TRIPLES, RDF_XML),
        ("text/plain", TRIPLES, N_TRIPLES),
        ("application/n-quads, application/trig;q=0.5", TRIPLES, N_QUADS),
        ("application/trig", TRIPLES, TRIG),
        ("text/csv", TRUTH, None),
        ("text/csv", TRIPLES, None),
        ("image/png", SOLUTIONS, None),
        ("*/*;q=0", SOLUTIONS, None),
        ("json", SOLUTIONS, None),
        ("text/csv;q=nan, text/tab-separated-values;q=0.1", SOLUTIONS, TSV),
        ("text/csv;q=7, text/tab-separated-values;q=0.1", SOLUTIONS, TSV),
        (",,;;q=,/", SOLUTIONS, None),
        (CHROMIUM, (*TRIPLES, HTML), HTML),
        (CHROMIUM, SOLUTIONS, XML),
        ("text/turtle, text/html;q=0.9", (*TRIPLES, HTML), TURTLE),
        ("text/csv, " + "image/png, " * 200 + "text/tab-separated-values;q=0.3", SOLUTIONS, CSV),
    ],
)
def test_the_best_format_is_found(accept: str, offered: tuple[str, ...], found: str | None) -> None:
    assert chosen(accept, offered) == found


@pytest.mark.parametrize(
    ("name", "offered", "found"),
    [
        ("csv", SOLUTIONS, CSV),
        ("JSON", SOLUTIONS, JSON),
        ("json", TRIPLES, JSON_LD),
        ("xml", TRIPLES, RDF_XML),
        ("ttl", TRIPLES, TURTLE),
        ("application/trig", TRIPLES, TRIG),
        ("csv", TRUTH, None),
    ],
)
def test_a_short_name_is_a_format(name: str, offered: tuple[str, ...], found: str | None) -> None:
    assert named(name, offered) == found


def test_every_format_has_names_that_find_it() -> None:
    offers = (SOLUTIONS, TRIPLES, (HTML,))
    assert {media for offered in offers for media in offered} == set(negotiation.NAMES)
    assert all(named(name, offered) == media for offered in offers for media in offered for name in negotiation.NAMES[media] if (name, media) != ("xml", RDF_XML))


def test_what_is_not_on_offer_is_refused_with_what_is() -> None:
    with pytest.raises(Refused, match="text/turtle") as found:
        negotiation.picked("csv", "", TRIPLES)
    assert found.value.status == 406
    with pytest.raises(Refused, match="no format 'parquet'") as found:
        negotiation.picked("parquet", "", TRIPLES)
    assert found.value.status == 400


def test_the_name_comes_before_the_header() -> None:
    assert negotiation.picked("tsv", "text/csv", SOLUTIONS) == TSV


RANGES = st.tuples(st.sampled_from([*SOLUTIONS, "text/*", "application/*", "*/*", "image/png"]), st.sampled_from([0, 0.001, 0.3, 0.5, 0.7, 1]))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(RANGES.map(lambda pair: pair[0]), RANGES.map(lambda pair: pair[1]), min_size=1, max_size=6))
def test_nothing_else_is_wanted_more(wanted: dict[str, float]) -> None:
    found = chosen(", ".join(f"{media};q={quality}" for media, quality in wanted.items()), SOLUTIONS)

    def quality(media: str) -> float:
        return next((wanted[name] for name in (media, media.partition("/")[0] + "/*", "*/*") if name in wanted), 0)

    best = max(quality(media) for media in SOLUTIONS)
    assert (quality(found) if found else 0) == best
    assert (found is None) == (best == 0)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='abq*/;,=." \\01+-\t', max_size=600))
def test_no_header_breaks_the_parser(accept: str) -> None:
    found = chosen(accept, SOLUTIONS)
    assert found is None or quality_of(found, negotiation.read(accept) if accept.strip() else [("*/*", 1.0)])[0] > 0


@pytest.mark.parametrize("accept", ['"' * 60_000, '"\\' * 30_000, "a/b;" * 15_000, ",;" * 30_000, 'a"' * 30_000])
def test_a_long_header_is_read_in_no_time(accept: str) -> None:
    began = time.perf_counter()
    assert chosen(accept, SOLUTIONS) is None
    assert time.perf_counter() - began < 0.5
