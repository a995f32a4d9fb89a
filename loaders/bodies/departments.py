"""The full names of departments and organisations: their place, the level that they name, or their own name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..places.gazetteer import stem
from .context import Locality
from .resolved import Resolved, plain
from .unit_name import BodyName

if TYPE_CHECKING:
    from .canonical import Canonical

_LEVELS = ("省", "市", "县", "区", "州", "旗")
_LEVELLED = frozenset({"place", "committee", "government", "treasury"})
_TREASURY_LEVEL = re.compile("^[省市县区州旗镇乡]级?(?=财政)")
# Departments that a text names as a class are those of the place near by: 建水县司法所.
_LOCAL_CLASSES = frozenset({"local", "place", "mediation", "lawfirm", "twocommittees", "treasury"})


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
    if name.place is not None:
        if name.type == "Organisation" and (name.free or name.place.form == "stem"):
            written = plain(canonical.article.text[name.start : name.end])  # a name of its own
            return Resolved((written,), name.place.code)
        place = context.locality(name.place)
        return Resolved((place.name + own,), place.code)
    if frame == "administration" and not name.free and (ground := context.ground_before(name.start, own[:2])):
        return Resolved((ground.canonical + own[2:],), ground.place)  # 银滩景区|管委会
    if frame == "treasury":
        own = _TREASURY_LEVEL.sub("", own)
    if frame == "local" and name.free and (town := _town_of(canonical, name)):
        own = own.removeprefix(name.free)
        return Resolved((town.name.removesuffix("街道" if own.startswith("街道") else "") + own,), town.code)
    if frame == "media" or (name.free and name.type == "Organisation"):
        return Resolved((own,))
    agency = context.agency_at(name.start)
    level = _level_of(name)
    if level and not (agency and agency.name.endswith(level)):
        seat = canonical.at_level(agency or context.place_near(name.start), level)
        if seat is not None and seat.name.endswith(level):
            return Resolved((seat.name + (own[1:] if own[0] == level else own),), seat.code)
    if agency is not None:
        return _of_agency(canonical, name, own, agency)
    near = context.place_near(name.start) if frame in _LOCAL_CLASSES and not name.free else None
    if near is not None and context.gazetteer[near.code].level == "township":
        near = context.at_level(near, "county")
    if near is not None and context.gazetteer[near.code].level != "country":
        return Resolved((near.name + own,), near.code, generic=True)
    return Resolved((own,), generic=not name.free, resolved=bool(name.free))


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


def _level_of(name: BodyName) -> str:
    """The level that a department names without its place: 县 of 县司法局, 市 of 市委."""
    if name.free or name.head.frame not in _LEVELLED or len(name.head.word) > 6:
        return ""
    if name.head.frame == "treasury" and name.modifiers:
        first = name.modifiers[0][0]  # 县级财政
    elif name.modifiers:
        first = name.modifiers[0] if len(name.modifiers) == 1 else ""
    else:
        first = name.head.word[0]
    return first if first in _LEVELS else ""
