"""Headers of the protocol answers: who may ask from a page of another site, what may be kept, and whether it is still the same.

Pages of other sites may ask only where everybody may see all of it: any page in the browser of a participant could else read a
private session. A version tag is weak, because compression changes the bytes, and stands for knowledge, audience and question.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from .pages import guarded
from .served import Served

Raw = list[tuple[bytes, bytes]]
SHOWN = "ETag, Link, Retry-After"
ACCEPTED = "Accept, Cache-Control, Content-Type, If-None-Match"
DAY = "86400"


def header(scope: Any, name: bytes) -> str:
    """A header of a request, or ''; of several Accept headers all."""
    return ",".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def raw(pairs: dict[str, str]) -> Raw:
    """Headers as they are sent. What cannot be sent becomes '?'."""
    return [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in pairs.items()]


def typed(media: str) -> tuple[bytes, bytes]:
    """The header that says what an answer is."""
    return b"content-type", (f"{media}; charset=utf-8" if media.startswith("text/") else media).encode("ascii")


def common(served: Served) -> Raw:
    """The headers of every answer."""
    shared = {"access-control-allow-origin": "*", "access-control-expose-headers": SHOWN} if served.public else {}
    return raw({**guarded(served), "vary": "Accept", **shared})


def options(served: Served, allowed: str) -> Raw:
    """The headers of an answer to OPTIONS, which a browser asks before it lets a page of another site ask."""
    if not served.public:
        return raw({"allow": allowed})
    shared = {"access-control-allow-methods": allowed, "access-control-allow-headers": ACCEPTED, "access-control-max-age": DAY}
    return raw({"allow": allowed, **shared})


def tag(served: Served, *asked: object) -> str:
    """The version tag of an answer, or '' where nothing may be kept."""
    if not served.public:
        return ""
    parts = (served.version.hash, served.version.number, served.knowledge.audience.name, *asked)
    return f'W/"{blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=15).hexdigest()}"'


def unchanged(scope: Any, tag: str) -> bool:
    """Whether the client says that it has this version. `*` says nothing, as a tag stands for what is asked, be it a query or not."""
    kept = header(scope, b"if-none-match")
    return bool(tag) and tag.removeprefix("W/") in {part.strip().removeprefix("W/") for part in kept.split(",")}
