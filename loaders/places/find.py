"""Place mentions: administrative divisions, and named places below them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article
from .gazetteer import load_gazetteer
from .named_place import begins_body, generic_grounds, named_places
from .official_name import official_name
from .setting import context_divisions, near_division
from .toponym import DivisionSpan, division_spans, spans_in, year_of

__all__ = ["DivisionSpan", "division_spans", "find_places", "spans_in"]


# A place of this kind behind a short name (南康家居小镇) bears it as its own name.
_BRANDED = ("古镇", "大学城", "小镇", "古城", "景区", "风景区", "旅游区", "度假区", "商圈", "开发区", "新区", "园区")


def find_places(article: Article, spans: Sequence[DivisionSpan] | None = None) -> tuple[Mention, ...]:
    """Find the places that an article names.

    Parameters
    ----------
    article : Article
    spans : sequence of DivisionSpan, optional
        What `division_spans` found, if it is at hand.

    Returns
    -------
    tuple of Mention
        Of type ``Place``: the longest span of each, canonical name with all divisions above, the code of the division
        or of the one that holds the place.  A division's name that only begins the name of a body is not among them.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "凉山州盐源县地处山区。", ""))
    >>> [m.canonical for m in find_places(article)]
    ['四川省凉山彝族自治州盐源县']
    """
    found = division_spans(article) if spans is None else tuple(spans)
    gazetteer, year = load_gazetteer(), year_of(article)
    settings = context_divisions(article, found)
    text = article.text
    mentions: list[Mention] = []
    taken: set[int] = set()
    starts = [s.start for s in found]
    for sentence in article.sentences:
        lo, hi = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        inside = found[lo:hi]
        for place in named_places(text, sentence.start, sentence.end, [(s.start, s.end) for s in inside]):
            before = next((s for s in inside if s.end == place.start), None)
            own = text[place.start : place.end]
            if before:
                taken.add(before.start)
                full = before.code and (before.form == "full" or not own.endswith(_BRANDED))
                name = (official_name(before.code, year) if full else text[before.start : before.end]) + own
                mentions.append(
                    Mention(
                        before.start, place.end, "Place", name, "place.named@1", before.code, resolved=bool(before.code)
                    )
                )
            else:
                code = near_division(article, place.start, found, settings)
                sure = code in gazetteer and gazetteer[code].level in ("county", "township")
                mentions.append(Mention(place.start, place.end, "Place", own, "place.named@1", code, resolved=sure))
        for first, last in generic_grounds(text[sentence.start : sentence.end]):
            start, end = first + sentence.start, last + sentence.start
            mentions.append(Mention(start, end, "Place", text[start:end], "place.ground@1", generic=True))
    for span in found:
        if span.start in taken or begins_body(text, span.end) or _in_slogan(text, span):
            continue
        name = official_name(span.code, year) if span.code else text[span.start : span.end]
        mentions.append(
            Mention(span.start, span.end, "Place", name, "place.division@1", span.code, resolved=bool(span.code))
        )
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _in_slogan(text: str, span: DivisionSpan) -> bool:
    """新江苏, 大上海: the province that one wishes for, not a place of facts."""
    return span.form == "stem" and span.last == span.start and text[span.start - 1 : span.start] in ("新", "大", "小")
