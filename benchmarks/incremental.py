"""How long a build takes after one of many documents changed, and where the time goes.

usage: python benchmarks/incremental.py DOCUMENTS FOLDER

Short notices are written into FOLDER/texts and, as the claims that they make, into the dataset FOLDER/kg with their
ledger; then one text changes and `build` brings the dataset along.  Imports and what is read once a process are
apart: another, tiny dataset is built before.  FOLDER is kept, so that a second run measures a further change alone.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from invented_nation.notices import notices
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.segment import FileRow
from policing_kg.loaders.base import package_digest
from policing_kg.loaders.build import RULES, build
from policing_kg.loaders.collection import collect_files

CHANGED = "合成派出所通报\n\n合成市公安局推行两队一室，与合成综治中心每周召开一次联席会议，化解率达{share}%。\n"


def write_notices(many: int, folder: Path) -> dict[str, object]:
    """Write texts, and the dataset of their claims; what that took."""
    texts = folder / "texts"
    began, processor = time.perf_counter(), _processor()
    with Dataset.create(folder / "kg") as dataset, dataset.writer() as writer:
        versions = {}
        for notice in notices(many):
            file = texts / notice.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(notice.text, encoding="utf-8")
            root = texts.resolve().as_posix()
            carried = replace(notice.claims.manifestation, root=root, encoding="utf-8")
            writer.put(replace(notice.claims, manifestation=carried))
            versions[notice.path] = carried.sha256, notice.claims.version
        for found in collect_files([texts])[0]:
            sha256, version = versions[found.relative]
            writer.see_file(
                FileRow(found.root, found.relative, found.size, found.mtime_ns, sha256, version, found.relative)
            )
        writer.see_file(FileRow(RULES, "rules", 0, 0, package_digest()))
        changes = writer.commit()
    return {
        "documents": len(changes.added),
        "violations": len(changes.violations),
        "seconds": round(time.perf_counter() - began, 2),
        "processor seconds": round(_processor() - processor, 2),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def change_one(folder: Path) -> dict[str, object]:
    """Change one text and build; what that took."""
    texts, kg = folder / "texts", folder / "kg"
    file = sorted(texts.rglob("*.txt"))[-1]
    share = 50 + time.time_ns() % 49_999 / 1000
    file.write_text(CHANGED.format(share=share), encoding="utf-8")
    began, processor = time.perf_counter(), _processor()
    report = build([texts], kg, base=False)
    seconds = time.perf_counter() - began, _processor() - processor
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "claims added": report.changes.claims_added,
        "seconds": round(seconds[0], 2),
        "processor seconds": round(seconds[1], 2),
    }


def warm_up(folder: Path) -> None:
    """Import, and read once, what a build needs."""
    texts = folder / "warm" / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    for share in range(2):
        (texts / "a.txt").write_text(CHANGED.format(share=time.time_ns() % 97 + share), encoding="utf-8")
        build([texts], folder / "warm" / "kg", base=False)


def _processor() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main(many: str, into: str) -> None:
    folder = Path(into)
    folder.mkdir(parents=True, exist_ok=True)
    told: dict[str, object] = {}
    if not (folder / "kg" / "CURRENT").exists():
        told["first build"] = write_notices(int(many), folder)
    warm_up(folder)
    told["one changed"] = change_one(folder)
    print(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
