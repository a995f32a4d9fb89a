"""Names without a Chinese surname: transcribed (Uyghur, Tibetan, foreign), romanised, and pet names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pypinyin import Style, lazy_pinyin

from ..places.gazetteer import load_gazetteer
from ..texts.article import Span
from ..texts.segmentation import Word, words_of
from ..windows import WindowedPattern, WordList
from .names import is_ordinary, name_data, person_data, tag_of, title_ends, word_begins
from .standing import is_place_or_body
from .transcribed_shapes import before_seat, part_pattern

_COMMON_TAGS = frozenset({"a", "ad", "an", "b", "d", "f", "i", "l", "n", "p", "r", "s", "t", "v", "vd", "vn", "z"})
_NAME_TAGS = frozenset({"nr", "nrt"})
_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+(?:[ \-·.][A-Z][a-z]+){0,3}(?![A-Za-z])")
_PET = re.compile(r"[小阿][\u3400-\u9fff]|([\u3400-\u9fff])\1")


@cache
def _patterns() -> tuple[WordList, re.Pattern[str], re.Pattern[str]]:
    data = person_data()
    letters = "[" + "".join(sorted(set(data["minority"]["characters"]))) + "]"
    titles = WordList([*data["before"]["titles"], *data["called"]["words"]], r"[\s“\"]")
    dotted = re.compile(rf"{letters}{{1,7}}(?:[·•・‧∙⋅･]{letters}{{1,8}})+")
    return titles, dotted, re.compile(letters + "{3,9}")


@cache
def _part_openings() -> frozenset[str]:
    return frozenset(part[0] for part in person_data()["minority"]["parts"].split())


@cache
def _short() -> WindowedPattern:
    names = "|".join(sorted(person_data()["minority"]["names"], key=len, reverse=True))
    return WindowedPattern(re.compile(f"(?:{names})+"))


@cache
def _roman_surnames() -> frozenset[str]:
    data = name_data()
    names = sorted(data.plain | data.double)
    return frozenset("".join(lazy_pinyin(name, style=Style.NORMAL)).capitalize() for name in names)


def transcribed_names(text: str) -> Iterator[Span]:
    """Find names that no surname opens.

    Parameters
    ----------
    text : str
        Clean text.

    Yields
    ------
    tuple of (int, int)

    Examples
    --------
    >>> text = "民警买买提·艾力和护边员洛桑尼玛找到了女孩小雨，记者Li Xiaoming报道"
    >>> sorted({text[start:end] for start, end in transcribed_names(text)})
    ['Li Xiaoming', '买买提', '买买提·艾力', '小雨', '洛桑尼玛', '艾力']
    """
    titles, dotted, run = _patterns()
    for hit in dotted.finditer(text):
        low = max(0, hit.start() - 4)
        head = max((low + end for _, end in titles.spans(text[low : hit.end()])), default=0)
        yield max(hit.start(), head) if head < hit.end() else hit.start(), hit.end()
    for start, end in titles.spans(text):
        found = list(_after_title(text, end, run))
        if found and title_ends(text, start, end):
            yield from found
    for hit in run.finditer(text):
        if before_seat(text, hit.end()):
            continue
        yield from (span for span in _free(text, *hit.span()) if not is_place_or_body(text, *span))
    for word in words_of(text, 0, len(text)):
        if word.tag in _NAME_TAGS and len(word.text) > 2 and _known(text, word):
            yield word.start, word.end
    for hit in _short().finditer(text):
        if not any(load_gazetteer().stemmed(text[hit.start() : hit.end() + n]) for n in (0, 1, 2)):
            yield hit.span()
    for hit in _LATIN.finditer(text):
        if _is_roman(text, hit) or _is_foreign(text, hit):
            yield hit.span()


@cache
def _of_a_person() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands after, and before, the name of a person and of no product."""
    speech = "|".join(sorted(map(re.escape, person_data()["following"]["speech"]), key=len, reverse=True))
    return re.compile(rf"\s?(?:{speech}|[（(，,]\s?[男女]|先生|女士|小姐)"), re.compile(
        r"(?:[Pp]hoto|[Ww]ritten|[Ee]dited)?\s?\b[Bb]y\s\Z"
    )


def _is_foreign(text: str, hit: re.Match[str]) -> bool:
    """Whether words in Latin letters speak, are described as a person, or stand behind *by* (Anna Kowalska说)."""
    if not 1 <= len(re.findall(r"[ \-·.]", hit[0])) <= 3:
        return False
    after, before = _of_a_person()
    return bool(after.match(text, hit.end()) or before.search(text, max(0, hit.start() - 12), hit.start()))


def _after_title(text: str, at: int, run: re.Pattern[str]) -> Iterator[Span]:
    hit = run.match(text, at)
    if hit and not name_data().speech.match(text, at):
        end = _trimmed(text, at, hit.end())
        if end - at >= 3:
            yield at, end
            return
    part = part_pattern().match(text, at) if text[at : at + 1] in _part_openings() else None
    if part and _compound(text, part.end()):
        yield at, part.end() + 2
    pet = _PET.match(text, at)
    if pet and word_begins(text, pet.end()) and not is_ordinary(text[at : at + 3]):
        doubled = pet[0][0] == pet[0][1]
        if not (pet[0] in person_data()["pet"]["never"] if doubled else is_ordinary(pet[0])):
            yield pet.span()
    latin = _LATIN.match(text, at)
    if latin:
        yield latin.span()


def _compound(text: str, at: int) -> bool:
    """Whether two characters that are no word, and a word behind them, follow the part of a name (索朗|贡卓|说)."""
    rest = text[at : at + 2]
    if len(rest) < 2 or not all(map(_CJK.match, rest)) or not name_data().following.isdisjoint(rest):
        return False
    crossing = (text[at - 1 : at + 1], rest, text[at + 1 : at + 3])
    return word_begins(text, at + 2) and not any(map(is_ordinary, crossing)) and not word_begins(text, at)


def _trimmed(text: str, at: int, end: int) -> int:
    """The longest part of a run that a word can follow and that holds no ordinary word."""
    for stop in range(end, at + 2, -1):
        if word_begins(text, stop) and not _ordinary_inside(text[at:stop]):
            return stop
    return at


def _ordinary_inside(name: str) -> bool:
    halves = (name[i : i + 2] for i in range(len(name) - 1))
    return any(is_ordinary(half) and tag_of(half) in _COMMON_TAGS for half in halves)


def _known(text: str, word: Word) -> bool:
    """A word that the dictionary has as such a name."""
    name = word.text
    return (
        name_data().minority.issuperset(name)
        and text[word.end : word.end + 1] != "族"
        and not _ordinary_inside(name)
        and name not in name_data().never
        and name not in name_data().ordinary
        and not is_place_or_body(text, word.start, word.end)
        and not load_gazetteer().stemmed(name)
    )


def _free(text: str, start: int, end: int) -> Iterator[Span]:
    """A run of four characters or more that parts into no words."""
    left = start == 0 or not _CJK.match(text[start - 1]) or text[start - 1] in "和与及被由将把向对是叫族"
    if left and end - start >= 4:
        stop = _trimmed(text, start, end)
        if stop - start >= 4 and not any(load_gazetteer().stemmed(text[start : start + n]) for n in (2, 3, 4)):
            yield start, stop


def _is_roman(text: str, hit: re.Match[str]) -> bool:
    """Beside a post, or surname and given name in pinyin (Li Xiaoming)."""
    posts = person_data()["before"]["posts"]
    parts = hit[0].split(" ")
    beside = any(text.startswith(post, hit.end()) for post in posts)
    pinyin = len(parts) in (2, 3) and bool({parts[0], parts[-1]} & _roman_surnames())
    return (
        beside
        or pinyin
        or (len(parts) == 2 and _CJK.match(text, hit.end()) is not None and "报道" in text[hit.end() : hit.end() + 4])
    )
