"""Many clients at once on a real process: all are answered, and nothing stays behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
CLIENTS, SECONDS = "50", "4"  # `make soak` lets 200 ask for 30 seconds


def test_many_clients_are_answered_without_an_error_and_the_server_recovers(world_folder: Path, tmp_path: Path) -> None:
    written = tmp_path / "server.json"
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks/server_load.py"), str(world_folder), CLIENTS, SECONDS, str(written)],
        capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(written.read_text("utf-8"))
    assert found["errors"] == {}
    assert set(found["statuses"]) == {"200"}
    assert found["requests"] >= int(CLIENTS)
    assert min(found["median ms of each round after"]) <= 5 * found["idle median ms"]
    before, after = found["before"], found["after"]
    assert after["children"] == before["children"]
    assert after["descriptors"] <= before["descriptors"]
    assert after["MB"] <= before["MB"] + 64
    assert done.stderr == ""
