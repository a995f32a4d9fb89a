"""Stations that bear the short name of a township of the article's county: 他到曲江|派出所挂职."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..places.toponym import DivisionSpan
from ..places.town_lists import short_townships
from .heads import Head, read_body_words

_LENGTHS = (4, 3, 2)  # characters of a township's short name


def towns_before_stations(text: str, heads: Iterable[Head], divisions: Sequence[DivisionSpan]) -> frozenset[str]:
    """Return the short names of townships that stand right before a station.

    Parameters
    ----------
    text : str
        Clean text.
    heads : iterable of Head
    divisions : sequence of DivisionSpan
        Those that the article names: the townships of their counties are looked for.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> from policing_kg.loaders.bodies.heads import find_heads
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局发文,他到曲江派出所挂职。", ""))
    >>> sorted(towns_before_stations(article.text, find_heads(article.text), division_spans(article)))
    ['曲江']
    """
    stations = [h.start for h in heads if h.frame == "station"]
    codes = frozenset(d.code for d in divisions if d.code) if stations else frozenset()
    towns = short_townships(codes) if codes else {}
    if not towns:
        return frozenset()
    stops = frozenset(read_body_words()["stops"]["words"])
    found = set()
    for at in stations:
        part = next((p for n in _LENGTHS if at >= n and (p := text[at - n : at]) in towns), "")
        begin = at - len(part)
        if part and (not _han(text[begin - 1 : begin]) or {text[begin - 1 : begin], text[begin - 2 : begin]} & stops):
            found.add(part)
    return frozenset(found)


def _han(character: str) -> bool:
    return "一" <= character <= "鿿"
