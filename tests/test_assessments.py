"""What groups judged: kept by group, never a fact, withheld from everybody but the facilitator."""

from __future__ import annotations

from pathlib import Path

import pytest

from kuasa.graph.facts import Facts
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.vocabulary import ID
from kuasa.maps.assessments import given, scales, spreads

WORLD = Path(__file__).parent / "world.ttl"
PREFIXES = "".join(line for line in WORLD.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("@prefix"))


def test_the_middle_and_the_spread_of_what_groups_say_who_disagree(world: Facts) -> None:
    assert spreads(given(world))[ID + "officials"] == {
        "power": (9.0, 8.0, 10.0, 3),
        "interest": (3.0, 2.0, 6.0, 3),
        "alignment": (0.0, -1.0, 1.0, 3),
    }
    assert spreads(given(world))[ID + "ministry-a"]["alignment"] == (-0.75, -2.0, 0.5, 2)
    assert spreads(given(world))[ID + "forum"] == {"power": (5.0, 5.0, 5.0, 1), "interest": (5.0, 5.0, 5.0, 1)}


def test_who_said_what_is_kept_by_group_with_its_evidence(world: Facts) -> None:
    said = [(one.group, one.value, one.session) for one in given(world) if (one.thing, one.dimension) == (ID + "officials", "interest")]
    assert said == [(1, 2.0, ID + "fair"), (2, 6.0, ID + "fair"), (3, 3.0, ID + "fair")]
    assert all(known.assertion == "participants" for one in given(world) for known in one.evidence)
    assert all(one.evidence for one in given(world))


def test_a_group_that_says_two_things_counts_once_and_both_are_in_the_spread(tmp_path: Path) -> None:
    more = tmp_path / "more.ttl"
    record = "i:more-r{n} a k:Assessment ; k:about i:forum ; k:dimension k:power ; k:value {value} ; k:group {group} ; k:saidAt i:fair ; k:evidence i:world-r-e1 {end}.\n"
    withdrawn = '; k:retracted "2024-05-01" ; k:retractedBecause "a slip"@en '
    more.write_text(
        PREFIXES + "".join(record.format(n=n, value=value, group=group, end=end) for n, value, group, end in ((1, 9, 3, ""), (2, 0, 3, withdrawn), (3, 1, 1, ""))), encoding="utf-8"
    )
    facts = open_knowledge([str(WORLD), str(more)], "facilitator").facts
    assert spreads(given(facts))[ID + "forum"]["power"] == (4.0, 1.0, 9.0, 2)


@pytest.mark.parametrize(("audience", "seen"), [("public", 0), ("participants", 0), ("facilitator", 28)])
def test_only_the_facilitator_sees_what_groups_judged(audience: str, seen: int) -> None:
    knowledge = open_knowledge([str(WORLD)], audience)
    assert len(given(knowledge.facts)) == seen


def test_the_scales_are_those_of_the_ontology() -> None:
    assert scales() == {"alignment": (-2.0, 2.0), "interest": (0.0, 10.0), "power": (0.0, 10.0)}


def test_a_value_that_is_no_number_stops_every_command_and_says_so(kuasa, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text(
        PREFIXES + 'i:bad-r1 a k:Assessment ; k:about i:forum ; k:dimension k:power ; k:value "high"@en ; k:group 1 ; k:saidAt i:fair ; k:evidence i:world-r-e1 .',
        encoding="utf-8",
    )
    done = kuasa("show", "Forum on Cloth", "--data", str(WORLD), "--data", str(bad), "--profile", "facilitator")
    assert done.returncode == 1 and "'high' is no number on a scale." in done.stderr


def test_what_a_group_judged_is_shown_as_a_judgement_to_the_facilitator_alone(kuasa) -> None:
    facilitator, public = (kuasa("show", "Officials' Meeting on Cloth", "--data", str(WORLD), "--profile", name).stdout for name in ("facilitator", "public"))
    assert "against or for, as a group judged: -1 (group 1)" in facilitator
    assert "judged" not in public and "group" not in public
