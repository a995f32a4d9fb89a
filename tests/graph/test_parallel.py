"""Things done side by side: in their order, few at a time, by as many processes as are asked for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from policing_kg.errors import DatasetLocked, UsageError
from policing_kg.graph.lock import writer_lock
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


KILLED = """
import sys, time
from pathlib import Path
from policing_kg.graph.lock import writer_lock
from policing_kg.graph.parallel import each

def work(number):
    Path(sys.argv[1], f"at-work-{number}").touch()
    time.sleep(600)

held = writer_lock(Path(sys.argv[1]))
list(each(work, range(4), fewest=1, together=1))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL and fork")
def test_a_killed_build_leaves_no_process_that_holds_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], env=os.environ | {PROCESSES: "3"}) as build:
        _until(lambda: len(list(tmp_path.glob("at-work-*"))) == 3)
        with pytest.raises(DatasetLocked, match=str(build.pid)):
            writer_lock(tmp_path)
        build.kill()
    _until(lambda: _is_free(tmp_path))


def _is_free(folder: Path) -> bool:
    try:
        writer_lock(folder).release()
    except DatasetLocked:
        return False
    return True


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 300
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
