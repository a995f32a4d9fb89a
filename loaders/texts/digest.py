"""Pages that carry several articles one below the other, each with its own title, source or date.

An article opens with a headline and right below it a line that names its source or date, or it ends with its source
in brackets.  One such article is a page of its own; two make a digest, whose articles know nothing of one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .article import Span
from .lines import Line

LEAST_TITLE = 7  # Chinese characters of a headline
LEAST_PARAGRAPH = 30  # characters of the paragraph below it; a teaser has fewer, or no full stop
_META_LINES = 3
_CJK = re.compile(r"[\u3400-\u9fff]")
_STOP = re.compile(r"[。！？!?…][”’」』)）\"']*$")
_SOURCE = re.compile(
    r"(?:来源|稿源|转自|原载|出处)\s*[:：丨|]?\s*[“《\"]?"
    r"([^\s,，。;；|丨（）()\[\]【】:：《》“”\"]{2,30})"
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")
_TAIL = re.compile(
    r"\s*[(（]\s*(?:(?:来源|稿源|原载|转自|摘自)\s*[:：丨|]?\s*)?[“《\"]?"
    r"([\u3400-\u9fff]{2,16}(?:网|报|社|台|在线|新闻|客户端|公安|公安局|融媒|融媒体中心|周刊|观察))[”》\"]?"
    r"[\s,，]*((?:\d{4}\s*[-年/.]\s*)?\d{1,2}\s*[-月/.]\s*\d{1,2}日?)?[^()（）。]{0,8}[)）]\s*$"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Where one article of a digest begins.

    Parameters
    ----------
    title : span
        Its headline.
    publisher : str
        The medium that it names as its source, or empty.
    date : str
        ISO date that stands with the source, or empty.
    """

    title: Span
    publisher: str = ""
    date: str = ""


def find_openings(lines: Sequence[Line], text: str) -> tuple[Opening, ...]:
    r"""Find the articles of a digest.

    Parameters
    ----------
    lines : sequence of Line
        Of the page, in order, with their kinds; bylines still at the ends of paragraphs.
    text : str
        Clean text.

    Returns
    -------
    tuple of Opening
        In order; empty where the page carries fewer than two articles of their own.

    Examples
    --------
    >>> from policing_kg.loaders.texts.lines import split_lines
    >>> said = "{0}派出所民警每周走访社区群众，与网格员共同化解邻里纠纷，发案下降两成。\n"
    >>> one = "平川县深化派出所改革\n来源：平川日报 2023-05-06\n" + said.format("柳林")
    >>> page = one + "石岭县推行警网融合\n来源：石岭晚报 2023-05-08\n" + said.format("石桥")
    >>> [(page[slice(*o.title)], o.publisher, o.date) for o in find_openings(split_lines(page), page)]
    [('平川县深化派出所改革', '平川日报', '2023-05-06'), ('石岭县推行警网融合', '石岭晚报', '2023-05-08')]
    >>> find_openings(split_lines(one), one)
    ()
    """
    found = [o for i in range(len(lines)) if (o := opening_at(lines, i, text))]
    if len(found) < 2:
        found = _by_tails(lines, text)
    return tuple(found) if len(found) >= 2 else ()


def opening_at(lines: Sequence[Line], i: int, text: str) -> Opening | None:
    """The article that opens with a headline, if a line with its source or date and a paragraph stand below it."""
    if not _is_title(lines[i], text):
        return None
    below = i + 1
    while below < min(len(lines), i + 1 + _META_LINES) and lines[below].kind in ("outside", "stamp"):
        below += 1
    if below == i + 1 or below >= len(lines) or not _is_paragraph(lines[below], text):
        return None
    meta = "\n".join(text[line.start : line.end] for line in lines[i + 1 : below])
    source, date = _SOURCE.search(meta), _date(meta)
    return Opening((lines[i].start, lines[i].end), source[1] if source else "", date) if source or date else None


def _by_tails(lines: Sequence[Line], text: str) -> list[Opening]:
    """Articles that each end with their source in brackets, below a headline of their own."""
    found: list[Opening] = []
    title: Line | None = None
    for line in lines:
        if _is_title(line, text):
            title = line
        elif line.kind == "prose" and title is not None:
            tail = _TAIL.search(text, max(line.start, line.end - 60), line.end)
            if tail:
                found.append(Opening((title.start, title.end), tail[1], _date(tail[2] or "")))
                title = None
        elif line.kind in ("end", "weak_end"):
            break
    return found


def _is_title(line: Line, text: str) -> bool:
    return line.kind == "heading" and len(_CJK.findall(text[line.start : line.end])) >= LEAST_TITLE


def _is_paragraph(line: Line, text: str) -> bool:
    words = text[line.start : line.end]
    return line.kind == "prose" and len(words) >= LEAST_PARAGRAPH and bool(_STOP.search(words))


def _date(words: str) -> str:
    found = _DATE.search(words)
    if not found or not (1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31):
        return ""
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
