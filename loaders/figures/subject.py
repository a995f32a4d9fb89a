"""Whose figure it is: the body, unit, place or kind of worker that a figure describes.

In this order: the agency that signs the section; the subject of the figure's own clause or of one before it in the
sentence; a collective (全市) as the main agency or the police of that place; the topic of the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article, Sentence, Span
from .acting_mechanism import ActingMechanisms
from .clause_subject import ClauseSubjects, Standing
from .collective import Collectives
from .dates import DateMention
from .figure import Figure, clause_end, clause_start
from .founded import Founded
from .genre import is_official
from .items import Items
from .protagonist import Protagonists
from .rulebook import rule_pattern
from .subject_names import SubjectNames
from .topic import Topics

_LONGEST = 1000  # characters of a sentence that is looked back over
_STORY = 160  # characters from a founding to what is told of the new body
_NAME = 24  # characters of a name before a bracket
_SHARED_OUT = re.compile(r"[、和与及,，]|以及")


class SubjectReader:
    """Reads the subject of each figure of one article.

    Parameters
    ----------
    article : Article
    mentions : sequence of Mention
    dates : sequence of DateMention
        The article's dates: they may stand before a subject.
    persons : sequence of spans
        Names of persons: a named officer stands for the unit named with him.
    """

    def __init__(
        self,
        article: Article,
        mentions: Sequence[Mention],
        dates: Sequence[DateMention] = (),
        persons: Sequence[Span] = (),
    ) -> None:
        self.article, self.text = article, article.text
        mentions = _nameless(article, mentions, persons)
        self.subjects = ClauseSubjects(article, mentions, dates, persons)
        self.protagonists = Protagonists(article, self.subjects)
        units = (m.canonical for m in mentions if m.type == "Unit")
        self.names = SubjectNames(article, self.subjects, self.protagonists, units)
        self.collectives = Collectives(article, self.subjects, self.protagonists)
        self.acting = ActingMechanisms(article, self.subjects, mentions)
        self.founded = Founded(article, self.subjects)
        self.items, self.official = Items(self.text), is_official(article)
        self.topics = Topics(article, self.subjects, self.protagonists, self.items, official=self.official)

    def read(self, sentence: Sentence, figures: Sequence[Figure]) -> list[tuple[str, Span | None]]:
        """Return the canonical subject of each figure of a sentence.

        Parameters
        ----------
        sentence : Sentence
        figures : sequence of Figure
            All figures of the sentence, sorted.

        Returns
        -------
        list of (str, span or None)
            With each the subject's span where the sentence does not hold it.  The subject is empty where nothing
            tells it.  甲所、乙所分别投入16万元、21万元 deals its figures out.
        """
        return self._dealt_out(sentence, figures, [self._read(sentence, figure) for figure in figures])

    def _read(self, sentence: Sentence, figure: Figure) -> tuple[str, Span | None]:
        signed = self.protagonists.signed(figure.core)
        if signed is not None:
            own = self._founded(sentence, figure) or self._own_act(sentence, figure)
            own = own or self._inner_unit(sentence, figure, signed.canonical)
            return (own, None) if own else (signed.canonical, (signed.start, signed.end))
        bracketed = self._bracketed(figure)
        if bracketed:
            return bracketed, None
        stated = self._founded(sentence, figure) or self._class(sentence, figure)
        stated = stated or self._mechanism(sentence, figure) or self._own_sentence(sentence, figure)
        if stated:
            return stated, None
        scope = self.collectives.scope(sentence.start, figure.core)
        joined = self._before_semicolon(sentence, figure) if scope is None else None
        if joined is not None:
            return self.names.of(joined), (joined.mention.start, joined.mention.end)
        scope = scope or self.collectives.scope(self._opening(sentence), sentence.start)
        found = self.collectives.body(scope, figure)
        if found is not None:
            return found
        topic = self.topics.of(sentence, figure)
        return (self.names.named(topic), (topic.start, topic.end)) if topic is not None else ("", None)

    def _mechanism(self, sentence: Sentence, figure: Figure) -> str:
        found = self.acting.of(sentence, figure)
        return found.canonical if found is not None else ""

    def _bracketed(self, figure: Figure) -> str:
        """甲局(下降21%): the body or place that a figure in brackets stands behind."""
        if self.text[figure.start - 1 : figure.start] not in ("(", "（"):
            return ""
        before = self.subjects.between(max(0, figure.start - _NAME), figure.start)
        owner = next((s.mention for s in before if s.mention.end == figure.start - 1), None)
        named = owner is not None and owner.type != "Role" and not owner.generic
        return self.names.named(owner) if named and owner is not None else ""

    def _founded(self, sentence: Sentence, figure: Figure) -> str:
        """The body just founded, where the figure tells of it."""
        paragraph = max(self.article.paragraphs[sentence.paragraph][0], figure.core - _STORY)
        found = self.founded.subject(paragraph, self.items.opens(paragraph, figure.core), figure)
        return self.names.named(found) if found is not None else ""

    def _class(self, sentence: Sentence, figure: Figure) -> str:
        """A part of a class of units stands for the class: 三分之一的警务室, 不足5人的派出所, 其余9个派出所."""
        first = clause_start(self.text, sentence.start, figure.core)
        for standing in self.subjects.between(first, clause_end(self.text, figure.end, sentence.end)):
            mention = standing.mention
            if mention.type != "Unit" or not mention.generic:
                continue
            before = self.text[first : mention.start]
            bounded = figure.bound is not None and figure.unit != "%" and mention.start == figure.end + 1
            others = rule_pattern("subjects", "rest_of").search(self.text[first : figure.core])
            gap = self.text[mention.end : figure.start]
            if figure.bound and figure.unit in ("名", "人") and rule_pattern("subjects", "short_of").fullmatch(gap):
                return mention.canonical
            part = bounded or rule_pattern("subjects", "part_of_class").match(before)
            if (others and mention.start == figure.end) or (part and before.endswith("的")):
                return mention.canonical
        return ""

    def _inner_unit(self, sentence: Sentence, figure: Figure, signed: str) -> str:
        """A unit with a name of its own that heads a clause before the figure, under another's signature."""
        stated = [s for s in self.subjects.between(sentence.start, figure.core) if s.initial and not s.speaks]
        bodies = [s for s in stated if s.body and (s.mention.type != "Unit" or s.mention.canonical != signed)]
        chosen = bodies[-1] if bodies and bodies[-1] is [s for s in stated if s.body][-1] else None
        if chosen is None or chosen.mention.type != "Unit" or chosen.mention.generic or chosen.joint:
            return ""
        return self.names.named(chosen.mention)

    def _own_act(self, sentence: Sentence, figure: Figure) -> str:
        """What another body does under a signed heading: its frequencies and its money are its own."""
        if figure.form == "frequency":
            doer = self._doer(sentence, figure)
            return self.names.named(doer.mention) if doer is not None else ""
        if figure.unit == "元":
            first = clause_start(self.text, sentence.start, figure.core)
            inside = [s for s in self.subjects.between(first, figure.core) if s.initial]
            if inside and inside[0].mention.type == "Department":
                return self.names.named(inside[0].mention)
        return ""

    def _doer(self, sentence: Sentence, figure: Figure) -> Standing | None:
        """Who does what a frequency tells: the clause's subject before it, or the one that follows it."""
        before = [s for s in self.subjects.between(sentence.start, figure.core) if s.initial and not s.speaks]
        if self.official or any(s.body for s in before):
            before = [s for s in before if s.body]
        if before and not before[-1].joint and before[-1].mention.type != "Place":
            return before[-1]
        return self._following(sentence, figure)

    def _following(self, sentence: Sentence, figure: Figure) -> Standing | None:
        """The subject after a frequency that opens its clause: 每周一,综治中心组织…."""
        if figure.form != "frequency" or not self.subjects.opens_clause(figure.start):
            return None
        stop = clause_end(self.text, figure.end, sentence.end)
        named = rule_pattern("subjects", "day_named").fullmatch(self.text[figure.end : stop])
        if stop - figure.end <= 2 or named:
            stop = clause_end(self.text, min(stop + 1, sentence.end), sentence.end)
        after = [s for s in self.subjects.between(figure.end, stop) if s.mention.type != "Place"]
        if self.official:
            after = [s for s in after if s.body]
        if not after or after[0].joint or after[0].idle or after[0].speaks:
            return None
        gap = self.text[figure.end : after[0].start].strip(",，晚早上下午 ")
        return after[0] if not gap or gap == "由" or named else None

    def _own_sentence(self, sentence: Sentence, figure: Figure) -> str:
        """The subject that the figure's own sentence states."""
        scope = self.collectives.scope(sentence.start, figure.core)
        inside = self.subjects.between(scope.end() if scope is not None else sentence.start, figure.core)
        if scope is not None and inside and inside[0].start == scope.end() and inside[0].mention.type == "Role":
            inside = inside[1:]  # 全市社区民警
        stated = [s for s in inside if self._states(s)]
        if any(s.speaks and s.body for s in inside):
            stated = [s for s in stated if s.mention.type != "Role"]
        chosen = self._charged(inside, figure) or self._chosen(stated, figure)
        chosen = chosen or self._following(sentence, figure)
        if chosen is not None and self._counts_places(chosen, sentence, figure):
            place = rule_pattern("subjects", "own_place").match(chosen.mention.canonical)
            if place:
                named: str = place["place"]
                return named
        if chosen is not None:
            return self._police_of(chosen, sentence, figure) or self.names.of(chosen)
        if scope is not None:
            return ""
        first = clause_start(self.text, sentence.start, figure.core)
        qualifying = [
            s for s in inside
            if s.qualifies and (self.names.named(s.mention) != s.mention.canonical
                                or (s.start >= first and s.mention.type == "Unit" and not s.mention.generic))
        ]  # fmt: skip
        if qualifying:
            return self.names.named(qualifying[-1].mention)
        if rule_pattern("subjects", "nationwide").match(self.text, figure.after):
            return "全国"
        topical = [s for s in inside if s.locative and s.idle and s.mention.type == "Unit" and not s.mention.generic]
        return self.names.named(topical[-1].mention) if topical else ""

    def _counts_places(self, chosen: Standing, sentence: Sentence, figure: Figure) -> bool:
        """Whether a clause of its own counts the places of the body before it: 57个行政村全部实现一村一警."""
        first = clause_start(self.text, sentence.start, figure.core)
        counted = rule_pattern("subjects", "counted_places").match(self.text, figure.after)
        return bool(counted) and chosen.start < first and chosen.joint and self._heads_clause(figure)

    def _police_of(self, standing: Standing, sentence: Sentence, figure: Figure) -> str:
        """The main agency, where a later clause about its place tells of police work."""
        first = clause_start(self.text, sentence.start, figure.core)
        if standing.mention.type != "Place" or standing.start >= first:
            return ""
        own = self.text[standing.mention.end : clause_end(self.text, standing.mention.end, sentence.end)]
        if rule_pattern("subjects", "police_work").search(own):
            return ""  # 甲县发案下降: the place's own figures go on
        clause = self.text[first : clause_end(self.text, figure.end, sentence.end)]
        if not rule_pattern("subjects", "police_work").search(clause):
            return ""
        main = self.protagonists.at(figure.core)
        if main is None or main.type != "Unit":
            return ""
        place = rule_pattern("subjects", "own_place").match(main.canonical)
        return main.canonical if place and standing.mention.canonical.endswith(place["place"]) else ""

    def _states(self, standing: Standing) -> bool:
        """Whether it is a subject: in an agency's own paper no kind of worker, nowhere a room that is fitted out."""
        if not standing.initial or standing.speaks or (self.official and not standing.body):
            return False
        mention = standing.mention
        if (
            mention.type == "Role"
            and not standing.each
            and rule_pattern("subjects", "own_police").search(mention.canonical)
        ):
            return False
        fitted = rule_pattern("subjects", "rooms").search(mention.canonical) and mention.generic
        return not (fitted and rule_pattern("subjects", "fitted").match(self.text, mention.end))

    def _charged(self, inside: Sequence[Standing], figure: Figure) -> Standing | None:
        """Who is charged with what a frequency tells: 由派出所每月通报."""
        if figure.form not in ("frequency", "duration") or not inside or not inside[-1].body:
            return None
        last = inside[-1]
        listed = figure.bound is not None and self.text[last.start - 1 : last.start] == "、"
        by = self.text[last.start - 1 : last.start] == "由"
        return last if (by or listed) and last.mention.end == figure.start else None

    def _before_semicolon(self, sentence: Sentence, figure: Figure) -> Standing | None:
        """The subject that the clauses before a semicolon stated."""
        opening = self._opening(sentence)
        if opening == sentence.start:
            return None
        scope = self.collectives.scope(opening, sentence.start)
        before = self.subjects.between(scope.end() if scope is not None else opening, sentence.start)
        return self._chosen([s for s in before if s.initial and not s.speaks and s.mention.type != "Role"], figure)

    def _opening(self, sentence: Sentence) -> int:
        """Where the run of clauses begins that semicolons join to a sentence."""
        start = max(self.article.paragraphs[sentence.paragraph][0], sentence.start - _LONGEST)
        position = sentence.start
        while position > start and self.text[position - 1] not in "。！？!?":
            position -= 1
        return min(sentence.start, self.items.opens(position, sentence.start + 1))

    def _chosen(self, stated: Sequence[Standing], figure: Figure) -> Standing | None:
        """Of the subjects stated before a figure: the nearest that does what the figure tells."""
        bodies = [s for s in stated if s.body]
        if bodies and self._heads_clause(figure):
            named = [s for s in bodies if not s.mention.generic]
            if named and named[0].start < bodies[-1].start:
                return named[-1]
        for number in range(len(stated) - 1, -1, -1):
            standing = stated[number]
            earlier = next((s for s in reversed(stated[:number]) if s.body), None)
            if standing.mention.type == "Place" and bodies:
                continue
            if standing.joint and (standing.mention.type == "Role" or (earlier and standing.mention.generic)):
                continue
            if standing.mention.type == "Role" and earlier and (not standing.each or self._sent(standing, earlier)):
                continue
            return standing
        return None

    def _sent(self, role: Standing, body: Standing) -> bool:
        """Whether the body counts such workers as its own before the clause that they head."""
        name = re.escape(self.text[role.mention.start : role.mention.end])
        counted = rf"{name}[\d一二两三四五六七八九十]|[名个位]{name}"
        return bool(re.search(counted, self.text[body.start : role.start]))

    def _heads_clause(self, figure: Figure) -> bool:
        """Whether the figure counts the subject of its own clause: 12个区级部门必须报到."""
        if figure.form != "number" or not rule_pattern("subjects", "counts_of").fullmatch(figure.unit):
            return False
        return self.subjects.opens_clause(figure.start)

    def _dealt_out(
        self, sentence: Sentence, figures: Sequence[Figure], read: list[tuple[str, Span | None]]
    ) -> list[tuple[str, Span | None]]:
        """Give each of the bodies before 分别 its own of the figures after it."""
        for number, figure in enumerate(figures):
            first = clause_start(self.text, sentence.start, figure.core)
            if "分别" not in self.text[max(first, figures[number - 1].end if number else first) : figure.core]:
                continue
            stop = number + 1
            while stop < len(figures) and _SHARED_OUT.fullmatch(self.text[figures[stop - 1].end : figures[stop].start]):
                stop += 1
            inside = [s for s in self.subjects.between(first, figure.core) if s.body]
            if stop - number > 1 and len(inside) == stop - number and inside[0].initial and inside[0].joint:
                read[number:stop] = [(self.names.named(s.mention), None) for s in inside]
        return read


def _nameless(article: Article, mentions: Sequence[Mention], persons: Sequence[Span]) -> list[Mention]:
    """Leave out bodies called after a person: their figures go to the body that the words around them are about."""
    names = sorted({article.text[start:end] for start, end in persons if end - start > 1})
    called = re.compile("|".join(map(re.escape, names)))
    return [m for m in mentions if not names or not called.search(m.canonical)]
