"""The words of a measure: what is left of a clause when scope, verbs of change and the figure itself are taken off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import rjieba

from ..vocabulary import QUOTATION_MARKS
from .rulebook import rule_pattern, words

LONGEST = 36
_EDGE = " \t\u3000、,，。;；:：…和与及并且而"
_INSIDE = frozenset(("的", "、", "和", "与", "等", "及", "(", ")", "（", "）", *QUOTATION_MARKS))
_AFTER_NOUN = frozenset({"全部", "统一", "全体", "均", "已"})
_SHARED = "享建治商同管创防"  # 共享 and the like are words of their own
_DROPPED = re.compile(rf"[\s{QUOTATION_MARKS}]")
_TIMED = tuple(f"{act}用时" for act in ("处警", "出警", "接警", "到场", "通行", "化解", "办理", "办结", "破案", "响应"))
_JOINT = re.compile(r"[、,，]|以及|和|与|及")
_NOUNS = (
    "n",
    "vn",
    "an",
    "j",
    "l",
    "i",
    "b",
    "eng",
    "nz",
    "nt",
    "ns",
    "nr",
    "m",
    "q",
    "f",
    "s",
    "a",
    "x",
    "k",
    "h",
    "g",
    "t",
)


def leading_off(phrase: str, table: str = "scope") -> str:
    """Take words of a table off the head of a phrase, as long as something is left.

    Parameters
    ----------
    phrase : str
    table : str
        List of `measures.toml`.

    Examples
    --------
    >>> leading_off("全市累计化解矛盾纠纷"), leading_off("建成警务室", "making"), leading_off("共有产权")
    ('化解矛盾纠纷', '警务室', '产权')
    """
    taken = True
    while taken:
        taken = False
        bare = phrase.lstrip(_EDGE)
        phrase = bare if not bare.startswith("时") or bare == phrase else "及" + bare  # 及时
        for word in _by_first(table).get(phrase[:1], ()):
            if phrase.startswith(word) and len(phrase) > len(word) and not (word == "共" and phrase[1] in _SHARED):
                phrase, taken = phrase[len(word) :], True
                break
    return phrase


def trailing_off(phrase: str) -> str:
    """Take comparisons and verbs of reaching off the end of a phrase.

    Examples
    --------
    >>> trailing_off("矛盾纠纷化解率达"), trailing_off("刑事警情较去年同期"), trailing_off("社区民警占比")
    ('矛盾纠纷化解率', '刑事警情', '社区民警占比')
    """
    taken = True
    while taken:
        taken = False
        phrase = phrase.rstrip(_EDGE)
        base = rule_pattern("measures", "compared").search(phrase)
        if base:
            phrase, taken = phrase[: base.start()], True
            continue
        inside = rule_pattern("measures", "among").search(phrase)
        if inside:
            phrase, taken = phrase[: inside.start()], True
            continue
        for word in _by_last("tail").get(phrase[-1:], ()):
            if phrase.endswith(word) and not (word == "用时" and phrase.endswith(_TIMED)):
                phrase, taken = phrase[: -len(word)], True
                break
    return phrase


def normal(phrase: str) -> str:
    """Write a phrase without quotation marks, blanks and marks at its edges; one that is too long is cut at a mark.

    Examples
    --------
    >>> normal("“两抢”案件破案率,"), normal("进入村(社区)“两委”班子的社区民警")
    ('两抢案件破案率', '进入村(社区)两委班子的社区民警')
    """
    plain = _DROPPED.sub("", phrase).replace("（", "(").replace("）", ")").strip(_EDGE)
    if len(plain) > LONGEST:
        plain = re.split(r"[、和]", plain)[-1][-LONGEST:]
    for opening, closing in ("()", "《》"):
        if plain.count(opening) != plain.count(closing):
            plain = plain.replace(opening, "").replace(closing, "")
    plain = rule_pattern("measures", "among").sub("", plain)
    return plain.removeprefix("的").removesuffix("的").strip(_EDGE)


def noun_head(text: str) -> int:
    """Length of the noun phrase at the head of a text, the verb that goes on from it left out.

    Examples
    --------
    >>> "社区民警进入班子"[: noun_head("社区民警进入班子")], "矛盾纠纷"[: noun_head("矛盾纠纷")]
    ('社区民警', '矛盾纠纷')
    >>> noun_head("参加培训")
    0
    """
    tagged = rjieba.tag(text)
    length = 0
    for number, (word, tag) in enumerate(tagged):
        follows = tagged[number + 1] if number + 1 < len(tagged) else ("", "")
        final = follows[0] in ("的", "等", "类", "") and length and len(word) > 1
        if word in _AFTER_NOUN:
            break
        if tag.startswith(_NOUNS) or word in _INSIDE or (tag.startswith("v") and final):
            length += len(word)
        else:
            break
    return len(text[:length].rstrip("的、和与及(（"))


def object_head(text: str) -> int:
    """Length of what a verb governs, verbs inside it (一窗通办窗口) taken along; an adverb or preposition ends it.

    Examples
    --------
    >>> words = "涉案嫌疑人并移送起诉"
    >>> words[: object_head(words)]
    '涉案嫌疑人'
    """
    length = 0
    for word, tag in rjieba.tag(text):
        if length and (tag in ("d", "p", "ad") or word in ("并", "用于", "参与", "参加", "进行", "开展", "用来")):
            break
        length += len(word)
    return len(text[:length].rstrip("的、和与及(（"))


def last_word(phrase: str) -> str:
    """Return the last word of a phrase: its head.

    Examples
    --------
    >>> last_word("治安警情"), last_word("刑事案件")
    ('警情', '案件')
    """
    known = next((head for head in _by_last("heads").get(phrase[-1:], ()) if phrase.endswith(head)), "")
    if known:
        return known
    cut = rjieba.cut(phrase)
    return str(cut[-1]) if cut else ""


def coordinated(phrase: str, count: int) -> list[str] | None:
    """Part a phrase into the measures that a list of figures goes through; None if it has not as many.

    Parameters
    ----------
    phrase : str
    count : int
        Number of figures.

    Examples
    --------
    >>> coordinated("刑事、治安警情", 2), coordinated("涉校园警情和发案", 2), coordinated("破案率", 2)
    (['刑事警情', '治安警情'], ['涉校园警情', '涉校园发案'], None)
    """
    items = [i for i in _JOINT.split(phrase) if i] if count > 1 else []
    if len(items) != count or count < 2:
        return None
    tail, head = last_word(items[-1]), last_word(items[0])
    if tail != items[-1]:
        shared = [i if last_word(i) in words("measures", "heads") or len(i) > 4 else i + tail for i in items[:-1]]
        return [*shared, items[-1]]
    stem = items[0].removesuffix(head)
    return [items[0], *(stem + i if last_word(i) == i else i for i in items[1:])]


def thing_of(phrase: str) -> str:
    """Return what a phrase is about: verbs before it and a rate's own head taken off.

    Examples
    --------
    >>> thing_of("排查化解矛盾纠纷"), thing_of("受理信访事项数"), thing_of("警务室覆盖率"), thing_of("窗口共受理纠纷")
    ('矛盾纠纷', '信访事项', '警务室', '纠纷')
    """
    for head in _by_last("rate").get(phrase[-1:], ()):
        if phrase.endswith(head) and phrase != head:
            return phrase.removesuffix(head)
    thing = leading_off(leading_off(leading_off(phrase), "making"), "doing")
    if thing == phrase:
        verbs = [verb for verb in words("measures", "doing") if len(verb) > 1 and verb in phrase]
        rest = phrase[max(phrase.rfind(verb) + len(verb) for verb in verbs) :] if verbs else ""
        thing = rest if len(rest) > 1 and noun_head(rest) == len(rest) else thing
    return thing.removesuffix("数") if len(thing) > 2 else thing


@cache
def _by_first(table: str) -> Mapping[str, tuple[str, ...]]:
    """Words of a list under their first characters, the longest first."""
    return _grouped(table, 0)


@cache
def _by_last(table: str) -> Mapping[str, tuple[str, ...]]:
    return _grouped(table, -1)


def _grouped(table: str, at: int) -> Mapping[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(words("measures", table), key=lambda w: (-len(w), w)):
        groups.setdefault(word[at], []).append(word)
    return {char: tuple(group) for char, group in groups.items()}
