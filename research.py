"""The verbs of policing-kg in Python for networks, diffusion and exports, under the command line's names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .errors import UsageError
from .opening import Path_, open

if TYPE_CHECKING:
    import networkx

    from .graph.export import Exported
    from .queries import Result
    from .queries.measures import Measure
    from .queries.runner import Given

__all__ = ["export", "measure", "measures", "network"]


def measure(name: str, /, *, kg: Path_, bootstrap: int = 0, seed: int = 0, **parameters: Given) -> Result:
    """Compute a measure of a network, or of the diffusion of mechanisms.

    Parameters
    ----------
    name : str
        Name of the measure; see `measures`.
    kg : path-like
        Folder of the dataset.
    bootstrap : int
        Draws of sources for 95 % intervals of the figures of a network, as 1000; 0 for none.
    seed : int
        Of the draws; the same seed gives the same intervals.
    **parameters : str or list of str
        Values as a person types them.

    Returns
    -------
    Result
        Typed rows, each with the claims that it rests on.

    Raises
    ------
    UsageError
        If the measure, a parameter or a value is unknown, ambiguous or ill-typed.
    """
    from .queries.measures import measure as measured

    with open(kg) as reader:
        return measured(reader, name, parameters, bootstrap=bootstrap, seed=seed)


def measures(name: str = "") -> list[Measure]:
    """The measures of networks and of diffusion, or the one that is named.

    Parameters
    ----------
    name : str, optional

    Returns
    -------
    list of Measure

    Examples
    --------
    >>> [found.reference for found in measures("brokerage")]
    ['Gould and Fernandez (1989), DOI 10.2307/270949']
    """
    from .queries.measures import find_measure, load_measures

    return [find_measure(name)] if name else list(load_measures().values())


def network(
    name: str, /, *, kg: Path_, reviewed: bool = False, as_of: str = "", populations: bool = False
) -> networkx.MultiDiGraph:
    """One of the networks of a dataset, for networkx.

    Parameters
    ----------
    name : str
        ``units``, ``mechanisms``, ``body-mechanism``, ``cross-department``, or ``all``.
    kg : path-like
    reviewed : bool
        Whether only claims count that a reviewer accepted.
    as_of : str
        EDTF date: only what a source says to have held then.
    populations : bool
        Whether classes of bodies and posts are nodes too, for a picture or a table by kind.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs; attributes of nodes and edges as docs/networks.md says.

    Raises
    ------
    UsageError
        If there is no such network, or the date is none.
    """
    from .graph.networks import Choice, network_of

    with open(kg) as reader:
        return network_of(reader.graph, name, Choice(reviewed, as_of, populations))


def export(
    kg: Path_,
    format: str,
    out: Path_,
    *,
    replace: bool = False,
    network: str = "",
    reviewed: bool = False,
    as_of: str = "",
    populations: bool = False,
    frame: Path_ = "",
) -> Exported:
    """Write a dataset in a format of interchange, a network for network software, or the adoption tables of a study.

    Parameters
    ----------
    kg : path-like
    format : str
        A key of `policing_kg.graph.export.FORMATS`, or ``adoption``.
    out : path-like
        File to write; for ``csv`` a folder or a file that ends in ``.zip``, for ``adoption`` a folder.
    replace : bool
        Whether to take the place of an earlier export of that name.
    network, reviewed, as_of, populations : str, bool, str, bool
        For ``graphml`` and ``gexf``, as for `network`; without a name all networks in one.
    frame : path-like
        For ``adoption`` the frame of the study, a TOML file.

    Returns
    -------
    Exported

    Raises
    ------
    UsageError
        If the format, a choice or the frame is none, or the target cannot be written or is there already.

    Examples
    --------
    >>> export("kg", "csv", "tables", frame="study.toml")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: csv: takes no frame; leave it out, or write the format adoption
    """
    from .graph.export import export as exported
    from .loaders.places.tables import read_rows
    from .queries.diffusion.divisions import Divisions
    from .queries.diffusion.export import FORMAT, export_adoption

    if format == FORMAT.name:
        if network or as_of or populations:
            raise UsageError(f"{format}: not a network; leave network, as_of and populations out")
        if not frame:
            raise UsageError(f"{format}: the frame is missing; write one and name it (--frame FRAME.toml)")
        with open(kg) as reader:
            divisions = Divisions(read_rows("divisions.csv"))
            return export_adoption(reader, Path(frame), Path(out), divisions, replace=replace, reviewed=reviewed)
    if frame:
        raise UsageError(f"{format}: takes no frame; leave it out, or write the format {FORMAT.name}")
    more = {"reviewed": reviewed, "populations": populations}
    return exported(Path(kg), format, Path(out), replace=replace, network=network, as_of=as_of, **more)
