"""Writing the answer to a query in the format that the client prefers."""

from __future__ import annotations

from typing import IO

from pyoxigraph import QueryTriples, serialize

from ...ontology.namespace import PREFIXES
from ..free import check_query, evaluating
from ..reader import Reader
from .media import GRAPHS, ROWS, negotiated


def write_answer(reader: Reader, text: str, accept: str, out: IO[bytes]) -> str:
    """Answer a free query here, however long it takes, and write the answer.

    Parameters
    ----------
    reader : Reader
    text : str
        SELECT, ASK, CONSTRUCT or DESCRIBE.
    accept : str
        Media types that the client takes.
    out : file
        Open for writing bytes.

    Returns
    -------
    str
        Media type of what was written; empty, and nothing is written, if the client takes none that fits.

    Raises
    ------
    UsageError
        See `check_query`; or if the engine cannot evaluate it, as a function that it does not have.
    """
    check_query(text)
    with evaluating():
        found = reader.query(text)
        if isinstance(found, QueryTriples):
            media = negotiated(accept, list(GRAPHS))
            if media:
                serialize(found, out, GRAPHS[media], prefixes=dict(PREFIXES))
        else:
            media = negotiated(accept, list(ROWS))
            if media:
                found.serialize(out, ROWS[media])
    return media
