"""Collectives as subjects: 全市, 全县 … stand for the main agency, for the police of the place, or for the place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ..extraction import Mention
from ..texts.article import Article, Span
from .clause_subject import ClauseSubjects, Standing
from .figure import Figure, clause_end
from .protagonist import Protagonists
from .rulebook import rule_pattern

_LEVELS = {"省": "[省区]", "市": "市", "县": "县", "区": "区", "州": "州", "盟": "盟", "旗": "旗"}
_SMALL = ("镇", "乡", "村", "寨")
_NATION = ("全国", "我国")
_POLICE = "公安机关"


class Collectives:
    """Resolves the collectives of one article.

    Parameters
    ----------
    article : Article
    subjects : ClauseSubjects
    protagonists : Protagonists
    """

    def __init__(self, article: Article, subjects: ClauseSubjects, protagonists: Protagonists) -> None:
        self.text, self.subjects, self.protagonists = article.text, subjects, protagonists
        self._openings = [start for start, _ in article.paragraphs]
        self._known: dict[tuple[str, Mention | None], tuple[list[Standing], list[Standing], Standing | None]] = {}
        places = [s.mention for s in subjects.all if s.mention.type == "Place"]
        self._places = {kind: [m for m in places if m.canonical.endswith(kind)] for kind in _SMALL}
        self._organs = [s for s in subjects.all if s.mention.type == "Unit" and _of_place(s.mention.canonical)]

    def scope(self, start: int, end: int) -> re.Match[str] | None:
        """Return the last collective at the head of a clause in a span, or None."""
        found = None
        for match in rule_pattern("subjects", "collective").finditer(self.text, start, end):
            if not self.subjects.covered(match.start()) and self.subjects.opens_clause(match.start()):
                found = match
        return found

    def body(self, scope: re.Match[str] | None, figure: Figure) -> tuple[str, Span | None] | None:
        """Return whom a collective stands for, with the span that names it, or None where nothing tells.

        A department that is the main agency gives its place; places counted (全市587个村) belong to the place.
        """
        if scope is None:
            return None
        if scope["scope"] in _NATION:
            return scope["scope"].replace("我", "全"), None
        if scope["scope"][-1] in _SMALL:
            return self._small(scope)
        if scope["scope"] == "当地":
            main = self.protagonists.at(figure.core)
            return (main.canonical, (main.start, main.end)) if main is not None else None
        level = _LEVELS.get(scope["scope"][0 if scope["scope"].endswith("两级") else -1])
        if level is None:
            return None
        main = self.protagonists.at(figure.core)
        if self.protagonists.studied and main is not None:
            place = rule_pattern("subjects", "own_place").match(main.canonical)
            if place and place["place"].endswith(self.protagonists.studied):
                return place["place"], (main.start, main.end)
        if main is not None and main.type == "Place":
            return main.canonical, (main.start, main.end)
        if main is not None and main.type == "Department":
            place = rule_pattern("subjects", "own_place").match(main.canonical)
            if place:
                return place["place"], (main.start, main.end)
        found = self._police(level, figure, main)
        if found is None:
            return None
        name = found.canonical
        if (
            rule_pattern("subjects", "counted_places").match(self.text, figure.after)
            or rule_pattern("subjects", "area").fullmatch(figure.unit)
            or self._one_of_several(found, figure)
        ):
            name = re.sub(r"公安(?:机关|局|厅)$", "", name)
        return name, (found.start, found.end)

    def _small(self, scope: re.Match[str]) -> tuple[str, Span | None] | None:
        """The town or village named last before 全镇, 该村."""
        named = self._places[scope["scope"][-1]]
        at = bisect_left(named, scope.start(), key=lambda m: m.start)
        return (named[at - 1].canonical, (named[at - 1].start, named[at - 1].end)) if at else None

    def _one_of_several(self, police: Mention, figure: Figure) -> bool:
        """Whether the police act in the paragraph beside two other bodies of the place."""
        at = bisect_right(self._openings, figure.core) - 1
        if at < 0 or not self._openings[at] <= police.start < figure.core:
            return False
        stop = clause_end(self.text, police.end, len(self.text))
        beside = [s.mention for s in self.subjects.between(police.end, stop) if s.body]
        return len(beside) > 1 and self.text[police.end : beside[0].start] == "、"

    def _police(self, level: str, figure: Figure, main: Mention | None) -> Mention | None:
        """The police of a level: acting in the paragraph, named as a whole, the main agency, else the nearest."""
        fitting, acting, whole = self._fitting(level, main)
        at = bisect_right(self._openings, figure.core) - 1
        start = self._openings[at] if at >= 0 else 0
        number = bisect_left(acting, start, key=_start)
        if number < len(acting) and acting[number].start < figure.core:
            return acting[number].mention
        if whole is not None:
            return whole.mention
        if main is not None and _of_place(main.canonical) and _fits(main, level, main):
            return main
        number = bisect_right(fitting, figure.core, key=_start)
        return fitting[max(number - 1, 0)].mention if fitting else None

    def _fitting(self, level: str, main: Mention | None) -> tuple[list[Standing], list[Standing], Standing | None]:
        """The police of a level, those of them that act, and the first that is named as a whole."""
        key = (level, main)
        if key not in self._known:
            fitting = [s for s in self._organs if _fits(s.mention, level, main)]
            acting = [s for s in fitting if s.initial]
            self._known[key] = (fitting, acting, next((s for s in acting if self._whole(s.mention)), None))
        return self._known[key]

    def _whole(self, mention: Mention) -> bool:
        """全市公安机关, 甲市公安机关: the police of a place under one name."""
        said = self.text[mention.start : mention.end]
        return said.endswith(_POLICE) and len(said) > len(_POLICE)


def _start(standing: Standing) -> int:
    return standing.start


def _of_place(name: str) -> bool:
    return name.endswith(("公安机关", "公安局", "公安厅", "分局"))


def _fits(mention: Mention, level: str, main: Mention | None) -> bool:
    name = mention.canonical
    if level == "区" and name.endswith(("自治区公安厅", "自治区公安机关")):
        return mention is main
    if name.endswith("分局"):
        return level == "区"
    return bool(re.match(rf"^.{{1,14}}{level}公安(?:机关|局|厅)$", name))
