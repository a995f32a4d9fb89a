"""What is installed from a wheel is the whole package: every module, and every file that a module reads."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import policing_kg
import pytest

ROOT = Path(policing_kg.__file__).parent
ROOMS = ("data", "graph", "loaders", "ontology", "queries", "viz")


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Names of the files in a wheel made from a copy of the tracked files."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().splitlines():
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    script = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", script, str(built)], cwd=source, capture_output=True, check=True)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def test_a_wheel_holds_every_module_and_every_file_that_modules_read(packed: frozenset[str]) -> None:
    ours = {p for room in ROOMS for p in (ROOT / room).rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    ours |= set(ROOT.glob("*.py"))
    wanted = {f"policing_kg/{p.relative_to(ROOT).as_posix()}" for p in ours if p.suffix != ".md"}
    assert wanted - packed == set()


def test_a_wheel_holds_no_test_and_no_benchmark(packed: frozenset[str]) -> None:
    assert not [name for name in packed if name.startswith(("policing_kg/tests", "policing_kg/benchmarks", "tests"))]
