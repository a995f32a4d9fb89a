"""The words of the interface, in both languages, from ``words.toml`` and, for values of qualifiers, the ontology."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..errors import UnknownName
from ..graph.location import Location
from ..ontology.terms import find_term, load_concepts

Words = tuple[str, str]  # Chinese, English

_SCHEDULE = re.compile(r"(\d+)(次|个?半天|天|日|小时)/(\d*)(天|日|周|旬|半月|月|季度|学期|半年|年)")
_UNITS = MappingProxyType(
    {
        "次": "×",
        "半天": " half-days",
        "个半天": " half-days",
        "天": " days",
        "日": " days",
        "小时": " hours",
    }
)
_PERIODS = MappingProxyType(
    {
        "天": "day",
        "日": "day",
        "周": "week",
        "旬": "ten-day period",
        "半月": "half-month",
        "月": "month",
        "季度": "quarter",
        "学期": "school term",
        "半年": "half-year",
        "年": "year",
    }
)


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


@cache
def words(table: str) -> Mapping[str, Words]:
    """One table of words, by key, in the order of the file.

    Parameters
    ----------
    table : str
        ``kinds``, ``relations``, ``qualifiers``, ``values`` or ``interface``.

    Examples
    --------
    >>> words("relations")["ledBy"]
    ('党政领导(块)', 'led by')
    """
    return MappingProxyType({key: (pair[0], pair[1]) for key, pair in _file()[table].items()})


@cache
def qualifier_words(name: str) -> Words:
    """What a qualifier is called: here, else in the ontology, else by its own name.

    Parameters
    ----------
    name : str
        Local name of its property.

    Examples
    --------
    >>> qualifier_words("headcount"), qualifier_words("modality")
    (('人数', 'Headcount'), ('情态', 'modality'))
    """
    if name in words("qualifiers"):
        return words("qualifiers")[name]
    try:
        term = find_term(f"pk:{name}")
    except UnknownName:
        return name, name
    return term.label("zh"), term.label("en")


@lru_cache(maxsize=4096)  # values are data, and a server sees many
def value_words(name: str, value: str) -> Words:
    """A value of a qualifier or of a document's coding in both languages; what is no notation stays as it is.

    Parameters
    ----------
    name : str
        Local name of the property.
    value : str

    Examples
    --------
    >>> value_words("stage", "pilot")[1], value_words("placeText", "城区"), value_words("frequency", "1次/周")
    ('pilot', ('城区', '城区'), ('1次/周', '1× a week'))
    """
    if name == "frequency":
        return schedule_words(value)
    scheme = _file()["schemes"].get(name)
    if value in words("values") and (scheme or name in ("scope", "reviewed", "origin", "level", "decision")):
        return words("values")[value]
    concepts = load_concepts(scheme) if scheme else ()
    for concept in concepts:
        if concept.notation == value:
            return concept.label("zh"), concept.label("en")
    return value, value


def schedule_words(frequency: str) -> Words:
    """A schedule in both languages.

    Parameters
    ----------
    frequency : str
        As the dataset writes it, a count over a period.

    Returns
    -------
    tuple of (str, str)
        Chinese and English; what is not understood stays as it is.

    Examples
    --------
    >>> schedule_words("1次/周"), schedule_words("4半天/周")[1], schedule_words("不定期")[1]
    (('1次/周', '1× a week'), '4 half-days a week', '不定期')
    >>> schedule_words("2次/学期")[1], schedule_words("1次/半月")[1]
    ('2× a school term', '1× a half-month')
    """
    found = _SCHEDULE.fullmatch(frequency)
    if not found:
        return frequency, frequency
    count, unit, every, period = found.groups()
    per = f"every {every} {_PERIODS[period]}s" if every and every != "1" else f"a {_PERIODS[period]}"
    return frequency, f"{count}{_UNITS[unit]} {per}"


def where_words(span: Location) -> Words:
    """The place in a document in words of both languages.

    Examples
    --------
    >>> from ..graph.location import Named
    >>> where_words(Location("c", Named("urn:d", "摘要"), 10, 24, 0, 40))
    ('字符 10–24', 'characters 10–24')
    """
    if span.row:
        column = f"第{span.column}列" if span.column else ""
        return f"第{span.row}行{column}", span.where
    article = f" {span.article}" if span.article else ""
    if span.start < 0:
        return f"全文{article}", f"whole document{article}"
    page = f"第{span.page}页 " if span.page else f"第{span.paragraph}段 " if span.paragraph else ""
    lead = f"page {span.page}, " if span.page else f"paragraph {span.paragraph}, " if span.paragraph else ""
    return f"{page}字符 {span.start}–{span.end}{article}", f"{lead}characters {span.start}–{span.end}{article}"
