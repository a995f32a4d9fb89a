"""Questions put to Jena: its TDB2 on disk behind Fuseki, loaded from N-Quads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from jena_jars import Fuseki, Jena, bring_jena

ROUNDS = 3  # after a first time, of which the median counts
_MEMORY = "-Xmx2g"


@dataclass(frozen=True)
class Unbridled(Jena):
    """Jena with all that its Java can do: the tests' one compiles quickly and not well."""

    def command(self, main: str, *arguments: str) -> list[str]:
        return [self.jars.java, _MEMORY, "-cp", self.jars.class_path, main, *arguments]


class Tdb2:
    """A store of TDB2 with its server; a context manager.

    Parameters
    ----------
    quads : Path
        A file of N-Quads.
    folder : Path
        New or empty, for the store and the server's log.

    Raises
    ------
    NoServer
        If Jena cannot be had here; says what mends it.
    """

    def __init__(self, quads: Path, folder: Path) -> None:
        jena = Unbridled(bring_jena())
        folder.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        store = str(folder / "tdb2")
        subprocess.run(jena.command("tdb2.tdbloader", "--loc", store, str(quads)), check=True, capture_output=True)
        self.loading = time.perf_counter() - began  # seconds of wall, with the start of its Java
        self._server = Fuseki(jena, folder, ("--tdb2", f"--loc={store}"))

    def __enter__(self) -> Tdb2:
        self._server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def ask(self, text: str, patience: float) -> tuple[float, int | None]:
        """Processor seconds of the server, the median of some rounds after a first; and rows.

        A query that takes longer than the patience (seconds of wall) is ended and counts as that long, with None for
        rows.
        """
        taken, rows = [], 0
        for number in range(ROUNDS + 1):
            used = self._used()
            try:
                rows = self._rows(text, patience)
            except TimeoutError:
                self._server.stop()  # the only way to end what it is about
                self._server.__enter__()
                return patience, None
            if number:
                taken.append(self._used() - used)
        return median(taken), rows

    def _rows(self, text: str, patience: float) -> int:
        asked = urllib.request.Request(
            self._server.endpoint,
            urllib.parse.urlencode({"query": text}).encode(),
            {"Accept": "application/sparql-results+json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=patience) as answer:
                return len(json.load(answer)["results"]["bindings"])
        except urllib.error.HTTPError as error:
            raise SystemExit(f"Fuseki: {error.read().decode(errors='replace')[:300]}\n{text}") from error

    def _used(self) -> float:
        """Processor seconds of its threads."""
        process = self._server.process
        assert process is not None
        found = 0
        for thread in os.scandir(f"/proc/{process.pid}/task"):
            try:
                found += int(Path(thread.path, "schedstat").read_text().split()[0])  # nanoseconds
            except FileNotFoundError:
                continue  # it has ended
        return found / 1e9
