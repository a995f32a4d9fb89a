"""What a figure measures: a normalised noun phrase, and the entry of the measure vocabulary that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article, Sentence, Span
from .dates import DateMention
from .figure import CLAUSE_MARKS, Figure, clause_end, clause_start
from .measure_clause import SHARES, MeasureClauses
from .measure_phrase import coordinated, leading_off, normal, noun_head, object_head, thing_of, trailing_off
from .measure_terms import measure_term
from .rulebook import rule_pattern, words

_VERB = 4  # characters of the verb between 连续三年 and the figure
_NEAR = 12  # characters between a count and the total that follows it
_DESCRIBED = re.compile(r"[^,，、的\d]{1,8}的")
_RUNS = {"个月": "月数", "个季度": "季度数"}
_PEOPLE = ("人", "人次", "名")


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
    >>> from policing_kg.loaders.figures.find import find_figures
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
        self.clauses = MeasureClauses(article, mentions, persons, dates)

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
            phrase = phrase or normal(self._from_beside(sentence, figures, number))
            if phrase and all(not ("\u4e00" <= c <= "\u9fff") for c in phrase):
                phrase = ""
            phrases.append(phrase or self._carried(sentence, figures, number, phrases))
        self._share_lists(figures, phrases)
        found = []
        for phrase, figure in zip(phrases, figures, strict=True):
            term = measure_term(phrase, figure) if phrase else None
            found.append((phrase, term.id if term else ""))
        return found

    def _phrase(self, sentence: Sentence, figures: Sequence[Figure], number: int, before: Sequence[str]) -> str:
        figure = figures[number]
        left, (at, right) = self.clauses.left(sentence, figures, number), self.clauses.right(sentence, figures, number)
        if figure.form == "zero":
            return _nothing(self.text[figure.core : figure.after].removeprefix("零"), left)
        if figure.form == "run":
            trend = "下降" if figure.direction == "down" else "上升" if figure.direction == "up" else ""
            span = _RUNS.get(figure.unit, "年数")
            if left and (trend or 1 < len(right) <= 6):
                return f"{left}连续{trend or right}{span}"
            return f"{leading_off(right, 'holding')}持续时间" if right else left
        if figure.form == "frequency":
            return self._practice(sentence, figure, left, right)
        if figure.form == "duration":
            return self._duration(sentence, figures, number, left)
        if figure.unit in SHARES:
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
        things = [thing_of(b) for b in reversed(before) if b != phrase]
        said = next((t for t in things if len(t) > 1 and not phrase.startswith(t)), "")
        if said:
            return said + phrase
        verb = phrase.removesuffix("率").removesuffix("成功")
        window = self.text[max(sentence.start, figure.start - 60) : figure.start - len(phrase)]
        clauses = [c for c in re.split(f"[{CLAUSE_MARKS}]", window) if c]
        for clause in reversed(clauses):
            at = clause.rfind(verb) if len(verb) > 1 else -1
            if at >= 0:
                rest = clause[at + len(verb) :]
                thing = rest[: noun_head(rest)]
                if _is_thing(thing):
                    return thing + phrase
        for clause in reversed(clauses):
            thing = thing_of(clause)
            if _is_thing(thing) and noun_head(thing) == len(thing) and len(thing) <= 8:
                return thing + phrase
        return phrase

    def _duration(self, sentence: Sentence, figures: Sequence[Figure], number: int, left: str) -> str:
        figure = figures[number]
        if not left and figure.direction is not None:
            return ""
        left = left.rsplit("、", 1)[-1]
        if left.endswith(tuple(words("measures", "duration"))):
            return left
        ceiling = figures[number + 1].start if number + 1 < len(figures) else sentence.end
        stop = next((i for i in range(figure.end, ceiling) if self.text[i] in CLAUSE_MARKS + "、"), ceiling)
        rest = re.sub(
            r"^(?:之?[内后]|左右|以内)?(?:就|便|即|可|能|须|必须|迅速|快速)*", "", self.text[figure.end : stop]
        )
        rest = re.sub(r"\d+(?:\.\d+)?[余多]?[名人起件个次条项]|了|率由?$", "", rest)
        if any(a < stop and figure.end < b for a, b in self.clauses.persons):
            rest = ""
        if len(rest) > 1:
            return f"{left if noun_head(left) == len(left) else ''}{rest}用时"
        if not left:
            clause = re.split(f"[{CLAUSE_MARKS}]", self.text[sentence.start : figure.start])
            left = next((c for c in clause[-2:-1] if c.startswith(("从", "自")) and not c.endswith("来")), "")
        return f"{left}用时" if left else ""

    def _practice(self, sentence: Sentence, figure: Figure, left: str, right: str) -> str:
        reach = next((i for i in range(figure.end, len(self.text)) if self.text[i] in CLAUSE_MARKS), len(self.text))
        named = [m for m in self.clauses.between(figure.start, reach) if m.type == "Mechanism"]
        if named and figure.end == figure.after:
            return rule_pattern("measures", "times").sub("", self.text[named[-1].start : named[-1].end])
        rest = leading_off(right, "holding")
        if rest and rest not in words("measures", "holding"):
            return rest
        bare = figure.core == figure.start and self.text[figure.core] == "每"
        inner = self.text[figure.start : figure.after if bare else figure.core]
        inner = rule_pattern("measures", "count").sub("", inner)
        inside = rule_pattern("measures", "period").sub("", inner)
        inside = re.sub("(?:不少于|至少|不低于|不超过|有|最少)+$|^(?:至少|最少)+", "", inside)
        if len(inside) > 1 and inside not in words("measures", "holding"):
            return leading_off(inside, "holding")
        told = [m for m in self.clauses.between(sentence.start, figure.start) if m.type == "Mechanism" and inside]
        return self.text[told[-1].start : told[-1].end] if told else left

    def _count(self, left: str, right: str, at: int, figure: Figure) -> str:
        rest = right.removeprefix("的")
        if rest in words("measures", "joining"):
            return left
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
        beside = (m for m in self.clauses.between(start, start + 1) if m.type != "Mechanism")
        mention = next(beside, None)
        described = _DESCRIBED.match(rest)
        length = noun_head(rest)
        if described and length < described.end():
            length = described.end() + noun_head(rest[described.end() :])
        if mention is not None and mention.end - mention.start <= len(rest):
            after = rest[mention.end - mention.start :]
            more = noun_head(after) if not after.startswith("的") else 0
            length = mention.end - mention.start + more
        return rest[:length]

    def _from_beside(self, sentence: Sentence, figures: Sequence[Figure], number: int) -> str:
        """The measure of a figure whose own clause tells none, from the clause beside it.

        推送提示,日均90条 and 警情环比、同比双下降,降幅分别为7%和18% take the clause before; 每周五,政法委召开会商会 and
        20分钟后,民警赶来 the one after.
        """
        figure = figures[number]
        opens = clause_start(self.text, sentence.start, figure.start)
        if number and figures[number - 1].end >= opens:
            return ""
        if figure.form in ("frequency", "duration") and "均" not in self.text[opens : figure.core]:
            stop = clause_end(self.text, figure.end, sentence.end)
            after = self.clauses.predicate(stop + 1, clause_end(self.text, min(stop + 1, sentence.end), sentence.end))
            held = rule_pattern("measures", "held").search(after)
            return held["thing"] if held else f"{after}用时" if after and figure.form == "duration" else after
        floor = figures[number - 1].end if number else sentence.start
        if opens - 1 <= floor or self._carried(sentence, figures, number, ["x"] * number):
            return ""
        before = self.clauses.predicate(max(floor, clause_start(self.text, floor, opens - 1)), opens - 1)
        return trailing_off(rule_pattern("measures", "bases").sub("", before))

    def _carried(self, sentence: Sentence, figures: Sequence[Figure], number: int, before: Sequence[str]) -> str:
        """同比下降3% after 刑事警情12起: the measure is the one just named."""
        if not number:
            return ""
        figure, last = figures[number], figures[number - 1]
        gap = self.text[last.end : figure.start]
        if last.form == "run" and len(gap) <= _VERB:
            return normal(self.clauses.left(sentence, figures, number - 1))  # 破案率连续三年保持100%
        if figure.unit == last.unit and figure.unit not in SHARES and figure.direction is None:
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


def _nothing(word: str, left: str) -> str:
    """命案零发生 is about 命案, 辖区零发案 about 辖区发案."""
    if word == "发生" or left.endswith(tuple(words("measures", "events"))):
        return left
    return f"{left}{word}"


def _is_thing(words_: str) -> bool:
    return len(words_) > 1 and not re.search(r"\d", words_)
