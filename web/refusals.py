"""What went wrong → an HTTP answer: a status and text/plain with what was wrong and the cure. Never a page, never a traceback.

The status of each error of the family: a query that is not SPARQL or may not run 400, one that takes too long 504 (the worker behind
gave no answer in time), a worker that is gone 502, an answer that is too large 422, a full queue 503 with Retry-After.
What is wrong with the request itself carries its own status (`Refused`).
"""

from __future__ import annotations

from collections.abc import Mapping

from ..graph.errors import AnswerTooLarge, KuasaError, Overloaded, QueryTimeout, RefusedQuery, UsageError, WorkerLost

STATUS: tuple[tuple[type[KuasaError], int], ...] = (
    (RefusedQuery, 400),
    (UsageError, 400),
    (AnswerTooLarge, 422),
    (WorkerLost, 502),
    (Overloaded, 503),
    (QueryTimeout, 504),
)


class Refused(KuasaError):
    """A request that is refused with a status (4xx), and headers that belong to it."""

    def __init__(self, status: int, what: str, cure: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(what, cure)
        self.status = status
        self.headers = dict(headers or {})


def status(problem: KuasaError) -> int:
    """The status of an error; 500 for one that no request should cause."""
    if isinstance(problem, Refused):
        return problem.status
    return next((code for kind, code in STATUS if isinstance(problem, kind)), 500)


def headers(problem: KuasaError) -> dict[str, str]:
    """The headers that an error brings along."""
    if isinstance(problem, Overloaded):
        return {"retry-after": str(max(1, problem.seconds))}
    return problem.headers if isinstance(problem, Refused) else {}


def too_often(seconds: float) -> Refused:
    """The refusal of a client that asks too often."""
    wait = max(1, -int(-seconds // 1))
    return Refused(429, "There were too many requests from here in the last minute.", f"Wait {wait} s, and ask for more in each request.", {"retry-after": str(wait)})
