"""Names written with blanks between their characters (张  伟), or broken over two lines, joined, with the way back."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..texts.article import Span
from .names import name_data, name_end, person_data

_BLANK = " \t\u3000\xa0"
_CJK = "\u3400-\u9fff"
_BREAK = rf"[{_BLANK}]{{0,2}}\r?\n[{_BLANK}]{{0,4}}"  # a line that is broken where it is full
_GAP = re.compile(rf"(?<=[{_CJK}])(?:{_BREAK}|[{_BLANK}]{{1,6}})(?=[{_CJK}])")


def _titles() -> list[str]:
    return sorted({*person_data()["before"]["titles"], *person_data()["byline"]["keys"]}, key=len, reverse=True)


@cache
def _lead() -> int:
    """Most characters that a title and a surname take."""
    return max(map(len, _titles())) + 2


@cache
def _surname_ends() -> frozenset[str]:
    data = name_data()
    return frozenset(name[-1] for name in (*data.double, *data.plain, *data.wary))


@cache
def _split() -> re.Pattern[str]:
    data = name_data()
    surname = "|".join((*sorted(data.double), "[" + "".join(sorted(data.plain | data.wary)) + "]"))
    titles = "|".join(_titles())
    return re.compile(
        rf"(?:(?<=[^{_CJK}])|^|(?P<title>{titles}))(?P<surname>{surname})(?P<gap>{_BREAK}|[{_BLANK}]{{1,6}})(?=[{_CJK}])",
        re.M,
    )


@lru_cache(maxsize=2)  # for what is read, and again for what is shown
def join_names(text: str) -> tuple[str, list[int]]:
    r"""Take the blanks out of names behind their surnames.

    After a title the given name may have two characters, and a line may end within the name; else a blank stands for
    the missing character of a name of two.

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
    >>> join_names("所长王\n海军表示")[0], join_names("来了老王\n海军表示")[0]
    ('所长王海军表示', '来了老王\n海军表示')
    """
    cuts: list[Span] = []
    last = 0
    for gap in _GAP.finditer(text):
        if text[gap.start() - 1] not in _surname_ends():
            continue
        hit = _split().search(text, max(last, gap.start() - _lead()), gap.end() + 1)
        if hit is None:
            continue
        last = hit.end()
        start, end = hit.span("gap")
        at = hit.start("surname")
        joined = text[at:start] + text[end : end + 8]
        titled = bool(hit["title"]) or text[at - 1 : at] == "、"
        given = name_end(joined, 0, titled=titled) - (start - at)
        sure = titled or text[at - 1 : at] in ("：", ":")
        if (given == 1 and (titled or "\n" not in hit["gap"])) or (given == 2 and sure):
            cuts.append((start, end))
    if not cuts:
        return text, list(range(len(text) + 1))
    places: list[int] = []
    at = 0
    for start, end in cuts:
        places += range(at, start)
        at = end
    places += range(at, len(text) + 1)
    return "".join(text[i] for i in places[:-1]), places
