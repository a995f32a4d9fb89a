"""A small cluster of Apache Spark on this machine, and commands that run on it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

CLUSTER = "local-cluster[2,1,1024]"
EXECUTOR = "CoarseGrainedExecutorBackend"
LONGEST = 900  # seconds that a command may take on a machine with more to do than to test
# A machine with more to do than to test starts a JVM in minutes: nobody is given up for that.
PATIENT = """
spark.worker.timeout 600
spark.network.timeout 600s
spark.executor.extraJavaOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1
"""
# The command line with other sizes of tasks than those that pay.
COMMAND = """
import sys
from unittest import mock
from policing_kg.cli import main
many, *rest = sys.argv[1:]
named, arguments = rest[: int(many)], rest[int(many) :]
for name in named:
    where, _, value = name.partition("=")
    mock.patch(where, int(value)).start()
main(arguments)
"""


def environment(folder: Path) -> dict[str, str]:
    """What a command on the cluster finds in its environment; the workers write below a folder, not where Spark is."""
    settings, home = folder / "spark-conf", folder / "spark"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "spark-defaults.conf").write_text(PATIENT, "utf-8")
    found = find_spec("pyspark")
    if found and found.origin and not home.exists():
        home.mkdir()
        for part in Path(found.origin).parent.iterdir():
            if part.name != "work":
                (home / part.name).symlink_to(part)
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "POLICING_KG_CACHE": str(folder / "cache"),
        "SPARK_CONF_DIR": str(settings),
        "SPARK_HOME": str(home),
    }


def start(folder: Path, sizes: dict[str, int], *arguments: str) -> subprocess.Popen[str]:
    """Start a verb in a process of its own, with other values for some constants of the package.

    Parameters
    ----------
    folder : Path
        For what it keeps.
    sizes : dict of str to int
        By module and name.
    """
    named = [f"{name}={value}" for name, value in sizes.items()]
    command = [sys.executable, "-c", COMMAND, str(len(named)), *named, *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(folder), encoding="utf-8"
    )


def children(pid: int) -> dict[int, str]:
    """Processes that a process started, and those that they started, with their commands."""
    command = ["ps", "-ww", "-eo", "pid=,ppid=,args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [(int(child), int(parent), said) for child, parent, said in (line.split(None, 2) for line in listed)]
    found: dict[int, str] = {}
    above = {pid}
    while above:
        found |= (below := {child: said for child, parent, said in rows if parent in above})
        above = set(below)
    return found


def kill_one(running: subprocess.Popen[str], what: str, begun: Callable[[], bool]) -> int:
    """Kill a process of a command by what its own command holds, once something has begun; 0 where none was."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until and running.poll() is None:
        if begun():
            for pid, said in children(running.pid).items():
                if what in said:
                    os.kill(pid, signal.SIGKILL)
                    return pid
        time.sleep(0.02)
    return 0
