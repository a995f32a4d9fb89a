"""How names are compared: without case and white space, as pinyin, and one token a character."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypinyin.core import Pinyin

_WORDS = 50_000  # whose pinyin is kept


def normal(text: str) -> str:
    """A name as it is compared: NFKC, without case and white space.

    Examples
    --------
    >>> normal("ＡＢ c　丁")
    'abc丁'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def pinyin(text: str) -> str:
    """Pinyin without tones, written together.

    Examples
    --------
    >>> pinyin("派出所")
    'paichusuo'
    """
    return "".join(map(_spoken, _speaking().seg(text)))


@cache
def _speaking() -> Pinyin:
    from pypinyin.core import Pinyin

    return Pinyin()


@lru_cache(_WORDS)
def _spoken(word: str) -> str:
    """Pinyin of one word, as names are divided into; they are few, and looking one up takes long."""
    return "".join(_speaking().lazy_pinyin([word]))


def spelled(text: str) -> str:
    """One token a character; what is no letter or digit is left out, as the tokenizer does.

    Examples
    --------
    >>> spelled("甲-乙")
    '甲 乙'
    """
    return " ".join(c for c in text if c.isalnum())
