"""Agreement of coders' works: units first, then variables; whichever form the work has."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import policing_kg
import pytest
from policing_kg.errors import InputRefused, UsageError
from policing_kg.loaders.reliability.alpha import alpha
from policing_kg.loaders.reliability.bootstrap import interval
from policing_kg.loaders.reliability.kappa import kappa

Rows = list[dict[str, str]]


def table(file: Path, rows: Rows) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def found(works: list[Path], **more: Any) -> dict[tuple[str, str, str], Any]:
    rows = policing_kg.agreement(*works, **{"draws": 0, **more})
    return {(r.part, r.variable, r.level): r for r in rows}


def coded(*rows: tuple[str, str, str, str]) -> Rows:
    return [dict(zip(("subject", "relation", "object", "stage"), row, strict=True)) for row in rows]


def test_links_are_found_first_and_then_described(tmp_path: Path) -> None:
    a = table(tmp_path / "a.csv", coded(("甲局", "implements", "一号办法", "pilot"), ("甲局", "leads", "乙队", "")))
    b = table(
        tmp_path / "b.csv",
        coded(
            ("甲局", "implements", "“一号办法”", "full"),
            ("甲局", "supports", "乙队", ""),
            ("丙局", "leads", "乙队", ""),
        ),
    )
    told = found([a, b])
    assert told["unitising", "pair", "key"].share == pytest.approx(0.8)
    assert told["unitising", "link", "key"].share == pytest.approx(0.4)
    assert told["pair", "relation", "nominal"].share == 0.5
    assert told["link", "stage", "nominal"].share == 0
    assert ("link", "headcount", "interval") not in told


def test_figures_are_measured_on_their_level(tmp_path: Path) -> None:
    def figures(*values: str) -> Rows:
        return [
            {"subject": "甲市", "relation": "figure", "value": v, "measure": f"指标{n}", "unit": "%"}
            for n, v in enumerate(values)
        ]

    works = [table(tmp_path / f"{n}.csv", figures(*v)) for n, v in enumerate((("1", "2", "9"), ("1", "3", "9")))]
    told = found(works)
    assert told["figure", "value", "interval"].alpha == alpha([(1.0, 1.0), (2.0, 3.0), (9.0, 9.0)], "interval")
    assert told["figure", "value", "interval"].kappa is None
    ranked = found(works, levels={"value": "ordinal"})["figure", "value", "ordinal"]
    assert ranked.alpha == alpha([(1.0, 1.0), (2.0, 3.0), (9.0, 9.0)], "ordinal")


def test_review_sheets_agree_row_by_row_and_rows_may_be_missing(tmp_path: Path) -> None:
    works = []
    for coder, decisions in (("a", "aarr"), ("b", "aara"), ("c", "aar-")):
        rows = [
            {"id": str(n), "document": f"{n}.txt", "decision": {"a": "accept", "r": "Reject", "-": ""}[d]}
            for n, d in enumerate(decisions)
        ]
        works.append(table(tmp_path / f"{coder}.csv", rows))
    row = found(works)["row", "decision", "nominal"]
    assert (row.units, row.share) == (4, 0.9)
    units = [("a",) * 3, ("a",) * 3, ("r",) * 3, ("r", "a", None)]
    assert (row.alpha, row.kappa) == (alpha(units), kappa(units))


def record(*mentions: tuple[int, int, str], links: tuple[tuple[str, str, str], ...] = ()) -> dict[str, Any]:
    return {
        "id": "t",
        "body": [[0, 60]],
        "entities": [{"text": "x", "start": a, "end": b, "type": t, "canonical": f"甲{a}"} for a, b, t in mentions],
        "indicators": [{"text": "8%", "start": 40, "end": 42, "value": 8, "unit": "%", "approx": True}],
        "links": [{"subject": s, "relation": r, "object": o, "start": 0, "end": 9} for s, r, o in links],
    }


def test_mentions_are_drawn_first_and_then_typed(tmp_path: Path) -> None:
    one = record((0, 4, "Unit"), (10, 14, "Unit"), (20, 22, "Role"), links=(("甲0", "leads", "甲10"),))
    other = record((0, 4, "Unit"), (11, 14, "Department"), (30, 33, "Role"), links=(("甲0", "leads", "甲11"),))
    works = []
    for name, made in (("a", one), ("b", other)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "t.json").write_text(json.dumps(made), encoding="utf-8")
        works.append(tmp_path / name)
    told = found(works)
    assert told["unitising", "mention: Unit", "exact"].share == pytest.approx(2 / 3)
    assert told["unitising", "mention: Role", "overlap"].share == 0
    assert told["unitising", "figure", "exact"].alpha == 1
    assert told["mention", "type", "nominal"].units == 2
    assert told["mention", "type", "nominal"].share == 0.5
    assert told["figure", "approx", "nominal"].share == 1
    (tmp_path / "c.jsonl").write_text(json.dumps(one) + "\n", encoding="utf-8")
    assert found([works[0], tmp_path / "c.jsonl"])["unitising", "mention: Unit", "exact"].alpha == 1


def test_units_of_one_document_are_drawn_together() -> None:
    apart = [[float(n % 2)] for n in range(40)]
    together = [[float(n % 2)] * 10 for n in range(4)]

    def mean(units: Any) -> float:
        return sum(units) / len(units)

    low, high = interval(mean, apart, 500) or (0.0, 0.0)
    wide = interval(mean, together, 500) or (0.0, 0.0)
    assert 0.3 < low < 0.5 < high < 0.7
    assert wide[1] - wide[0] > high - low
    assert interval(mean, apart[:1], 500) is None
    assert interval(mean, apart, 500, seed=7) == interval(mean, apart, 500, seed=7)


def test_what_is_no_study_is_refused(tmp_path: Path) -> None:
    a = table(tmp_path / "a.csv", coded(("甲局", "leads", "乙队", "")))
    other = table(tmp_path / "other.csv", [{"name": "x", "age": "3"}])
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    with pytest.raises(UsageError, match="one coder"):
        policing_kg.agreement(a)
    with pytest.raises(UsageError, match="not a level"):
        policing_kg.agreement(a, a, levels={"stage": "ordered"})
    with pytest.raises(InputRefused, match="neither a review sheet nor a coded table"):
        policing_kg.agreement(a, other)
    with pytest.raises(InputRefused, match="is no coder's work"):
        policing_kg.agreement(a, tmp_path / "a.txt")
    sheets = [table(tmp_path / f"{n}.csv", [{"id": n, "decision": ""}]) for n in ("1", "2")]
    with pytest.raises(UsageError, match="share no unit"):
        policing_kg.agreement(*sheets)


@pytest.mark.parametrize("units", [[], [("a", None)], [("a", "a")]])
def test_where_chance_cannot_be_told_there_is_no_coefficient(units: Any) -> None:
    assert alpha(units) is None
    assert kappa(units) is None
