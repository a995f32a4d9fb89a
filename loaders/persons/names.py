"""The shape of a person's name: where one that begins here would end.

A name is told by its surname, the characters of its given name, and whether a word can begin after it.  The data
is persons.toml; dictionary words that open like a name (高度, 方便) are none.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import rjieba

_CJK = re.compile(r"[\u3400-\u9fff]")
_KINDS = tuple("省市县区镇乡村街路派公")
_VERBAL = "有来得为"
_ORDINALS = frozenset("甲乙丙丁戊己庚辛")
HIDDEN = "某×xX✕╳*＊〇○□■"


@dataclass(frozen=True, slots=True)
class NameData:
    """persons.toml as sets."""

    plain: frozenset[str]
    wary: frozenset[str]
    common: frozenset[str]
    double: frozenset[str]
    openings: frozenset[str]  # first characters of surnames
    given: frozenset[str]
    following: frozenset[str]
    never: frozenset[str]
    ordinary: frozenset[str]  # words that the dictionary takes for names
    speech: re.Pattern[str]
    minority: frozenset[str]


@cache
def person_data() -> dict[str, Any]:
    """Read persons.toml once."""
    return tomllib.loads(Path(__file__).with_name("persons.toml").read_text("utf-8"))


@cache
def eager_data() -> dict[str, Any]:
    """Read eager.toml once: what is covered beside names in what is shown."""
    return tomllib.loads(Path(__file__).with_name("eager.toml").read_text("utf-8"))


@cache
def name_data() -> NameData:
    """Return the parts of persons.toml that tell the shape of a name."""
    data = person_data()
    speech = sorted(data["following"]["speech"], key=len, reverse=True)
    surnames = data["surnames"]
    return NameData(
        frozenset(data["surnames"]["plain"]),
        frozenset(data["surnames"]["wary"]),
        frozenset(data["surnames"]["common"]),
        frozenset(data["surnames"]["double"]),
        frozenset(name[0] for name in (*surnames["plain"], *surnames["wary"], *surnames["double"])),
        frozenset(data["given"]["characters"]),
        frozenset(data["following"]["characters"]),
        frozenset(data["words"]["never"]),
        frozenset(files("policing_kg.data").joinpath("names", "words.txt").read_text("utf-8").split()),
        re.compile("|".join(map(re.escape, speech))),
        frozenset(data["minority"]["characters"]),
    )


@cache
def tag_of(word: str) -> str:
    """Return the part of speech of a string that is one word (jieba's tag set), else the empty string.

    Examples
    --------
    >>> tag_of("派出所"), tag_of("派出所民警走访")
    ('n', '')
    """
    tags = rjieba.tag(word)
    return str(tags[0][1]) if len(tags) == 1 else ""


@lru_cache(maxsize=1 << 16)
def is_ordinary(word: str) -> bool:
    """Tell whether a string is a dictionary word and no name of a person.

    Examples
    --------
    >>> is_ordinary("高度"), is_ordinary("张鹏")
    (True, False)
    """
    return len(word) > 1 and (
        word in name_data().never or (bool(rjieba.has_word(word)) and not tag_of(word).startswith("nr"))
    )


def is_place(word: str) -> bool:
    """Tell whether the dictionary holds a string as the name of a place.

    Examples
    --------
    >>> is_place("北京"), is_place("高度")
    (True, False)
    """
    return len(word) > 1 and tag_of(word) == "ns"


def word_begins(text: str, at: int) -> bool:
    """Tell whether a word can begin at a place: the text's end, a mark, a particle, a dictionary word.

    Examples
    --------
    >>> word_begins("介绍说", 0), word_begins("绍说", 0)
    (True, False)
    """
    if at >= len(text) or not _CJK.match(text[at]) or text[at] in name_data().following:
        return True
    return is_ordinary(text[at : at + 2]) or is_ordinary(text[at : at + 3]) or is_ordinary(text[at : at + 4])


def surname_length(text: str, at: int) -> int:
    """Return 2 for a double surname, 1 for a single one, else 0.

    Examples
    --------
    >>> surname_length("欧阳明", 0), surname_length("王明", 0), surname_length("的", 0)
    (2, 1, 0)
    """
    data, first = name_data(), text[at : at + 1]
    if first not in data.openings:
        return 0
    if text[at : at + 2] in data.double:
        return 2
    return 1 if first in data.plain or first in data.wary else 0


def title_ends(text: str, start: int, at: int) -> bool:
    """Tell whether a title is a word of its own: not 国[家长]治久安, nor 任[务书记]录.

    Examples
    --------
    >>> title_ends("国家长治久安", 1, 3), title_ends("社区民警王磊", 2, 4)
    (False, True)
    """
    sure = text[at : at + 1] in name_data().plain or surname_length(text, at) == 2
    if (is_ordinary(text[start + 1 : at + 1]) and not sure) or is_ordinary(text[at - 1 : at + 3]):
        return False
    if start and at - start == 2 and is_ordinary(text[start - 1 : start + 1]) and is_ordinary(text[at - 1 : at + 1]):
        return False
    return not (is_ordinary(text[at - 2 : at + 1]) and not surname_length(text, at))


def name_end(text: str, at: int, *, titled: bool = False) -> int:
    """Return where a name that begins at a place ends, or the place itself if none begins there.

    Parameters
    ----------
    text : str
        Clean text.
    at : int
        Where something before it makes a name likely (a title, a boundary before a verb of speech).
    titled : bool
        Whether a name almost must begin here (民警, 嫌疑人): a surname that is a word of its own counts as any other.

    Returns
    -------
    int

    Examples
    --------
    >>> [name_end(t, 0) for t in ("李建国介绍说", "王磊说", "欧阳文静表示", "高度重视", "刘某军等人", "和群众")]
    [3, 2, 4, 0, 3, 0]
    """
    length = surname_length(text, at)
    if not length:
        return at
    hidden = _hidden_end(text, at, length)
    if hidden > at:
        return hidden
    if length == 2 and (end := _shaped(text, at, 2, titled)) > at:
        return end
    if length == 2 and titled and word_begins(text, at + 2):
        return at + 2
    end = max(_shaped(text, at, 1, titled), _two_surnames(text, at))
    return at if _body_heads().search(text, at + 1, end + 1) else end


@cache
def _body_heads() -> re.Pattern[str]:
    """What no name holds or runs into: 局[长宁分局]."""
    return re.compile("分局|支队|大队|中队|公安|派出|民警|辅警")


def _two_surnames(text: str, at: int) -> int:
    """陈李嘉怡: the father's surname, the mother's, and a given name."""
    data = name_data()
    name = text[at : at + 4]
    if len(name) < 4 or not {name[0], name[1]} <= data.plain:
        return at
    fits = all(c in data.given for c in name[2:]) and word_begins(text, at + 4)
    return at + 4 if fits and not is_ordinary(name[1:3]) and not is_ordinary(text[at + 3 : at + 5]) else at


def _hidden_end(text: str, at: int, length: int) -> int:
    """李某, 李某某, 李某甲, 李××, 李某军."""
    end = at + length
    if text[end : end + 1] not in tuple(HIDDEN):
        return at
    data = name_data()
    while end < len(text) and text[end] in HIDDEN and end - at < length + 3:
        end += 1
    rest = text[end : end + 1]
    if end - at == length + 1 and rest and rest in data.given | _ORDINALS:
        following = rest in data.following
        free = not following and not word_begins(text, end)
        if (
            rest in _ORDINALS
            or free
            or (word_begins(text, end + 1) and not (following and is_ordinary(text[end : end + 2])))
        ):
            return end + 1
    return end


def _shaped(text: str, at: int, length: int, titled: bool) -> int:
    data = name_data()
    first, second = text[at + length : at + length + 1], text[at + length + 1 : at + length + 2]
    verbal = titled and first in _VERBAL and second in data.given  # 有财, 来福
    if not first or not _CJK.match(first) or (first in data.following - data.given and not verbal):
        return at
    wary = length == 1 and text[at] in data.wary and not titled
    if wary and (first not in data.given or is_ordinary(text[at + 1 : at + 3])):
        return at
    if length == 1 and is_ordinary(text[at : at + 4]):
        return at
    two, three = at + length + 1, at + length + 2
    fits_three = bool(second) and bool(_CJK.match(second)) and (second not in data.following or second in data.given)
    fits_three = fits_three and word_begins(text, three) and not is_ordinary(text[at:three])
    if titled and text[at] in data.wary and _odd_given(text, at):
        fits_three = False
    short_place = titled and is_place(text[at:two]) and text[two : two + 1] not in _KINDS
    fits_two = word_begins(text, two) and (short_place or not is_ordinary(text[at:two]))
    if (
        titled
        and text[at] in data.wary
        and any(is_ordinary(text[at + 1 : at + n]) for n in (3, 4))
        and not is_ordinary(text[two : two + 2])
    ):
        fits_two = False
    if is_ordinary(text[at:two]) and not short_place:
        both = first in data.given and second in data.given and second not in data.following
        return three if fits_three and both and not is_ordinary(text[at + length + 1 : at + length + 3]) else at
    if fits_three and fits_two:
        return _longer_or_shorter(text, at, length)
    if fits_three:
        return at if wary and second not in data.given else three
    if fits_two:
        return at if wary and not (_marked(text, two)) else two
    return at


def _odd_given(text: str, at: int) -> bool:
    """What follows a wary surname is a word that no parents choose (向群众, 任派出所, 包片区)."""
    data = name_data()
    word = text[at + 1 : at + 3]
    odd = word in data.never or not all(c in data.given for c in word)
    return is_ordinary(text[at + 1 : at + 4]) or (odd and is_ordinary(word))


def _marked(text: str, at: int) -> bool:
    return at >= len(text) or not _CJK.match(text[at]) or bool(name_data().speech.match(text, at))


def _longer_or_shorter(text: str, at: int, length: int) -> int:
    """Both lengths leave a word behind: a verb of speech right after two decides, else the given characters do."""
    data = name_data()
    two, three = at + length + 1, at + length + 2
    second = text[two]
    if data.speech.match(text, two) and not (second in data.given and data.speech.match(text, three)):
        return two
    if second in data.given and (second not in data.following or not is_ordinary(text[two : two + 2])):
        return three
    if second in data.following or is_ordinary(text[two : two + 2]):
        return two
    return three
