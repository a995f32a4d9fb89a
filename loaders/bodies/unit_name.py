"""The grammar of bodies' names: from a head leftward over places, parents, levels, business words and a free part.

A name is read from right to left: 天津市公安局|红桥分局|和苑|派出所.  What may stand before a head depends on its
frame; a free part (和苑) reaches to a parent or a place, or else must look like a name and begin where a word begins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..openings import ending
from ..places.toponym import DivisionSpan
from ..texts.article import Span
from ..texts.span_index import SpanIndex
from .acceptance import acceptable
from .border import is_border_organ
from .founded import FRAMES as FOUNDED_FRAMES
from .founded import founded_begin
from .free_part import Ask, FreePartReader
from .heads import Head, read_body_words

_QUOTED = re.compile(r"“([^“”]{1,12})”\Z")
_LEVEL_CHARACTERS = "省市县区州旗镇乡"
_ORDINALS = {  # 第二派出所, 特警支队三大队
    "station": re.compile(r"第[一二三四五六七八九十]{1,3}\Z"),
    "branch": re.compile(r"第?[一二三四五六七八九十]{1,2}\Z"),
}
_SECTOR = re.compile(
    r"(?:铁路|地铁|轨道交通|公交|民航|港航|长航|航运|机场|水上|森林|海关缉私|油田|矿区|垦区|林区|农垦)\Z"
)
_PARTY = ("党组织", "党(工)委", "党（工）委")
_ANYTHING: Ask = (False, 0, 0)
_MOST_ASKS = 64  # of a head whose name is then read anew in any case
_IN_QUOTES = frozenset({"volunteer", "squad", "mediation", "taskforce"})
_BELOW_PLACE = frozenset({"suborgan", "station", "room", "squad", "jail"})
_SECTOR_FRAMES = frozenset({"organ", "organs", "suborgan"})


@dataclass(slots=True)
class BodyName:
    """A name as parsed.

    Parameters
    ----------
    start, end : int
        Whole span.
    head : Head
    place : DivisionSpan or None
        The division named directly in it.
    parent : BodyName or None
        The body that it names as its own superior.
    free : str
        The name proper (和苑), with business words (治安管理) and quotation marks.
    modifiers : tuple of str
        Words of level or plural, leftmost first.
    type : str
        ``Unit``, ``Department`` or ``Organisation``.
    """

    start: int
    end: int
    head: Head
    place: DivisionSpan | None = None
    parent: BodyName | None = None
    free: str = ""
    modifiers: tuple[str, ...] = ()
    type: str = "Unit"
    words: tuple[str, ...] = ()
    own_part: str = ""
    namesake: DivisionSpan | None = None
    founded: bool = False

    @property
    def named(self) -> bool:
        """Whether it names one body, not a class."""
        return bool(self.free or self.place or (self.parent and self.parent.named))


@cache
def _modifiers() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(read_body_words()["modifiers"]["patterns"]) + r")\Z")


@cache
def _modifier_ends() -> re.Pattern[str]:
    return re.compile(ending(_modifiers().pattern))


@cache
def _business() -> tuple[re.Pattern[str], frozenset[str]]:
    words = read_body_words()
    listed = sorted({*words["police"], *words["civil"]}, key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, listed)) + r")\Z"), frozenset(words["police"])


@cache
def _police_words() -> re.Pattern[str]:
    return re.compile("|".join(("警", *map(re.escape, (w for w in read_body_words()["police"] if len(w) > 1)))))


class NameGrammar:
    """Reads the names on the heads of one text.

    Parameters
    ----------
    text : str
    heads : sequence of Head
        All heads of the text, sorted.
    divisions : sequence of DivisionSpan
    persons : sequence of spans
        No name of a body reaches into one of these.
    known : collection of str
        Free parts that the article shows behind a parent elsewhere.
    founded : collection of str
        Names of bodies that the article tells the founding of.
    """

    def __init__(
        self,
        text: str,
        heads: Sequence[Head],
        divisions: Sequence[DivisionSpan],
        persons: Sequence[Span] = (),
        known: Collection[str] = (),
        founded: Collection[str] = (),
    ) -> None:
        self.text, self._given = text, (heads, divisions, persons)
        self._founded = frozenset(founded)
        self._founded_lengths = sorted({len(n) for n in founded}, reverse=True)
        self._division_spans = SpanIndex((d.start, d.end) for d in divisions)
        self.words: dict[str, Any] = read_body_words()
        self.heads_ending = {h.end: h for h in heads}
        self.divisions_ending = {d.end: d for d in divisions}
        self._read: dict[int, BodyName | None] = {}
        self._asks: dict[int, list[Ask]] = {}  # for each head what its name may owe to `known` and `founded`
        self._asked: list[Ask] = []
        self._free = FreePartReader(
            text,
            self.divisions_ending,
            persons,
            lambda at, head: self._parent_ending(at, head) is not None,
            known,
            self._asked,
        )

    def read(self, head: Head) -> BodyName | None:
        """Return the longest name on a head, or None where the head needs more than the text gives."""
        if head.start in self._read:
            self._asked += self._asks.get(head.start, ())
        else:
            first = len(self._asked)
            self._read[head.start] = None  # no name stands in itself
            self._read[head.start] = self._parse(head)
            asks = self._asked[first:]
            self._asks[head.start] = asks if len(asks) <= _MOST_ASKS else [_ANYTHING]
        return self._read[head.start]

    def knowing(self, known: Collection[str], founded: Collection[str]) -> NameGrammar:
        """Return a grammar that knows more names, and reads anew only the heads that these may bear on."""
        told = NameGrammar(self.text, *self._given, known, founded)
        names = {False: tuple(k for k in known if len(k) > 1), True: tuple(founded)}
        for start, asks in self._asks.items():
            if not any(ask is _ANYTHING or self.text.endswith(names[ask[0]], *ask[1:]) for ask in asks):
                told._read[start] = self._read[start]
        return told

    def _parse(self, head: Head) -> BodyName | None:
        start, kind = head.start, head.kind
        if self._is_post(head):
            return None
        free: list[str] = []
        modifiers: list[str] = []
        name = BodyName(start, head.end, head, type=kind.type if kind else "Unit")
        if not kind or head.frame in ("branch", "centre", "window", "squad", "office", "taskforce", "room"):
            start = self._business_words(start, head, free, name)
        start = self._own_name_of_founded(start, head, free, name)
        if not kind and not free:
            return None
        start = self._quoted_part(start, head, free)
        ordinal = self._ordinal(start, head, bool(free))
        if ordinal:
            start = ordinal.start()
        sector = _SECTOR.search(self.text, max(0, start - 4), start) if head.frame in _SECTOR_FRAMES else None
        if sector and not self._inside_division(sector.start()):
            free.append(sector[0])
            name.words = (sector[0],)
            start = sector.start()
        while True:
            before = self._one_before(start, head, bool(free), modifiers)
            if before is None or (name.founded and before[2] in ("free", "modifier")):
                break
            start = before[0]
            if isinstance(before[1], DivisionSpan):
                if self._is_own_name(before[1], head, start, free, modifiers):
                    free.insert(0, self.text[start : before[1].end])
                    name.namesake = before[1]
                    continue
                name.place = before[1]
                break
            if isinstance(before[1], BodyName):
                name.parent = before[1]
                break
            if before[2] == "free":
                free.insert(0, before[1])
            else:
                modifiers.insert(0, before[1])
        if name.place is not None and (head.frame in _BELOW_PLACE or is_border_organ(head)):
            start = self._parent_of_place(start, head, name, free)
        start = self._league(start, name)
        name.own_part = "" if name.words else "".join(free)
        if ordinal:
            free.append(ordinal[0])  # 拉布大林|第二|派出所
        name.type = self._type(name, free)
        name.start, name.free, name.modifiers = start, "".join(free), tuple(modifiers)
        return name if acceptable(name, self.text) else None

    def _quoted_part(self, start: int, head: Head, free: list[str]) -> int:
        """“红石榴”|调解室, “渔家|义警”: the part of a name in marks."""
        if head.frame in ("taskforce", "volunteer", "centre", "mediation") and (
            quoted := _QUOTED.search(self.text, max(0, start - 14), start)
        ):
            free.insert(0, quoted[0])
            start = quoted.start()
        if head.frame in _IN_QUOTES and not free and self.text.startswith("”", head.end):
            opening = self.text.rfind("“", max(0, head.start - 10), head.start)
            if opening >= 0 and "”" not in self.text[opening : head.start]:
                free.append(self.text[opening + 1 : start])
                start = opening + 1
        return start

    def _type(self, name: BodyName, free: Sequence[str]) -> str:
        if name.head.word.endswith(("实验室", "研究中心", "研究院", "研究所")):
            return "Organisation"
        police = name.head.frame == "taskforce" and name.type == "Department" and "警务" in "".join(free)
        return "Unit" if police else name.type  # 社区警务|领导小组

    def _league(self, start: int, name: BodyName) -> int:
        """共青团|理县委: the Youth League's committee of a place."""
        league = name.head.frame == "committee" and name.place is not None and self.text.endswith("共青团", 0, start)
        return start - 3 if league else start

    def _own_name_of_founded(self, at: int, head: Head, free: list[str], name: BodyName) -> int:
        """组建|马背|警队: all between a verb of founding and the head; 马背警队 is then known elsewhere too."""
        if head.frame not in FOUNDED_FRAMES:
            return at
        self._asked.append((True, 0, head.end))
        ending = (self.text[max(0, head.end - n) : head.end] for n in self._founded_lengths)
        whole = next((n for n in ending if n in self._founded), "")
        begin = head.end - len(whole) if whole else founded_begin(self.text, at)
        if begin is None or begin >= at or (not whole and self._holds_more(begin, at)):
            return at
        inside = self.text[begin : head.end]
        if inside.count("”") > inside.count("“") and self.text[begin - 1] == "“":
            begin -= 1  # “石榴籽|调解室”, “佛堂说事”|工作室
        quoted = self.text[begin - 1 : head.end]
        if quoted.count("“") > quoted.count("”") and not self.text.startswith("”", head.end):
            return at  # 建设“两队|一室”
        free.insert(0, self.text[begin:at])
        name.founded = True
        if not head.kind and not name.words:
            name.type = "Unit" if _police_words().search(self.text[begin : head.end]) else "Department"
        return begin

    def _holds_more(self, begin: int, at: int) -> bool:
        """Whether a division, a body or nothing but words of level stand in a part of the text."""
        within = range(begin + 1, at + 1)
        if any(i in self.divisions_ending or i in self.heads_ending for i in within):
            return True
        return bool(_modifiers().fullmatch(self.text[begin:at]))

    def _ordinal(self, at: int, head: Head, has_free: bool) -> re.Match[str] | None:
        """第二|派出所, 特警支队|三|大队: the number of a station, or of a branch right behind its parent."""
        if head.frame not in _ORDINALS:
            return None
        found = _ORDINALS[head.frame].search(self.text, max(0, at - 4), at)
        if found and head.frame == "branch" and (has_free or self._parent_ending(found.start(), head) is None):
            return None
        return found

    def _is_own_name(
        self, division: DivisionSpan, head: Head, start: int, free: Sequence[str], modifiers: Sequence[str]
    ) -> bool:
        """海淀|派出所: the short name of a district directly before a station is the station's own name."""
        if head.frame not in ("station", "room") or free or modifiers or division.form != "stem":
            return False
        return division.last == division.start and not division.code.endswith("00")

    def _is_post(self, head: Head) -> bool:
        """大队|长, 党委|书记, 政法委|员: the head belongs to a post."""
        if head.word.endswith("委") and re.match("员(?!会)", self.text[head.end : head.end + 2]):
            return True
        if head.word.endswith("队") and re.match("员(?!会)", self.text[head.end : head.end + 2]):
            return True
        if self.text.startswith("长", head.end):
            return head.frame in ("branch", "squad") and len(head.word) <= 2
        if head.word.endswith(_PARTY):
            return False  # 社区党组织|副书记: a body and a post of it
        after = self.text[head.end : head.end + 4]
        return head.frame == "party" and bool(re.match(self.words["after"]["party"], after))

    def _one_before(self, at: int, head: Head, has_free: bool, modifiers: Sequence[str]) -> tuple[int, Any, str] | None:
        division = self.divisions_ending.get(at)
        if division is None and at == head.start and head.word[0] in _LEVEL_CHARACTERS:
            division = self.divisions_ending.get(at + 1)  # 吉林|省委
        if division and not division.dateline:
            return division.start, division, "place"
        above = self._parent_ending(at, head)
        if above:
            return above.start, above, "parent"
        may_be_free = not has_free and not modifiers and head.frame in self.words["free"]
        if may_be_free and self.text[at - 1] in _LEVEL_CHARACTERS:
            begin = self._free.begin(at, head)
            if begin is not None:
                return begin, self.text[begin:at], "free"
        modifier = self._modifier(at)
        if modifier is not None and not (modifiers and self.text[modifier] == "全" and modifiers[0][:2] == "设区"):
            return modifier, self.text[modifier:at], "modifier"
        if may_be_free:
            begin = self._free.begin(at, head)
            if begin is not None:
                return begin, self.text[begin:at], "free"
        return None

    def _parent_ending(self, at: int, head: Head) -> BodyName | None:
        above = self.heads_ending.get(at)
        if above and above.frame in self.words["parents"].get(head.frame, ()):
            return self.read(above)
        return None

    def _parent_of_place(self, start: int, head: Head, name: BodyName, free: list[str]) -> int:
        """同心县公安局|豫海镇|派出所: a township between parent and head is part of the name."""
        above = self._parent_ending(start, head)
        if above and name.place:
            free.insert(0, self.text[name.place.start : name.place.end])
            name.place, name.parent = None, above
            return above.start
        return start

    def _business_words(self, at: int, head: Head, free: list[str], name: BodyName) -> int:
        pattern, police = _business()
        found: list[str] = []
        begin = at
        while True:
            hit = pattern.search(self.text, max(0, begin - 10), begin)
            if hit and not self._inside_division(hit.start()):
                found.insert(0, hit[0])
                begin = hit.start()
                continue
            quoted = _QUOTED.search(self.text, max(0, begin - 14), begin)
            if quoted and pattern.search(quoted[1]) and found:
                found.insert(0, quoted[1])
                begin = quoted.start()
                continue
            joint = begin > 1 and found and self.text[begin - 1] in "和与及"
            if joint and pattern.search(self.text, max(0, begin - 11), begin - 1):
                begin -= 1
                continue
            break
        while found and found[0] == "组织" and (len(found) > 1 or head.kind):  # 组织|法制支队: a verb
            begin += len(found.pop(0))
        if found:
            free.append(self.text[begin:at])
            name.words = tuple(found)
            if not head.kind and not set(found) & police:
                name.type = "Department"
        return begin

    def _inside_division(self, at: int) -> bool:
        return self._division_spans.cut_by(at)

    def _modifier(self, at: int) -> int | None:
        """Where the longest modifier that ends here begins, unless it would cut a division's name."""
        low = max(0, at - 10)
        if not at or not _modifier_ends().match(self.text, at - 1):
            return None
        while modifier := _modifiers().search(self.text, low, at):
            if not self._inside_division(modifier.start()):
                return modifier.start()
            low = modifier.start() + 1
        return None
