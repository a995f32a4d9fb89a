"""Names of bodies that other names of the article complete: longer forms, parents and siblings near by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .founded import FRAMES, founded_at
from .name import parse_body
from .resolved import Resolved
from .unit_name import BodyName

_JOINT = re.compile("(?:、|和|与|及|以及|,)")

_JOINTLY = re.compile("联合|会同|协同|携手|共同")
_COUNTED = re.compile(r"(?:[\d一二三四五六七八九十百千余多几数两每各]个|家|等)$")
_ROVING = frozenset({"patrol-prevention-squad", "community-policing-team"})  # of an organ as often as of a station
_PLAIN_ROOMS = frozenset({"警务站", "警务室", "工作站"})
_ITEMS = re.compile(r"(?:[一-鿿]{2,4}、)*[一-鿿]{2,4}(?:、|和|与|及)")
_MOVED = re.compile("提拔|调任|转任|改任|任命|调到|调至|交流到|挂职")

if TYPE_CHECKING:
    from .canonical import Canonical


def before_in_sentence(
    canonical: Canonical, name: BodyName, frames: tuple[str, ...], *, named: bool
) -> BodyName | None:
    """The last name of certain frames before a name in its sentence.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局接警,派出所出警。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> before = before_in_sentence(canonical, names[-1], ("organ",), named=True)
    >>> before and before.head.word
    '公安局'
    """
    low = canonical.context.sentence_at(name.start)
    before = [
        n
        for n in canonical.context.names
        if low <= n.start and n.end <= name.start and n.head.frame in frames and (n.named or not named)
    ]
    return before[-1] if before else None


def by_neighbour(canonical: Canonical, name: BodyName, own: str, generic: bool) -> Resolved | None:
    """A name whose parent is another body of its sentence or paragraph.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局临安派出所接警,派出所出警。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> found = by_neighbour(canonical, names[-1], "派出所", generic=True)
    >>> found and found.canonical
    '建水县公安局临安派出所'
    """
    frame, bare = name.head.frame, not name.modifiers
    if frame in FRAMES and (
        name.founded or founded_at(canonical.article.text, name.start, name.end if frame == "room" else name.start)
    ):
        return _founder(canonical, name, own)
    counted = _COUNTED.search(canonical.article.text, max(0, name.start - 8), name.start)
    if frame == "station" and bare and name.head.word == "派出所" and not counted:
        station = before_in_sentence(canonical, name, ("station",), named=True)
        return canonical.resolve(station) if station is not None else None
    if frame == "room" and not (generic and name.head.word in _PLAIN_ROOMS):
        station = before_in_sentence(canonical, name, ("station",), named=True)
        if station is not None and not counted and not place_between(canonical, station, name):
            return canonical.resolve(station).below(own, generic=False)
    if frame == "room" and bare and name.head.word in _PLAIN_ROOMS:
        room = canonical.context.unit_near(name.start, lambda n: n.head.frame == "room" and n.named, after=False)
        return canonical.resolve(room) if room is not None else None
    if frame == "window" and bare:
        station = before_in_sentence(canonical, name, ("station", "organs"), named=False)
        return canonical.resolve(station).below(own, generic=generic) if station is not None else None
    if frame == "squad" and bare:
        same = _same_in_paragraph(canonical, name)
        if same is not None:
            return canonical.resolve(same)
        if name.head.kind and name.head.kind.id in _ROVING:
            near = before_in_sentence(canonical, name, ("station", "organ", "suborgan"), named=False)
            if near is not None and near.head.frame != "station":
                return canonical.resolve(near).below(own, generic=False)
        classed = before_in_sentence(canonical, name, ("station",), named=False)
        if classed is not None and not classed.named:
            return canonical.resolve(classed).below(own, generic=False)
        station = canonical.context.unit_near(
            name.start, lambda n: n.head.frame == "station" and n.named, after=False, section=True
        ) or canonical.context.unit_near(name.start, lambda n: n.head.frame == "station" and n.named)
        return canonical.resolve(station).below(own, generic=False) if station is not None else None
    if frame in ("branch", "office") or own.startswith(("业务部门", "驻点")):
        organ = before_in_sentence(canonical, name, ("organ", "organs", "suborgan"), named=False)
        if organ is not None and not (frame == "office" and canonical.context.agency_at(name.start)):
            return canonical.resolve(organ).below(own, generic=generic)
    return None


def _same_in_paragraph(canonical: Canonical, name: BodyName) -> BodyName | None:
    """The squad or room of the same word that an earlier sentence of the paragraph names."""
    low, start = canonical.context.paragraph_at(name.start)[0], canonical.context.sentence_at(name.start)
    same = (n for n in canonical.context.names if low <= n.start < start and n.head.word == name.head.word)
    return next((n for n in same if n.parent is None and n.place is None), None)


def _founder(canonical: Canonical, name: BodyName, own: str) -> Resolved | None:
    """The station or sub-bureau that founded a body alone: the last one before it in its sentence."""
    near = before_in_sentence(canonical, name, ("station", "organ", "suborgan", "organs"), named=False)
    if near is None:
        return None
    others = any(near.end < n.start < name.start for n in canonical.context.names)
    if others and _JOINTLY.search(canonical.article.text, near.end, name.start):
        place = canonical.context.place_near(name.start)
        return Resolved((place.name + own,), place.code) if place else None
    organ = canonical.resolve(near)
    alone = near.head.frame != "organ" or name.head.frame not in ("room", "window")
    if not alone or (organ.generic and near.head.frame != "organs"):
        return None
    return organ.below(own, generic=organ.generic)


def place_between(canonical: Canonical, near: BodyName, name: BodyName) -> bool:
    """Whether a division is named between two names.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局接警,石屏县派出所出警。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> place_between(canonical, names[0], names[-1])
    False
    """
    return any(near.end <= d.start < name.start for d in canonical.context.divisions)


def longer_name(canonical: Canonical, name: BodyName) -> Resolved | None:
    """A longer name elsewhere in the article that ends with this one.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局交警大队接警。交警大队出警。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> found = longer_name(canonical, names[-1])
    >>> found and found.canonical
    '建水县公安局交警大队'
    """
    frame = name.head.frame
    if not name.free and frame not in ("centre", "room", "squad", "window", "office", "branch"):
        return None
    if name.modifiers:
        return None
    own = canonical.own(name)
    if name.founded and founded_at(canonical.article.text, name.start, name.start):
        return None
    found = [
        n
        for n in canonical.context.names
        if n is not name
        and n.head.frame == frame
        and (n.parent is not None or n.place is not None or _tells_founding(canonical, n, own))
        and not n.modifiers
        and canonical.own(n).endswith(own)
        and (n.named or _longer_centre(canonical, n, own))
    ]
    if not found:
        return None
    if not name.free and frame in ("squad", "room", "window"):
        found = [n for n in found if abs(n.start - name.start) < 400]
    nearest = min(found, key=lambda n: (n.start > name.start, abs(n.start - name.start)), default=None)
    return canonical.resolve(nearest) if nearest is not None else None


def _tells_founding(canonical: Canonical, name: BodyName, own: str) -> bool:
    """Whether a name is longer than an own part, or stands where the text tells of its founding."""
    if _longer_centre(canonical, name, own) or (name.founded and len(canonical.own(name)) > len(own)):
        return True
    return name.founded and founded_at(canonical.article.text, name.start, name.start)


def _longer_centre(canonical: Canonical, name: BodyName, own: str) -> bool:
    longer = name.head.frame == "centre" or (name.head.frame == "room" and own not in _PLAIN_ROOMS)
    return longer and len(canonical.own(name)) > len(own)


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
    for above in canonical.context.names:
        if above.head.frame in ("organ", "suborgan") and above.named and 0 < name.start - above.end < 40:
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
    index = next((i for i, n in enumerate(context.names) if n is name), 0)
    before = [n for n in context.names[:index] if n.end < name.start and n.end >= name.start - 2]
    if before and before[-1].head.frame == "station" and before[-1].free:
        between = canonical.article.text[before[-1].end : name.start]
        chain = canonical.resolve(before[-1]).chain
        if _JOINT.fullmatch(between) and len(chain) > 1:
            return Resolved(chain[:-1], canonical.resolve(before[-1]).place)
    low = context.sentence_at(name.start)
    inside = [n for n in context.names if low <= n.start and n.end <= name.start and _county_organ(canonical, n)]
    if inside and _moved(canonical, inside[-1], name):
        return None
    if inside and not place_between(canonical, inside[-1], name):
        return _county_organ(canonical, inside[-1])
    seat = county_before(canonical, name)
    if seat is not None:
        return seat
    organs = {_structure(o): o for n in context.names if n is not name and (o := _county_organ(canonical, n))}
    home = context.document
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
    before = [d for d in context.divisions if low <= d.start < name.start]
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
