"""One target under many inputs: what crashed it, and how long it took."""

from __future__ import annotations

import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from types import FrameType
from typing import Any

from targets import Target

MOST_SHOWN = 5  # crashes of a target


class TooSlow(BaseException):
    """A case took more processor time than its target may; no handler of the program's own catches it."""


@dataclass
class Outcome:
    """Cases of a target, and each crash with its input."""

    cases: int = 0
    refused: int = 0
    crashes: int = 0
    seconds: float = 0.0
    shown: list[str] = field(default_factory=list)


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Let the block take so much processor time of this process, no more."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {seconds} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def attempt(target: Target, given: Any) -> bool:
    """Run a target on an input; whether it was refused.  What is neither answer nor refusal is raised."""
    with bounded(target.seconds):
        try:
            target.run(given)
        except target.refusals as refused:
            if "\n" in str(refused):
                raise ValueError(f"a refusal of several lines: {refused}") from refused
            return True
    return False


def attack(target: Target, cases: int, seed: int) -> Outcome:
    """Run a target on inputs of its own; the same seed makes the same ones."""
    chance, outcome, begun = Random(seed), Outcome(), time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(cases):
            given = target.make(chance)
            outcome.cases += 1
            try:
                outcome.refused += attempt(target, given)
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:
                outcome.crashes += 1
                if len(outcome.shown) < MOST_SHOWN:
                    outcome.shown.append(f"{type(error).__name__}: {str(error)[:200]} | {given!r:.2000}")
    outcome.seconds = time.process_time() - begun
    return outcome
