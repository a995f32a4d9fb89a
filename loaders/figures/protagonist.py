"""The main agency of an article or of a part of it: the one whose work it tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..extraction import Mention
from ..texts.article import Article, Section, Span
from .clause_subject import ClauseSubjects, Standing
from .rulebook import rule_pattern

_TITLE, _ACTS, _LEADS, _MENTIONED = 4.0, 2.0, 1.0, 0.25
_DEPARTMENT = 0.8  # a department's weight against a police body's
_INNER = 0.6  # a station's or squad's weight against an organ's
_STUDIED = 6.0  # the body of the place that a paper takes as its case
_COUNT = re.compile(r"\d[%％万亿千百起件名个次人户]")
_HEAD = 1500  # characters in which a paper names its case
_BULLETS = " \t\u3000●■◆▲★○·•※:：" + "一二三四五六七八九十、0123456789.．()（）"
_LONGEST_SHORT = 5  # characters of 县公安分局
_SHORT = re.compile("(省|市|县|区|州|盟|旗|我|该|本)?(公安)?(分局|局|厅|机关)")
_ORGAN = re.compile("(.)?公安(分局|局|厅|机关)$|(分局)$")
_KNOWN = 1.0  # the least weight of a rival


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the body that has a main agency of its own."""

    start: int
    end: int
    agency: Mention | None
    rivals: tuple[Mention, ...] = ()


class Protagonists:
    """The main agency of each part of an article.

    The agency that signs a section is its main one.  Else it is the body that headline and first paragraph name and
    that acts most: organs before their stations, police bodies before others.  An article that goes from one organ
    to the next without any that prevails has none of its own: there it is the organ last told of.

    Parameters
    ----------
    article : Article
    subjects : ClauseSubjects
        Of all mentions of the article.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> from policing_kg.loaders.extraction import Mention
    >>> article = read_article(SourceText("a.txt", "甲县公安局推行改革。乙县司法局协助。今年以来破案30起。", ""))
    >>> mentions = [Mention(0, 5, "Unit", "甲县公安局", "r"), Mention(10, 15, "Department", "乙县司法局", "r")]
    >>> subjects = ClauseSubjects(article, mentions, ())
    >>> Protagonists(article, subjects).at(22).canonical
    '甲县公安局'
    """

    def __init__(self, article: Article, subjects: ClauseSubjects) -> None:
        self.article, self.subjects = article, subjects
        self.studied = self._case()
        self.reported = self._reported()
        self._signed = [(s.start, s.end, a) for s in reversed(article.sections) if (a := self._signing(s))]
        own = [s for s in article.sections if s.level == 1 or s.agency or self._names_unit(s)]
        self._parts = [self._part(s, [o for o in own if o.level > s.level]) for s in own]

    def at(self, position: int) -> Mention | None:
        """Return the main agency of the innermost part that holds a position, or None.

        A place whose communiqué it is stands for the agencies that wrote it.
        """
        if self.reported is not None:
            return self.reported
        for part in reversed(self._parts):
            if not part.start <= position < part.end or part.agency is None:
                continue
            at = bisect_right(part.rivals, position, key=lambda m: m.start)
            return part.rivals[at - 1] if at else part.agency
        return None

    def signed(self, position: int) -> Mention | None:
        """Return the agency that signs the section of a position, or None."""
        return next((agency for start, end, agency in self._signed if start <= position < end), None)

    def _case(self) -> str:
        """The place that a paper takes as its case (以…为例), without the places above it."""
        found = rule_pattern("subjects", "case").search(self.article.text, 0, _HEAD)
        return found["place"] if found else ""

    def _reported(self) -> Mention | None:
        """The place whose figures a communiqué tells, unless the police open it: theirs are the figures then."""
        title = self.article.title
        if title is None or not rule_pattern("subjects", "communique").search(self.article.text[slice(*title)]):
            return None
        named = self.subjects.between(*title)
        opening = next((s for s in self.subjects.between(title[1], title[1] + _HEAD) if s.body), None)
        police = (
            opening is not None
            and opening.mention.type == "Unit"
            and not _COUNT.search(self.article.text, title[1], opening.start)
        )
        return named[0].mention if named and named[0].mention.type == "Place" and not police else None

    def _signing(self, section: Section) -> Mention | None:
        if section.agency is not None:
            return next((s.mention for s in self.subjects.between(*section.agency) if s.body), None)
        if section.heading is None or section.heading == self.article.title:
            return None
        named = [s.mention for s in self.subjects.between(*section.heading) if s.body and not s.mention.generic]
        said = self.article.text[slice(*section.heading)].strip(_BULLETS)
        alone = len(named) == 1 and said == self.article.text[named[0].start : named[0].end]
        return named[0] if alone else None

    def _names_unit(self, section: Section) -> bool:
        """A heading that names a unit and stands over prose that names it again."""
        if section.heading is None:
            return False
        named = [s.mention for s in self.subjects.between(*section.heading) if s.mention.type == "Unit"]
        below = self.subjects.between(section.heading[1], section.end)
        return bool(named) and any(s.mention.canonical == named[0].canonical and s.initial for s in below)

    def _part(self, section: Section, inner: Sequence[Section]) -> _Part:
        agency = self._signing(section)
        if agency is not None:
            return _Part(section.start, section.end, agency)
        inside = [
            s for s in self.subjects.between(section.start, section.end)
            if s.body and not any(i.start <= s.start < i.end for i in inner)
        ]  # fmt: skip
        if not inside:
            inside = [s for s in self.subjects.between(section.start, section.end) if s.body]
        heading = section.heading or self.article.title or (0, 0)
        scores = self._scores(inside, heading, self._opening(section))
        if not scores:
            return _Part(section.start, section.end, None)
        first = {s.mention.canonical: s.mention for s in reversed(inside)}
        best = max(scores, key=lambda name: (scores[name], -first[name].start))
        organs = [n for n in scores if rule_pattern("subjects", "organ").search(n) and first[n].type == "Unit"]
        if self.studied and _stem(best).endswith(self.studied):
            return _Part(section.start, section.end, first[best])
        rivals = [n for n in organs if n != best and not _related(first[n], first[best]) and scores[n] >= _KNOWN]
        own = [n for n in rivals if not any(len(o) < len(n) and _related(first[n], first[o]) for o in rivals)]
        if len(own) > 1 and sum(scores[n] for n in rivals) > scores[best]:
            acting = [s.mention for s in inside if s.initial and s.mention.canonical in (best, *rivals)]
            return _Part(section.start, section.end, first[best], tuple(acting))
        return _Part(section.start, section.end, first[best])

    def _opening(self, section: Section) -> Span:
        """The first paragraph of prose."""
        heading = section.heading[1] if section.heading else section.start
        return next(((a, b) for a, b in self.article.paragraphs if heading <= a < section.end), (0, 0))

    def _scores(self, inside: Sequence[Standing], heading: Span, opening: Span) -> dict[str, float]:
        scores: dict[str, float] = defaultdict(float)
        first = next((s for s in inside if _is_organ(s) and s.initial and not s.speaks and not s.idle), None)
        if first is not None:
            scores[first.mention.canonical] += _LEADS
        for standing in inside:
            mention = standing.mention
            collective = mention.canonical.endswith("公安机关") and mention.place
            if mention.type == "Organisation" or (mention.generic and not collective):
                continue
            weight = _MENTIONED
            if self.article.text[mention.end : mention.end + 1] == "网":
                continue  # a site's name
            if heading[0] <= standing.start < heading[1]:
                weight = _TITLE
            elif standing.joint:
                weight = _LEADS
            elif standing.initial and not standing.speaks and not standing.idle:
                weight = _ACTS + (_LEADS if opening[0] <= standing.start < opening[1] else 0.0)
            if not rule_pattern("subjects", "organ").search(mention.canonical):
                weight *= _INNER
            scores[mention.canonical] += weight * (_DEPARTMENT if mention.type == "Department" else 1.0)
        for short in [n for n in scores if any(short_for(n, other) for other in scores)]:
            full = max((n for n in scores if short_for(short, n)), key=lambda n: scores[n])
            scores[full] += scores.pop(short)
        for short in [n for n in scores if any(n != other and other.endswith(n) for other in scores)]:
            full = max((n for n in scores if n != short and n.endswith(short)), key=lambda n: scores[n])
            scores[full] += scores.pop(short)
        for name in [n for n in scores if self.studied and _stem(n).endswith(self.studied) and _stem(n) != n]:
            scores[name] += _STUDIED
        for name in [n for n in scores if n.endswith("公安机关")]:
            same = next((n for n in scores if n != name and _stem(n) == _stem(name)), None)
            if same is not None:  # 甲市公安机关 and 甲市公安局 are one agency, under the name that weighs more
                more, less = (name, same) if scores[name] >= scores[same] else (same, name)
                scores[more] += scores.pop(less)
        return scores


def _is_organ(standing: Standing) -> bool:
    return not standing.mention.generic and bool(rule_pattern("subjects", "organ").search(standing.mention.canonical))


def short_for(said: str, name: str) -> bool:
    """Tell whether a short name (县局, 市公安局, 分局) can stand for an organ.

    Examples
    --------
    >>> short_for("县局", "甲县公安局"), short_for("市局", "甲县公安局"), short_for("分局", "甲市公安局乙区分局")
    (True, False, True)
    """
    short = _SHORT.fullmatch(said) if len(said) <= _LONGEST_SHORT else None
    full = _ORGAN.search(name) if short else None
    if not short or not full or said in (name, "公安机关"):
        return False
    kind = (full[2] or full[3] or "").removeprefix("公安")
    level = full[1] if short[1] in tuple("省市县区州盟旗") else short[1]
    return short[3] == kind and short[1] == level


def _stem(name: str) -> str:
    return re.sub("公安(?:机关|局|厅)$", "", name)


def _related(one: Mention, other: Mention) -> bool:
    """Whether one body lies in the other."""
    return (
        one.canonical in other.chain
        or other.canonical in one.chain
        or one.canonical.startswith(other.canonical)
        or other.canonical.startswith(one.canonical)
        or _stem(one.canonical) == _stem(other.canonical)
    )
