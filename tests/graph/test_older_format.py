"""A dataset of an older format is read, and the next build brings it to this one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
from invented import usual
from policing_kg.graph.damage import sum_of
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document_digests import DocumentDigests
from policing_kg.graph.duplicate import NEAR_DUPLICATE
from policing_kg.graph.generation import FORMAT, SEARCH, folder_of, read_manifest, segment, write_manifest
from policing_kg.graph.ledger import Ledger
from policing_kg.graph.recent_names import merge_names
from policing_kg.graph.segment import FileRow
from policing_kg.graph.writer import Changes
from test_nearby_duplicates import carried

FILES = ("root", "path", "size", "mtime_ns", "sha256", "version", "document")
LATER = {"documents": ("signature", "copy", "carrier"), "evidence": ("page", "paragraph", "article")}


def as_third_format(folder: Path) -> None:
    """Write the generation under format 3: digests in the manifest, the ledger in one file, no marks, one index."""
    merge_names(folder)
    held = read_manifest(folder)
    documents, ledger = DocumentDigests.of(dict(held.documents)), Ledger.read(folder)
    for pattern in ("digests.parquet", "files-*.parquet", "marks-*.bin"):
        for file in folder.glob(pattern):
            file.unlink()
    pq.write_table(ledger.columns(*FILES), folder / "files.parquet", compression="zstd", write_page_checksum=True)
    segments = [s for s in held.segments if (folder / s.name).exists()]
    segments.append(segment(folder, "files.parquet", len(ledger)))
    sums = {SEARCH: sum_of(folder / SEARCH)}
    write_manifest(folder, replace(held, documents=documents, segments=tuple(segments), sums=sums, format=3))


def as_first_format(folder: Path) -> None:
    """Write the generation as version 0.1 did: without the later columns, under format 1."""
    as_third_format(folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for row in manifest["segments"]:
        table = row["name"].split("-")[0]
        if table in LATER:
            whole = pq.read_table(folder / row["name"], partitioning=None).drop_columns(list(LATER[table]))
            pq.write_table(whole, folder / row["name"], compression="zstd", write_page_checksum=True)
            row["bytes"] = segment(folder, row["name"], row["rows"]).bytes
            row["sha256"] = segment(folder, row["name"], row["rows"]).sha256
    manifest["format"] = 1
    del manifest["sum"], manifest["sums"]
    manifest["projections"] = {name: stamp.split()[0] + " 1" for name, stamp in manifest["projections"].items()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_the_first_format_is_read_and_brought_to_this_one(
    dataset: Dataset, commit: Callable[..., Changes], quads: Callable[[Dataset], str], tmp_path: Path
) -> None:
    commit(dataset, usual("a.txt"), usual("b.txt"))
    claims, expected = sorted(c.id for c in dataset.claims()), quads(dataset)
    old = tmp_path / "old"
    shutil.copytree(dataset.path, old)
    as_first_format(folder_of(old, 1))
    with Dataset.open(old) as read:
        assert read.manifest.format == 1
        assert sorted(c.id for c in read.claims()) == claims
        assert {(e.page, e.paragraph, e.article) for e in read.evidence()} == {(0, 0, "")}
        with read.writer() as writer:
            assert writer.commit().written
        assert (read.generation, read.manifest.format) == (2, FORMAT)
        assert sorted(c.id for c in read.claims()) == claims
        with read.graph() as graph:
            assert len(graph) > 0
        assert quads(read) == expected


def test_the_third_format_is_read_and_brought_to_this_one_by_a_change_of_one_document(
    dataset: Dataset, commit: Callable[..., Changes], quads: Callable[[Dataset], str], tmp_path: Path
) -> None:
    text = "".join(chr(0x4E00 + 7 * n) for n in range(300))
    for n in range(6):
        with dataset.writer() as writer:
            writer.put(carried(f"{n}.txt", text if n == 3 else text[::-1][n * 40 :] + str(n), f"202{n}"))
            writer.see_file(FileRow("/news", f"{n}.txt", n, 9, "a" * 64, "", f"{n}.txt"))
            writer.commit()
    old = tmp_path / "old"
    shutil.copytree(dataset.path, old)
    as_third_format(folder_of(old, dataset.generation))
    for held in (dataset, Dataset.open(old)):
        with held, held.writer() as writer:
            assert held is dataset or held.manifest.format == 3
            assert sorted(held.manifest.documents) == [f"{n}.txt" for n in range(6)]
            assert {row.path for row in held.files()} == {f"{n}.txt" for n in range(6)}
            writer.put(carried("again.txt", text[:290], "2029"))
            writer.forget_file("/news", "5.txt")
            assert writer.commit().added == ("again.txt",)
            with held.graph() as graph:
                assert len(list(graph.quads(None, NEAR_DUPLICATE))) > 0
    with Dataset.open(dataset.path) as one, Dataset.open(old) as other:
        assert (other.manifest.format, other.digest, quads(other)) == (FORMAT, one.digest, quads(one))
        assert one.files() == other.files() != ()
        names = {s.name for s in one.manifest.segments}
        assert names == {s.name for s in other.manifest.segments}
        assert {"digests.parquet", "marks-0000.bin"} & names
        assert "files.parquet" not in names
