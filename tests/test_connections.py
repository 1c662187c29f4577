"""Connections that bring no whole request, endless headers, or company of more than a hundred are closed; all others are served."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
import uvicorn
from endpoints import free
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from kuasa.web.connections import HEADERS, OF_ONE, OPEN, Connection


class Hasty(Connection):
    """The same, with less time."""

    seconds = 0.5


async def echo(scope, receive, send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    place = free()
    server = uvicorn.Server(uvicorn.Config(echo, log_level="critical", access_log=False, http=Hasty, lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield place.getsockname()[1]
    server.should_exit = True
    thread.join()
    place.close()


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def answered(port: int, *parts: bytes) -> bytes:
    """All that comes back, until the server closes or says no more."""
    with closing(opened(port)) as client:
        try:
            for part in parts:
                client.sendall(part)
            return client.recv(65536)
        except (ConnectionResetError, BrokenPipeError):
            return b""


def test_whole_requests_are_answered_with_long_bodies_and_one_after_the_other(port: int) -> None:
    assert answered(port, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", b"x" * 1_000_000).endswith(b"1000000")
    with closing(opened(port)) as client:
        for _ in range(3):
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert client.recv(65536).endswith(b"0")


@pytest.mark.parametrize("part", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"])
def test_who_brings_no_whole_request_in_time_is_left(port: int, part: bytes) -> None:
    begun = time.monotonic()
    assert answered(port, part) == b""
    assert time.monotonic() - begun < 8


def test_who_waits_between_two_requests_is_left_only_by_the_rule_for_that(port: int) -> None:
    with closing(opened(port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.recv(65536).endswith(b"0")
        time.sleep(0.8)
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.recv(65536).endswith(b"0")


def test_headers_without_end_are_not_read(port: int) -> None:
    assert answered(port, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * (HEADERS + 5000) + b"\r\n\r\n") == b""
    assert answered(port, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 20_000 + b"\r\n\r\n").endswith(b"0")


def test_one_client_has_so_many_connections_and_no_more(port: int) -> None:
    kept = [opened(port) for _ in range(OF_ONE)]
    try:
        assert answered(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") == b""
    finally:
        for one in kept:
            one.close()
    deadline = time.monotonic() + 10
    while OPEN and time.monotonic() < deadline:
        time.sleep(0.02)
    assert answered(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").endswith(b"0")
