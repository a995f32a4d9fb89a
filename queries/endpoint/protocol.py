"""Reading a request of the SPARQL 1.1 Protocol (W3C Recommendation, 2013)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MANY = 100  # parameters of a request


class Refused(Exception):
    """A request that cannot be answered.

    Parameters
    ----------
    status : int
        Of HTTP.
    line : str
        What is wrong with it, and the mend.
    """

    def __init__(self, status: int, line: str) -> None:
        self.status = status
        super().__init__(line)


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks: a query, or nothing, which asks what the service is.

    Parameters
    ----------
    query : str or None
    accept : str
        Media types that the client takes.
    """

    query: str | None
    accept: str


def read_operation(method: str, parameters: str, media: str = "", body: bytes = b"", accept: str = "") -> Operation:
    """Read a request.

    Parameters
    ----------
    method : str
        ``GET``, ``HEAD`` or ``POST``.
    parameters : str
        The query string of its address.
    media : str
        ``Content-Type``.
    body : bytes
    accept : str
        ``Accept``.

    Raises
    ------
    Refused
        400 if it holds no query or several, an update, or names a graph; 415 if the body is of another type.

    Examples
    --------
    >>> read_operation("GET", "query=ASK%20%7B%7D").query
    'ASK {}'
    >>> read_operation("POST", "", "application/sparql-query; charset=utf-8", b"ASK {}").query
    'ASK {}'
    >>> read_operation("GET", "").query is None
    True
    """
    given = _pairs(parameters)
    if method == "POST":
        kind = media.partition(";")[0].strip().lower()
        if kind == FORM:
            given += _pairs(_text(body))
        elif kind == QUERY:
            given.append(("query", _text(body)))
        elif kind == UPDATE:
            raise Refused(400, "update: the endpoint is read-only; ask a query")
        else:
            raise Refused(415, f"Content-Type {kind or 'missing'}: send {FORM} or {QUERY}")
    names = [name for name, _ in given]
    if "update" in names:
        raise Refused(400, "update: the endpoint is read-only; ask a query")
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in names:
            raise Refused(400, f"{name}: the dataset is asked whole; leave it out and write GRAPH in the query")
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1 or (method == "POST" and not queries):
        raise Refused(400, f"query: given {len(queries)} times; give one")
    return Operation(queries[0] if queries else None, accept)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MANY)
    except ValueError as error:
        raise Refused(400, "parameters: not UTF-8, or too many; percent-encode the query as UTF-8") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "body: not UTF-8; send the query as UTF-8") from error
