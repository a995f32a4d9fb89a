"""The process that draws views and plots for a server: confined and bounded as those that answer queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..queries.answering import main
from ..queries.reader import Reader


def drawn(reader: Reader, asked: tuple[str, Mapping[str, Any]]) -> str:
    """The HTML of a view, by its name and parameters."""
    from .view import render_view  # loaded once the process is confined

    return render_view(reader, *asked)


def plotted(reader: Reader, asked: tuple[str, Mapping[str, Any]]) -> str:
    """The SVG of a plot, by its name and parameters, ``lang`` among them."""
    from .plots import draw_plot

    name, given = asked
    return draw_plot(reader, name, {k: v for k, v in given.items() if k != "lang"}, language=given["lang"]).svg


if __name__ == "__main__":
    main({"view": drawn, "plot": plotted})
