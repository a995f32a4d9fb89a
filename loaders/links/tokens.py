"""Sentences as strings of tokens: each mention one letter, so that relation patterns can be plain regular expressions.

A mention becomes one private-use character that tells its type (U unit, D department, O organisation, M mechanism,
G meeting, R role, P place, W policy document); quotation marks are dropped and punctuation is brought to one form.  The
offsets lead back to the article's clean text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from ..extraction import POLICY_TYPE, Mention
from ..texts.article import Article, Span
from .pattern import LETTERS, cues

StandIn = tuple[int, int, Mention]  # a span, and the mention that it stands for
TYPES = {
    "Unit": "U", "Department": "D", "Organisation": "O", "Mechanism": "M", "Role": "R", "Place": "P", POLICY_TYPE: "W",
}  # fmt: skip

_MARKS = str.maketrans(
    {",": "，", ";": "；", ":": "：", "!": "。", "！": "。", "?": "。", "？": "。", "(": "（", ")": "）"}
)
_LETTER_OF = {char: letter for letter, char in LETTERS.items()}
_KEPT = re.compile("[^“”‘’\"'「」『』《》〈〉 \t\u3000\n\r]+")
_COMMA = re.compile("[,，]")
_CLASS = re.compile('[”’"]?(?:工作)?(制度|机制|做法|模式|品牌|工作法|会商|例会|会议|座谈会|恳谈会|碰头会)')
_CLAUSE = re.compile(r"[^，；：。…]*[，；：。…]*")


class TokenClause(NamedTuple):
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
    openings : tuple of int
        Where its clauses start.
    heads : dict
        Subjects of its clauses by their starts, once told; see `subject_head`.
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
    openings: tuple[int, ...]
    heads: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)

    def span(self, start: int, end: int) -> Span:
        """Return the clean text's span of an encoded span, its outer marks left out."""
        while end > start + 1 and self.text[end - 1] in "，；：。…、":
            end -= 1
        while start < end - 1 and self.text[start] in "，；：。…、":
            start += 1
        return self.offsets[start], self.ends[end - 1]

    def inside(self, start: int, end: int, letters: str = "UDOMGRPW") -> list[tuple[int, Mention]]:
        """Return the mentions of an encoded span whose type is one of `letters`, with their positions."""
        if not self.mentions:
            return []
        wanted, text = _characters_of(letters), self.text
        if len(self.mentions) <= end - start:
            return [(i, m) for i, m in self.mentions.items() if start <= i < end and text[i] in wanted]
        return [(i, self.mentions[i]) for i in range(start, end) if text[i] in wanted]

    def letter(self, position: int) -> str:
        """Return the letter of the mention at an encoded position."""
        return _LETTER_OF[self.text[position]]

    def clause_at(self, position: int) -> TokenClause:
        """Return the clause that holds an encoded position."""
        return self.clauses[bisect_right(self.openings, position) - 1]


@cache
def _characters_of(letters: str) -> frozenset[str]:
    return frozenset(LETTERS[c] for c in letters)


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
        encoded.append(encode_sentence(article.text, (sentence.start, sentence.end), own, place, left_out))
    return encoded


def encode_sentence(
    text: str, span: Span, items: list[StandIn], place: tuple[int, int, int], left_out: set[int]
) -> EncodedSentence:
    """Encode one sentence.

    Parameters
    ----------
    text : str
        Clean text of the article.
    span : (int, int)
        The sentence's span in it.
    items : list of (start, end, mention)
        What becomes one letter each: sorted, disjoint.
    place : (int, int, int)
        Indices of its paragraph, its section and itself.
    left_out : set of int
        Offsets that are left out of the encoded text.
    """
    letters: list[str] = []  # or runs of them
    offsets: list[int] = []
    ends: list[int] = []
    at: dict[int, Mention] = {}
    position, end = span
    for item in [*items, None]:
        for first, last in _runs(text, position, item[0] if item else end, left_out):
            letters.append(text[first:last])
            offsets += range(first, last)
            ends += range(first + 1, last + 1)
        if item is None:
            break
        first, last, mention = item
        at[len(offsets)] = mention
        letters.append(LETTERS[letter_of(mention, text[mention.start : mention.end] + _class_word(text, mention.end))])
        offsets.append(first)
        ends.append(last)
        position = last
    line = "".join(letters).translate(_MARKS).replace("——", "：：")
    clauses = tuple(TokenClause(m.start(), m.end(), m.group()) for m in _CLAUSE.finditer(line) if m.group())
    openings = tuple(clause.start for clause in clauses)
    return EncodedSentence(
        line, tuple(offsets), tuple(ends), at, clauses, *place, span[0], max(end, position), openings
    )


def _runs(text: str, start: int, end: int, left_out: set[int]) -> Iterator[Span]:
    """Yield the stretches of a span from which nothing is dropped."""
    if left_out and not left_out.isdisjoint(range(start, end)):
        yield from ((i, i + 1) for i in range(start, end) if i not in left_out and _KEPT.match(text, i, i + 1)
                    and not _groups_digits(text, i))  # fmt: skip
        return
    for run in _KEPT.finditer(text, start, end):
        first, last = run.span()
        for comma in _COMMA.finditer(text, first, last):
            if _groups_digits(text, comma.start()):
                yield first, comma.start()
                first = comma.end()
        yield first, last


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
