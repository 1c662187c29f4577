"""Groups of many things: found by their links alone, the same every time, the largest first."""

from __future__ import annotations

import numpy as np

from kuasa.maps.groups import LEAST, MOST, Groups, circles, groups


def blocks(count: int, size: int, joined: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Blocks of so many things that are all linked with one another; if `joined`, one link joins each block with the next."""
    inside = [(block * size + a, block * size + b) for block in range(count) for a in range(size) for b in range(a)]
    between = [(block * size, (block + 1) * size) for block in range(count - 1)] if joined else []
    starts, ends = np.array(inside + between, np.int64).T
    return starts, ends


def test_blocks_joined_by_single_links_are_one_group_each() -> None:
    starts, ends = blocks(6, 20)
    found = circles(120, starts, ends)
    assert [len(set(found[block * 20 : block * 20 + 20])) for block in range(6)] == [1] * 6
    assert len(set(found)) == 6


def test_the_largest_group_comes_first_and_is_named_by_its_most_linked_thing() -> None:
    starts, ends = blocks(3, 20)
    more = np.arange(60, 70)
    weights = np.ones(70)
    weights[47] = 9
    found = groups(list(weights), np.concatenate([starts, more]), np.concatenate([ends, np.full(10, 47)]))
    assert found.sizes == (30, 20, 20)
    assert found.heads[0] == 47
    assert found.members[47] == found.members[65] == 0


def test_small_groups_and_things_without_links_are_the_rest() -> None:
    starts, ends = blocks(2, 20)
    pair = np.array([40]), np.array([41])
    found = groups([1.0] * 45, np.concatenate([starts, pair[0]]), np.concatenate([ends, pair[1]]))
    assert found.sizes == (20, 20, 5)
    assert found.heads[-1] == -1
    assert [found.members[n] for n in range(40, 45)] == [2] * 5


def test_there_are_never_more_groups_than_a_picture_carries() -> None:
    starts, ends = blocks(MOST + 15, LEAST + 3, joined=False)
    found = groups([1.0] * (MOST + 15) * (LEAST + 3), starts, ends)
    assert len(found.sizes) == MOST + 1
    assert sum(found.sizes) == (MOST + 15) * (LEAST + 3)
    assert len(set(found.places)) == MOST + 1


def test_the_same_links_give_the_same_groups() -> None:
    starts, ends = blocks(9, 15)
    assert groups([1.0] * 135, starts, ends) == groups([1.0] * 135, starts, ends)


def test_no_things_and_no_links_are_no_groups() -> None:
    nothing = np.zeros(0, np.int64)
    assert groups([], nothing, nothing) == Groups((), (), (), ())
    assert groups([1.0, 1.0], nothing, nothing).sizes == (2,)
