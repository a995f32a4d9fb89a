"""vis-network as pyvis brings it, which draws every picture."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ..errors import MissingExtra

_SCRIPT = "templates/lib/vis-9.1.2/vis-network.min.js"


@cache
def vis_network() -> str:
    """The script, without the address of its source map, which a browser's tools would ask for.

    Raises
    ------
    MissingExtra
        If pyvis is not installed.

    Examples
    --------
    >>> "sourceMappingURL" in vis_network()
    False
    """
    found = find_spec("pyvis")  # not imported: that would load IPython
    if found is None or found.origin is None:
        raise MissingExtra("pyvis", "viz")
    text = (Path(found.origin).parent / _SCRIPT).read_text("utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))
