"""The views by name: what each shows, what it takes, and how it is written."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from ..errors import UnknownName, UsageError
from ..queries.definition import Parameter, selecting
from ..queries.reader import Reader
from ..queries.runner import Given, resolved_parameters
from . import composition, cross_department, diffusion, hierarchy, meetings, provenance, vocabulary
from .asking import Asked
from .drawing import draw
from .page import Heading, page
from .parameters import declared_parameter
from .picture import Picture
from .plan import Plan
from .wording import Words
from .writing import write_whole

MOST_DRAWN = 1500  # boxes that a browser moves with ease

_DRAWN: Mapping[str, ModuleType] = MappingProxyType(
    {
        "hierarchy": hierarchy,
        "cross-department": cross_department,
        "composition": composition,
        "meetings-and-postings": meetings,
        "diffusion": diffusion,
        "provenance": provenance,
        "ontology": vocabulary,
    }
)


@dataclass(frozen=True, slots=True)
class View:
    """One view, as ``views.toml`` declares it.

    Parameters
    ----------
    name : str
    title, shows : Words
        Its title, and one line on what is in it.
    parameters : tuple of Parameter
    nothing : str
        What is not recorded where the picture is empty, and what to do.
    find : callable
        From a dataset and what was asked to the picture.
    plan : callable
        From the picture and what was asked to how it is drawn.
    """

    name: str
    title: Words
    shows: Words
    parameters: tuple[Parameter, ...]
    nothing: str
    find: Callable[[Reader, Asked], Picture]
    plan: Callable[[Picture, Asked], Plan]


@cache
def views() -> tuple[View, ...]:
    """List the views.

    Returns
    -------
    tuple of View

    Examples
    --------
    >>> [(view.name, [p.name for p in view.parameters]) for view in views()][0]
    ('hierarchy', ['unit', 'reviewed', 'as_of', 'boxes'])
    """
    declared = tomllib.loads((files(__package__) / "views.toml").read_text("utf-8"))
    return tuple(_view(name, declared[name], drawn) for name, drawn in _DRAWN.items())


def _view(name: str, told: Mapping[str, Any], drawn: ModuleType) -> View:
    own = [declared_parameter(parameter) for parameter in told["parameters"]]
    selected = [selecting()[key] for key in told.get("selection", ())]
    parameters = (*own, *selected, _boxes(told["boxes"]))
    words = {key: (told[key][0], told[key][1]) for key in ("title", "shows")}
    return View(name, **words, parameters=parameters, nothing=told["nothing"], find=drawn.find, plan=drawn.plan)


def _boxes(default: int) -> Parameter:
    return Parameter(
        "boxes",
        "boxes",
        "integer",
        required=False,
        doc_en=f"Boxes drawn at most before any is opened, up to {MOST_DRAWN}",
        doc_zh=f"展开之前最多画多少框，不超过{MOST_DRAWN}",
        default=str(default),
    )


def find_view(name: str) -> View:
    """Return one view.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> find_view("hierarchy").title[1]
    'Hierarchy of a unit'
    """
    by_name = {view.name: view for view in views()}
    if name not in by_name:
        nearest = get_close_matches(name, by_name, 3, 0.6) or sorted(by_name)
        raise UnknownName(name, nearest, "view")
    return by_name[name]


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
    view = find_view(name)
    resolved = resolved_parameters(reader, view.name, view.parameters, params or {})
    asked: Asked = {p.name: tuple(value for _, value in pairs) for p, pairs in resolved.items()}
    most = _most(asked)
    told = {k: "、".join(map(str, values)) for k, values in asked.items() if k != "boxes"}
    about = [f"{k}={text}" if k in selecting() else text for k, text in told.items()]
    found = view.find(reader, asked)
    if not found.nodes:
        where = ", ".join(f"{k}={v}" for k, v in told.items()) or "this dataset"
        raise UsageError(f"{where}: {view.nothing}")
    plan = view.plan(found, asked)
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
