"""Wheel and source distribution, the same bytes for the same commit wherever and whenever they are built.

usage: python .ci/supply/distributions.py FOLDER
Built of the tracked files alone, with one date (SOURCE_DATE_EPOCH, else that of the last commit) and one mode a file.
"""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from required import ROOT

_BUILD = "import sys; from setuptools.build_meta import build_{0} as b; b(sys.argv[1])"


def epoch(root: Path) -> int:
    """The date of what is built, in seconds."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=True)
    return int(told.stdout)


def build(root: Path, into: Path) -> list[Path]:
    """Build both of a checkout, and return their files."""
    when = epoch(root)
    into.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "source", Path(folder) / "made"
        for name in listed.stdout.splitlines():
            if (root / name).is_file():
                copy = source / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes((root / name).read_bytes())
                copy.chmod(0o644)
                os.utime(copy, (when, when))
        made.mkdir()
        for kind in ("wheel", "sdist"):
            subprocess.run(
                [sys.executable, "-c", _BUILD.format(kind), str(made)],
                cwd=source,
                env={**os.environ, "SOURCE_DATE_EPOCH": str(when)},
                capture_output=True,
                check=True,
            )
        out = []
        for file in sorted(made.iterdir()):
            content = file.read_bytes()
            out.append(into / file.name)
            out[-1].write_bytes(_same_tar(content, when) if file.name.endswith(".tar.gz") else content)
    return out


def _same_tar(content: bytes, when: int) -> bytes:
    """A source distribution with its files in order, of one date and of nobody."""
    packed = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as old,
        gzip.GzipFile(fileobj=packed, mode="wb", filename="", mtime=when) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda m: m.name):
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mtime, member.pax_headers = when, {}
            member.mode = 0o755 if member.isdir() else 0o644
            new.addfile(member, old.extractfile(member) if member.isfile() else None)
    return packed.getvalue()


def main() -> int:
    """Build, and say what was built."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python .ci/supply/distributions.py FOLDER\n")
        return 2
    for file in build(ROOT, Path(sys.argv[1])):
        sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
