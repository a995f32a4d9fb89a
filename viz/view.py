"""From a view's name and what was asked to the page, or the file, that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from ..errors import UsageError
from ..queries.definition import selecting
from ..queries.reader import Reader
from ..queries.runner import Given, resolved_parameters
from .asking import Asked
from .catalogue import MOST_DRAWN, View, find_view, views
from .writing import write_whole

__all__ = ["View", "find_view", "render_view", "views", "write_view"]


def render_view(reader: Reader, name: str, params: Mapping[str, Given] | None = None) -> str:
    """Make a view as the text of one HTML page that makes no network request.

    Parameters
    ----------
    reader : Reader
        The dataset to draw.
    name : str
        Name of the view.
    params : mapping of str to Given
        Values as a person types them, as for `ask`; ``boxes`` says how many boxes are drawn before any is opened.

    Returns
    -------
    str
        The same dataset and parameters give the same text, where the same masked texts are at hand.

    Raises
    ------
    UnknownName
        If the view, a parameter or a value is not known.
    AmbiguousName
        If a value is borne by several entities.
    UsageError
        If nothing is recorded there, or more than a view may hold.
    """
    from .drawing import draw  # with the libraries of networks: only where a page is made
    from .page import Heading, page

    view = find_view(name)
    resolved = resolved_parameters(reader, view.name, view.parameters, params or {})
    asked: Asked = {p.name: tuple(value for _, value in pairs) for p, pairs in resolved.items()}
    most = _most(asked)
    told = {k: "、".join(map(str, values)) for k, values in asked.items() if k != "boxes"}
    about = [f"{k}={text}" if k in selecting() else text for k, text in told.items()]
    drawn = import_module(f".{view.module}", __package__)
    found = drawn.find(reader, asked)
    if not found.nodes:
        where = ", ".join(f"{k}={v}" for k, v in told.items()) or "this dataset"
        raise UsageError(f"{where}: {view.nothing}")
    plan = drawn.plan(found, asked)
    heading = Heading(view.name, view.title, " · ".join(about), reader.digest)
    return page(heading, found, draw(found, plan, most))


def _most(asked: Asked) -> int:
    most = int(str(asked["boxes"][0]))
    if not 1 <= most <= MOST_DRAWN:
        raise UsageError(f"boxes={most}: a view draws 1 to {MOST_DRAWN} boxes; the rest folds into boxes that open")
    return most


def write_view(reader: Reader, name: str, params: Mapping[str, Given] | None, out: str | Path) -> Path:
    """Write a view as one HTML file; the file is whole or not there.

    Parameters
    ----------
    reader : Reader
    name : str
    params : mapping of str to str or list of str
    out : path-like
        The file, in a folder that exists; replaced if it is there.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    UsageError
        If the file cannot be written there.
    PolicingKGError
        As for `render_view`; then nothing is written.
    """
    return write_whole(Path(out), render_view(reader, name, params).encode())
