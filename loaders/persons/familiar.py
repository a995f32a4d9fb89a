"""What people call one another: 阿良, 胖婶, 豆豆, 老叶, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..texts.article import Span
from .names import is_ordinary, is_place, name_data, person_data
from .slots import Slots, is_none
from .standing import is_place_or_body

_CJK = "\u3400-\u9fff"
_DOUBLED_TAGS = ("", "n", "nr", "nz", "ns", "q", "zg", "x", "a")


@cache
def _shapes() -> re.Pattern[str]:
    kin = person_data()["pet"]["kin"]
    surnames = "".join(sorted(name_data().plain | name_data().wary))
    return re.compile(rf"[小老][{surnames}]|阿[{_CJK}]|([{_CJK}])\1|[{_CJK}](?=[{kin}])[{kin}]")


def familiar_names(slots: Slots) -> Iterator[Span]:
    """Find forms that only persons are called by, unless the dictionary has them as another word.

    Examples
    --------
    >>> text = "楼上的胖婶听见了，老叶点了点头，豆豆独自坐着，阿姨常常散步"
    >>> [text[start:end] for start, end in familiar_names(Slots(text))]
    ['胖婶', '老叶', '豆豆']
    """
    text, kinds = slots.text, frozenset(person_data()["pet"]["kinds"].split())
    never = frozenset(person_data()["pet"]["never"].split())
    for hit in _shapes().finditer(text):
        start, end = hit.span()
        name, word = hit[0], slots.word_at(start)
        if hit[1]:
            if (
                word
                and word.end >= end
                and name not in never
                and (word.tag if word.end == end else "") in _DOUBLED_TAGS
            ):
                yield start, end
            continue
        known = is_ordinary(name) or is_none(name) or name in kinds or is_place(text[start : end + 1])
        whole = (
            word is not None and not is_ordinary(text[start : end + 1]) and not is_ordinary(text[start - 1 : start + 1])
        )
        if whole and not known and not is_place_or_body(text, start, end):
            more = name[0] == "阿" and text[end : end + 1] in name_data().minority
            yield start, end + more
