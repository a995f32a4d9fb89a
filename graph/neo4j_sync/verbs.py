"""A dataset in a Neo4j database: the verbs `sync` and `verify` of the package's face."""

from __future__ import annotations

import os
from pathlib import Path

from ...errors import UsageError
from ..dataset import Dataset
from ..export import draft_of
from ..spark import chosen_master
from .server import Server
from .synchronisation import Synchronised, synchronise
from .verification import Verified, read_back
from .verification import verify as verified
from .writing import Step

Path_ = str | os.PathLike[str]


def sync(
    kg: Path_,
    to: str,
    *,
    user: str = "",
    password: str = "",
    database: str = "",
    dry_run: bool = False,
    rebuild: bool = False,
    engine: str = "local",
    master: str = "",
    progress: Step | None = None,
) -> Synchronised:
    """Bring a Neo4j database to the state of a dataset; only what differs is written.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset.
    to : str
        Address of the server: ``bolt://HOST:7687``, ``neo4j+s://HOST``.
    user, password : str
        By default the environment variables NEO4J_USERNAME (else ``neo4j``) and NEO4J_PASSWORD.
    database : str
        By default the user's home database.
    dry_run : bool
        Whether to count only what would be written.
    rebuild : bool
        Whether to delete what is ours first, and load anew.
    engine : str
        ``local`` or ``spark``: who writes a first load, or one anew.  What differs later is written by this machine.
    master : str
        For ``spark`` the cluster, as ``spark://HOST:7077`` or ``yarn``; by default all cores of this machine.
    progress : callable, optional
        Is told how many of how many are done.

    Returns
    -------
    Synchronised
        What was added, changed and deleted.

    Raises
    ------
    UsageError
        If the folder holds no dataset, the address is none, or user or password are refused.
    MissingExtra
        If Spark is not here.
    Unavailable
        If the server cannot be reached, fails, may only be read, or holds nodes of somebody else under our label.

    Examples
    --------
    >>> sync("kg", "http://localhost:7474")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: http://localhost:7474: not the address of a Neo4j server; write bolt://HOST:7687 or neo4j+s://HOST
    """
    chosen = chosen_master(engine, master)
    with (
        Server(to, user, password, database) as server,
        Dataset.open(Path(kg)) as dataset,
        dataset.graph() as graph,
    ):
        return synchronise(
            graph, server, digest=dataset.digest, dry_run=dry_run, rebuild=rebuild, master=chosen, step=progress
        )


def verify(
    kg: Path_,
    against: str,
    *,
    user: str = "",
    password: str = "",
    database: str = "",
    repair: bool = False,
    most: int = 20,
    nquads: Path_ = "",
    progress: Step | None = None,
) -> Verified:
    """Read a Neo4j database back and compare it with a dataset; see `sync` for the parameters not named here.

    Parameters
    ----------
    kg : path-like
    against : str
        Address of the server.
    user, password, database : str
    repair : bool
        Whether to mend what differs, and nothing else.
    most : int
        Differences that are named; the others are counted.
    nquads : path-like, optional
        A new file for all that the database holds, as sorted N-Quads.
    progress : callable, optional

    Returns
    -------
    Verified
        True where the database holds just what the dataset says.

    Raises
    ------
    UsageError, Unavailable
        As `sync`; and if the database holds no graph of ours, or the file is there.
    """
    if nquads and Path(nquads).exists():
        raise UsageError(f"{nquads}: is there already; name a new file")
    with (
        Server(against, user, password, database) as server,
        Dataset.open(Path(kg)) as dataset,
        dataset.graph() as graph,
    ):
        found = verified(graph, server, digest=dataset.digest, repair=repair, most=most, step=progress)
        if nquads:
            with draft_of(Path(nquads)) as draft:
                draft.write_bytes(b"".join(read_back(server)))
        return found
