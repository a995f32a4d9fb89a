"""Figures that give no period are compared where one document puts them side by side, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_world import figure_of, write_world
from policing_kg.graph.dataset import Dataset
from policing_kg.queries import EMBEDDED, Reader, ask


@pytest.mark.usefixtures("cypher_engine")
def test_figures_without_a_period_are_compared_within_one_document(tmp_path: Path) -> None:
    write_world(tmp_path / "kg")
    with Dataset.open(tmp_path / "kg") as dataset, dataset.writer() as writer:
        writer.put(figure_of("report/two.txt", "dongling", "share", "50", nanping="40"))
        writer.put(figure_of("report/one.txt", "cloud", "share", "45"))
        writer.commit()
    with Reader(tmp_path / "kg") as opened:
        for engine in EMBEDDED:
            (row,) = ask(opened, "comparison", {"measure": "派出所警力占比"}, engine)
            assert [str(row[c]) for c in ("place", "value", "other_place", "other_value", "difference")] == [
                "海原省南屏市", "40", "云省云川市东岭区", "50", "10"
            ]  # fmt: skip
            assert (row["period"], row["other_period"], str(row["document"])) == (None, None, "report/two.txt")
            assert not ask(opened, "comparison", {"measure": "派出所警力占比", "by": "period"}, engine)
