"""The ledger as columns holds the rows it was given, whatever the history; shards that did not change are shared."""

from __future__ import annotations

import random
from pathlib import Path

from policing_kg.graph.dataset import Dataset
from policing_kg.graph.ledger import Ledger
from policing_kg.graph.segment import FileRow


def row(path: str, state: int, root: str = "/news") -> FileRow:
    return FileRow(root, path, state, state, f"{state:064x}", "", path if state else "")


def test_any_history_comes_to_the_rows_of_a_plain_table() -> None:
    dice, held, plain = random.Random(3), Ledger.of(), dict[tuple[str, str], FileRow]()
    for _ in range(60):
        put = [row(f"{dice.randrange(40)}.txt", dice.randrange(5), dice.choice(["/news", "/more"])) for _ in range(4)]
        away = [(dice.choice(["/news", "/more"]), f"{dice.randrange(40)}.txt") for _ in range(2)]
        documents = {f"{dice.randrange(40)}.txt"}
        put = list({(r.root, r.path): r for r in put}.values())
        left = {at: r for at, r in plain.items() if at not in away and r.document not in documents}
        after = {at: r for at, r in left.items() if at not in {(r.root, r.path) for r in put}}
        after |= {(r.root, r.path): r for r in put}
        held, news = held.changed([*away, *((r.root, r.path) for r in put)], documents, put)
        assert news == (after != plain)
        plain = after
        assert list(held.rows()) == sorted(plain.values(), key=lambda r: (r.root, r.path))
        assert len(held) == len(plain)
        chosen = [("/news", "3.txt"), ("/more", "7.txt")]
        assert held.at(chosen) == sorted((plain[at] for at in chosen if at in plain), key=lambda r: (r.root, r.path))
        ending = {at for at in plain if at[1].endswith(("3.txt", "9.txt"))}
        assert {(r.root, r.path) for r in held.named(["3.txt", "9.txt"])} == ending
        assert held.named(f"{n}.txt" for n in range(40)) == list(held.rows())


def test_a_change_of_one_file_writes_its_shard_alone_and_a_time_alone_is_no_change(tmp_path: Path) -> None:
    with Dataset.create(tmp_path / "kg") as dataset, dataset.writer() as writer:
        for n in range(200):
            writer.see_file(row(f"{n}.txt", 1))
        writer.commit()
        first = {f.name: f.stat().st_ino for f in dataset.folder.glob("files-*.parquet")}
        writer.time_file(FileRow("/news", "7.txt", 1, 99, f"{1:064x}", "", "7.txt"))
        assert not writer.commit().written
        writer.time_file(FileRow("/news", "7.txt", 1, 99, f"{1:064x}", "", "7.txt"))
        writer.see_file(row("7.txt", 2))
        assert writer.commit().written
        second = {f.name: f.stat().st_ino for f in dataset.folder.glob("files-*.parquet")}
        assert len(first) == len(second) == 16
        assert len([name for name in first if first[name] != second[name]]) == 1
        assert {r.sha256[-1] for r in dataset.files() if r.path == "7.txt"} == {"2"}


def test_files_that_other_rules_read_look_changed_but_what_the_package_notes_stays() -> None:
    own = FileRow("policing-kg:rules", "rules", 0, 0, "a" * 64)
    held, news = Ledger.of([row("a.txt", 1), own]).doubted()
    assert news
    assert [(r.size, r.sha256) for r in held.rows()] == [(-1, ""), (0, "a" * 64)]
    assert held.doubted()[1] is False
