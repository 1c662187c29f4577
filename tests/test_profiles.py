"""What an audience may not see is nowhere: not in answers, not in maps, not in exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from kuasa.graph.errors import BadChoice, LeakError
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.vocabulary import ID, K
from kuasa.maps import safety

WORLD = Path(__file__).parent / "world.ttl"
SECRET = "Purple-Heron"
PREFIXES = "".join(line for line in WORLD.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("@prefix"))
PLANTED = (
    PREFIXES
    + f'''
i:hidden a k:Organisation ; skos:prefLabel "{SECRET} one"@en ; k:organisationType k:ngo ; k:sensitivity k:forFacilitator .
i:planted-t1 a k:Membership ; k:from i:weavers ; k:to i:hidden ; k:status k:actual ; k:evidence i:planted-t1-e1 .
i:planted-t1-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:participants ; k:confidence k:seen .
i:planted-n1 a k:Name ; k:about i:weavers ; k:text "{SECRET} two" ; k:nameKind k:alias ; k:sensitivity k:forParticipants ; k:evidence i:planted-n1-e1 .
i:planted-n1-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:participants ; k:confidence k:seen .
i:planted-t2 a k:Partnership ; k:from i:weavers ; k:to i:loom-net ; k:status k:actual ; k:evidence i:planted-t2-e1 .
i:planted-t2-e1 a k:Evidence ; k:passage i:planted-p1 ; k:assertion k:participants ; k:confidence k:seen ; k:sensitivity k:forFacilitator .
i:planted-p1 a k:Passage ; k:source i:world ; k:locator "{SECRET} three"@en ; k:sensitivity k:forFacilitator .
i:weavers skos:editorialNote "{SECRET} four"@en .
i:planted-t3 a k:Membership ; k:from i:weavers ; k:to i:loom-net ; k:status k:actual ; k:sensitivity k:forFacilitator ; k:evidence i:planted-t3-e1 .
i:planted-t3-e1 a k:Evidence ; k:passage i:planted-p2 ; k:assertion k:participants ; k:confidence k:seen .
i:planted-p2 a k:Passage ; k:source i:planted-s ; k:locator "told by {SECRET} six"@en .
i:planted-s a k:Source ; dcterms:title "Talk with {SECRET} seven"@en .
i:planted-c2 a k:Claim ; k:about i:weavers ; k:property k:budget ; k:value "{SECRET} eight"@en ; k:evidence i:planted-c1-e1 .
i:p-0001 skos:note "{SECRET} nine"@en .
i:planted-t4 a k:Support ; k:from i:p-0001 ; k:to i:loom-net ; k:status k:actual ; k:retracted "2024-05-01" ; k:retractedBecause "{SECRET} ten"@en ; k:evidence i:planted-c1-e1 .
i:planted-t5 a k:Membership ; k:from i:hidden ; k:to i:officials ; k:status k:actual ; k:strength 0.99 ; k:evidence i:planted-t1-e1 .
i:planted-c1 a k:Claim ; k:about i:weavers ; k:property k:mandate ; k:value "{SECRET} five"@en ; k:sensitivity k:forFacilitator ; k:evidence i:planted-c1-e1 .
i:planted-c1-e1 a k:Evidence ; k:passage i:world-p1 ; k:assertion k:participants ; k:confidence k:seen .
'''
)


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    path = tmp_path / "planted.ttl"
    path.write_text(PLANTED, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["map", "Union of Weavers", "--hops", "2", "-o", "-"],
        ["map", "Union of Weavers", "--to", "OMC", "--status", "all", "-o", "-"],
        ["show", "Union of Weavers"],
        ["show", "Union of Weavers", "--format", "json"],
        ["find", "Purple"],
        ["paths", "Union of Weavers", "OMC", "--status", "all", "--format", "json"],
        ["query", "-"],
    ],
    ids=" ".join,
)
def test_a_planted_secret_does_not_reach_the_answer(kuasa, planted: Path, arguments: list[str]) -> None:
    data = ["--data", str(WORLD), "--data", str(planted)]
    everything = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    public, facilitator = (kuasa(*arguments, *data, "--profile", profile, stdin=everything) for profile in ("public", "facilitator"))
    assert SECRET not in public.stdout + public.stderr
    assert SECRET in facilitator.stdout


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "jsonld"])
def test_an_export_holds_what_its_audience_may_see(kuasa, planted: Path, tmp_path: Path, suffix: str) -> None:
    data = ["--data", str(WORLD), "--data", str(planted)]
    assert kuasa("export", f"public.{suffix}", *data).returncode == 0
    assert kuasa("export", f"all.{suffix}", *data, "--profile", "facilitator").returncode == 0
    assert SECRET not in (tmp_path / f"public.{suffix}").read_text(encoding="utf-8")
    assert SECRET in (tmp_path / f"all.{suffix}").read_text(encoding="utf-8")


def test_how_many_are_withheld_is_said_on_stderr(kuasa, planted: Path) -> None:
    assert "withheld" in kuasa("show", "Union of Weavers", "--data", str(WORLD), "--data", str(planted)).stderr


def test_the_public_sees_no_stance_and_no_inferred_employer_of_a_person() -> None:
    public, facilitator = (open_knowledge([str(WORLD)], name) for name in ("public", "facilitator"))
    person = ID + "p-0001"
    assert [tie.word for tie in public.facts.tied(person)] == ["speech"]
    assert [tie.word for tie in facilitator.facts.tied(person)] == ["speech", "employment", "support"]


def test_small_counts_are_suppressed_in_public(tmp_path: Path) -> None:
    counted = tmp_path / "counted.ttl"
    counted.write_text(
        PREFIXES + "".join(f"i:counted-a{n} a k:Attendance ; k:about i:fair ; k:count {n} ; k:counted k:women ; k:evidence i:world-t1-e1 .\n" for n in (3, 30)),
        encoding="utf-8",
    )
    public = open_knowledge([str(WORLD), str(counted)], "public")
    assert [public.facts.one(node, K + "count") for node in public.facts.subjects("Attendance")] == ["30"]


def test_an_unknown_profile_lists_the_ones_there_are() -> None:
    with pytest.raises(BadChoice, match="no profile 'friends'"):
        open_knowledge([str(WORLD)], "friends")


def test_a_page_with_a_secret_is_not_written() -> None:
    with pytest.raises(LeakError):
        safety.check(f"<p>{SECRET}</p>", [SECRET])


def test_everything_planted_is_out_of_the_public_facts(planted: Path) -> None:
    public = open_knowledge([str(WORLD), str(planted)], "public")
    texts = [text for found in public.facts.terms.values() for terms in found.values() for text, _ in terms]
    assert not [text for text in texts if SECRET in text]
    assert len([secret for secret in public.withheld.secrets if SECRET in secret]) == 10


def test_a_person_is_no_subject_of_a_public_map(kuasa) -> None:
    done = kuasa("map", "Ana Loom", "-o", "-", "--data", str(WORLD))
    assert (done.returncode, done.stdout) == (2, "") and "is a person" in done.stderr


def test_a_withheld_word_that_others_carry_openly_stops_no_page(tmp_path: Path) -> None:
    common = tmp_path / "common.ttl"
    common.write_text(PREFIXES + 'i:common a k:Organisation ; skos:prefLabel "Weavers"@en ; k:sensitivity k:forFacilitator .', encoding="utf-8")
    assert open_knowledge([str(WORLD), str(common)], "public").withheld.secrets & {"Weavers", "the talk was on the union's work"} == {"the talk was on the union's work"}
