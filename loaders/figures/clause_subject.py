"""How each body, place and post of an article stands in its clause: as its subject, in 在… or 由…, as a speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ..extraction import Mention
from ..texts.article import Article, Span
from ..texts.clauses import LONGEST_CLAUSE
from .dates import DateMention
from .figure import CLAUSE_MARKS, clause_start
from .rulebook import rule_pattern, words

BODIES = ("Unit", "Department", "Organisation")
_LONGEST_LIST = 12
_EACH = re.compile("每一?[名个位支]$")
_TYPES = (*BODIES, "Place", "Role")


class Standing(NamedTuple):
    """How one mention stands in its clause.

    Parameters
    ----------
    mention : Mention
        A body, place or post; for a named officer the unit that was named with him.
    start : int
        Where it stands: the mention's start, or that of the officer's name.
    initial : bool
        Nothing but a date or connective comes before it in its clause, and it qualifies nothing: the clause's subject.
    locative : bool
        It heads its clause in 在…, 于…, 据….
    speaks : bool
        It, or its officer, says what follows.
    joint : bool
        It is coordinated with others (派出所、司法所).
    idle : bool
        Its clause ends with it.
    qualifies : bool
        It heads its clause but only qualifies what is measured (西城分局派出所警力占…).
    each : bool
        It is meant one by one (每名驻企民警).
    officer : bool
        A named officer follows it, or stands for it.
    """

    mention: Mention
    start: int
    initial: bool
    locative: bool = False
    speaks: bool = False
    joint: bool = False
    idle: bool = False
    qualifies: bool = False
    each: bool = False
    officer: bool = False

    @property
    def body(self) -> bool:
        """A unit, department or organisation."""
        return self.mention.type in BODIES


class ClauseSubjects:
    """The standing of the bodies, places and posts of one article.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
    dates : sequence of DateMention
        They may stand before a subject.
    persons : sequence of spans
        A name that stands beside a unit and post once stands for that unit wherever it comes again.
    """

    def __init__(
        self, article: Article, mentions: Sequence[Mention], dates: Sequence[DateMention], persons: Sequence[Span] = ()
    ) -> None:
        self.text = article.text
        self._openings = {start for start, _ in article.paragraphs}
        self._dates = sorted(dates, key=lambda d: d.start)
        self._date_starts = [d.start for d in self._dates]
        outer: list[Mention] = []
        told = (m for m in mentions if m.type in _TYPES and m.canonical not in words("subjects", "reporter"))
        for mention in sorted(told, key=lambda m: (m.start, -m.end)):
            if not outer or mention.start >= outer[-1].end:
                outer.append(mention)
        self._named_from = {start for start, _ in persons}
        found = [self._standing(i, outer) for i in range(len(outer))]
        self.all = sorted([*found, *self._officers(outer, persons)], key=lambda s: s.start)
        self._starts = [s.start for s in self.all]
        self._bodies = [s for s in self.all if s.body]

    def between(self, start: int, end: int) -> list[Standing]:
        """Return those that stand in a span, in order."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def body_before(self, position: int) -> Standing | None:
        """Return the last body that stands before a position, or None."""
        at = bisect_left(self._bodies, position, key=lambda s: s.start)
        return self._bodies[at - 1] if at else None

    def covered(self, position: int) -> bool:
        """Whether a mention holds a position."""
        at = bisect_left(self._starts, position + 1) - 1
        return at >= 0 and self.all[at].mention.start <= position < self.all[at].mention.end

    def without_dates(self, start: int, end: int) -> str:
        """Return a stretch of the text, its dates taken out."""
        first, last = bisect_left(self._date_starts, start), bisect_left(self._date_starts, end)
        lead = self.text[start:end]
        for date in reversed(self._dates[first:last]):
            if date.end <= end:
                lead = lead[: date.start - start] + lead[date.end - start :]
        return lead

    def opens_clause(self, position: int) -> bool:
        """Whether nothing but a date or connective stands between a clause's head and a position."""
        return bool(rule_pattern("subjects", "lead").fullmatch(self.without_dates(self._head(position), position)))

    def _head(self, position: int) -> int:
        return clause_start(self.text, max(0, position - LONGEST_CLAUSE), position)

    def _standing(self, number: int, outer: Sequence[Mention]) -> Standing:
        mention = outer[number]
        following = outer[number + 1] if number + 1 < len(outer) else None
        head = self._head(mention.start)
        alone = not number or outer[number - 1].end <= head
        lead = self.without_dates(head, mention.start)
        each = bool(_EACH.search(lead))
        if lead and (mention.generic or mention.type == "Role"):
            lead = rule_pattern("subjects", "quantified").sub("", lead)
        opening = rule_pattern("subjects", "lead")
        initial, locative = bool(opening.fullmatch(lead)), False
        if not initial:
            stripped = rule_pattern("subjects", "locative").search(lead)
            locative = bool(stripped and opening.fullmatch(lead[: stripped.start()]))
            made = rule_pattern("subjects", "made_by").search(lead)
            initial = bool(alone and made and rule_pattern("subjects", "makes").match(self.text, mention.end))
            free = alone or outer[number - 1].type == "Role"
            described = free and mention.type == "Unit" and rule_pattern("subjects", "relative").search(lead)
            initial = initial or bool(described and rule_pattern("subjects", "acts").match(self.text, mention.end))
            charged = (
                locative and lead.endswith("由") and rule_pattern("subjects", "leads").match(self.text, mention.end)
            )
            initial = initial or bool(charged)
            initial = initial or (locative and bool(rule_pattern("subjects", "source").match(self.text, mention.end)))
        speaks = bool(rule_pattern("subjects", "said").match(self.text, mention.end, mention.end + 30))
        joint = self._joins(mention, following)
        last = following if joint else None
        labelled = joint and self._labelled(number, outer)
        owns = last is not None and self.text[last.end : last.end + 1] == "的" and mention.type == "Place"
        qualified = rule_pattern("subjects", "attributive").match(self.text, mention.end)
        attributive = owns or labelled or (not joint and bool(qualified))
        idle = bool(rule_pattern("subjects", "idle").match(self.text, mention.end))
        if idle and mention.start in self._openings and self.text[mention.end : mention.end + 1] in ("：", ":"):
            idle = False  # 甲市公安局：推行…
        if mention.type == "Role":
            initial = initial and self._works(mention) and not idle and not speaks
        role = following if following and following.start == mention.end and following.type == "Role" else None
        officer = role is not None and mention.type in BODIES and role.end in self._named_from
        return Standing(
            mention, mention.start, initial and not attributive, locative, speaks, joint, idle and not joint,
            initial and attributive and not labelled, each, officer,
        )  # fmt: skip

    def _joins(self, mention: Mention, following: Mention | None) -> bool:
        mark = rule_pattern("subjects", "joined").match(self.text, mention.end)
        return bool(mark and following and following.start - mark.end() <= 8 and following.type in _TYPES
                    and not set(self.text[mark.end() : following.start]) & set(CLAUSE_MARKS))  # fmt: skip

    def _labelled(self, number: int, outer: Sequence[Mention]) -> bool:
        """Whether a list only tells who is behind a name in quotation marks: 甲局、乙局、丙局“三方会商”机制."""
        last = min(len(outer), number + _LONGEST_LIST) - 1
        while number < last and self.text[outer[number].end : outer[number + 1].start] in ("、", "和", "与"):
            number += 1
        return self.text[outer[number].end : outer[number].end + 1] == "“"

    def _works(self, mention: Mention) -> bool:
        """A kind of worker, not an office or people who stand for their unit."""
        said = self.text[mention.start : mention.end]
        return said not in words("subjects", "stand_in") and not said.endswith(
            (*words("subjects", "office"), "成员", "人员", "负责人", "干部")
        )

    def _first_post(self, at: int, outer: Sequence[Mention]) -> int:
        """The first of an officer's posts: 党委委员、副局长."""
        while at and outer[at - 1].type == "Role" and self.text[outer[at - 1].end : outer[at].start] in ("、", "兼"):
            at -= 1
        return at

    def _officers(self, outer: Sequence[Mention], persons: Sequence[Span]) -> list[Standing]:
        """Named officers who come again without their unit."""
        units: dict[str, Mention] = {}
        found = []
        ends = {m.end: i for i, m in enumerate(outer)}
        for start, end in sorted(persons):
            name = self.text[start:end]
            at = ends.get(start)
            if at is not None and outer[at].type == "Role":
                at = self._first_post(at, outer)
                unit = outer[at - 1] if at and outer[at - 1].end == outer[at].start else None
                if unit is not None and unit.type in BODIES:
                    units[name] = unit
                    continue
            if name in units and self.opens_clause(start):
                answers = start in self._openings and self.text[end : end + 1] in ("：", ":")
                speaks = answers or bool(rule_pattern("subjects", "said").match(self.text, end, end + 30))
                found.append(Standing(units[name], start, True, False, speaks, officer=True))
        return found
