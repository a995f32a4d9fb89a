"""Sentences as strings of tokens: each mention one letter, so that relation patterns can be plain regular expressions.

A mention becomes one private-use character that tells its type (U unit, D department, O organisation, M mechanism,
G meeting, R role, P place); quotation marks are dropped and punctuation is brought to one form.  The offsets
lead back to the article's clean text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..extraction import Mention
from ..texts.article import Article, Span
from .pattern import LETTERS, cues

StandIn = tuple[int, int, Mention]  # a span, and the mention that it stands for
TYPES = {"Unit": "U", "Department": "D", "Organisation": "O", "Mechanism": "M", "Role": "R", "Place": "P"}

_MARKS = str.maketrans(
    {",": "，", ";": "；", ":": "：", "!": "。", "！": "。", "?": "。", "？": "。", "(": "（", ")": "）"}
)
_LETTER_OF = {char: letter for letter, char in LETTERS.items()}
_DROPPED = frozenset("“”‘’\"'「」『』《》〈〉 \t\u3000\n\r")
_CLASS = re.compile('[”’"]?(?:工作)?(制度|机制|做法|模式|品牌|工作法|会商|例会|会议|座谈会|恳谈会|碰头会)')
_CLAUSE = re.compile(r"[^，；：。…]*[，；：。…]*")


@dataclass(frozen=True, slots=True)
class TokenClause:
    """A stretch of one sentence between marks; `start` and `end` are offsets in the encoded text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """One sentence with its mentions as letters.

    Parameters
    ----------
    text : str
        Encoded text.
    offsets, ends : tuple of int
        For each encoded character where it starts and ends in the clean text.
    mentions : dict
        Encoded position → mention.
    clauses : tuple of TokenClause
    paragraph, section, index : int
        Indices into the article's tuples.
    start, end : int
        Span of the sentence in the clean text.
    """

    text: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]
    mentions: dict[int, Mention]
    clauses: tuple[TokenClause, ...]
    paragraph: int
    section: int
    index: int
    start: int
    end: int

    def span(self, start: int, end: int) -> Span:
        """Return the clean text's span of an encoded span, its outer marks left out."""
        while end > start + 1 and self.text[end - 1] in "，；：。…、":
            end -= 1
        while start < end - 1 and self.text[start] in "，；：。…、":
            start += 1
        return self.offsets[start], self.ends[end - 1]

    def inside(self, start: int, end: int, letters: str = "UDOMGRP") -> list[tuple[int, Mention]]:
        """Return the mentions of an encoded span whose type is one of `letters`, with their positions."""
        wanted = {LETTERS[c] for c in letters}
        return [(i, self.mentions[i]) for i in range(start, end) if self.text[i] in wanted]

    def letter(self, position: int) -> str:
        """Return the letter of the mention at an encoded position."""
        return _LETTER_OF[self.text[position]]

    def clause_at(self, position: int) -> TokenClause:
        """Return the clause that holds an encoded position."""
        starts = [c.start for c in self.clauses]
        return self.clauses[max(0, bisect_right(starts, position) - 1)]


def letter_of(mention: Mention, surface: str = "") -> str:
    """Return the letter of a mention: its type's, or G for a meeting.

    A system of meetings (联席会议制度) is no meeting, whatever the name that it is known by.

    Examples
    --------
    >>> meeting = Mention(0, 6, "Mechanism", "联席会议", "r")
    >>> letter_of(meeting, "联席会议"), letter_of(meeting, "联席会议制度")
    ('G', 'M')
    """
    letter = TYPES[mention.type]
    if letter == "M" and any(_meets(name) for name in (mention.canonical, surface)):
        return "M" if surface.endswith(cues("class_of_meeting")) else "G"
    return letter


def _meets(name: str) -> bool:
    return name.endswith(cues("meeting_heads")) or (name.endswith("会") and not name.endswith(cues("standing_heads")))


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out mentions that another one covers, and the later of two that cross."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def encode_sentences(
    article: Article,
    mentions: Sequence[Mention],
    stand_ins: Iterable[StandIn] = (),
    hidden: Iterable[Span] = (),
) -> list[EncodedSentence]:
    """Encode every sentence of an article.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
    stand_ins : iterable of (start, end, mention), optional
        Words that are read as the mention that they stand for.
    hidden : iterable of spans, optional
        What is left out of the encoded text: names of persons.

    Returns
    -------
    list of EncodedSentence
        In the order of the text.
    """
    items = sorted([*((m.start, m.end, m) for m in outermost(mentions)), *stand_ins], key=lambda item: item[0])
    starts = [start for start, _, _ in items]
    left_out = {i for start, end in hidden for i in range(start, end)}
    encoded = []
    for index, sentence in enumerate(article.sentences):
        own = items[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        place = (sentence.paragraph, sentence.section, index)
        encoded.append(_encode(article.text, (sentence.start, sentence.end), own, place, left_out))
    return encoded


def _encode(
    text: str, span: Span, items: list[StandIn], place: tuple[int, int, int], left_out: set[int]
) -> EncodedSentence:
    letters: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    at: dict[int, Mention] = {}
    position, end = span
    for item in [*items, None]:
        for i in range(position, item[0] if item else end):
            if text[i] not in _DROPPED and i not in left_out and not _groups_digits(text, i):
                letters.append(_MARKS.get(ord(text[i]), text[i]))
                offsets.append(i)
                ends.append(i + 1)
        if item is None:
            break
        first, last, mention = item
        at[len(letters)] = mention
        letters.append(LETTERS[letter_of(mention, text[mention.start : mention.end] + _class_word(text, mention.end))])
        offsets.append(first)
        ends.append(last)
        position = last
    line = "".join(letters)
    clauses = tuple(TokenClause(m.start(), m.end(), m.group()) for m in _CLAUSE.finditer(line) if m.group())
    return EncodedSentence(line, tuple(offsets), tuple(ends), at, clauses, *place, span[0], max(end, position))


def _class_word(text: str, end: int) -> str:
    """制度, 机制, 会商, 例会 behind a name in quotation marks."""
    match = _CLASS.match(text, end)
    return match[1] if match else ""


def _groups_digits(text: str, i: int) -> bool:
    """True for the comma of 1,000."""
    return (
        text[i] in ",，"
        and text[i - 1 : i].isdigit()
        and text[i + 1 : i + 4].isdigit()
        and len(text[i + 1 : i + 4]) == 3
    )
