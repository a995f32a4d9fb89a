"""The views by name: what each shows, what it takes, and how it is written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ..errors import DataError, UnknownName, UsageError
from ..queries.definition import Parameter, find_query
from ..queries.reader import Reader
from ..queries.result import Named
from ..queries.runner import ask
from .drawing import draw
from .network import network
from .page import Heading, page

Given = str | bool | Sequence[str]
DRAWN = 150  # boxes that stay readable; the rest is in the table alone


@dataclass(frozen=True, slots=True)
class View:
    """One view: its name, what it shows in both languages, the query it draws and that query's parameters."""

    name: str
    title_en: str
    title_zh: str
    query: str
    parameters: tuple[Parameter, ...]


def views() -> tuple[View, ...]:
    """List the views.

    Returns
    -------
    tuple of View

    Examples
    --------
    >>> [(view.name, [p.name for p in view.parameters]) for view in views()]
    [('cross-department', ['place', 'department', 'reviewed', 'as_of'])]
    """
    query = find_query("cross-department-network")
    title = "Links between the police and other departments", "公安与其他部门的联系"
    return (View("cross-department", *title, query.name, query.parameters),)


def find_view(name: str) -> View:
    """Return one view.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> find_view("cross-department").query
    'cross-department-network'
    """
    by_name = {view.name: view for view in views()}
    if name not in by_name:
        nearest = get_close_matches(name, by_name, 3, 0.3) or sorted(by_name)
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
    params : mapping of str to str or list of str
        Values as a person types them, as for `ask`.

    Returns
    -------
    str
        The same dataset and parameters give the same text.

    Raises
    ------
    UnknownName
        If the view, a parameter or a value is not known.
    AmbiguousName
        If a value is borne by several entities.
    DataError
        If no link is recorded there.
    """
    view = find_view(name)
    result = ask(reader, view.query, params or {})
    shown = {k: "、".join(map(str, values)) for k, values in result.parameters.items()}
    found = network(result)
    if not found.links:
        where = ", ".join(f"{k}={v}" for k, v in shown.items()) or "this dataset"
        raise DataError(
            f"{where}: no link between the police and others is recorded; name a wider place or build more documents"
        )
    named = _names(reader, list(found.nodes))
    places = [v.label for v in result.parameters.get("place", ()) if isinstance(v, Named)]
    drawing = draw(found, places, DRAWN)
    return page(Heading(shown.get("place", ""), shown.get("department", ""), result.dataset), found, drawing, named)


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
    path = Path(out)
    text = render_view(reader, name, params)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written ({error.strerror}); name a file in a folder you may write"
        ) from error
    return path


def _names(reader: Reader, entities: list[str]) -> dict[str, tuple[str, ...]]:
    """Aliases and English names of entities."""
    found: dict[str, list[str]] = {}
    for row in ask(reader, "names", {"name": entities}):
        entity = row["entity"]
        if isinstance(entity, Named) and str(row["name"]) != entity.label:
            found.setdefault(entity.iri, []).append(str(row["name"]))
    return {iri: tuple(names) for iri, names in found.items()}
