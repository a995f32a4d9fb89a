"""Marks lead to the buckets that may hold a body or a like text, and to few others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from policing_kg.errors import DataError
from policing_kg.graph import nearby
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import body_hash
from policing_kg.graph.marks import body_marks, holding, read_marks
from policing_kg.graph.scan import known_bodies
from policing_kg.graph.segment import bucket_of
from policing_kg.graph.writer import Changes
from test_nearby_duplicates import carried

Commit = Callable[..., Changes]


def prose(n: int) -> str:
    return "".join(chr(0x4E00 + (7919 * n + 104729 * k * (n + 1)) % 20000) for k in range(200))


@pytest.fixture
def many(dataset: Dataset, commit: Commit) -> Dataset:
    commit(dataset, *(carried(f"{n}.txt", prose(n), "2024") for n in range(40)))
    return dataset


def test_a_body_is_looked_up_in_the_bucket_that_holds_it(many: Dataset) -> None:
    marks = read_marks(many.folder)
    assert len(marks) > 10
    for held in many.holdings():
        version = held.layers[0].version
        (segment,) = holding(marks, body_marks([version], ()))
        assert segment.name == f"documents-{bucket_of(held.key, many.manifest.buckets):04d}.parquet"
        assert known_bodies(many.folder, {version}, ())[0] == {version: held.key}
    assert list(holding(marks, body_marks([body_hash("no such body")], ()))) == []
    assert list(holding(marks, ())) == []


def test_a_like_text_is_sought_in_the_buckets_that_share_a_band_with_it(
    many: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    plain = nearby.signed_rows

    def noted(segment: Path, *columns: str) -> Any:
        read.append(segment.name)
        return plain(segment, *columns)

    monkeypatch.setattr(nearby, "signed_rows", noted)
    commit(many, carried("again.txt", prose(7)[:190], "2025"))
    numbers = {bucket_of(key, many.manifest.buckets) for key in ("again.txt", "7.txt")}
    assert {f"documents-{n:04d}.parquet" for n in numbers} == set(read)


@pytest.mark.parametrize("harm", [lambda raw: raw[:-4], lambda raw: raw[:40] + bytes([raw[40] ^ 1]) + raw[41:]])
def test_marks_that_are_not_as_they_were_written_are_told(many: Dataset, harm: Callable[[bytes], bytes]) -> None:
    file = next(many.folder.glob("marks-*.bin"))
    file.write_bytes(harm(file.read_bytes()))
    with pytest.raises(DataError, match=r"marks-\d+\.bin: is damaged; copy the dataset back"):
        known_bodies(many.folder, {body_hash("a")}, ())
