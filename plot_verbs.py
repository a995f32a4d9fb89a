"""The verb that draws a plot for a paper, in Python and on the command line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from . import terminal
from .answers import KG, parameters_typed
from .opening import Path_, open

if TYPE_CHECKING:
    from .queries.runner import Given
    from .viz.plots import Plot

DPI = 144.0


def plot(
    name: str, /, *, kg: Path_, out: Path_ = "", language: str = "en", dpi: float = DPI, **parameters: Given
) -> Plot:
    """Draw an answer of the catalogue as a plot for a paper.

    Parameters
    ----------
    name : str
        Name of the plot; see `policing_kg.viz.plots.plots`.
    kg : path-like
        Folder of the dataset.
    out : path-like, optional
        The file to write: its name ends in ``.svg``, ``.png``, ``.html`` or ``.csv``.
    language : str
        ``en`` or ``zh``, of titles, axes, legends and notes.
    dpi : float
        Pixels an inch of a PNG; 300 for print.
    **parameters : str or list of str
        Values as a person types them.

    Returns
    -------
    Plot
        Its ``data`` are the rows behind it, its ``chart`` is Altair's; ``svg``, ``png``, ``html``, ``csv`` and ``save``
        write it.  A notebook shows it.

    Raises
    ------
    UsageError
        If the plot, a parameter, a value, the language or the form of the file is unknown, nothing is recorded there,
        or the file cannot be written.
    MissingExtra
        If a picture is asked for and the extra ``plot`` is not installed; rows as CSV do not need it.
    Unavailable
        If no font draws Chinese.

    Examples
    --------
    >>> plot("figures", kg="kg?", measure="矛盾纠纷化解率")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: kg?: no dataset there; build one with: policing-kg build SOURCE --into kg?
    """
    from .viz.plots import check_suffix, draw_plot

    if os.fspath(out):
        check_suffix(out)
    with open(kg) as reader:
        drawn = draw_plot(reader, name, parameters, language=language)
    if os.fspath(out):
        drawn.save(out, dpi)
    return drawn


@click.command("plot")
@click.argument("name", metavar="NAME")
@click.argument("parameters", metavar="[KEY=VALUE]...", nargs=-1)
@KG
@click.option("--out", required=True, metavar="FILE", help="The file to write: .svg, .png, .html or .csv.")
@click.option("--lang", "language", default="en", show_default=True, help="zh or en: of titles, axes and notes.")
@click.option("--dpi", type=float, default=DPI, show_default=True, metavar="N", help="Pixels an inch of a PNG.")
def plot_verb(name: str, parameters: Sequence[str], kg: str, out: str, language: str, dpi: float) -> None:
    """Draw an answer as a plot for a paper: SVG, PNG, HTML, or the rows behind it as CSV; no network is asked.

    A VALUE is resolved like a name typed by a person; a KEY that is repeated means any of its values.
    """
    with terminal.interruptible():
        plot(name, kg=kg, out=terminal.typed(out), language=language, dpi=dpi, **parameters_typed(parameters))
    terminal.put([terminal.typed(out)])
