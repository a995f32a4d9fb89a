"""Whose figure it is: the body, unit or place that a figure describes.

In this order: the agency that writes the section; a subject at the head of a clause of the figure's own sentence,
the nearest one; the unit of the person quoted; a collective (全市) as the police of that place; the topic of the
paragraph; the topics of the paragraphs before it; the body that the title names.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ..extraction import Mention
from ..texts.article import Article, Sentence, Span
from .dates import DateMention
from .figure import CLAUSE_MARKS, Figure
from .rulebook import rule_pattern

_BODIES = ("Unit", "Department", "Organisation", "Place")
_LEVELS = {"省": "[省区]", "市": "市", "县": "县", "区": "区", "州": "州", "盟": "盟", "旗": "旗", "镇": "镇"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: Mention
    initial: bool
    locative: bool
    speaks: bool


class SubjectReader:
    """Reads the subject of each figure of one article.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
    dates : sequence of DateMention
        The article's dates: they may stand before a subject.
    """

    def __init__(self, article: Article, mentions: Sequence[Mention], dates: Sequence[DateMention] = ()) -> None:
        self.article, self.text = article, article.text
        self.dates = sorted(dates, key=lambda d: d.start)
        self.units = {m.canonical for m in mentions if m.type == "Unit"}
        bodies = sorted((m for m in mentions if m.type in _BODIES), key=lambda m: (m.start, -m.end))
        outer: list[Mention] = []
        for mention in bodies:
            if not outer or mention.start >= outer[-1].end:
                outer.append(mention)
        self.candidates = [self._candidate(m, outer) for m in outer]
        self.starts = [c.mention.start for c in self.candidates]
        self.quotes = _speeches(self.text, article.body)

    def read(self, sentence: Sentence, figure: Figure) -> tuple[str, Span | None]:
        """Return the canonical subject of a figure, and the subject's span where the sentence does not hold it.

        Parameters
        ----------
        sentence : Sentence
            The figure's sentence.
        figure : Figure

        Returns
        -------
        (str, span or None)
            The subject is empty where nothing tells it.
        """
        agency = self._agency(sentence)
        if agency is not None:
            return agency.canonical, (agency.start, agency.end)
        clause_subject = self._own_sentence(sentence, figure)
        if clause_subject is not None:
            return clause_subject, None
        speaker = self._speaker(figure)
        if speaker is not None:
            return speaker.canonical, (speaker.start, speaker.end)
        collective = self._collective(sentence, figure)
        if collective is not None:
            return collective
        topic = self._topic(sentence, figure)
        return (self._named(topic), (topic.start, topic.end)) if topic is not None else ("", None)

    def _candidate(self, mention: Mention, outer: Sequence[Mention]) -> _Candidate:
        start = mention.start
        while start > 0 and self.text[start - 1] not in CLAUSE_MARKS:
            start -= 1
        lead = self._without_dates(start, mention.start)
        matched = rule_pattern("subjects", "lead").fullmatch(lead)
        locative = False
        if not matched:
            stripped = rule_pattern("subjects", "locative").search(lead)
            locative = bool(stripped and rule_pattern("subjects", "lead").fullmatch(lead[: stripped.start()]))
        speaks = bool(rule_pattern("subjects", "said").match(self.text, mention.end, mention.end + 30))
        rated = mention.generic and rule_pattern("subjects", "rated").match(self.text, mention.end)
        return _Candidate(mention, bool(matched) and not rated, locative, speaks)

    def _without_dates(self, start: int, end: int) -> str:
        lead = self.text[start:end]
        for date in reversed(self._dates_in(start, end)):
            lead = lead[: date.start - start] + lead[date.end - start :]
        return lead

    def _dates_in(self, start: int, end: int) -> list[DateMention]:
        first = bisect_left(self.dates, start, key=lambda d: d.start)
        last = bisect_left(self.dates, end, key=lambda d: d.start)
        return [d for d in self.dates[first:last] if d.end <= end]

    def _between(self, start: int, end: int) -> list[_Candidate]:
        return self.candidates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _named(self, mention: Mention) -> str:
        """A class of one unit's parts (西城分局派出所) stands for the unit that its words name."""
        words = self.text[mention.start : mention.end]
        for unit in sorted(self.units, key=len, reverse=True):
            if mention.canonical.startswith(unit) and mention.canonical != unit:
                rest = mention.canonical[len(unit) :]
                if rest in ("派出所", "公安派出所", "警务室", "分局", "警种") and len(words) > len(rest):
                    return unit
                break
        return mention.canonical

    def _agency(self, sentence: Sentence) -> Mention | None:
        agency = self.article.sections[sentence.section].agency
        if agency is None:
            return None
        return next((c.mention for c in self._between(agency[0], agency[1])), None)

    def _own_sentence(self, sentence: Sentence, figure: Figure) -> str | None:
        inside = self._between(sentence.start, figure.core)
        if figure.unit.startswith("次/") and figure.end == figure.after and not any(c.initial for c in inside):
            return None
        scope = self._scope(sentence, figure)
        for candidate in reversed(inside):
            if scope is not None and candidate.mention.end <= scope.start():
                break
            if candidate.initial and not self._indirect(candidate, figure):
                return self._named(candidate.mention)
        if scope is not None:
            return "全国" if scope["scope"] in ("全国", "我国") else None
        if rule_pattern("subjects", "nationwide").match(self.text, figure.after):
            return "全国"
        return next((self._named(c.mention) for c in inside if c.locative), None)

    def _indirect(self, candidate: _Candidate, figure: Figure) -> bool:
        """Whether the unit only brings the speaker of what follows."""
        return candidate.speaks and candidate.mention.end < figure.core

    def _scope(self, sentence: Sentence, figure: Figure) -> re.Match[str] | None:
        """The last collective (全市) at the head of a clause before the figure."""
        found = None
        for match in rule_pattern("subjects", "collective").finditer(self.text, sentence.start, figure.core):
            start = match.start()
            while start > sentence.start and self.text[start - 1] not in CLAUSE_MARKS:
                start -= 1
            at = bisect_right(self.starts, match.start()) - 1
            covered = at >= 0 and self.candidates[at].mention.end > match.start()
            if not covered and rule_pattern("subjects", "lead").fullmatch(self._without_dates(start, match.start())):
                found = match
        return found

    def _collective(self, sentence: Sentence, figure: Figure) -> tuple[str, Span | None] | None:
        scope = self._scope(sentence, figure)
        if scope is None:
            return None
        level = _LEVELS.get(scope["scope"][-1])
        if level is None:
            return None
        pattern = re.compile(rf"^.{{1,14}}{level}公安(?:机关|局|厅)$")
        near = bisect_left(self.starts, figure.core)
        order = [*reversed(self.candidates[:near]), *self.candidates[near:]]
        for candidate in order:
            mention = candidate.mention
            if mention.type == "Unit" and pattern.match(mention.canonical):
                name = mention.canonical
                if rule_pattern("subjects", "counted_places").match(self.text, figure.after):
                    name = re.sub(r"公安(?:机关|局|厅)$", "", name)
                return name, (mention.start, mention.end)
        return None

    def _speaker(self, figure: Figure) -> Mention | None:
        quote = next((q for q in self.quotes if q[0] < figure.core < q[1]), None)
        if quote is None:
            return None
        first = max((p[0] for p in self.article.paragraphs if p[0] <= quote[0]), default=0)
        last = next((p[1] for p in self.article.paragraphs if p[1] >= quote[1]), quote[1])
        before, after = self._between(first, quote[0]), self._between(quote[1], last)
        near = after and after[0].mention.start - quote[1] <= 20 and after[0].initial
        if near and not (before and self.text[quote[0] - 1 : quote[0]] in "：:，,"):
            return after[0].mention
        if before:
            return before[-1].mention
        return after[0].mention if after else None

    def _topic(self, sentence: Sentence, figure: Figure) -> Mention | None:
        """First subject of the paragraph, else of the paragraphs before it, else of the title or article."""
        section = self.article.sections[sentence.section]
        paragraphs = self.article.paragraphs
        reporting: Mention | None = None
        for number in range(sentence.paragraph, -1, -1):
            start, end = paragraphs[number]
            if start < section.start:
                break
            inside = [c for c in self._between(start, min(end, figure.core)) if not self._quoted(c.mention)]
            subjects = [c for c in inside if c.initial]
            plain = [c for c in subjects if not c.speaks]
            if number == sentence.paragraph and not plain and subjects:
                reporting = subjects[0].mention
            if reporting is not None and (plain or not subjects):
                if plain and reporting.canonical.startswith(plain[0].mention.canonical):
                    return plain[0].mention
                if number < sentence.paragraph:
                    return reporting
                continue
            if plain:
                return plain[0].mention
            if subjects and reporting is None:
                return subjects[0].mention
        if reporting is not None:
            return reporting
        title = self.article.title
        for span in (title, (0, figure.core)):
            if span is not None:
                units = [c.mention for c in self._between(*span) if c.mention.type == "Unit"]
                if units:
                    return units[0]
        before = self._between(0, figure.core)
        return before[-1].mention if before else (self.candidates[0].mention if self.candidates else None)

    def _quoted(self, mention: Mention) -> bool:
        return any(a < mention.start < b for a, b in self.quotes)


def _speeches(text: str, body: Sequence[Span]) -> list[Span]:
    """Spans of quotations that are speech: long, or with a mark inside; one may run over paragraphs."""
    found: list[Span] = []
    for start, end in body:
        opened = -1
        for position in range(start, end):
            if text[position] == "“" and (opened < 0 or position - opened > 1200):
                opened = position
            elif text[position] == "”" and opened >= 0:
                inside = text[opened + 1 : position]
                if len(inside) > 18 and any(mark in inside for mark in CLAUSE_MARKS):
                    found.append((opened, position + 1))
                opened = -1
    return found
