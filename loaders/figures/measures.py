"""What a figure measures: a normalised noun phrase, and the entry of the measure vocabulary that it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article, Sentence, Span
from .dates import DateMention
from .figure import CLAUSE_MARKS, Figure
from .measure_phrase import coordinated, leading_off, normal, noun_head, object_head, thing_of, trailing_off
from .measure_terms import measure_term
from .rulebook import rule_pattern, words

_BODIES = ("Unit", "Department", "Organisation", "Place")
_END = "|"
_NEAR = 12  # characters between a count and the total that follows it
_RUNS = {"个月": "月数", "个季度": "季度数"}
_PEOPLE = ("人", "人次", "名")
_SHARES = ("%", "个百分点", "倍", "番", "分")


class MeasureReader:
    """Reads the measures of the figures of one article.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
        A body or place at the head of a clause is the figure's subject, no part of its measure.
    persons : sequence of spans
        Names of persons: no measure reaches over one.
    dates : sequence of DateMention
        Dates are no part of a measure.

    Examples
    --------
    >>> from policing_kg.loaders.figures.figure import find_figures
    >>> from policing_kg.loaders.texts.article import Article, CleanText, SourceText, DocumentDate, Sentence, Section
    >>> t = "全市化解矛盾纠纷1200起,化解率达98%。"
    >>> a = Article(SourceText("x", t, ""), CleanText.identity(t), ((0, len(t)),), None, ((0, len(t)),),
    ...             (Section(0, len(t)),), (Sentence(0, len(t), 0, 0),), DocumentDate("", "none"))
    >>> MeasureReader(a, (), ()).read(a.sentences[0], find_figures(t, (0, len(t)), (), ()))
    [('化解矛盾纠纷', 'measure.disputes-resolved'), ('矛盾纠纷化解率', 'measure.dispute-resolution-rate')]
    """

    def __init__(
        self, article: Article, mentions: Sequence[Mention], persons: Sequence[Span], dates: Sequence[DateMention] = ()
    ) -> None:
        self.text = article.text
        self.persons = sorted(persons)
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]
        self.dates = sorted((d.start, d.end) for d in dates)

    def read(self, sentence: Sentence, figures: Sequence[Figure]) -> list[tuple[str, str]]:
        """Return measure phrase and vocabulary id of each figure of one sentence.

        Parameters
        ----------
        sentence : Sentence
        figures : sequence of Figure
            All figures of the sentence, sorted.

        Returns
        -------
        list of (str, str)
            Both empty where the words around a figure tell no measure; the id empty for a measure of its own.
        """
        phrases: list[str] = []
        for number in range(len(figures)):
            phrase = normal(self._phrase(sentence, figures, number, phrases))
            if phrase and all(not ("\u4e00" <= c <= "\u9fff") for c in phrase):
                phrase = ""
            phrases.append(phrase or (self._carried(figures, number, phrases)))
        self._share_lists(figures, phrases)
        found = []
        for phrase, figure in zip(phrases, figures, strict=True):
            term = measure_term(phrase, figure) if phrase else None
            found.append((phrase, term.id if term else ""))
        return found

    def _phrase(self, sentence: Sentence, figures: Sequence[Figure], number: int, before: Sequence[str]) -> str:
        figure = figures[number]
        left, (at, right) = self._left(sentence, figures, number), self._right(sentence, figures, number)
        if figure.form == "zero":
            return self.text[figure.core : figure.after].removeprefix("零") or left
        if figure.form == "run":
            trend = "下降" if figure.direction == "down" else "上升" if figure.direction == "up" else ""
            span = _RUNS.get(figure.unit, "年数")
            if left and (trend or 1 < len(right) <= 6):
                return f"{left}连续{trend or right}{span}"
            return f"{leading_off(right, 'holding')}持续时间" if right else left
        if figure.form == "frequency":
            return self._practice(figure, left, right)
        if figure.form == "duration":
            return self._duration(sentence, figure, left)
        if figure.unit in _SHARES:
            return self._share(sentence, figure, left, (at, right), before)
        counted = self._count(left, right, at, figure)
        if before and counted and counted in words("measures", "doing"):
            thing = thing_of(before[-1])
            counted += thing if thing != before[-1] else ""
        return counted

    def _share(
        self, sentence: Sentence, figure: Figure, left: str, following: tuple[int, str], before: Sequence[str]
    ) -> str:
        at, right = following
        if left.endswith(tuple(words("measures", "change"))):
            for word in words("measures", "change"):
                left = left.removesuffix(word)
        if not left and figure.direction is not None:
            return ""
        closed = rule_pattern("measures", "closed").match(right)
        if closed and left and not left.endswith("率"):
            return f"{left}{closed['verb']}率"
        if not left or (right.startswith(("的", "以上的")) and figure.direction is None) or self._governs(left, right):
            rest = right.removeprefix("以上").removeprefix("的")
            noun = self._noun(at + len(right) - len(rest), rest)
            if noun:
                predicate = re.sub("了|均|都|已|全部", "", rest[len(noun) :])
                shown = f"{left}{predicate}" if left else predicate
                return f"{shown}的{noun}占比" if shown else f"{noun}占比"
        left = rule_pattern("measures", "causing").sub("", left)
        whole = self._wording(sentence, figure, left, before)
        return self._completed(sentence, figure, whole, before)

    def _governs(self, left: str, right: str) -> bool:
        """A verb before a share of people: 下派20%警力."""
        return (
            bool(right)
            and not left.endswith(("率", "比", "比例", "度", "数", "占", "感"))
            and noun_head(right) > 1
            and noun_head(left) == 0
        )

    def _wording(self, sentence: Sentence, figure: Figure, left: str, before: Sequence[str]) -> str:
        """社区民警占派出所警力的 → 社区民警占派出所警力比."""
        own = self.text[max(sentence.start, figure.start - 30) : figure.start]
        if left.startswith("占") and before:
            return f"{before[-1]}{left}比"
        if re.search("占到?约?$", own) and not left.endswith(("率", "比", "例")):
            return f"{left}占比"
        if (
            "占" in left[1:]
            and not re.search("比例?$|率$|比重$|占比$", left)
            and re.search("的$|[力数量口]约?为?$", own)
        ):
            return left.replace("占到", "占") + "比"
        return left.replace("占到", "占")

    def _completed(self, sentence: Sentence, figure: Figure, phrase: str, before: Sequence[str]) -> str:
        """化解率 after 化解矛盾纠纷28万件 → 矛盾纠纷化解率."""
        if phrase not in words("measures", "bare"):
            return phrase
        said = next((b for b in reversed(before) if b and thing_of(b) and b != phrase), "")
        if said:
            return thing_of(said) + phrase
        verb = phrase.removesuffix("率").removesuffix("成功")
        window = self.text[max(sentence.start, figure.start - 60) : figure.start - len(phrase)]
        clauses = [c for c in re.split(f"[{CLAUSE_MARKS}]", window) if c]
        for clause in reversed(clauses):
            at = clause.rfind(verb) if len(verb) > 1 else -1
            if at >= 0:
                rest = clause[at + len(verb) :]
                thing = rest[: noun_head(rest)]
                if len(thing) > 1:
                    return thing + phrase
        for clause in reversed(clauses):
            thing = thing_of(clause)
            if len(thing) > 1 and noun_head(thing) == len(thing) and len(thing) <= 8:
                return thing + phrase
        return phrase

    def _duration(self, sentence: Sentence, figure: Figure, left: str) -> str:
        left = left.rsplit("、", 1)[-1]
        if left.endswith(tuple(words("measures", "duration"))):
            return left
        stop = next((i for i in range(figure.end, sentence.end) if self.text[i] in CLAUSE_MARKS + "、"), sentence.end)
        rest = re.sub(
            r"^(?:之?[内后]|左右|以内)?(?:就|便|即|可|能|须|必须|迅速|快速)*", "", self.text[figure.end : stop]
        )
        rest = re.sub(r"\d+(?:\.\d+)?[余多]?[名人起件个次条项]|了", "", rest)
        if any(a < stop and figure.end < b for a, b in self.persons):
            rest = ""
        if len(rest) > 1:
            return f"{left if noun_head(left) == len(left) else ''}{rest}用时"
        if not left:
            clause = re.split(f"[{CLAUSE_MARKS}]", self.text[sentence.start : figure.start])
            left = next((c for c in clause[-2:-1] if c.startswith(("从", "自"))), "")
        return f"{left}用时" if left else ""

    def _practice(self, figure: Figure, left: str, right: str) -> str:
        reach = next((i for i in range(figure.end, len(self.text)) if self.text[i] in CLAUSE_MARKS), len(self.text))
        named = [m for m in self._between(figure.start, reach) if m.type == "Mechanism"]
        if named and figure.end == figure.after:
            return rule_pattern("measures", "times").sub("", self.text[named[-1].start : named[-1].end])
        rest = leading_off(right, "holding")
        if rest and rest not in words("measures", "holding"):
            return rest
        inner = self.text[figure.start : figure.core]
        inside = re.sub("^每[周天日月年季度半]*(?:平均)?", "", inner)
        inside = re.sub("(?:不少于|至少|不低于|不超过|有|最少)+$", "", inside)
        return leading_off(inside, "holding") if len(inside) > 1 else left

    def _count(self, left: str, right: str, at: int, figure: Figure) -> str:
        rest = right.removeprefix("的")
        verb = self._verb_of(left)
        if verb and (figure.unit not in _PEOPLE[:2] or self._noun(at + len(right) - len(rest), rest)):
            return verb + rest[: object_head(rest)]
        noun = self._noun(at + len(right) - len(rest), rest)
        if figure.unit == "级" and noun:
            return noun + "层级"
        if not noun:
            return f"{rest[: object_head(rest)]}人数" if figure.unit in _PEOPLE and len(rest) > 3 else left
        predicate = re.sub("了", "", rest[len(noun) :])
        predicate = re.sub("^(?:均|都|已|全部|统一|积极|等|先后|相继|共同|真正)+", "", predicate)
        return f"{predicate}的{noun}" if 1 < len(predicate) <= 20 else noun

    def _verb_of(self, left: str) -> str:
        """The verb, with what it carries, that governs the thing counted."""
        verb = left[-12:] if len(left) <= 12 else ""
        return verb if verb and noun_head(verb) < len(verb) else ""

    def _noun(self, start: int, rest: str) -> str:
        mention = next((m for m in self._between(start, start + 1) if m.start == start and m.type != "Mechanism"), None)
        described = re.match(r"[^,，、的\d]{1,8}的", rest)
        length = noun_head(rest)
        if described and length < described.end():
            length = described.end() + noun_head(rest[described.end() :])
        if mention is not None and mention.end - mention.start <= len(rest):
            after = rest[mention.end - mention.start :]
            more = noun_head(after) if not after.startswith("的") else 0
            length = mention.end - mention.start + more
        return rest[:length]

    def _carried(self, figures: Sequence[Figure], number: int, before: Sequence[str]) -> str:
        """同比下降3% after 刑事警情12起: the measure is the one just named."""
        if not number:
            return ""
        figure, last = figures[number], figures[number - 1]
        gap = self.text[last.end : figure.start]
        if figure.unit == last.unit and figure.unit not in _SHARES and figure.direction is None:
            return thing_of(before[number - 1]) if len(gap) < _NEAR else ""
        beside = len(gap) <= 1 or figure.direction is not None or figure.comparison is not None
        return before[number - 1] if beside else ""

    def _share_lists(self, figures: Sequence[Figure], phrases: list[str]) -> None:
        number = 0
        while number < len(figures):
            stop = number + 1
            while stop < len(figures) and figures[stop].listed:
                stop += 1
            parts = coordinated(phrases[number], stop - number)
            first, size = figures[number], stop - number
            carried = size > 1 and number >= size and phrases[number] == phrases[number - 1]
            if carried and "分别" in self.text[first.start : first.core]:
                parts = phrases[number - size : number]  # 甲率9%,乙率8%,分别提高1、2个百分点
            if parts:
                phrases[number:stop] = parts
            number = stop

    def _left(self, sentence: Sentence, figures: Sequence[Figure], number: int) -> str:
        """The clause before a figure: dates, subject, scope and verbs of change taken off."""
        figure = figures[number]
        start = figure.start
        floor = figures[number - 1].end if number else sentence.start
        floor = max([floor, *(end for _, end in self.persons if end <= start)])
        while start > floor and self.text[start - 1] not in CLAUSE_MARKS:
            start -= 1
        stop = figure.start
        kept = start
        for mention in self._between(start, stop):
            lead = self._undated(kept, mention.start)
            if mention.start < kept or mention.type not in _BODIES or leading_off(lead + _END) != _END:
                break
            if mention.generic and not self._acts(mention.end, stop):
                break
            if mention.end < stop and self.text[mention.end] not in "的占数":
                kept = mention.end
        said = rule_pattern("measures", "number").sub("", self._undated(kept, stop).strip())
        opening = rule_pattern("subjects", "lead").match(said)
        said = said[opening.end() :] if opening else said
        return leading_off(trailing_off(said) + _END).removesuffix(_END)

    def _acts(self, start: int, stop: int) -> bool:
        """Whether a class of bodies is followed by what it does, not by what is measured of it."""
        does = leading_off(self.text[start:stop] + _END).removesuffix(_END)
        acts = noun_head(does) == 0 or leading_off(leading_off(does, "making"), "doing") != does
        return stop > start and acts

    def _undated(self, start: int, stop: int) -> str:
        kept = self.text[start:stop]
        for a, b in reversed(self.dates[bisect_left(self.dates, (start, 0)) : bisect_left(self.dates, (stop, 0))]):
            kept = kept[: a - start] + kept[b - start :]
        return kept

    def _right(self, sentence: Sentence, figures: Sequence[Figure], number: int) -> tuple[int, str]:
        """The clause after a figure, up to the next mark or figure, and where it begins."""
        while number + 1 < len(figures) and self._adjacent(figures[number], figures[number + 1]):
            number += 1
        figure = figures[number]
        ceiling = figures[number + 1].start if number + 1 < len(figures) else sentence.end
        ceiling = min([ceiling, *(start for start, _ in self.persons if start >= figure.end)])
        stop = figure.end
        while stop < ceiling and self.text[stop] not in CLAUSE_MARKS:
            stop += 1
        rest = self.text[figure.end : stop]
        return figure.end, "" if rest[:1] in ("、", "(", "（", "和", "及") else rest.rstrip("、和与及。")

    def _adjacent(self, figure: Figure, following: Figure) -> bool:
        return following.start == figure.end and following.unit not in _SHARES

    def _between(self, start: int, stop: int) -> list[Mention]:
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]
