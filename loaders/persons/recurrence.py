"""Names that are known once: those that stand beside them, and every further place where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from ..texts.article import Span
from .names import is_ordinary, is_place, name_data, name_end, person_data, surname_length, word_begins

_CJK = re.compile(r"[\u3400-\u9fff]")
_AND = re.compile(r"\s*[、和与及，,]\s*|\s+")
_LONGEST = 12  # characters; what is longer than a name is none


def listed_names(text: str, found: Iterable[Span]) -> Iterator[Span]:
    """Find names beside names: 张三、李四和王五.

    Parameters
    ----------
    text : str
    found : iterable of spans
        Names found before.

    Yields
    ------
    tuple of (int, int)

    Examples
    --------
    >>> text = "民警卢伟、向东、文静"
    >>> [text[start:end] for start, end in listed_names(text, [(2, 4)])]
    ['向东', '文静']
    """
    known = set(found)
    ahead = [end for _, end in known]
    while ahead:
        at = ahead.pop()
        mark = _AND.match(text, at)
        if mark is None:
            continue
        start, sure = mark.end(), mark.group().strip() in ("、", "和", "与", "及")
        end = name_end(text, start, titled=mark.group().strip() == "、")
        if end == start and mark.group().strip() in ("、", ""):
            end = _chunk_end(text, start)
        if end > start and (start, end) not in known and (sure or end == len(text) or not _CJK.match(text[end])):
            known.add((start, end))
            yield start, end
            ahead.append(end)
    back = [start for start, _ in known]
    while back:
        at = back.pop()
        if text[at - 1 : at] != "、":
            continue
        for length in (3, 2, 4):
            start = at - 1 - length
            if start < 0 or not surname_length(text, start) or name_end(text, start, titled=True) != at - 1:
                continue
            body = text[at - 2] in person_data()["weights"]["tails"] and length > 2
            if (start, at - 1) not in known and not body and not is_place(text[start : at - 1]):
                known.add((start, at - 1))
                yield start, at - 1
                back.append(start)
            break


def _chunk_end(text: str, at: int) -> int:
    """Two or three characters between marks that open with a surname: a name in a list of names."""
    for length in (2, 3):
        end = at + length
        chunk = text[at:end]
        whole = len(chunk) == length and all(map(_CJK.match, chunk)) and chunk not in name_data().never
        if whole and _opens(chunk) and word_begins(text, end):
            return end if all(c in name_data().given for c in chunk[1:]) else at
    return at


def _opens(chunk: str) -> bool:
    return bool(surname_length(chunk, 0)) or chunk[0] in person_data()["surnames"]["function"]


def further_places(text: str, found: Iterable[Span]) -> Iterator[Span]:
    """Find every other place where a known name stands: whole, its given name alone, with 小 or 老 or 阿.

    Parameters
    ----------
    text : str
    found : iterable of spans
        Names found before.

    Yields
    ------
    tuple of (int, int)

    Examples
    --------
    >>> text = "李志远来了，志远笑了，小李和老李也笑了"
    >>> sorted({text[start:end] for start, end in further_places(text, [(0, 3)])})
    ['小李', '志远', '李志远', '老李']
    """
    forms: set[str] = set()
    wary: set[str] = set()
    for start, end in found:
        name = text[start:end]
        if not 2 <= len(name) <= _LONGEST:
            continue
        (wary if is_ordinary(name) else forms).add(name)
        size = surname_length(name, 0)
        given = name[size:]
        if size and len(given) == 2 and all(map(_CJK.match, given)):
            (wary if is_ordinary(given) else forms).add(given)
            forms |= {prefix + given[-1] for prefix in "小阿" if not is_ordinary(prefix + given[-1])}
        if size == 1 and name[0] in name_data().plain and not is_ordinary("小" + name[0]):
            forms |= {prefix + name[0] for prefix in "小老"}
        if "·" in name:
            forms |= {part for part in name.split("·") if len(part) >= 2 and not is_ordinary(part)}
    if forms:
        yield from _longest(text, forms)
    if wary:
        yield from (span for span in _longest(text, wary) if _stands_alone(text, *span))


def _longest(text: str, words: set[str]) -> Iterator[Span]:
    automaton = CharwiseDoubleArrayAhoCorasick(sorted(words), match_kind=MATCH_KIND_LEFTMOST_LONGEST)
    return ((start, end) for start, end, _ in automaton.find(text))


def _stands_alone(text: str, start: int, end: int) -> bool:
    left = start == 0 or not _CJK.match(text[start - 1])
    return left and (end == len(text) or not _CJK.match(text[end]) or text[end] in "说的被在是和与")
