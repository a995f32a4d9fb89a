"""The canonical name that a subject of a clause gives to a figure: short names, bare class words and lists resolved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from ..extraction import Mention
from ..texts.article import Article
from .clause_subject import ClauseSubjects, Standing
from .figure import clause_end
from .protagonist import Protagonists, short_for
from .rulebook import rule_pattern

_STATION = "派出所"
_PARTS = ("派出所", "公安派出所", "警务室", "分局", "警种")
_COMMITTEES = ("局党委", "厅党委")
_WITH = ("与", "同", "会同", "联合")
_MANY = 2  # so many others beside a body make a list that stands for their place


class SubjectNames:
    """Names subjects of one article.

    Parameters
    ----------
    article : Article
    subjects : ClauseSubjects
    protagonists : Protagonists
    units : iterable of str
        Canonical names of the article's units.
    """

    def __init__(
        self, article: Article, subjects: ClauseSubjects, protagonists: Protagonists, units: Iterable[str]
    ) -> None:
        self.text, self.subjects, self.protagonists = article.text, subjects, protagonists
        self._units = sorted(set(units), key=lambda name: (-len(name), name))
        stations = (s.mention for s in subjects.all if s.mention.head == _STATION and not s.mention.generic)
        first: dict[str, Mention] = {}
        for mention in stations:
            first.setdefault(mention.canonical, mention)
        self._stations = list(first.values())[:2]
        self._openings = [start for start, _ in article.paragraphs]

    def of(self, standing: Standing) -> str:
        """Return the name of a clause's subject; three bodies of one place that act together stand for the place."""
        if standing.joint and standing.body:
            stop = clause_end(self.text, standing.start, len(self.text))
            beside = self.subjects.between(standing.start, stop)[: _MANY + 1]
            place = rule_pattern("subjects", "own_place").match(standing.mention.canonical)
            partner = len(beside) > 1 and self.text[standing.mention.end : beside[1].start] in _WITH
            each = beside and rule_pattern("subjects", "each_of_list").match(self.text, beside[-1].mention.end)
            if place and len(beside) > _MANY and not partner and not each:  # 甲队与乙局、丙局: the first leads
                name: str = place["place"]
                if all(s.body and s.mention.canonical.startswith(name) for s in beside):
                    return name
        return self.named(standing.mention)

    def named(self, mention: Mention) -> str:
        """Return the canonical name of a subject.

        A short name (县局, 分局) is the main agency's where that ends so; a bare class word the named body's of its
        paragraph; a class of one unit's parts (西城分局派出所) stands for the unit that its words name.
        """
        said = self.text[mention.start : mention.end]
        if said.endswith(_COMMITTEES):  # 分局党委 speaks for the bureau
            said = said.removesuffix("党委")
            mention = replace(mention, canonical=mention.canonical.removesuffix("党委"))
        if mention.type == "Place":
            return rule_pattern("subjects", "part_of_place").sub("", mention.canonical)
        main = self.protagonists.at(mention.start)
        if main is not None and short_for(said, main.canonical):
            return main.canonical
        holder = rule_pattern("subjects", "holder").match(mention.canonical)
        if holder:
            return holder["body"]
        meant = self._meant(mention, said)
        if meant is not None:
            return meant.canonical
        above = next((u for u in self._units if mention.canonical.startswith(u) and mention.canonical != u), None)
        if above is not None:
            rest = mention.canonical[len(above) :]
            if rest in _PARTS and len(said) > len(rest):
                return above
        return mention.canonical

    def _meant(self, mention: Mention, said: str) -> Mention | None:
        """The named body of its paragraph that a bare class word (派出所) stands for, where there is but one."""
        if not mention.generic or said != mention.head:
            return None
        number = bisect_right(self._openings, mention.start) - 1
        start = self._openings[number] if number >= 0 else 0
        each = rule_pattern("subjects", "quantified").search(self.text[max(start, mention.start - 4) : mention.start])
        if each and each.group():
            return None
        named = [
            s.mention for s in self.subjects.between(start, mention.start)
            if s.mention.head == said and not s.mention.generic and (s.initial or s.qualifies or s.officer)
        ]  # fmt: skip
        if not named and said == _STATION and mention.start in self._openings:
            return self._only_station(mention.start)
        return named[0] if len({m.canonical for m in named}) == 1 else None

    def _only_station(self, position: int) -> Mention | None:
        """The one station that an article names before, where a paragraph goes on with 派出所."""
        known = self._stations[: bisect_left(self._stations, position, key=lambda m: m.start)]
        return known[0] if len(known) == 1 else None
