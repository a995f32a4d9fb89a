"""Paragraphs of a text that a page cut into lines: each line joined to the next unless something ends there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

_STOP = re.compile(r"[。！？!?；;：:…][”’」』)）\"']*$")
_OPENS = re.compile(
    r"^(?:[\u3000 ]{2,}|[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]\D"
    r"|第[一二三四五六七八九十百\d]{1,4}[条章节]|附件?\d?[:：]|来源[:：]|[•●▪◆■])"
)
_FOLIO = re.compile(r"^[-—–\s·]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/／共]\s*\d{1,4}\s*页?)?)[-—–\s·]*$")
_CJK = re.compile(r"[\u3400-\u9fff，。、；：）”]")
NEARLY_FULL = 0.85  # of the usual width; a shorter line ends its paragraph


def drop_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Take page numbers, and the first or last line that most pages share, out of pages of lines.

    Parameters
    ----------
    pages : sequence of sequence of str

    Returns
    -------
    list of list of str

    Examples
    --------
    >>> drop_furniture([["水县公安局简报", "民警走访。", "- 1 -"], ["水县公安局简报", "村民满意。", "- 2 -"]])
    [['民警走访。'], ['村民满意。']]
    """
    kept = [[line for line in page if line.strip() and not _FOLIO.match(line.strip())] for page in pages]
    edges = Counter(line.strip() for page in kept for line in {*page[:1], *page[-1:]})
    repeated = {line for line, n in edges.items() if len(kept) > 1 and n > len(kept) / 2}
    return [
        [line for i, line in enumerate(page) if not (i in (0, len(page) - 1) and line.strip() in repeated)]
        for page in kept
    ]


def reflow(lines: Iterable[str]) -> list[str]:
    """Join lines into paragraphs.

    Parameters
    ----------
    lines : iterable of str
        As a page shows them, without page furniture.

    Returns
    -------
    list of str
        Paragraphs, trimmed.

    Examples
    --------
    >>> reflow(["深化派出所改革", "  水县公安局推行两队一室,社区民警进村入户,共化", "解纠纷三十起。", "  群众满意。"])
    ['深化派出所改革', '水县公安局推行两队一室,社区民警进村入户,共化解纠纷三十起。', '群众满意。']
    """
    return _joined([line.rstrip() for line in lines if line.strip()])[0]


def reflow_pages(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...]]:
    r"""Join the lines of pages into paragraphs, across the pages' ends, and tell where each page starts.

    Parameters
    ----------
    pages : sequence of sequence of str
        Lines, without page furniture.

    Returns
    -------
    tuple of (str, tuple of int)
        Paragraphs, one a line, and for each page the offset of its first character; a page without text starts where
        the next one does.

    Examples
    --------
    >>> pages = [["深化派出所改革", "水县公安局推行两队一室,社区民警进村"], [], ["入户。", "群众满意。"]]
    >>> text, starts = reflow_pages(pages)
    >>> [text[start:start + 4] for start in starts]
    ['深化派出', '入户。\n', '入户。\n']
    """
    shown = [[line.rstrip() for line in page if line.strip()] for page in pages]
    paragraphs, starts = _joined([line for page in shown for line in page])
    text = "\n".join(paragraphs)
    first = accumulate((len(page) for page in shown[:-1]), initial=0)
    return text, tuple((*starts, len(text))[at] for at in first) if pages else ()


def _joined(shown: Sequence[str]) -> tuple[list[str], list[int]]:
    """Paragraphs of lines, and where each line starts in the paragraphs set one a line."""
    widths = sorted(len(line) for line in shown)
    full = widths[int(len(widths) * 0.8)] * NEARLY_FULL if widths else 0
    out: list[str] = []
    starts: list[int] = []
    joins, length = False, -1
    for line in shown:
        words = line.strip()
        if joins and not _OPENS.match(line):
            glue = "" if _CJK.match(out[-1][-1]) or _CJK.match(words[0]) else " "
            out[-1] += glue + words
            starts.append(length + len(glue))
        else:
            out.append(words)
            starts.append(length + 1)
        length = starts[-1] + len(words)
        ends = bool(_STOP.search(words)) and len(line) < full + 1
        joins = len(line) >= full and not ends
    return out, starts
