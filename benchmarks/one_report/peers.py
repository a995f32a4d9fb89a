"""Other tools, in an environment of their own, so that what they need never meets what this package needs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEND = "connect to the package index, then: make bench BENCH='--only {}'"
NEOSEMANTICS = "5.1.0.0"
_MAVEN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"


class NotHad(Exception):
    """A peer cannot be had here; says why, and what mends it."""


@dataclass(frozen=True)
class Peers:
    """Where the peers are.

    Parameters
    ----------
    folder : Path
        Of their environment; it is made on first use and kept.
    fetch : bool
        Whether they may be brought; else every part runs without them.
    """

    folder: Path
    fetch: bool = True

    def python(self, part: str, *packages: str) -> str:
        """An interpreter that has these packages.

        Raises
        ------
        NotHad
            If they cannot be installed.
        """
        if not self.fetch:
            raise NotHad(f"{', '.join(packages)} left out by --no-peers; leave that option out")
        python = self.folder / "bin" / "python"
        if not python.exists():
            _run(part, ", ".join(packages), sys.executable, "-m", "venv", str(self.folder))
        quiet = ("--disable-pip-version-check", "--no-input", "-q")
        _run(part, ", ".join(packages), str(python), "-m", "pip", "install", *quiet, *packages)
        return str(python)

    def neosemantics(self, part: str) -> Path:
        """The plugin of Neo4j, by Maven.

        Raises
        ------
        NotHad
            If there is no Maven, or it cannot fetch.
        """
        jar = self.folder / f"neosemantics-{NEOSEMANTICS}.jar"
        if not jar.exists():
            if not self.fetch:
                raise NotHad("neosemantics left out by --no-peers; leave that option out")
            wanted = (f"-Dartifact=org.neo4j:neosemantics:{NEOSEMANTICS}", f"-DoutputDirectory={self.folder}")
            _run(part, "neosemantics", "mvn", "-B", "-ntp", "-q", _MAVEN, *wanted)
        return jar


def _run(part: str, what: str, *command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise NotHad(f"{what}: no {command[0]} on the path; install it, then: {MEND.format(part)}") from error
    except subprocess.CalledProcessError as error:
        said = [line for line in (error.stderr + error.stdout).splitlines() if line.strip()]
        raise NotHad(f"{what}: {said[-1].strip() if said else error}; {MEND.format(part)}") from error
