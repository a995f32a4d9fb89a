"""A store that is loaded in many pieces reads like one that is loaded in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from policing_kg.graph import store
from policing_kg.graph.store import Graph, load_store

LINES = [
    f"<urn:s{number}> <urn:p{number % 7}> <urn:o{number % 50}> <urn:g{number % 20}> .\n".encode()
    for number in range(2000)
]


def test_pieces_are_put_together_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_store(tmp_path / "one", [b"".join(LINES)])
    monkeypatch.setattr(store, "_AT_ONCE", 1)
    load_store(tmp_path / "many", [b"".join(LINES[at : at + 100]) for at in range(0, len(LINES), 100)])
    with Graph(tmp_path / "one") as one, Graph(tmp_path / "many") as many:
        assert one.nquads() == many.nquads() == sorted(LINES)
    files = {name: len(list((tmp_path / name).glob("*.sst"))) for name in ("one", "many")}
    assert files["many"] <= files["one"] + 2, files
