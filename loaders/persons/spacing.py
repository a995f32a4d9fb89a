"""Names written with blanks between their characters (张  伟), joined, with the way back."""

from __future__ import annotations

import re
from functools import cache

from ..texts.article import Span
from .names import name_data, name_end, person_data

_BLANK = " \t\u3000\xa0"
_CJK = "\u3400-\u9fff"
_SPACED = re.compile(rf"[{_CJK}][{_BLANK}]{{1,6}}[{_CJK}]")


@cache
def _split() -> re.Pattern[str]:
    data = name_data()
    surname = "|".join((*sorted(data.double), "[" + "".join(sorted(data.plain | data.wary)) + "]"))
    titles = "|".join(
        sorted({*person_data()["before"]["titles"], *person_data()["byline"]["keys"]}, key=len, reverse=True)
    )
    return re.compile(
        rf"(?:(?<=[^{_CJK}])|^|(?P<title>{titles}))(?P<surname>{surname})(?P<gap>[{_BLANK}]{{1,6}})(?=[{_CJK}])", re.M
    )


def join_names(text: str) -> tuple[str, list[int]]:
    """Take the blanks out of names of two characters.

    Parameters
    ----------
    text : str
        Clean text.

    Returns
    -------
    tuple of (str, list of int)
        The joined text, and for each of its characters (and its end) the place in `text`.

    Examples
    --------
    >>> join_names("所长王 军表示")
    ('所长王军表示', [0, 1, 2, 4, 5, 6, 7])
    """
    if not _SPACED.search(text):
        return text, list(range(len(text) + 1))
    cuts: list[Span] = []
    for hit in _split().finditer(text):
        start, end = hit.span("gap")
        at = hit.start("surname")
        joined = text[at:start] + text[end : end + 8]
        if name_end(joined, 0, titled=bool(hit["title"]) or text[at - 1 : at] == "、") == start - at + 1:
            cuts.append((start, end))
    places: list[int] = []
    at = 0
    for start, end in cuts:
        places += range(at, start)
        at = end
    places += range(at, len(text) + 1)
    return "".join(text[i] for i in places[:-1]), places
