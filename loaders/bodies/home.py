"""The home organ: the police organ of a city, county or district that a name without a parent belongs to.

A section's own agency comes first, then the organ named last in the paragraph, then the one that the article is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from .resolved import Resolved
from .unit_name import BodyName

if TYPE_CHECKING:
    from .canonical import Canonical

_SHARE = 0.5  # of all organs named, for one to be the article's own


class HomeOrgan:
    """Finds the home organ at any place of one article.

    Parameters
    ----------
    canonical : Canonical

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局接警。快反队出警。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> canonical = Canonical(article, BodyContext(article, divisions, read_names(article, divisions)))
    >>> HomeOrgan(canonical).at(9).canonical
    '建水县公安局'
    """

    def __init__(self, canonical: Canonical) -> None:
        self._context = canonical.context
        named = [(n.start, r) for n in canonical.context.names if (r := _organ(canonical, n)) is not None]
        self._organs = sorted(named, key=lambda x: x[0])
        self._starts = [start for start, _ in self._organs]
        longest = dict(sorted(self._organs, key=lambda x: (x[0], len(x[1].canonical))))
        self._alone = Counter(r.canonical for r in longest.values())  # 甲市公安局 of 甲市公安局乙分局 left out
        self._own = self._prevailing()

    def at(self, position: int) -> Resolved | None:
        """The home organ of a name that starts at a position, or None where the article has none or several."""
        context = self._context
        section = context.section_at(position)
        agency = context.article.sections[section].agency if section >= 0 else None
        if agency is not None:
            signed = self._between(*agency)
            return signed[-1] if signed else None
        paragraph = context.paragraph_at(position)
        before = [
            r for s, r in self._organs if paragraph[0] <= s < position and not context.in_list_before(s, position)
        ]
        if before:
            return before[-1]
        return self._own

    @property
    def place(self) -> str:
        """Code of the division that the article's own organ serves, or empty."""
        return self._own.place if self._own else ""

    def _between(self, start: int, end: int) -> list[Resolved]:
        return [r for _, r in self._organs[bisect_left(self._starts, start) : bisect_left(self._starts, end)]]

    def _prevailing(self) -> Resolved | None:
        counts = Counter(r.canonical for _, r in self._organs)
        if not counts:
            return None
        top = self._superior(counts)
        (name, count), named = (top, counts) if top else (self._alone.most_common(1)[0], self._alone)
        if count < _SHARE * sum(named.values()):
            return None
        best = next(r for _, r in self._organs if r.canonical == name)
        home = self._context.document
        gazetteer = self._context.gazetteer
        if home and not (gazetteer.within(best.place, home.code) or gazetteer.within(home.code, best.place)):
            return None
        return best

    @staticmethod
    def _superior(counts: Counter[str]) -> tuple[str, int] | None:
        """The named organ above several others, with their count: a city's bureau that tells of its sub-bureaus."""
        below = {top: [c for c in counts if c != top and c.startswith(top)] for top in counts}
        tops = [top for top in below if len(below[top]) > 1]
        if not tops:
            return None
        best = max(tops, key=lambda t: counts[t] + sum(counts[c] for c in below[t]))
        return best, counts[best] + sum(counts[c] for c in below[best])


def _organ(canonical: Canonical, name: BodyName) -> Resolved | None:
    """What a name that is an organ of a city, county or district, with its place, is resolved to."""
    frame = name.head.frame
    by_place = frame == "organs" and name.head.word == "公安" and name.place is not None
    if not by_place and (frame not in ("organ", "suborgan") or not name.named or name.words):
        return None
    if frame == "organ" and name.place is None and name.parent is None:
        return None
    found = canonical.resolve(name)
    if found.generic or not found.resolved or found.place not in canonical.context.gazetteer:
        return None
    level = canonical.context.gazetteer[found.place].level
    return found if level in ("city", "county") or found.canonical.endswith("公安局") else None
