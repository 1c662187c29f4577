"""The error family. A message says what was wrong, with the value, and what to do next.

KuasaError            exit 1: found wrong or unknown
├── UnknownName       no thing has this name
├── AmbiguousName     several things have it
├── UnreadableFile    a file that is not what it should be
│   └── BadStory      a story file that cannot be told
├── RefusedQuery      a query that may not run, or is not SPARQL
├── LeakError         a file that would have told too much, so it was not written
├── TooMuch           more statements than a command can read at once
├── RemoteError       a server that cannot be reached, refuses, or answers with what is no answer
├── AnswerTooLarge    an answer of more rows or bytes than are allowed
├── QueryTimeout      a query that takes longer than is allowed
├── WorkerLost        the process that worked on a query is gone
├── Overloaded        as many queries wait as are allowed to
└── UsageError        exit 2: wrong use
    ├── BadDate       a date that is none
    ├── BadChoice     a lens, status, profile or option that does not exist
    └── BadParameter  a parameter that a question does not have, or lacks
"""

from __future__ import annotations


class KuasaError(Exception):
    """Something a person can mend: `what` was wrong and the `cure`."""

    exit_code = 1

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.what}\n{self.cure}" if self.cure else self.what


class UnknownName(KuasaError):
    """No thing has this name."""


class AmbiguousName(KuasaError):
    """Several things have this name."""


class UnreadableFile(KuasaError):
    """A file that cannot be read, or is not what it should be."""


class BadStory(UnreadableFile):
    """A story file that cannot be told as it stands."""


class RefusedQuery(KuasaError):
    """A query that may not run, or is not SPARQL."""


class LeakError(KuasaError):
    """A file that would have told too much; it was not written."""


class TooMuch(KuasaError):
    """More statements than a command can read at once."""


class RemoteError(KuasaError):
    """A server that cannot be reached, refuses, or answers with what is no answer."""


class AnswerTooLarge(KuasaError):
    """An answer of more rows or bytes than are allowed."""


class QueryTimeout(KuasaError):
    """A query that takes longer than is allowed."""


class WorkerLost(KuasaError):
    """The process that worked on a query is gone."""


class Overloaded(KuasaError):
    """As many queries wait as are allowed to; `seconds` until it is worth to ask again."""

    def __init__(self, what: str, cure: str = "", seconds: int = 1) -> None:
        super().__init__(what, cure)
        self.seconds = seconds


class UsageError(KuasaError):
    """Wrong use of a command."""

    exit_code = 2


class BadDate(UsageError):
    """A date that is none."""


class BadChoice(UsageError):
    """A choice that does not exist."""


class BadParameter(UsageError):
    """A parameter that a question does not have, or lacks."""
