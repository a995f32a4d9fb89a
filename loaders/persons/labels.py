"""Names that a word beside them tells: what somebody is called, labels, places in a picture, forms of address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..texts.article import Span
from .likeness import is_kind
from .names import eager_data
from .slots import Slots

_CJK = "\u3400-\u9fff"
_MOST = 4  # characters of a name that is a word


def labelled(slots: Slots) -> Iterator[Span]:
    """Find what a word or a mark beside it says to be a name.

    Examples
    --------
    >>> text = "绰号“老歪”的人，石头（左一），高原同志"
    >>> [text[start:end] for start, end in labelled(Slots(text))]
    ['老歪', '石头', '高原']
    """
    for find in (_called, _placed, _beside_posts, _captions):
        yield from find(slots)


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


@cache
def _called_words() -> re.Pattern[str]:
    quoted = f'[“"‘「『]([{_CJK}\\w·]{{1,8}})[”"’」』]'
    return re.compile(
        _either(eager_data()["slots"]["called"]) + rf"[为是叫作]?[ \u3000]?[：:|／/]?[ \u3000]*(?:{quoted})?"
    )


def _called(slots: Slots) -> Iterator[Span]:
    """What somebody is called, or who a label names."""
    for hit in _called_words().finditer(slots.text):
        if hit[1]:
            yield hit.span(1)
            continue
        marked = slots.text[hit.end() - 1] in "：:|／/ \u3000"
        word = slots.word_at(hit.end())
        if (
            word
            and slots.is_alone(word.end)
            and 1 < len(word.text) < _MOST
            and (marked or slots.is_byline(hit.start()))
        ):
            if not is_kind(word.text):
                yield word.start, word.end
            continue
        end = slots.name_from(hit.end(), sure=True)
        if end > hit.end() and (slots.is_alone(end) or (marked and slots.name_from(hit.end(), sure=False) > hit.end())):
            yield hit.end(), end


@cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile(rf"[（(]{_either(eager_data()['slots']['placed'])}[起]?[，,、）)]")


def _placed(slots: Slots) -> Iterator[Span]:
    """Who stands where in a picture: 石头（左一）."""
    for hit in _place_pattern().finditer(slots.text):
        yield from _ending(slots, hit.start())


@cache
def _post_pattern() -> re.Pattern[str]:
    return re.compile(f'[”"]?{_either(eager_data()["slots"]["behind"])}')


def _beside_posts(slots: Slots) -> Iterator[Span]:
    """What stands before a form of address: 石头同志."""
    for hit in _post_pattern().finditer(slots.text):
        yield from _ending(slots, hit.start())


def _ending(slots: Slots, end: int) -> Iterator[Span]:
    """The word, or the words of a name, that end at a place."""
    for size in (3, 2, 4):
        start = end - size
        if start >= 0 and slots.word_at(start) and slots.name_from(start, sure=True) == end:
            yield start, end
            return


@cache
def _caption_marks() -> re.Pattern[str]:
    return re.compile(rf"^[^\S\n]*[{eager_data()['slots']['caption']}][为：:\s]{{0,6}}(?=[{_CJK}])", re.M)


def _captions(slots: Slots) -> Iterator[Span]:
    for hit in _caption_marks().finditer(slots.text):
        end = slots.name_from(hit.end(), sure=False)
        if end > hit.end():
            yield hit.end(), end
