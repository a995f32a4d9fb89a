"""Apache Jena of Maven Central, as `maven_jars` brings it: its commands, and the server Fuseki."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from maven_jars import Jars, NoServer, Wanted, bring, version_in
from neo4j_server import free_port, watch

POM = Path(__file__).resolve().parents[1] / "docs" / "jena" / "pom.xml"
VERSION = version_in(POM, "jena")
JVM = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
FUSEKI = "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"
_BOOT = 120.0  # seconds, at most


def bring_jena(cache: Path | None = None) -> Jars:
    """Find Jena in the cache, or bring it there."""
    artifacts = (
        f"org.apache.jena:jena-cmds:{VERSION}",
        f"org.apache.jena:jena-fuseki-main:{VERSION}",
        "org.apache.logging.log4j:log4j-slf4j2-impl:2.25.2",
    )
    return bring(Wanted("Jena", VERSION, POM, artifacts, "jena-fuseki-main"), cache)


@dataclass(frozen=True)
class Jena:
    """Jena's commands: ``riotcmd.riot``, ``arq.rsparql``, ``shacl.shacl`` …"""

    jars: Jars

    def command(self, main: str, *arguments: str) -> list[str]:
        return [self.jars.java, *JVM, "-cp", self.jars.class_path, main, *arguments]

    def run(self, main: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one to its end."""
        return subprocess.run(
            self.command(main, *arguments), capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
        )


@dataclass
class Fuseki:
    """A server of the test's own over files of RDF; a context manager.

    Parameters
    ----------
    jena : Jena
    home : Path
        Folder for its log.
    options : tuple of str
        What it serves, and how.
    """

    jena: Jena
    home: Path
    options: tuple[str, ...]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/kg/query"

    def __enter__(self) -> Fuseki:
        command = self.jena.command(FUSEKI, "--localhost", f"--port={self.port}", "--ping", *self.options, "/kg")
        with (self.home / "fuseki.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.home, start_new_session=True
            )
        self._watch = watch(self.process.pid)
        until = time.monotonic() + _BOOT
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/$/ping", timeout=5).close()
                return self
            time.sleep(0.1)
        self.stop()
        said = (self.home / "fuseki.log").read_text("utf-8", "replace").strip().splitlines()
        raise NoServer(f"Fuseki did not start: {[*said[-1:], 'it said nothing'][0]} (see {self.home}/fuseki.log)")

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop it as its user would."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._watch.kill()
        self._watch.communicate()
        self.process = None


if __name__ == "__main__":
    sys.stdout.write(f"{bring_jena()}\n")
