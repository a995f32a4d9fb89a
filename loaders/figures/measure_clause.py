"""The words around a figure in its clause: what stands before and after it, its dates, subject and scope taken off."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article, Sentence, Span
from .dates import DateMention
from .figure import Figure, clause_end, clause_start
from .measure_phrase import leading_off, noun_head, trailing_off
from .rulebook import rule_pattern

BODIES = ("Unit", "Department", "Organisation", "Place")
SHARES = ("%", "个百分点", "倍", "番", "分")
_END = "|"


class MeasureClauses:
    """Reads the clauses around the figures of one article.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
    persons : sequence of spans
        No clause reaches over a name.
    dates : sequence of DateMention
    """

    def __init__(
        self, article: Article, mentions: Sequence[Mention], persons: Sequence[Span], dates: Sequence[DateMention] = ()
    ) -> None:
        self.text = article.text
        self.persons = sorted(persons)
        self._person_starts = [start for start, _ in self.persons]
        self._mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._mentions]
        self._dates = sorted((d.start, d.end) for d in dates)

    def left(self, sentence: Sentence, figures: Sequence[Figure], number: int) -> str:
        """Return the clause before a figure: dates, subject, scope and verbs of change taken off."""
        figure = figures[number]
        start = figure.start
        floor = figures[number - 1].end if number else sentence.start
        floor = max(floor, self._person_before(start))
        start = clause_start(self.text, floor, start)
        stop = figure.start
        kept = start
        for mention in self.between(start, stop):
            lead = self.undated(kept, mention.start)
            if mention.start < kept or mention.type not in BODIES or leading_off(lead + _END) != _END:
                break
            if figure.direction is not None and not self.text[mention.end : stop].strip("(（"):
                return ""  # 乙局(下降18%): the measure is told before
            if mention.generic and not self._acts(mention.end, stop):
                break
            if mention.end < stop and self.text[mention.end] not in "的占数":
                kept = mention.end
        kept = self._past_place(kept, stop)
        said = rule_pattern("measures", "number").sub("", self.undated(kept, stop).strip())
        opening = rule_pattern("subjects", "lead").match(said)
        said = said[opening.end() :] if opening else said
        phrase = leading_off(trailing_off(said) + _END).removesuffix(_END)
        whose = rule_pattern("measures", "whose").match(phrase)
        return trailing_off(said) if phrase == "率" else phrase[whose.end() :] if whose else phrase

    def right(self, sentence: Sentence, figures: Sequence[Figure], number: int) -> tuple[int, str]:
        """Return the clause after a figure, up to the next mark or figure, and where it begins."""
        while number + 1 < len(figures) and _adjacent(figures[number], figures[number + 1]):
            number += 1
        figure = figures[number]
        ceiling = figures[number + 1].start if number + 1 < len(figures) else sentence.end
        ceiling = min(ceiling, self._person_after(figure.end))
        stop = clause_end(self.text, figure.end, ceiling)
        rest = self.text[figure.end : stop]
        return figure.end, "" if rest[:1] in ("、", "(", "（", "和", "及") else rest.rstrip("、和与及。")

    def predicate(self, start: int, stop: int) -> str:
        """Return a clause without its dates, its subject and the body that it turns to."""
        inside = [m for m in self.between(start, stop) if m.type in (*BODIES, "Role") and m.end <= stop]
        kept = max((m.end for m in inside), default=start)
        said = self.undated(kept if stop - kept > 1 else start, stop)
        opening = rule_pattern("subjects", "lead").match(said)
        said = said[opening.end() :] if opening else said
        return leading_off(said.lstrip("的等部门单位") + _END).removesuffix(_END)

    def undated(self, start: int, stop: int) -> str:
        """Return a stretch of the text without its dates."""
        kept = self.text[start:stop]
        for a, b in reversed(self._dates[bisect_left(self._dates, (start, 0)) : bisect_left(self._dates, (stop, 0))]):
            cut = b + (b < stop and self.text[b] == "前")  # 2023年底前
            kept = kept[: a - start] + kept[cut - start :]
        return kept

    def between(self, start: int, stop: int) -> list[Mention]:
        """Return the mentions that start in a span."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def _past_place(self, start: int, stop: int) -> int:
        """Where a clause goes on after 在, 向 and the body or place that it names: 在街道综治中心(派驻民警)."""
        if self.text[start : start + 1] not in ("在", "向") or start + 1 >= stop:
            return start
        named = next((m for m in self.between(start + 1, start + 2) if m.type in BODIES and m.end <= stop), None)
        if named is None or self.text[named.end : named.end + 1] in tuple("的、和与及"):
            return start
        return named.end + (self.text[named.end : named.end + 1] == "等")

    def _acts(self, start: int, stop: int) -> bool:
        """Whether a class of bodies is followed by what it does, not by what is measured of it."""
        does = leading_off(self.text[start:stop] + _END).removesuffix(_END)
        acts = noun_head(does) == 0 or leading_off(leading_off(does, "making"), "doing") != does
        return stop > start and acts

    def _person_before(self, position: int) -> int:
        """Where the last name before a position ends, or 0."""
        at = bisect_right(self._person_starts, position)
        return next((end for _, end in reversed(self.persons[max(at - 2, 0) : at]) if end <= position), 0)

    def _person_after(self, position: int) -> int:
        """Where the first name after a position starts, or the text's end."""
        at = bisect_left(self._person_starts, position)
        return self._person_starts[at] if at < len(self._person_starts) else len(self.text)


def _adjacent(figure: Figure, following: Figure) -> bool:
    return following.start == figure.end and following.unit not in SHARES
