"""Names found by weighing: what they look like, what stands before and after, how the words around them part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..places.gazetteer import load_gazetteer
from ..texts.article import Span
from .character_weights import all_surnames, character_weights, pet_weight, shape_weight
from .context import Context, read_context
from .names import eager_data, is_ordinary, name_data, person_data
from .standing import is_made, is_place_or_body
from .transcribed_shapes import in_seat, transcribed_shapes

_PET = re.compile(r"[小阿老][\u3400-\u9fff]|([\u3400-\u9fff])\1")
_TOWNSHIPS = ("镇", "乡", "街道", "苏木")


class Candidate(NamedTuple):
    """A stretch that may be a name, with its weight: the sum of the weights of persons.toml that it meets."""

    weight: float
    start: int
    end: int


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
        places = range(candidate.start, candidate.end)
        if taken.isdisjoint(places):
            taken.update(places)
            yield candidate.start, candidate.end


def possible_names(text: str) -> Iterator[Span]:
    """Find every stretch that is above the threshold of eager.toml, whether they cross or not.

    Examples
    --------
    >>> text = "局长石砺锋要求"
    >>> (2, 5) in set(possible_names(text))
    True
    """
    least = eager_data()["weights"]["threshold"]
    return ((c.start, c.end) for c, weight in _weighed(text) if weight >= least)


def candidates(text: str) -> Iterator[Candidate]:
    """Weigh every stretch that a surname opens or that stands right after a title; keep those above the threshold.

    Examples
    --------
    >>> best = max(candidates("村民麻秋菊家的牛丢了"))
    >>> best.start, best.end
    (2, 5)
    """
    least = person_data()["weights"]["threshold"]
    return (found for found, weight in _weighed(text) if weight >= least)


@lru_cache(maxsize=2)
def _weighed(text: str) -> tuple[tuple[Candidate, float], ...]:
    """What may be a name at all, each with its weight less what tells against a thing that is founded."""
    context, weigh = read_context(text), person_data()["weights"]
    least = min(weigh["threshold"], eager_data()["weights"]["threshold"])
    kept = []
    for find in (_surnamed, _pets, _transcribed):
        for found in find(context, least):
            if found.weight < least or in_seat(text, found.start):
                continue
            made = weigh["made"] if is_made(text, text[found.start : found.end]) else 0.0
            if found.weight + made >= least and not is_place_or_body(text, found.start, found.end):
                kept.append((found, found.weight + made))
    return tuple(kept)


def _surnamed(context: Context, least: float) -> Iterator[Candidate]:
    """Stretches of two or three characters, or four after a double surname."""
    text, weigh, titled, named = context.text, person_data()["weights"], context.titled, context.named
    after, short = weigh["after"], least - _most_after()
    cut, starts, intercept, by_kind = context.cut, context.starts, weigh["intercept"], weigh["before"]
    for start, ends in stretches(context):
        before = intercept + by_kind[context.before(start)]
        if start + 1 in cut:
            before += weigh["opening_cut"]
        elif start + 1 in starts:
            before += weigh["alone"] * alone(context, start)
        for end in ends:
            name = text[start:end]
            weight = before + shape_weight(name)
            if start in titled and is_ordinary(name):
                weight += weigh["titled_word"]
            if (start, end) in named:
                weight += weigh["parted"]
            if weight >= short:
                yield Candidate(weight + after[context.after(end)] + place_weight(name), start, end)


def stretches(context: Context) -> Iterator[tuple[int, range]]:
    """Find where a name with a surname may begin, and the places where it may end.

    Examples
    --------
    >>> [(start, list(ends)) for start, ends in stretches(read_context("欧阳明说"))][0]
    (0, [2, 3, 4])
    """
    text, double, run = context.text, name_data().double, _run().match
    places = {hit.start() for hit in _openings().finditer(text)}
    for start in sorted((places - context.cut) | context.titled):
        if hit := run(text, start):
            end = hit.end()
            if end - start > 3 and text[start : start + 2] not in double:
                end = start + 3
            yield start, range(start + 2, end + 1)


@cache
def _most_after() -> float:
    return float(max(value for value in person_data()["weights"]["after"].values() if isinstance(value, float)))


def _pets(context: Context, least: float) -> Iterator[Candidate]:
    weigh = person_data()["weights"]
    for hit in _PET.finditer(context.text):
        start, end = hit.span()
        weight = pet_weight(hit[0])
        if weight > weigh["word"] and start not in context.cut:
            weight += _basis(context, start) + weigh["after"][context.after(end)]
            yield Candidate(weight + (weigh["parted"] if (start, end) in context.named else 0.0), start, end)


def _transcribed(context: Context, least: float) -> Iterator[Candidate]:
    weigh = person_data()["weights"]
    for shape, start, end in transcribed_shapes(context.text, context.starts.keys() | context.titled):
        weight = shape + _basis(context, start) + weigh["after"][context.after(end)]
        if weight >= least:
            yield Candidate(weight + (weigh["place"] if _is_place(context.text[start:end]) else 0.0), start, end)


def _basis(context: Context, start: int) -> float:
    weigh = person_data()["weights"]
    return float(weigh["intercept"] + weigh["before"][context.before(start)])


def alone(context: Context, start: int) -> float:
    """Return the weight of a surname that is parted from what stands around it, else 0.

    Examples
    --------
    >>> alone(read_context("石砺锋要求"), 0) >= 0
    True
    """
    if start not in context.starts or start + 1 not in context.starts:
        return 0.0
    row = character_weights().get(context.text[start])
    return max(0.0, row.surname) if row else 0.0


@lru_cache(maxsize=1 << 14)
def place_weight(name: str) -> float:
    """Weigh against a stretch that is a county's name or stem, or a township's without its kind.

    Examples
    --------
    >>> place_weight("通辽") < place_weight("石砺锋") == 0
    True
    """
    weigh = person_data()["weights"]
    if _is_place(name):
        return float(weigh["place"])
    return float(weigh["township"] if any(load_gazetteer().named(name + kind) for kind in _TOWNSHIPS) else 0.0)


def _is_place(name: str) -> bool:
    return bool(load_gazetteer().stemmed(name) or load_gazetteer().named(name))


@cache
def _run() -> re.Pattern[str]:
    """The characters that a name may hold, all but 某; 李某 is found by its own rule."""
    return re.compile("[\u3400-\u67cf\u67d1-\u9fff]{2,4}")


@cache
def _openings() -> re.Pattern[str]:
    openings = all_surnames().union(name[0] for name in name_data().double)
    return re.compile(f"[{''.join(sorted(openings))}](?=[\u3400-\u9fff])")
