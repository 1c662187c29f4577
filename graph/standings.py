"""How a state stands to a text on a day: the facts, a state, a text and a day in, one status with its evidence out.

In force is what has a stated day of entry into force, else what was registered twelve months before: the rule of the ILO,
marked as inferred. Before a known ratification a state is not bound (inferred). Else only a record proves that it is not,
and only to the day of the record: `not ratified` and `no record` are two answers. Nothing is guessed from anything else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from .acts import Acts, acts_of, adopted, adoptions, begun, bound, force, later, of_ilo
from .dates import span
from .facts import Facts
from .membership import ILO, belongs, memberships, remarks, seen
from .things import Evidence, Tie
from .validity import STALE_MONTHS

BOUND = ("in force", "ratified")


@dataclass(frozen=True)
class Standing:
    """How a state stands to a text: status, dates as stated ('' where unknown), its evidence and what a reader must know.

    `since` is the day of the ratification, or of the signature where there is no more. `for_part`: it binds a part of the state only.
    `unconfirmed`: a ratification is reported or planned.
    """

    status: str
    since: str = ""
    until: str = ""
    as_of: str = ""
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    inferred: bool = False
    old: bool = False
    for_part: bool = False
    unconfirmed: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """What to mark beside the status: recalled, old, part, unconfirmed."""
        held = {"recalled": self.confidence == "recalled", "old": self.old, "part": self.for_part, "unconfirmed": self.unconfirmed}
        return tuple(mark for mark, holds in held.items() if holds)

    @property
    def confidence(self) -> str:
        """Seen if anything that proves it was seen, recalled if nothing was, '' without evidence."""
        return min((known.confidence for known in self.evidence), key=lambda word: word != "seen", default="")

    @property
    def sources(self) -> tuple[Evidence, ...]:
        """The evidence that somebody read: a recalled one is no source."""
        return tuple(known for known in self.evidence if known.confidence == "seen")

    @property
    def note(self) -> str:
        """Everything to know in one line; where only memory proves it, where to check."""
        check = [known.check_at for known in self.evidence if known.check_at] if self.confidence == "recalled" else []
        return "; ".join(dict.fromkeys((*self.notes, *(f"not checked yet: check at {place}" for place in check[:1]))))


def standing(facts: Facts, state: str, text: str, day: dt.date) -> Standing:
    """How a state stands to a text on a day."""
    since = adopted(facts, text)
    proof = tuple(known for tie in adoptions(facts, text) for known in tie.evidence)
    if since and day < since.first:
        return Standing("not adopted yet", notes=(f"adopted {since.text}",), evidence=proof)
    if not facts.isa(text, "RatifiableInstrument"):
        return Standing("not open to ratification", evidence=proof)
    acts = acts_of(facts, state, text)
    act, recalled = bound(acts.ratifications, day)
    if act and act.until and day > span(act.until).last:
        return Standing("denounced", act.since, act.until, notes=remarks(facts, act), evidence=act.evidence)
    if act:
        return binding(facts, act, recalled, text, day)
    if of_ilo(facts, text) and belongs(facts, state, ILO, day) is False:
        tie = memberships(facts, state, ILO)[0]
        return Standing("not a member", notes=(f"member of the ILO since {tie.since}",), evidence=tie.evidence)
    known = unbound(facts, acts, day)
    signed = min((tie for tie in acts.signatures if tie.since and span(tie.since).last <= day), key=lambda tie: tie.since, default=None)
    if signed:
        told = (*(["not ratified"] if known.status == "not ratified" else []), *known.notes)
        known = replace(known, status="signed", since=signed.since, notes=told, evidence=signed.evidence, inferred=False)
    more = unconfirmed(facts, acts, day)
    return replace(known, notes=(*known.notes, *more), unconfirmed=bool(more))


def binding(facts: Facts, act: Tie, recalled: str, text: str, day: dt.date) -> Standing:
    """A ratification that stands on a day: in force, or not yet."""
    begins = force(facts, act, text)
    now = begins.day is not None and begins.day <= day
    if now:
        notes = [begins.words]
    elif begins.day and begins.sharp:
        notes = [f"not in force before {begins.day}" + (" (inferred)" if begins.inferred else "")]
    else:
        notes = ["the day of entry into force is not recorded"]
    notes += ["for a part of the state only"] * (act.role == "for-part-only")
    notes += [f"day recalled: {recalled}"] * bool(recalled)
    last = max(act.observed, default="")
    old = bool(last) and later(span(last).last, STALE_MONTHS) < day
    notes += [f"last seen on {last}: old"] * old
    status = "in force" if now else "ratified"
    return Standing(status, act.since, act.until, last, (*notes, *remarks(facts, act)), act.evidence, now and begins.inferred, old, act.role == "for-part-only")


def unbound(facts: Facts, acts: Acts, day: dt.date) -> Standing:
    """No ratification stands on a day: what proves that, and to when."""
    reaching = [gap for gap in acts.gaps if span(gap.as_of).last >= day]
    coming = sorted((tie for tie in acts.ratifications if tie.since and span(tie.since).first > day), key=lambda tie: (span(tie.since).first.year, not seen(tie), tie.id))
    if coming and not any(gap.seen for gap in reaching):
        act = coming[0]
        word = "accession" if act.role == "accession-act" else "ratification"
        return Standing("not ratified", notes=(f"inferred from the later {word} of {act.since}",), evidence=act.evidence, inferred=True)
    if not acts.gaps:
        within = [tie.since for tie in acts.ratifications if (when := begun(tie)) and when.first <= day]
        return Standing("no record", notes=tuple(f"ratified in the course of {year}: whether before this day is not known" for year in within[:1]))
    best = acts.gaps[0]
    limit = span(best.as_of).last
    old = later(limit, STALE_MONTHS) < day
    notes = [f"{'proved' if best.seen else 'recalled'} to {best.as_of}"] * (limit < day)
    notes += [f"recalled to {gap.as_of}" for gap in acts.gaps[1:] if not gap.seen and gap.as_of > best.as_of]
    concluded = bool(best.tie.evidence) and all(known.assertion == "inferred" for known in best.tie.evidence)
    notes += [*(["old"] if old else []), *remarks(facts, best.tie)]
    return Standing("not ratified", as_of=best.as_of, notes=tuple(notes), evidence=best.tie.evidence, inferred=concluded, old=old)


def unconfirmed(facts: Facts, acts: Acts, day: dt.date) -> list[str]:
    """What is reported but not confirmed, and what is planned."""
    notes = []
    for tie in acts.unsure:
        when = span(tie.since) if tie.since else None
        if tie.status == "planned":
            over = ": date passed, outcome not recorded" if when and when.last < day and not tie.realised else ""
            notes.append(f"ratification planned for {tie.since or 'a day not stated'}{over}")
        elif when is None or when.first <= day:
            notes += [f"a ratification{' of ' + tie.since if tie.since else ''} is reported, not confirmed", *remarks(facts, tie)]
    return notes
