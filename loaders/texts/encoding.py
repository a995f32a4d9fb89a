"""Tell the encoding of a Chinese text, or refuse: a mis-read character is worse than an unread file.

A byte-order mark or strictly valid UTF-8 decides at once.  Else charset-normalizer proposes, beside the
Chinese encodings themselves, and the reading with Chinese words in it wins, if it wins clearly.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

import charset_normalizer
import rjieba

from ...errors import InputRefused
from .script import simplify

CHINESE = ("gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be")
LEAST_CHARACTERS = 8  # fewer Chinese characters than this prove no reading
LEAST_SHARE = 0.45  # of the characters that stand in words of two or more
LEAST_LEAD = 0.15  # over the next best reading that differs
PROBE = 6000  # characters that are looked at
MOST_CONTROLS = 20  # characters of a text for each control character, at least; else it is binary

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"\x7fELF",
    b"PAR1",
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_CJK = re.compile(r"[\u3400-\u9fff]")
_PINYIN = re.compile(r"\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\)")
_NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "gb-2312": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030"}


def word_share(text: str) -> float:
    """Return the share of the Chinese characters that stand in dictionary words of two characters or more.

    Real Chinese lies near 0.7, a text decoded wrongly near 0.1.

    Examples
    --------
    >>> word_share("派出所民警走访社区群众") > 0.9, word_share("锛屾皯璀") < 0.3
    (True, True)
    """
    probe = simplify(_PINYIN.sub("", text[:PROBE]))
    total = len(_CJK.findall(probe))
    if not total:
        return 0.0
    held = sum(len(w) for w in rjieba.cut(probe) if len(w) > 1 and _CJK.match(w) and rjieba.has_word(w))
    return held / total


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):  # what a page declares may be no encoding, or one that is never read
        return None
    return None if _CONTROL.search(text) else text


def decode(data: bytes, source: str, declared: str = "") -> tuple[str, str]:
    """Decode a file's bytes strictly.

    Parameters
    ----------
    data : bytes
        The whole file.
    source : str
        The file as the user named it, for the message.
    declared : str
        Encoding that the file itself declares (HTML), or empty.  ``gb2312`` and ``gbk`` are read as GB18030.

    Returns
    -------
    tuple of (str, str)
        The text without byte-order mark, newlines as stored, and the encoding's name.

    Raises
    ------
    InputRefused
        If the file is empty, binary, damaged, or its encoding cannot be told.

    Examples
    --------
    >>> decode("民警走访社区群众".encode("gb18030"), "a.txt")
    ('民警走访社区群众', 'gb18030')
    """
    if not data.strip(b" \t\r\n\x0b\x0c"):
        raise InputRefused(source, "the file is empty", "remove it or fill it")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is None:
                raise InputRefused(
                    source, f"is not valid {encoding} though its first bytes say so", "save it again as UTF-8"
                )
            if not text.strip():
                raise InputRefused(source, "the file is empty", "remove it or fill it")
            return text, encoding
    if data.startswith(_BINARY):
        raise InputRefused(source, "the file is binary", "give the text as .txt, .html or .csv")
    text = _strict(data, "utf-8")
    if text is not None and (text.isascii() or _CJK.search(text)):
        return text, "utf-8"
    name = _NAMES.get(declared.strip().lower(), declared.strip().lower())
    return _tell(data, source, [name] if name else [])


def _refuse_controls(data: bytes, source: str) -> None:
    """Refuse UTF-8 with a control character in it, and say where; what is full of them is binary."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    found = _CONTROL.search(text)
    if found and len(_CONTROL.findall(text)) * MOST_CONTROLS < len(text):
        at = f"U+{ord(found[0]):04X} in line {text.count(chr(10), 0, found.start()) + 1}"
        raise InputRefused(source, f"holds the control character {at}", "remove it")


def _tell(data: bytes, source: str, declared: Iterable[str]) -> tuple[str, str]:
    best = charset_normalizer.from_bytes(data[: 4 * PROBE]).best()
    proposed = [_NAMES.get(best.encoding, best.encoding)] if best is not None else []
    readings: dict[str, str] = {}  # text → encoding; encodings that agree on the text are one reading
    for encoding in dict.fromkeys([*declared, *CHINESE, *proposed]):
        text = _strict(data, encoding)
        if text is not None and not any(ord(c) in range(0xE000, 0xF900) for c in text[:PROBE]):
            readings.setdefault(text, encoding)
    _refuse_controls(data, source)
    if not readings and (b"\x00" in data or _strict(data, "latin-1") is None):
        raise InputRefused(source, "the file is binary", "give the text as .txt, .html or .csv")
    shares = sorted(((word_share(text), text) for text in readings), key=lambda pair: -pair[0])
    if shares and len(_CJK.findall(shares[0][1])) >= LEAST_CHARACTERS and shares[0][0] >= LEAST_SHARE:
        rest = shares[1][0] if len(shares) > 1 else 0.0
        if shares[0][0] - rest >= LEAST_LEAD:
            return shares[0][1], readings[shares[0][1]]
    # No Chinese, but typographic marks or other scripts: three bytes each, which hardly any other encoding yields.
    text = _strict(data, "utf-8")
    if text is not None and any(ord(c) >= 0x800 for c in text):
        return text, "utf-8"
    raise InputRefused(source, "its encoding cannot be told", "save it as UTF-8")
