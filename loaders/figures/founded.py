"""A body that a sentence founds, or to which others send people, as the subject of what follows.

After 设立专班 what is done every night, who is drafted in and how many posts there are is told of the new body; so are
people of another kind who come to it (律师坐班).  What its founder's own officers do stays the founder's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article
from .clause_subject import ClauseSubjects, Standing
from .figure import Figure, clause_end, clause_start
from .rulebook import rule_pattern

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_BEFORE = 14  # characters from the verb of founding to the body's name
_LONGEST = 1000  # characters of a sentence that is looked back over
_COUNT = 8  # characters after the name in which its number ends the clause


class Founded:
    """The bodies founded in one article.

    Parameters
    ----------
    article : Article
    subjects : ClauseSubjects
    """

    def __init__(self, article: Article, subjects: ClauseSubjects) -> None:
        self.text, self.subjects = article.text, subjects
        self._ends = [m.start() for m in _SENTENCE_END.finditer(article.text)]

    def subject(self, paragraph: int, start: int, figure: Figure) -> Mention | None:
        """Return the founded or receiving body that a figure tells of, or None.

        Parameters
        ----------
        paragraph : int
            Where its paragraph starts: a body founded there may be called back by its last word.
        start : int
            Where the item of an enumeration begins that holds the figure, or the paragraph.
        figure : Figure
        """
        first = clause_start(self.text, start, figure.core)
        last = clause_end(self.text, figure.end, len(self.text))
        sentence = max(start, self._sentence(figure.core))
        own = [s for s in self.subjects.between(first, figure.core) if s.initial]
        sent = rule_pattern("subjects", "each_sends").search(self.text, sentence, last)
        comes = rule_pattern("subjects", "comes")
        senders = self._senders(sentence, sent.start()) if sent else []
        if senders and sent is not None and figure.core > sent.start():
            return senders[0].mention
        if senders:
            return None  # 9个派出所各派: how many they are
        if sent and (sent.start() >= first or not own or comes.search(self.text[figure.end : last])):
            return self._received(sent.end()) or self._last(start, first)
        helper = self._helper(sentence, first, figure) if not own else None
        if helper is not None:
            return helper
        called = self._called_back(paragraph, sentence, first)
        if called is not None and not any(s.body for s in own):
            return called
        clause = self.text[first:last]
        roles = [s for s in self.subjects.between(first, last) if s.mention.type == "Role"]
        strange = not any(rule_pattern("subjects", "own_staff").search(s.mention.canonical) for s in roles)
        guests = bool(roles) and strange and bool(comes.search(clause))
        part = max(sentence, self.text.rfind("；", sentence, first) + 1, self.text.rfind(";", sentence, first) + 1)
        pushes = not own and bool(rule_pattern("subjects", "pushes").search(self.text, part, figure.core))
        host = self._last(paragraph if guests or pushes else sentence, first)
        if host is None:
            return None
        if pushes and host.canonical.endswith("中心"):
            return host
        counted = figure.unit in ("名", "人", "家", "个")
        if rule_pattern("subjects", "drafted").search(clause) or (counted and clause.endswith(("参加", "参与"))):
            return host
        if any(s.body for s in own):
            return None
        if roles:
            return host if guests else None
        alone = not self.subjects.between(figure.end, last) and self._joined_by(host, first)
        return host if alone and _regular(figure, host) else None

    def _senders(self, start: int, stop: int) -> list[Standing]:
        """The stations before 各派, each of which sends its own: 甲派出所、乙派出所各派1名民警."""
        found: list[Standing] = []
        for standing in reversed(self.subjects.between(start, stop)):
            end = found[0].start if found else stop
            gap = self.text[standing.mention.end : end]
            beside = gap == "、" if found else rule_pattern("subjects", "sends_each").fullmatch(gap)
            if not beside or standing.mention.head != "派出所":
                break
            found.insert(0, standing)
        return found

    def _helper(self, sentence: int, first: int, figure: Figure) -> Mention | None:
        """The citizens named before who give the police a hand: 组建义警队伍9支,提供线索30条."""
        if not rule_pattern("subjects", "helps").search(self.text[first : figure.start]):
            return None
        before = (s.mention for s in reversed(self.subjects.between(sentence, first)) if s.mention.type != "Unit")
        return next((m for m in before if rule_pattern("subjects", "helpers").search(m.canonical)), None)

    def _sentence(self, position: int) -> int:
        at = bisect_left(self._ends, position)
        return max(0, position - _LONGEST, self._ends[at - 1] + 1 if at else 0)

    def _last(self, start: int, stop: int) -> Mention | None:
        """The body founded last before a clause."""
        found = (s.mention for s in reversed(self.subjects.between(start, stop)) if self._is_founded(s, start))
        return next(found, None)

    def _is_founded(self, standing: Standing, start: int) -> bool:
        mention = standing.mention
        if not standing.body or not rule_pattern("subjects", "team").search(self.text[mention.start : mention.end]):
            return False
        opening = max(clause_start(self.text, start, mention.start), mention.start - _BEFORE)
        verb = rule_pattern("subjects", "founding").search(self.text[opening : mention.start])
        rest = self.text[mention.end : clause_end(self.text, mention.end, len(self.text))]
        return bool(verb) and len(rest) <= _COUNT and not rest.startswith("的")

    def _called_back(self, start: int, sentence: int, first: int) -> Mention | None:
        """专班每周调度 after 成立维稳专班: the body called by its last word at the head of a clause of the sentence."""
        position = first
        while position >= sentence:
            match = rule_pattern("subjects", "anaphor").match(self.text, position)
            if match and not self.subjects.covered(match.end("kind") - 1):
                host = self._last(start, position)
                return host if host is not None and host.canonical.endswith(match["kind"]) else None
            if position == sentence:
                break
            position = clause_start(self.text, sentence, position - 1)
        return None

    def _joined_by(self, host: Mention, first: int) -> bool:
        """Whether the clauses since the founding only tell who takes part."""
        between: Sequence[Standing] = self.subjects.between(host.end, first)
        return all(
            rule_pattern("subjects", "takes_part").search(
                self.text[s.start : clause_end(self.text, s.start, len(self.text))]
            )
            for s in between
            if s.initial and not s.joint
        )

    def _received(self, position: int) -> Mention | None:
        """The body to which each sends people: 各派2名民警进驻X."""
        last = clause_end(self.text, position, len(self.text))
        after = [s for s in self.subjects.between(position, last) if s.body]
        return after[-1].mention if after else None


def _regular(figure: Figure, host: Mention) -> bool:
    """What is done every day by a team, or how much comes to any body in a day."""
    team = not host.canonical.endswith(("室", "站", "所"))
    swift = figure.form == "duration" and figure.bound == "<="
    return ((figure.form == "frequency" or swift) and team) or figure.unit.endswith("/日")
