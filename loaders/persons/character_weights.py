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
    table, weigh = _by_place(), person_data()["weights"]
    size = 2 if len(name) > 2 and name[:2] in name_data().double else 1
    weight = weigh["double"] if size == 2 else table.opening.get(name[0], weigh["no_surname"])
    if len(name) == size + 1:
        weight += table.single.get(name[size], table.unknown_single)
    else:
        weight += table.first.get(name[size], table.unknown_first)
        weight += table.second.get(name[size + 1], table.unknown_second)
    return float(weight + _as_words(name, size))


class _ByPlace(NamedTuple):
    """What each character adds to the weight of a name, by its place in it."""

    opening: dict[str, float]
    first: dict[str, float]
    second: dict[str, float]
    single: dict[str, float]
    unknown_first: float
    unknown_second: float
    unknown_single: float


@cache
def _by_place() -> _ByPlace:
    found, weigh = character_weights(), person_data()["weights"]
    first, second, single, unknown = weigh["first"], weigh["second"], weigh["single"], weigh["unknown"]
    least = weigh["surname_least"]
    opening = {c: weigh["surname"] * max(least, found[c].surname if c in found else 0.0) for c in all_surnames()}
    opening |= dict.fromkeys(weigh["functions"], weigh["function"])
    return _ByPlace(
        opening,
        {char: first * _bounded(row.first) for char, row in found.items()},
        {char: second * _bounded(row.second) for char, row in found.items()},
        {char: single * _bounded(row.single) + weigh["two"] for char, row in found.items()},
        first * _bounded(unknown),
        second * _bounded(unknown),
        single * _bounded(unknown) + weigh["two"],
    )


@lru_cache(maxsize=1 << 12)
def pet_weight(name: str) -> float:
    """Weigh two characters as a pet name: 小宝, 阿良, 田田, 老柏.

    Examples
    --------
    >>> pet_weight("小宝") > pet_weight("小案"), pet_weight("小宝") > pet_weight("小区")
    (True, True)
    """
    weigh, row = person_data()["weights"], character_weights().get(name[1])
    if is_ordinary(name) or name in person_data()["pet"]["never"] or row is None:
        return float(weigh["word"])
    if name[0] == "老":
        return float(weigh["pet"] + max(0.0, row.surname)) if name[1] in all_surnames() else float(weigh["word"])
    return float(weigh["pet"] + weigh["pet_character"] * row.single)


@cache
def _barred() -> frozenset[str]:
    return frozenset(person_data()["weights"]["barred_characters"])


def _bounded(weight: float) -> float:
    weigh = person_data()["weights"]
    return float(max(weigh["least"], min(weight, weigh["most"])))


def _as_words(name: str, size: int) -> float:
    weigh = person_data()["weights"]
    return float(sum(weigh[told] for told in word_evidence(name, size)))


def word_evidence(name: str, size: int) -> list[str]:
    """Tell what the dictionary says against a name with a surname of so many characters, or for it.

    Returns
    -------
    list of str
        Keys of ``[weights]`` in persons.toml.

    Examples
    --------
    >>> word_evidence("高度", 1), word_evidence("卫健委", 1), word_evidence("石砺锋", 1)
    (['never'], ['tail', 'opening_word'], [])
    """
    weigh = person_data()["weights"]
    if name in name_data().never:
        return ["never"]
    if is_ordinary(name) or name in name_data().ordinary:
        return ["word"]
    told = ["tail"] if name[-1] in weigh["tails"] else []
    if not _barred().isdisjoint(name):
        told.append("barred")
    if name[-1] in weigh["landforms"]:
        told.append("landform")
    if len(name) == size + 2:
        if is_ordinary(name[size:]):
            odd = "odd_common" if name[0] in name_data().common else "odd_word"
            told.append("given_word" if name[size:] in given_words() else odd)
        if size == 1 and is_ordinary(name[:2]):
            told.append("opening_word")
    if len(name) > 2 and rjieba.has_word(name) and tag_of(name).startswith("nr"):
        told.append("recorded")
    return told
