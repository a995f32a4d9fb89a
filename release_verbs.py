"""Verbs for versions of a dataset: what differs between two of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING

import click

from . import terminal

if TYPE_CHECKING:
    from .graph.versions import Difference


@click.command()
@click.argument("earlier", metavar="A")
@click.argument("later", metavar="B")
@click.option("--format", "form", type=click.Choice(("table", "csv", "json")), help="Default: table.")
def diff(earlier: str, later: str, form: str | None) -> int:
    """What differs between A and B, claim by claim; exit status 1 where anything does.

    A and B are datasets, or generations of one: KG@3.
    """
    from .releasing import diff as run

    found = run(terminal.typed(earlier), terminal.typed(later))
    counts = {f"documents {k}": n for k, n in found.documents.items()} | found.counts
    if form == "json":
        rows = [asdict(c) for c in found.changes]
        digests = {"earlier": found.earlier, "later": found.later}
        whole = digests | {"documents": found.documents, "counts": found.counts, "changes": rows}
        terminal.put([json.dumps(whole, ensure_ascii=False, indent=1)])
    elif form == "csv":
        terminal.say(", ".join(f"{n} {what}" for what, n in counts.items()))
        terminal.put(_csv(found))
    else:
        terminal.put(terminal.table(("", ""), [(what, str(n)) for what, n in counts.items()]))
        terminal.put(_table(found))
    return 1 if found else 0


def _csv(found: Difference) -> Iterator[str]:
    from .graph.cell import guarded
    from .graph.versions.difference import COLUMNS

    for row in (COLUMNS, *map(astuple, found.changes)):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(map(guarded, row))
        yield line.getvalue()


def _table(found: Difference) -> Iterator[str]:
    if not found.changes:
        return
    yield ""
    columns = ("change", "document", "claim", "says", "before", "after")
    rows = [
        (
            c.change,
            c.document,
            c.claim[:12],
            " ".join(filter(None, (c.subject, c.predicate, c.object))),
            c.before,
            c.after,
        )
        for c in found.changes
    ]
    yield from terminal.table(columns, rows)
