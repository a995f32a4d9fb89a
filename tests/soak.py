"""What the slow suites count, written as JSON into the folder that `POLICING_KG_SOAK` names; `make soak` sets it."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

FOLDER = os.environ.get("POLICING_KG_SOAK", "")


def note(name: str, held: object) -> None:
    """Write one result, in place of an earlier one of that name."""
    if FOLDER:
        Path(FOLDER).mkdir(parents=True, exist_ok=True)
        Path(FOLDER, f"{name}.json").write_text(json.dumps(held, sort_keys=True, indent=1) + "\n", encoding="utf-8")


class Kills:
    """Counts kills of one kind of work, and what was found after each.

    Parameters
    ----------
    work : str
        What was killed.
    """

    def __init__(self, work: str) -> None:
        self.work, self.began = work, time.monotonic()
        self.counts = Counter[str]()

    def ended(self, status: int) -> None:
        """Note how a run ended: its wait status."""
        self.counts["runs"] += 1
        self.counts["kills"] += status == signal.SIGKILL

    def found(self, claims: Iterable[str], before: Iterable[str], after: Iterable[str]) -> None:
        """Note the claims that stand after a kill, beside those of the dataset before and of the one after."""
        held, states = Counter(claims), [Counter(before), Counter(after)]
        distance = [(sum((state - held).values()), sum((held - state).values())) for state in states]
        lost, more = min(distance, key=sum)
        self.counts["before"] += distance[0] == (0, 0)
        self.counts["after"] += distance[1] == (0, 0) != distance[0]
        self.counts["claims"] += sum(held.values())
        self.counts["lost"] += lost
        self.counts["doubled"] += more
        assert (lost, more) == (0, 0), f"{self.work}: {lost} claims lost, {more} doubled"

    def write(self) -> None:
        """Write what was counted."""
        names = ("runs", "kills", "before", "after", "claims", "lost", "doubled")
        held = {name: self.counts[name] for name in names}
        seconds = round(time.monotonic() - self.began, 1)
        note(f"kills-{self.work.replace(' ', '-')}", {"work": self.work, **held, "seconds": seconds})
