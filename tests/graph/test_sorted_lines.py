"""Lines are written in order whatever part of them is held at a time, and nothing stays beside the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policing_kg.graph.sorted_lines import write_sorted


@given(st.lists(st.binary(max_size=4).filter(lambda raw: b"\n" not in raw)), st.integers(1, 5))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_lines_are_there_in_order(tmp_path: Path, words: list[bytes], held: int) -> None:
    lines = [word + b"\n" for word in words]
    assert write_sorted(iter(lines), tmp_path / "sorted", held) == len(lines)
    assert (tmp_path / "sorted").read_bytes() == b"".join(sorted(lines))
    assert [p.name for p in tmp_path.iterdir()] == ["sorted"]


def test_what_gives_out_in_the_middle_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    def broken() -> object:
        yield from (b"c\n", b"b\n", b"a\n")
        raise RuntimeError("the engine gave up")

    with pytest.raises(RuntimeError, match="gave up"):
        write_sorted(broken(), tmp_path / "sorted", 2)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
