"""The gazetteer's tables as they are packaged."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_rows(file: str) -> Iterator[list[str]]:
    """Read a table of ``data/gazetteer``, without its first line; no cell of them holds a comma.

    Examples
    --------
    >>> next(read_rows("divisions.csv"))
    ['110000', '北京市', 'province', '']
    """
    text = files("policing_kg.data").joinpath("gazetteer", file).read_text(encoding="utf-8")
    return (line.split(",") for line in text.splitlines()[1:])
