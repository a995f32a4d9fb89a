"""Run the parts, each in a process of its own, and keep what they found; what fails is noted, and the rest goes on."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from .machine import load
from .part import Part, Room
from .peers import Peers
from .sizes import Sizes

_SCRIPTS = Path(__file__).resolve().parents[1]
_NAMED = re.compile(r"[A-Za-z_][\w.]*: (?=.)")  # the class of an error, before what it says


class Failed(Exception):
    """A part gave no figures; says why, in one line."""


def run_part(name: str, part: Part, into: Path, sizes: Sizes, peers: Peers) -> dict[str, Any]:
    """What a part found: figures beside what is asked, lines of its tables, what it had to do without.

    Parameters
    ----------
    name : str
    part : Part
    into : Path
        Of the report; the part has a folder of its own in it, which is emptied first.
    sizes : Sizes
    peers : Peers

    Returns
    -------
    dict
        With ``failed``, one line, where it gave no figures.
    """
    room = Room(into / name, into / "nations", sizes, peers)
    shutil.rmtree(room.folder, ignore_errors=True)
    room.folder.mkdir(parents=True)
    began: dict[str, Any] = {"title": part.title, "load before": load()}
    at = time.perf_counter()
    try:
        told = _measured(part, room)
    except Failed as error:
        told = {"failed": f"{error}; when that is mended: make bench BENCH='--only {name}'"}
    ended = {"seconds": round(time.perf_counter() - at, 1), "load after": load()}
    return {**began, **ended, "missing": room.missing, **told}


def _measured(part: Part, room: Room) -> dict[str, Any]:
    if part.nation:
        share = part.nation(room.sizes)
        if not (room.nation(share) / "CURRENT").exists():
            room.kept.mkdir(exist_ok=True)
            shutil.rmtree(room.nation(share), ignore_errors=True)
            _script("nation.py", share, room.nation(share))
    text = _script(*part.command(room))
    try:
        found = part.read(text, room.folder)
        figures = [figure.told() | {"row": figure.row()} for figure in part.figures(found)]
        room.missing += found.get("missing", [])
        return {"figures": figures, "tables": part.tables(found), "found": found}
    except (OSError, ValueError, LookupError) as error:
        raise Failed(f"its answer cannot be read ({type(error).__name__}: {error})") from error


def _script(name: object, *arguments: object) -> str:
    """What a script of this folder prints.

    Raises
    ------
    Failed
        With the last line that it told.
    """
    command = [sys.executable, str(_SCRIPTS / str(name)), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise Failed(_NAMED.sub("", said[-1], count=1) if said else f"{name}: ended with status {done.returncode}")
    return done.stdout


def run_all(
    parts: Mapping[str, Part], into: Path, sizes: Sizes, peers: Peers, keep: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    """Run parts one after the other.

    Parameters
    ----------
    parts, into, sizes, peers
        As of `run_part`.
    keep : callable
        Called after each with all that was found, so that a run that is ended leaves what it has.
    """
    found: dict[str, Any] = {}
    for name, part in parts.items():
        found[name] = run_part(name, part, into, sizes, peers)
        keep(found)
        told = found[name].get("failed") or "done"
        print(f"{name}: {told} ({found[name]['seconds']} s)", file=sys.stderr, flush=True)
    return found


def without(found: Iterable[dict[str, Any]]) -> list[str]:
    """What could not be measured or had, a line each."""
    out: list[str] = []
    for part in found:
        out += [f"{part['title']}: {line}" for line in (*part["missing"], *filter(None, [part.get("failed")]))]
    return out
