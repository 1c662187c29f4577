"""What a machine may lack: tests that need it are left out loudly there, and fail in CI."""

from __future__ import annotations

import os
import warnings
from typing import NoReturn

import pytest


def missing(said: str) -> NoReturn:
    """Leaves out the tests that need what is missing, with a warning that says so; in CI they fail."""
    if os.environ.get("CI"):
        pytest.fail(said)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(said, stacklevel=2)
    pytest.skip(said)
