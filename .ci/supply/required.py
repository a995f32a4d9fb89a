"""What an installation without extras brings: the dependencies that pyproject.toml names, and theirs, as installed."""

from __future__ import annotations

import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def read_project() -> dict[str, Any]:
    """Read pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def closure(requirements: list[str]) -> dict[str, Distribution]:
    """Installed distributions that requirements bring on this Python and system, by canonical name, sorted.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        If one is not installed.
    """
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        for extra in ("", *wanted.extras):
            if (name, extra) not in seen:
                seen.add((name, extra))
                found[name] = distribution(wanted.name)
                waiting += needed(found[name], extra)
    return dict(sorted(found.items()))


def needed(of: Distribution, extra: str = "") -> list[Requirement]:
    """What one distribution needs here, with one of its extras or without."""
    told = [Requirement(text) for text in of.requires or ()]
    return [r for r in told if r.marker is None or r.marker.evaluate({"extra": extra})]


def required() -> dict[str, Distribution]:
    """What everybody who installs the package gets."""
    return closure(read_project()["project"]["dependencies"])
