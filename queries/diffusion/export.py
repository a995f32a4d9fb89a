"""Export of a study: the tables that event-history and network-inference models load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from ...errors import UsageError
from ...graph.export import Exported, Format, check_target, draft_of
from ...graph.generation import settle
from ..names import resolve_name
from ..reader import Reader
from .adoption import adoptions
from .divisions import Divisions
from .risk import Risk, TableRow, cascades, claim_rows, dyad_years, place_years
from .study import Study, read_study
from .table_file import SUFFIXES, check_writers, write_codebook, write_rows

FORMAT = Format("adoption", "", "rows", "place-year, dyad-year and cascade tables of a study")
MOST_DYADS = 5_000_000  # rows of a dyad-year table, which is held in memory while it is written
CODEBOOK, FRAME = "codebook.csv", "frame.toml"

_TABLES: Mapping[str, Callable[[Risk], Iterator[TableRow]]] = MappingProxyType(
    {"place-year": place_years, "dyad-year": dyad_years, "cascade": cascades, "claims": claim_rows}
)


def export_adoption(
    reader: Reader,
    frame: str | Path,
    out: str | Path,
    divisions: Divisions,
    *,
    replace: bool = False,
    reviewed: bool = False,
) -> Exported:
    """Write the tables of a study into a folder, with a codebook and a copy of the frame.

    Parameters
    ----------
    reader : Reader
    frame : path-like
        The frame of the study, a TOML file.
    out : path-like
        A folder, new or empty, or one of an earlier export with `replace`.
    divisions : Divisions
        In which places at risk are looked up.
    replace : bool
    reviewed : bool
        Whether only claims count that a reviewer accepted.

    Returns
    -------
    Exported
        With the number of rows of all tables.

    Raises
    ------
    UsageError
        If the frame is wrong, asks for too much, or the target cannot be written; nothing is changed then.
    InputRefused
        If the frame cannot be read.
    MissingExtra
        If it asks for Stata files and pandas is not installed.
    """
    target = Path(out)
    study = read_study(frame, divisions, lambda name: resolve_name(reader, name, "mechanism").iri)
    _check_size(str(frame), study)
    check_writers(study.files)
    check_target(reader.dataset, FORMAT, target, replace, (*SUFFIXES.values(), FRAME))
    found = adoptions(reader.graph, study.mechanisms, reviewed=reviewed, dates=study.dates)
    labels = {mechanism: reader.label(mechanism) for mechanism in study.mechanisms}
    labels |= {a.code: reader.label(a.place) for a in found if a.code}
    risk = Risk(study, tuple(found), divisions, labels)
    tables = (*study.tables, "claims")
    with draft_of(target) as draft:
        draft.mkdir()
        rows = sum(write_rows(table, _TABLES[table](risk), draft, study.files) for table in tables)
        write_codebook(tables, _facts(reader, risk, reviewed), draft / CODEBOOK)
        (draft / FRAME).write_bytes(Path(frame).read_bytes())
        settle(draft.iterdir())
    return Exported(target, FORMAT.name, rows, FORMAT.counts)


def _check_size(frame: str, study: Study) -> None:
    if "dyad-year" in study.tables and study.dyads > MOST_DYADS:
        many = f"{study.dyads} rows of dyads, more than {MOST_DYADS}"
        raise UsageError(f"{frame}: {many}; narrow places or period, or leave dyad-year out of tables")


def _facts(reader: Reader, risk: Risk, reviewed: bool) -> Mapping[str, str]:
    return {
        "study": risk.study.title,
        "dataset": reader.digest,
        "claims": "accepted by a reviewer" if reviewed else "all live ones",
        "single dates": risk.study.dates,
        "bodies": risk.study.bodies,
        "places at risk": str(len(risk.study.places)),
        "adopters without a place, in no table but claims": str(risk.without_place),
    }
