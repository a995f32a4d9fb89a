"""Computing in a thread for as long as the client listens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, create_task_group, to_thread
from starlette.requests import Request

from ...errors import QueryStopped
from ...queries.endpoint import Leaving

Made = TypeVar("Made")


async def while_listened(request: Request, make: Callable[[Leaving], Made], limiter: CapacityLimiter) -> Made:
    """What a function makes in a thread; it is told when the client hangs up.

    Parameters
    ----------
    request : Request
        Its body has been read, or it has none.
    make : callable
    limiter : CapacityLimiter
        Who waits for a thread; whoever hangs up waits no longer.

    Raises
    ------
    QueryStopped
        If the client is gone; nobody hears it.
    """
    leaving = Leaving()
    made: list[Made] = []
    wrong: list[Exception] = []
    async with create_task_group() as group:

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            leaving.leave()
            group.cancel_scope.cancel()

        group.start_soon(watch)
        try:
            await to_thread.run_sync(lambda: made.append(make(leaving)), limiter=limiter)
        except Exception as error:  # out of the group it would come as a group of errors
            wrong.append(error)
        group.cancel_scope.cancel()
    if wrong:
        raise wrong[0]
    if not made:
        raise QueryStopped("query: given up, nobody waits for it")
    return made[0]
