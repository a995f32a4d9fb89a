"""The police organ of a station that is named without one: its list's, its sentence's, its article's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .context import JOINT
from .name import parse_body
from .neighbours import place_between
from .resolved import Resolved
from .unit_name import BodyName

if TYPE_CHECKING:
    from .canonical import Canonical

_ITEMS = re.compile(r"(?:[一-鿿]{2,4}、)*[一-鿿]{2,4}(?:、|和|与|及)")
_MOVED = re.compile("提拔|调任|转任|改任|任命|调到|调至|交流到|挂职")


def list_parent(canonical: Canonical, name: BodyName) -> tuple[BodyName, re.Match[str]] | None:
    """The organ right before a list of bare names that ends with a station, and the list.

    Parameters
    ----------
    canonical : Canonical
    name : BodyName
        The station that ends the list.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "合肥市公安局包河分局望湖、骆岗派出所到会。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> above, items = list_parent(canonical, names[-1]) or (None, None)
    >>> above and above.head.word, items and items[0]
    ('分局', '望湖、')
    """
    text = canonical.article.text
    for above in canonical.context.index.ending(name.start - 39, name.start - 1):
        if above.head.frame in ("organ", "suborgan") and above.named:
            items = _ITEMS.fullmatch(text, above.end, name.start)
            if items:
                return above, items
    return None


def station_above(canonical: Canonical, name: BodyName) -> Resolved | None:
    """The organ of a station named without one: its neighbour's in a list, the county's of its paragraph or article.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局接警,临安路派出所出警。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> found = station_above(canonical, names[-1])
    >>> found and found.canonical
    '建水县公安局'
    """
    context = canonical.context
    known = any(n is name for n in context.index.ending(name.end, name.end))
    before = context.index.ending(name.start - 2, name.start - 1) if known else ()
    if before and before[-1].head.frame == "station" and before[-1].free:
        between = canonical.article.text[before[-1].end : name.start]
        chain = canonical.resolve(before[-1]).chain
        if JOINT.fullmatch(between) and len(chain) > 1:
            return Resolved(chain[:-1], canonical.resolve(before[-1]).place)
    low = context.sentence_at(name.start)
    inside = [n for n in context.index.within(low, name.start) if _county_organ(canonical, n)]
    if inside and _moved(canonical, inside[-1], name):
        return None
    if inside and not place_between(canonical, inside[-1], name):
        return _county_organ(canonical, inside[-1])
    seat = county_before(canonical, name)
    if seat is not None:
        return seat
    home = context.document
    if canonical.county_organs is None:
        named = (_county_organ(canonical, n) for n in context.names)
        canonical.county_organs = {_structure(o): o for o in named if o}
    organs = canonical.county_organs
    if home is None or len(organs) > 1:
        return None
    if not organs:
        county = context.gazetteer[home.code].level == "county"
        return Resolved(context.bureau(home), home.code) if county else None
    only = next(iter(organs.values()))
    return only if _inside(canonical, home.code, only) else None


def county_before(canonical: Canonical, name: BodyName) -> Resolved | None:
    """The organ of the county or district named last before a station in its sentence.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "他家在建水县,到临安派出所办证。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> found = county_before(Canonical(article, BodyContext(article, divisions, names)), names[-1])
    >>> found and found.canonical
    '建水县公安局'
    """
    context = canonical.context
    low = context.sentence_at(name.start)
    before = context.divisions_between(low, name.start)
    if not before or before[-1].form != "full" or context.gazetteer[before[-1].code].level != "county":
        return None
    return Resolved(context.bureau(context.locality(before[-1])), before[-1].code)


def _structure(organ: Resolved) -> tuple[str, tuple[str, ...]]:
    parsed = parse_body(organ.canonical, organ.place)
    return parsed.place, parsed.chain


def _inside(canonical: Canonical, home: str, organ: Resolved) -> bool:
    place = parse_body(organ.canonical, organ.place).place
    return canonical.context.gazetteer.within(home, place)


def _moved(canonical: Canonical, near: BodyName, name: BodyName) -> bool:
    """Whether an officer moved from one body to the other: they need not stand in one organ."""
    return bool(_MOVED.search(canonical.article.text, near.end, name.start))


def _county_organ(canonical: Canonical, name: BodyName) -> Resolved | None:
    """The police organ of a district or county that a name is or stands in."""
    above: BodyName | None = name
    while above is not None:
        if above.head.frame in ("suborgan", "organ") and above.named:
            found = canonical.resolve(above)
            level = canonical.context.gazetteer[found.place].level if found.place else ""
            local = above.head.frame == "suborgan" or level == "county"
            if local and not found.generic and found.resolved:
                return found
        above = above.parent
    return None
