"""How often a client may ask: never more than its rate allows, never less, and what is told to it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuasa.web.rates import Rates, client


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


PAUSES = st.lists(st.floats(0, 20, allow_nan=False), max_size=60)


@settings(max_examples=200, deadline=None)
@given(pauses=PAUSES, a_minute=st.integers(1, 900), burst=st.integers(1, 20))
def test_no_stretch_of_time_has_more_requests_than_the_burst_and_the_rate(pauses: list[float], a_minute: int, burst: int) -> None:
    clock = Clock()
    rates = Rates(a_minute, burst, clock)
    allowed = []
    for pause in pauses:
        clock.now += pause
        if not rates.seconds("192.0.2.1"):
            allowed.append(clock.now)
    for first, start in enumerate(allowed):
        for last, end in enumerate(allowed[first:], 1):
            assert last <= burst + (end - start) * a_minute / 60 + 1e-3


@settings(max_examples=200, deadline=None)
@given(pauses=PAUSES, a_minute=st.integers(1, 900), burst=st.integers(1, 20))
def test_who_waits_as_long_as_told_may_ask_and_not_before(pauses: list[float], a_minute: int, burst: int) -> None:
    clock = Clock()
    rates = Rates(a_minute, burst, clock)
    for pause in pauses:
        clock.now += pause
        wait = rates.seconds("192.0.2.1")
        if wait:
            clock.now += wait * 0.9
            assert rates.seconds("192.0.2.1") == pytest.approx(wait * 0.1, abs=1e-5) or wait < 1e-4
            clock.now += wait * 0.1
            assert rates.seconds("192.0.2.1") == 0.0


def test_who_keeps_to_the_rate_is_never_refused() -> None:
    clock = Clock()
    rates = Rates(60, 1, clock)
    for _ in range(10_000):
        assert rates.seconds("192.0.2.1") == 0.0
        clock.now += 1.0


def test_clients_do_not_take_from_each_other() -> None:
    rates = Rates(60, 1, Clock())
    assert [rates.seconds(address) for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1")] == [0.0, 0.0, 1.0]


def test_no_more_addresses_are_remembered_than_allowed() -> None:
    clock = Clock()
    rates = Rates(60, 1, clock, kept=100)
    for number in range(10_000):
        rates.seconds(f"2001:db8:{number:x}::1")
    assert len(rates.full_at) == 100
    assert rates.seconds("2001:db8:270f::2") == 1.0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_a_client_is_an_address_or_a_network(address: str, expected: str) -> None:
    assert client(address) == expected
