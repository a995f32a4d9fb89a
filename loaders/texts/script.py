"""Traditional to simplified script, character for character."""

from __future__ import annotations

from functools import cache

import opencc


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Convert to simplified script without changing the length.

    OpenCC's t2s is strictly one to one; should a phrase ever change its length, the text is converted
    character by character instead, and a character that would grow or vanish stays as it is.

    Examples
    --------
    >>> simplify("社區網格員與派出所")
    '社区网格员与派出所'
    """
    convert = _converter().convert
    out = str(convert(text))
    if len(out) == len(text):
        return out
    single = (str(convert(char)) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, single, strict=True))
