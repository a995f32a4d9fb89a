"""The index of names in two files answers as one file made from scratch would, whatever the history."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import policing_kg
import pytest
from invented import generated, usual
from policing_kg.errors import DataError
from policing_kg.graph import recent_names
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.generation import RECENT, SEARCH
from policing_kg.graph.names import Names
from policing_kg.graph.recent_names import index_rows, merge_names
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
ASKED = ("公安", "派出所", "云", "paichusuo", "第", "警务", "x", "联席")


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never make one file of both."""
    monkeypatch.setattr(recent_names, "SHARE", 0)


def answers(names: Names) -> list[object]:
    whole = [names.find(text, limit=limit) for text in ASKED for limit in (3, 500)]
    alike = [names.similar(text, limit=8) for text in ASKED]
    return [*whole, *alike, *(names.exact(found[0].name) for found in whole if found)]


def test_any_history_of_changes_answers_as_an_index_from_scratch(
    apart: None, dataset: Dataset, commit: Commit, tmp_path: Path
) -> None:
    dice = random.Random(5)
    commit(dataset, *(generated(f"d{n}", 12, n) for n in range(5)))
    first = (dataset.folder / SEARCH).stat().st_ino
    for step in range(8):
        chosen = dice.sample("01234567", 3)
        commit(dataset, *(generated(f"d{n}", 12, 9 * step + int(n)) for n in chosen[1:]), without=[f"d{chosen[0]}"])
        assert (dataset.folder / SEARCH).stat().st_ino == first
        assert (dataset.folder / RECENT).exists()
    with Dataset.create(tmp_path / "other") as other, other.writer() as writer:
        for holding in dataset.holdings():
            writer.take(holding)
        writer.commit()
        assert sorted(index_rows(dataset.folder)) == sorted(index_rows(other.folder)) != []
        assert answers(dataset.names()) == answers(other.names())
        held = sorted(index_rows(dataset.folder))
        merge_names(dataset.folder)
        assert not (dataset.folder / RECENT).exists()
        assert sorted(index_rows(dataset.folder)) == held
        assert answers(Names(dataset.folder / SEARCH)) == answers(other.names())


def test_what_changed_is_made_one_file_with_the_whole_when_it_is_a_share_of_it(
    dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(dataset, *(generated(f"d{n}", 12, n) for n in range(5)))
    first = (dataset.folder / SEARCH).stat().st_ino
    kept = []
    for n, share in enumerate((0, 0, 1000, 0)):
        monkeypatch.setattr(recent_names, "SHARE", share)
        commit(dataset, generated(f"e{n}", 12, 70 + n))
        kept.append(((dataset.folder / RECENT).exists(), (dataset.folder / SEARCH).stat().st_ino == first))
    assert kept == [(True, True), (True, True), (False, False), (True, False)]


@pytest.mark.parametrize("harm", ["broken", "gone"])
def test_a_broken_file_of_what_changed_is_told_and_the_next_build_makes_both_anew(
    apart: None, dataset: Dataset, commit: Commit, harm: str
) -> None:
    commit(dataset, usual("a.txt"))
    commit(dataset, usual("b.txt", body="b"))
    before, recent = answers(dataset.names()), dataset.folder / RECENT
    recent.write_bytes(b"broken") if harm == "broken" else recent.unlink()
    with Dataset.open(dataset.path) as reader, pytest.raises(DataError, match=r"search\.recent\.sqlite: is .*; build"):
        reader.names().find("派出所")
    assert commit(dataset).written
    assert answers(dataset.names()) == before


def test_a_name_that_is_taken_down_stays_in_neither_file(
    apart: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "cache"))
    news, kg = tmp_path / "news", tmp_path / "kg"
    news.mkdir()
    for name in ("青石", "白河", "长岭"):
        (news / f"{name}.txt").write_text(f"云川市公安局{name}分局推行“一村一警”，化解率达9{len(name)}.1%。\n", "utf-8")
        policing_kg.build([news], kg, base=False)
    policing_kg.takedown(kg, ["青石.txt"], by="R1", why="asked for")
    held = [p for p in kg.rglob("*") if p.is_file() and "青石分局".encode() in p.read_bytes()]
    assert not held
    assert [f.label for f in Dataset.open(kg).names().find("白河分局")]
    assert policing_kg.verify(kg, sources=[news])
