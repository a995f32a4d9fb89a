"""The full names of departments and organisations: their place, the level that they name, or their own name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..places.gazetteer import stem
from ..places.named_place import begins_body
from .context import Locality
from .resolved import Resolved, plain
from .unit_name import BodyName

if TYPE_CHECKING:
    from .canonical import Canonical

_NATIONAL = ("中央", "最高人民", "全国", "国家", "国务院")
_LEVELS = ("省", "市", "县", "区", "州", "旗")
_GRASSROOTS = ("社区", "村", "镇", "乡", "街道", "街镇", "嘎查")
_LONGEST_LEVELLED = 12  # 营商环境建设厅; a run of several (市委市政府…) is of no one level
_TOWN_LEVELS = frozenset({"镇", "乡", "街道"})
_LEVELLED = frozenset({"place", "committee", "government", "treasury"})
_PUT_IN = re.compile(
    "(?:内|里)?(?:新|增|分别|均|都|已)?(?:设立|成立|组建|建立|设置|设有|建有|建成|打造|开设|增设|挂牌|共建)了?"
)
# Bodies that a county has and a township has not.
_OF_COUNTY = re.compile("(?<!分)局$|院$|厅$")
_TREASURY_LEVEL = re.compile("^[省市县区州旗镇乡]级?(?=财政)")
# Departments that a text names as a class are those of the place near by: 建水县司法所.
LOCAL_CLASSES = frozenset({"local", "place", "mediation", "lawfirm", "twocommittees", "treasury"})


def resolve_department(canonical: Canonical, name: BodyName) -> Resolved:
    """Return the canonical name of a department or an organisation.

    Parameters
    ----------
    canonical : Canonical
    name : BodyName
        Of type ``Department`` or ``Organisation``.

    Returns
    -------
    Resolved

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局联合县司法局接访。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> resolve_department(Canonical(article, BodyContext(article, divisions, names)), names[-1]).canonical
    '建水县司法局'
    """
    context, own, frame = canonical.context, canonical.own(name), name.head.frame
    if name.parent is not None:
        return canonical.resolve(name.parent).below(own)
    if own.startswith(_NATIONAL) and name.place is None:
        return Resolved((own,), "100000")  # 中央政法委, whatever place stands near
    if name.place is not None and canonical.article.text.startswith("共青团", name.start):
        return Resolved((plain(canonical.article.text[name.start : name.end]),), name.place.code)
    if name.place is not None:
        if name.type == "Organisation" and (name.free or name.place.form == "stem"):
            written = plain(canonical.article.text[name.start : name.end])  # a name of its own
            return Resolved((written,), name.place.code)
        place = context.locality(name.place)
        return Resolved((place.name + own,), place.code)
    station = _station_of(canonical, name) if frame == "mediation" else None
    if station is not None:
        return station.below(own, generic=station.generic)
    if frame == "administration" and not name.free and (ground := context.ground_before(name.start, own[:2])):
        return Resolved((ground.canonical + own[2:],), ground.place)  # 银滩景区|管委会
    if frame == "treasury":
        own = _TREASURY_LEVEL.sub("", own)
    if frame == "local" and name.free and (town := _town_of(canonical, name)):
        own = own.removeprefix(name.free)
        return Resolved((town.name.removesuffix("街道" if own.startswith("街道") else "") + own,), town.code)
    if frame == "media" or (name.free and name.type == "Organisation"):
        return Resolved((own,))
    if name.modifiers and name.modifiers[0] in _TOWN_LEVELS and (seat := _town_of_station(canonical, name)):
        return Resolved((seat.name + own.removeprefix(seat.name[-len(name.modifiers[0]) :]),), seat.code)
    agency = context.agency_at(name.start)
    level = _level_of(name)
    if level and not (agency and agency.name.endswith(level)):
        seat = canonical.at_level(agency or context.place_near(name.start) or context.document, level)
        seat = seat or canonical.at_level(context.document, level)  # a superior stands nearer
        if seat is not None and seat.name.endswith(level):
            return Resolved((seat.name + (own[1:] if own[0] == level and not name.modifiers else own),), seat.code)
    if agency is not None:
        return _of_agency(canonical, name, own, agency)
    local = frame in LOCAL_CLASSES or (frame == "party" and own.startswith(_GRASSROOTS))
    near = context.place_near(name.start) if local and not name.free else None
    if near is not None and context.gazetteer[near.code].level == "township":
        if name.modifiers and name.modifiers[0] in _TOWN_LEVELS and near.name.endswith(name.modifiers[0]):
            return Resolved((near.name + own.removeprefix(name.modifiers[0]),), near.code)  # 边疆镇|镇司法所
        if not _seated_in_town(canonical, name):
            near = context.at_level(near, "county")
    if near is not None and context.gazetteer[near.code].level != "country":
        own = own[2:] if own[1] == "级" and near.name.endswith(own[0]) else own  # 惠农区|区级|综治中心
        return Resolved((near.name + own,), near.code, generic=True)
    return Resolved((own,), generic=not name.free, resolved=bool(name.free))


def _seated_in_town(canonical: Canonical, name: BodyName) -> bool:
    """Whether a class is of a township: one that its sentence names alone before it, not as the name of a body."""
    context = canonical.context
    before = context.divisions_between(context.sentence_at(name.start), name.start)
    if not before or name.modifiers or _OF_COUNTY.search(name.head.word):
        return False
    town = before[-1]
    alone = len({d.code for d in before if context.gazetteer[d.code].level == "township"}) == 1
    return (
        alone and context.gazetteer[town.code].level == "township" and not begins_body(context.article.text, town.end)
    )


def _station_of(canonical: Canonical, name: BodyName) -> Resolved | None:
    """在甲派出所设立|调解室: the station of its sentence in which a mediation room is founded or kept."""
    text = canonical.article.text
    low = canonical.context.sentence_at(name.start)
    before = canonical.context.index.within(low, name.start)
    if (
        not before
        or before[-1].head.frame != "station"
        or not before[-1].free
        or not _PUT_IN.fullmatch(text, before[-1].end, name.start)
    ):
        return None
    return canonical.resolve(before[-1])


def _of_agency(canonical: Canonical, name: BodyName, own: str, agency: Locality) -> Resolved:
    """A department in a section that one agency writes."""
    if name.head.frame == "party" and not own.startswith(("社区", "村")):
        home = canonical.home.at(name.start)
        if home is not None and home.canonical.endswith("分局"):
            return home.below(own, generic=True)
        county = canonical.context.gazetteer[agency.code].level == "county"
        organ = agency.name + ("公安局" if county else "公安机关")
        return Resolved((organ, organ + own), agency.code, True)
    if own[0] == agency.name[-1] and own[1:2] in ("委", "政"):
        own = own[1:]  # 江苏省|省委
    return Resolved((agency.name + own,), agency.code, not name.free)


def _town_of(canonical: Canonical, name: BodyName) -> Locality | None:
    """青阳|司法所: the township of the article's county whose short name the body bears."""
    context = canonical.context
    near = context.place_near(name.start)
    if near is None:
        return None
    division = context.gazetteer[near.code]
    county = division.parent if division.level == "township" else near.code
    towns = [t for t in context.gazetteer.townships(county) if stem(t.name) == name.free]
    return context.in_full(towns[0].code) if len(towns) == 1 else None


def _town_of_station(canonical: Canonical, name: BodyName) -> Locality | None:
    """镇|水利站 after 甲派出所: the township of the level named that bears the name of the station last named."""
    context = canonical.context
    station = context.unit_near(name.start, lambda n: n.head.frame == "station", after=False)
    if station is None or not station.free:
        return None
    county = context.county_of(canonical.resolve(station).place)
    found = [t for t in context.gazetteer.townships(county) if station.free in (t.name, stem(t.name))] if county else []
    if len(found) != 1 or not found[0].name.endswith(name.modifiers[0]):
        return None
    return Locality(found[0].code, found[0].name)


def _level_of(name: BodyName) -> str:
    """The level that a department names without its place: 县 of 县司法局, 市 of 市委."""
    if name.free or name.head.frame not in _LEVELLED or len(name.head.word) > _LONGEST_LEVELLED:
        return ""
    if name.head.frame == "treasury" and name.modifiers:
        first = name.modifiers[0][0]  # 县级财政
    elif name.modifiers:
        first = name.modifiers[0] if len(name.modifiers) == 1 else ""
    else:
        first = name.head.word[0]
    return first if first in _LEVELS else ""
