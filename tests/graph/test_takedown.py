"""A document that is taken down is gone from everything here, stays away, and releases that hold it say so."""

from __future__ import annotations

import csv
from pathlib import Path

import policing_kg
import pytest
from invented import unit
from policing_kg.errors import UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.generation import SEARCH
from policing_kg.graph.name_index import write_names
from policing_kg.graph.recent_names import carry_names, merge_names

GONE = "云川市公安局青石分局\n2023年，云川市公安局青石分局推行“三点护学法”，矛盾纠纷化解率达96.3%。\n"
STAYS = "云川市公安局白河分局\n2023年，云川市公安局白河分局推行“一村一警”，矛盾纠纷化解率达94.1%。\n"
MARK = "青石分局".encode()


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "cache"))
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "gone.txt").write_text(GONE, "utf-8")
    (tmp_path / "news" / "stays.txt").write_text(STAYS, "utf-8")
    policing_kg.build([tmp_path / "news"], tmp_path / "kg", base=False)
    policing_kg.release(tmp_path / "kg", tmp_path / "one", "1", date="2026-01-01")
    return tmp_path


def _held(kg: Path) -> set[str]:
    with Dataset.open(kg) as dataset:
        return set(dataset.manifest.documents)


def test_it_is_gone_and_no_build_brings_it_back(work: Path) -> None:
    kg = work / "kg"
    keys, told = policing_kg.takedown(kg, ["gone.txt"], by="R1", why="asked for", date="2026-01-02")
    assert (keys, told) == (("gone.txt",), ())
    assert _held(kg) == {"stays.txt"}
    assert len(list((kg / "generations").iterdir())) == 1
    (work / "news" / "copy.txt").write_text(GONE, "utf-8")
    report = policing_kg.build([work / "news"], kg, base=False)
    assert sorted(Path(r.source).name for r in report.refused) == ["copy.txt", "gone.txt"]
    assert all("was taken down on 2026-01-02 (asked for); remove it" in str(r) for r in report.refused)
    assert _held(kg) == {"stays.txt"}
    left = [p for folder in (kg, work / "cache") for p in folder.rglob("*") if p.is_file() and MARK in p.read_bytes()]
    assert not left


def test_names_that_went_do_not_stay_in_free_pages_of_the_index(tmp_path: Path) -> None:
    names = [unit(f"云川市公安局{chr(0x4E00 + n)}{chr(0x5E00 + n)}分局", kind="分局") for n in range(60)]
    first, second = (tmp_path / name / SEARCH for name in ("first", "second"))
    first.parent.mkdir()
    second.parent.mkdir()
    write_names(first, [(e.id, [e]) for e in names])
    carry_names(first.parent, second.parent, (), [e.id for e in names[10:]], {})
    merge_names(second.parent)
    assert all(e.name.encode() in first.read_bytes() for e in names)
    assert [e for e in names if e.name.encode() in second.read_bytes()] == names[:10]


def test_releases_say_so_and_are_not_changed(work: Path) -> None:
    kg, one = work / "kg", work / "one"
    before = {p: p.read_bytes() for p in one.rglob("*") if p.is_file()}
    assert policing_kg.verify(one, sources=[work / "news"])
    _, told = policing_kg.takedown(kg, ["gone.txt"], by="R1", why="asked for", date="2026-01-02", releases=[one])
    assert [(folder, version) for folder, version, _ in told] == [(one, "1")]
    assert {p: p.read_bytes() for p in one.rglob("*") if p.is_file()} == before
    proof = policing_kg.verify(one)
    assert not proof
    assert [line for line in proof.differences if "gone.txt: was taken down on 2026-01-02 (asked for)" in line]
    policing_kg.release(kg, work / "two", "2", date="2026-01-03", since=one)
    with (work / "two" / "tombstones.csv").open(encoding="utf-8", newline="") as file:
        buried = [row["kind"] for row in csv.DictReader(file)]
    assert buried.count("document") == 1
    assert "claim" in buried
    listed = (work / "two" / "takedowns.csv").read_text("utf-8").splitlines()
    assert listed == ["document,body,who,when,why", "gone.txt,,r1,2026-01-02,asked for"]
    assert policing_kg.verify(work / "two", sources=[work / "news"])
    (work / "one.takedowns.csv").unlink()
    assert policing_kg.verify(one)
    assert not policing_kg.verify(one, takedowns=work / "two" / "takedowns.csv")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"documents": ["none.txt"]}, "none.txt"),
        ({"why": " "}, "who decides it and why"),
        ({"releases": ["no/such"]}, "no release there"),
        ({"by": "佟晓燕"}, "neither a handle nor an ORCID"),
        ({"why": "居民佟晓燕提出"}, "holds a person's name"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(work: Path, given: dict, said: str) -> None:
    asked = {"documents": ["gone.txt"], "by": "R1", "why": "asked for"} | given
    with pytest.raises(UsageError, match=said) as refused:
        policing_kg.takedown(work / "kg", asked.pop("documents"), **asked)
    assert str(refused.value).count("\n") == 0
    assert _held(work / "kg") == {"gone.txt", "stays.txt"}
    assert not (work / "kg" / "takedowns.csv").exists()
