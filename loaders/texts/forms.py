"""One form for characters that are written in two: full-width letters and digits, straight quotes, a dot for a stop,
radicals and compatibility ideographs, which a PDF gives in the place of the characters that look the same.

What is exchanged here keeps its place: one character for one.  What takes several characters for one (an entity of
HTML, words spaced out letter by letter) is told as a stretch and what it reads, for the span map.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

_CJK = r"\u3400-\u9fff"
_WIDE = {chr(c): chr(c - 0xFEE0) for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {"％": "%", "＋": "+", "．": ".", "＆": "&"}
_WIDE_CHARACTER = re.compile(f"[{''.join(_WIDE)}]")
# Radicals that are whole characters too but have no NFKC form: Unicode's EquivalentUnifiedIdeograph.txt.
_RADICALS = dict(
    zip(
        "⺁⺄⺈⺊⺌⺒⺓⺜⺠⺧⺩⺫⺬⺮⺻⺽⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "厂乙刀卜小巳幺日民牛王目示竹肀臼虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
# Kangxi radicals, those few of the supplement that NFKC knows, compatibility ideographs.
_UNIFIED = {
    chr(c): form
    for c in (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA1E))
    if len(form := unicodedata.normalize("NFKC", chr(c))) == 1 and form != chr(c) and form >= "\u3400"
} | _RADICALS
_UNIFIED_CHARACTER = re.compile(f"[{''.join(_UNIFIED)}]")
# A dot ends a sentence behind a character, a closing mark or a figure that does not number a line (1.).
_STOP = re.compile(
    rf"(?<=[{_CJK}”’）)》%])\.(?=[{_CJK}“‘《\"\s0-9]|$)|(?<=[{_CJK}])(\d+)\.(?=[{_CJK}])",
    re.M,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_SPACED = re.compile(rf"(?<![{_CJK}])(?:[{_CJK}] ){{3,}}[{_CJK}](?![{_CJK}])")


def unified(text: str) -> str:
    """Write each radical and compatibility ideograph as the character that it stands for, one for one.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Of the same length.

    References
    ----------
    Unicode Standard Annex 15, NFKC; EquivalentUnifiedIdeograph.txt of the Unicode Character Database.

    Examples
    --------
    >>> unified("\u2f08\u2ea0警察"), unified("\uf902站")
    ('人民警察', '車站')
    """
    return _UNIFIED_CHARACTER.sub(lambda found: _UNIFIED[found[0]], text)


def plain_forms(text: str) -> str:
    r"""Write full-width letters and digits in half width, straight double quotes in pairs, a closing dot as 。.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Of the same length.  A line with an odd straight quote keeps them as they are.

    Examples
    --------
    >>> plain_forms('推行"一网通办".２０２３年达９５％.')
    '推行“一网通办”。2023年达95%。'
    >>> plain_forms("1.推行试点. 3.5万人")
    '1.推行试点。 3.5万人'
    """
    lines = _WIDE_CHARACTER.sub(lambda found: _WIDE[found[0]], text).split("\n")
    paired = "\n".join(_paired(line) if '"' in line else line for line in lines)
    return _STOP.sub(lambda found: (found[1] or "") + "。", paired) if "." in paired else paired


def _paired(line: str) -> str:
    parts = line.split('"')
    if len(parts) % 2 == 0:
        return line
    return parts[0] + "".join(("“" if i % 2 else "”") + part for i, part in enumerate(parts[1:], 1))


def entities(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each HTML entity left in a text: its start, its end, and the one character that it stands for.

    Examples
    --------
    >>> list(entities("推行&ldquo;一网通办&rdquo;&foo;"))
    [(2, 9, '“'), (13, 20, '”')]
    """
    for found in _ENTITY.finditer(text):
        read = unescape(found.group())
        if len(read) == 1:
            yield found.start(), found.end(), read


def spaced_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which a space stands between every two characters of four or more.

    Examples
    --------
    >>> text = "关于 推 行 新 规 的 通 知"
    >>> [text[start:end] for start, end in spaced_words(text)]
    ['推 行 新 规 的 通 知']
    """
    for found in _SPACED.finditer(text):
        yield found.span()
