"""The explorer as one ASGI application."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ...errors import PolicingKGError
from ...queries.endpoint import Leaving, Refused
from ...queries.followed import Followed, Held
from ...queries.limits import Limits
from . import (
    asking,
    assets,
    entities,
    home,
    listing,
    neighbourhood,
    places,
    plots,
    refusals,
    things,
    timeline,
    views,
)
from .endpoint import ask_endpoint, describe, sparql_page
from .guard import Guard
from .listening import while_listened

Page = Callable[[Request, Held], Response]
# Pages that wait for a process which computes; however many are asked for, the threads of the others stay free.
_COMPUTED = frozenset({asking.question, plots.plot, views.view})
_COMPUTING = CapacityLimiter(8)
# The first that fits answers; what is no page is looked up as an IRI of the dataset.
_PAGES: tuple[tuple[str, Page], ...] = (
    ("/", home.home),
    ("/search", home.search),
    ("/entity", entities.by_name),
    ("/id/{path:path}", entities.entity),
    ("/edges/{path:path}", listing.edges),
    ("/records/{path:path}", listing.records),
    ("/timeline/{path:path}", timeline.timeline),
    ("/near/{path:path}", neighbourhood.neighbourhood),
    ("/claim/{path:path}", things.claim),
    ("/document/{path:path}", things.document),
    ("/places", places.country),
    ("/places/{path:path}", places.place),
    ("/queries", asking.catalogue),
    ("/queries/{name}", asking.question),
    ("/views", views.catalogue),
    ("/views/{name}", views.view),
    ("/plots/{name}", plots.plot),
    ("/terms", things.terms),
    ("/terms/{name}", things.term),
    ("/ontology", things.ontology),
    ("/void", describe),
    ("/.well-known/void", describe),
)


def explorer(followed: Followed, names: Iterable[str] = (), limits: Limits | None = None, token: str = "") -> ASGIApp:
    """Make the application.

    Parameters
    ----------
    followed : Followed
        The dataset; whoever opened it closes it.
    names : iterable of str
        Names of the server; see `guard.Guard`.
    limits : Limits, optional
        Of a query.
    token : str
        What a request must show; empty if nothing.

    Returns
    -------
    ASGI application
    """
    app = Starlette(
        routes=[
            Route("/assets/{name}", assets.asset),
            Route("/sparql", ask_endpoint, methods=["GET", "POST"]),
            Route("/query", sparql_page, methods=["GET", "POST"]),
            *(Route(path, _of_dataset(page)) for path, page in _PAGES),
            Route("/{path:path}", _of_dataset(things.thing)),
        ],
        exception_handlers={
            PolicingKGError: refusals.refuse,
            Refused: refusals.refuse,
            HTTPException: refusals.refuse_http,
            Exception: refusals.fail,
        },
        lifespan=_lifespan,
    )
    app.state.followed, app.state.limits = followed, limits or Limits()
    return Guard(app, names, token)


def _of_dataset(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """A page that is made, in a thread of the server's, from one whole generation."""

    def made(request: Request) -> Response:
        followed: Followed = request.app.state.followed
        with followed.held() as held:
            return page(request, held)

    async def answered(request: Request) -> Response:
        return await to_thread.run_sync(made, request)

    async def computed(request: Request) -> Response:
        def made_for(leaving: Leaving) -> Response:
            request.state.leaving = leaving
            return made(request)

        return await while_listened(request, made_for, _COMPUTING)

    return computed if page in _COMPUTED else answered


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Read before anybody asks what takes a moment."""

    def read() -> None:
        with app.state.followed.held() as held:
            held.read_ahead()

    threading.Thread(target=read, daemon=True).start()
    yield
