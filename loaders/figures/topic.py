"""Whom the words around a figure are about where its sentence names no subject: speaker, story, paragraph, article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ..extraction import Mention
from ..texts.article import Article, Sentence, Span
from .clause_subject import ClauseSubjects, Standing
from .figure import CLAUSE_MARKS, Figure, clause_end, clause_start
from .genre import is_statute
from .items import Items
from .protagonist import Protagonists
from .rulebook import rule_pattern

_LONG_SPEECH, _SHORT_SPEECH = 1200, 18
_OBLIGED = 1500  # characters in which a statute names the body that it obliges, a notice who inspected
_CLASSES = ("派出所", "警务室", "部门", "党支部")  # what they all do, the agency above them reports
_NEAR = 20  # characters from a quotation to its speaker


class Topics:
    """Tells the topics of one article.

    Parameters
    ----------
    article : Article
    subjects : ClauseSubjects
    protagonists : Protagonists
    items : Items
        Marks of enumerations in its text.
    official : bool
        Whether it is an agency's own paper.
    """

    def __init__(
        self, article: Article, subjects: ClauseSubjects, protagonists: Protagonists, items: Items, *, official: bool
    ) -> None:
        self.article, self.text = article, article.text
        self.subjects, self.protagonists = subjects, protagonists
        self._quotes = speeches(self.text, article.body)
        self._quote_ends = [end for _, end in self._quotes]
        self._starts = [start for start, _ in article.paragraphs]
        self._items, self._official = items, official
        self._statute = is_statute(article)

    def of(self, sentence: Sentence, figure: Figure) -> Mention | None:
        """Return whom a figure without a stated subject belongs to, or None.

        The unit of the person quoted; the unit whose officer says the sentence; the paragraph's first subject; the
        unit of its officer; for the time of one event the unit of the story; the main agency.
        """
        return self._quoted(sentence, figure) or self._told_by(sentence, figure) or self._topic(sentence, figure)

    def _quoted(self, sentence: Sentence, figure: Figure) -> Mention | None:
        quote = self._quote_at(figure.core)
        if quote is None:
            return None
        paragraphs, number = self.article.paragraphs, sentence.paragraph
        at = bisect_right(self._starts, quote[0], hi=number + 1)
        first = self._starts[at - 1] if at else 0
        ends = (paragraphs[i][1] for i in range(number, len(paragraphs)))
        last = next((end for end in ends if end >= quote[1]), quote[1])
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
        if not said:
            return None
        main = self.protagonists.at(figure.core)
        spoken = "我们" in self.text[said[-1].start : figure.core]
        ours = main is not None and self._serves(said[-1].mention, main) and not spoken
        return main if ours else said[-1].mention

    def _topic(self, sentence: Sentence, figure: Figure) -> Mention | None:
        if self._statute:
            return self._obliged(figure) or self.protagonists.at(figure.core)
        inspector = self._inspector(sentence) if self._official else None
        if inspector is not None:
            return inspector
        main = self.protagonists.at(figure.core)
        start, _ = self.article.paragraphs[sentence.paragraph]
        spans = self._items.scope(start, figure.core)
        told_of = [s for a, b in spans for s in self.subjects.between(a, b)]
        inside = [s for s in told_of if s.body and not self._in_speech(s.start)]
        subjects = [s for s in inside if (s.initial or (s.qualifies and not s.mention.generic)) and not s.speaks]
        if self._official and main is not None:
            subjects = [s for s in subjects if not self._serves(s.mention, main)]
        if main is not None and not self.protagonists.studied:
            subjects = [s for s in subjects if not (s.mention.generic and s.mention.head in _CLASSES)]
        if subjects:
            return self._together(subjects[0]) or subjects[0].mention
        place = self._place(start, figure) if not inside else None
        if place is not None:
            return place
        told = [s.mention for s in inside if s.officer or (s.initial and s.speaks)]
        if told:
            return told[0]
        story = self._story(sentence, figure) if self._is_event(sentence, figure) else None
        return story or main or self._any(figure)

    def _place(self, start: int, figure: Figure) -> Mention | None:
        """The place that opens a paragraph without a body: 甲村的变化最大."""
        first = next(iter(self.subjects.between(start, figure.core)), None)
        if first is None or first.mention.type != "Place" or self.text[start : first.start].strip():
            return None
        return first.mention if first.initial or first.qualifies else None

    def _inspector(self, sentence: Sentence) -> Mention | None:
        """Whose findings a sentence of a notice tells (抽查房屋90户): the unit that carried out the inspection."""
        if not rule_pattern("subjects", "finding").match(self.text, sentence.start, sentence.end):
            return None
        inspects, first = rule_pattern("subjects", "inspects"), self.article.sections[0].start
        before = (
            s for s in self.subjects.between(first, min(first + _OBLIGED, sentence.start)) if s.initial and s.body
        )
        return next((s.mention for s in before if inspects.match(self.text, s.mention.end)), None)

    def _serves(self, mention: Mention, main: Mention) -> bool:
        """Whether a unit is an inner one of the agency whose paper it is: what it does, the agency reports."""
        inner = rule_pattern("subjects", "inner").search(mention.canonical)
        return bool(inner) and mention.canonical.startswith(main.canonical)

    def _together(self, standing: Standing) -> Mention | None:
        """Two stations of one bureau that try a thing together are the stations of its place."""
        mention = standing.mention
        if not standing.joint or mention.generic or not _own_name(standing):
            return None
        stop = clause_end(self.text, standing.start, len(self.text))
        beside = [s.mention for s in self.subjects.between(mention.end, stop)]
        place = rule_pattern("subjects", "own_place").match(mention.canonical)
        if not beside or place is None or beside[0].head != mention.head or beside[0].generic:
            return None
        return replace(mention, canonical=place["place"] + mention.head, generic=True)

    def _obliged(self, figure: Figure) -> Mention | None:
        """In a statute: the body that the words before oblige or entitle (乙局应当…)."""
        before = reversed(self.subjects.between(max(0, figure.core - _OBLIGED), figure.core))
        return next((s.mention for s in before if s.initial and s.body and not s.joint and _governs(s.mention)), None)

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

    def _any(self, figure: Figure) -> Mention | None:
        before = self.subjects.body_before(figure.core)
        return before.mention if before is not None else next((s.mention for s in self.subjects.all), None)

    def _in_speech(self, position: int) -> bool:
        return self._quote_at(position) is not None

    def _quote_at(self, position: int) -> Span | None:
        at = bisect_right(self._quote_ends, position)
        return self._quotes[at] if at < len(self._quotes) and self._quotes[at][0] < position else None


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


def _governs(mention: Mention) -> bool:
    room = rule_pattern("subjects", "rooms").search(mention.canonical)
    return (mention.type == "Unit" and not room) or mention.canonical.endswith(("政府", "办事处", "委员会"))


def _own_name(standing: Standing) -> bool:
    """A station or squad with a name of its own."""
    mention = standing.mention
    organ = rule_pattern("subjects", "organ").search(mention.canonical)
    return mention.type == "Unit" and not mention.generic and not organ
