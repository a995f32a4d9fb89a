"""Exports of a dataset, each written beside its target and renamed, so that nothing half-written is ever seen."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..errors import UsageError
from .claim_record import Labels, as_json_record, claim_records
from .dataset import Dataset
from .generation import settle
from .rdf_files import write_jsonld, write_nquads, write_trig, write_turtle
from .tables import tables, write_table

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip holds, so that equal tables give equal files


@dataclass(frozen=True, slots=True)
class Format:
    """One format of export.

    Parameters
    ----------
    name : str
        As typed.
    suffix : str
        Of its files; empty for a folder.
    counts : str
        What `Exported.rows` counts.
    says : str
        What the export holds, for messages and help.
    """

    name: str
    suffix: str
    counts: str
    says: str

    @property
    def folder(self) -> bool:
        """Whether the target is a folder (or a zip of it)."""
        return not self.suffix


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        f.name: f
        for f in (
            Format("turtle", ".ttl", "triples", "plain facts, frames, claims and evidence in one RDF graph"),
            Format("trig", ".trig", "quads", "every quad, the claims of each document in its graph"),
            Format("jsonld", ".jsonld", "quads", "every quad as JSON-LD 1.1, the context inside"),
            Format("nquads", ".nq", "quads", "every quad, one a line, sorted"),
            Format("csv", "", "rows", "a folder, or a .zip, with one table each for documents, entities, claims …"),
            Format("jsonl", ".jsonl", "claims", "one claim a line with its evidence"),
            Format("graphml", ".graphml", "edges", "a network, or all in one, for network software"),
            Format("gexf", ".gexf", "edges", "the same for Gephi"),
        )
    }
)


NETWORK_FORMATS = ("graphml", "gexf")


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: where, in which format, and how many of what."""

    path: Path
    format: str
    rows: int
    what: str


def export(
    dataset: Dataset | str | Path,
    format: str,
    out: str | Path,
    *,
    replace: bool = False,
    network: str = "",
    reviewed: bool = False,
    as_of: str = "",
    populations: bool = False,
) -> Exported:
    """Write a dataset in one of `FORMATS`.

    Parameters
    ----------
    dataset : Dataset or path-like
    format : str
        A key of `FORMATS`.
    out : path-like
        File to write; for ``csv`` a folder, or a file that ends in ``.zip``.
    replace : bool
        Whether to take the place of an earlier export of that name.
    network : str
        For ``graphml`` and ``gexf`` a key of `networks.NETWORKS`; empty for all of them in one.
    reviewed : bool
        For those two, whether only claims count that a reviewer accepted.
    as_of : str
        For those two, an EDTF date: only what a source says to have held then.
    populations : bool
        For those two, whether classes of bodies and posts are nodes too.

    Returns
    -------
    Exported

    Raises
    ------
    UsageError
        If the format is none or takes no such choice, there is no such network, or the target cannot be written or is
        there already; nothing is changed then.

    Examples
    --------
    >>> export("kg", "xml", "kg.xml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    policing_kg.errors.UsageError: xml: not a format of export; use turtle, ... gexf or adoption
    """
    if format not in FORMATS:
        raise UsageError(f"{format}: not a format of export; use {', '.join(FORMATS)} or adoption")
    if format not in NETWORK_FORMATS and any((network, reviewed, as_of, populations)):
        asked = "network, reviewed, as_of and populations"
        raise UsageError(f"{format}: not a network; leave {asked} out, or write graphml or gexf")
    if not isinstance(dataset, Dataset):
        with Dataset.open(dataset) as opened:
            more = {"reviewed": reviewed, "populations": populations}
            return export(opened, format, out, replace=replace, network=network, as_of=as_of, **more)
    target = Path(out)
    check_target(dataset, FORMATS[format], target, replace)
    write = _WRITERS.get(format) or _network(format, network, reviewed, as_of, populations)
    with draft_of(target) as draft:
        rows = write(dataset, draft)
    return Exported(target, format, rows, FORMATS[format].counts)


def _network(format: str, name: str, reviewed: bool, as_of: str, populations: bool) -> Callable[[Dataset, Path], int]:
    def writer(dataset: Dataset, file: Path) -> int:
        from .networks import Choice, network_of
        from .networks.network_file import write_network

        with dataset.graph() as graph:
            made = network_of(graph, name or "all", Choice(reviewed, as_of, populations))
        return write_network(made, format, file)

    return writer


def _rdf(write: Callable[..., int]) -> Callable[[Dataset, Path], int]:
    def writer(dataset: Dataset, file: Path) -> int:
        with dataset.graph() as graph:
            return write(graph, file)

    return writer


def _write_lines(dataset: Dataset, file: Path) -> int:
    count = 0
    with dataset.graph() as graph, file.open("w", encoding="utf-8", newline="\n") as out:
        labels = Labels(graph)
        for record in claim_records(dataset):
            shown = as_json_record(record, labels, dataset)
            out.write(json.dumps(shown, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def _write_tables(dataset: Dataset, target: Path) -> int:
    """Write the tables into a folder, or into a zip if the target's name says so."""
    folder = target if target.suffix != ".zip" else target.with_name(target.name + ".d")
    folder.mkdir()
    try:
        with dataset.graph() as graph:
            found = tables(dataset, graph)
            rows = sum(write_table(table, folder / f"{table.name}.csv") for table in found)
        settle(folder.iterdir())
        if folder != target:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
                for table in found:
                    entry = zipfile.ZipInfo(f"{table.name}.csv", _EPOCH)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    packed.writestr(entry, (folder / entry.filename).read_bytes())
    finally:
        if folder != target:
            shutil.rmtree(folder)
    return rows


_WRITERS: Mapping[str, Callable[[Dataset, Path], int]] = MappingProxyType(
    {
        "turtle": _rdf(write_turtle),
        "trig": _rdf(write_trig),
        "jsonld": _rdf(write_jsonld),
        "nquads": _rdf(write_nquads),
        "csv": _write_tables,
        "jsonl": _write_lines,
    }
)


def check_target(
    dataset: Dataset, format: Format, target: Path, replace: bool, ours: Collection[str] = (".csv",)
) -> None:
    """Refuse a target that is the dataset's, is there already, or is something else.

    Parameters
    ----------
    dataset : Dataset
    format : Format
    target : Path
    replace : bool
    ours : collection of str
        Suffixes of the files that an earlier export of this format left in a folder.

    Raises
    ------
    UsageError
    """
    if target.resolve().is_relative_to(dataset.path.resolve()):
        raise UsageError(f"{target}: lies inside the dataset; name a place outside {dataset.path}")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: the folder {target.parent} is not there; make it first")
    as_folder = format.folder and target.suffix != ".zip"
    if target.is_dir():
        if not as_folder:
            raise UsageError(
                f"{target}: is a folder; name a file{f' that ends in {format.suffix}' * bool(format.suffix)}"
            )
        held = [p.name for p in target.iterdir()]
        if any(not name.endswith(tuple(ours)) for name in held):
            raise UsageError(f"{target}: holds other files; name a new folder")
        if held and not replace:
            raise UsageError(f"{target}: holds tables already; name a new folder, or replace it (--replace)")
    elif target.exists():
        if as_folder:
            raise UsageError(f"{target}: is a file; name a folder, or a file that ends in .zip")
        if not replace:
            raise UsageError(f"{target}: is there already; name another file, or replace it (--replace)")


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """A name beside the target; what stands there at the end becomes the target in one step.

    A folder that is replaced is first renamed away, since no system call that Python offers swaps two folders.
    """
    draft = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        yield draft
        settle([draft])
        if draft.is_dir() and target.is_dir():
            old = target.with_name(f".{target.name}.{os.getpid()}.old")
            os.replace(target, old)
            os.replace(draft, target)
            shutil.rmtree(old)
        else:
            os.replace(draft, target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written ({error.strerror}); name another place") from error
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)
