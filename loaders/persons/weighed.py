"""Names found by weighing: what they look like, what stands before and after, how the words around them part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..places.gazetteer import load_gazetteer
from ..texts.article import Span
from ..texts.segmentation import words_of
from ..windows import WordList
from .character_weights import all_surnames, character_weights, pet_weight, shape_weight
from .names import is_ordinary, name_data, person_data, word_begins
from .standing import is_place_or_body
from .transcribed_shapes import transcribed_shapes

_CJK = re.compile(r"[\u3400-\u9fff]")
_NAME = re.compile(r"[\u3400-\u9fff]+")
_DESCRIBED = re.compile(
    r"(?:[,，(（、]|(?<!\s)\s)\s*(?:男|女|化名|[汉回藏满壮苗]族|\d{1,3}\s*岁|现年|中共党员|19\d\d年|20[01]\d年\d+月(?:出)?生)"
)
_PET = re.compile(r"[小阿][\u3400-\u9fff]|([\u3400-\u9fff])\1")
_LENGTHS = (3, 2, 4)
_TOWNSHIPS = ("镇", "乡", "街道", "苏木")


class Candidate(NamedTuple):
    """A stretch that may be a name, with its weight: the sum of the weights of persons.toml that it meets."""

    weight: float
    start: int
    end: int


class _Text(NamedTuple):
    text: str
    starts: dict[int, str]  # of words, with the part of speech of each
    ends: dict[int, str]
    titled: frozenset[int]  # where a listed title or 名叫 ends
    crossed: dict[int, str]  # the word inside which a place stands
    named: frozenset[Span]  # words read as names


def weighed_names(text: str) -> Iterator[Span]:
    """Find names whose weight is above the threshold of persons.toml, the heaviest first where they cross.

    Parameters
    ----------
    text : str
        Clean text.

    Yields
    ------
    tuple of (int, int)

    Examples
    --------
    >>> text = "局长石砺锋要求，执委江美凤到通辽学习，卫健委和林草局配合。"
    >>> sorted(text[start:end] for start, end in weighed_names(text))
    ['江美凤', '石砺锋']
    """
    taken: set[int] = set()
    for candidate in sorted(candidates(text), key=lambda c: (-c.weight, c.start, c.end)):
        if candidate.weight < person_data()["weights"]["threshold"]:
            return
        places = range(candidate.start, candidate.end)
        if taken.isdisjoint(places):
            taken.update(places)
            yield candidate.start, candidate.end


def candidates(text: str) -> Iterator[Candidate]:
    """Weigh every stretch that a surname opens, or that stands right after a title.

    Examples
    --------
    >>> best = max(candidates("村民麻秋菊家的牛丢了"))
    >>> best.start, best.end
    (2, 5)
    """
    known = _read(text)
    weigh = person_data()["weights"]
    places = {hit.start() for hit in _openings().finditer(text)} | known.titled
    for start in sorted(places):
        before = weigh["intercept"] + weigh["before"][_before(known, start)]
        for length in _LENGTHS:
            end = start + length
            name = text[start:end]
            if len(name) < length or not _NAME.fullmatch(name) or "某" in name or (length == 4 and name[:2] not in name_data().double):
                continue
            shape = shape_weight(name)
            if shape + before + weigh["after_most"] < weigh["threshold"]:
                continue
            weight = shape + before + weigh["after"][_after(known, end)] + _as_place(name)
            weight += weigh["parted"] if (start, end) in known.named else 0.0
            weight += weigh["alone"] * _alone(known, start)
            if weight >= weigh["threshold"] and not is_place_or_body(text, start, end):
                yield Candidate(weight, start, end)
    for hit in _PET.finditer(text):
        start, end = hit.span()
        pet = weigh["intercept"] + weigh["before"][_before(known, start)] + weigh["after"][_after(known, end)]
        pet += pet_weight(hit[0]) + (weigh["parted"] if (start, end) in known.named else 0.0)
        if pet >= weigh["threshold"] and not is_place_or_body(text, start, end):
            yield Candidate(pet, start, end)
    for shape, start, end in transcribed_shapes(text, frozenset(known.starts) | known.titled):
        weight = weigh["intercept"] + shape + weigh["before"][_before(known, start)] + weigh["after"][_after(known, end)]
        if weight >= weigh["threshold"]:
            weight += _as_place(text[start:end])
            if weight >= weigh["threshold"] and not is_place_or_body(text, start, end):
                yield Candidate(weight, start, end)


def _read(text: str) -> _Text:
    words = words_of(text, 0, len(text))
    crossed = {
        place: word.text
        for word in words
        if len(word.text) > 1 and not word.tag.startswith("nr")
        for place in range(word.start + 1, word.end)
    }
    named = frozenset((word.start, word.end) for word in words if word.tag.startswith("nr"))
    titled = {end for _, end in _titles().spans(text)}
    starts = {word.start: word.tag for word in words}
    return _Text(text, starts, {word.end: word.tag for word in words}, frozenset(titled), crossed, named)


def _before(known: _Text, start: int) -> str:
    text, weigh = known.text, person_data()["weights"]["before"]
    crossed = known.crossed.get(start)
    cut = bool(crossed) and is_ordinary(crossed)
    if start in known.titled:
        return "title_cut" if cut else "title"
    if start == 0 or not _CJK.match(text[start - 1]):
        return "list" if text[start - 1 : start] == "、" else "mark"
    if cut:
        return "cut_or_word" if is_ordinary(text[start - 2 : start]) else "cut"
    last = text[start - 1]
    if last in weigh["suffixes"] and start - 2 >= 0 and _CJK.match(text[start - 2]):
        return "suffix"
    if last in weigh["particles"]:
        return "particle"
    if last in weigh["heads"]:
        return "head"
    tag = known.ends.get(start, "")
    return f"after_{tag[0]}" if tag[:1] in ("n", "v") else "word" if tag else "other"


def _alone(known: _Text, start: int) -> float:
    """The weight of a surname that is parted from what stands around it."""
    row = character_weights().get(known.text[start])
    return max(0.0, row.surname) if row and start in known.starts and start + 1 in known.starts else 0.0


def _after(known: _Text, end: int) -> str:
    text, weigh = known.text, person_data()["weights"]["after"]
    if end >= len(text) or not _CJK.match(text[end]):
        if _DESCRIBED.match(text, end):
            return "described"
        return "list" if text[end : end + 1] == "、" else "mark"
    if name_data().speech.match(text, end):
        return "speech"
    if _posts().match(text, end):
        return "post"
    if _deeds().match(text, end):
        return "deed"
    crossed = known.crossed.get(end)
    if crossed and is_ordinary(crossed):
        return "cut_or_word" if word_begins(text, end) else "cut"
    if text[end] in weigh["particles"]:
        return "particle"
    tag = known.starts.get(end, "")
    if tag[:1] in ("n", "v"):
        return f"before_{tag[0]}"
    return "word" if tag or word_begins(text, end) else "other"


@lru_cache(maxsize=1 << 14)
def _as_place(name: str) -> float:
    """The name of a county or above without its kind, or of a township."""
    gazetteer, weigh = load_gazetteer(), person_data()["weights"]
    if gazetteer.stemmed(name) or gazetteer.named(name):
        return float(weigh["place"])
    return float(weigh["township"] if any(gazetteer.named(name + kind) for kind in _TOWNSHIPS) else 0.0)


@cache
def _titles() -> WordList:
    return WordList(person_data()["before"]["titles"] + person_data()["called"]["words"], r"[\s：:“\"（(”」]")


@cache
def _posts() -> re.Pattern[str]:
    posts = sorted(person_data()["before"]["posts"], key=len, reverse=True)
    return re.compile("|".join(posts))


@cache
def _deeds() -> re.Pattern[str]:
    return re.compile("|".join(sorted(person_data()["after"]["deeds"], key=len, reverse=True)))


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(all_surnames() | {name[0] for name in name_data().double}))}]")
