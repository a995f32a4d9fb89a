"""Where names of persons stand: after titles, before verbs of speech, in bylines, with forms of address, and again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..texts.article import Span
from ..texts.span_index import joined_spans
from ..windows import WindowedPattern
from .bylines import bylines
from .character_weights import shape_weight
from .context import title_spans
from .names import (
    HIDDEN,
    is_ordinary,
    is_place,
    name_data,
    name_end,
    person_data,
    surname_length,
    title_ends,
    word_begins,
)
from .recurrence import further_places, listed_names
from .spacing import join_names
from .standing import is_place_or_body, left_open
from .transcribed import transcribed_names
from .weighed import weighed_names

_CJK = r"\u3400-\u9fff"
# Heads of bodies that no name of a person cuts, and those it never stands right before: 公安分[局|长]寿路派出所.
_BODY_HEADS = re.compile("派出所|警务室|警务站|司法所|街道办")
_UNSURE = frozenset("甲乙丙丁")
_OF_PLACES = ("派出所", "司法所", "街道办")


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


@cache
def _patterns() -> dict[str, WindowedPattern]:
    data, names = person_data(), name_data()
    double = "|".join(sorted(names.double))
    surname = f"(?:{double}|[{''.join(sorted(names.plain))}])"
    any_surname = f"(?:{double}|[{''.join(sorted(names.plain | names.wary))}])"
    before, short = data["before"], data["short"]
    found = {
        "address": re.compile(rf"{any_surname}(?:家)?{_either(before['address'])}"),
        "address_post": re.compile(rf"{surname}{_either(before['address_posts'])}"),
        "office": re.compile(rf"{surname}{_either(short['offices'])}(?!长)"),
        "short": re.compile(rf"[小老阿大][{short['sure']}{short['wary']}]"),
        "double": re.compile(f"(?:{double})"),
        "doubled": re.compile(rf"([{_CJK}])(?<![姐哥妹弟爸妈爷奶叔伯姑姨舅婶嫂])\1(?:姐|哥|婶|嫂)(?![姐哥])"),
        "nickname": re.compile(rf"老{any_surname}{_either(before['after_old'])}|{surname}{_either(before['bulk'])}"),
        "pet_office": re.compile(rf"[阿小][{_CJK}]{_either(before['after_pet'])}"),
        "pet": re.compile(rf"(?<![{_CJK}])阿[{_CJK}](?=[，,！!。：:”\"])"),
        "kin": re.compile(rf"(?<![{_CJK}])[{_CJK}][{data['pet']['kin']}](?![{_CJK}])"),
        "hidden": re.compile(
            rf"(?:{any_surname}|[甲乙丙丁](?=某)|(?<![{_CJK}])[{_CJK}](?=某)|(?<![A-Za-z])[A-Z](?=某))(?:[某×✕╳＊*]{{1,3}}|[xX]{{1,2}}(?![a-zA-Z]))"
        ),
    }
    return {name: WindowedPattern(pattern) for name, pattern in found.items()}


def person_spans(text: str) -> tuple[Span, ...]:
    """Find the spans of names in a clean text; see `privacy.find_persons`.

    Examples
    --------
    >>> text = "民警王磊和张师傅聊天"
    >>> [text[start:end] for start, end in person_spans(text)]
    ['王磊', '张师傅']
    """
    joined, places = join_names(text)
    found: set[Span] = set()
    for rule in (_after_titles, _hidden, _addressed, _short, _double):
        found.update(rule(joined))
    for find in (bylines, transcribed_names, weighed_names):
        found.update(find(joined))
    found |= set(listed_names(joined, found))
    found |= set(further_places(joined, found))
    found = {span for span in found if not _runs_into_a_body(joined, *span)}
    return joined_spans({(places[start], places[end - 1] + 1) for start, end in found if end > start})


def _runs_into_a_body(text: str, start: int, end: int) -> bool:
    """Whether a span cuts the head of a body's name (寿路派|出所), or ends where it begins."""
    if text.startswith(_OF_PLACES, end):
        return True
    return any(start < hit.start() < end < hit.end() for hit in _BODY_HEADS.finditer(text, start, end + 3))


def _after_titles(text: str) -> Iterator[Span]:
    for start, at in title_spans(text):
        if not surname_length(text, at) or not title_ends(text, start, at):
            continue
        end = name_end(text, at, titled=True)
        if text[at - 1] == "长" and is_place(text[at - 1 : at + 1]) and _odd(text[at:end]):
            continue  # 公安局[长江]源园区
        if end > at and text[end - 1] not in person_data()["after"]["kinds"] and not _unlikely(text[at:end]):
            yield at, end


def _unlikely(name: str) -> bool:
    """Whether no title makes a stretch a name (民警向群众)."""
    plain = 1 < len(name) < 4 and surname_length(name, 0) == 1 and name[1] not in HIDDEN
    return plain and shape_weight(name) < person_data()["weights"]["unlikely"]


def _odd(name: str) -> bool:
    """Whether a stretch of two or three characters looks more like words than like a name."""
    return 1 < len(name) < 4 and shape_weight(name) < 0


def _hidden(text: str) -> Iterator[Span]:
    for hit in _patterns()["hidden"].finditer(text):
        at = hit.start()
        if text[at] in _UNSURE | name_data().wary and re.match(
            r"[些个种地市县区村镇乡街路项类次家天年月日公小单银网平]", text[hit.end() : hit.end() + 1] or " "
        ):
            continue
        yield at, max(hit.end(), name_end(text, at))


def _addressed(text: str) -> Iterator[Span]:
    for hit in _patterns()["address"].finditer(text):
        before = text[hit.start() - 1 : hit.start() + 1] if hit.start() else ""
        wary = text[hit.start()] in name_data().wary
        if is_ordinary(before) or is_ordinary(text[hit.start() : hit.start() + 2]):
            continue
        if not wary or (hit.end() - hit.start() > 2 and _opens(text, hit.start())):
            yield hit.span()
    for key in ("address_post", "office"):
        for hit in _patterns()[key].finditer(text):
            whole, at = hit.group(), hit.start()
            sure = (key == "address_post" or whole[0] not in name_data().common) and not is_ordinary(whole)
            alone = left_open(text, at) or (key == "address_post" and at > 0 and not is_ordinary(text[at - 1 : at + 1]))
            if sure and alone and (key == "address_post" or word_begins(text, hit.end())):
                yield hit.span()


def _opens(text: str, at: int) -> bool:
    """Whether a mark, a particle or the end of a title stands before a place (受害人|车女士)."""
    return left_open(text, at) or (text[at - 1] in person_data()["weights"]["before"]["suffixes"] + "人")


def _double(text: str) -> Iterator[Span]:
    """A double surname that is no word, behind a mark (△ 令狐庆向老人讲解), with the given name behind it."""
    for hit in _patterns()["double"].finditer(text):
        at = hit.start()
        if left_open(text, at) and not is_ordinary(hit[0]) and not is_place(hit[0]):
            end = name_end(text, at, titled=True)
            if end > hit.end() and not is_place_or_body(text, at, end):
                yield at, end


def _short(text: str) -> Iterator[Span]:
    """小王, 老李, 阿强."""
    wary = person_data()["short"]["wary"]
    for hit in _patterns()["short"].finditer(text):
        start, end = hit.span()
        before = text[start - 1 : start + 1] if start else ""
        if (
            (hit[0][0] == "大" and is_ordinary(hit[0]))
            or is_ordinary(text[start : end + 1])
            or is_ordinary(before)
            or not word_begins(text, end)
        ):
            continue
        parted = not re.match(rf"[{_CJK}]", text[end : end + 1]) or text[end : end + 2] in (
            "姐姐",
            "哥哥",
            "叔叔",
            "阿姨",
        )
        if text[start + 1] not in wary or (left_open(text, start) and parted):
            yield hit.span()
    for key in ("nickname", "doubled"):
        for hit in _patterns()[key].finditer(text):
            yield hit.span()
    for hit in _patterns()["pet_office"].finditer(text):
        before = text[hit.start() - 1 : hit.start() + 1]
        if not is_ordinary(hit[0][:2]) and not is_ordinary(hit[0][1:3]) and not is_ordinary(before):
            yield hit.span()
    for hit in _patterns()["pet"].finditer(text):
        if not is_ordinary(hit.group()):
            yield hit.span()
    for hit in _patterns()["kin"].finditer(text):
        if hit.group() not in person_data()["pet"]["kinds"].split():
            yield hit.span()
