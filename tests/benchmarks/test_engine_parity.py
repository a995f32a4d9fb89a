"""The comparison of the engines on a synthetic nation says that rows are equal, and which are not."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from policing_kg.queries import Reader, Result, ask

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import engine_parity
from invented_nation import write_nation
from nation_questions import CASES, drawn_values, filled


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, cypher_engine: None) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("nation") / "kg"
    write_nation(folder, 1 / 1000, seed=2)
    with Reader(folder) as opened:
        yield opened


def test_both_engines_give_the_same_rows_to_every_question(reader: Reader) -> None:
    values, rows = drawn_values(reader, 1), 0
    for query, cases in CASES.items():
        for _, parameters in cases:
            if (given := filled(parameters, values, 0)) is not None:
                equal, *apart = engine_parity.compared(reader, query, given)
                assert apart == [0, 0], (query, given)
                rows += equal
    assert rows > 50


def test_a_row_that_one_engine_lacks_is_counted(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(reader: Reader, query: str, given: Mapping[str, str], engine: str) -> list[object]:
        rows: Result = ask(reader, query, given, engine)
        return list(rows)[1:] if engine == "cypher" else list(rows)

    monkeypatch.setattr(engine_parity, "ask", lacking)
    equal, rdf_alone, cypher_alone = engine_parity.compared(reader, "coverage", {})
    assert (rdf_alone, cypher_alone) == (1, 0)
    assert equal > 0
