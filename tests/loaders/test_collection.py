"""Which files a build looks at, which are gone, and how those are named whose paths hold a person's name."""

from __future__ import annotations

import hashlib
import os
import random
import time
from pathlib import Path

from policing_kg.graph.ledger import Ledger
from policing_kg.graph.segment import FileRow
from policing_kg.loaders.collection import Collection, collect_files, compared
from policing_kg.loaders.listing import list_files

OLD = time.time_ns() - 10**12


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def settled(folder: Path) -> None:
    """Let the time of the last change pass, so that it tells something."""
    latest = max(f.stat().st_ctime_ns for f in folder.rglob("*") if f.is_file())
    while time.time_ns() < latest + 40_000_000:
        time.sleep(0.01)


def noted(sources: list[Path], ledger: Ledger) -> Ledger:
    """The ledger after a build that read what it was told to."""
    found = compared(list_files(sources), ledger, same_rules=True)
    rows = [
        FileRow(f.root, f.relative, f.size, f.mtime_ns, hashlib.sha256(f.path.read_bytes()).hexdigest(), "", f.relative)
        for f in found.files
    ]
    return ledger.changed([*found.gone, *((r.root, r.path) for r in rows)], (), rows)[0]


def look(sources: list[Path], ledger: Ledger) -> Collection:
    return compared(list_files(sources), ledger, same_rules=True)


def contents(ledger: Ledger) -> dict[str, str]:
    return {row.path: row.sha256 for row in ledger.rows()}


def test_of_many_files_those_that_changed_are_looked_at_and_those_that_went_are_gone(tmp_path: Path) -> None:
    dice, news = random.Random(2), tmp_path / "news"
    for n in range(60):
        write(news / str(n % 7) / f"{n}.txt", f"text {n}")
    write(news / ".hidden" / "x.txt", "hidden")
    settled(tmp_path)
    ledger = noted([news], Ledger.of())
    assert len(ledger) == 60
    for _ in range(4):
        settled(tmp_path)
        there = sorted(p for p in news.rglob("[0-9]*.txt") if p.is_file())
        changed, went = dice.sample(there, 5), dice.sample(there, 3)
        for file in changed:
            write(file, file.read_text("utf-8") + " more")
        for file in went:
            file.unlink()
        write(news / "new" / f"{dice.random()}.txt", "new")
        settled(tmp_path)
        found = look([news], ledger)
        left = {f.relative_to(news).as_posix() for f in changed if f not in went}
        assert {f.relative for f in found.files if f.place in found.held} == left
        assert len([f for f in found.files if f.place not in found.held]) == 1
        assert {path for _, path in found.gone} == {f.relative_to(news).as_posix() for f in went}
        assert found.unchanged == len(ledger) - len(left) - len(went)
        ledger = noted([news], ledger)
    assert look([news], ledger).files == ()


def test_a_file_is_taken_once_and_under_the_outermost_folder_that_leads_to_it(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "x.txt", "x")
    write(tmp_path / "a" / "y.txt", "y")
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a", target_is_directory=True)
    inner, outer = tmp_path / "a" / "b", tmp_path / "a"
    files, refused = collect_files([inner, outer, inner / "x.txt", outer, outer / "y.txt", tmp_path / "none"])
    assert [(Path(f.root), f.relative) for f in files] == [(outer, "b/x.txt"), (outer, "y.txt")]
    assert [str(r) for r in refused] == [f"{tmp_path / 'none'}: there is no such file or folder; check the path"]
    settled(tmp_path)
    ledger = noted([inner], Ledger.of())
    assert [Path(root) for root, _ in look([outer], ledger).gone] == [inner]
    assert look([tmp_path / "a" / "y.txt"], ledger).gone == ()


def test_files_whose_names_mask_alike_keep_their_places(tmp_path: Path) -> None:
    news = tmp_path / "news"
    for name in ("记钱志远", "记傅志刚", "记佟晓燕"):
        write(news / f"{name}.txt", f"text of {len(name)} {hashlib.sha256(name.encode()).hexdigest()[:4]}")
    settled(tmp_path)
    ledger = noted([news], Ledger.of())
    first = contents(ledger)
    assert sorted(first) == ["记■■■.txt", "记■■■~2.txt", "记■■■~3.txt"]
    write(news / "记丁晓燕.txt", "a text that sorts before")
    settled(tmp_path)
    assert [f.relative for f in look([news], ledger).files if f.place not in look([news], ledger).held] == [
        "记■■■~4.txt"
    ]
    ledger = noted([news], ledger)
    assert first.items() <= contents(ledger).items()
    gone = next(f for f in news.iterdir() if hashlib.sha256(f.read_bytes()).hexdigest() == first["记■■■.txt"])
    gone.unlink()
    for file in news.iterdir():  # other times, as after a copy
        os.utime(file, ns=(OLD, OLD))
    settled(tmp_path)
    ledger = noted([news], ledger)
    assert contents(ledger) == {path: sha for path, sha in contents(ledger).items() if path != "记■■■.txt"}
    assert {path: first[path] for path in ("记■■■~2.txt", "记■■■~3.txt")}.items() <= contents(ledger).items()
    assert not any(name in str(list(ledger.rows())) for name in ("钱志远", "傅志刚", "佟晓燕", "丁晓燕"))
