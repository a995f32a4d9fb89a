"""The views by name: what each is called and shows, and what it takes.

What draws them is loaded when one is drawn, so that a server which only offers them need not hold it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..queries.definition import Parameter, selecting
from .parameters import declared_as, declared_parameter
from .wording import Words

MOST_DRAWN = 1500  # boxes that a browser moves with ease

_MODULES: Mapping[str, str] = MappingProxyType(
    {
        "hierarchy": "hierarchy",
        "cross-department": "cross_department",
        "composition": "composition",
        "meetings-and-postings": "meetings",
        "diffusion": "diffusion",
        "provenance": "provenance",
        "ontology": "vocabulary",
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
    module : str
        Of this package: its `find` goes from a dataset and what was asked to the picture, its `plan` from there to how
        that is drawn.
    """

    name: str
    title: Words
    shows: Words
    parameters: tuple[Parameter, ...]
    nothing: str
    module: str


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
    return tuple(_view(name, declared[name], module) for name, module in _MODULES.items())


def _view(name: str, told: Mapping[str, Any], module: str) -> View:
    own = [declared_parameter(parameter) for parameter in told["parameters"]]
    selected = [selecting()[key] for key in told.get("selection", ())]
    parameters = (*own, *selected, _boxes(told["boxes"]))
    words = {key: (told[key][0], told[key][1]) for key in ("title", "shows")}
    return View(name, **words, parameters=parameters, nothing=told["nothing"], module=module)


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
    return declared_as(name, {view.name: view for view in views()}, "view", 3)
