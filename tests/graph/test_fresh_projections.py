"""Projections from scratch: the same whatever the processes, with every violation that the whole graph shows."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import BRANCH, BUREAU, CENTRE, PLACES, STATION, TEAMS, document, generated, unit, usual
from policing_kg.errors import DataError, PolicingKGError, Unavailable
from policing_kg.graph import bucket, fresh, parallel, segment
from policing_kg.graph.claim import Claim
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.document import DocumentClaims
from policing_kg.graph.validation import validate
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
BODIES = [STATION, BRANCH, BUREAU, TEAMS, *PLACES]
NOWHERE = unit("无处派出所", "990199")  # nobody describes its place
ALL = unit("东岭区派出所", generic=True)


@pytest.fixture
def side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small datasets are made as great ones are: in processes, bucket by bucket."""
    monkeypatch.setattr(fresh, "_SIDE_BY_SIDE", 1)
    monkeypatch.setattr(bucket, "_SIDE_BY_SIDE", 1)
    monkeypatch.setattr(bucket, "_FEW", 0)
    monkeypatch.setenv(parallel.PROCESSES, "2")


def odd_documents() -> list[DocumentClaims]:
    """Documents that break shapes in every way that a check before the store could miss."""
    return [
        usual("a.txt"),
        document("stage", [(STATION.id, "pk:implements", TEAMS.id, {"stage": "no-such-stage"})], BODIES),
        document("class", [(STATION.id, "pk:implements", BRANCH.id, {})], BODIES),
        document("placeless", [(NOWHERE.id, "pk:implements", TEAMS.id, {})], [NOWHERE, TEAMS]),
        document("all", [(ALL.id, "org:unitOf", BRANCH.id, {}), (BRANCH.id, "pk:leads", ALL.id, {})], [*BODIES, ALL]),
        document("ends", [(STATION.id, "pk:cooperatesWith", CENTRE.id, {"manner": "shout"})], [*BODIES, CENTRE]),
    ]


def decisions(documents: list[DocumentClaims]) -> list[Decision]:
    """A correction to an entity that nobody describes, one to another class, a merge and a split."""
    claims = {d.document.key: d.claims[0] for d in documents}
    gone = "unit/990102/0123456789ab"
    return [
        Decision("correct", claims["a.txt"].id, "甲", "2025", "", change=(("subject", gone),)),
        Decision("correct", claims["all"].id, "甲", "2025", "", change=(("object", TEAMS.id),)),
        Decision("correct", claims["ends"].id, "甲", "2025", "", change=(("object", gone),)),
        Decision("merge", BRANCH.id, "甲", "2025", "", into=BUREAU.id),
        Decision("split", STATION.id, "甲", "2025", "", into=NOWHERE.id, documents=("stage",)),
    ]


@pytest.mark.parametrize("decided", [False, True])
def test_a_first_commit_finds_what_the_whole_graph_shows(dataset: Dataset, decided: bool) -> None:
    documents = odd_documents()
    with dataset.writer() as writer:
        for found in documents:
            writer.put(found)
        if decided:
            writer.decide(*decisions(documents))
        changes = writer.commit()
    with dataset.graph() as graph:
        whole = tuple(sorted(validate(graph.store).violations))
    assert changes.violations == whole
    assert {"In", "Class"} <= {v.component for v in whole}


@pytest.mark.usefixtures("side_by_side")
def test_processes_make_the_same_bytes_as_one(commit: Commit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    documents = [*odd_documents(), *(generated(f"d{n}", 12, 1) for n in range(20))]
    made = []
    for number in ("1", "3"):
        monkeypatch.setenv(parallel.PROCESSES, number)
        with Dataset.create(tmp_path / number) as dataset:
            changes = commit(dataset, *documents)
            with dataset.graph() as graph:
                quads = quads_digest(graph.nquads())
            names = (dataset.folder / "search.sqlite").read_bytes()
            made.append((changes.digest, dataset.manifest.segments, changes.violations, quads, names))
    assert made[0] == made[1]


@pytest.mark.usefixtures("side_by_side")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that dies has to be made by fork")
@pytest.mark.parametrize(("room", "step"), [(bucket, "document_digest"), (fresh, "project"), (fresh, "description")])
def test_a_process_that_dies_leaves_the_dataset_as_it_was(
    dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch, room: object, step: str
) -> None:
    commit(dataset, usual("a.txt"))
    before, here, plain = dataset.digest, os.getpid(), getattr(room, step)

    def dying(*given: object) -> object:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(*given)

    monkeypatch.setattr("policing_kg.graph.commit._MANY", 0)
    monkeypatch.setattr(room, step, dying)
    others = [usual(f"{n}.txt", body=f"{n}") for n in range(9)]
    with pytest.raises(
        Unavailable, match=r"ended from outside, perhaps for want of memory; run the same again"
    ) as told:
        commit(dataset, *others)
    assert "\n" not in str(told.value)
    with Dataset.open(dataset.path) as reader:
        assert (reader.generation, reader.digest) == (1, before)
    assert [f.name for f in (dataset.path / "generations").iterdir()] == ["1"]
    monkeypatch.setattr(room, step, plain)
    assert len(commit(dataset, *others).added) == 9


@pytest.mark.usefixtures("side_by_side")
@pytest.mark.parametrize(
    ("room", "step"),
    [(bucket, "write_tables"), (fresh, "project"), (fresh, "load_store"), (fresh, "write_named")],
)
def test_a_full_disk_is_told_with_the_mend_and_gives_back_its_room(
    dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch, room: object, step: str
) -> None:
    commit(dataset, usual("a.txt"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("policing_kg.graph.commit._MANY", 0)
    with monkeypatch.context() as patched:
        patched.setattr(room, step, full)
        with pytest.raises(Unavailable, match=r"cannot be written \(no space left on the disk\); make room"):
            commit(dataset, *(usual(f"{n}.txt", body=f"{n}") for n in range(9)))
    assert [f.name for f in (dataset.path / "generations").iterdir()] == ["1"]
    with Dataset.open(dataset.path) as reader:
        assert reader.generation == 1
    assert commit(dataset, usual("b.txt", body="b")).generation == 2


def test_a_disk_that_is_full_before_the_commit_is_told_too(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def write(self, _: bytes) -> int:
            raise OSError(28, "No space left on device")

        def seek(self, _: int) -> int:
            return 0

        def close(self) -> None:
            pass

    with dataset.writer() as writer:
        writer._spool.close()
        monkeypatch.setattr(writer._spool, "_file", Full())
        with pytest.raises(Unavailable, match=r"cannot be written \(no space left on the disk\)"):
            writer.put(usual())
        assert writer.settled() == {}


def test_a_torn_segment_stops_a_build_that_needs_it_and_changes_nothing(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"), usual("b.txt", body="b"))
    for file in dataset.folder.glob("claims-*.parquet"):
        raw = bytearray(file.read_bytes())
        raw[60] ^= 0xFF
        file.write_bytes(bytes(raw))
    with pytest.raises(DataError, match=r"claims-\d+.parquet: is damaged; copy the dataset back from a backup") as told:
        commit(dataset, usual("a.txt", body="another"))
    assert isinstance(told.value, PolicingKGError)
    assert [f.name for f in (dataset.path / "generations").iterdir()] == ["1"]


def test_what_was_handed_over_is_not_kept_in_memory(dataset: Dataset) -> None:
    def held() -> int:
        gc.collect()
        return sum(isinstance(one, Claim) for one in gc.get_objects())

    before = held()  # by what other tests share
    with dataset.writer() as writer:
        for n in range(40):
            writer.put(generated(f"d{n}", 20, 1))
        assert held() == before
        assert writer.commit().claims_added > 100


def test_nothing_is_left_of_a_build_that_is_given_up(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual())
    before = sorted(p.name for p in dataset.path.rglob("*"))
    with dataset.writer() as writer:
        writer.put(generated("d", 40, 1))
    assert sorted(p.name for p in dataset.path.rglob("*")) == before


def test_a_bucket_keeps_what_does_not_change(dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are carried over as they are, when buckets stay and when there come to be more of them."""
    monkeypatch.setattr(segment, "FULL", 4)
    commit(dataset, *(generated(f"d{n}", 8, 1) for n in range(12)))
    expected = {h.key: h for h in dataset.holdings()}
    for n in (3, 30):
        changed = [generated(f"e{n} {m}", 8, 1) for m in range(n)]
        commit(dataset, *changed, without=["d1"])
        expected.pop("d1", None)
        held = {h.key: h for h in dataset.holdings()}
        assert {key: held[key] for key in expected} == expected
        assert len(held) == len(expected) + sum(key.startswith("e") for key in held)
    assert dataset.manifest.buckets > 16
