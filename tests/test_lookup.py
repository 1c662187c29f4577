"""A typed name means one thing, several, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuasa.graph.errors import AmbiguousName, UnknownName
from kuasa.graph.facts import Facts
from kuasa.graph.lookup import fold, resolve, search, several
from kuasa.graph.vocabulary import ID


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Union of Weavers", "weavers"),
        ("union of  weavers", "weavers"),
        ("uw", "weavers"),
        ("สหภาพช่างทอ", "weavers"),
        ("bo noi vu cua b", "ministry-b"),
        ("LN", "loom-net"),
        ("i:weavers", "weavers"),
        (ID + "weavers", "weavers"),
    ],
)
def test_a_name_in_any_form_finds_its_thing(world: Facts, name: str, slug: str) -> None:
    assert resolve(world, name) == ID + slug


def test_an_unknown_name_suggests_near_ones(world: Facts) -> None:
    with pytest.raises(UnknownName) as problem:
        resolve(world, "Union of Weevers")
    assert "Union of Weavers" in problem.value.cure


def test_an_acronym_with_two_meanings_lists_both(embedded: Facts) -> None:
    with pytest.raises(AmbiguousName) as problem:
        resolve(embedded, "ASEC")
    assert "i:asec-sse" in problem.value.what and "i:asean-secretariat" in problem.value.what


def test_search_finds_parts_of_names_and_says_which(world: Facts) -> None:
    assert search(world, "noi vu") == [(ID + "ministry-b", "Bộ Nội vụ của B")]


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_several_names_with_a_plus_between_them_are_several_things(world: Facts) -> None:
    assert several(world, "Union of Weavers + LN+uw") == (ID + "weavers", ID + "loom-net")
    assert several(world, "uw") == (ID + "weavers",)
    with pytest.raises(UnknownName, match="Weevers"):
        several(world, "LN + Union of Weevers")
    with pytest.raises(UnknownName, match="called '\\+'"):
        several(world, "+")
