"""The Cypher database is a projection: made on first use, from one generation, by one process, and then only read."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import usual
from policing_kg.errors import DatasetLocked, MissingExtra, Unavailable
from policing_kg.graph import cypher_engine as engine
from policing_kg.graph import cypher_store as store
from policing_kg.graph.cypher_store import open_cypher
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.lock import own
from policing_kg.graph.property_graph import NodeRow
from policing_kg.graph.property_reading import read_quads

COUNT = "MATCH (n) RETURN count(n) AS n"
ASK = """
import sys
from policing_kg.graph.cypher_store import open_cypher
from policing_kg.graph.dataset import Dataset
with Dataset.open(sys.argv[1]) as dataset, open_cypher(dataset) as opened:
    sys.stdout.write(str(opened.rows("MATCH (n) RETURN count(n) AS n")[1][0]["n"]))
"""


@pytest.fixture
def made(dataset: Dataset, commit: Callable[..., Any], cypher_engine: None) -> Dataset:
    commit(dataset, usual())
    return dataset


def files(folder: Path) -> dict[str, int]:
    return {str(p.relative_to(folder)): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def test_it_holds_the_generation_and_nothing_but_its_own_folder_and_lock_are_new(made: Dataset) -> None:
    before = set(files(made.path))
    with made.graph() as graph, open_cypher(made) as opened:
        assert set(read_quads(lambda text: iter(opened.rows(text)[1]))) == set(graph.store)
    new = {name for name in set(files(made.path)) - before if "/cypher/" not in name}
    assert new == {"generations/1/cypher.lock"}
    assert (made.folder / "cypher" / "STAMP").read_text("utf-8").split()[0] == made.digest


def test_it_is_made_once_and_a_changed_dataset_makes_its_own(made: Dataset, commit: Callable[..., Any]) -> None:
    with open_cypher(made) as opened:
        first = opened.rows(COUNT)[1][0]["n"]
    stamp = made.folder / "cypher" / "STAMP"
    before = stamp.stat().st_mtime_ns
    open_cypher(made).close()
    assert stamp.stat().st_mtime_ns == before
    commit(made, usual("b.txt"))
    with Dataset.open(made.path) as newer, open_cypher(newer) as opened:
        assert opened.rows(COUNT)[1][0]["n"] > first
        assert newer.folder != made.folder or newer.generation == made.generation


def test_one_of_another_mapping_is_made_anew(made: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    open_cypher(made).close()
    before = (made.folder / "cypher" / "STAMP").read_text("utf-8")
    monkeypatch.setattr(store, "MAPPING", store.MAPPING + 1)
    open_cypher(made).close()
    assert (made.folder / "cypher" / "STAMP").read_text("utf-8") != before


def test_what_a_killed_process_left_is_not_taken_for_a_database(made: Dataset) -> None:
    draft = made.folder / "cypher.new" / "database"
    draft.mkdir(parents=True)
    (draft / "half").write_text("x")
    with open_cypher(made) as opened:
        assert opened.rows(COUNT)[1][0]["n"] > 0
    assert not draft.exists()


def test_several_readers_of_one_process_share_it_and_the_last_closes_it(made: Dataset) -> None:
    one, other = open_cypher(made), open_cypher(made)
    one.close()
    one.close()
    assert other.rows(COUNT)[1][0]["n"] > 0
    other.close()


def test_processes_that_ask_at_once_get_the_same_answer(made: Dataset) -> None:
    asked = [
        subprocess.Popen([sys.executable, "-c", ASK, str(made.path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    answers = [p.communicate(timeout=120) for p in asked]
    assert {err for _, err in answers} == {b""}
    assert len({out for out, _ in answers}) == 1


def test_nothing_is_written_where_it_is_asked_from(made: Dataset, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    subprocess.run([sys.executable, "-c", ASK, str(made.path)], cwd=here, check=True, stdout=subprocess.PIPE)
    assert not list(here.iterdir())


def test_a_process_may_change_its_folder_and_name_the_dataset_by_a_relative_path(
    made: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_cypher(made).close()  # the JVM has started somewhere else
    (made.folder / "cypher" / "STAMP").unlink()
    monkeypatch.chdir(made.path)
    with Dataset.open(".") as here, open_cypher(here) as opened:
        assert opened.rows(COUNT)[1][0]["n"] > 0


def test_a_collection_of_the_jvm_gives_up_no_object_of_python_in_a_thread_of_its_own(made: Dataset) -> None:
    import jpype

    open_cypher(made).close()
    threads: list[int] = []

    class Answer:
        def __del__(self) -> None:
            threads.append(threading.get_ident())

    cyclic = Answer()
    cyclic.itself = cyclic  # type: ignore[attr-defined]
    before = gc.get_threshold()
    gc.set_threshold(10**9)
    try:
        del cyclic
        jpype.JPackage("java").lang.System.gc()
        time.sleep(0.5)
        assert threads == []
    finally:
        gc.set_threshold(*before)
    gc.collect()
    assert threads == [threading.get_ident()]


def test_while_another_process_makes_it_one_waits_and_then_says_so(
    made: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_WAIT", 0.0)
    held = own(made.folder / "cypher.lock")
    with pytest.raises(DatasetLocked, match="making the Cypher database"):
        open_cypher(made)
    held.release()
    open_cypher(made).close()


def test_a_dataset_that_cannot_be_written_says_so_and_keeps_what_it_has(
    made: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store, "write_database", full)
        with pytest.raises(Unavailable, match="No space left on device"):
            open_cypher(made)
    assert not (made.folder / "cypher.new").exists()
    open_cypher(made).close()


def test_a_failure_of_the_engine_while_it_writes_is_told_in_one_line_and_leaves_nothing(
    made: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = NodeRow("urn:a", ("Place", "PolicingKG"))
    monkeypatch.setattr(store, "nodes", lambda _: iter([twice, twice]))
    with pytest.raises(Unavailable, match="cannot be written") as said:
        open_cypher(made)
    assert "\n" not in str(said.value)
    assert not (made.folder / store.CYPHER).exists()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_to_write_says_so(made: Dataset) -> None:
    made.folder.chmod(0o555)
    try:
        with pytest.raises(Unavailable, match="grant permission"):
            open_cypher(made)
    finally:
        made.folder.chmod(0o755)


def test_a_damaged_database_is_told_with_the_folder_to_remove(made: Dataset) -> None:
    open_cypher(made).close()
    for file in (made.folder / "cypher" / "database").glob("schema*"):
        file.write_text("{")
    with pytest.raises(Unavailable, match="remove the folder"):
        open_cypher(made)


def test_without_the_engine_the_command_that_brings_it_is_named(
    dataset: Dataset, commit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(dataset, usual())
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'policing-kg\[cypher\]'"):
        open_cypher(dataset)
