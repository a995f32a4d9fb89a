"""Where an article, and each of its sections, is set: what 全市, 市局 and 省厅 refer to there.

An agency line or a heading that names a division sets its section; else the divisions that the text names decide,
those of the title counting more.  A text about several provinces has no setting of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..texts.article import Article, Section, Span
from .gazetteer import load_gazetteer
from .official_name import official_name
from .toponym import DivisionSpan, division_spans

_TITLE_WEIGHT = 4
_SHARE = 0.6  # of the mentions, for a division to set the text


@dataclass(frozen=True, slots=True)
class Setting:
    """The division in which a section is set.

    Parameters
    ----------
    code : str
        Division code, or empty where the section has none.
    name : str
        Its full name with all ancestors, or empty.
    basis : span or None
        The name that shows it: agency line, heading or first mention.
    """

    code: str = ""
    name: str = ""
    basis: Span | None = None


def context_divisions(article: Article, spans: Sequence[DivisionSpan] | None = None) -> tuple[Setting, ...]:
    """Tell for each section of an article the division in which it is set.

    Parameters
    ----------
    article : Article
    spans : sequence of DivisionSpan, optional
        What `division_spans` found, if it is at hand.

    Returns
    -------
    tuple of Setting
        One for each of ``article.sections``, in their order.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "盐源县的民警走访。", ""))
    >>> {s.name for s in context_divisions(article)}
    {'四川省凉山彝族自治州盐源县'}
    """
    found = division_spans(article) if spans is None else spans
    clear = [s for s in found if s.code and not s.dateline]
    blocks = _blocks(article)
    whole = _prevailing(clear, article.title)
    alone = len(set(blocks)) == 1
    prevailing: dict[tuple[int, int, Span | None], Setting] = {}
    settings: list[Setting] = []
    for section, block in zip(article.sections, blocks, strict=True):
        own = _named(section.agency, clear) or (_named(section.heading, clear) if section.level > 1 else None)
        if own:
            settings.append(own)
            continue
        heading = block.heading or (article.title if alone else None)
        key = (block.start, block.end, heading)
        if key not in prevailing:
            prevailing[key] = _prevailing(_within(clear, block.start, block.end), heading)
        local = _named(block.agency, clear) or prevailing[key]
        settings.append(local if local.code else whole)
    return tuple(settings)


def document_setting(article: Article, spans: Sequence[DivisionSpan] | None = None) -> Setting:
    """Tell in which division an article as a whole is set; no code if it is about several provinces.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "盐源县的民警走访。", ""))
    >>> document_setting(article).code
    '513423'
    """
    found = division_spans(article) if spans is None else spans
    return _prevailing([s for s in found if s.code and not s.dateline], article.title)


def section_at(article: Article, offset: int) -> int:
    """Index of the innermost section that holds an offset; 0 where none does.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "盐源县的民警走访。", ""))
    >>> section_at(article, 2)
    0
    """
    sections = article.sections
    index = bisect_right(sections, offset, key=lambda s: s.start) - 1
    while index >= 0 and offset >= sections[index].end and sections[index].level != 1:
        index -= 1
    if index < 0 or not sections[index].start <= offset < sections[index].end:
        return 0
    while index and (sections[index - 1].start, sections[index - 1].end) == (
        sections[index].start,
        sections[index].end,
    ):
        index -= 1
    return index


def at_level(code: str, word: str) -> str:
    """Find the division that 全省, 市局 or 县里 means, seen from a place.

    Parameters
    ----------
    code : str
        Code of the place.
    word : str
        Generic part: 省, 自治区, 市, 州, 盟, 地区, 县, 区, 旗, 镇, 乡, 街道.

    Returns
    -------
    str
        Code of the place itself or of the nearest division above it whose name ends so, or empty.

    Examples
    --------
    >>> at_level("120111", "市"), at_level("640323", "县"), at_level("640323", "区"), at_level("640323", "省")
    ('120000', '640323', '640000', '')
    """
    gazetteer = load_gazetteer()
    if code not in gazetteer:
        return ""
    for division in (gazetteer[code], *reversed(gazetteer.ancestors(code))):
        if division.name.endswith(word) and not (word == "市" and division.level == "township"):
            return division.code
    return ""


def near_division(
    article: Article, offset: int, spans: Sequence[DivisionSpan], settings: Sequence[Setting], word: str = ""
) -> str:
    """Find the division that a generic name belongs to: the nearest of its sentence, paragraph or section.

    Parameters
    ----------
    article : Article
    offset : int
        Where the generic name starts.
    spans : sequence of DivisionSpan
        From `division_spans`.
    settings : sequence of Setting
        From `context_divisions`.
    word : str
        Generic part that the division must have (市 of 全市), or empty for any.

    Returns
    -------
    str
        Division code, or empty.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "盐源县的民警走访全州。", ""))
    >>> near_division(article, 9, division_spans(article), (), "州")
    '513400'
    """
    sentence, paragraph = (offset, offset), (offset, offset)
    index = bisect_right(article.sentences, offset, key=lambda s: s.start) - 1
    if index >= 0 and offset < article.sentences[index].end:
        sentence = paragraph = (article.sentences[index].start, article.sentences[index].end)
    index = bisect_right(article.paragraphs, offset, key=lambda p: p[0]) - 1
    if index >= 0 and offset < article.paragraphs[index][1]:
        paragraph = article.paragraphs[index]
    for start, end in (sentence, paragraph):
        near = [s for s in _within(spans, start, end) if s.code and not s.dateline]
        near.sort(key=lambda s: (s.start > offset, abs(s.start - offset)))
        for span in near:
            code = at_level(span.code, word) if word else span.code
            if code:
                return code
    code = settings[section_at(article, offset)].code if settings else ""
    return at_level(code, word) if word else code


def _blocks(article: Article) -> list[Section]:
    """For each section the article of its own (level 1) that it belongs to, stretched to the next one."""
    blocks: list[Section] = []
    end = article.body[-1][1] if article.body else len(article.text)
    tops = [s for s in article.sections if s.level == 1]
    starts = [t.start for t in tops]
    for section in article.sections:
        after = bisect_right(starts, section.start)
        start = tops[after - 1] if after else Section(article.sections[0].start, end, article.title, None, 1)
        stop = starts[after] if after < len(starts) else end
        blocks.append(Section(start.start, stop, start.heading, start.agency, 1))
    return blocks


def _start(span: DivisionSpan) -> int:
    return span.start


def _within(spans: Sequence[DivisionSpan], start: int, end: int) -> Sequence[DivisionSpan]:
    return spans[bisect_left(spans, start, key=_start) : bisect_left(spans, end, key=_start)]


def _named(line: Span | None, spans: Sequence[DivisionSpan]) -> Setting | None:
    """The setting that a line names: its longest chain."""
    inside = _within(spans, *line) if line else []
    if not inside:
        return None
    first = inside[0]
    return Setting(first.code, official_name(first.code), (first.start, first.end))


def _prevailing(spans: Sequence[DivisionSpan], title: Span | None) -> Setting:
    """The smallest division that most mentions lie in."""
    gazetteer = load_gazetteer()
    weights: Counter[str] = Counter()
    for span in spans:
        weight = _TITLE_WEIGHT if title and title[0] <= span.start < title[1] else 1
        for division in (*gazetteer.ancestors(span.code), gazetteer[span.code]):
            if division.level != "township":
                weights[division.code] += weight
    below = sum(_TITLE_WEIGHT if title and title[0] <= s.start < title[1] else 1 for s in spans)
    code = ""
    while True:
        children = [c for c in weights if gazetteer[c].parent == code]
        best = max(children, key=lambda c: weights[c], default="")
        if not best or weights[best] < _SHARE * below:
            break
        code, below = best, weights[best]
    if not code:
        return Setting()
    basis = next(((s.start, s.end) for s in spans if gazetteer.within(s.code, code)), None)
    return Setting(code, official_name(code), basis)
