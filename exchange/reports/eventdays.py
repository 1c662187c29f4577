"""When the events are that a report tells of."""

from __future__ import annotations

import re

from .mentions import Reading

BEFORE, AFTER = 30, 170


def days(known: Reading, key: str, opening: str = "") -> tuple[str, str]:
    """When an event is: the date nearest to its name in a sentence that tells of no other event between; for the event that a report
    opens with, the one period that stands alone in its first lines. Two empty texts if there is none."""
    for after in (True, False):
        for mention in known.places(key):
            text = known.text.paragraphs[mention.paragraph - 1].text
            for date in known.dates[mention.paragraph]:
                low, high = (mention.reach, date.start) if after else (date.end, mention.start)
                others = [one for one in known.mentions[mention.paragraph] if low <= one.start < high and known.named[one.key].sheet in ("events", "instruments")]
                if 0 <= high - low <= (AFTER if after else BEFORE) and not re.search(r"[.;]\s", text[low:high]) and not others:
                    return date.begins, date.ends
    if key != opening:
        return "", ""
    lines = [paragraph for paragraph in known.text.paragraphs[:10] if len(paragraph.text.split()) <= 12]
    alone = {(date.begins, date.ends) for paragraph in lines for date in known.dates[paragraph.number] if date.begins != date.ends}
    return min(alone) if len(alone) == 1 else ("", "")
