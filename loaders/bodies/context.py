"""Where a body's name stands: the divisions and bodies near it, and the agency that writes its section."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..extraction import Mention
from ..places.gazetteer import Division, Gazetteer, load_gazetteer, stem
from ..places.setting import document_setting
from ..places.toponym import DivisionSpan, year_of
from ..texts.article import Article, Section
from ..texts.span_index import SectionIndex
from .name_index import NameIndex
from .unit_name import BodyName

_WHOLE = re.compile(
    r"(?<!率先在)(?<!位居)(?<!位列)[全我](省|市|县|区|州|盟|旗)(?!局|率先|首|领先|前列|平均|第一|最|唯一|同类|排名)"
)
# An article of a law or regulation: its classes are of no place but the one that it names.
_STATUTE = re.compile(r"^[^\S\n]*第[一二三四五六七八九十百零〇\d]+条[\s　]", re.MULTILINE)
_ARTICLES_OF_STATUTE = 3
JOINT = re.compile("(?:、|和|与|及|以及|,)")  # between the items of a list
LONGEST_JOINT = 2
# 按照X省公安厅部署: the place of the superior that orders, not of what is done.
_ORDERED = re.compile("(?:按照|根据|落实|贯彻|遵照|依据|围绕|对照|执行)(?:了|好)?$")
_ORDERS = re.compile(
    "(?:公安厅|公安局|公安机关|省?委|市?委|政府|人民政府|政法委)?[^,。;;、]{0,8}(?:部署|要求|安排|指示|决策|意见)"
)
_ELSEWHERE = frozenset({"academy", "school", "media", "firm", "bank"})  # bodies at work away from their own place
_NATIONAL = re.compile("公安部|全国(?!人大|公安)")
_LEVELS = {"省": "province", "市": "city", "县": "county", "区": "county", "州": "city", "盟": "city", "旗": "county"}
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


@dataclass(frozen=True, slots=True)
class Locality:
    """A division as the article writes it: its code and the name to put before a body's."""

    code: str
    name: str


class BodyContext:
    """Looks around in one article.

    Parameters
    ----------
    article : Article
    divisions : sequence of DivisionSpan
    names : sequence of BodyName
        Every name read, sorted by start.
    places : sequence of Mention
        Places that the article names, sorted by start.
    """

    def __init__(
        self,
        article: Article,
        divisions: Sequence[DivisionSpan],
        names: Sequence[BodyName],
        places: Sequence[Mention] = (),
    ) -> None:
        self.article = article
        self.places = places
        self.names = _with_parents(names)
        self.index = NameIndex(self.names)
        self._longest = max((n.end - n.start for n in self.names), default=0)
        self.gazetteer: Gazetteer = load_gazetteer()
        self.year = year_of(article)
        self.divisions = [d for d in divisions if d.code and not d.dateline]
        self._division_starts = [d.start for d in self.divisions]
        self._sentence_starts = [s.start for s in article.sentences]
        self._sections = SectionIndex(article.sections)
        self.document: Locality | None = None
        self.written: dict[str, tuple[str, ...]] = {}  # chains of sub-bureaus as the article writes them, by place
        self._agencies = {i: self._agency_place(s) for i, s in enumerate(article.sections) if s.agency}
        self.document = self._document_place()
        self.statute = len(_STATUTE.findall(article.text)) >= _ARTICLES_OF_STATUTE
        self._listed = self._in_lists()
        self._elsewhere: dict[int, int] = {}
        for name in self.names:
            if name.head.frame in _ELSEWHERE:
                self._elsewhere[name.start] = max(name.end, self._elsewhere.get(name.start, 0))
        self._localities = sorted(
            [(d.start, self.locality(d)) for d in self.divisions if self._qualifies(d)] + self._wholes(),
            key=lambda x: x[0],
        )
        self._locality_starts = [s for s, _ in self._localities]

    def locality(self, division: DivisionSpan) -> Locality:
        """Write a division's name in full: a district under its city, a township under its county."""
        written = self.article.text[division.start : division.end]
        own = self.gazetteer.at(division.code, self.year)
        chained = division.form == "full" and division.last > division.start
        short = (
            division.form == "stem" and division.last == division.start and written.endswith("州") and len(written) > 2
        )
        name = written if division.form == "full" or short else own.name
        above = self.gazetteer.ancestors(division.code)
        if chained and above and above[0].code in _MUNICIPALITIES and not name.startswith(above[0].name):
            name, chained = written[division.last - division.start :], False
        agency = self._agencies.get(self.section_at(division.start)) if self._agencies else None
        if agency and agency.code == division.code and agency.name.endswith(name):
            return Locality(division.code, agency.name)
        return Locality(division.code, self._under(division.code, name, chained=chained))

    def county_of(self, code: str) -> str:
        """The county or district that a division is or lies in, or nothing."""
        if code not in self.gazetteer:
            return ""
        lineage = (self.gazetteer[code], *self.gazetteer.ancestors(code))
        return next((d.code for d in lineage if d.level == "county"), "")

    def common(self, codes: Collection[str]) -> Locality | None:
        """The smallest division, below the country, that holds all of several."""
        lines = [[a.code for a in (*self.gazetteer.ancestors(c), self.gazetteer[c])] for c in codes]
        shared = [c for c in lines[0] if all(c in line for line in lines)] if lines else []
        shared = [c for c in shared if self.gazetteer[c].level != "country"]
        return self.in_full(shared[-1]) if shared else None

    def in_full(self, code: str) -> Locality:
        """Write the name of a division that the article need not name."""
        return Locality(code, self._under(code, self.gazetteer.at(code, self.year).name))

    def _under(self, code: str, name: str, *, chained: bool = False) -> str:
        """Put before a name the divisions by which it is told: 成都市|青羊区, 建水县|临安镇."""
        above = self._told_by(self.gazetteer[code])
        if chained:
            begun = next((i for i, a in enumerate(above) if name.startswith(a.name)), None)
            return name if begun is None else "".join(a.name for a in above[:begun]) + name
        return "".join(a.name for a in above) + name

    def _told_by(self, division: Division) -> tuple[Division, ...]:
        """The divisions that stand before a name: the city of a district, the county of a township."""
        if not division.parent:
            return ()
        above = self.gazetteer.at(division.parent, self.year)
        if division.level == "township":
            above = self._county_of_its_time(above)
            return (*self._told_by(above), above)
        district = division.name.endswith("区") and above.level == "city"
        return (above,) if district or above.code in _MUNICIPALITIES else ()

    def _county_of_its_time(self, county: Division) -> Division:
        """The document's district, where the one that holds a township today is younger than the document."""
        home = self.gazetteer[self.document.code] if self.document else county
        return home if home.code in self.gazetteer.former and home.parent == county.parent else county

    def section_at(self, position: int) -> int:
        """Index of the innermost section with an agency at a position, else of the innermost, else -1."""
        inside = self._sections.at(position)
        signed = [i for i in inside if self.article.sections[i].agency]
        if signed:
            return signed[-1]
        return inside[-1] if inside else -1

    def agency_at(self, position: int) -> Locality | None:
        """The place of the agency that writes the section, if one does."""
        return self._agencies.get(self.section_at(position))

    def place_near(self, position: int) -> Locality | None:
        """The division that qualifies a name without one."""
        agency = self.agency_at(position)
        if agency:
            return agency
        for inside in self._ranges(position, section=self.document is not None and not self.statute):
            if self._national(position, *inside):
                return None
            found = self._nearest_locality(position, *inside)
            if found:
                return found
        return None if self.statute else self.document

    def place_beside(self, position: int) -> Locality | None:
        """The division that stands nearest in the sentence, else in the paragraph."""
        near = (self._nearest_locality(position, *inside) for inside in self._ranges(position, section=False))
        return next((place for place in near if place), None)

    def unit_near(
        self, position: int, wanted: Callable[[BodyName], bool], *, after: bool = True, section: bool = False
    ) -> BodyName | None:
        """The nearest name of a wanted sort: before it in the sentence, then after, then in the paragraph."""
        for low, high in self._ranges(position, section=section):
            near = self.index.ending(low + 1, high + self._longest)
            inside = [n for n in near if low <= n.start < high and wanted(n)]
            before = [n for n in inside if n.end <= position]
            if before:
                return before[-1]
            if after:
                behind = [n for n in inside if n.start > position]
                if behind:
                    return behind[0]
        return None

    def joined(self, name: BodyName) -> list[BodyName]:
        """The names right before and right behind a name in a list."""
        text = self.article.text
        before = self.index.ending(name.start - LONGEST_JOINT, name.start - 1)
        behind = self.index.starting(name.end + 1, name.end + LONGEST_JOINT + 1)
        return [
            *(n for n in before if JOINT.fullmatch(text, n.end, name.start)),
            *(n for n in behind if JOINT.fullmatch(text, name.end, n.start)),
        ]

    def ground_before(self, position: int, kind: str) -> Mention | None:
        """The place of a kind (景区) named last before a position."""
        before = [p for p in self.places if p.end <= position and p.canonical.endswith(kind) and not p.generic]
        return before[-1] if before else None

    def divisions_between(self, start: int, end: int) -> list[DivisionSpan]:
        """The divisions whose names start in a stretch of text."""
        return self.divisions[bisect_left(self._division_starts, start) : bisect_left(self._division_starts, end)]

    def sentence_at(self, position: int) -> int:
        """Where the sentence that holds a position starts."""
        index = bisect_right(self._sentence_starts, position) - 1
        return self._sentence_starts[index] if index >= 0 else 0

    def settle_in(self, code: str) -> None:
        """Narrow the document's place to that of the organ that it is about."""
        home = self.document
        if home and code in self.gazetteer and code != home.code and self.gazetteer.within(code, home.code):
            self.document = self.in_full(code)

    def paragraph_at(self, position: int) -> tuple[int, int]:
        """The paragraph that holds a position."""
        index = bisect_right(self._sentence_starts, position) - 1
        if index < 0:
            return 0, position
        return self.article.paragraphs[self.article.sentences[index].paragraph]

    def bureau(self, place: Locality) -> tuple[str, ...]:
        """Chain of the police organs of a division, top down: 天津市公安局, 天津市公安局西青分局."""
        if place.code in self.written:
            return self.written[place.code]
        division = self.gazetteer[place.code]
        if division.level == "township":
            return self.bureau(self.in_full(self._county_of_its_time(self.gazetteer[division.parent]).code))
        if division.level == "province":
            return (place.name + ("公安局" if division.code in _MUNICIPALITIES else "公安厅"),)
        if division.level == "county" and division.name.endswith("区") and "新区" not in division.name:
            city = self.gazetteer.at(division.parent, self.year)
            if city.level == "city" or city.code in _MUNICIPALITIES:
                top = city.name + "公安局"
                return (top, top + (stem(division.name) or division.name) + "分局")
        return (place.name + "公安局",)

    def _ranges(self, position: int, *, section: bool = True) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        index = bisect_right(self._sentence_starts, position) - 1
        if index < 0:
            return out
        sentence = self.article.sentences[index]
        out.append((sentence.start, sentence.end))
        paragraph = self.article.paragraphs[sentence.paragraph]
        out.append(paragraph)
        if section:
            inside = [self.article.sections[i] for i in self._sections.at(position)]
            if inside and sentence.paragraph and len(self.article.sections) > 0:
                previous = self.article.paragraphs[sentence.paragraph - 1]
                if previous[0] >= inside[-1].start:
                    out.append(previous)
        return out

    def _national(self, position: int, low: int, high: int) -> bool:
        """公安部 or 全国 stands before it: the class of the whole country is meant."""
        hits = list(_NATIONAL.finditer(self.article.text, low, min(position, high)))
        return bool(hits) and not self._locality_between(hits[-1].start(), position)

    def _locality_between(self, first: int, last: int) -> bool:
        return bisect_right(self._locality_starts, first) < bisect_left(self._locality_starts, last)

    def _nearest_locality(self, position: int, low: int, high: int) -> Locality | None:
        near = slice(bisect_left(self._locality_starts, low), bisect_left(self._locality_starts, high))
        inside = [(s, p) for s, p in self._localities[near] if not self.in_list_before(s, position)]
        before = [p for s, p in inside if s < position]
        if before:
            return before[-1]
        return inside[0][1] if inside and self._told_first(position, inside[0][0]) else None

    def _told_first(self, position: int, start: int) -> bool:
        """Whether a place after a name may qualify it: in its sentence, or in an article of no other place."""
        at = bisect_right(self._sentence_starts, position)
        stop = self._sentence_starts[at] if at < len(self._sentence_starts) else len(self.article.text)
        return start < stop or self.document is None

    def _qualifies(self, division: DivisionSpan) -> bool:
        """Whether a division may qualify what stands near it: not that of a superior who orders, nor of a college."""
        text = self.article.text
        if _ORDERS.match(text, division.end) and _ORDERED.search(text, max(0, division.start - 6), division.start):
            return False
        return self._elsewhere.get(division.start, 0) <= division.end

    def in_list_before(self, start: int, position: int) -> bool:
        """Whether what starts at an offset is an item of a list of places that ends before a position."""
        return self._listed.get(start, position) < position

    def _in_lists(self) -> dict[int, int]:
        """Where divisions of a list (甲县、乙县; 甲县公安局、乙县公安局) start, and where the list ends.

        What follows such a list is of all of them: none of them alone qualifies it.
        """
        begins = {d.start: (d.start, d.end) for d in self.divisions}
        for name in self.names:
            if name.start in begins and name.end > begins[name.start][1]:
                begins[name.start] = (name.start, name.end)
        codes = {d.start: d.code for d in self.divisions}
        items: list[tuple[int, int]] = []
        for item in sorted(begins.values()):
            outside = not items or item[0] >= items[-1][1]
            if outside and self.gazetteer[codes[item[0]]].level != "township":
                items.append(item)
        out: dict[int, int] = {}
        for (start, end), (follower, last) in pairwise(items):
            if codes[start] == codes[follower]:
                continue
            if (
                end < follower <= end + 2
                and self.article.text[end:follower] != ","
                and JOINT.fullmatch(self.article.text, end, follower)
            ):
                out[start] = out[follower] = last
        for start, end in reversed(items):
            if start in out and end + 1 in out:
                out[start] = out[end + 1]
        for start, end in items:
            if start in out:
                out |= {d.start: out[start] for d in self.divisions if start < d.start < end}
        return out

    def _agency_place(self, section: Section) -> Locality | None:
        assert_span = section.agency
        if assert_span is None:
            return None
        inside = self.divisions_between(*assert_span)
        if not inside:
            return None
        if any(a.end != b.start for a, b in pairwise(inside)):  # 宜宾市|公安局|南溪区|分局
            return self.in_full(inside[-1].code)
        return Locality(inside[-1].code, self.article.text[inside[0].start : inside[-1].end])

    def _document_place(self) -> Locality | None:
        title = self.article.title
        if title:
            named = self.divisions_between(*title)
            if named:
                return self.locality(named[-1])
        code = document_setting(self.article, self.divisions).code
        return self.in_full(code) if code else None

    def _wholes(self) -> list[tuple[int, Locality]]:
        """全市, 全省 stand for the document's division of that level."""
        out = []
        for start, end in self.article.body:
            for hit in _WHOLE.finditer(self.article.text, start, end):
                own = self.document if self.document and self.document.name.endswith(hit[1]) else None
                found = own or self.at_level(self.document, _LEVELS[hit[1]])
                if found:
                    out.append((hit.start(), found))
        return out

    def at_level(self, place: Locality | None, level: str) -> Locality | None:
        """The division of a level that a place is or lies in; a municipality counts as a city too."""
        if place is None:
            return None
        for division in (self.gazetteer[place.code], *reversed(self.gazetteer.ancestors(place.code))):
            if division.level == level or (level == "city" and division.code in _MUNICIPALITIES):
                return place if division.code == place.code else self.in_full(division.code)
        return None


def _with_parents(names: Sequence[BodyName]) -> list[BodyName]:
    """Every name and every parent that it names, sorted by where its head ends."""
    out: dict[tuple[int, int], BodyName] = {}
    for name in names:
        above: BodyName | None = name
        while above is not None:
            out[above.start, above.end] = above
            above = above.parent
    return [out[key] for key in sorted(out, key=lambda k: (k[1], k[0]))]
