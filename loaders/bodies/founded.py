"""Bodies that a sentence says were founded: 组建|古城快反队, 设立|护水警务室, 建成一间|矛盾纠纷调解室.

What stands between the verb and the head is the body's own name, whatever words it is made of.
"""

from __future__ import annotations

import re
from functools import cache

from .heads import read_body_words

FRAMES = frozenset({"room", "squad", "centre", "taskforce", "mediation", "volunteer", "window", "local"})
_LONGEST = 14
_EDGE = re.compile(r"[^㐀-鿿A-Za-z0-9+“”]")


@cache
def _founding() -> re.Pattern[str]:
    words = read_body_words()["founding"]
    verbs = "|".join(sorted(words["verbs"], key=len, reverse=True))
    count = "|".join(words["counts"])
    return re.compile(rf"(?:{verbs})(?:了|起|起了|出|有)?(?:{count})?[“‘]?\Z")


@cache
def _no_name() -> tuple[re.Pattern[str], frozenset[str]]:
    words = read_body_words()["founding"]
    counted = r"^(?:[第多各该]|[一二两三四五六七八九十百\d]+余?[个支处间所家名座])"
    return re.compile(f"[{words['never']}]|{counted}"), frozenset(words["common"])


def founded_begin(text: str, at: int) -> int | None:
    """Where the own part of a founded body's name begins, before what ends at an offset.

    Parameters
    ----------
    text : str
    at : int
        Where the head, with the words of business before it, begins.

    Returns
    -------
    int or None
        None where no verb of founding stands near by, or nothing but common words follows it.

    Examples
    --------
    >>> text = "该县组建湖区铁骑队"
    >>> founded_begin(text, text.index("队"))
    4
    >>> founded_begin("设立专门窗口", 4) is None
    True
    """
    never, common = _no_name()
    low = max(0, at - _LONGEST)
    for begin in range(at - 1, low, -1):
        if _EDGE.match(text[begin]):
            return None
        if not _founding().search(text, max(0, begin - 12), begin):
            continue
        part = text[begin:at]
        if len(part) < 2:
            continue
        bare = part.strip("“”")
        return None if never.search(bare) or bare in common else begin
    return None


def founded_at(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells the founding of the one body whose name has this span.

    Examples
    --------
    >>> founded_at("设立警务室", 2, 5), founded_at("设立警务室9个", 2, 5)
    (True, False)
    """
    return bool(_founding().search(text, max(0, start - 12), start)) and not text[end : end + 1].isdigit()
