"""Where a body's name stands: the divisions and bodies near it, and the agency that writes its section."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..extraction import Mention
from ..places.gazetteer import Division, Gazetteer, load_gazetteer, stem
from ..places.setting import document_setting
from ..places.toponym import DivisionSpan
from ..texts.article import Article, Section
from .unit_name import BodyName

_WHOLE = re.compile(r"[全我](省|市|县|区|州|盟|旗)(?!局|率先|首|领先|前列|平均|第一|最|唯一|同类|排名)")
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
        self._name_ends = [n.end for n in self.names]
        self._longest = max((n.end - n.start for n in self.names), default=0)
        self.gazetteer: Gazetteer = load_gazetteer()
        self.divisions = [d for d in divisions if d.code and not d.dateline]
        self._sentence_starts = [s.start for s in article.sentences]
        self.document: Locality | None = None
        self.written: dict[str, tuple[str, ...]] = {}  # chains of sub-bureaus as the article writes them, by place
        self._agencies = {i: self._agency_place(s) for i, s in enumerate(article.sections) if s.agency}
        self.document = self._document_place()
        self._localities = sorted(
            [(d.start, self.locality(d)) for d in self.divisions] + self._wholes(),
            key=lambda x: x[0],
        )

    def locality(self, division: DivisionSpan) -> Locality:
        """Write a division's name in full: a district under its city, a township under its county."""
        written = self.article.text[division.start : division.end]
        own = self.gazetteer[division.code]
        chained = division.form == "full" and division.last > division.start
        name = written if division.form == "full" else own.name
        above = self.gazetteer.ancestors(division.code)
        if chained and above and above[0].code in _MUNICIPALITIES and not name.startswith(above[0].name):
            name, chained = written[division.last - division.start :], False
        agency = self._agencies.get(self.section_at(division.start)) if self._agencies else None
        if agency and agency.code == division.code and agency.name.endswith(name):
            return Locality(division.code, agency.name)
        return Locality(division.code, self._under(division.code, name, chained=chained))

    def in_full(self, code: str) -> Locality:
        """Write the name of a division that the article need not name."""
        return Locality(code, self._under(code, self.gazetteer[code].name))

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
        above = self.gazetteer[division.parent]
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
        inside = [(i, s) for i, s in enumerate(self.article.sections) if s.start <= position < s.end]
        signed = [i for i, s in inside if s.agency]
        if signed:
            return signed[-1]
        return inside[-1][0] if inside else -1

    def agency_at(self, position: int) -> Locality | None:
        """The place of the agency that writes the section, if one does."""
        return self._agencies.get(self.section_at(position))

    def place_near(self, position: int) -> Locality | None:
        """The division that qualifies a name without one."""
        agency = self.agency_at(position)
        if agency:
            return agency
        for inside in self._ranges(position, section=self.document is not None):
            if self._national(position, *inside):
                return None
            found = self._nearest_locality(position, *inside)
            if found:
                return found
        return self.document

    def place_beside(self, position: int) -> Locality | None:
        """The division that stands nearest in the sentence, else in the paragraph."""
        near = (self._nearest_locality(position, *inside) for inside in self._ranges(position, section=False))
        return next((place for place in near if place), None)

    def unit_near(
        self, position: int, wanted: Callable[[BodyName], bool], *, after: bool = True, section: bool = False
    ) -> BodyName | None:
        """The nearest name of a wanted sort: before it in the sentence, then after, then in the paragraph."""
        for low, high in self._ranges(position, section=section):
            near = slice(bisect_right(self._name_ends, low), bisect_right(self._name_ends, high + self._longest))
            inside = [n for n in self.names[near] if low <= n.start < high and wanted(n)]
            before = [n for n in inside if n.end <= position]
            if before:
                return before[-1]
            if after:
                behind = [n for n in inside if n.start > position]
                if behind:
                    return behind[0]
        return None

    def ground_before(self, position: int, kind: str) -> Mention | None:
        """The place of a kind (景区) named last before a position."""
        before = [p for p in self.places if p.end <= position and p.canonical.endswith(kind) and not p.generic]
        return before[-1] if before else None

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
            city = self.gazetteer[division.parent]
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
            inside = [s for s in self.article.sections if s.start <= position < s.end]
            if inside and sentence.paragraph and len(self.article.sections) > 0:
                previous = self.article.paragraphs[sentence.paragraph - 1]
                if previous[0] >= inside[-1].start:
                    out.append(previous)
        return out

    def _national(self, position: int, low: int, high: int) -> bool:
        """公安部 or 全国 stands before it: the class of the whole country is meant."""
        hits = list(_NATIONAL.finditer(self.article.text, low, min(position, high)))
        return bool(hits) and not any(hits[-1].start() < s < position for s, _ in self._localities)

    def _nearest_locality(self, position: int, low: int, high: int) -> Locality | None:
        inside = [(s, p) for s, p in self._localities if low <= s < high]
        before = [p for s, p in inside if s < position]
        if before:
            return before[-1]
        return inside[0][1] if inside else None

    def _agency_place(self, section: Section) -> Locality | None:
        assert_span = section.agency
        if assert_span is None:
            return None
        inside = [d for d in self.divisions if assert_span[0] <= d.start < assert_span[1]]
        if not inside:
            return None
        if any(a.end != b.start for a, b in pairwise(inside)):  # 宜宾市|公安局|南溪区|分局
            return self.in_full(inside[-1].code)
        return Locality(inside[-1].code, self.article.text[inside[0].start : inside[-1].end])

    def _document_place(self) -> Locality | None:
        title = self.article.title
        if title:
            named = [d for d in self.divisions if title[0] <= d.start < title[1]]
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
