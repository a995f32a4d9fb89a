"""The verbs of policing-kg in Python for versions of a dataset: comparing, releasing, restoring, proving."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from .opening import Path_

if TYPE_CHECKING:
    from .graph.neo4j_sync import Verified
    from .graph.versions import Difference, Proof, Released
    from .graph.writer import Changes

__all__ = ["diff", "release", "restore", "takedown", "verify"]


def diff(earlier: Path_, later: Path_) -> Difference:
    """Compare two states of a dataset, claim by claim.

    Parameters
    ----------
    earlier, later : path-like
        Folder of a dataset, for its current generation; followed by ``@`` and a number, for that generation; or folder
        of a release.

    Returns
    -------
    Difference
        False where the two say the same; with `counts`, `documents` and `changes`.

    Raises
    ------
    UsageError
        If there is no dataset, or not that generation of it.
    DataError
        If one of them is damaged.

    Examples
    --------
    >>> diff("no/such", "kg")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such: no dataset there; build one with: policing-kg build SOURCE --into no/such
    """
    from .graph.versions import difference, edition

    with edition(Path(earlier)) as one, edition(Path(later)) as other:
        return difference(one, other)


def release(
    kg: Path_,
    into: Path_,
    version: str,
    *,
    title: str = "",
    licence: str = "",
    creators: Path_ = "",
    publisher: str = "",
    doi: str = "",
    date: str = "",
    since: Path_ = "",
    replace: bool = False,
) -> Released:
    """Freeze a dataset as a release: claims, graph, ontology, codebook, queries, digests and metadata in one folder.

    Parameters
    ----------
    kg, into : path-like
        Folders of the dataset and of the release.
    version : str
        Letters, digits and ``. + _ -``.
    title, licence, publisher, doi : str
        As the metadata are to say; the licence is an SPDX identifier or an address.
    creators : path-like
        CSV table of who made it: ``family``, ``given``, ``name`` (of a body), ``orcid``, ``affiliation``.
    date : str
        YYYY-MM-DD; by default that of ``SOURCE_DATE_EPOCH``, else today, which `notes` says then.
    since : path-like
        The release before: changes and tombstones are told against it.
    replace : bool
        Whether to take the place of a release that is there.

    Returns
    -------
    Released

    Raises
    ------
    UsageError
        If a parameter has not its form, or the folder cannot be written or is there already.
    InputRefused
        If the table of creators cannot be read.
    DataError
        If a document has not the digest that the dataset names.

    Examples
    --------
    >>> release("kg", "out", "1 0", date="2026-11-30")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: 1 0: not a version; write letters, digits and . + _ - as in 1.0.2
    """
    from dataclasses import replace as replaced

    from .graph.dataset import Dataset
    from .graph.versions import About, day_of, freeze, read_creators
    from .graph.versions.about import TITLE

    day = day_of(date, os.environ.get("SOURCE_DATE_EPOCH", ""))
    today = datetime.now(UTC).date().isoformat()
    who = read_creators(Path(creators)) if os.fspath(creators) else ()
    about = About(version, day or today, title or TITLE, licence, who, publisher, doi)
    before = Path(since) if os.fspath(since) else None
    with Dataset.open(Path(kg)) as dataset:
        done = freeze(dataset, Path(into), about, _fill, since=before, replace=replace, software=_software())
    if day:
        return done
    note = f"the date {today} is the clock's; name it with --date, for the same bytes another day"
    return replaced(done, notes=(note, *done.notes))


def restore(release: Path_, into: Path_) -> Changes:
    """Make a dataset again from a release, with the same digest.

    Parameters
    ----------
    release, into : path-like
        Folders of the release, and of the dataset: new or empty.

    Returns
    -------
    Changes

    Raises
    ------
    UsageError
        If there is no release, or the folder holds something.
    DataError
        If the release is of a later format, or is not as it was written; nothing is written then.

    Examples
    --------
    >>> restore("no/such", "kg")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such: no release there; name a folder that policing-kg release wrote
    """
    from .graph.versions import restore as restored

    return restored(Path(release), Path(into))


def verify(
    kg: Path_,
    against: str = "",
    *,
    sources: Sequence[Path_] = (),
    takedowns: Path_ = "",
    most: int = 20,
    progress: Callable[[int, int, str], None] | None = None,
    user: str = "",
    password: str = "",
    database: str = "",
    repair: bool = False,
    nquads: Path_ = "",
) -> Proof | Verified:
    """Prove a dataset or a release: digests, projections, spans of evidence; or compare one with a Neo4j database.

    Parameters
    ----------
    kg : path-like
        Folder of a dataset, ``KG@3`` for a generation of it, or folder of a release.
    against : str
        Address of a Neo4j server: then the database there is read back and compared, as
        `policing_kg.graph.neo4j_sync.verify` does, which takes the parameters that are not named here.
    sources : sequence of path-like
        Folders that hold the files which the dataset was built from, under the paths that it notes: their texts are
        read for evidence that the cache has no text of.
    takedowns : path-like
        List of documents that were taken down since: ``takedowns.csv`` of a dataset or of a later release.
    most : int
        Differences that are named; the others are counted.
    progress : callable, optional
        Is told how much of how much is done.

    Returns
    -------
    Proof or Verified
        True where nothing differs.

    Raises
    ------
    UsageError
        If there is neither a dataset nor a release, or options of the one way are given with the other.

    Examples
    --------
    >>> verify("no/such")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such: no dataset there; build one with: policing-kg build SOURCE --into no/such
    """
    from .errors import UsageError

    online = {"user": user, "password": password, "database": database, "repair": repair, "nquads": nquads}
    if against:
        from .graph.neo4j_sync import verify as verified

        if sources or os.fspath(takedowns):
            raise UsageError(
                "verify: --sources and --takedowns are for a dataset or a release; leave it out with --against"
            )
        return verified(kg, against, most=most, progress=progress, **online)  # type: ignore[arg-type]
    if any(online.values()):
        raise UsageError("verify: user, database, repair and nquads are for a server; name it with --against")
    from .graph.versions import prove
    from .loaders.evidence_texts import Texts

    folders = [Path(s) for s in sources]
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: no folder; name the one that the dataset was built from")
    taken = None
    if os.fspath(takedowns):
        from .graph.takedown import read_takedowns

        if not Path(takedowns).is_file():
            raise UsageError(f"{takedowns}: no such file; name the takedowns.csv of a dataset or of a later release")
        taken = read_takedowns(Path(takedowns))
    return prove(Path(kg), Texts(folders), taken=taken, most=most, step=progress)


def takedown(
    kg: Path_, documents: Sequence[str], *, by: str, why: str, date: str = "", releases: Sequence[Path_] = ()
) -> tuple[tuple[str, ...], tuple[tuple[Path, str, str], ...]]:
    """Take documents down: out of the dataset, its older generations and the cache, and no build brings them back.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset.
    documents : sequence of str
        Keys, titles or IRIs.
    by, why : str
        Who decides it (a handle or an ORCID), and the reason: releases show both.
    date : str
        YYYY-MM-DD; by default today.
    releases : sequence of path-like
        Folders of releases.  Beside each that holds one of the documents a list is written, which `verify` reads; the
        release itself is not changed.

    Returns
    -------
    tuple of (tuple of str, tuple of (Path, str, str))
        Keys of the documents, and each release that holds one: its folder, version and digest.

    Raises
    ------
    UsageError
        If there is no dataset, no such document, no such release, no reason, or either of the two names a person.

    Examples
    --------
    >>> takedown("no/such", ["a.txt"], by="R1", why="asked for")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such: no dataset there; build one with: policing-kg build SOURCE --into no/such
    """
    from .errors import UsageError
    from .graph.takedown import FILE, Takedowns, read_takedowns, take_down, write_takedowns
    from .graph.versions import day_of
    from .graph.versions.layout import is_release, read_release
    from .graph.versions.proof import notice_of
    from .loaders.claims.coded_claims import names_person
    from .loaders.review.reviewer import reviewer_of

    who = reviewer_of(by)
    if names_person(why):
        raise UsageError("why: holds a person's name; write the post or the body instead")
    folders = [Path(release) for release in releases]
    for folder in folders:
        if not is_release(folder):
            raise UsageError(f"{folder}: no release there; name a folder that policing-kg release wrote")
    keys = _keys_of(kg, documents)
    when = day_of(date, "") or datetime.now(UTC).date().isoformat()
    take_down(Path(kg), keys, who, when, why)
    taken = read_takedowns(Path(kg) / FILE)
    told = []
    for folder in folders:
        manifest = read_release(folder)
        gone = Takedowns(row for row in taken.rows if row.document in manifest.documents)
        if gone:
            write_takedowns(notice_of(folder), gone.rows, bodies=False)
            told.append((folder, manifest.version, manifest.digest))
    return tuple(keys), tuple(told)


def _keys_of(kg: Path_, documents: Sequence[str]) -> list[str]:
    """Keys of documents that are named by key, title or IRI; apart, so that nothing holds the generation afterwards."""
    from .graph.dataset import Dataset
    from .opening import open as opened
    from .reviewing import document_key

    with Dataset.open(Path(kg)) as dataset:
        held = set(dataset.manifest.documents)
    if held.issuperset(documents):
        return list(documents)
    with opened(kg) as graph:
        return [name if name in held else document_key(graph, name) for name in documents]


def _fill(folder: Path) -> None:
    """Write ontology, codebook and catalogue into a folder."""
    from .loaders.codebook.writing import write_codebook

    (folder / "codebook").mkdir()
    for suffix in ("md", "csv"):
        write_codebook(folder / "codebook" / f"codebook.{suffix}")
    for room, kept in (("ontology", (".ttl", ".rq", ".jsonld")), ("queries", (".rq", ".cypher", ".toml"))):
        source = files(f"{__package__}.{room}") / ("catalogue" if room == "queries" else ".")
        for path, file in _walk(source):
            if path.endswith(kept) and not path.startswith("examples/"):
                target = folder / room / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda f: f.name):
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry


def _software() -> str:
    """Name and version of this program."""
    try:
        return f"policing-kg {version('policing-kg')}"
    except PackageNotFoundError:
        return "policing-kg"
