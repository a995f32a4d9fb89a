"""The page on reliability shows what was measured, adds it up, and says of the rest that it was not measured."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import reliability


def test_it_adds_up_what_was_measured_and_names_what_was_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for work, kills in (("build", 30), ("load", 12)):
        row = {"work": work, "runs": 40, "kills": kills, "before": 25, "after": 15, "claims": 1000, "lost": 0}
        (tmp_path / f"kills-{work}.json").write_text(json.dumps(row | {"doubled": 0, "seconds": 1.5}), encoding="utf-8")
    (tmp_path / "fuzz.json").write_text('{"csv": {"cases": 7, "crashes": 1, "seconds": 2}}', encoding="utf-8")
    shares = {f"{kind} {share}": 0.5 for kind in ("read", "shown") for share in ("recall", "low", "high")}
    name = {"sample": "generated", "group": "kind", "name": "latin", "names": 8, "read": 3, "shown": 7} | shares
    (tmp_path / "people.json").write_text(json.dumps([name]), encoding="utf-8")
    reliability.main(tmp_path)
    page = capsys.readouterr().out
    assert "| **all** | 80 | 42 | 50 | 30 | 2,000 | 0 | 0 | 3.0 |" in page
    assert "| csv | 7 | 1 | 2 |" in page
    assert "| generated: latin | 8 | 3 | 0.500 | 0.500 | 0.500 | 7 | 0.500 | 0.500 | 0.500 |" in page
    parts = {part.split("\n", 1)[0]: part for part in page.split("## ")[1:]}
    missing = {name for name, part in parts.items() if reliability.NOT_MEASURED in part}
    assert missing == set(parts) - {"Killed processes", "Fuzzing", "Names of persons"}
    assert all(len(line) <= 120 or line.startswith("|") for line in page.splitlines())
