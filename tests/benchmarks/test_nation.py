"""A synthetic nation: the same for a seed, valid, marked as invented, and the catalogue answers on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import document_digest
from policing_kg.graph.holding import Holding, layer_of
from policing_kg.graph.validation import run_checks
from policing_kg.queries import Reader, ask, load_catalogue

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from invented_nation import documents, write_nation
from invented_nation.divisions import MARK, counties
from nation_questions import CASES, drawn_values, filled

TINY = 1 / 1000


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation") / "kg"
    assert write_nation(folder, TINY, seed=2) == 0, "it breaks a shape"
    return folder


@pytest.fixture
def reader(nation: Path) -> Iterator[Reader]:
    with Reader(nation) as opened:
        yield opened


def _digests(seed: int) -> list[str]:
    found = islice(documents(TINY, seed), 12)
    return [document_digest(Holding(d.document.key, (layer_of(d),))) for d in found]


def test_a_seed_gives_the_same_documents_and_another_seed_others() -> None:
    assert _digests(2) == _digests(2) != _digests(3)


def test_a_smaller_share_is_a_part_of_a_greater_one() -> None:
    small, large = ({c.code for c in counties(2, share)} for share in (TINY, 10 * TINY))
    assert small < large


def test_written_in_batches_it_is_the_same_dataset(nation: Path, tmp_path: Path) -> None:
    write_nation(tmp_path / "kg", TINY, seed=2, batch=10)
    with Dataset.open(nation) as whole, Dataset.open(tmp_path / "kg") as batches:
        assert batches.digest == whole.digest
        assert batches.generation > whole.generation


def test_every_name_bears_the_mark(reader: Reader) -> None:
    names = {q.object.value for q in reader.graph.quads(None, "rdfs:label")}
    assert names
    assert all(name.startswith(MARK) for name in names)


def test_the_checks_that_are_errors_pass(reader: Reader) -> None:
    failed = [check.name for check in run_checks(reader.graph.store) if not check.passed and check.level == "error"]
    assert failed == []


def test_every_query_has_cases_of_its_own_parameters() -> None:
    catalogue = load_catalogue()
    assert set(CASES) == set(catalogue)
    for name, cases in CASES.items():
        assert {p for _, given in cases for p in given} <= {p.name for p in catalogue[name].parameters}


def test_most_queries_answer_something(reader: Reader) -> None:
    values = drawn_values(reader, 3)
    answered = set()
    for name, cases in CASES.items():
        given = [filled(parameters, values, n) for _, parameters in cases for n in range(3)]
        if any(len(ask(reader, name, p)) for p in given if p is not None):
            answered.add(name)
    assert len(answered) >= 0.8 * len(CASES), sorted(set(CASES) - answered)
