"""Four seconds of what `benchmarks/soak.py` does for a minute: a real server, 200 clients of whom a third hurt or leave, workers killed at random."""

from __future__ import annotations

import asyncio
import runpy
from pathlib import Path

import pytest

SOAK = runpy.run_path(str(Path(__file__).parent.parent / "benchmarks" / "soak.py"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="counts processes and files as Linux shows them")
def test_under_hostile_clients_and_killed_workers_no_answer_is_wrong_nothing_hangs_and_memory_stays_flat() -> None:
    figures = asyncio.run(SOAK["soak"](4.0, 200))
    assert figures.wrong == []
    assert figures.outcomes["hung"] == figures.others["hung"] == 0
    # Answers, queries too many, workers lost, time out; a stream that broke is seen to be broken.
    assert set(figures.outcomes) <= {"right", "408", "502", "503", "504", "broken"}
    # Most are told to come later, as 140 ask of two workers; nobody loses an answer but by a kill, and a kill costs one.
    assert figures.outcomes["right"] > 0.04 * figures.outcomes.total()
    assert figures.outcomes["502"] <= figures.killed
    assert figures.killed > 0 and figures.workers <= 2
    assert figures.files[0] == figures.files[1]
    assert figures.growth() < 1.2


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", (200, b"abc", True)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", (200, b"abc", False)),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", (200, b"abc", True)),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", (200, b"abc", False)),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab", (200, b"", False)),
        (b"", (0, b"", False)),
    ],
)
def test_a_broken_stream_is_told_from_a_whole_answer(said: bytes, expected: tuple[int, bytes, bool]) -> None:
    reply = SOAK["parsed"](said)
    assert (reply.status, reply.body, reply.whole) == expected
