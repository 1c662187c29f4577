"""`python -m kuasa.exchange.registers [--check]`: make the register files, or say which ones differ."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...graph.errors import KuasaError
from .made import check, write


def main(words: list[str] | None = None) -> int:
    """Write the files (0), or with `--check` say which differ (1); 1 with a message for a malformed table."""
    parser = argparse.ArgumentParser(prog="python -m kuasa.exchange.registers", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "data", help="folder of the facts")
    chosen = parser.parse_args(words)
    try:
        names = check(chosen.data) if chosen.check else write(chosen.data)
    except KuasaError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for name in names:
        print(f"{name} differs from its tables: run make facts" if chosen.check else name)
    return 1 if chosen.check and names else 0


if __name__ == "__main__":
    sys.exit(main())
