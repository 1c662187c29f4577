"""A folder of kuasa load is whole or not there, goes on where it was interrupted, and says what its files say."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kuasa.graph import labels, loading
from kuasa.graph.errors import KuasaError, UnreadableFile, UsageError
from kuasa.graph.knowledge import open_knowledge
from kuasa.graph.loaded import Loaded, read
from kuasa.graph.loading import full, load
from kuasa.graph.lookup import meant
from kuasa.graph.store import EmbeddedStore, derive, open_store
from kuasa.graph.version import digest, version

ROOT = Path(__file__).parent.parent
WORLD = ROOT / "tests" / "world.ttl"
HEAD = "@prefix k: <https://w3id.org/kuasa/ontology#> . @prefix i: <https://w3id.org/kuasa/id/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


def said(store: EmbeddedStore) -> list[str]:
    """The quads of a store, in order."""
    return sorted(map(str, store.ox))


def content(path: Path) -> list[str]:
    """The quads of a folder."""
    with Loaded.open(path) as found:
        return said(found.store)


def thing(name: str, end: str = "") -> str:
    return f'{HEAD}i:{name} a k:Network ; skos:prefLabel "{name.title()} Network"@en .\n{end}'


@pytest.fixture
def three(tmp_path) -> list[str]:
    """Three small files, each in a lot of its own."""
    paths = [tmp_path / f"{name}.ttl" for name in ("one", "two", "three")]
    for path in paths:
        path.write_text(thing(path.stem))
    return [str(path) for path in paths]


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[Loaded]:
    path = tmp_path_factory.mktemp("loaded") / "world"
    load(path, [str(WORLD)])
    with Loaded.open(path) as found:
        yield found


def test_a_folder_says_what_its_files_say_and_what_follows_from_them(world) -> None:
    store = open_store(str(WORLD))
    derive(store)
    assert said(world.store) == said(store)


def test_the_embedded_knowledge_is_loaded_whole(tmp_path) -> None:
    store = open_store()
    hash = digest(store)
    derive(store)
    found = load(tmp_path / "all", ["embedded"])
    assert (content(tmp_path / "all") == said(store), found.hash, found.hash_of) == (True, hash, "statements")


def test_the_manifest_tells_form_files_counts_and_hash(world) -> None:
    manifest = world.manifest
    (origin,) = manifest.files
    assert (origin.name, origin.size, origin.statements) == ("world.ttl", WORLD.stat().st_size, manifest.graphs["https://w3id.org/kuasa/graph/world"])
    assert (manifest.hash, world.profile, manifest.withheld) == (version([str(WORLD)]).hash, "facilitator", 0)
    assert read(world.path) == manifest
    assert str(ROOT) not in (world.path / "kuasa.json").read_text()


def test_names_are_found_in_a_folder_as_in_facts(world) -> None:
    facts = open_knowledge([str(WORLD)], "facilitator").facts
    for name in ("uw", "i:weavers", "LN", "Union of Weavers"):
        assert world.meant(name) == meant(facts, name)
    assert world.meant("Union of Weevers")[:1] == meant(facts, "uw")
    assert world.containing("noi vu") == ("https://w3id.org/kuasa/id/ministry-b",)


def test_every_form_of_rdf_is_read_packed_or_not(tmp_path) -> None:
    store = open_store(str(WORLD))
    wanted = sorted({str(quad.triple) for quad in store.ox})
    kinds = {".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".rdf": ox.RdfFormat.RDF_XML, ".jsonld": ox.RdfFormat.JSON_LD}
    for suffix, kind in kinds.items():
        folder = tmp_path / suffix[1:]
        folder.mkdir()
        text = ox.serialize([quad.triple for quad in store.ox], format=kind)
        (folder / f"world{suffix}.gz").write_bytes(gzip.compress(text))
    names = EmbeddedStore()
    for suffix in kinds:
        found = [str(quad.triple) for quad in loading_quads(tmp_path / suffix[1:] / f"world{suffix}.gz", tmp_path, names)]
        assert sorted(set(found)) == wanted


def loading_quads(path: Path, folder: Path, names: EmbeddedStore) -> Iterator[ox.Quad]:
    return loading.reading(path, folder, names, lambda file, statements: None)


def test_files_of_one_name_get_graphs_of_their_own_as_in_a_store_in_memory(tmp_path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "one.trig").write_text("<https://w3id.org/kuasa/graph/one> { <a:1> <a:p> <a:1> } <a:2> <a:p> <a:5> .")
    (tmp_path / "a" / "one.ttl").write_text("<a:3> <a:p> <a:3> .")
    (tmp_path / "derived.nt").write_text("<a:4> <a:p> <a:4> .")
    places = [str(tmp_path / name) for name in ("one.trig", "a", "derived.nt")]
    found = load(tmp_path / "out", places)
    assert [one.graph for one in found.files] == [f"https://w3id.org/kuasa/graph/{name}" for name in ("one", "one-2", "derived-2")]
    assert list(found.graphs) == open_store(*places).graphs()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("bad.ttl", thing("bad", "i:a k:b"), "bad.ttl is not readable RDF: .*3"),
        ("star.ttl", thing("star", "<< i:a k:b i:c >> k:d i:e ."), "statements about statements"),
        ("made.trig", "<https://w3id.org/kuasa/graph/derived> { <a:1> <a:p> <a:1> }", "a graph that kuasa makes itself"),
        ("bad.ttl.gz", "no gzip", "bad.ttl.gz is not a whole .gz file"),
        ("bad.nt.gz", gzip.compress(b"<a:1> <a:p> ")[:-4], "bad.nt.gz is not a whole .gz file"),
    ],
)
def test_a_bad_file_is_named_nothing_is_put_in_place_and_the_mended_one_goes_on(tmp_path, three, monkeypatch, name, text, told) -> None:
    monkeypatch.setattr(loading, "TOGETHER", 0)
    path, out = tmp_path / name, tmp_path / "out"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UnreadableFile, match=told):
        load(out, [*three, str(path)])
    assert not out.exists()
    with pytest.raises(UnreadableFile, match="was not built to its end") as refused:
        Loaded.open(out)
    assert "goes on" in refused.value.cure
    whole = thing("good") if ".ttl" in name else "<a:1> <a:p> <a:2> ."
    path.write_bytes(gzip.compress(whole.encode()) if name.endswith(".gz") else whole.encode())
    files: list[str] = []
    load(out, [*three, str(path)], advance=lambda file, statements: files.append(file))
    assert files == [name, "names", "rules", "order"]
    plain = path if path.suffix != ".gz" else path.with_suffix("")
    plain.write_text(whole)
    store = open_store(*three, str(plain))
    derive(store)
    assert (content(out), sorted(one.name for one in tmp_path.glob("out*"))) == (said(store), ["out"])


KILLED = """
import os, signal, sys
from pathlib import Path
from kuasa.graph import loading
loading.TOGETHER = 0
loading.EVERY = 1
if sys.argv[1] == "noted":
    noted = loading.noted
    def killing(building, read):
        word = noted(building, read)
        if read.origin.name == "three.ttl":
            os.kill(os.getpid(), signal.SIGKILL)
        return word
    loading.noted = killing
def advance(file, statements):
    if file == sys.argv[1] and statements != 1:
        os.kill(os.getpid(), signal.SIGKILL)
loading.load(Path(sys.argv[2]), sys.argv[3:], force=True, advance=advance)
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.parametrize(("moment", "left"), [("three.ttl", ["three.ttl"]), ("noted", ["three.ttl"]), ("rules", [])])
def test_a_killed_build_goes_on_at_the_first_file_not_finished(tmp_path, three, monkeypatch, moment, left) -> None:
    monkeypatch.setattr(loading, "TOGETHER", 0)
    out = tmp_path / "out"
    killed = subprocess.run([sys.executable, "-c", KILLED, moment, str(out), *three], capture_output=True, text=True, check=False)
    assert (killed.returncode, out.exists()) == (-signal.SIGKILL, False), killed.stderr
    files: list[str] = []
    load(out, three, advance=lambda file, statements: files.append(file))
    assert files == [*left, "names", "rules", "order"]
    store = open_store(*three)
    derive(store)
    assert content(out) == said(store)


def interrupted(out: Path, places: list[str], **options: bool) -> None:
    """A build that stops when the names are written."""

    def stop(file: str, statements: int) -> None:
        if file == "names":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(out, places, advance=stop, **options)


def test_a_build_of_other_or_changed_files_begins_anew(tmp_path, three) -> None:
    out = tmp_path / "out"
    interrupted(out, three)
    Path(three[0]).write_text(thing("other"))
    files: list[str] = []
    load(out, three, advance=lambda file, statements: files.append(file))
    assert (files[:3], content(out)) == (["one.ttl", "two.ttl", "three.ttl"], said_of(three))
    interrupted(out, three, force=True)
    load(out, three[1:], force=True)
    assert content(out) == said_of(three[1:])


def said_of(places: list[str]) -> list[str]:
    store = open_store(*places)
    derive(store)
    return said(store)


def test_a_file_that_was_only_touched_is_not_read_again(tmp_path, three) -> None:
    out = tmp_path / "out"
    interrupted(out, three)
    os.utime(three[0], (1, 1))
    files: list[str] = []
    load(out, three, advance=lambda file, statements: files.append(file))
    assert files == ["names", "rules", "order"]


def test_a_folder_is_replaced_only_when_asked_and_its_readers_go_on(tmp_path, three) -> None:
    out = tmp_path / "out"
    load(out, three[:1])
    with pytest.raises(UsageError, match="exists"):
        load(out, three)
    with Loaded.open(out) as old:
        load(out, three, force=True)
        assert old.labels.exact("One Network") != [] == old.labels.exact("Two Network")
        assert (said(old.store), len(list(out.glob("built-*")))) == (said_of(three[:1]), 2)
    assert content(out) == said_of(three)
    load(out, three[1:], force=True)
    assert (content(out), len(list(out.glob("built-*")))) == (said_of(three[1:]), 1)


def test_what_is_not_of_kuasa_is_never_replaced(tmp_path, three) -> None:
    for number, (name, files) in enumerate([("out", {"thesis.txt": "x"}), ("out", {"kuasa.json": '{"name": "x"}'}), ("out.building", {"thesis.txt": "x"})]):
        place = tmp_path / str(number) / name
        place.mkdir(parents=True)
        for file, text in files.items():
            (place / file).write_text(text)
        with pytest.raises(UsageError, match="did not put there"):
            load(tmp_path / str(number) / "out", three, force=True)
        assert {one.name: one.read_text() for one in place.iterdir()} == files
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is not a folder"):
        load(tmp_path / "file", three, force=True)
    with pytest.raises(UnreadableFile, match="There is no folder"):
        load(tmp_path / "no" / "where", three)


@pytest.mark.skipif(os.name == "nt", reason="files are not held there")
def test_of_two_builders_one_is_refused(tmp_path, three) -> None:
    refused: list[str] = []

    def second(file: str, statements: int) -> None:
        if file == "names":
            with pytest.raises(UsageError, match="being built by somebody else") as problem:
                load(tmp_path / "out", three)
            refused.append(problem.value.what)

    load(tmp_path / "out", three, advance=second)
    assert len(refused) == 1


@pytest.mark.parametrize(("places", "told"), [([], "No file"), (["x.csv"], "ending in '.csv'"), (["y.ttl"], "no file or folder"), (["empty"], "holds no RDF"), ([""], "No file")])
def test_what_cannot_be_read_is_refused_before_anything_is_built(tmp_path, monkeypatch, places, told) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.csv").write_text("a")
    Path("empty").mkdir()
    with pytest.raises(KuasaError, match=told):
        load(tmp_path / "out", places)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["empty", "x.csv"]


def test_a_disk_without_room_is_seen_first_and_one_that_fills_up_is_told(tmp_path, three, monkeypatch) -> None:
    usage = type("Usage", (), {"free": 10})
    with monkeypatch.context() as small:
        small.setattr(loading.shutil, "disk_usage", lambda place: usage)
        with pytest.raises(UsageError, match="GB free"):
            load(tmp_path / "out", three)

    def filled(file: str, statements: int) -> None:
        if file == "names":
            raise OSError(28, "No space left on device")

    with pytest.raises(UnreadableFile, match="no room left") as refused:
        load(tmp_path / "out", three, advance=filled)
    assert "goes on where it stopped" in refused.value.cure and not (tmp_path / "out").exists()
    load(tmp_path / "out", three)


def test_a_disk_that_fills_up_under_the_index_of_names_is_told(tmp_path, three, monkeypatch) -> None:
    monkeypatch.setattr("kuasa.graph.labels.TABLES", labels.TABLES + "PRAGMA max_page_count = 20;")
    with pytest.raises(UnreadableFile, match="no room left"):
        load(tmp_path / "out", ["embedded"])


@pytest.mark.parametrize("moment", ["rmtree", "write", "placed"])
def test_a_build_interrupted_at_its_edges_can_be_run_again(tmp_path, three, monkeypatch, moment) -> None:
    out = tmp_path / "out"
    if moment == "rmtree":
        interrupted(out, three)
        Path(three[0]).write_text(thing("other"))
    kept, stopped = loading.kept, []

    def stop(place: Path, *rest: object, **more: object) -> None:
        if moment == "placed" and place == out and not stopped:
            stopped.append(place)
        elif moment == "placed":
            kept(place)
            return
        if moment == "rmtree":
            next(one for one in place.iterdir()).unlink(missing_ok=True)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        if moment == "rmtree":
            broken.setattr(loading.shutil, "rmtree", stop)
        elif moment == "placed":
            broken.setattr(loading, "kept", stop)
        else:
            broken.setattr(loading, "write", stop)
        load(out, three)
    load(out, three)
    assert (content(out), sorted(one.name for one in tmp_path.glob("out*"))) == (said_of(three), ["out"])


@pytest.mark.parametrize("audience", ["public", "participants"])
def test_a_folder_for_an_audience_holds_nothing_that_it_may_not_see(tmp_path, audience) -> None:
    out = tmp_path / "out"
    (tmp_path / "more.ttl").write_text(thing("zebrafish", "i:zebrafish k:sensitivity k:forFacilitator ."))
    places = [str(WORLD), str(tmp_path / "more.ttl")]
    found = load(out, places, audience)
    knowledge = open_knowledge(places, audience)
    derive(knowledge.store)
    assert (content(out), found.profile, found.withheld) == (said(knowledge.store), audience, knowledge.withheld.count)
    assert found.withheld and not [path for path in out.rglob("*") if path.is_file() and b"zebrafish" in path.read_bytes().lower()]


def test_too_much_to_cut_is_refused_with_what_to_do(tmp_path, three, monkeypatch) -> None:
    monkeypatch.setattr(loading, "MOST_CUT", 3)
    with pytest.raises(UsageError, match="at most 3 statements") as refused:
        load(tmp_path / "out", three, "public")
    assert "without --profile" in refused.value.cure
    load(tmp_path / "out", three)


def test_the_hash_of_very_many_statements_is_that_of_the_files(tmp_path, three, monkeypatch) -> None:
    monkeypatch.setattr(loading, "SMALL", 1)
    first, second = load(tmp_path / "a", three), load(tmp_path / "b", three)
    assert (first.hash == second.hash, first.hash_of) == (True, "files")


def test_a_damaged_folder_is_refused_with_the_cure(tmp_path, three) -> None:
    out = tmp_path / "out"

    def broken(told: str) -> None:
        with pytest.raises(UnreadableFile, match=told) as refused:
            Loaded.open(out)
        assert "kuasa load" in refused.value.cure
        load(out, three, force=True)

    for told, name, text in (("damaged", "kuasa.json", "{"), ("form 0", "kuasa.json", None), ("damaged", "built-*/labels.sqlite", ""), ("damaged", "built-*/store/CURRENT", "x")):
        if not out.exists():
            load(out, three)
        (path,) = out.glob(name)
        path.write_text(text if text is not None else json.dumps({**json.loads(path.read_text()), "form": 0}))
        broken(told)
    (folder,) = out.glob("built-*")
    folder.rename(out / "built-else")
    broken("names a folder that is not there")
    (out / "kuasa.json").unlink()
    broken("is no folder of kuasa load")


def test_progress_is_told_in_statements(tmp_path, three, monkeypatch) -> None:
    monkeypatch.setattr(loading, "EVERY", 1)
    told: list[tuple[str, int]] = []
    load(tmp_path / "out", three[:1], advance=lambda *step: told.append(step))
    assert told == [("one.ttl", 1), ("one.ttl", 2), ("one.ttl", 2), ("names", 0), ("rules", 0), ("order", 0)]


def test_a_file_with_nodes_without_an_address_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nameless.ttl"
    path.write_text("@prefix k: <https://w3id.org/kuasa/ontology#> . <https://w3id.org/kuasa/id/a> k:evidence [ k:assertion k:inferred ] .\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"nameless\.ttl: something in it has no address"):
        load(tmp_path / "store", [str(path)])
    assert not (tmp_path / "store" / "kuasa.json").exists()


def test_a_folder_cut_for_an_audience_says_nothing_of_what_was_left_out(tmp_path: Path) -> None:
    everything, public = load(tmp_path / "all", [str(WORLD)]), load(tmp_path / "public", [str(WORLD)], "public")
    assert public.withheld > 0
    assert public.files == ()
    assert public.hash != everything.hash
    with Loaded.open(tmp_path / "public") as loaded:
        assert public.hash == digest(loaded.store)


def test_a_full_disk_is_told_whoever_finds_it_out() -> None:
    for problem in (OSError(28, "No space left on device"), RuntimeError("IO error: No space left on device"), sqlite3.OperationalError("database or disk is full")):
        assert "There is no room left" in str(full(Path("big"), problem))
