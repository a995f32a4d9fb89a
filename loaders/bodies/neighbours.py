"""Names of bodies that other names of the article complete: longer forms, parents and siblings near by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .context import Locality
from .founded import FRAMES, founded_at
from .resolved import Resolved
from .unit_name import BodyName

_JOINTLY = re.compile("联合|会同|协同|携手|共同")
_COUNTED = re.compile(r"(?:[\d一二三四五六七八九十百千余多几数两每各]个|家|等)\Z")
_ROVING = frozenset({"patrol-prevention-squad", "community-policing-team"})  # of an organ as often as of a station
_TOLD = 2  # times that an article names the station that it tells of
_PLAIN_ROOMS = frozenset({"警务站", "警务室", "工作站"})
_OUR_BUREAU = re.compile("[我该本]局|局里")
_COVERAGE = re.compile("(?:建设)?(?:全覆盖|全域覆盖|覆盖率|建成率|达标率|应建尽建)")

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
        n for n in canonical.context.index.within(low, name.start) if n.head.frame in frames and (n.named or not named)
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
        founder = _founder(canonical, name, own)
        if founder is not None or frame not in ("window", "squad"):
            return founder
    if frame in FRAMES and _after_founded(canonical, name):
        return _founder(canonical, name, own)
    counted = _COUNTED.search(canonical.article.text, max(0, name.start - 8), name.start)
    if frame == "station" and bare and name.head.word == "派出所" and not counted:
        station = before_in_sentence(canonical, name, ("station",), named=True) or _told_station(canonical, name)
        return canonical.resolve(station) if station is not None else None
    if frame == "room" and _COVERAGE.match(canonical.article.text, name.end):
        return None
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
        beside = _beside_squad(canonical, name)
        if beside is not None:
            return beside.below(own, generic=False)
        same = _same_in_paragraph(canonical, name)
        if same is not None:
            return canonical.resolve(same)
        if name.head.kind and name.head.kind.id in _ROVING:
            near = before_in_sentence(canonical, name, ("station", "organ", "suborgan"), named=False)
            if near is not None and near.head.frame != "station":
                return canonical.resolve(near).below(own, generic=False)
            low = canonical.context.sentence_at(name.start)
            home = (
                canonical.home.at(name.start) if _OUR_BUREAU.search(canonical.article.text, low, name.start) else None
            )
            if near is None and home is not None:
                return home.below(own, generic=False)
        classed = before_in_sentence(canonical, name, ("station",), named=False)
        if classed is not None and not classed.named:
            return canonical.resolve(classed).below(own, generic=False)
        station = canonical.context.unit_near(
            name.start, lambda n: n.head.frame == "station" and n.named, after=False, section=True
        ) or canonical.context.unit_near(name.start, lambda n: n.head.frame == "station" and n.named)
        if station is not None and (several := _of_several(canonical, station, own)) is not None:
            return several
        return canonical.resolve(station).below(own, generic=False) if station is not None else None
    if frame in ("branch", "office") or own.startswith(("业务部门", "驻点")):
        organ = before_in_sentence(canonical, name, ("organ", "organs", "suborgan"), named=False)
        if organ is not None and not (frame == "office" and canonical.context.agency_at(name.start)):
            return canonical.resolve(organ).below(own, generic=generic)
    return None


def _told_station(canonical: Canonical, name: BodyName) -> BodyName | None:
    """The station that an article tells of: the only one, named twice before and oftener than organs by themselves."""
    stations = [
        n for n in canonical.context.names if n.head.frame == "station" and n.named and not n.modifiers
    ]  # 各景区派出所 is of another sort
    before = [n for n in stations if n.end <= name.start]
    if len(before) < _TOLD or len({canonical.own(n) for n in stations}) > 1:
        return None
    inner = {start for n in stations for start in range(n.start, n.end)}
    organs = [n for n in canonical.context.names if n.head.frame in ("organ", "suborgan") and n.named]
    alone = [n for n in organs if n.start not in inner]
    return before[0] if len(stations) > len(alone) else None


def _beside_squad(canonical: Canonical, name: BodyName) -> Resolved | None:
    """甲派出所案件办理队与|社区警务队: the named station whose squad stands right before a squad in a list."""
    before = [n for n in canonical.context.joined(name) if n.end < name.start and n.head.frame == "squad"]
    above = before[-1].parent if before else None
    return canonical.resolve(above) if above is not None and above.head.frame == "station" and above.named else None


def _same_in_paragraph(canonical: Canonical, name: BodyName) -> BodyName | None:
    """The squad or room of the same word that an earlier sentence of the paragraph names."""
    low, start = canonical.context.paragraph_at(name.start)[0], canonical.context.sentence_at(name.start)
    same = (n for n in canonical.context.index.starting(low, start) if n.head.word == name.head.word)
    return next((n for n in same if n.parent is None and n.place is None), None)


def _founder(canonical: Canonical, name: BodyName, own: str) -> Resolved | None:
    """The station or sub-bureau that founded a body alone: the last one before it in its sentence."""
    near = before_in_sentence(canonical, name, ("station", "organ", "suborgan", "organs"), named=False)
    if near is None:
        return None
    others = bool(canonical.context.index.starting(near.end + 1, name.start))
    if others and _JOINTLY.search(canonical.article.text, near.end, name.start):
        place = canonical.context.place_near(name.start)
        return Resolved((place.name + own,), place.code) if place else None
    organ = canonical.resolve(near)
    if near.head.frame == "station" and (several := _of_several(canonical, near, own)) is not None:
        return several
    if near.head.frame == "station" and organ.generic and not near.modifiers:
        return organ.below(own, generic=True)  # 在6个派出所设立|候问室
    if near.head.frame == "organs" and not organ.place:
        return None
    alone = (
        near.head.frame != "organ"
        or name.head.frame not in ("room", "window")
        or founded_at(canonical.article.text, name.start, name.end)
        or _after_founded(canonical, name)
    )
    if not alone or (organ.generic and near.head.frame != "organs"):
        return None
    return organ.below(own, generic=organ.generic)


def place_that_founded(canonical: Canonical, name: BodyName) -> Locality | None:
    """The city or county that founds a body by itself (甲市成立专班): no organ stands before it in the sentence.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县组建了禁毒工作领导小组。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> place = place_that_founded(canonical, names[-1])
    >>> place and place.name
    '建水县'
    """
    context, text = canonical.context, canonical.article.text
    if not founded_at(text, name.start, name.start):
        return None
    low = context.sentence_at(name.start)
    opening = [d for d in context.divisions_between(low, name.start) if not text[low : d.start].strip("“‘ 　")]
    if not opening or opening[0].form != "full" or text[opening[-1].end : opening[-1].end + 1] in ("公", "委", "人"):
        return None
    organs = [n for n in context.index.within(low, name.start) if n.head.frame in ("organ", "suborgan", "organs")]
    if organs:
        return None
    return context.locality(opening[-1])


def _after_founded(canonical: Canonical, name: BodyName) -> bool:
    """设立护学岗、骑警站: whether a name goes on a list whose first item is said to be founded."""
    return name.head.frame == "room" and any(
        n.head.frame == "room" and founded_at(canonical.article.text, n.start, n.end)
        for n in canonical.context.joined(name)
        if n.end < name.start
    )


def _of_several(canonical: Canonical, station: BodyName, own: str) -> Resolved | None:
    """A body that several named stations of a list have each: it is of the place's stations, not of the last one's."""
    context = canonical.context
    beside = [n for n in context.joined(station) if n.head.frame == "station" and n.named]
    if not station.named or not beside:
        return None
    counties = {context.county_of(canonical.resolve(n).place) for n in (station, *beside)} - {""}
    if len(counties) == 1:
        place: Locality | None = context.in_full(counties.pop())
    else:
        place = context.common(counties) or context.place_near(station.start)
    return Resolved((place.name + "派出所" + own,), place.code, generic=True) if place else None


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
    return bool(canonical.context.divisions_between(near.end, name.start))


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

    def wanted(n: BodyName) -> bool:
        told = n.parent is not None or n.place is not None or _tells_founding(canonical, n, own)
        return told and not n.modifiers and (n.named or _longer_centre(canonical, n, own))

    reach = 400 if not name.free and frame in ("squad", "room", "window") else float("inf")
    nearest = canonical.longer.nearest(name, own, wanted, reach)
    return canonical.resolve(nearest) if nearest is not None else None


def _tells_founding(canonical: Canonical, name: BodyName, own: str) -> bool:
    """Whether a name is longer than an own part, or stands where the text tells of its founding."""
    if _longer_centre(canonical, name, own) or (name.founded and len(canonical.own(name)) > len(own)):
        return True
    return name.founded and founded_at(canonical.article.text, name.start, name.start)


def _longer_centre(canonical: Canonical, name: BodyName, own: str) -> bool:
    longer = name.head.frame == "centre" or (name.head.frame == "room" and own not in _PLAIN_ROOMS)
    return longer and len(canonical.own(name)) > len(own)
