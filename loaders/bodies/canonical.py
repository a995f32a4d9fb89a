"""The full official name of a body, resolved from its own parts and from where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from ..places.setting import at_level
from ..texts.article import Article
from .border import BorderOrgans, border_body
from .context import BodyContext, Locality
from .departments import resolve_department
from .home import HomeOrgan
from .name import parse_body
from .name_index import LongerNames
from .neighbours import by_neighbour, longer_name, place_that_founded
from .resolved import Resolved, plain
from .station_organ import county_before, list_parent, station_above
from .unit_name import BodyName

_LEVEL_WORDS = re.compile(
    r"[旗盟][(（][^)）]*[)）]|省市县|市县|省市|县市?区|市区县|区县|市州|设区的?市|[省市县区][((][^))]*[))]|(?:省|市|县|区|州)级|市区两级"
)
_JOINED = re.compile("[市省]局[、和]$")
_DROPPED = re.compile(
    r"^(?:全.{1,2}|我.|各级?|各地区?|各(?:级|个|相关|有关|业务|地)|属地|辖区内?|所辖|辖内|本地|当地|[两三四五]级|多个|所有|全体|全部|其他|本.|第|所在地?|部分|就近|周边|该|我|本|公安|[省市县区州旗]|[省市县区州旗][里内])$"
)
_SHORT = {"市局": "市", "县局": "县", "区局": "区", "州局": "州", "省厅": "省"}
_NORMAL = {
    "公安派出所": "派出所",
    "直属各部门": "直属部门",
    "直属各单位": "直属单位",
    "各部门": "职能部门",
    "相关职能部门": "职能部门",
    "各职能部门": "职能部门",
    "各警种": "警种",
    "各企业": "企业",
    "各企业党支部": "企业党支部",
}
_INNER = frozenset({"centre", "taskforce", "office", "police", "branch", "party"})
# Without a name of their own these are classes, whatever place or organ they are of: 青岛市派出所.
_CLASSES = frozenset({"station", "room", "police"})
# In a section that one agency writes these are of its place, not of the agency: 佛山市顺德区派出所.
_PLACED = frozenset({"station", "room"})
# Rooms of villages and communities are a place's, those for a task (护企警务站) its bureau's.
_OF_PLACE = re.compile(
    r"(?:标准化|示范|中心|[一二三]级|城乡|农村|乡村|村级?|行政村|驻村|社区|牧区|便民|公安|网格|镇街|街道|乡镇|[(（)）、/村社区])*"
    r"(?:警务[室站点区]|警务服务[室站点]|警务联络[室点站]|警务驿站|驿站|岗亭|服务[点站]|警务工作室)\Z|.*工作站\Z"
)
_ORGANS = frozenset({"organ", "suborgan", "organs"})


class Canonical:
    """Resolves the names of one article.

    Parameters
    ----------
    article : Article
    context : BodyContext
    """

    def __init__(self, article: Article, context: BodyContext) -> None:
        self.article, self.context = article, context
        self._done: dict[tuple[int, int], Resolved] = {}
        self._pending: set[tuple[int, int]] = set()
        self.border = BorderOrgans(context.names)
        self.longer = LongerNames(context.names, self.own)
        self.county_organs: dict[tuple[str, tuple[str, ...]], Resolved] | None = None  # of all names, once asked for
        self._bureaus = frozenset(n.place.code for n in context.names if n.head.frame == "organ" and n.place)
        self._settled = self._told_early = False  # whether the home organ is known; whether it was asked for before
        self._keep_written_names()
        self.home = HomeOrgan(self)
        self._settled = True
        context.settle_in(self.home.place)

    def resolve(self, name: BodyName) -> Resolved:
        """Return the canonical name of a body's name."""
        key = (name.start, name.end)
        if key not in self._done:
            if key in self._pending:
                return Resolved((self.own(name),), resolved=False)
            self._pending.add(key)
            self._done[key] = self._resolve(name)
            self._pending.discard(key)
        return self._done[key]

    def _resolve(self, name: BodyName) -> Resolved:
        frame = name.head.frame
        if frame == "ministry":
            return Resolved((name.head.word,), "100000")
        if name.place is not None and not name.place.code:  # a division that several share: never guessed
            return Resolved((plain(self.article.text[name.place.start : name.end]),), resolved=False)
        if frame == "organ":
            return self._organ(name)
        if frame == "organs":
            return self._organs(name)
        if frame == "suborgan":
            return self._suborgan(name)
        if name.type == "Unit":
            return self._unit(name)
        return resolve_department(self, name)

    def _keep_written_names(self) -> None:
        """A sub-bureau's name as the article writes it in full (宜宾市公安局南溪区分局) holds for its short ones."""
        for name in self.context.names:
            if name.head.frame == "suborgan" and name.parent is not None and (name.free or name.place):
                self._told_early = False
                found = self._suborgan(name)
                code = "" if self._told_early else found.place  # 县公安局城西分局 is no full name
                if code in self.context.gazetteer and self.context.gazetteer[code].level == "county":
                    self.context.written.setdefault(code, found.chain)

    def own(self, name: BodyName) -> str:
        """The name's own part, without place and parent: 和苑派出所, 三类警务室."""
        kept = "".join(m for m in name.modifiers if not _DROPPED.match(m)) if name.modifiers else ""
        word = _NORMAL.get(name.head.word, name.head.word)
        if name.place is not None and name.place.end == name.head.start + 1:
            word = word[1:]  # 吉林省|委
        return plain(kept + name.free + word)

    # organs of a division

    def _organ(self, name: BodyName) -> Resolved:
        word = name.head.word
        if name.parent is not None:
            return self.resolve(name.parent).below(self.own(name), generic=False)
        if name.place is not None:
            place = self.context.locality(name.place)
            if (name.words or (word.endswith("公安局") and len(word) > 3)) and name.place.form == "stem":
                return Resolved((plain(self.article.text[name.start : name.end]),), place.code)
            if name.place.end == name.head.start + 1:
                word = "公安" + word[1:]
            if word in _SHORT or (word == "公安局" and name.place.form == "stem"):
                chain = self.context.bureau(place)
                return Resolved(chain, place.code)
            return Resolved((place.name + name.free + word,), place.code)
        if name.free:
            return Resolved((self.own(name),), resolved=False)
        near = self.context.place_near(name.start)
        levels = [m for m in name.modifiers if _LEVEL_WORDS.fullmatch(m)]
        plural = next((m for m in (*levels, *name.modifiers) if m in levels or m.startswith(("各", "全"))), "")
        if plural:
            near = self._above_level(near, plural)
            own = (plural if _LEVEL_WORDS.fullmatch(plural) else "") + word
            return Resolved(((near.name if near else "") + own,), near.code if near else "", True)
        level = _SHORT.get(word) or next((m for m in name.modifiers if m in "省市县区州旗"), "")
        level = level or ("省" if word.endswith("公安厅") else "")
        home = self._home_of_level(name, level)
        if home is not None:
            return home
        seat = self.at_level(near or (self.context.document if level else None), level)
        seat = seat or (self.at_level(self.context.document, level) if level else None)  # a superior stands nearer
        if seat is None:
            return Resolved((level + word if word not in _SHORT else word,), resolved=False)
        return Resolved(self.context.bureau(seat), seat.code)

    def _above_level(self, near: Locality | None, levels: str) -> Locality | None:
        """The place whose counties are meant: 各县(市)公安局 are those of a prefecture, whatever county stands near."""
        county = near is not None and self.context.gazetteer[near.code].level in ("county", "township")
        if not county or not re.search("[县区旗]", levels) or levels.startswith("全"):
            return near
        return self.context.at_level(near, "city") or near

    def _home_of_level(self, name: BodyName, level: str) -> Resolved | None:
        """县局, 市公安局: the home organ, or the one that it is a sub-bureau of."""
        if not self._settled:
            self._told_early = self._told_early or bool(level)
            return None
        home = self.home.at(name.start) if level and level != "省" else None
        for index, organ in enumerate(home.chain if home else ()):
            if home and organ.endswith(level + "公安局"):
                place = home.place if index == len(home.chain) - 1 else parse_body(organ).place
                return Resolved(home.chain[: index + 1], place)
        return None

    def at_level(self, near: Locality | None, level: str) -> Locality | None:
        """The division of a level (市 of 市局) that a place is or lies in."""
        if near is None or not level:
            return near
        if level == "省":
            return self.context.at_level(near, "province")
        if level == "市":
            own = self.context.document
            if own and own.name.endswith("市") and self.context.gazetteer.within(near.code, own.code):
                return own  # a city at county level
            return self.context.at_level(near, "city") or (near if near.name.endswith("市") else None)
        code = at_level(near.code, level)
        if not code:
            return None
        return near if code == near.code else self.context.in_full(code)

    def _organs(self, name: BodyName) -> Resolved:
        word = "公安机关" if name.head.word in ("公安", "警方") else name.head.word
        levels = "".join(m for m in name.modifiers if _LEVEL_WORDS.search(m) and not m.startswith("全"))
        if name.place is not None:
            place = self.context.locality(name.place)
            own = "" if re.search("[两三四]级", levels) else levels
            level = self.context.gazetteer[place.code].level
            if name.head.word == "公安" and (level == "county" or (level == "city" and self._has_bureau(place.code))):
                return Resolved(self.context.bureau(place), place.code)
            return Resolved((place.name + own + word,), place.code, True)
        if name.modifiers[:1] == ("全国",):
            return Resolved(("全国" + name.free + word,), generic=True, resolved=False)
        if name.modifiers[-1:] in (("上级",), ("下级",), ("同级",)):
            return Resolved((name.modifiers[-1] + word,), generic=True, resolved=False)
        near = self.context.place_near(name.start)
        own = re.sub("[两三四]级$", "", levels) + name.free
        whole = re.match("[全我本]([省市县区州旗])", "".join(name.modifiers))
        if whole and not self.context.agency_at(name.start):
            near = self.at_level(self.context.document or near, whole[1])
            if near is None:
                return Resolved((whole[0] + own + word,), generic=True, resolved=False)
        if near is None and self.context.document and name.modifiers in (("省",), ("市",), ("县",)):
            near = self.at_level(self.context.document, name.modifiers[0])
            own = ""
        return Resolved(((near.name if near else "") + own + word,), near.code if near else "", True)

    def _has_bureau(self, code: str) -> bool:
        """Whether the article names the bureau of a city, so that the city's 公安 is that bureau."""
        return code in self._bureaus

    # sub-bureaus

    def _suborgan(self, name: BodyName) -> Resolved:
        if name.parent is not None:
            inside = self.resolve(name.parent).below(self.own(name), generic=not name.free and not name.place)
            parsed = parse_body(inside.canonical, inside.place, generic=inside.generic)
            return replace(inside, place=parsed.place or inside.place)
        if name.place is not None:
            place = self.context.locality(name.place)
            chain = self.context.bureau(place)
            if name.head.word == "公安分局" and name.place.form == "full" and len(chain) > 1:
                written = self.context.gazetteer[place.code].name
                return Resolved((chain[0], chain[0] + written + "分局"), place.code)
            if len(chain) == 1 and not chain[0].endswith("分局"):
                top = self._city_bureau(name.start)
                if name.free and self.context.gazetteer[place.code].level == "city":
                    return Resolved((*chain, chain[-1] + name.free + "分局"), place.code)
                own = plain(self.article.text[name.place.start : name.place.end]) + name.free + "分局"
                return Resolved((*top.chain, top.canonical + own), place.code) if top else Resolved((own,), place.code)
            return Resolved(chain, place.code)
        if name.free:
            longer = longer_name(self, name)
            if longer:
                return longer
            top = self._city_bureau(name.start)
            return top.below(self.own(name), generic=False) if top else Resolved((self.own(name),), resolved=False)
        if name.modifiers == ("区",):
            district = self.at_level(self.context.place_near(name.start), "区")
            if district is not None and len(chain := self.context.bureau(district)) > 1:
                return Resolved(chain, district.code)
        near = self.context.unit_near(
            name.start, lambda n: n.end <= name.start and bool(self._suborgan_of(n)), after=False, section=True
        )
        if near is not None and not name.modifiers and not _JOINED.search(self.article.text[: name.start][-4:]):
            found = self._suborgan_of(near)
            if found:
                return found
        home = self.home.at(name.start)
        if home is not None and not name.modifiers and home.canonical.endswith("分局"):
            return home
        top = self._city_bureau(name.start)
        return top.below("分局", generic=True) if top else Resolved(("分局",), generic=True, resolved=False)

    def _suborgan_of(self, name: BodyName) -> Resolved | None:
        """The named sub-bureau that a name is or stands in."""
        while True:
            if name.head.frame == "suborgan" and name.named:
                return self.resolve(name)
            if name.head.frame == "organs" and name.place and name.head.word == "公安":
                found = self.resolve(name)
                return found if found.canonical.endswith("分局") else None
            if name.parent is None:
                return None
            name = name.parent

    def _city_bureau(self, position: int) -> Resolved | None:
        near = self.context.at_level(self.context.place_near(position), "city")
        return Resolved((self.context.bureau(near)[-1],), near.code) if near else None

    # units inside an organ

    def _unit(self, name: BodyName) -> Resolved:
        own = self.own(name)
        frame = name.head.frame
        border = border_body(self, name)
        if border is not None:
            return border
        generic = not name.named and frame in ("station", "room", "police", "window", "branch", "corps", "squad")
        if name.parent is not None:
            above = self.resolve(name.parent)
            many = not name.free and (above.generic or (frame in _CLASSES and name.parent.head.frame in _ORGANS))
            return above.below(own, generic=many)
        if name.place is not None:
            place = self.context.locality(name.place)
            if name.free and frame == "station":
                chain = self.context.bureau(place)
                return Resolved((*chain, chain[-1] + own), place.code)
            if frame == "station" and not name.modifiers and name.place.form == "full" and self._township(place.code):
                chain = self.context.bureau(place)
                return Resolved((*chain, chain[-1] + self.context.gazetteer[place.code].name + own), place.code)
            if frame in ("centre", "branch", "taskforce", "office") and not name.modifiers:
                chain = self.context.bureau(place)
                return Resolved((*chain, chain[-1] + own), place.code)
            if frame in ("squad", "window"):
                return Resolved((place.name + own,), place.code)
            town = self._township(place.code) and not name.modifiers
            many = not name.free and frame in _CLASSES and not town
            return Resolved((place.name + own,), place.code, many)
        longer = longer_name(self, name)
        if longer:
            county = county_before(self, name) if frame == "station" else None
            return county.below(own) if county and not self._related(county.place, longer.place) else longer
        if name.namesake is not None and name.namesake.code and frame == "station":
            chain = self.context.bureau(self.context.locality(name.namesake))
            return Resolved((*chain, chain[-1] + own), name.namesake.code)
        if name.free and frame == "station":
            listed = list_parent(self, name)
            organ = self.resolve(listed[0]) if listed else station_above(self, name)
            return organ.below(own) if organ else Resolved((own,), resolved=False)
        told = frame == "room" and bool(name.founded or name.words)
        if name.free and frame in ("room", "jail", "academy") and not told:
            return Resolved((own,), resolved=False)
        if frame in ("police", "academy") and name.head.word in ("中国人民警察队伍", "公安院校"):
            return Resolved((own,), generic=True)
        return self._in_context(name, own, generic)

    def _related(self, one: str, other: str) -> bool:
        gazetteer = self.context.gazetteer
        if one not in gazetteer or other not in gazetteer:
            return True
        return gazetteer.within(one, other) or gazetteer.within(other, one)

    def _township(self, code: str) -> bool:
        return self.context.gazetteer[code].level == "township"

    def _in_context(self, name: BodyName, own: str, generic: bool) -> Resolved:
        frame = name.head.frame
        inside = by_neighbour(self, name, own, generic)
        if inside is not None:
            return inside
        founder = place_that_founded(self, name)
        if founder is not None:
            return Resolved((founder.name + own,), founder.code, generic)
        agency = self.context.agency_at(name.start)
        home = self.home.at(name.start)
        if home is not None and (agency is not None or self._about(home, name)):
            of_organ = (frame in _INNER and frame != "police") or (frame == "squad" and name.named)
            of_organ = of_organ or (frame == "room" and not _OF_PLACE.match(own))
            of_place = agency is not None and frame in _PLACED and not name.named
            if of_organ or (home.canonical.endswith("分局") and not of_place):
                return home.below(own, generic=generic)
            if agency is None:
                return Resolved((home.canonical.removesuffix("公安局") + own,), home.place, generic)
        if agency is not None:
            level = self.context.gazetteer[agency.code].level
            county = level == "county"
            own = own.removeprefix("省级" if level == "province" else "县级" if county else "")
            organ = "公安局" if county and frame in _INNER else ""
            organ = "公安机关" if frame == "window" and not name.modifiers else organ
            above = (agency.name + organ,) if organ else ()
            return Resolved((*above, agency.name + organ + own), agency.code, generic)
        place = self.context.place_near(name.start)
        if place is None:
            written = self._as_written(name, own)
            return Resolved((written,), generic=generic, resolved=not generic)
        if frame == "centre" and not name.modifiers and self.context.gazetteer[place.code].level != "province":
            chain = self.context.bureau(place)
            return Resolved((*chain, chain[-1] + own), place.code)
        return Resolved((place.name + own,), place.code, generic)

    def _as_written(self, name: BodyName, own: str) -> str:
        """公安派出所: a class of no place keeps the word that a law or an abstract has for it."""
        normal = _NORMAL.get(name.head.word, name.head.word)
        nation = "全国" if name.modifiers[:1] == ("全国",) else ""
        if name.head.frame != "station" or not own.endswith(normal):
            return own
        return nation + own.removesuffix(normal) + name.head.word

    def _about(self, home: Resolved, name: BodyName) -> bool:
        """Whether no place outside the home organ's stands nearer to a name."""
        near = self.context.place_beside(name.start)
        gazetteer = self.context.gazetteer
        return near is None or home.place not in gazetteer or gazetteer.within(near.code, home.place)
