"""One writer at a time; readers keep their generation while the next is written and old ones are pruned."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import generated, usual
from policing_kg.errors import DatasetLocked
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
fcntl = pytest.importorskip("fcntl")


def test_a_second_writer_is_refused_in_one_line_that_names_the_folder(dataset: Dataset) -> None:
    with dataset.writer(), Dataset.create(dataset.path) as other:
        with pytest.raises(DatasetLocked) as refused:
            other.writer()
        said = f"{dataset.path}: process {os.getpid()} is writing the dataset; wait until it is done, or end it"
        assert said == str(refused.value)
        assert "\n" not in str(refused.value)
        assert refused.value.exit_status == 3


def test_a_writer_of_another_process_is_met_too(dataset: Dataset) -> None:
    program = (
        "import sys\nfrom policing_kg.graph import Dataset\n"
        "w = Dataset.create(sys.argv[1]).writer()\nprint('holds', flush=True)\nsys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(dataset.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"holds\n"
        with pytest.raises(DatasetLocked, match=f"process {child.pid} is writing"):
            dataset.writer()
        child.kill()
    dataset.writer().close()  # the lock went with its process


@pytest.mark.parametrize("number", [2**22 + 1, 1, os.getpid()], ids=["none", "init", "ours"])
def test_a_lock_that_a_dead_process_left_is_taken_whoever_bears_its_number_now(dataset: Dataset, number: int) -> None:
    (dataset.path / "writer.lock").write_text(f" {number}\n", encoding="ascii")
    with dataset.writer() as writer:
        writer.put(usual("a.txt"))
        assert writer.commit().written
    assert (dataset.path / "writer.lock").read_text("ascii") == f" {os.getpid()}\n"


def test_a_writer_that_commits_nothing_leaves_no_folder_behind_and_the_next_one_begins_anew(tmp_path: Path) -> None:
    with Dataset.create(tmp_path / "new") as dataset:
        with dataset.writer() as writer:
            writer.put(usual("a.txt"))
        assert not dataset.path.exists()
        with dataset.writer() as writer:
            writer.put(usual("a.txt"))
            assert writer.commit().written
    with Dataset.open(tmp_path / "new") as dataset:
        assert dataset.generation == 1


def test_who_waited_with_a_lock_that_was_taken_away_locks_the_one_that_stands_there(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file may be removed between its opening and its locking; two writers would each hold one of their own."""
    plain = os.open
    taken: list[Path] = []

    def opened(file: Path, *more: int) -> int:
        descriptor = plain(file, *more)
        if Path(file).name == "writer.lock" and not taken:
            taken.append(Path(file))
            Path(file).unlink()
        return descriptor

    monkeypatch.setattr(os, "open", opened)
    with dataset.writer():
        assert taken
        monkeypatch.undo()
        with Dataset.create(dataset.path) as other, pytest.raises(DatasetLocked):
            other.writer()


def test_the_lock_is_free_after_the_block_and_after_an_error(dataset: Dataset) -> None:
    with pytest.raises(ZeroDivisionError), dataset.writer():
        raise ZeroDivisionError
    dataset.writer().close()


def test_a_reader_keeps_its_generation_while_many_more_are_written(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, generated("a", 50, 1))
    with Dataset.open(dataset.path) as reader, reader.graph() as graph:
        size, digest = len(graph), reader.digest
        for n in range(5):
            commit(dataset, generated(f"more{n}", 50, n))
        assert (reader.generation, reader.digest, len(graph)) == (1, digest, size)
        assert sum(1 for _ in reader.claims()) == 50
        assert len(graph.rows("SELECT ?c WHERE { GRAPH ?g { ?c a pk:Claim } }")) == 50
        assert (dataset.path / "generations" / "1").exists()
        assert not (dataset.path / "generations" / "2").exists()  # nobody read that one
        reader.refresh()
        assert reader.generation == 6
    commit(dataset, usual("last"))
    assert sorted(p.name for p in (dataset.path / "generations").iterdir()) == ["6", "7"]


def test_a_graph_outlives_the_dataset_object_that_opened_it(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, generated("a", 20, 1))
    with Dataset.open(dataset.path) as reader:
        graph = reader.graph()
    for n in range(4):
        commit(dataset, generated(f"more{n}", 20, n))
    with graph:
        assert len(graph.rows("SELECT ?c WHERE { GRAPH ?g { ?c a pk:Claim } }")) == 20


def test_a_generation_that_was_never_made_current_is_swept_away(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual())
    half = dataset.path / "generations" / "2"
    half.mkdir()
    (half / "claims-0001.parquet").write_bytes(b"half")
    with Dataset.open(dataset.path) as reader:
        assert reader.generation == 1
    assert commit(dataset, generated("a", 5, 1)).generation == 2
    assert not (half / "claims-0001.parquet").exists() or (half / "claims-0001.parquet").read_bytes() != b"half"


def test_processes_can_read_while_another_writes(dataset: Dataset, commit: Commit, tmp_path: Path) -> None:
    commit(dataset, *(generated(f"d{n}", 100, 1) for n in range(3)))
    program = (
        "import sys\nfrom pathlib import Path\nfrom policing_kg.graph import Dataset\n"
        "seen = set()\nprint('reads', flush=True)\n"
        "while not Path(sys.argv[2]).exists() or not seen:\n"
        "    with Dataset.open(sys.argv[1]) as d, d.graph() as g:\n"
        "        rows = g.rows('SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a pk:Claim } }')\n"
        "        assert int(rows[0]['n'].value) == d.manifest.counts['claims'], d.generation\n"
        "        seen.add(d.generation)\n"
    )
    done = tmp_path / "done"
    command = [sys.executable, "-c", program, str(dataset.path), str(done)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reads\n"
    for n in range(6):
        commit(dataset, generated(f"n{n}", 50, n))
    done.touch()
    said = [reader.communicate()[1] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0], said


def test_a_reader_that_comes_while_a_generation_is_removed_does_not_get_it(
    dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between asking whether anybody reads a generation and renaming it away, no reader may begin."""
    for n in range(3):
        commit(dataset, generated("a", 5, n, body=f"{n}"))
    plain = os.replace
    met: list[object] = []

    def replace(old: Path, new: Path) -> None:
        if Path(new).name.startswith("removed-"):
            descriptor = os.open(Path(old) / "manifest.json", os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
                met.append(old)
            except BlockingIOError:
                met.append("waits")
            finally:
                os.close(descriptor)
        plain(old, new)

    monkeypatch.setattr(os, "replace", replace)
    commit(dataset, generated("a", 5, 4, body="4"))
    assert met == ["waits"]
