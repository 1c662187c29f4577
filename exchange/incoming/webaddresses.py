"""A web address as somebody typed it → one that may be published, or why not.

Only http and https, only hosts of the public internet, no user names or passwords, no scripts. Nothing is looked up or opened.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST = 2000
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?=\S)", re.IGNORECASE)
WEB = re.compile(r"(?:https?:|www\.)", re.IGNORECASE)
HOST = re.compile(r"(?=.{4,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{1,59})$")
PRIVATE = frozenset({"arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "onion", "private", "test"})
UNSAFE = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f\x7f-\x9f]")
PUBLIC = "Write the public web address, as it stands in the browser: https://www.example.org/page"


@dataclass(frozen=True)
class Address:
    """An address, or '' with what is wrong with it; `completed` says that https:// was put before it."""

    text: str
    wrong: str = ""
    completed: bool = False


def looks_like_one(text: str) -> bool:
    """Whether a text is meant as an address, good or bad, and not as a title.

    >>> looks_like_one("www.ilo.org"), looks_like_one("javascript:alert(1)"), looks_like_one("Report: the year 2024")
    (True, True, False)
    """
    return bool(WEB.match(text) or ("://" in text[:20] and SCHEME.match(text)) or re.match(r"(?:javascript|data|vbscript|file|mailto):\S", text, re.IGNORECASE))


def address(text: str) -> Address:
    """The address that a text is.

    >>> address("www.ilo.org/x").text, address("http://192.168.0.1/").wrong
    ('https://www.ilo.org/x', 'This address is not on the public internet.')
    """
    text = text.strip()
    scheme = SCHEME.match(text)
    if scheme and scheme.group(1).lower() not in ("http", "https") and "." not in scheme.group(1):
        return Address("", f"An address of the kind {scheme.group(1)[:20]}: is not taken.")
    full = text if WEB.match(text) and not text.lower().startswith("www.") else "https://" + text
    if len(full) > LONGEST:
        return Address("", f"This address has more than {LONGEST} characters.")
    try:
        parts = urlsplit(full)
        host, named = (parts.hostname or "").rstrip("."), parts.username is not None or parts.password is not None
        port = parts.port
    except ValueError:
        return Address("", "This is not a web address.")
    if named:
        return Address("", "This address has a user name or password in it.")
    if UNSAFE.search(full) or not host or parts.scheme.lower() not in ("http", "https") or port == 0:
        return Address("", "This is not a web address.")
    if not public(host):
        return Address("", "This address is not on the public internet." if "." in host or ":" in host or host in PRIVATE else "This is not a web address.")
    return Address(full, completed=full != text)


def public(host: str) -> bool:
    """Whether a host is one of the public internet, as far as its name tells."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return bool(HOST.match(host)) and host.rpartition(".")[2] not in PRIVATE
