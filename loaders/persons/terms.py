"""Whether a word is a term of the field: of its vocabulary, or a cue of a relation."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from ..vocabulary import read_terms
from .names import tag_of

_TABLES = ("mechanisms", "posts", "measures", "policies")
_CUES = ("links", "relations")
_WORD = re.compile("[\u3400-\u9fff]{2,}")


@cache
def _terms() -> frozenset[str]:
    named = {name for table in _TABLES for term in read_terms(table) for name in (term.name, *term.aliases)}
    room = files("policing_kg.loaders")
    cues = (room.joinpath(part, "patterns", "cues.toml").read_text("utf-8") for part in _CUES)
    verbs = {word for cue in cues for word in _WORD.findall(cue) if tag_of(word)[:1] == "v"}
    return frozenset(named | verbs)


def is_term(word: str) -> bool:
    """Tell whether a word stands in the vocabulary, or in the words that relations are told by.

    Examples
    --------
    >>> is_term("警网融合"), is_term("设立"), is_term("石头")
    (True, True, False)
    """
    return word in _terms()
