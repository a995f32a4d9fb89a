"""The SPARQL protocol on HTTP, the page that asks it, and the descriptions of service and dataset."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any
from urllib.parse import parse_qsl

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ...errors import PolicingKGError
from ...ontology.namespace import PREFIXES
from ...queries.endpoint import (
    GRAPHS,
    Leaving,
    Operation,
    Refused,
    Written,
    describe_dataset,
    describe_service,
    negotiated,
    read_operation,
    write_description,
)
from ...queries.followed import Followed, Held
from ...queries.limits import Limits
from .listening import while_listened
from .refusals import refuse
from .rendering import link_to, render

_WAITING = CapacityLimiter(8)  # queries that run or wait; further ones wait without a thread
_PIECE = 1 << 16
_FIELDS = 10
_SHOWN, _ON_PAGE = 500, 8 << 20  # rows on a page, bytes of an answer that a page may be made of
_FORMS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json, application/ld+json;q=0.9",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.9",
    "ttl": "text/turtle",
}
_PAGE = "application/sparql-results+json, text/turtle"


async def ask_endpoint(request: Request) -> Response:
    """Answer a request of the protocol; a browser that asks nothing is shown the page."""
    headers = request.headers
    accept = headers.get("accept", "")
    operation = read_operation(
        request.method, request.url.query, headers.get("content-type", ""), await request.body(), accept
    )
    if operation.query is None:
        offered = list(GRAPHS)
        if negotiated(accept, [*offered, "text/html"]) == "text/html":
            return RedirectResponse("/query", 303)
        media = negotiated(accept, offered)
        if not media:
            raise Refused(406, f"Accept {accept}: no such format; the service is described in Turtle and others")
        described = write_description(describe_service(str(request.url.replace(query=""))), media)
        return Response(described, media_type=media)
    written = await _written(request, operation, None)
    return _sent(written)


async def sparql_page(request: Request) -> Response:
    """The page with the editor; where a query is given, its answer as a table or, in a format, as a file."""
    given = dict(request.query_params)
    if request.method == "POST":
        given |= _form(await request.body())
    text, form = given.get("query", ""), given.get("format", "")
    shown: dict[str, Any] = {"text": text, "prefixes": dict(PREFIXES), "columns": (), "rows": (), "graph": ""}
    shown |= {"wrong": "", "answered": False, "more": False, "forms": list(_FORMS)}
    if not text.strip():
        return render(request, "sparql", **shown)
    if form:
        if form not in _FORMS:
            raise Refused(400, f"format {form}: use {', '.join(_FORMS)}")
        written = await _written(request, Operation(text, _FORMS[form]), None)
        return _sent(written, f"answer.{form}")
    try:
        written = await _written(request, Operation(text, _PAGE), _ON_PAGE)
    except (PolicingKGError, Refused) as error:
        refused = refuse(request, error)
        return render(request, "sparql", refused.status_code, **shown | {"wrong": str(error)})
    with written.file as file:
        return render(request, "sparql", **shown | {"answered": True} | _on_page(written.media, file))


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_FIELDS))
    except ValueError as error:
        raise Refused(400, f"form: more than {_FIELDS} fields; send query and format") from error


def describe(request: Request, held: Held) -> Response:
    """The dataset in VoID and DCAT."""
    media = negotiated(request.headers.get("accept", ""), list(GRAPHS)) or "text/turtle"
    triples = describe_dataset(held.graph, str(request.base_url))
    return Response(write_description(triples, media), media_type=media)


async def _written(request: Request, operation: Operation, most: int | None) -> Written:
    """The answer, made beside the server's own work."""
    followed: Followed = request.app.state.followed
    limits: Limits = request.app.state.limits
    bound = {"most": most} if most else {}

    def answer(leaving: Leaving) -> Written:
        with followed.held() as held:
            return held.processes.answer(operation.query or "", operation.accept, limits, **bound, leaving=leaving)

    return await while_listened(request, answer, _WAITING)


def _sent(written: Written, name: str = "") -> Response:
    headers = {"content-length": str(written.size), "vary": "Accept"}
    if name:
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return _Sent(written, headers)


class _Sent(StreamingResponse):
    """An answer, piece by piece; its file is closed even where the client hangs up."""

    def __init__(self, written: Written, headers: Mapping[str, str]) -> None:
        self._file = written.file
        pieces = iter(lambda: self._file.read(_PIECE), b"")
        super().__init__(pieces, media_type=written.media, headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await super().__call__(scope, receive, send)


def _on_page(media: str, file: IO[bytes]) -> dict[str, Any]:
    if media == "text/turtle":
        return {"graph": file.read().decode()}
    found = json.loads(file.read())
    if "boolean" in found:
        return {"columns": ["answer"], "rows": [[(str(found["boolean"]).lower(), "")]]}
    columns, bindings = found["head"]["vars"], found["results"]["bindings"]
    rows = [[_cell(row.get(name)) for name in columns] for row in bindings[:_SHOWN]]
    return {"columns": columns, "rows": rows, "more": len(bindings) > _SHOWN}


def _cell(term: dict[str, str] | None) -> tuple[str, str]:
    if term is None:
        return "", ""
    return term["value"], link_to(term["value"]) if term["type"] == "uri" else ""
