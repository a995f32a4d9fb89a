"""A dataset whose files are gone or broken: one line that names the file, and projections that a build makes anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import generated, usual
from policing_kg.errors import DataError, Unavailable
from policing_kg.graph import commit as commit_room
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.next_store import NextStore
from policing_kg.graph.segment import FileRow, bucket_of
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]


@pytest.fixture
def whole(dataset: Dataset, commit: Commit) -> Dataset:
    with dataset.writer() as writer:
        writer.see_file(FileRow("/news", "a.txt", 1, 1, "a" * 64, "", "a.txt"))
        writer.put(usual("a.txt"))
        writer.put(generated("b.txt", 20, 1))
        writer.commit()
    return dataset


@pytest.mark.parametrize(
    "name",
    ["claims-*.parquet", "documents-*.parquet", "files-*.parquet", "digests.parquet", "marks-*.bin", "decisions.jsonl"],
)
@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_segment_that_is_cut_or_gone_is_told_at_once(whole: Dataset, name: str, harm: str) -> None:
    file = next(whole.folder.glob(name))
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] or b"garbage\n")
    for open_again in (Dataset.open, Dataset.create):
        with pytest.raises(DataError, match=rf"{file.name}: is (damaged|missing); copy the dataset back"):
            open_again(whole.path)


def test_a_flipped_byte_inside_a_segment_is_told_when_it_is_read(whole: Dataset) -> None:
    for file in whole.folder.glob("evidence-*.parquet"):
        raw = bytearray(file.read_bytes())
        raw[60] ^= 0xFF
        file.write_bytes(bytes(raw))
    with Dataset.open(whole.path) as reader, pytest.raises(DataError, match=r"evidence-\d+.parquet: is damaged"):
        list(reader.claims())


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": 1, "segments": []}', '{"format": 1, "segments": [3]}', ""])
def test_a_manifest_that_is_none_is_told(whole: Dataset, text: str) -> None:
    (whole.folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"manifest\.json: is damaged"):
        Dataset.open(whole.path)


def test_a_lost_current_is_told_with_what_to_write_into_it_and_nothing_is_swept(whole: Dataset, commit: Commit) -> None:
    commit(whole, usual("c.txt", body="c"))
    (whole.path / "CURRENT").unlink()
    for open_again in (Dataset.open, Dataset.create):
        with pytest.raises(DataError, match=r"CURRENT: is missing; write 2 into it"):
            open_again(whole.path)
    (whole.path / "CURRENT").write_text("2\n", encoding="ascii")
    with Dataset.open(whole.path) as reader:
        assert reader.generation == 2


@pytest.mark.parametrize("text", ["", "garbage", "1 2"])
def test_a_current_that_names_no_generation_is_told_with_those_that_are_there(whole: Dataset, text: str) -> None:
    (whole.path / "CURRENT").write_text(text, encoding="ascii")
    with pytest.raises(DataError, match=r"does not name a generation; write its number into it \(here: 1\)"):
        Dataset.open(whole.path)


@pytest.mark.parametrize("part", ["rdf", "search.sqlite"])
@pytest.mark.parametrize("harm", ["broken", "gone"])
def test_a_broken_projection_is_told_and_the_next_build_makes_it_anew(
    whole: Dataset, commit: Commit, part: str, harm: str
) -> None:
    with whole.graph() as graph:
        before = whole.digest, quads_digest(graph.nquads())
    path: Path = whole.folder / part
    if harm == "gone":
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    else:
        for file in path.glob("*.sst") if path.is_dir() else [path]:
            file.write_bytes(b"broken")
    with Dataset.open(whole.path) as reader, pytest.raises(DataError, match=f"{part}: is .*; build the dataset again"):
        reader.graph() if part == "rdf" else reader.names().find("派出所")
    assert commit(whole).written
    with whole.graph() as graph:
        assert (whole.digest, quads_digest(graph.nquads())) == before
    assert whole.names().find("派出所")


def test_a_current_that_reads_nought_is_told_and_nothing_is_begun_anew(whole: Dataset) -> None:
    (whole.path / "CURRENT").write_text("0\n", encoding="ascii")
    for open_again in (Dataset.open, Dataset.create):
        with pytest.raises(DataError, match=r"does not name a generation; write its number into it \(here: 1\)"):
            open_again(whole.path)


def test_a_broken_block_of_the_store_is_told_and_the_mend_mends(whole: Dataset, commit: Commit) -> None:
    with whole.graph() as graph:
        expected = quads_digest(graph.nquads())
    file = max((whole.folder / "rdf").glob("*.sst"), key=lambda f: f.stat().st_size)
    raw = bytearray(file.read_bytes())
    raw[100] ^= 1  # in the first block of data
    file.write_bytes(bytes(raw))
    with whole.graph() as graph, pytest.raises(DataError, match=r"rdf: is damaged; remove it and build the dataset"):
        graph.nquads()
    shutil.rmtree(whole.folder / "rdf")
    assert commit(whole).written
    with whole.graph() as graph:
        assert quads_digest(graph.nquads()) == expected


def test_a_change_that_meets_a_torn_segment_is_told_and_the_dataset_stays_whole(whole: Dataset, commit: Commit) -> None:
    before = whole.digest
    (file,) = whole.folder.glob(f"claims-{bucket_of('b.txt', whole.manifest.buckets):04d}.parquet")
    sound = file.read_bytes()
    file.write_bytes(sound[:60] + bytes(byte ^ 0xFF for byte in sound[60:80]) + sound[80:])
    with pytest.raises(DataError, match=rf"^\S+{file.name}: is damaged; copy the dataset back from a backup, or .+$"):
        commit(whole, generated("b.txt", 20, 2))
    assert [f.name for f in (whole.path / "generations").iterdir()] == ["1"]
    file.write_bytes(sound)
    with Dataset.open(whole.path) as reader:
        assert (reader.generation, reader.digest) == (1, before)
    assert commit(whole, generated("b.txt", 20, 2)).changed == ("b.txt",)


@pytest.mark.parametrize(
    ("room", "step"),
    [(NextStore, "change"), (NextStore, "finish"), (commit_room, "carry_names"), (commit_room, "carry")],
)
def test_a_disk_that_fills_during_a_small_change_leaves_the_last_generation(
    whole: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch, room: object, step: str
) -> None:
    before = whole.digest

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(room, step, full)
        with pytest.raises(Unavailable, match=r"cannot be written \(no space left on the disk\); make room"):
            commit(whole, generated("b.txt", 20, 2))
    assert [f.name for f in (whole.path / "generations").iterdir()] == ["1"]
    with Dataset.open(whole.path) as reader:
        assert (reader.generation, reader.digest) == (1, before)
    assert commit(whole, generated("b.txt", 20, 2)).generation == 2
