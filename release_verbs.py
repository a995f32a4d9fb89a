"""Verbs for versions of a dataset: what differs between two, freezing one as a release, making one again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING, Any

import click

from . import terminal
from .answers import KG

if TYPE_CHECKING:
    from .graph.versions import Difference


@click.command()
@click.argument("earlier", metavar="A")
@click.argument("later", metavar="B")
@click.option("--format", "form", type=click.Choice(("table", "csv", "json")), help="Default: table.")
def diff(earlier: str, later: str, form: str | None) -> int:
    """What differs between A and B, claim by claim; exit status 1 where anything does.

    A and B are datasets, releases, or generations of a dataset: KG@3.
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
    from .graph.cell import csv_line, guarded
    from .graph.versions.difference import COLUMNS

    for row in (COLUMNS, *map(astuple, found.changes)):
        yield csv_line(map(guarded, row))


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


@click.command()
@click.argument("kg", metavar="KG")
@click.option("--into", required=True, metavar="FOLDER", help="Folder of the release.")
@click.option("--version", required=True, metavar="VERSION", help="As in 1.0.2.")
@click.option("--title", default="", metavar="TITLE", help="By default that of the project.")
@click.option("--licence", default="", metavar="LICENCE", help="Of the claims: CC-BY-4.0 …, or its address.")
@click.option("--creators", default="", metavar="FILE.csv", help="family, given, name, orcid, affiliation; one a row.")
@click.option("--publisher", default="", metavar="NAME", help="Who publishes it.")
@click.option("--doi", default="", metavar="DOI", help="10.5281/zenodo.123, where it has one.")
@click.option("--date", default="", metavar="DATE", help="YYYY-MM-DD.  Default: SOURCE_DATE_EPOCH, else today.")
@click.option("--since", default="", metavar="RELEASE", help="The release before, for the table of changes.")
@click.option("--replace", is_flag=True, help="Replace the release at FOLDER.")
def release(kg: str, into: str, **options: Any) -> None:
    """Freeze a dataset as a release: claims, graph, ontology, codebook, queries, digests, metadata for citing it."""
    from .releasing import release as run

    for name in ("title", "publisher"):
        options[name] = terminal.typed(options[name])
    done = run(terminal.typed(kg), terminal.typed(into), **options)
    for note in done.notes:
        terminal.say(note)
    m = done.manifest
    terminal.put([f"{into}: version {m.version} of {m.date}, {len(m.files)} files"])
    terminal.put([f"  {', '.join(f'{n} {what}' for what, n in m.counts.items())}", f"  digest {m.digest}"])
    if m.since:
        told = ", ".join(f"{n} {what}" for what, n in done.changes.items() if n) or "nothing"
        terminal.put([f"  since version {m.since['version']}: {told}"])


@click.command()
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
@KG
@click.option("--by", required=True, metavar="WHO", help="Who decides it: a handle or an ORCID iD.")
@click.option("--why", required=True, metavar="REASON", help="The reason; releases show it.")
@click.option("--date", default="", metavar="DATE", help="YYYY-MM-DD.  Default: today.")
@click.option(
    "--release", "releases", multiple=True, metavar="RELEASE", help="Folder of a release to be told.  May be repeated."
)
def takedown(kg: str, documents: tuple[str, ...], releases: tuple[str, ...], **options: Any) -> None:
    """Take documents out of a dataset for good; no build brings them back, and releases that hold them are told."""
    from .releasing import takedown as run

    for name in ("by", "why"):
        options[name] = terminal.typed(options[name])
    named = [terminal.typed(d) for d in documents]
    keys, told = run(terminal.typed(kg), named, releases=[terminal.typed(r) for r in releases], **options)
    terminal.put(f"{key}: taken down" for key in keys)
    terminal.put(f"{folder}: version {version} holds it; digest {digest}" for folder, version, digest in told)
    terminal.say("make the next release with --since the one before: it lists what is gone; withdraw the old one there")


@click.command()
@click.argument("release_", metavar="RELEASE")
@click.option("--into", required=True, metavar="KG", help="Folder of the dataset; new or empty.")
def restore(release_: str, into: str) -> None:
    """Make a dataset again from a release, with the same digest."""
    from .releasing import restore as run

    done = run(terminal.typed(release_), terminal.typed(into))
    terminal.put([f"{into}: {len(done.added)} documents, {done.claims_added} claims", f"  digest {done.digest}"])
