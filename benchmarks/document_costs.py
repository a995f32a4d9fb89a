"""What one document costs a build: reading, passing it between processes, taking it in; and the room that it takes.

usage: python benchmarks/document_costs.py [FOLDER]

Processor seconds of this process, since the machine may be shared.  By default the invented texts of `tests/corpus`,
which are dense: most of their sentences hold claims.
"""

from __future__ import annotations

import gzip
import pickle
import sys
import tempfile
import time
from pathlib import Path

from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import DocumentClaims
from policing_kg.graph.export import export
from policing_kg.loaders.build import _Job, _read_one
from policing_kg.loaders.collection import collect_files

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"


def main(folder: Path) -> None:
    files = [file for file in collect_files([folder])[0] if file.relative.endswith(".txt")]
    jobs = [_Job(file, file.relative) for file in files]
    for job in jobs[:5]:  # reads vocabulary and rules
        _read_one(job)
    began = time.process_time()
    found = [_read_one(job) for job in jobs]
    say("reading", time.process_time() - began, len(jobs))
    began = time.process_time()
    passed = [pickle.dumps(one) for one in found]
    for one in passed:
        pickle.loads(one)
    say("passing to another process and back", time.process_time() - began, len(jobs))
    with tempfile.TemporaryDirectory() as work:
        take_in([one.claims for one in found if one.claims], Path(work))
    print(f"passed: {sum(map(len, passed)) // len(passed)} bytes a document")


def take_in(documents: list[DocumentClaims], work: Path) -> None:
    began = time.process_time()
    with Dataset.create(work / "kg") as dataset, dataset.writer() as writer:
        for claims in documents:
            writer.put(claims)
        writer.commit()
    say("taking in, with projection, validation and store", time.process_time() - began, len(documents))
    with Dataset.open(work / "kg") as dataset:
        quads = export(dataset, "nquads", work / "kg.nq").rows
        store = sum(p.stat().st_size for p in (dataset.folder / "rdf").rglob("*") if p.is_file())
        segments = sum(p.stat().st_size for p in dataset.folder.glob("*.parquet"))
    written = (work / "kg.nq").read_bytes()
    claims = sum(len(document.claims) for document in documents)
    print(f"{claims / len(documents):.0f} claims and {quads / len(documents):.0f} quads a document")
    print(f"claims in Parquet: {segments // len(documents)} bytes a document")
    packed = len(gzip.compress(written)) / quads
    print(f"a quad: {store / quads:.0f} bytes in the store, {len(written) / quads:.0f} as N-Quads, {packed:.0f} packed")


def say(what: str, seconds: float, documents: int) -> None:
    print(f"{what}: {1000 * seconds / documents:.1f} ms of processor time a document, {documents} documents")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
