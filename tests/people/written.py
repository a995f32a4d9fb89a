"""Every text that stands in files, whatever they are: plain, Parquet, SQLite, ZIP (XLSX), gzip, and names of files."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq


def texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file below a folder, its bytes as they are and again decoded."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield f"name of {name}", name.encode()
        if not path.is_file():
            continue
        held = path.read_bytes()
        yield name, held
        for text in ("utf-16-le", "gb18030"):
            yield f"{name} in {text}", held.decode(text, "replace").encode("utf-8", "replace")
        yield from ((f"{name}: {part}", said) for part, said in _decoded(path, held))


def _decoded(path: Path, held: bytes) -> Iterator[tuple[str, bytes]]:
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        yield "rows", json.dumps(table.to_pylist(), ensure_ascii=False, default=str).encode()
        yield "schema", str(table.schema.metadata).encode()
    elif held.startswith(b"SQLite format 3"):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            yield "rows", "\n".join(database.iterdump()).encode()
    elif held.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(path) as pack:
            for member in pack.namelist():
                yield member, pack.read(member)
    elif held.startswith(b"\x1f\x8b"):
        yield "unpacked", gzip.decompress(held)
    try:
        said = held.decode()
    except UnicodeDecodeError:
        return
    if "\\u" in said:  # JSON and N-Triples that are kept to ASCII
        yield (
            "unescaped",
            re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)), said).encode("utf-8", "replace"),
        )
