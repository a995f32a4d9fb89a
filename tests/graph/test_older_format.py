"""A dataset of the first format is read, and the next build brings it to this one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
from invented import usual
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.generation import FORMAT, folder_of, segment
from policing_kg.graph.writer import Changes

LATER = {"documents": ("signature", "copy", "carrier"), "evidence": ("page", "paragraph", "article")}


def as_first_format(folder: Path) -> None:
    """Write the generation as version 0.1 did: without the later columns, under format 1."""
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
