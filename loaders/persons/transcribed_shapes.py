"""The shape of transcribed names: the parts that they are put together of, and the characters that transcribe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from typing import NamedTuple

from ..windows import WordList
from .character_weights import CharacterWeight, character_weights
from .names import is_ordinary, name_data, person_data

_LONGEST = 10
_TRANSCRIBES = 1.0  # least weight of a character that transcribes
_SEAT = re.compile("派出所|苏木(?!达)|嘎查(?!达|长|书记)|街道|镇(?!长)")


class TranscribedShape(NamedTuple):
    """A stretch that may be a transcribed name, and the weight of its characters and parts."""

    weight: float
    start: int
    end: int


def transcribed_shapes(text: str, starts: Set[int]) -> Iterator[TranscribedShape]:
    """Weigh the stretches that a part of such names opens or stands in.

    Parameters
    ----------
    text : str
        Clean text.
    starts : set of int
        Where words or titles end, so that a name may begin in the middle of a run.

    Yields
    ------
    TranscribedShape

    Examples
    --------
    >>> text = "护边员宝音图和额尔敦"
    >>> max(transcribed_shapes(text, frozenset({3, 6, 7})))[1:]
    (7, 10)
    """
    for hit in _runs(text):
        if in_seat(text, hit.start()):
            continue
        inner = [m.span() for m in part_pattern().finditer(hit[0])]
        first = hit.start()
        begins = sorted({first, *(first + s for s, _ in inner), *(i for i in range(*hit.span()) if i in starts)})
        ends = sorted({hit.end(), *(first + e for _, e in inner), *(i for i in range(*hit.span()) if i in starts)})
        for start in begins:
            for end in ends:
                if 2 <= end - start <= _LONGEST and (weight := _weight(text[start:end])) > 0:
                    yield TranscribedShape(weight, start, end)


@lru_cache(maxsize=1 << 14)
def _weight(name: str) -> float:
    weigh, found = person_data()["weights"], character_weights()
    unknown = CharacterWeight(*[0.0] * 5)
    weight, at = 0.0, 0
    if not part_pattern().search(name) and len(name) < 3:
        return -1.0
    for part in part_pattern().finditer(name):
        weight += _single(name[at : part.start()], found, unknown) + weigh["part"]
        at = part.end()
    weight += _single(name[at:], found, unknown)
    crossing = sum(is_ordinary(name[i : i + 2]) for i in range(len(name) - 1))
    return float(weight + weigh["opening_word"] * crossing + (weigh["word"] if is_ordinary(name) else 0.0))


def _single(characters: str, found: dict[str, CharacterWeight], unknown: CharacterWeight) -> float:
    weigh = person_data()["weights"]
    most, each = weigh["transcribed_most"], weigh["transcribed"]
    return float(sum(max(0.0, min(found.get(c, unknown).transcribed, most)) + each for c in characters))


@cache
def part_pattern() -> re.Pattern[str]:
    """Match a part that such names are put together of, the longest that fits.

    Examples
    --------
    >>> part_pattern().match("扎西说")[0]
    '扎西'
    """
    return re.compile("|".join(sorted(set(person_data()["minority"]["parts"].split()), key=len, reverse=True)))


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Runs that hold a part, with three characters before it at most and six parts or characters behind it."""
    lead, run = _run_patterns()
    done = 0
    for start, _ in _part_words().spans(text):
        low = max(done, start - 3)
        ahead = lead.search(text, low, start) if low < start else None
        hit = run.match(text, ahead.start() if ahead else start) if start >= done else None
        if hit:
            yield hit
            done = hit.end()


@cache
def _part_words() -> WordList:
    return WordList(person_data()["minority"]["parts"].split())


@cache
def _run_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    letter, parts = _letter(), part_pattern().pattern
    run = re.compile(f"{letter}{{0,3}}(?:{parts})(?:{parts}|{letter}){{0,6}}")
    return re.compile(letter + r"{1,3}\Z"), run


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(f"(?:{part_pattern().pattern}|{_letter()}){{1,16}}")  # bounded: a seat bears no longer name


@cache
def _letter() -> str:
    """The characters that transcribe."""
    told = {char for char, row in character_weights().items() if row.transcribed >= _TRANSCRIBES}
    return "[" + "".join(sorted(name_data().minority | told)) + "]"


def in_seat(text: str, start: int) -> bool:
    """Tell whether a run of four characters and more that begins at a place is the name of a seat.

    Examples
    --------
    >>> in_seat("巴拉嘎尔高勒派出所", 0), in_seat("巴拉说", 0)
    (True, False)
    """
    run = _letters().match(text, start)
    return run is not None and run.end() - start > 3 and before_seat(text, run.end())


def before_seat(text: str, end: int) -> bool:
    """Tell whether a run that ends at a place, or a character before it, is the name of a seat (巴拉嘎尔高勒派出所).

    Examples
    --------
    >>> before_seat("巴拉嘎尔高勒派出所", 6), before_seat("巴特尔说", 3)
    (True, False)
    """
    return bool(_SEAT.match(text, end) or _SEAT.match(text, end - 1))
