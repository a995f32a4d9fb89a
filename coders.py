"""The verbs of policing-kg in Python for coders: the codebook, and how far coders agree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .opening import Path_

if TYPE_CHECKING:
    from .loaders.reliability.study import Reliability

__all__ = ["agreement", "codebook"]


def codebook(out: Path_, *, replace: bool = False) -> Path:
    """Write the codebook: every variable with its definition, rules of inclusion, values and examples, and a glossary.

    Parameters
    ----------
    out : path-like
        Ends in ``.md``, ``.html``, ``.xlsx`` or ``.csv``.
    replace : bool
        Whether to take the place of a file that is there.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    UsageError
        If the suffix is another, or the file cannot be written or is there already.

    Examples
    --------
    >>> codebook("codebook.pdf")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: codebook.pdf: not a name for this; end it in .md or .html or .xlsx or .csv
    """
    from .loaders.codebook.writing import write_codebook

    return write_codebook(Path(out), replace=replace)


def agreement(
    *works: Path_, levels: Mapping[str, str] | None = None, draws: int = 1000, seed: int = 0
) -> list[Reliability]:
    """Agreement of two coders or more: on units first, then on each variable of the units that they share.

    Parameters
    ----------
    *works : path-like
        The work of one coder each, all of one form: filled review sheets, coded tables (``.csv``, ``.xlsx``), or
        annotated documents (a ``.jsonl`` file, or a folder of ``.json``).
    levels : mapping of str to str
        Level of measurement of a variable (``nominal``, ``ordinal``, ``interval``, ``ratio``) where it is another.
    draws, seed : int
        Of the bootstrap that gives the 95 % intervals; no draws, no intervals.

    Returns
    -------
    list of Reliability
        With the share of agreement, Cohen's kappa and Krippendorff's alpha.

    Raises
    ------
    UsageError
        If there are fewer than two coders, they share nothing, or a level is none.
    InputRefused
        If a file is no coder's work.
    """
    from .loaders.reliability.reading import read_coding
    from .loaders.reliability.study import reliability

    return reliability([read_coding(Path(work)) for work in works], levels=levels, draws=draws, seed=seed)
