"""The plots by name: what each shows, what it takes, and how it is drawn and written."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import UsageError
from ...queries.definition import Parameter, selecting
from ...queries.formats import lines_of
from ...queries.reader import Reader
from ...queries.result import Result
from ...queries.runner import Given, resolved_parameters
from ...queries.selection import selection_of
from ..asking import Asked
from ..parameters import declared_as, declared_parameter
from ..wording import Words
from ..writing import write_whole
from . import engine
from .figures import contradicted
from .found import Found
from .lettering import drawn, visible
from .rests import note, rests_of
from .style import framed
from .wording import Say

if TYPE_CHECKING:
    import altair

SUFFIXES = (".svg", ".png", ".html", ".csv")
DPI = 144.0


@dataclass(frozen=True, slots=True)
class PlotDefinition:
    """One plot, as ``plots.toml`` declares it.

    Parameters
    ----------
    name : str
    title, shows, more : Words
        Its title, one line on what is in it, and what its note says besides what every note says.
    question : str
        The question of the catalogue whose answer it shows.
    parameters : tuple of Parameter
    nothing : str
        What is not recorded where there is nothing to draw, and what to do.
    """

    name: str
    title: Words
    shows: Words
    more: Words
    question: str
    parameters: tuple[Parameter, ...]
    nothing: str


@cache
def plots() -> tuple[PlotDefinition, ...]:
    """List the plots.

    Examples
    --------
    >>> [(plot.name, plot.question) for plot in plots()][0]
    ('adoption-curve', 'adopters')
    """
    declared = tomllib.loads((files(__package__) / "plots.toml").read_text("utf-8"))
    return tuple(_definition(name, told) for name, told in declared.items())


def _definition(name: str, told: Mapping[str, Any]) -> PlotDefinition:
    own = [declared_parameter(parameter) for parameter in told["parameters"]]
    selected = [selecting()[key] for key in told["selection"]]
    words = {key: (told[key][0], told[key][1]) for key in ("title", "shows", "more")}
    return PlotDefinition(
        name, **words, question=told["question"], parameters=(*own, *selected), nothing=told["nothing"]
    )


def find_plot(name: str) -> PlotDefinition:
    """Return one plot.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> find_plot("adoption-curves")
    Traceback (most recent call last):
    policing_kg.errors.UnknownName: adoption-curves: unknown plot; did you mean adoption-curve, adoption-by-year?
    """
    return declared_as(name, {plot.name: plot for plot in plots()}, "plot", 2)


def plot_of(question: str, given: Collection[str]) -> PlotDefinition | None:
    """The plot of the answer to a question that was asked with some parameters; none if no plot takes just these.

    Examples
    --------
    >>> plot_of("adopters", ["mechanism"]).name, plot_of("adopters", []), plot_of("chain", ["unit"])
    ('adoption-curve', None, None)
    """
    for plot in plots():
        needed = {p.name for p in plot.parameters if p.required}
        if plot.question == question and needed <= set(given) <= {p.name for p in plot.parameters}:
            return plot
    return None


class Plot:
    """One plot of one dataset: the rows behind it, and the picture in each form.

    Made by `draw_plot`; a notebook shows it as SVG.

    Attributes
    ----------
    data : Result
        The rows behind it, each with its claims.
    definition : PlotDefinition
    found : Found
        What it is drawn from.
    """

    def __init__(self, definition: PlotDefinition, found: Found, about: str, language: str) -> None:
        self.definition, self.found, self.data = definition, found, found.data
        self._about, self._say = about, Say(language)

    @cached_property
    def chart(self) -> altair.VConcatChart:
        """The chart in Altair, to be changed further.

        Raises
        ------
        MissingExtra
            If Altair or vl-convert is not installed.
        """
        engine.check_installed()
        drawing = import_module(f".{self.definition.name.replace('-', '_')}", __package__)
        panels, width, notes = drawing.chart(self.found, self._say)
        return framed(panels, self.title, self._heads, self._note(notes), max(width, 540))

    @property
    def title(self) -> str:
        """Its title, in the language asked for."""
        return self._say.of(self.definition.title)

    @property
    def _heads(self) -> list[str]:
        return [text for text in (self._about, _capital(self._say.of(self.definition.shows))) if text]

    def _note(self, notes: list[str]) -> list[str]:
        selected = selection_of(self.found.asked)
        said = note(
            self.found.rests, self._say, as_of=selected.as_of, reviewed=selected.reviewed, digest=self.data.dataset
        )
        return [self._say.of(self.definition.more), *notes, *said]

    @cached_property
    def specification(self) -> dict[str, Any]:
        """The chart in Vega-Lite, with its data inside."""
        return dict(_visible(self.chart.to_dict()))

    @cached_property
    def svg(self) -> str:
        """The picture as SVG, its letters as text.

        Raises
        ------
        MissingExtra
            If Altair or vl-convert is not installed.
        Unavailable
            If no font draws Chinese.
        """
        return engine.svg_of(self.specification)

    def png(self, dpi: float = DPI) -> bytes:
        """The picture as PNG; see `svg`.

        Parameters
        ----------
        dpi : float
            Pixels an inch, where the type is of 9 to 15 points.
        """
        return engine.png_of(self.svg, dpi)

    @property
    def csv(self) -> str:
        """The rows behind it: cells, IRIs, claims and places in the sources."""
        return "\n".join(lines_of(self.data, "csv")) + "\n"

    @property
    def html(self) -> str:
        """The picture as one page that makes no network request and answers the pointer, with the rows as a table."""
        from .page import Page, page  # with what makes pages of views: only where a page is made

        head = Page(self.definition.name, self.title, self._about, self._say)
        return page(head, self.svg, json.dumps(self.specification, ensure_ascii=True), self.data, self.csv)

    def save(self, out: str | os.PathLike[str], dpi: float = DPI) -> Path:
        """Write the plot in the form that the name ends in: ``.svg``, ``.png``, ``.html`` or ``.csv``.

        Parameters
        ----------
        out : path-like
            The file, in a folder that exists; replaced if it is there.
        dpi : float
            Of a PNG.

        Raises
        ------
        UsageError
            If the name ends otherwise, or the file cannot be written there.
        """
        form, path = check_suffix(out), Path(out)
        if form == ".png":
            return write_whole(path, self.png(dpi))
        text = self.csv if form == ".csv" else self.html if form == ".html" else self.svg
        return write_whole(path, text.encode())

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": f"{self.definition.name}: {len(self.data)} rows"}


def check_suffix(out: str | os.PathLike[str]) -> str:
    """The form that the name of a file ends in.

    Raises
    ------
    UsageError
        If it is none of a plot.

    Examples
    --------
    >>> check_suffix("a.PNG"), check_suffix("b.svg")
    ('.png', '.svg')
    >>> check_suffix("c.pdf")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: c.pdf: not a form of plots; end the name in .svg, .png, .html, .csv
    """
    form = Path(out).suffix.lower()
    if form not in SUFFIXES:
        raise UsageError(f"{os.fspath(out)}: not a form of plots; end the name in {', '.join(SUFFIXES)}")
    return form


def draw_plot(reader: Reader, name: str, params: Mapping[str, Given] | None = None, *, language: str = "en") -> Plot:
    """Find what a plot shows.

    Parameters
    ----------
    reader : Reader
        The dataset.
    name : str
        Name of the plot.
    params : mapping of str to Given
        Values as a person types them, as for `ask`.
    language : str
        ``zh`` or ``en``, of titles, axes, legends and notes; names stay as they are.

    Returns
    -------
    Plot
        Nothing is drawn before it is asked for; its data need no further software.

    Raises
    ------
    UnknownName
        If the plot, a parameter or a value is not known.
    AmbiguousName
        If a value is borne by several entities.
    UsageError
        If nothing is recorded there, or more than a plot may show.
    """
    definition = find_plot(name)
    say = Say(language)
    resolved = resolved_parameters(reader, definition.name, definition.parameters, params or {})
    asked: Asked = {p.name: tuple(value for _, value in pairs) for p, pairs in resolved.items()}
    drawing = import_module(f".{name.replace('-', '_')}", __package__)
    data: Result = drawing.find(reader, asked)
    known = frozenset(contradicted(reader, asked)) if name == "figures" and data.rows else frozenset()
    found = Found(data, rests_of(reader, data.rows), asked, known)
    if not drawing.is_drawn(found):
        where = ", ".join(f"{k}={'、'.join(map(str, v))}" for k, v in _told(definition, asked).items())
        raise UsageError(f"{where or 'this dataset'}: {definition.nothing}")
    about = " · ".join(
        f"{key}={text}" if key in (*selecting(), "level", "dates") else text
        for key, values in _told(definition, asked).items()
        if (text := drawn("、".join(map(str, values)), 80))
    )
    return Plot(definition, found, about, say.language)


def _visible(part: Any) -> Any:
    """A part of a specification with every text in it visible."""
    if isinstance(part, str):
        return visible(part)
    if isinstance(part, dict):
        return {key: _visible(held) for key, held in part.items()}
    return [_visible(held) for held in part] if isinstance(part, list) else part


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(definition: PlotDefinition, asked: Asked) -> dict[str, tuple[Any, ...]]:
    """What was asked for beside what holds anyway."""
    defaults = {p.name: p.default for p in definition.parameters}
    return {k: v for k, v in asked.items() if k not in ("rows", "by") and [str(x) for x in v] != [defaults[k]]}
