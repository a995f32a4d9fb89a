"""Annotated documents as files: one object a document in the format of the annotation guide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import InputRefused, UsageError


def read_gold(path: Path) -> Iterator[Mapping[str, Any]]:
    """Read annotated documents.

    Parameters
    ----------
    path : Path
        A folder of files ``ID.json``, or one of them.

    Raises
    ------
    UsageError
        If the folder holds none.
    InputRefused
        If a file is no annotated document.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"{path}: no annotated documents here; name a folder of ID.json files")
    for file in files:
        yield from read_records(file)


def read_records(path: Path) -> Iterator[Mapping[str, Any]]:
    """Read annotated documents or extractions of one file: ``.json`` one object, else one object a line.

    Raises
    ------
    InputRefused
        If the file cannot be read, or an object is no annotated document.
    """
    try:
        text = path.read_text("utf-8")
        whole = [text] if path.suffix == ".json" else text.split("\n")
        records = [json.loads(line) for line in whole if line.strip()]
    except OSError as error:
        raise InputRefused(str(path), error.strerror or "cannot be read", "check the path") from error
    except (ValueError, RecursionError) as error:
        raise InputRefused(str(path), f"not JSON in UTF-8 ({error})", "write one object a line") from error
    for record in records:
        if not isinstance(record, dict) or not isinstance(record.get("id"), str):
            raise InputRefused(str(path), "an object without id", "see gold/GUIDE.md for the format")
        for part in ("entities", "indicators", "links"):
            rows = record.get(part, [])
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise InputRefused(str(path), f"{part} is no list of objects", "see gold/GUIDE.md for the format")
        yield record
