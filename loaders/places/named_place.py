"""Named places below the divisions: 社区, 村, 小区, 园区, 片区, and towns that the gazetteer does not know."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import rjieba

from ..texts.segmentation import words_of

_PROPER = frozenset({"ns", "nr", "nz", "nrt", "nrfg", "nt", "x"})
_COMMON = frozenset({"n", "a", "b", "s", "f", "ng", "ag", "j", "l", "i", "an", "g", "zg", "z"})
_RUNS_ON = re.compile(
    r"片区|商圈|街区|社区|村(?!民)|小区|街道|[乡镇](?!村民)|民委|办|级|域|落|庄|支书|干部|长|规|容|史|际|企|志|改|集体"
)
_NO_GROUND = re.compile(r"\d|时间|的?平均|[民警治工服矫党医]|建设|居民|群众|主任|书记|格长|员|入户|干部|振兴|上门")
_LONGEST_NAME = 8  # characters of a name without its generic end
# Sights named after their town alone.
_LANDMARKS = frozenset({"古城", "古镇", "景区", "大学城", "新城", "港区", "码头"})
_DIRECTION = frozenset("里东南西北中上下前后左右内外")


@dataclass(frozen=True, slots=True)
class _Rules:
    ends: re.Pattern[str]
    homes: frozenset[str]
    describing: frozenset[str]
    breaks: frozenset[str]
    bodies: re.Pattern[str]
    leads: tuple[str, ...]
    work: re.Pattern[str]
    placed: re.Pattern[str]
    people: re.Pattern[str]
    never: re.Pattern[str]


@cache
def _rules() -> _Rules:
    text = files(__package__).joinpath("place_names.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Rules(
        ends=_any_of(data["sure"] + data["homes"]),
        homes=frozenset(data["homes"]),
        describing=frozenset(data["describing"]),
        breaks=frozenset(data["breaks"]),
        bodies=_any_of(data["bodies"]),
        leads=tuple(data["leads"]),
        work=_any_of(data["work"]),
        placed=re.compile(
            rf"(?:(?:{_any_of(data['placing']).pattern})|向(?=.{{2,8}}(?:前置|前移|下沉)))({_any_of(data['grounds']).pattern})"
        ),
        people=_any_of(data["people"]),
        never=_any_of(data["never"]),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)))


def begins_body(text: str, at: int) -> bool:
    """Whether the words at an offset make what stands before them part of a body's name.

    Examples
    --------
    >>> begins_body("南开区公安分局", 3), begins_body("南开区的居民", 3)
    (True, False)
    """
    rules = _rules()
    return bool(rules.bodies.match(text, at)) and not rules.work.match(text, at)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A named place: its span, without the division before it; one place named in another (X街道Y社区) is one span."""

    start: int
    end: int


def named_places(text: str, start: int, end: int, divisions: Iterable[tuple[int, int]]) -> Iterator[NamedPlace]:
    """Find named places in one sentence.

    Parameters
    ----------
    text : str
        Simplified script.
    start, end : int
        The sentence.
    divisions : iterable of spans
        Names of divisions in it: a named place may begin where one ends, and never runs across one.

    Yields
    ------
    NamedPlace
        Without the division before it; bodies that bear a place's name (X社区居委会) are left out.

    Examples
    --------
    >>> t = "家住南开区碧水里社区的居民"
    >>> [t[p.start:p.end] for p in named_places(t, 0, len(t), [(2, 5)])]
    ['碧水里社区']
    """
    rules = _rules()
    sentence = text[start:end]
    matches = list(rules.ends.finditer(sentence))
    if not matches:
        return
    spans = [(a - start, b - start) for a, b in divisions if start <= a < end]
    words = _words(text, start, end)
    open_start, reached = 0, 0
    for match in matches:
        if match.start() < reached or any(a < match.end() <= b for a, b in spans):
            continue
        if begins_body(sentence, match.end()) or _RUNS_ON.match(sentence, match.end()):
            continue
        first = _first(sentence, match, spans, words)
        if first is None or first < reached or (first == reached > 0 and _acts(sentence[first : match.start()])):
            continue
        if reached and first > reached:
            yield NamedPlace(open_start + start, reached + start)
        if first != reached or not reached:
            open_start = first
        reached = match.end()
        spans.append((open_start, reached))
    if reached:
        yield NamedPlace(open_start + start, reached + start)


def _words(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    return [(word.start - start, word.end - start, word.tag) for word in words_of(text, start, end)]


def _first(
    sentence: str, end: re.Match[str], divisions: list[tuple[int, int]], words: list[tuple[int, int, str]]
) -> int | None:
    """Where the name that ends with a match begins, or None if it is no name."""
    rules = _rules()
    floor = max((b for _, b in divisions if b <= end.start()), default=-1)
    if floor >= 0 and end.start() - floor <= _LONGEST_NAME:
        own = sentence[floor : end.start()]
        if not own and end[0] in _LANDMARKS:
            return floor  # 平遥|古城
        if own and end[0] not in rules.homes and _is_name(own):
            return floor
    left = [w for w in words if floor <= w[0] < end.start() and w[1] <= end.end() + 1]
    if not left:
        return None
    first, _, tag = left[-1]
    if sentence[first : end.start()] in _DIRECTION and len(left) > 1:
        left.pop()
        first, _, tag = left[-1]
    own = sentence[first : end.start()]
    if tag in _PROPER and len(own) > 1 and _is_name(own):
        joined = len(left) > 1 and left[-2][2] in ("nr", "ns", "nz") and left[-2][1] == first and len(own) < 3
        return left[-2][0] if joined and _is_name(sentence[left[-2][0] : end.start()]) else first
    return _led(sentence, end, left)


def _led(sentence: str, end: re.Match[str], left: list[tuple[int, int, str]]) -> int | None:
    """Where an unusual name begins: after a word that a place follows (来到讷尔克气村)."""
    rules = _rules()
    if end[0] in rules.homes:
        return None
    for index in range(len(left) - 1, -1, -1):
        first, last, tag = left[index]
        if end.start() - first > 6 or (tag not in _COMMON | _PROPER and last - first > 1):
            return None
        own = sentence[first : end.start()]
        if sentence[:first].endswith(rules.leads) and len(own) > 1:
            return first if _is_name(own) else None
    return None


def _is_noun(own: str) -> bool:
    return len(own) > 1 and rjieba.has_word(own) and [tag for _, tag in rjieba.tag(own)] == ["n"]


def _acts(own: str) -> bool:
    """Whether a verb stands between two places: 古城|组建|古城快反队."""
    return len(own) > 1 and rjieba.tag(own)[0][1] == "v"


def _is_name(own: str) -> bool:
    """Whether the words before a generic end can be a name."""
    rules = _rules()
    if not all("\u4e00" <= c <= "\u9fff" or c in "〇·" for c in own) or rules.never.search(own):
        return False
    if own in rules.describing or own in ("农", "城", "乡") or own.endswith(("村", "社区")):
        return False
    if (own[0] in rules.breaks or own[-1] in rules.breaks) and not _is_noun(own):
        return False
    if len(own) > 3 and any(c in rules.breaks for c in own):
        return False
    cut = rjieba.cut(own)
    if len(cut) > 1 and len(cut[0]) > 1 and rjieba.tag(cut[0])[0][1] == "v":
        return False
    return cut[0] not in rules.describing and cut[-1] not in rules.describing


def generic_grounds(sentence: str) -> Iterator[tuple[int, int]]:
    """Find bare 社区, 村, 网格 … in which a sentence says that people are placed.

    Examples
    --------
    >>> s = "民警下沉到社区,社区变了"
    >>> [s[a:b] for a, b in generic_grounds(s)]
    ['社区']
    """
    rules = _rules()
    if not rules.people.search(sentence):
        return
    for match in rules.placed.finditer(sentence):
        if not begins_body(sentence, match.end()) and not _NO_GROUND.match(sentence, match.end()):
            yield match.span(1)
