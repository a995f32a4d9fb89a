"""Whether requirements.lock is in step with pyproject.toml, told without a network.

usage: python .ci/supply/lock.py
Every requirement of the package, its extras and its groups is pinned to a version that it allows; what the pinned
versions need is pinned too; every pin has hashes, and no line names an index.  Exit status 1 where something is amiss.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from required import ROOT, closure, read_project

_PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)\s*(?:;[^\\]*)?(?P<hashes>(?:\\\n\s+--hash=sha256:[0-9a-f]{64}\s*)*)$",
    re.M,
)


def pins(text: str) -> dict[str, set[str]]:
    """Versions that a lock file pins, by canonical name; several where they differ between systems."""
    found: dict[str, set[str]] = {}
    for pin in _PIN.finditer(text):
        found.setdefault(canonicalize_name(pin["name"]), set()).add(pin["version"])
    return found


def wanted(project: dict[str, Any]) -> list[str]:
    """Everything that pyproject.toml requires: of the package, its build, its extras and its groups."""
    groups = project.get("dependency-groups", {})
    out = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for told in (*project["project"].get("optional-dependencies", {}).values(), *groups.values()):
        out += [text for text in told if isinstance(text, str)]
    return sorted(set(out))


def amiss(text: str, project: dict[str, Any]) -> list[str]:
    """What is wrong with a lock file, a line each; empty where it is in step."""
    pinned, out = pins(text), []
    for requirement in map(Requirement, wanted(project)):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        if not versions:
            out.append(f"{requirement.name} is required and not pinned")
        out += [
            f"{requirement} is pinned to {v}" for v in sorted(versions) if not requirement.specifier.contains(v, True)
        ]
    for pin in _PIN.finditer(text):
        if not pin["hashes"].strip():
            out.append(f"{pin['name']} is pinned without a hash")
    out += [f"line {n} names an index" for n, line in enumerate(text.splitlines(), 1) if re.search(r"index|://", line)]
    return out


def unpinned(text: str, project: dict[str, Any]) -> list[str]:
    """What the installed requirements need and the lock does not pin, or pins to another version than is installed."""
    pinned = pins(text)
    try:
        found = closure(wanted(project))
    except PackageNotFoundError as error:
        return [f"{error.name} is required and not installed"]
    return [
        f"{name} {d.version} is installed and the lock pins {', '.join(sorted(pinned.get(name, ()))) or 'nothing'}"
        for name, d in found.items()
        if d.version not in pinned.get(name, ())
    ]


def main() -> int:
    """Say what is amiss."""
    text, project = (ROOT / "requirements.lock").read_text("utf-8"), read_project()
    wrong = [*amiss(text, project), *unpinned(text, project)]
    for line in wrong:
        sys.stderr.write(f"requirements.lock: {line}; renew it with: make lock\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
