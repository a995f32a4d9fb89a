"""The free part of a body's name: 和苑 in 和苑派出所, what no table of words holds.

It reaches back to a parent or a place, or else must look like a name and begin where a word begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import rjieba

from ..places.toponym import DivisionSpan
from ..texts.article import Span
from ..texts.span_index import SpanIndex
from .heads import Head, read_body_words

_CJK = re.compile(r"[㐀-鿿]")
_CLAUSE_EDGE = re.compile(r"[^㐀-鿿0-9A-Za-z]")
_LEADS = frozenset("从向在对由据经和与同跟为以于至到")
_SHORT_NAME = 3
_JOINING = frozenset("和与及同")
_SQUADS = ("总队", "支队", "大队", "中队", "派出所")  # 巡特警大队|和|东坎派出所: a station of none of these
_COUNTED = re.compile(r"[\d两几多数余][个家]\Z")
_LED = re.compile(r"(?:^|[^㐀-鿿])[由从在据经到向]\Z")
_BESIDE = re.compile(
    r"[、和与及](?:[一-鿿]{2,4})?(?:大队|支队|中队|司法所)|[、和与及][一-鿿]{2,6}派出所|等\d*[一二三四五六七八九十]*[个家]?派出所"
)
_ZONE = re.compile(
    r"(?:(?<=[^㐀-鿿])|^)[㐀-鿿]{2,8}(?:新区|开发区|高新区|经开区|试验区|度假区|示范区|保税区|合作区|管理区|产业区|旅游区)\Z"
)
_PLURAL = ("全", "各", "每", "该", "多", "两", "设区", "这", "那")


@cache
def posts_after() -> re.Pattern[str]:
    """What makes a generic head before it a mere qualifier of a post: 派出所|所长.

    Examples
    --------
    >>> bool(posts_after().match("民警入户")), bool(posts_after().match("接警"))
    (True, False)
    """
    return re.compile(read_body_words()["after"]["posts"])


@lru_cache(maxsize=20000)
def tag_of(word: str) -> str:
    """Part of speech of one word in the general dictionary; ``x`` for a longer word that it does not hold.

    Examples
    --------
    >>> tag_of("天津"), tag_of("拉布大林")
    ('ns', 'x')
    """
    if len(word) > 1 and not rjieba.has_word(word):
        return "x"
    tagged: list[tuple[str, str]] = rjieba.tag(word)
    return tagged[0][1] if len(tagged) == 1 else "n"


_COMPANIES = ("有限公司", "有限责任公司")
_LONGEST_COMPANY = 24
Ask = tuple[bool, int, int]  # a stretch that a name may end: of a founded body, or else a free part


@lru_cache(maxsize=2)
def _clause_edges(text: str) -> tuple[int, ...]:
    return tuple(edge.start() for edge in _CLAUSE_EDGE.finditer(text))


class FreePartReader:
    """Finds where the free part before a head begins.

    Parameters
    ----------
    text : str
    divisions_ending : mapping of int to DivisionSpan
        Divisions by their end.
    persons : sequence of spans
        No name of a body reaches into one of these.
    parent_ends : callable
        Tells whether a body that a head may stand in ends at an offset.
    known : collection of str
        Free parts that the article shows behind a parent elsewhere: they may stand alone.
    asked : list of Ask, optional
        Takes up each stretch that is looked at for one of them.
    """

    def __init__(
        self,
        text: str,
        divisions_ending: Mapping[int, DivisionSpan],
        persons: Sequence[Span],
        parent_ends: Callable[[int, Head], bool],
        known: Collection[str] = (),
        asked: list[Ask] | None = None,
    ) -> None:
        self.text, self.divisions_ending, self._parent_ends = text, divisions_ending, parent_ends
        self._asked = asked if asked is not None else []
        self._known = frozenset(k for k in known if len(k) > 1)
        self._known_lengths = sorted({len(k) for k in self._known}, reverse=True)
        self._division_spans = SpanIndex((d.start, d.end) for d in divisions_ending.values())
        self.words: dict[str, Any] = read_body_words()
        self.persons = sorted(persons)
        self._person_starts = [p[0] for p in self.persons]
        stops = self.words["stops"]
        self._stops = frozenset(stops["words"])
        self._single_allowed = frozenset(stops["single_allowed"])
        self._never = frozenset(stops["characters"])
        self._nouns = frozenset(self.words["evidence"]["noun_tags"])
        self._name_tags = frozenset(self.words["evidence"]["tags"])
        self._landscape = tuple(self.words["landscape"]["words"])
        self._endings = frozenset(self.words["evidence"]["endings"])

    def begin(self, at: int, head: Head) -> int | None:
        """Return where the free part that ends at an offset begins, or None."""
        company = head.word.endswith(_COMPANIES)
        limit = _LONGEST_COMPANY if company else self.words["free"][head.frame]
        low = at
        while low > max(0, at - limit) and (_CJK.match(self.text[low - 1]) or self.text[low - 1].isdigit()):
            low -= 1
        person = bisect_right(self._person_starts, at - 1) - 1
        if person >= 0 and self.persons[person][1] > low:
            low = min(at, self.persons[person][1])
        reach = low
        for begin in range(at - 1, low - 1, -1):
            if self.text[begin] in self._never:
                low = begin + 1
                break
            parent = self._parent_ends(begin, head)
            place = self.divisions_ending.get(begin)
            if (parent or (place and not place.dateline)) and (
                self._company(begin, at) if company else self._plain(begin, at, parent)
            ):
                return begin
        if self.text.endswith(self._landscape, low, at):
            return None
        self._asked.append((False, reach, at))
        ending = (self.text[at - n : at] for n in self._known_lengths if n <= at - reach)
        attested = next((k for k in ending if k in self._known), "")
        return at - len(attested) if attested else self._strict_part(low, at, head)

    def _company(self, begin: int, at: int) -> bool:
        """Whether a company's name goes on from its place without grammar: 贵州省|苗岭旅游发展|有限公司."""
        return all(tag_of(word)[0] not in "pcrdu" for word in rjieba.cut(self.text[begin:at]))

    def _plain(self, begin: int, at: int, below_parent: bool) -> bool:
        """Whether a free part that reaches to a parent or place holds no verb or function word."""
        joined = below_parent and self.text[begin] in "和与及" and self.text.endswith(_SQUADS, 0, begin)
        if joined or self.text[begin:at] in _JOINING or _COUNTED.search(self.text, begin, at):
            return False  # 特警大队|和|派出所, 公安局|选取6个|派出所
        words: list[str] = rjieba.cut(self.text[begin:at])
        for word in words:
            if word in self._stops and not (below_parent and word in self._single_allowed):
                return False
            if not below_parent and len(word) > 1 and tag_of(word) in ("v", "vd", "d", "p", "c", "r"):
                return False
        return True

    def _strict_part(self, low: int, at: int, head: Head) -> int | None:
        """A free part with nothing before it: noun-like words back to a word's beginning, with evidence of a name."""
        edges = _clause_edges(self.text)
        before = bisect_left(edges, at)
        edge = max(0, at - 24, edges[before - 1] + 1 if before else 0)
        if head.frame in ("suborgan", "organ"):
            zone = _ZONE.search(self.text, max(edge, low), at)
            if zone and not any(w in self._stops for w in rjieba.cut(zone[0])):
                return zone.start()  # 天台湖综合试验区|分局
        words: list[str] = rjieba.cut(self.text[edge : head.end])
        starts, position = [], edge
        for word in words:
            starts.append((position, word))
            position += len(word)
        best: int | None = None
        for position, word in reversed([s for s in starts if s[0] < at]):
            if position + len(word) > at:  # a word runs into the head: 苏州工业园|区
                return position if tag_of(word) in ("ns", "nt", "nz") and position >= low else None
            if self._led_station(position, at, word, head):
                return position + 1
            if position < low or self._stopped(word) or tag_of(word) not in self._nouns:
                break
            if tag_of(word) in ("v", "a", "vn", "q", "m", "t", "f") and len(word) > 1:
                break
            if self._division_spans.cut_by(position):
                break
            if self._looks_like_name(position, at, word, head):
                best = position
        return best

    def _led_station(self, position: int, at: int, word: str, head: Head) -> bool:
        """由古槐|派出所、交警大队: a preposition that runs together with a station's short name."""
        short = head.frame == "station" and 1 < at - position - 1 <= _SHORT_NAME and position + len(word) == at
        if not short or word[0] not in _LEADS or rjieba.has_word(word):
            return False
        return self._among_stations(position + 1, head)

    def _stopped(self, word: str) -> bool:
        """Whether a word, or a part of a long word (切实增强), ends a name."""
        if word[0] in _LEADS and tag_of(word) == "x":  # 从|市公安局 cut as 从市
            return True
        if word in self._stops or word.startswith(_PLURAL) or not _CJK.match(word):
            return True
        return len(word) > 3 and (word[:2] in self._stops or word[-2:] in self._stops or tag_of(word[-2:])[0] == "v")

    def _among_stations(self, begin: int, head: Head) -> bool:
        """草堂派出所、芳草派出所: whether a name from a clause's beginning stands beside another station."""
        edge = begin == 0 or _CLAUSE_EDGE.match(self.text[begin - 1]) or self.text[begin - 1] in "和与及"
        if not edge and not _LED.search(self.text, max(0, begin - 2), begin):
            return False
        after = self.text[head.end : head.end + 12]
        before = self.text[max(0, begin - 6) : begin]
        return bool(_BESIDE.match(after)) or before.endswith(("派出所、", "派出所和", "派出所与", "派出所及"))

    def _looks_like_name(self, begin: int, at: int, first: str, head: Head) -> bool:
        part = self.text[begin:at]
        if (
            len(part) < 2
            or not part.strip("省市县区州旗乡镇街村")
            or (part[0] in _LEADS and (len(first) == 1 or tag_of(first) == "x"))
        ):
            return False
        if head.frame in (
            "firm",
            "park",
            "school",
            "bank",
            "association",
            "chamber",
            "academy",
            "media",
            "lawfirm",
            "volunteer",
            "jail",
            "mediation",
        ):
            return tag_of(first) in self._name_tags and len(first) > 1
        if head.word.startswith(("社区", "村")) and tag_of(first) in self._name_tags:
            return True
        if head.frame == "station" and len(part) <= 4 and self._among_stations(begin, head):
            return tag_of(first)[0] in "nxj"
        if part[-1] in self._endings:
            return tag_of(first) not in ("v", "vn", "k", "q", "m")
        if tag_of(first) in self._name_tags and len(first) > 1:
            return True
        return len(part) <= 4 and head.frame == "station" and bool(posts_after().match(self.text, head.end))
