"""Names of places and bodies in Latin letters: pinyin from any syllable on, and with an English word for the kind."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from ..graph.names import Found, Names
from ..graph.spelling import pinyin

ENGLISH = MappingProxyType(
    {
        "province": "省", "municipality": "市", "city": "市", "prefecture": "州", "district": "区", "county": "县",
        "banner": "旗", "subdistrict": "街道", "town": "镇", "township": "乡", "village": "村",
    }
)  # fmt: skip
_MANY = 2000  # names that hold the letters, at most


def find_romanised(names: Names, text: str, kinds: Iterable[str]) -> list[Found]:
    """Find what a name in Latin letters stands for.

    Parameters
    ----------
    names : Names
    text : str
        As typed: ``xiqingqu``, ``Xiqing District``.
    kinds : iterable of str
        Of the entities looked for.

    Returns
    -------
    list of Found
        Empty where the text is not in Latin letters.
    """
    if not text.isascii():
        return []
    *words, last = [w.strip("'’").casefold().replace("'", "") for w in text.split()] or [""]
    ending = ENGLISH.get(last, "") if words else ""
    letters = "".join(words if ending else [*words, last])
    if not letters.isalpha():
        return []
    if ending:
        return [f for f in names.exact(letters, kinds) if f.label.endswith(ending)]
    return [f for f in names.find(letters, kinds, _MANY) if f.name.endswith(letters) and _ends(f.label, letters)]


def _ends(label: str, letters: str) -> bool:
    """Whether the letters are the last syllables of a label, whole ones.

    Examples
    --------
    >>> _ends("天津市西青区", "xiqingqu"), _ends("天津市西青区", "ingqu")
    (True, False)
    """
    return any(pinyin(label[n:]) == letters for n in range(len(label)))
