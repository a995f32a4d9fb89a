"""How much more likely each character is in a person's name than in ordinary words, by its place in the name."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import rjieba

from .names import is_ordinary, name_data, person_data, tag_of


class CharacterWeight(NamedTuple):
    """Natural logarithms of odds, a row of ``data/names/characters.csv``."""

    surname: float
    first: float
    second: float
    single: float
    transcribed: float


@cache
def character_weights() -> dict[str, CharacterWeight]:
    """Read ``data/names/characters.csv``; its SOURCE.md says how it was made.

    Examples
    --------
    >>> weights = character_weights()
    >>> weights["张"].surname > 3 > 0 > weights["和"].single, weights["尔"].transcribed > 3
    (True, True)
    """
    text = files("policing_kg.data").joinpath("names", "characters.csv").read_text("utf-8")
    return {row[0]: CharacterWeight(*map(float, row[1:])) for row in list(csv.reader(text.splitlines()))[1:]}


@cache
def given_words() -> frozenset[str]:
    """Ordinary words that are given names as well (建国, 文静): ``data/names/given.txt``."""
    return frozenset(files("policing_kg.data").joinpath("names", "given.txt").read_text("utf-8").split())


@cache
def all_surnames() -> frozenset[str]:
    """Every character that opens a name, rare ones and those that are common words as well."""
    rare = person_data()["surnames"]["rare"] + person_data()["surnames"]["function"]
    return name_data().plain | name_data().wary | frozenset(rare)


@lru_cache(maxsize=1 << 15)
def shape_weight(name: str) -> float:
    """Weigh two to four characters as a surname and a given name, whatever stands around them.

    Examples
    --------
    >>> shape_weight("石砺锋") > 2 > 0 > shape_weight("卫健委"), shape_weight("王建国") > 0 > shape_weight("高度")
    (True, True)
    """
    found, weigh = character_weights(), person_data()["weights"]
    unknown = CharacterWeight(0.0, *[weigh["unknown"]] * 4)
    size = 2 if len(name) > 2 and name[:2] in name_data().double else 1
    given = [found.get(char, unknown) for char in name[size:]]
    if len(given) == 1:
        weight = weigh["single"] * _bounded(given[0].single) + weigh["two"]
    else:
        weight = weigh["first"] * _bounded(given[0].first) + weigh["second"] * _bounded(given[1].second)
    if size == 2:
        weight += weigh["double"]
    elif name[0] in weigh["functions"]:
        weight += weigh["function"]
    elif name[0] in all_surnames():
        weight += weigh["surname"] * max(weigh["surname_least"], found.get(name[0], unknown).surname)
    else:
        weight += weigh["no_surname"]
    return float(weight + _as_words(name, size))


@lru_cache(maxsize=1 << 12)
def pet_weight(name: str) -> float:
    """Weigh two characters as a pet name: 小宝, 阿良, 田田.

    Examples
    --------
    >>> pet_weight("小宝") > pet_weight("小案"), pet_weight("小宝") > pet_weight("小区")
    (True, True)
    """
    weigh, row = person_data()["weights"], character_weights().get(name[1])
    if is_ordinary(name) or name in person_data()["pet"]["never"] or row is None:
        return float(weigh["word"])
    return float(weigh["pet"] + weigh["pet_character"] * row.single)


def _bounded(weight: float) -> float:
    weigh = person_data()["weights"]
    return float(max(weigh["least"], min(weight, weigh["most"])))


def _as_words(name: str, size: int) -> float:
    """What the dictionary says against a name, or for it."""
    weigh = person_data()["weights"]
    if name in name_data().never:
        return float(weigh["never"])
    if is_ordinary(name) or name in name_data().ordinary:
        return float(weigh["word"])
    weight = weigh["tail"] if name[-1] in weigh["tails"] else 0.0
    weight += weigh["landform"] if name[-1] in weigh["landforms"] else 0.0
    if len(name) == size + 2:
        if is_ordinary(name[size:]):
            odd = "odd_common" if name[0] in name_data().common else "odd_word"
            weight += weigh["given_word" if name[size:] in given_words() else odd]
        weight += weigh["opening_word"] if size == 1 and is_ordinary(name[:2]) else 0.0
    if len(name) > 2 and rjieba.has_word(name) and tag_of(name).startswith("nr"):
        weight += weigh["recorded"]
    return float(weight)
