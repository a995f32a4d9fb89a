"""Things done side by side: in their order, few at a time, by as many processes as are asked for."""

from __future__ import annotations

import os
import pytest
from policing_kg.errors import UsageError
from policing_kg.graph.parallel import PROCESSES, each, processes


def process_of(_: int) -> int:
    return os.getpid()


def test_results_come_in_the_order_of_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "2")
    assert list(each(abs, range(-50, 0), fewest=1, together=3)) == list(range(50, 0, -1))


def test_few_things_are_done_here_and_many_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "2")
    assert set(each(process_of, range(3), fewest=4)) == {os.getpid()}
    assert os.getpid() not in set(each(process_of, range(4), fewest=4))
    monkeypatch.setenv(PROCESSES, "1")
    assert set(each(process_of, range(4), fewest=4)) == {os.getpid()}


def test_no_more_is_taken_than_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "2")
    given = iter(range(1000))
    done = each(abs, given, fewest=1, together=2)
    assert [next(done) for _ in range(4)] == [0, 1, 2, 3]
    assert next(given) < 40


@pytest.mark.parametrize("asked", ["0", "two", "-1"])
def test_a_number_of_processes_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv(PROCESSES, asked)
    with pytest.raises(UsageError, match=rf"{PROCESSES}={asked}: not a number of processes; set 1 or more"):
        processes()
