"""Verbs for a dataset in a Neo4j database: writing it there, and proving it, there and here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from . import terminal
from .answers import KG, password_of, taking
from .errors import UsageError

LOGIN = taking(
    click.option(
        "--user", default="", help="User; by default NEO4J_USERNAME, else neo4j.  The password: NEO4J_PASSWORD."
    ),
    click.option("--database", default="", metavar="NAME", help="Database; by default the user's home database."),
)
SERVER = taking(KG, LOGIN)


@click.command()
@click.option("--to", default="", metavar="ADDRESS", help="bolt://HOST:7687, neo4j+s://HOST")
@SERVER
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@click.option("--rebuild", is_flag=True, help="Delete what is ours first, and load anew.")
@click.option(
    "--engine", type=click.Choice(("local", "spark")), default="local", help="Who writes a first load.  Default: local."
)
@click.option("--master", default="", metavar="URL", help="Spark's cluster; by default local[*], this machine.")
@click.option(
    "--bulk", "folder", default="", metavar="FOLDER", help="Write files for `neo4j-admin database import` instead."
)
@click.option("--replace", is_flag=True, help="Take the place of the files of an earlier --bulk.")
def sync(folder: str, replace: bool, **options: Any) -> None:
    """Bring a Neo4j database to the state of a dataset: only what differs is written, and nothing that is not ours."""
    if folder:
        _bulk(folder, replace, **options)
        return
    if not options["to"]:
        raise UsageError("sync: name the server with --to, or a folder for files with --bulk")
    if replace:
        raise UsageError("sync: --replace is for --bulk")
    from .graph.neo4j_sync import sync as run

    with terminal.progress("steps") as step:
        done = run(**options, password=_password(options["user"]), progress=step)
    if done.delta:
        terminal.put(_table(("", "", "added", "changed", "deleted"), done.delta.rows()))
    else:
        terminal.put(["nothing to do: the database holds this graph"])
    if done.delta.kept:
        terminal.say(f"{done.delta.kept} nodes kept without our labels: somebody else's relationships hold them")


def _bulk(folder: str, replace: bool, *, kg: str, database: str, engine: str, **online: Any) -> None:
    if any(online.values()) or engine != "local":
        raise UsageError("sync: --bulk reaches no server; leave --to, --user, --dry-run, --rebuild and --engine out")
    from .graph.neo4j_sync import bulk

    with terminal.progress("steps") as step:
        done = bulk(kg, folder, database=database, replace=replace, progress=step)
    terminal.put(_table(("", "", "added", "changed", "deleted"), done.delta.rows()))
    terminal.put([done.command])
    terminal.say("run that while the server is stopped and its database is empty, then: policing-kg sync --to ADDRESS")
    if done.left:
        terminal.say(f"{done.left} nodes lack a property that such files cannot hold; that sync brings it")


@click.command()
@click.argument("where", metavar="[RELEASE_OR_KG]", required=False, default="")
@click.option("--kg", default="", envvar="POLICING_KG_DATASET", metavar="KG", help="Folder of the dataset.")
@click.option(
    "--sources", multiple=True, metavar="FOLDER", help="Folder of the files that were read.  May be repeated."
)
@click.option(
    "--against", default="", metavar="ADDRESS", help="bolt://HOST:7687, neo4j+s://HOST: compare that instead."
)
@LOGIN
@click.option("--repair", is_flag=True, help="With --against: mend what differs, and nothing else.")
@click.option("--most", type=click.IntRange(0), default=20, show_default=True, help="Differences that are named.")
@click.option("--nquads", default="", metavar="FILE", help="With --against: write what the database holds as N-Quads.")
def verify(where: str, kg: str, against: str, most: int, sources: tuple[str, ...], **online: Any) -> int:
    """Prove a dataset or a release, or compare a dataset with a Neo4j database; exit status 1 where they differ.

    Every digest, every projection and every span of evidence whose text is at hand, in the cache or under --sources;
    what could not be checked is said.
    """
    from .releasing import verify as run

    named = terminal.typed(where) or kg
    if not named:
        raise UsageError("verify: name a dataset or a release")
    if against:
        online["password"] = _password(online["user"])
    with terminal.progress("buckets" if against else "steps") as step:
        found: Any = run(
            named, against, sources=[terminal.typed(s) for s in sources], most=most, progress=step, **online
        )
    if against:
        terminal.put(_table(("", "", "dataset", "database"), found.rows()))
    else:
        rows = [(c.name, c.compared, c.differ, c.unchecked) for c in found.checks]
        terminal.put(_table(("", "compared", "differ", "not checked"), rows))
        for line in found.unchecked:
            terminal.say(f"not checked: {line}")
    for line in found.differences:
        terminal.say(line)
    if found:
        terminal.put(["equal" if against else "proved"])
        return 0
    said = "1 difference" if found.count == 1 else f"{found.count} differences"
    repaired = bool(against) and found.repaired
    terminal.put([said + (", repaired" if repaired else "")])
    return 0 if repaired else 1


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    return terminal.table(header, [[str(cell) for cell in row] for row in rows])


def _password(user: str) -> str:
    from .graph.neo4j_sync import PASSWORD, USER

    return password_of(user, USER, PASSWORD)
