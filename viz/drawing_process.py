"""The process that draws views for a server: confined and bounded as those that answer queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..queries.answering import main
from ..queries.reader import Reader


def drawn(reader: Reader, asked: tuple[str, Mapping[str, Any]]) -> str:
    """The HTML of a view, by its name and parameters."""
    from .view import render_view  # loaded once the process is confined

    return render_view(reader, *asked)


if __name__ == "__main__":
    main({"view": drawn})
