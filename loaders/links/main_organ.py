"""The police organ that an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..extraction import Mention
from .pattern import cues


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
