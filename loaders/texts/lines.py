"""The lines of a page, each told as prose, heading or furniture by the patterns of furniture.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ..prefilter import AnyOf

LONGEST_HEADING = 45  # characters; a longer line without a full stop is prose that was cut

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BLANK = " \t\u3000\xa0\ufeff\u200b\u200c\u200d"
_STOP = re.compile(r"[。！？!?；;…:：，,、.][”’」』)）\]】》\"']*$|[。！？!?…]$")
_CJK = re.compile(r"[\u3400-\u9fff]")
_STAMP = re.compile(
    r"[(（]?(\S{2,6}\s+)?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(\s+\d{1,2}[:：]\d{2}([:：]\d{2})?)?[)）]?"
)
_BETWEEN = "|丨/·"
_LONGEST_ENTRY = 6
_NO_ENTRY = re.compile(rf"[^\s{_BETWEEN}]{{{_LONGEST_ENTRY + 1}}}")
_LEAST_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One trimmed line: its span and kind.

    `kind` is ``prose``, ``heading``, ``caption``, ``agency``, ``outside``, ``stamp`` (a date line alone), ``end``
    (what follows the article) or ``weak_end`` (ends it unless paragraphs follow).
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """The compiled patterns of furniture.toml: all but `tail` are matched at a line's start."""

    outside: AnyOf
    end: AnyOf
    weak_end: AnyOf
    tail: re.Pattern[str]
    label: re.Pattern[str]
    caption: re.Pattern[str]
    agency: re.Pattern[str]
    signed: re.Pattern[str]


@cache
def furniture() -> Furniture:
    """Load the patterns once."""
    data = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text("utf-8"))

    def any_of(key: str) -> AnyOf:
        return AnyOf([re.compile(_anchored(pattern)) for pattern in data[key]])

    tail = re.compile("|".join(f"(?:{pattern})" for pattern in data["tail"]))
    single = {key: re.compile(_anchored(data[key])) for key in ("label", "caption", "agency", "signed")}
    return Furniture(any_of("outside"), any_of("end"), any_of("weak_end"), tail, **single)


def _anchored(pattern: str) -> str:
    """Let `match` find what `search` would: most patterns begin with the line, and are tried there alone."""
    return pattern if pattern.startswith("^") else rf"[\s\S]*?(?:{pattern})"


def is_heading(text: str) -> bool:
    """Tell whether a trimmed line has the form of a heading: short, and not ended like a sentence.

    Examples
    --------
    >>> is_heading("织密基层治理一张网"), is_heading("民警走访社区。")
    (True, False)
    """
    return (
        len(text) <= LONGEST_HEADING
        and bool(_CJK.search(text))
        and not _STOP.search(text)
        and text.count("，") + text.count(",") <= 1
    )


def split_lines(text: str) -> list[Line]:
    r"""Split a clean text into its lines that hold text, trimmed, with their kinds.

    Examples
    --------
    >>> [line.kind for line in split_lines("警务改革见实效\n来源：某网\n\u3000\u3000民警走访社区。\n")]
    ['heading', 'outside', 'prose']
    """
    lines = []
    for found in _LINE.finditer(text):
        raw = found.group()
        words = raw.strip(_BLANK)
        if words:
            start = found.start() + raw.index(words[0])
            lines.extend(_told(words, start))
    return lines


def _is_menu(words: str) -> bool:
    """Whether a line is three short entries or more with blanks or strokes between them."""
    if _NO_ENTRY.search(words):
        return False
    size = len(words)
    solid = [size] * (size + 1)  # the next character that is no blank
    for at in range(size - 1, -1, -1):
        solid[at] = solid[at + 1] if words[at].isspace() else at
    opened, reached = [0] * (size + 1), [0] * (size + 1)  # the most entries that open or end at a place, of three
    opened[0] = 1
    for at in range(size + 1):
        entries = min(reached[at], _LEAST_ENTRIES - 1)
        if entries and at < size:
            stroke = solid[at]
            if stroke > at:
                opened[stroke] = max(opened[stroke], entries + 1)
            if stroke < size and words[stroke] in _BETWEEN:
                after = solid[stroke + 1]
                opened[after] = max(opened[after], entries + 1)
        for end in range(at + 1, min(at + _LONGEST_ENTRY, size) + 1) if opened[at] else ():
            if words[end - 1].isspace():
                break
            reached[end] = max(reached[end], opened[at])
    return reached[size] >= _LEAST_ENTRIES


def _told(words: str, start: int) -> list[Line]:
    rules, end = furniture(), start + len(words)
    label = rules.label.match(words)
    if label:
        rest = words[label.end() :]
        out = [Line(start, start + label.end(), "outside")]
        if rules.label.match(rest):
            return [*out, Line(start + label.end(), end, "outside")]
        below = _told(rest, start + label.end()) if rest else []
        return [*out, *(replace(line, kind="heading") if len(rest) <= LONGEST_HEADING else line for line in below)]
    if _STAMP.fullmatch(words):
        kind = "stamp"
    elif rules.end.match(words):
        kind = "end"
    elif rules.weak_end.match(words):
        kind = "weak_end"
    elif rules.outside.match(words) or _is_menu(words):
        kind = "outside"
    elif rules.agency.match(words):
        kind = "agency"
    elif rules.caption.match(words):
        kind = "caption"
    else:
        kind = "heading" if is_heading(words) else "prose"
    return [Line(start, end, kind)]
