"""The full official name of a body, resolved from its own parts and from where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from ..places.setting import at_level
from ..texts.article import Article
from .context import BodyContext, Locality
from .name import parse_body
from .neighbours import by_neighbour, list_parent, longer_name, place_between, station_above
from .resolved import Resolved, plain
from .unit_name import BodyName

_LEVEL_WORDS = re.compile(
    r"省市县|市县|省市|县市?区|市区县|区县|市州|设区的?市|[省市县区][((][^))]*[))]|(?:省|市|县|区|州)级|市区两级"
)
_JOINED = re.compile("[市省]局[、和]$")
_DROPPED = re.compile(
    r"^(?:全.{1,2}|我.|各级?|各地区?|各(?:级|个|相关|有关|业务|地)|属地|辖区内?|所辖|辖内|本地|当地|[两三四五]级|多个|所有|全体|全部|其他|本.|第|所在地?|部分|就近|周边|该|我|本|公安|[省市县区州旗]|[省市县区州旗][里内])$"
)
_SHORT = {"市局": "市", "县局": "县", "区局": "区", "州局": "州", "省厅": "省"}
_NORMAL = {
    "公安派出所": "派出所",
    "各部门": "职能部门",
    "相关职能部门": "职能部门",
    "各职能部门": "职能部门",
    "各警种": "警种",
    "各企业": "企业",
    "各企业党支部": "企业党支部",
}
_INNER = frozenset({"centre", "taskforce", "office", "police", "branch", "party"})
_SQUADS = frozenset({"squad", "window"})
# Without a name of their own these are classes, whatever place or organ they are of: 青岛市派出所.
_CLASSES = frozenset({"station", "room", "police"})
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
        if frame == "organ":
            return self._organ(name)
        if frame == "organs":
            return self._organs(name)
        if frame == "suborgan":
            return self._suborgan(name)
        if name.type == "Unit":
            return self._unit(name)
        return self._other(name)

    def own(self, name: BodyName) -> str:
        """The name's own part, without place and parent: 和苑派出所, 三类警务室."""
        kept = "".join(m for m in name.modifiers if not _DROPPED.match(m))
        word = _NORMAL.get(name.head.word, name.head.word)
        if name.place is not None and name.place.end == name.head.start + 1:
            word = word[1:]  # 吉林省|委
        return plain(kept + name.free + word).replace("两委班子", "两委")

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
        plural = next((m for m in name.modifiers if _LEVEL_WORDS.fullmatch(m) or m.startswith(("各", "全"))), "")
        if plural:
            own = (plural if _LEVEL_WORDS.fullmatch(plural) else "") + word
            return Resolved(((near.name if near else "") + own,), near.code if near else "", True)
        level = _SHORT.get(word) or next((m for m in name.modifiers if m in "省市县区州旗"), "")
        level = level or ("省" if word == "公安厅" else "")
        home = self._at(near, level)
        if home is None:
            return Resolved((level + word if word not in _SHORT else word,), resolved=False)
        return Resolved(self.context.bureau(home), home.code)

    def _at(self, near: Locality | None, level: str) -> Locality | None:
        if near is None or not level:
            return near
        if level == "省":
            return self.context.at_level(near, "province")
        if level == "市":
            return self.context.at_level(near, "city") or (near if near.name.endswith("市") else None)
        code = at_level(near.code, level)
        if not code:
            return None
        return Locality(code, near.name if code == near.code else self.context.gazetteer[code].name)

    def _organs(self, name: BodyName) -> Resolved:
        word = "公安机关" if name.head.word in ("公安", "警方") else name.head.word
        levels = "".join(m for m in name.modifiers if _LEVEL_WORDS.search(m) and not m.startswith("全"))
        if name.place is not None:
            place = self.context.locality(name.place)
            own = "" if re.search("[两三四]级", levels) else levels
            if name.head.word == "公安" and self.context.gazetteer[place.code].level == "county":
                return Resolved(self.context.bureau(place), place.code)
            return Resolved((place.name + own + word,), place.code, True)
        if name.modifiers[:1] == ("全国",):
            return Resolved(("全国" + name.free + word,), generic=True, resolved=False)
        near = self.context.place_near(name.start)
        own = re.sub("[两三四]级$", "", levels) + name.free
        whole = re.match("[全我本]([省市县区州旗])", "".join(name.modifiers))
        if whole and not self.context.agency_at(name.start):
            near = self._at(self.context.document or near, whole[1])
            if near is None:
                return Resolved((whole[0] + own + word,), generic=True, resolved=False)
        return Resolved(((near.name if near else "") + own + word,), near.code if near else "", True)

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
            district = self._at(self.context.place_near(name.start), "区")
            if district is not None and len(chain := self.context.bureau(district)) > 1:
                return Resolved(chain, district.code)
        near = self.context.unit_near(
            name.start, lambda n: n.end <= name.start and bool(self._suborgan_of(n)), after=False
        )
        if near is not None and not name.modifiers and not _JOINED.search(self.article.text[: name.start][-4:]):
            found = self._suborgan_of(near)
            if found:
                return found
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
            if frame in ("centre", "branch", "taskforce", "office") and not name.modifiers:
                chain = self.context.bureau(place)
                return Resolved((*chain, chain[-1] + own), place.code)
            if frame in ("squad", "window"):
                return Resolved((place.name + own,), place.code)
            town = self.context.gazetteer[place.code].level == "township" and not name.modifiers
            many = not name.free and frame in _CLASSES and not town
            return Resolved((place.name + own,), place.code, many)
        longer = longer_name(self, name)
        if longer:
            return longer
        if name.namesake is not None and frame == "station":
            chain = self.context.bureau(self.context.locality(name.namesake))
            return Resolved((*chain, chain[-1] + own), name.namesake.code)
        if name.free and frame == "station":
            listed = list_parent(self, name)
            organ = self.resolve(listed[0]) if listed else station_above(self, name)
            return organ.below(own) if organ else Resolved((own,), resolved=False)
        if name.free and frame in ("room", "jail", "academy"):
            return Resolved((own,), resolved=False)
        if frame in ("police", "academy") and name.head.word in ("中国人民警察队伍", "公安院校"):
            return Resolved((own,), generic=True)
        return self._in_context(name, own, generic)

    def _in_context(self, name: BodyName, own: str, generic: bool) -> Resolved:
        frame = name.head.frame
        inside = by_neighbour(self, name, own, generic)
        if inside is not None:
            return inside
        agency = self.context.agency_at(name.start)
        if agency is not None:
            level = self.context.gazetteer[agency.code].level
            county = level == "county"
            own = own.removeprefix("省级" if level == "province" else "县级" if county else "")
            organ = (
                "公安局"
                if county and frame in _INNER
                else "公安机关"
                if frame == "window" and not name.modifiers
                else ""
            )
            above = (agency.name + organ,) if organ else ()
            return Resolved((*above, agency.name + organ + own), agency.code, generic)
        if frame == "station" or frame in _INNER or frame in _SQUADS:
            near = self.context.unit_near(name.start, lambda n: n.named and bool(self._suborgan_of(n)), after=False)
            bureau = self._suborgan_of(near) if near is not None else None
            if bureau is not None and near is not None and not place_between(self, near, name):
                return bureau.below(own, generic=generic)
        place = self.context.place_near(name.start)
        if place is None:
            return Resolved((own,), generic=generic, resolved=not generic)
        if frame == "centre" and not name.modifiers and self.context.gazetteer[place.code].level != "province":
            chain = self.context.bureau(place)
            return Resolved((*chain, chain[-1] + own), place.code)
        return Resolved((place.name + own,), place.code, generic)

    # departments and organisations

    def _other(self, name: BodyName) -> Resolved:
        own = self.own(name)
        frame = name.head.frame
        if name.parent is not None:
            return self.resolve(name.parent).below(own)
        if name.place is not None:
            place = self.context.locality(name.place)
            return Resolved((place.name + own,), place.code)
        if frame == "media" or (name.free and name.type == "Organisation"):
            return Resolved((own,))
        agency = self.context.agency_at(name.start)
        if agency is None and (level := _level_of(name)):
            home = self._at(self.context.place_near(name.start), level)
            if home is not None and home.name.endswith(level):
                own = own[1:] if own[0] == level else own
                return Resolved((home.name + own,), home.code)
        if agency is not None:
            division = self.context.gazetteer[agency.code]
            if frame == "party" and not own.startswith(("社区", "村")):
                organ = "公安局" if division.level == "county" else "公安机关"
                return Resolved((agency.name + organ, agency.name + organ + own), agency.code, True)
            if own[0] == agency.name[-1] and own[1:2] in ("委", "政"):
                own = own[1:]  # 江苏省|省委
            return Resolved((agency.name + own,), agency.code, not name.free)
        return Resolved((own,), generic=not name.free, resolved=bool(name.free))


def _level_of(name: BodyName) -> str:
    """The level that a department names without its place: 县 of 县司法局, 市 of 市委."""
    if name.free or name.head.frame not in ("place", "committee", "government"):
        return ""
    first = name.modifiers[0] if len(name.modifiers) == 1 else "" if name.modifiers else name.head.word[0]
    return first if first in ("省", "市", "县", "区", "州", "旗") and len(name.head.word) < 7 else ""
