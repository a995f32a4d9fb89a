"""The border police: inspection stations, detachments, brigades and stations of one chain, of no local bureau.

出入境边防检查总站 > 边境管理支队 > 边境管理大队 > 边境派出所: all are of the National Immigration Administration, so
that a 边境派出所 never belongs to the public security bureau of the county in which it lies.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .heads import Head
from .resolved import Resolved, plain

if TYPE_CHECKING:
    from .canonical import Canonical
    from .unit_name import BodyName

_ABOVE_STATION = ("border-management-brigade", "border-management-detachment")
_ORGANS = frozenset(
    {*_ABOVE_STATION, "border-inspection-general-station", "border-inspection-station", "coast-guard-bureau"}
)
_STATION = ("边境派出所", "边防派出所")


def is_border_organ(head: Head) -> bool:
    """Tell whether a head is that of a border organ above the stations.

    Examples
    --------
    >>> from policing_kg.loaders.bodies.heads import find_heads
    >>> [is_border_organ(h) for h in find_heads("边境管理大队与边境派出所")]
    [True, False]
    """
    return head.kind is not None and head.kind.id in _ORGANS


def border_body(canonical: Canonical, name: BodyName) -> Resolved | None:
    """Resolve a named body of the border police; None for any other, and for one whose own name tells its parent.

    Parameters
    ----------
    canonical : Canonical
    name : BodyName

    Returns
    -------
    Resolved or None

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "黑河边境管理支队孙吴边境管理大队开会,沿江边境派出所到会。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> border_body(Canonical(article, BodyContext(article, divisions, names)), names[-1]).canonical
    '黑河边境管理支队孙吴边境管理大队沿江边境派出所'
    """
    station = name.head.word in _STATION
    if name.parent is not None or not (name.named or name.namesake) or not (station or is_border_organ(name.head)):
        return None
    text = canonical.article.text
    place = name.place.code if name.place else name.namesake.code if name.namesake else ""
    written = plain(text[name.start : name.end])
    own = canonical.own(name) if station else written
    longer = canonical.longer.nearest(name, own, lambda n: n.parent is not None, float("inf"))
    if longer is not None and longer is not name:
        return canonical.resolve(longer)
    above = _above(canonical, name)
    if above is not None:
        return Resolved((*above.chain, above.canonical + own), above.place)
    return Resolved((own,), place, resolved=not station)


class BorderOrgans:
    """The detachments and brigades that an article names.

    Parameters
    ----------
    names : sequence of BodyName
        Sorted.

    Examples
    --------
    >>> BorderOrgans(()).before("border-management-detachment", 5) is None
    True
    """

    def __init__(self, names: Sequence[BodyName]) -> None:
        self._names: dict[str, list[BodyName]] = {kind: [] for kind in _ABOVE_STATION}
        for name in names:
            if name.head.kind and name.head.kind.id in self._names and name.named:
                self._names[name.head.kind.id].append(name)

    def before(self, kind: str, position: int) -> BodyName | None:
        """The organ of a kind that is named last before a position, else the first after it."""
        named = self._names[kind]
        return named[max(0, bisect_left(named, position, key=lambda n: n.start) - 1)] if named else None


def _above(canonical: Canonical, name: BodyName) -> Resolved | None:
    """The brigade, else the detachment, that an article names for a station; the detachment for a brigade."""
    kind = name.head.kind.id if name.head.kind else ""
    wanted = _ABOVE_STATION[1:] if kind == _ABOVE_STATION[0] else () if kind in _ORGANS else _ABOVE_STATION
    organs = (canonical.border.before(k, name.start) for k in wanted)
    above = next((o for o in organs if o is not None), None)
    return canonical.resolve(above) if above is not None else None
