"""The report as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .figure import flat, table
from .run import without


def page(report: Mapping[str, Any]) -> str:
    """All parts: first what is asked beside what was measured, then what is missing, then the tables.

    Parameters
    ----------
    report : mapping
        As `benchmarks/report.py` writes it as JSON.

    Returns
    -------
    str
        Markdown.
    """
    parts = report["parts"]
    lines = [
        "# Benchmarks", "",
        f"By `make bench` at {report['scale']} of the full size, begun {report['began']}. Ratios are of one run, "
        "side by side; seconds are of the processor unless they are called wall.", "",
        *table(["", "of the machine"], flat(report["machine"])), "",
        "## Asked and measured", "",
    ]  # fmt: skip
    rows = [figure["row"] for part in parts.values() for figure in part.get("figures", [])]
    lines += [*table(["", "asked", "measured", "holds"], rows), ""]
    lines += ["## Not at hand", "", *(f"- {line}" for line in without(parts.values()) or ["nothing was missing"]), ""]
    for name, part in parts.items():
        lines += [f"## {part['title']}", ""]
        lines.append(
            f"`--only {name}`, {part['seconds']} s; load {part['load before']} before, {part['load after']} after."
        )
        lines += ["", *part.get("tables", []), ""]
    return "\n".join(lines).replace("\n\n\n", "\n\n")
