"""The language of a page: as the reader switched it, else as the browser asks."""

from __future__ import annotations

from starlette.requests import Request

from ...queries.endpoint import negotiated

LANGUAGES = ("zh", "en")
COOKIE = "language"


def language_of(request: Request) -> str:
    """``zh`` or ``en``."""
    for chosen in (request.query_params.get("lang", ""), request.cookies.get(COOKIE, "")):
        if chosen in LANGUAGES:
            return chosen
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The language that a browser asks for by ``Accept-Language``; Chinese where it asks for neither.

    Examples
    --------
    >>> preferred("en-GB,en;q=0.9,zh;q=0.1"), preferred("zh-Hans-CN,en;q=0.5"), preferred("fr"), preferred("")
    ('en', 'zh', 'zh', 'zh')
    """
    ranges = (part.strip().partition(";") for part in accepted.split(","))
    listed = ",".join(f"l/{tag.split('-')[0]}{semicolon}{rest}" for tag, semicolon, rest in ranges if tag)
    return negotiated(listed, ["l/zh", "l/en"]).removeprefix("l/") or "zh"
