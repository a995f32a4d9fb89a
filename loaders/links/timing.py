"""When a link began, held or happened, and how often (GUIDE, cases 18–22)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..figures.dates import DateMention, find_dates
from ..figures.numerals import find_numerals
from ..figures.schedules import Schedule, find_schedules
from ..texts.article import Article
from .pattern import cue_pattern
from .tokens import EncodedSentence, TokenClause

_PERIOD = re.compile("(?:原则上|一般|至少|并|且|(?:每[人名个位支][^，；。]{0,6}?))*每[0-9一二两三半]*个?[天日周月季年]")
# 每周选派1人驻点两个半天
_PART = re.compile(
    "(?:驻|坐班|值守|值班|办公|走访|工作|上门|下沉)[^，；。0-9]{0,4}?([一二两三四五六七八九十0-9.]+)个?(半天|天|小时)"
    "(?=[，；。、]|$)"
)
DATE_ALONE = 14  # characters of a clause that is nothing but a date


class Timing:
    """The dates and schedules of an article, looked up by clause.

    Parameters
    ----------
    article : Article
    sentences : sequence of EncodedSentence
    """

    def __init__(self, article: Article, sentences: Sequence[EncodedSentence]) -> None:
        self.article = article
        self._dates = [d for d in find_dates(article) if d.edtf and not d.named]
        self._schedules = list(find_schedules(article))
        self._date_starts = [d.start for d in self._dates]
        self._schedule_starts = [x.start for x in self._schedules]
        self._incidents = self._incidents_of(sentences)
        self._phases = self._phases_of(sentences)

    def _phases_of(self, sentences: Sequence[EncodedSentence]) -> dict[int, DateMention]:
        """The dates of a plan's phase, 试点阶段（2023年11月至12月）, hold for what its paragraph goes on to say."""
        found: dict[int, DateMention] = {}
        phase: tuple[int, DateMention] | None = None
        for s in sentences:
            if phase and phase[0] != s.paragraph:
                phase = None
            dates = self._within(s.start, s.end)
            if phase and not dates:
                found[s.index] = phase[1]
            elif dates and cue_pattern("phase").match(s.text):
                phase = (s.paragraph, dates[0])
        return found

    def _within(self, start: int, end: int) -> list[DateMention]:
        if not self._dates:
            return []
        return self._dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def _incidents_of(self, sentences: Sequence[EncodedSentence]) -> dict[int, DateMention]:
        """The day of an incident holds for the sentences that go on telling it, one paragraph further at most."""
        found: dict[int, DateMention] = {}
        day: DateMention | None = None
        paragraph = -1
        for s in sentences:
            if s.paragraph != paragraph:
                follows = day and s.paragraph == paragraph + 1 and cue_pattern("incident").match(s.text)
                paragraph = s.paragraph
                if not follows:
                    day = None
            dates = self._within(s.start, s.end)
            if dates:
                day = dates[0] if re.fullmatch(r"\d{4}-\d\d-\d\d", dates[0].edtf) and self._opens(s, dates[0]) else None
            elif day:
                found[s.index] = day
        return found

    def _opens(self, s: EncodedSentence, date: DateMention) -> bool:
        return date.start - s.start <= 4

    def when(
        self, s: EncodedSentence, clause: TokenClause, verb: int, *, across: bool = True
    ) -> tuple[str, str] | None:
        """Return EDTF and basis for the link whose verb stands at an encoded position, or None.

        A date at the head of the sentence holds for all its clauses where it is to be looked for `across` them, else
        for the first that names something; one further on holds for its own clause.
        """
        at = s.offsets[min(verb, len(s.offsets) - 1)]
        clause_start = s.offsets[clause.start]
        own = [d for d in self._within(clause_start, at + 1) if d.start < at]
        before = own or self._alone_before(s, clause)
        if not before and (across or not s.inside(0, clause.start)):
            before = [d for d in self._within(s.start, at)[:1] if self._opens(s, d)]
        if before:
            return self._open_ended(s, before[-1]), before[-1].basis
        if not across and s.inside(0, clause.start):
            return None
        dated = self._incidents.get(s.index) or self._phases.get(s.index)
        return (dated.edtf, dated.basis) if dated else None

    def _alone_before(self, s: EncodedSentence, clause: TokenClause) -> list[DateMention]:
        """The date that is all that the clause before says: 到2023年底，."""
        if not clause.start:
            return []
        before = s.clause_at(clause.start - 1)
        if s.inside(before.start, before.end) or len(before.text) > DATE_ALONE:
            return []
        return self._within(s.offsets[before.start], s.offsets[clause.start])[-1:]

    def _open_ended(self, s: EncodedSentence, date: DateMention) -> str:
        """自2022年11月开展…以来: an interval that goes on; 2025年底: that year."""
        if re.search("年[底末初]$", self.article.text[date.start : date.end]):
            return date.edtf[:4]
        around = self.article.text[max(s.start, date.start - 1) : s.end]
        if "/" not in date.edtf and re.match(r"[自从][^，,；。]{4,40}以来", around):
            return date.edtf + "/.."
        return date.edtf

    def frequency(self, s: EncodedSentence, start: int, end: int) -> str:
        """Return the frequency named in an encoded span, or an empty string."""
        if start >= end:
            return ""
        first, last = s.offsets[start], s.ends[end - 1]
        i = bisect_left(self._schedule_starts, first)
        found: list[Schedule] = []
        while i < len(self._schedules) and self._schedules[i].start < last:
            found.append(self._schedules[i])
            i += 1
        if not found:
            return ""
        told = re.sub("^([0-9.]+)[期回趟轮]/", r"\1次/", found[0].frequency).replace("/天", "/日")
        part = _PART.search(s.text, start, end) if told.startswith("1次/") else None
        return told.replace("1次", f"{find_numerals(part[1])[0].value:g}{part[2]}") if part else told


def same_period(text: str) -> bool:
    """True for a clause that opens with a schedule: it goes on about the clause before.

    Examples
    --------
    >>> same_period("每周4天驻村走访"), same_period("推进每周会商")
    (True, False)
    """
    return bool(_PERIOD.match(text))
