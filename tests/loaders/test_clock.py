"""A clock that goes backwards, or files dated to come, lose nothing and put nothing in another order."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import policing_kg.graph.commit
import pytest
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.loaders.build import build

TEXT = "{town}派出所深化警务机制\n\n今年以来,昆山市公安局{town}派出所与综治中心每周召开联席会议,化解率达{share}%。\n"
TO_COME = 4_000_000_000 * 10**9  # nanoseconds: the year 2096


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(town="东河", share=91), encoding="utf-8")
    return folder


def figures(kg: Path) -> list[str]:
    with Dataset.open(kg) as dataset:
        return [c.value for c in dataset.claims() if c.value]


def test_a_file_dated_to_come_is_read_again_when_it_changes_and_keeps_size_and_date(news: Path, tmp_path: Path) -> None:
    file, kg = news / "a.txt", tmp_path / "kg"
    os.utime(file, ns=(TO_COME, TO_COME))
    build([news], kg, base=False)
    assert "91" in figures(kg)
    file.write_text(TEXT.format(town="东河", share=92), encoding="utf-8")
    os.utime(file, ns=(TO_COME, TO_COME))
    report = build([news], kg, base=False)
    assert report.changes.changed == ("a.txt",)
    assert "92" in figures(kg)
    again = build([news], kg, base=False)
    assert (again.read, again.unchanged, again.changes.written) == (0, 1, False)


def test_a_file_that_changes_in_the_moment_of_its_reading_is_read_again(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File systems date by ticks: a second change in the same one bears the same time."""
    file, kg = news / "a.txt", tmp_path / "kg"
    at = max(file.stat().st_mtime_ns, file.stat().st_ctime_ns)
    monkeypatch.setattr("time.time_ns", lambda: at + 1000)
    build([news], kg, base=False)
    with Dataset.open(kg) as dataset:
        (row,) = (r for r in dataset.files() if r.path == "a.txt")
    assert row.mtime_ns == 0  # so the next build goes by the hash


def test_generations_follow_their_numbers_whatever_the_clock_says(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg = tmp_path / "kg"
    build([news], kg, base=False)

    class Backwards(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Backwards:
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(policing_kg.graph.commit, "datetime", Backwards)
    for share in (93, 94, 95):
        (news / "a.txt").write_text(TEXT.format(town="东河", share=share), encoding="utf-8")
        assert build([news], kg, base=False).changes.changed == ("a.txt",)
        assert str(share) in figures(kg)
    with Dataset.open(kg) as dataset:
        assert dataset.generation == 4
        assert dataset.manifest.made_at.startswith("2001-01-01")
    assert sorted(p.name for p in (kg / "generations").iterdir()) == ["3", "4"]


def test_the_decision_that_was_appended_last_counts_though_it_is_dated_earlier(news: Path, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    build([news], kg, base=False)
    for kind, when in (("accept", datetime.now(UTC).isoformat()), ("reject", "2001-01-01T00:00:00+00:00")):
        with Dataset.open(kg) as dataset, dataset.writer() as writer:
            claim = min(c.id for c in dataset.claims())
            writer.decide(Decision(kind, claim, "coder-a", when, "as it says"))
            writer.commit()
    with Dataset.open(kg) as dataset:
        assert [d.kind for d in dataset.decisions.rows] == ["accept", "reject"]
        assert dataset.decisions.on_claim[claim].kind == "reject"
