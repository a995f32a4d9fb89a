"""The police organ that an article is about, or that issued it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article
from .pattern import cue_pattern, cues


def most_named_organ(mentions: Sequence[Mention]) -> Mention | None:
    """Return the first mention of the organ that is named most, or None if each is named once.

    Parameters
    ----------
    mentions : sequence of Mention

    Examples
    --------
    >>> names = ["甲县公安局", "乙派出所", "甲县公安局", "丙县公安局"]
    >>> found = most_named_organ([Mention(9 * i, 9 * i + 5, "Unit", n, "r") for i, n in enumerate(names)])
    >>> found and (found.canonical, found.start)
    ('甲县公安局', 0)
    """
    organs = [m for m in mentions if m.type == "Unit" and m.canonical.endswith(cues("organ_heads"))]
    counts = Counter(m.canonical for m in organs)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    if count < 2 or name.endswith(cues("collective_heads")):
        return None
    return next(m for m in organs if m.canonical == name)


def issuing_organ(article: Article, mentions: Sequence[Mention]) -> Mention | None:
    """Return the organ whose report, notice or plan the article is: it opens a title that ends with such a word.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
    """
    if not article.title:
        return None
    start, end = article.title
    title = re.sub(r"\s+$", "", article.text[start:end])
    if not cue_pattern("issued").search(title):
        return None
    organs = [m for m in mentions if m.type == "Unit" and m.canonical.endswith(cues("organ_heads"))]
    opening = [m for m in organs if start <= m.start <= start + 2]
    return max(opening, key=lambda m: m.end, default=_signing(article, organs))


def _signing(article: Article, organs: Sequence[Mention]) -> Mention | None:
    """The organ that stands alone in one of the last lines."""
    last = article.paragraphs[-3:]
    return next((m for m in organs if any(a <= m.start and m.end == b for a, b in last if b - a < 40)), None)
