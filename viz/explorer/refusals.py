"""What cannot be answered: a page for a reader, a line for a program."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, unquote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ...errors import AmbiguousName, DataError, QueryStopped, Unavailable, UnknownName, UsageError
from ...queries.endpoint import Refused, negotiated
from .rendering import link_to, render

_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (UnknownName, 404),
    (AmbiguousName, 300),
    (QueryStopped, 503),
    (UsageError, 400),
    (Unavailable, 503),
    (DataError, 500),
)

_AGAIN = "5"  # seconds after which to ask again where others keep the processes busy


def refuse(request: Request, error: Exception) -> Response:
    """Say in one line what is wrong, with the nearest names or the candidates."""
    status = error.status if isinstance(error, Refused) else next((s for e, s in _STATUS if isinstance(error, e)), 500)
    nearest, listed = [], []
    if isinstance(error, UnknownName):
        nearest = [(name, _again(request, error.name, name)) for name in error.nearest]
    if isinstance(error, AmbiguousName):
        listed = [(name, _again(request, error.name, iri, link_to(iri))) for iri, name in error.candidates]
    response = refused(request, status, str(error), nearest, listed)
    if isinstance(error, Unavailable):
        response.headers["retry-after"] = _AGAIN
    return response


def _again(request: Request, wrong: str, right: str, page: str = "") -> str:
    """The same address with a name in the place of the one that was wrong; else the page of what bears the name."""
    above, _, last = request.url.path.rpartition("/")
    if unquote(last) == wrong and above:
        return f"{above}/{quote(right, safe=':')}"
    given = request.query_params.multi_items()
    if request.url.path != "/entity" and any(value.strip() == wrong for _, value in given):
        return "?" + urlencode([(name, right if value.strip() == wrong else value) for name, value in given])
    return page or "/entity?" + urlencode({"name": right})


def refuse_http(request: Request, error: Exception) -> Response:
    """As `refuse`, for what the server itself refuses."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    line = {404: f"{request.url.path}: no such page", 405: f"{request.method}: not allowed; use GET"}
    response = refused(request, status, line.get(status, "the request cannot be answered"))
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    return response


def fail(request: Request, error: Exception) -> Response:
    """Our own error, without its message, which may hold text of a document."""
    return refused(request, 500, f"our own error ({type(error).__name__}); please report it")


def refused(
    request: Request,
    status: int,
    line: str,
    nearest: Sequence[tuple[str, str]] = (),
    listed: Sequence[tuple[str, str]] = (),
) -> Response:
    """A page, or a line where the client takes no page."""
    line = " ".join(line.split())
    wanted = negotiated(request.headers.get("accept", ""), ["text/plain", "text/html"])
    if wanted == "text/html" and request.url.path != "/sparql":
        return render(request, "refused", status, line=line, nearest=nearest, listed=listed, why=f"refused_{status}")
    return PlainTextResponse(line + "\n", status)
