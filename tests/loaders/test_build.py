"""What a build does with the files it is given: odd ones, many, moved, swapped, and those of other folders."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from policing_kg.errors import Unavailable
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.parallel import PARALLEL_FROM
from policing_kg.loaders import masked_paths
from policing_kg.loaders.batch import extract_files
from policing_kg.loaders.build import BuildReport, build
from policing_kg.loaders.persons.masking import masked_words

TEXT = "{town}派出所深化警务机制\n\n今年以来,昆山市公安局{town}派出所与综治中心每周召开联席会议,化解率达{share}%。\n"
Build = Callable[..., BuildReport]


def text(town: str = "东河", share: int = 91) -> str:
    return TEXT.format(town=town, share=share)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(text(), encoding="utf-8")
    (folder / "b.txt").write_text(text("南山", 92), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Build:
    def call(*sources: Path, **more: bool) -> BuildReport:
        return build(sources, tmp_path / "kg", base=False, **more)

    return call


def documents(tmp_path: Path) -> dict[str, list[str]]:
    with Dataset.open(tmp_path / "kg") as dataset:
        return {h.key: [m.path for m in h.manifestations] for h in dataset.holdings()}


def claims(tmp_path: Path) -> set[str]:
    with Dataset.open(tmp_path / "kg") as dataset:
        return {c.id for c in dataset.claims()}


def test_what_is_no_file_is_refused_one_by_one_and_the_rest_is_done(news: Path, run: Build) -> None:
    os.mkfifo(news / "pipe.txt")
    (news / "loop.txt").symlink_to("loop.txt")
    (news / "nowhere.txt").symlink_to("gone")
    (news / "folder.txt").mkdir()
    with open(os.fsencode(news) + b"/\xff.txt", "wb") as file:
        file.write(text("西桥").encode())
    report = run(news)
    assert report.changes.added == ("a.txt", "b.txt")
    told = sorted(os.path.basename(str(r).split(": ")[0]) for r in report.refused)
    assert told == ["\\xff.txt", "loop.txt", "nowhere.txt", "pipe.txt"]


def test_a_refused_file_among_many_is_told_by_another_process(news: Path, run: Build) -> None:
    for n in range(PARALLEL_FROM):
        (news / f"empty{n}.txt").touch()
    report = run(news)
    assert len(report.refused) == PARALLEL_FROM
    assert report.changes.added == ("a.txt", "b.txt")
    assert sum(not isinstance(read, dict) for _, read in extract_files([news])) == PARALLEL_FROM


def test_an_error_of_ours_in_one_file_leaves_the_others(
    news: Path, run: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policing_kg.loaders import build as room

    read_article = room.extract_article

    def fail(source: object, *more: object) -> object:
        if getattr(source, "name", "") == "a.txt":
            raise KeyError("words of a document")
        return read_article(source, *more)  # type: ignore[arg-type]

    monkeypatch.delenv("POLICING_KG_DEBUG", raising=False)
    monkeypatch.setattr(room, "extract_article", fail)
    report = run(news)
    assert report.changes.added == ("b.txt",)
    (refused,) = map(str, report.refused)
    assert "a.txt: our own error (KeyError at test_build.py" in refused
    assert "words" not in refused


def test_a_folder_that_cannot_be_listed_withdraws_nothing(
    news: Path, run: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (news / "sub").mkdir()
    (news / "sub" / "c.txt").write_text(text("西桥"), encoding="utf-8")
    run(news)
    (news / "a.txt").unlink()
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    report = run(news)
    assert [str(r) for r in report.refused] == [f"{news / 'sub'}: may not be read; grant read permission"]
    assert report.changes.withdrawn == ()
    monkeypatch.undo()
    assert run(news).changes.withdrawn == ("a.txt",)


def test_a_dataset_inside_a_source_is_passed_over(news: Path) -> None:
    first = build([news], news / "kg", base=False)
    again = build([news], news / "kg", base=False)
    assert first.refused == again.refused == ()
    assert not again.changes.written


def test_a_renamed_file_keeps_its_document_and_its_claims(news: Path, run: Build, tmp_path: Path) -> None:
    run(news)
    before = claims(tmp_path)
    (news / "a.txt").rename(news / "z.txt")
    changes = run(news).changes
    assert (changes.claims_added, changes.claims_removed, changes.withdrawn) == (0, 0, ())
    assert claims(tmp_path) == before
    assert documents(tmp_path)["a.txt"] == ["z.txt"]
    (news / "z.txt").unlink()
    assert run(news).changes.withdrawn == ("a.txt",)


def test_a_renamed_file_with_another_menu_keeps_its_claims_and_its_evidence_points_into_it(
    news: Path, run: Build, tmp_path: Path
) -> None:
    run(news)
    before = claims(tmp_path)
    (news / "a.txt").unlink()
    (news / "z.txt").write_text("网站首页\n新闻中心 | 警务公开 | 互动交流\n" + text(), encoding="utf-8")
    run(news)
    assert claims(tmp_path) == before
    with Dataset.open(tmp_path / "kg") as dataset:
        held = dataset.holding("a.txt")
    assert held is not None
    assert all(layer.carried() for layer in held.layers)
    assert [m.path for m in held.manifestations] == ["z.txt"]


def test_a_persons_name_in_a_files_or_folders_name_enters_nothing(news: Path, run: Build, tmp_path: Path) -> None:
    named = news / "民警钱志远事迹"
    named.mkdir()
    (named / "记钱志远.txt").write_text(text("西桥", 93), encoding="utf-8")
    (named / "记傅志刚.txt").write_text(text("大街", 94), encoding="utf-8")
    (named / "记钱志远.csv").write_text("subject,relation,object\n平山县公安局,implements,两队一室\n", encoding="utf-8")
    assert len(run(news).changes.added) == 5
    with Dataset.open(tmp_path / "kg") as dataset:
        kept = str([*dataset.files(), *dataset.holdings()])
    assert "钱志远" not in kept
    assert "傅志刚" not in kept
    assert not run(news).changes.written
    (named / "记傅志刚.txt").unlink()
    assert len(run(news).changes.withdrawn) == 1


def test_names_of_files_that_an_earlier_build_has_seen_are_not_looked_at_again(
    news: Path, run: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (news / "北塘夜巡.txt").write_text(text("北塘", 95), encoding="utf-8")
    (news / "记钱志远.txt").write_text(text("西桥", 93), encoding="utf-8")
    run(news)
    looked_at: list[str] = []

    def noted(words: str) -> str:
        looked_at.append(words)
        return masked_words(words)

    monkeypatch.setattr(masked_paths, "masked_words", noted)
    (news / "访傅志刚.txt").write_text(text("大街", 94), encoding="utf-8")
    assert run(news).unchanged == 4
    assert {words for words in looked_at if words.endswith(".txt")} == {"访傅志刚.txt", "记钱志远.txt"}
    assert not any(name in str(documents(tmp_path)) for name in ("钱志远", "傅志刚"))
    monkeypatch.setattr("policing_kg.loaders.build.package_digest", lambda: "other rules")
    looked_at.clear()
    run(news)
    assert "北塘夜巡.txt" in looked_at


def test_two_files_that_swap_names_are_read_again(news: Path, run: Build, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):  # of one size and one time
        os.utime(news / name, ns=(10**18, 10**18))
    run(news)
    os.rename(news / "a.txt", news / "c")
    os.rename(news / "b.txt", news / "a.txt")
    os.rename(news / "c", news / "b.txt")
    assert run(news).changes.changed == ("a.txt", "b.txt")
    fresh = build([news], tmp_path / "fresh", base=False)
    assert run(news).changes.digest == fresh.changes.digest


def test_a_file_that_takes_another_body_no_longer_carries_the_old_one(news: Path, run: Build, tmp_path: Path) -> None:
    (news / "copy.txt").write_text(text(), encoding="utf-8")
    run(news)
    assert documents(tmp_path)["a.txt"] == ["a.txt", "copy.txt"]
    (news / "copy.txt").write_text(text("西桥", 70), encoding="utf-8")
    run(news)
    assert documents(tmp_path)["a.txt"] == ["a.txt"]
    (news / "a.txt").unlink()
    assert run(news).changes.withdrawn == ("a.txt",)


def test_a_file_reached_by_two_folders_is_one_and_goes_with_the_outer_one(
    news: Path, run: Build, tmp_path: Path
) -> None:
    (news / "sub").mkdir()
    (news / "sub" / "c.txt").write_text(text("西桥"), encoding="utf-8")
    run(news / "sub")
    run(news / "sub", news, news / "sub" / "c.txt")
    assert documents(tmp_path)["c.txt"] == ["sub/c.txt"]
    run(news / "sub")
    (news / "sub" / "c.txt").unlink()
    assert run(news).changes.withdrawn == ("c.txt",)


def test_files_that_a_build_by_new_rules_does_not_name_are_read_by_the_next_that_does(
    news: Path, run: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(news)
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text(text("西桥"), encoding="utf-8")
    monkeypatch.setattr("policing_kg.loaders.build.package_digest", lambda: "new rules")
    run(other)
    report = run(news, other)
    assert (report.read, report.unchanged) == (2, 1)


def test_a_full_disk_leaves_the_dataset_as_it_was_and_gives_the_room_back(
    news: Path, run: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(news)
    before = claims(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (news / "a.txt").write_text(text("西桥", 50), encoding="utf-8")
    monkeypatch.setattr("policing_kg.graph.commit.write_manifest", full)
    with pytest.raises(Unavailable, match=r"no space left on the disk\); make room"):
        run(news)
    assert claims(tmp_path) == before
    assert [p.name for p in (tmp_path / "kg" / "generations").iterdir()] == ["1"]
    monkeypatch.undo()
    assert run(news).changes.changed == ("a.txt",)


def test_leaving_out_the_base_and_taking_it_back_comes_to_the_same_digest(news: Path, tmp_path: Path) -> None:
    digests = [build([news], tmp_path / "kg", base=base).changes.digest for base in (True, False, True, False)]
    assert digests[0] == digests[2] != digests[1] == digests[3]
