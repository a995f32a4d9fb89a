"""The words of answers in the reader's language: notations of the ontology's schemes, relations, kinds and levels."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ...ontology.terms import load_concepts, load_terms
from ..wording import Words

_OF_RELATIONS = ("edge", "relation", "part")  # columns and parameters that name a property by its label


@lru_cache(maxsize=4096)
def answer_words(column: str, text: str) -> Words:
    """What a word of an answer, or a choice of a form, is called in both languages; what is no such word stays.

    Parameters
    ----------
    column : str
        Name of the column or parameter; ``area`` of a question, ``term`` for a kind of term.
    text : str

    Examples
    --------
    >>> answer_words("edge", "led by"), answer_words("genre", "work-report"), answer_words("name", "led by")
    (('受…领导(块)', 'led by'), ('工作报告', 'work report'), ('led by', 'led by'))
    """
    known = _file().get(column, {})
    if column != "schemes" and text in known:
        zh, en = known[text]
        return zh, en
    for scheme in _file()["schemes"].get(column, ()):
        for concept in load_concepts(scheme):
            if concept.notation == text:
                return concept.label("zh"), concept.label("en")
    return _relations().get(text, (text, text)) if column in _OF_RELATIONS else (text, text)


@cache
def _relations() -> Mapping[str, Words]:
    """Properties of the ontology by their label in English."""
    return {term.label("en"): (term.label("zh"), term.label("en")) for term in load_terms() if term.kind != "class"}


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "values.toml").read_text("utf-8"))
