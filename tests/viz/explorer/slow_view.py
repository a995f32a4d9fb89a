"""A process that draws no view, however long it is waited for."""

from __future__ import annotations

import time
from typing import Any

from policing_kg.queries.answering import main


def drawn(reader: Any, asked: Any) -> str:
    """Never."""
    while True:
        time.sleep(1)


if __name__ == "__main__":
    main({"view": drawn})
