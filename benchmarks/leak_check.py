"""Promise: reading the front page for everything that the public profile withholds takes at most ten times a plain search.

The check reads every field in all its writings, whatever case, accents or escapes; the plain search looks for each secret in the raw
text, as `in` does, and would miss all of those. Both in turn in one process; prints medians and their ratio.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date

from kuasa.graph.analysis.lenses import lens
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.validity import Moment
from kuasa.maps import page, safety, scene

TARGET = 10


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    """Checks both ways in turn."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    rounds = asked.parse_args().rounds
    knowledge = open_knowledge()
    text = page.render(scene.scene(knowledge, lens("all"), Moment(date(2026, 6, 30)), [], 1, ()))
    secrets = [secret.strip() for secret in knowledge.withheld.secrets]

    def plain() -> list[str]:
        return [secret for secret in secrets if secret in text]

    safety.check(text, knowledge.withheld.secrets)
    times = [(seconds(plain), seconds(lambda: safety.check(text, knowledge.withheld.secrets))) for _ in range(rounds)]
    peer, ours = (statistics.median(column) for column in zip(*times, strict=True))
    size = f"{len(text) / 1e6:.1f} million letters, {len(secrets)} secrets"
    print(f"{size}: plain search {peer * 1000:.0f} ms · leak check {ours * 1000:.0f} ms · ratio {ours / peer:.1f} (target {TARGET}) · medians of {rounds}")


if __name__ == "__main__":
    main()
