"""Whom the words around a figure are about where its sentence names no subject: speaker, story, paragraph, article."""

from __future__ import annotations

from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article, Sentence, Span
from .clause_subject import ClauseSubjects, Standing
from .figure import CLAUSE_MARKS, Figure, clause_end, clause_start
from .protagonist import Protagonists
from .rulebook import rule_pattern

_LONG_SPEECH, _SHORT_SPEECH = 1200, 18
_NEAR, _OPENING = 20, 24  # characters from a quotation to its speaker, from a paragraph's head to its first subject


class Topics:
    """Tells the topics of one article.

    Parameters
    ----------
    article : Article
    subjects : ClauseSubjects
    protagonists : Protagonists
    """

    def __init__(self, article: Article, subjects: ClauseSubjects, protagonists: Protagonists) -> None:
        self.article, self.text = article, article.text
        self.subjects, self.protagonists = subjects, protagonists
        self._quotes = speeches(self.text, article.body)

    def of(self, sentence: Sentence, figure: Figure) -> Mention | None:
        """Return whom a figure without a stated subject belongs to, or None.

        The unit of the person quoted; the unit whose officer says the sentence; for a sentence that sums up
        (今年以来, 据统计) the main agency, unless a named unit opens the paragraph; the paragraph's first subject; the
        unit of its officer; for the time of one event the unit of the story; the main agency.
        """
        return self._quoted(sentence, figure) or self._told_by(sentence, figure) or self._topic(sentence, figure)

    def _quoted(self, sentence: Sentence, figure: Figure) -> Mention | None:
        quote = next((q for q in self._quotes if q[0] < figure.core < q[1]), None)
        if quote is None:
            return None
        paragraphs, number = self.article.paragraphs, sentence.paragraph
        first = max((a for a, _ in paragraphs[: number + 1] if a <= quote[0]), default=0)
        last = next((b for _, b in paragraphs[number:] if b >= quote[1]), quote[1])
        before = [s for s in self.subjects.between(first, quote[0]) if s.body]
        after = [s for s in self.subjects.between(quote[1], last) if s.body]
        near = after and after[0].start - quote[1] <= _NEAR and after[0].initial
        if near and not (before and self.text[quote[0] - 1 : quote[0]] in "：:，,"):
            return after[0].mention
        if before:
            return before[-1].mention
        return after[0].mention if after else None

    def _told_by(self, sentence: Sentence, figure: Figure) -> Mention | None:
        said = [s for s in self.subjects.between(sentence.start, figure.core) if s.initial and s.speaks and s.body]
        return said[-1].mention if said else None

    def _topic(self, sentence: Sentence, figure: Figure) -> Mention | None:
        main = self.protagonists.at(figure.core)
        start, _ = self.article.paragraphs[sentence.paragraph]
        inside = [s for s in self.subjects.between(start, figure.core) if s.body and not self._in_speech(s.start)]
        subjects = [s for s in inside if (s.initial or (s.qualifies and not s.mention.generic)) and not s.speaks]
        named = bool(subjects) and not subjects[0].mention.generic
        opens = named and clause_start(self.text, start, subjects[0].start) - start <= _OPENING
        if main is not None and self._sums_up(sentence) and not opens:
            return main
        if subjects:
            return subjects[0].mention
        told = [s.mention for s in inside if s.officer or (s.initial and s.speaks)]
        if told:
            return told[0]
        story = self._story(sentence, figure) if self._is_event(sentence, figure) else None
        return story or main or self._any(figure)

    def _is_event(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a time is that of one event, not an average or a change."""
        first = clause_start(self.text, sentence.start, figure.core)
        clause = self.text[first : clause_end(self.text, figure.end, sentence.end)]
        changes = rule_pattern("subjects", "result").search(clause)
        return figure.form == "duration" and figure.direction is None and not changes

    def _story(self, sentence: Sentence, figure: Figure) -> Mention | None:
        """The unit named last before in the paragraph, next in it, or first in the paragraph before."""
        start, end = self.article.paragraphs[sentence.paragraph]
        told = [s for s in self.subjects.between(start, figure.core) if _own_name(s)]
        if told:
            return told[-1].mention
        after = [s for s in self.subjects.between(figure.core, end) if _own_name(s)]
        if after:
            return after[0].mention
        section = self.article.sections[sentence.section]
        first, last = self.article.paragraphs[max(sentence.paragraph - 1, 0)]
        before = [s for s in self.subjects.between(max(first, section.start), last) if _own_name(s)]
        return before[0].mention if before and first >= section.start else None

    def _sums_up(self, sentence: Sentence) -> bool:
        """今年以来, 据统计, 截至目前 at a sentence's head."""
        if rule_pattern("subjects", "summing").match(self.text, sentence.start, sentence.end):
            return True
        stop = clause_end(self.text, sentence.start, sentence.end)
        clause = self.text[sentence.start : stop]
        if clause.endswith("以来"):
            return True
        if clause.endswith(("日", "号", "晚", "上午", "下午", "当天")):
            return False
        return not self.subjects.without_dates(sentence.start, stop).strip("“”‘’ 　其中同时此外")

    def _any(self, figure: Figure) -> Mention | None:
        before = [s for s in self.subjects.between(0, figure.core) if s.body]
        return before[-1].mention if before else next((s.mention for s in self.subjects.all), None)

    def _in_speech(self, position: int) -> bool:
        return any(a < position < b for a, b in self._quotes)


def speeches(text: str, body: Sequence[Span]) -> list[Span]:
    """Find the quotations that are speech: long, with a clause's mark inside; one may run over paragraphs.

    Examples
    --------
    >>> t = "他说：“今年以来我们走访群众三百余户，化解纠纷。”推行“两队一室”。"
    >>> speeches(t, [(0, len(t))])
    [(3, 25)]
    """
    found: list[Span] = []
    for start, end in body:
        opened = -1
        for position in range(start, end):
            if text[position] == "“" and (opened < 0 or position - opened > _LONG_SPEECH):
                opened = position
            elif text[position] == "”" and opened >= 0:
                inside = text[opened + 1 : position]
                if len(inside) > _SHORT_SPEECH and any(mark in inside for mark in CLAUSE_MARKS):
                    found.append((opened, position + 1))
                opened = -1
    return found


def _own_name(standing: Standing) -> bool:
    """A station or squad with a name of its own."""
    mention = standing.mention
    organ = rule_pattern("subjects", "organ").search(mention.canonical)
    return mention.type == "Unit" and not mention.generic and not organ
