"""What people call one another: 阿良, 胖婶, 豆豆, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..texts.article import Span
from .likeness import is_none
from .names import is_ordinary, is_place, name_data, person_data
from .slots import Slots
from .standing import is_place_or_body

_CJK = "\u3400-\u9fff"
_DOUBLED_TAGS = ("", "n", "nr", "nz", "ns", "q", "zg", "x", "a")


@cache
def _shapes() -> re.Pattern[str]:
    kin = person_data()["pet"]["kin"]
    surnames = "".join(sorted(name_data().plain | name_data().wary))
    double = "|".join(sorted(name_data().double))
    return re.compile(
        rf"(?P<double>{double})[{_CJK}]|[小老][{surnames}]|阿[{_CJK}]|(?P<twice>[{_CJK}])(?P=twice)|[{_CJK}](?=[{kin}])[{kin}]"
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(person_data()["pet"][key].split())


def familiar_names(slots: Slots) -> Iterator[Span]:
    """Find forms that only persons are called by, unless the dictionary has them as another word.

    Examples
    --------
    >>> text = "楼上的胖婶听见了，豆豆独自坐着，阿姨常常散步"
    >>> [text[start:end] for start, end in familiar_names(Slots(text))]
    ['胖婶', '豆豆']
    """
    text, kinds, never = slots.text, _words("kinds"), _words("never")
    for hit in _shapes().finditer(text):
        start, end = hit.span()
        name, word = hit[0], slots.word_at(start)
        if hit["double"]:
            free = not is_ordinary(hit["double"]) and not is_ordinary(text[start - 1 : start + 1])
            if free and not is_place_or_body(text, start, end):
                more = text[end : end + 1] in name_data().given and text[end] not in name_data().following
                yield start, end + more
            continue
        if hit["twice"]:
            tag = word.tag if word and word.end == end else ""
            if word and word.end >= end and name not in never and tag in _DOUBLED_TAGS:
                yield start, end
            continue
        known = is_ordinary(name) or is_none(name) or name in kinds or is_place(text[start : end + 1])
        cut = is_ordinary(text[start : end + 1]) or is_ordinary(text[start - 1 : start + 1])
        if word and not cut and not known and not is_place_or_body(text, start, end):
            more = name[0] == "阿" and text[end : end + 1] in name_data().minority
            yield start, end + more
