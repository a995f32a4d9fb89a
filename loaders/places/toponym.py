"""Every occurrence of a division's name in an article, full or short, with its code where that is clear.

Full names, stems and chains of them are found by an Aho–Corasick automaton; word boundaries, what follows, and the
other divisions of the article decide which occurrences are places and which of several divisions of one name is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import daachorse

from ..texts.article import Article
from ..texts.segmentation import word_starts
from ..texts.span_index import SpanIndex
from .gazetteer import Division, Gazetteer, Readings, load_gazetteer, stem
from .town_lists import listed_townships, of_township

# The last character of a full name belongs to the next word: 天津市民, 盐池县域, 幸福乡村.
_NOT_GENERIC = re.compile(
    r"市(?=民(?![警政兵族办间营主生革])|场|值(?![班守勤得])|价|面(?![向临对])|容(?!纳)|域|井|区(?!两级|县|镇|街))|"
    r"区(?=域|间|块|位|划)|县(?=域|城(?![区管])|份)|省(?=份|际|会|城|道)|乡(?=村(?![委支两])|镇|贤|愁)|镇(?=域)|街道(?=两[侧旁])"
)
# A short name that begins the name of something else: a road, a school, a dish.
_NOT_PLACE = re.compile(
    r"[东西南北中]?[一二三四五六七八九十]?(?:路|大街|大道|胡同|里弄)|街(?!道|镇|乡)|道(?=派出所|街|社区|\d)|桥|大桥|大厦|大酒店|饭店|宾馆|"
    r"[^市县区州旗省盟的和与、在等及地城北南东西](?=(?:公安)?派出所|司法所|法庭|街道|社区|警务|检查站)|"
    r"(?:日报|晚报|早报|晨报|都市报|电视台|(?:法制|法治|新闻|长安)?网(?=记者|讯|[、,,))]))|"
    r"时间|话|菜|口音|籍|湖|河(?!北|南)|山庄|家园|花园|园|时期|精神|会议|讲话|经验|模式|大学|学院|中学|小学|一中|医院|师范|小区|社区|村|名城|新村"
)
# What follows the short name of a place that acts: 朝阳警方, 西青分局, 长安公安.
_ACTS = re.compile(
    r"公安|铁路公安|机场公安|民航公安|森林公安|铁路警方|警方|警察|警务|分局|县局|区局|市局|刑警|交警|网警|巡警|特警|民警|检察|法院|政法|司法局|区委|县委|市委|区政府|县政府|市政府|政府|综治|全[市县区州旗]|"
    r"等地|地区|当地|检方|城区|市区|县城|境内|辖区"
)
# A station bears the name of its own area more often than that of a county.
_STATION = re.compile(r"(?:公安|边境|边防)?派出所")
# What belongs to a district or county, whatever larger area bears the same short name (河北分局 is not of 河北省).
_LOCAL = re.compile(r"分局|区公安|区分局|区局|县局|县公安|区人民|区委|县委")
# What belongs to the city of a short name: 大同铁路公安处 is not of 大同区.
_CITY_ONLY = re.compile(r"铁路公安|高新区公安|机场公安")
# A development zone is named after its city without a break: 成都|高新区.
_ZONE = re.compile(
    r"(?:国家)?(?:高新|经开|经济技术|新技术|自贸|保税|综保|空港|临港|天府|[东西南北]湖新)[一-鿿]{0,6}?(?:区|公安)"
)
_DATELINE = re.compile(
    r"(?:新华社|新华网|人民网|央视网|中新网|中新社|本报|本网|日报|公安报|法治报|记者|[(（])[^。,，\n]{0,24}?"
    r"(?:\d{1,2}月\d{1,2}日(?:电|讯|消息)|(?<=[^\d日])(?:电|讯)(?=[\s(（]|记者))"
)
# An author's address: (某大学 某学院,省 市 邮政编码).
_ADDRESS = re.compile(r"[(（][^()（）\n]{2,60}?[,，\s]\s*\d{6}\s*[)）]")
# Full names that begin with a verb (会同|县教育局): places only near what lies about them.
_READ_AS_VERB = frozenset({"会同县", "合作市", "新建区", "前进区", "振兴区", "解放区", "开化县", "进贤县"})
# A short name that is first of all a river's (头屯河): a county only where it acts.
_RIVER = re.compile(r".+[河江湖]$")
_CLAUSE_EDGE = frozenset("\n\t 　。,，、;；:：!！?？“”\"'‘’()（）《》<>【】[]—…·/|0123456789")
_FREQUENT = 200  # divisions of an article that are near to all of it
_COUNTY_UP = ("country", "province", "city", "county")


@dataclass(frozen=True, slots=True)
class DivisionSpan:
    """One occurrence of a division's name, chains joined (天津市西青区 is one).

    Parameters
    ----------
    start, end : int
        Half-open, in the clean text.
    code : str
        Division code, or empty where the name stays ambiguous.
    candidates : tuple of str
        Codes that the name may mean; the code alone where it is clear.
    form : str
        ``full`` or ``stem``: how the last part is written.
    last : int
        Where the last part of a chain starts.
    dateline : bool
        It only says where the report was filed (新华社北京…电).
    """

    start: int
    end: int
    code: str
    candidates: tuple[str, ...]
    form: str
    last: int
    dateline: bool = False


@cache
def _automaton() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    gazetteer = load_gazetteer()
    names = (*gazetteer.names(), *gazetteer.stems())
    patterns = tuple(dict.fromkeys(n for n in names if len(n) > 1 and n not in ("全国", "中国")))
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(patterns)), patterns


@lru_cache(maxsize=8192)
def _readings(name: str, year: int | None) -> Readings:
    return load_gazetteer().readings(name, year)


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    options: tuple[Division, ...]
    standing: tuple[Division, ...]  # those of them that stood at the document's date
    possible: tuple[Division, ...]  # what else the name may mean behind the name of what holds it
    full: bool
    left: bool  # a word or clause begins here
    right: bool  # a word ends here
    acts: bool  # followed by what an acting place is followed by
    ordinary: bool
    station: bool = False  # a short name followed by 派出所


def _occurrences(whole: str, offset: int, stop: int, gazetteer: Gazetteer, year: int | None) -> list[_Found]:
    automaton, patterns = _automaton()
    text, edges = whole[offset:stop], frozenset(word_starts(whole, offset, stop))
    found = []
    for start, end, pattern in automaton.find_overlapping(text):
        name = patterns[pattern]
        options, standing, possible, full = _readings(name, year)
        if not possible:
            continue  # a name of another time
        if _NOT_GENERIC.match(text, end - 1) if full else _NOT_PLACE.match(text, end):
            continue
        local = _LOCAL.match(text, end)
        if local and not full:
            options = tuple(d for d in options if d.level == "county") or options
        if not full and _CITY_ONLY.match(text, end):
            options = tuple(d for d in options if d.level == "city") or options
        if name == "公安":
            continue  # 公安县 is written in full
        if name == "和县" and start and text[start - 1] not in _CLAUSE_EDGE and text[start - 1] not in "省市":
            continue  # 甲所和|县公安局
        left = start in edges or start == 0 or text[start - 1] in _CLAUSE_EDGE
        station = not full and bool(_STATION.match(text, end))
        verb = name in _READ_AS_VERB
        acts = not station and not verb and bool(_ACTS.match(text, end))
        small = all(d.level == "county" and d.name[-1] != "市" for d in options)
        river = small and not full and bool(_RIVER.match(name))
        ordinary = verb or river or name in gazetteer.ordinary or (full and len(name) == 2)
        right = full or end in edges or end == len(text) or acts or station or bool(_ZONE.match(text, end))
        found.append(
            _Found(
                start + offset,
                end + offset,
                options,
                standing,
                possible,
                full,
                left,
                right,
                acts,
                bool(ordinary),
                station,
            )  # fmt: skip
        )
    return found


def _chains(found: Iterable[_Found], gazetteer: Gazetteer) -> Iterator[tuple[list[_Found], tuple[Division, ...]]]:
    """Leftmost-longest chains of occurrences, each part within the part before it."""
    starting: dict[int, list[_Found]] = {}
    for item in found:
        starting.setdefault(item.start, []).append(item)
    for items in starting.values():
        items.sort(key=lambda f: -f.end)

    def extend(end: int, above: tuple[Division, ...]) -> tuple[list[_Found], tuple[Division, ...]]:
        best: tuple[list[_Found], tuple[Division, ...]] = ([], above)
        for item in starting.get(end, ()):
            inside = tuple(
                d for d in item.possible if any(d.code != a.code and gazetteer.within(d.code, a.code) for a in above)
            )
            if inside and (item.right or item.full):
                rest, options = extend(item.end, inside)
                chain = [item, *rest]
                if not best[0] or chain[-1].end > best[0][-1].end:
                    best = (chain, options)
        return best

    reached = -1
    for start in sorted(starting):
        if start < reached:
            continue
        best: tuple[list[_Found], tuple[Division, ...]] | None = None
        for item in starting[start]:
            rest, options = extend(item.end, item.possible)
            chain = [item, *rest]
            likely = chain[-1].options
            options = likely if len(chain) == 1 else tuple(d for d in options if d in likely) or options
            if not (item.left and (item.right or item.full)):
                continue
            if len(chain) == 1 and not _may_stand_alone(item):
                continue
            if best is None or chain[-1].end > best[0][-1].end:
                best = (chain, options)
        if best:
            reached = best[0][-1].end
            yield best


def _may_stand_alone(item: _Found) -> bool:
    """Whether a single name can be a place at all; the article decides on the rest."""
    return not item.ordinary or item.acts or (item.full and item.end - item.start > 2)


def division_spans(article: Article) -> tuple[DivisionSpan, ...]:
    """Find every division's name in the body of an article.

    Parameters
    ----------
    article : Article

    Returns
    -------
    tuple of DivisionSpan
        Sorted, not overlapping.  Names that stay ambiguous have an empty code and their candidates.  Prefixes of unit
        names (天津市公安局) are included; stems that are ordinary words stand only in a clear context.

    Examples
    --------
    >>> from .gazetteer import load_gazetteer
    >>> [d.name for d in load_gazetteer().candidates("天津西青")]
    ['西青区']
    """
    sentences = [(s.start, s.end) for s in article.sentences]
    return spans_in(article.text, article.body, sentences, article.title, year_of(article))


def year_of(article: Article) -> int | None:
    """The year of an article's date, or None where it has none.

    Examples
    --------
    >>> from ..texts.article import DocumentDate, SourceText
    >>> from ..texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "盐源县的民警走访。", ""))
    >>> year_of(article), year_of(replace(article, date=DocumentDate("2012-05", "page")))
    (None, 2012)
    """
    year = article.date.edtf[:4]
    return int(year) if year.isdecimal() else None


def spans_in(
    text: str,
    body: Sequence[tuple[int, int]],
    sentences: Sequence[tuple[int, int]] = (),
    title: tuple[int, int] | None = None,
    year: int | None = None,
) -> tuple[DivisionSpan, ...]:
    """Do the work of `division_spans` on a plain text.

    Parameters
    ----------
    text : str
        Simplified script.
    body, sentences : sequences of spans
        Where to look, and what is near to what.
    title : span or None
        The headline: its divisions are near to everything.
    year : int or None
        The document's: names mean the divisions of that time; without one those of today, then former ones.

    Examples
    --------
    >>> t = "天津市和平区的居民说,和平区变了。朝阳产业在西青区发展。"
    >>> [(t[s.start:s.end], s.code) for s in spans_in(t, [(0, len(t))])]
    [('天津市和平区', '120101'), ('和平区', '120101'), ('西青区', '120111')]
    """
    gazetteer = load_gazetteer()
    chains = []
    for start, end in body:
        chains += list(_chains(_occurrences(text, start, end, gazetteer, year), gazetteer))
    addresses = SpanIndex(m.span() for m in _ADDRESS.finditer(text))
    chains = [c for c in chains if not addresses.touches(c[0][0].start, c[0][0].start + 1)]
    datelines = SpanIndex(m.span() for m in _DATELINE.finditer(text))
    written = {text[item.start : item.end] for chain, _ in chains for item in chain if item.full}
    chains = [
        c
        for c in chains
        if len(c[0]) > 1 or c[0][0].full or not of_township(text[c[0][0].start : c[0][0].end], written)
    ]
    clear = [_settle(c, o, gazetteer.outermost(o) if _clear(c, o) else None, datelines) for c, o in chains]
    nearness = _Nearness(clear, sentences, title)
    ending = {s.end: s for s in reversed(clear) if s.code}
    out = []
    for (chain, options), span in zip(chains, clear, strict=True):
        if span.code:
            out.append(span)
            continue
        chosen = _in_context(chain[-1], options, nearness.of(span), gazetteer)
        if chosen and chosen.level == "township" and _in_another(ending.get(span.start), chosen, gazetteer):
            continue
        settled = _settle(chain, options, chosen, datelines)
        if chosen or _named_in_full(chain[-1]):
            out.append(settled)
    taken = SpanIndex((s.start, s.end) for s in out)
    for first, last, code in listed_townships(text, body, [s.code for s in out if s.code and not s.dateline]):
        if not taken.touches(first, last):
            out.append(DivisionSpan(first, last, code, (code,), "stem", first))
    return tuple(sorted(out, key=lambda s: s.start))


def _in_another(before: DivisionSpan | None, chosen: Division, gazetteer: Gazetteer) -> bool:
    """Whether a township stands right behind a division that it does not lie in: one that the gazetteer lacks."""
    return before is not None and not gazetteer.within(chosen.code, before.code)


def _clear(chain: Sequence[_Found], options: Sequence[Division]) -> bool:
    """Whether a chain is a place on its own evidence."""
    last = chain[-1]
    if len(chain) > 1:
        return True
    if last.full:
        return not (last.ordinary and not last.acts) and any(d.level != "township" for d in options)
    return not last.ordinary and not last.station and any(d.level in ("province", "city") for d in options)


def _named_in_full(item: _Found) -> bool:
    return item.full and not item.ordinary and any(d.level in _COUNTY_UP for d in item.options)


def _in_context(
    item: _Found, options: Sequence[Division], context: Sequence[str], gazetteer: Gazetteer
) -> Division | None:
    """Choose by the divisions near an occurrence; a name that only the context supports must lie in it."""
    chosen = gazetteer.choose(options, context, item.standing)
    doubtful = item.ordinary and not item.acts
    if chosen is None or (item.full and chosen.level != "township" and not doubtful):
        return chosen
    if not item.full and chosen.code in context:
        return chosen
    if item.station:
        return None
    around = {a.code for c in context if c in gazetteer for a in (gazetteer[c], *gazetteer.ancestors(c))}
    supported = any(a.code in around for a in gazetteer.ancestors(chosen.code))
    if doubtful:
        return chosen if item.full and chosen.parent in around else None
    if item.acts and len(options) == 1 and chosen.level in ("province", "city"):
        return chosen
    if item.full or item.acts:
        return chosen if supported or (item.acts and not item.ordinary and not context) else None
    return chosen if supported and not item.ordinary and stem(chosen.name) else None


def _settle(
    chain: Sequence[_Found], options: Sequence[Division], chosen: Division | None, datelines: SpanIndex
) -> DivisionSpan:
    start, last = chain[0].start, chain[-1]
    span = DivisionSpan(
        start, last.end, "", tuple(d.code for d in options), "full" if last.full else "stem", last.start,
        datelines.touches(start, start + 1),
    )  # fmt: skip
    return replace(span, code=chosen.code, candidates=(chosen.code,)) if chosen else span


class _Nearness:
    """Codes of the clear divisions near a span: its sentence, the text before it, the title, the whole."""

    def __init__(
        self,
        spans: Sequence[DivisionSpan],
        sentences: Sequence[tuple[int, int]],
        title: tuple[int, int] | None,
    ) -> None:
        self.spans = [s for s in spans if s.code and not s.dateline]
        self._starts = [s.start for s in self.spans]
        self.sentences = sorted(sentences)
        self._sentence_starts = [a for a, _ in self.sentences]
        self.title = [s.code for s in self.spans if title and title[0] <= s.start < title[1]]
        counts = Counter(s.code for s in self.spans)
        self.frequent = [code for code, _ in counts.most_common(_FREQUENT)]

    def of(self, span: DivisionSpan) -> list[str]:
        """Nearest first, each once."""
        index = bisect_right(self._sentence_starts, span.start) - 1
        inside = self.sentences[index] if index >= 0 else (span.start, span.start)
        if not inside[0] <= span.start < inside[1]:
            inside = (span.start, span.start)
        same = self.spans[bisect_left(self._starts, inside[0]) : bisect_left(self._starts, inside[1])]
        same.sort(key=lambda s: abs(s.start - span.start))
        before = self.spans[bisect_right(self._starts, span.start - 600) : bisect_left(self._starts, inside[0])]
        before.sort(key=lambda s: -s.start)
        codes = [*(s.code for s in same), *(s.code for s in before[:4]), *self.title, *self.frequent]
        return list(dict.fromkeys(codes))
