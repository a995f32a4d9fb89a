"""The subject that a clause states: its head, told apart from objects and adverbials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..extraction import Mention
from ..links.pattern import LETTERS, compiled, cue_pattern, cues
from ..links.tokens import EncodedSentence, TokenClause

_TIME = re.compile(
    r"(?:自|从|截至|截止|到|早在)?(?:(?:19|20)?[0-9]{2}年|今年|去年|前年|本月|上月|近[0-9一二三两]+年来?|[0-9]{1,2}月(?=[0-9]))"
    r"(?:[0-9]{1,2}月)?(?:份|[0-9]{1,2}[日号])?(?:上半年|下半年|年?底|年?初|以来|起|开始|前后|来|晚|上午|下午)*|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?"
)
_LETTER_OF = {char: letter for letter, char in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Head:
    """The subject of a clause.

    Parameters
    ----------
    ends : tuple of (letter, mention)
        Coordinated subjects.
    acting : bool
        The clause goes on with a verb of action.
    speaking : bool
        A unit's officer speaks; `ends` is his unit.
    whole_place : bool
        全市, 全省 … as a subject; `ends` is empty.
    """

    ends: tuple[tuple[str, Mention], ...]
    acting: bool = True
    speaking: bool = False
    whole_place: bool = False


def head_of(s: EncodedSentence, clause: TokenClause) -> Head | None:
    """Return the subject that a clause states, or None."""
    if clause.start not in s.heads:
        s.heads[clause.start] = _head_of(s, clause)
    found: Head | None = s.heads[clause.start]
    return found


def _head_of(s: EncodedSentence, clause: TokenClause) -> Head | None:
    if "全" in clause.text and compiled("{y}{0,4}?全[省市县区州旗](?={y}{0,4}?{policy_verb})").match(clause.text):
        return Head((), whole_place=True)
    shape = compiled(
        "{y}{0,24}?(?P<s>{subject}(?:的?(?:、|和|及|以及|（)?(?:各|相关|有关|属地)?{subject}）?)*)(?P<etc>等{y}{0,4}{actor}?)?"
    )
    match = shape.match(s.text, clause.start, clause.end)
    if not match or not adverbial(s.text[clause.start : match.start("s")]):
        return None
    after = s.text[match.end() : clause.end].rstrip("，；：。…")
    speaking = compiled("(?P<u>{U}){R}{y}{0,8}?{speech}").match(s.text, match.start("s"), clause.end)
    if speaking:
        position = speaking.start("u")
        return Head((("U", s.mentions[position]),), speaking=True)
    if not after or after[0] in "的、":
        return None
    ends = tuple(joined(s.inside(match.start("s"), match.end("s")), s))
    letters = {letter for letter, _ in ends}
    if "M" in letters:
        if len(ends) > 1 or not cue_pattern("stipulate").match(after):
            return None
        return Head(ends)
    if cue_pattern("measured").search(after) and not cue_pattern("policy_verb").search(after):
        return None
    if "R" not in letters and compiled("{quantity}").match(after):
        return None
    acting = bool(cue_pattern("policy_verb").search(after))
    if "P" in letters and (not acting or len(ends) > 1):
        return None
    return Head(ends, acting)


def adverbial(text: str) -> bool:
    """True if only a date, a connective or a quantifier stands before the subject.

    Examples
    --------
    >>> adverbial("今年以来，"), adverbial("2021年3月，"), adverbial("推动"), adverbial("在"), adverbial("46名")
    (True, True, False, False, True)
    """
    rest = _TIME.sub("", text)
    rest = cue_pattern("connective").sub("", rest)
    rest = rest.strip("，、")
    if not rest:
        return True
    return bool(cue_pattern("quantified").fullmatch(rest))


def joined(found: Sequence[tuple[int, Mention]], s: EncodedSentence) -> list[tuple[str, Mention]]:
    """Take coordinated ends, a post left to the unit that it follows and a class name after 等 left out."""
    kept: list[tuple[str, Mention]] = []
    last, held = -9, False
    for position, mention in found:
        letter = _LETTER_OF[s.text[position]]
        gap = s.text[last + 1 : position] if last >= 0 else None
        last = position
        if kept and letter == "R" and gap in ("", "的") and kept[-1][0] in "UDO":
            held = True
            continue
        if held and letter == "R" and gap in ("、", "兼") and mention.canonical.endswith(cues("offices")):
            continue
        held = False
        if (
            kept
            and gap == ""
            and ((letter in "URDO" and kept[-1][0] == "P") or (letter in "UD" and kept[-1][0] == "D"))
        ):
            kept.pop()
        if kept and gap is not None and gap.startswith("等") and mention.canonical.endswith(cues("class_heads")):
            continue
        if (
            kept
            and letter == "R"
            and re.fullmatch("等?(?:[多各]个?|有关|相关|职能)?(?:部门|单位|机构)?的?", gap or "、")
            and kept[-1][0] in "UDO"
        ):
            continue
        kept.append((letter, mention))
    return kept
