"""A file system of a test's own, in memory, which fills up."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk_in(folder: Path, megabytes: int, *, held: bool = False) -> Iterator[Path]:
    """Mount one in a new folder; where what was opened on it may still be held at the end, it goes when that ends."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "policing-kg-test", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say(f"no small disk can be made here; as root run: {' '.join(command[:-1])} FOLDER")
    yield folder
    subprocess.run(["umount", *(["-l"] if held else []), str(folder)], check=True)
