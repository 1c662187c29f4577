"""How often a client may ask: a bucket of tokens for each address, filled steadily, one token a request.

In: an address and a clock. Out: the seconds until the client may ask again, 0 if it may now. Never more than `kept` addresses are
remembered; who is forgotten starts with a full bucket. All addresses of an IPv6 network of 64 bits are one client, as one machine has
as many of them as it likes.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable


class Rates:
    """`a_minute` requests a minute for each client, at most `burst` of them at once (default: a sixth of them, at least one)."""

    def __init__(self, a_minute: float, burst: int = 0, clock: Callable[[], float] = time.monotonic, kept: int = 10_000) -> None:
        self.a_second = a_minute / 60
        self.burst = float(burst or max(1, int(a_minute / 6)))
        self.clock = clock
        self.kept = kept
        self.full_at: OrderedDict[str, float] = OrderedDict()

    def seconds(self, address: str) -> float:
        """0 if the client may ask now, which takes a token; else how long it has to wait, which takes none."""
        now, who = self.clock(), client(address)
        full_at = max(now, self.full_at.pop(who, now))
        missing = (full_at - now) * self.a_second
        wait = max(0.0, (missing + 1 - self.burst) / self.a_second)
        # Below a millionth of a second only the rounding of the clock is left.
        allowed = wait < 1e-6
        self.full_at[who] = full_at + 1 / self.a_second if allowed else full_at
        while len(self.full_at) > self.kept:
            self.full_at.popitem(last=False)
        return 0.0 if allowed else wait


def client(address: str) -> str:
    """The client behind an address: IPv4 as it is, the network of an IPv6 address, any other text as it is."""
    if ":" not in address:
        return address
    try:
        found = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    return str(found.ipv4_mapped or ipaddress.IPv6Address(int(found) >> 64 << 64))
