"""A part of the report: which script it runs, how its answer is read, what is asked of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .figure import Figure
from .peers import NotHad, Peers
from .sizes import Sizes

Found = Mapping[str, Any]


@dataclass
class Room:
    """Where a part runs.

    Parameters
    ----------
    folder : Path
        Its own.
    kept : Path
        Of datasets that several parts ask, by share of the nation.
    sizes : Sizes
    peers : Peers
    missing : list of str
        What the part has to do without, a line each.
    """

    folder: Path
    kept: Path
    sizes: Sizes
    peers: Peers
    missing: list[str] = field(default_factory=list)

    def nation(self, share: str) -> Path:
        """The dataset of a share of the nation."""
        return self.kept / share.replace("/", "-of-")

    def had(self, bring: Callable[[], object]) -> str:
        """What a peer is brought as; empty where it cannot be had, which is noted."""
        try:
            return str(bring())
        except NotHad as error:
            self.missing.append(str(error))
            return ""


@dataclass(frozen=True)
class Part:
    """One script, and what is made of what it found.

    Parameters
    ----------
    title : str
    command : callable
        Arguments of the Python that runs it.
    read : callable
        What it found, from the text that it printed and its folder.
    figures, tables : callable
        Figures beside what is asked, and lines of Markdown.
    nation : callable, optional
        The share of the nation that has to be there before.
    """

    title: str
    command: Callable[[Room], list[object]]
    read: Callable[[str, Path], Found]
    figures: Callable[[Found], list[Figure]]
    tables: Callable[[Found], list[str]]
    nation: Callable[[Sizes], str] | None = None


def printed(text: str, _: Path) -> Found:
    """One JSON object on standard output."""
    found: Found = json.loads(text)
    return found


def printed_lines(text: str, _: Path) -> Found:
    """A JSON object a line."""
    return {"lines": [json.loads(line) for line in text.splitlines() if line.startswith("{")]}


def written(name: str) -> Callable[[str, Path], Found]:
    """A file of JSON in the folder of the part."""

    def read(_: str, folder: Path) -> Found:
        found: Found = json.loads((folder / name).read_text("utf-8"))
        return found

    return read
