"""Whether an advisory is known for a version that requirements.lock pins; needs a network.

usage: python .ci/supply/audit.py [--required]
Exit status 1 where an advisory is known.  Where no advisory service answers, a line says that nothing was audited: exit
status 0, and 3 with --required.  A service that knows none of the packages is one that does not answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from required import ROOT

SERVICES = ("pypi", "osv")


def ask(lines: str, service: str) -> tuple[dict[str, Any] | None, str]:
    """What a service says of pinned requirements, or None and why it says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text(lines, "utf-8")
        command = [
            "-r",
            str(file),
            "--disable-pip",
            "--no-deps",
            "-s",
            service,
            "-f",
            "json",
            "--progress-spinner",
            "off",
        ]
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", "--timeout", "10", *command],
            capture_output=True,
            text=True,
            check=False,
        )
    try:
        return json.loads(done.stdout), ""
    except ValueError:
        return None, (done.stderr.strip().splitlines() or ["no answer"])[-1][:160]


def audited(said: dict[str, Any]) -> bool:
    """Whether a service knew any of the packages that it was asked about."""
    return any("skip_reason" not in one for one in said["dependencies"])


def findings(said: dict[str, Any]) -> list[str]:
    """Each advisory on a line: package, version, advisory, versions that mend it."""
    return [
        f"{one['name']} {one['version']}: {found['id']}; mended in {', '.join(found['fix_versions']) or 'no version'}"
        for one in said["dependencies"]
        for found in one.get("vulns", ())
    ]


def main() -> int:
    """Ask the services in turn: of one package first, then of all."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    first = next(part for part in lock.replace("\\\n", " ").splitlines() if part.strip())
    for service in SERVICES:
        said, _ = ask(first + "\n", service)
        if said is None or not audited(said):
            continue
        said, why = ask(lock, service)
        if said is None:
            sys.stderr.write(f"pip-audit: {why}\n")
            return 70
        wrong, skipped = findings(said), [one["name"] for one in said["dependencies"] if "skip_reason" in one]
        for line in wrong:
            sys.stderr.write(f"{line}\n")
        told = f"; not known there: {', '.join(skipped)}" if skipped else ""
        sys.stderr.write(
            f"{len(said['dependencies'])} pinned versions asked of {service}, {len(wrong)} advisories{told}\n"
        )
        return 1 if wrong else 0
    sys.stderr.write(
        "no advisory service answers from here (pypi, osv); NOTHING WAS AUDITED, run make audit elsewhere\n"
    )
    return 3 if "--required" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
