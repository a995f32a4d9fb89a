"""The graph brought along with each change equals the graph made from scratch."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import generated, usual
from policing_kg.errors import DataError
from policing_kg.graph import commit as commit_room
from policing_kg.graph import scan, segment
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision, Decisions
from policing_kg.graph.delta import Delta, Holdings
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.row_counts import rows_besides
from policing_kg.graph.segment import bucket_of
from policing_kg.graph.store import Graph
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
Quads = Callable[[Dataset], str]


def from_scratch(dataset: Dataset, folder: Path) -> tuple[str, str]:
    """Digests of a new dataset with the same documents and decisions, in one commit."""
    from policing_kg.graph.document import DocumentClaims

    with Dataset.create(folder) as other:
        with other.writer() as w:
            for h in reversed(list(dataset.holdings())):
                for y in h.layers:
                    for m in y.manifestations:
                        w.put(
                            DocumentClaims(
                                y.document, y.version, y.masked_version, m, y.claims, y.evidence, y.entities
                            ),
                            y.name,
                        )
            w.decide(*dataset.decisions.rows)
            w.commit()
        with other.graph() as graph:
            return other.digest, quads_digest(graph.nquads())


def names_of(dataset: Dataset) -> set[tuple[str, str]]:
    names = dataset.names()
    return {(f.id, f.name) for letter in "云第号甲公派hsxd" for f in names.find(letter, limit=10_000)}


def counts_of(dataset: Dataset) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(dataset.folder / "search.sqlite")) as db:
        return set(db.execute("SELECT * FROM stated"))


def test_added_changed_and_withdrawn_documents(dataset: Dataset, commit: Commit, quads: Quads, tmp_path: Path) -> None:
    commit(dataset, *(generated(f"d{n}", 60, 1) for n in range(6)))
    commit(dataset, generated("d1", 60, 2), generated("d7", 60, 1), without=["d2", "d3"])
    commit(dataset, usual("u"), generated("d2", 30, 5))
    commit(dataset, without=["d0", "u"])
    assert (dataset.digest, quads(dataset)) == from_scratch(dataset, tmp_path / "other")
    with Dataset.open(tmp_path / "other") as other:
        assert names_of(dataset) == names_of(other) != set()
        assert counts_of(dataset) == counts_of(other) != set()


def test_a_change_reads_the_entities_of_its_own_bucket_alone(
    dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(dataset, *(generated(f"d{n}", 20, 1) for n in range(40)))
    read = set[str]()
    plain = segment.read_table

    def noted(path: Path, columns: list[str] | None = None) -> Any:
        read.add(path.name)
        return plain(path, columns)

    for room in (segment, scan):
        monkeypatch.setattr(room, "read_table", noted)
    assert commit(dataset, generated("d7", 20, 2)).changed == ("d7",)
    assert {name for name in read if name.startswith("entities")} == {
        f"entities-{bucket_of('d7', dataset.manifest.buckets):04d}.parquet"
    }


def test_a_change_of_many_documents_is_worked_off_bucket_by_bucket(
    dataset: Dataset, commit: Commit, quads: Quads, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commit(dataset, *(generated(f"d{n}", 12, 1) for n in range(60)))
    together: list[set[int]] = []
    plain = commit_room.document_delta

    def noted(graph: Graph, old: Holdings, new: Holdings, **more: Decisions) -> Delta:
        together.append({bucket_of(key, dataset.manifest.buckets) for key in old})
        return plain(graph, old, new, **more)

    monkeypatch.setattr(commit_room, "document_delta", noted)
    commit(dataset, *(generated(f"d{n}", 12, 2) for n in range(40)), without=[f"d{n}" for n in range(40, 50)])
    assert len(together) > 8
    assert all(len(buckets) == 1 for buckets in together)
    assert (dataset.digest, quads(dataset)) == from_scratch(dataset, tmp_path / "other")


def test_an_index_that_counts_too_few_rows_is_named_and_made_anew(
    dataset: Dataset, commit: Commit, quads: Quads, tmp_path: Path
) -> None:
    commit(dataset, generated("d1", 20, 1))
    row = next(iter(Counter(e for _, e in dataset.entities())))
    with closing(sqlite3.connect(dataset.folder / "search.sqlite")) as db:
        db.execute("UPDATE stated SET times = 0")
        db.commit()
    with pytest.raises(DataError, match=r"search\.sqlite: is damaged; build the dataset again, which makes it anew$"):
        rows_besides([dataset.folder / "search.sqlite"], [row.id], {row: 1})
    commit(dataset, generated("d1", 20, 2))
    assert (dataset.digest, quads(dataset)) == from_scratch(dataset, tmp_path / "other")
    with closing(sqlite3.connect(dataset.folder / "search.sqlite")) as db:
        assert db.execute("SELECT COUNT(*) FROM stated WHERE times < 1").fetchall() == [(0,)]


def test_decisions_change_the_graph_as_if_they_had_always_been(
    dataset: Dataset, commit: Commit, quads: Quads, tmp_path: Path
) -> None:
    commit(dataset, *(generated(f"d{n}", 80, 1) for n in range(4)))
    claims = sorted(dataset.claims(), key=lambda c: c.id)
    units = sorted({e.id for _, e in dataset.entities() if e.kind == "unit"})

    def decide(kind: str, target: str, **more: object) -> None:
        with dataset.writer() as w:
            w.decide(Decision(kind, target, "甲", "2025-01-01", "", **more))  # type: ignore[arg-type]
            assert w.commit().written
        assert (dataset.digest, quads(dataset)) == from_scratch(
            dataset, tmp_path / f"{kind}-{len(dataset.decisions.rows)}"
        )

    stays = quads(dataset)
    for claim in claims[:4]:
        decide("reject", claim.id)
    for claim in claims[10:14]:
        decide("accept", claim.id)
    decide(
        "correct", next(c.id for c in claims if c.predicate == "pk:implements"), change=(("object", claims[0].subject),)
    )
    decide("merge", units[0], into=units[1])
    decide("merge", units[1], into=units[2])
    decide("split", units[0])
    decide("split", units[5], into=units[6], documents=("d1",))
    assert quads(dataset) != stays


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from("abcde"), st.integers(0, 3)), min_size=1, max_size=4, unique_by=lambda s: s[0]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_history_equals_its_end_from_scratch(history: list[list[tuple[str, int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Dataset.create(Path(folder) / "kg") as dataset:
        end: dict[str, int] = {}
        for step in history:
            with dataset.writer() as w:
                for key, state in step:
                    if state:
                        w.put(generated(key, 12, state))
                    else:
                        w.withdraw(key)
                w.commit()
            end.update(step)
        assert sorted(dataset.manifest.documents) == sorted(key for key, state in end.items() if state)
        if dataset.generation:
            with dataset.graph() as graph:
                digest = quads_digest(graph.nquads())
            if dataset.manifest.documents:
                assert (dataset.digest, digest) == from_scratch(dataset, Path(folder) / "other")
            else:  # nothing is left, and a dataset that nothing was ever put in has no graph to compare
                assert digest == quads_digest([])


@settings(max_examples=10, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]), st.integers(1, 3))
def test_the_order_in_which_documents_come_does_not_matter(order: list[str], cut: int) -> None:
    digests = set()
    for sequence in (sorted(order), order):
        with tempfile.TemporaryDirectory() as folder, Dataset.create(Path(folder) / "kg") as dataset:
            for part in (sequence[:cut], sequence[cut:]):
                with dataset.writer() as w:
                    for key in part:
                        w.put(generated(key, 10, 1))
                    w.commit()
            with dataset.graph() as graph:
                digests.add((dataset.digest, quads_digest(graph.nquads())))
    assert len(digests) == 1
