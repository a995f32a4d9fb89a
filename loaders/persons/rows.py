"""Names by the company that they keep: in lists, in columns of tables, alone in a cell, a label or a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..places.gazetteer import load_gazetteer
from ..texts.article import Span
from .likeness import is_kind, is_none, looks_like_one
from .names import eager_data
from .slots import Slots

_CJK = "\u3400-\u9fff"
_NAME = rf"[{_CJK}][{_CJK}·]{{1,3}}"
_MANY = r"[两二三四五六七八九十\d]{1,6}[人名位]"
_LEFT = re.compile(rf"(?<![{_CJK}])({_NAME})(?=\s*[、，,]\s*$)")
_ITEM = re.compile(rf"\s*[、，,]\s*({_NAME})(?=\s*(?:[、，,；;。（(\n]|等|和|与|及|$|{_MANY}))")
_AND = re.compile(rf"[和与及]({_NAME}?)(?=$|[^{_CJK}]|等|{_MANY})")
_COUNT = re.compile(rf"等?(?:{_MANY}|人[，。的]|同志)")
_COUNTED = re.compile(rf"({_NAME}(?:[、，]{_NAME})*[、，和与及]{_NAME}?)\Z")
_FURTHEST = 40  # characters of a list before its count
_RUN = re.compile(f"[{_CJK}]+")
_LABELS = "：:|｜\t"
_PARTS = re.compile(r"[、，,和与及]")
_COUPLE = re.compile(
    rf"(?:^|(?<=[^{_CJK}]))({_NAME}?)[和与跟同]({_NAME}?)(?=是|系|因|为|都|住|之间|发生|起了|吵|打|闹|争|合|握手|离婚|结婚|签)",
    re.M,
)
_COLUMN_MARKS = "\t|｜,，"


def listed(slots: Slots, known: Iterable[Span]) -> Iterator[Span]:
    """Find what stands in one list with a name, or in a list that is said to be of persons.

    Examples
    --------
    >>> text = "民警石磊、阳光、丰收到场。参加的有石头、木林三人。"
    >>> sorted({text[start:end] for start, end in listed(Slots(text), [(2, 4)])})
    ['丰收', '木林', '石头', '阳光']
    """
    text = slots.text
    ahead = sorted(known)
    seen = set(ahead)
    while ahead:
        start, end = ahead.pop()
        for span in (*_after(slots, end), *_before(slots, start)):
            if span not in seen and not is_none(text[slice(*span)]):
                seen.add(span)
                ahead.append(span)
                yield span
    yield from _counted(text)


def _counted(text: str) -> Iterator[Span]:
    """The items of lists that are said to be of persons: 石头、木林三人."""
    for count in _COUNT.finditer(text):
        hit = _COUNTED.search(text, max(0, count.start() - _FURTHEST), count.start())
        if hit is None:
            continue
        at = hit.start(1)
        for part in _PARTS.split(hit[1]):
            size = min(len(part), 3)
            whole = part if len(part) <= 3 else part[-2:]
            if size > 1 and not is_none(whole) and (at > hit.start(1) or looks_like_one(whole)):
                yield at + len(part) - len(whole), at + len(part)
            at += len(part) + 1


def couples(slots: Slots) -> Iterator[Span]:
    """Find two of whom a clause says what two persons are or do.

    Examples
    --------
    >>> text = "高粱和石头是邻居。"
    >>> [text[start:end] for start, end in couples(Slots(text))]
    ['高粱', '石头']
    """
    for hit in _COUPLE.finditer(slots.text):
        if not any(is_none(name) for name in hit.groups()) and any(looks_like_one(name) for name in hit.groups()):
            yield from (hit.span(1), hit.span(2))


def _after(slots: Slots, end: int) -> Iterator[Span]:
    hit = _ITEM.match(slots.text, end)
    if hit:
        if hit[0].lstrip()[0] == "、" or looks_like_one(hit[1]):
            whole = slots.name_from(hit.start(1), sure=True) if len(hit[1]) > 3 else 0
            yield hit.start(1), whole if whole > hit.start(1) else hit.end(1)
        return
    mark = slots.text[end : end + 1]
    if mark and mark in "、和与及":
        stop = slots.name_from(end + 1, sure=mark == "、")
        if stop > end + 1:
            yield end + 1, stop


def _before(slots: Slots, start: int) -> Iterator[Span]:
    text = slots.text
    if start and text[start - 1] in "、和与及":
        for size in (2, 3, 4):
            at = start - 1 - size
            if at >= 0 and slots.word_at(at) and slots.name_from(at, sure=text[start - 1] == "、") == start - 1:
                yield at, start - 1
                return


def alone(slots: Slots) -> Iterator[Span]:
    """Find what looks like a name and stands alone: in a cell, between marks, behind a label, in a line.

    Examples
    --------
    >>> text = "周一：高粱" + chr(10) + "01,晏秋菊,第三网格"
    >>> [text[start:end] for start, end in alone(Slots(text))]
    ['高粱', '晏秋菊']
    """
    text = slots.text
    for hit in _RUN.finditer(text):
        name, at = hit[0], hit.start()
        if not 1 < len(name) < 5 or not looks_like_one(name) or is_none(name) or text[at - 1 : at].isdigit():
            continue
        labelled = text[at - 1 : at] in _LABELS and at > 0
        if labelled or not (load_gazetteer().stemmed(name) or load_gazetteer().named(name)):
            yield hit.span()


def tabled(text: str) -> Iterator[Span]:
    """Find what stands in a column under a heading of persons.

    Examples
    --------
    >>> text = "网格|姓名" + chr(10) + "一|阳光"
    >>> [text[start:end] for start, end in tabled(text)]
    ['阳光']
    """
    under: frozenset[int] = frozenset()
    mark = ""
    at = 0
    for line in text.splitlines(keepends=True) if _headings().search(text) else ():
        told = {c for c in _COLUMN_MARKS if c in line}
        if not told:
            under = frozenset()
        if told and not under and _headings().search(line):
            mark = next((c for c in _COLUMN_MARKS if c in told), "")
            cells = [cell.strip() for cell in line.split(mark)]
            under = frozenset(i for i, cell in enumerate(cells) if cell in _columns())
        elif under and mark in told:
            place = at
            for i, cell in enumerate(line.split(mark)):
                name = cell.strip()
                if i in under and 1 < len(name) <= 20 and not is_kind(name) and not any(map(str.isdigit, name)):
                    first = place + cell.index(name)
                    yield first, first + len(name)
                place += len(cell) + 1
        at += len(line)


@cache
def _columns() -> frozenset[str]:
    return frozenset(eager_data()["slots"]["columns"])


@cache
def _headings() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _columns()), key=len, reverse=True))
    marks = re.escape(_COLUMN_MARKS)
    return re.compile(rf"(?:^|[{marks}])[ \u3000]*(?:{words})[ \u3000]*(?=[{marks}\r\n]|$)", re.M)
