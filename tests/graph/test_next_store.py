"""A generation's store is the base and what changed since, whatever the history and whatever of it is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import generated
from policing_kg.graph import next_store
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.generation import RDF
from policing_kg.graph.next_store import base_of, since_of
from policing_kg.graph.writer import Changes
from test_incremental import from_scratch

Commit = Callable[..., Changes]
Quads = Callable[[Dataset], str]


@pytest.fixture
def some(dataset: Dataset, commit: Commit) -> Dataset:
    commit(dataset, *(generated(f"d{n}", 20, n) for n in range(4)))
    return dataset


def files(dataset: Dataset) -> int:
    return len(list((dataset.folder / RDF).glob("*.sst")))


def test_many_changes_in_a_row_leave_as_many_files_of_the_engine_as_one(
    some: Dataset, commit: Commit, quads: Quads, tmp_path: Path
) -> None:
    commit(some, generated("d1", 20, 50))
    first = files(some)
    for n in range(10):
        commit(some, generated(f"d{n % 4}", 20, 60 + n), without=[f"d{(n + 1) % 4}"] if n % 5 == 0 else [])
    assert files(some) <= first + 2
    assert base_of(some.folder / RDF).is_dir()
    assert (some.digest, quads(some)) == from_scratch(some, tmp_path / "other")


def test_a_store_becomes_the_base_of_the_next_ones_when_much_changed(
    some: Dataset, commit: Commit, quads: Quads, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    based = []
    for n, most in enumerate((10**6, 0, 10**6, 10**6)):
        monkeypatch.setattr(next_store, "_MOST", most)
        commit(some, generated(f"e{n}", 20, 90 + n))
        based.append(base_of(some.folder / RDF).exists())
        assert since_of(some.folder / RDF).exists() == based[-1]
    assert based == [True, False, True, True]
    assert (some.digest, quads(some)) == from_scratch(some, tmp_path / "other")


def no_base(store: Path) -> None:
    shutil.rmtree(base_of(store))


def broken_base(store: Path) -> None:
    (base_of(store) / "CURRENT").write_text("nothing\n")


def broken_since(store: Path) -> None:
    since_of(store).write_bytes(since_of(store).read_bytes()[:-20])


def no_since(store: Path) -> None:
    since_of(store).unlink()


@pytest.mark.parametrize("harm", [no_base, broken_base, broken_since, no_since])
def test_where_the_base_or_what_changed_since_is_lost_the_store_itself_is_the_base(
    some: Dataset, commit: Commit, quads: Quads, harm: Callable[[Path], None], tmp_path: Path
) -> None:
    commit(some, generated("d1", 20, 50))
    harm(some.folder / RDF)
    commit(some, generated("d2", 20, 51), without=["d3"])
    assert (some.digest, quads(some)) == from_scratch(some, tmp_path / "other")


def test_where_there_are_no_hard_links_a_store_is_copied_and_has_no_base(
    some: Dataset, commit: Commit, quads: Quads, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refused)
    commit(some, generated("d1", 20, 50))
    assert not base_of(some.folder / RDF).exists()
    commit(some, generated("d2", 20, 51), without=["d3"])
    assert (some.digest, quads(some)) == from_scratch(some, tmp_path / "other")
