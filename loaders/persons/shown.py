"""What is covered in texts that are kept and shown: every name that was found, and whatever else may be one.

Reading keeps to the careful spans of `privacy.find_persons`, since a mention that touches a name is lost.  A text that
is only looked at loses little by a word too many, so that here recall goes before readability; what claims rest on
stays to be seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..extraction import Extraction, Findings
from ..texts.article import Span
from ..texts.span_index import joined_spans
from .ends import broken, gapped, longer, spaced
from .familiar import familiar_names
from .labels import labelled
from .letters import foreign_words
from .likeness import is_none
from .masking import MASK, as_read, masked, masked_words
from .names import is_ordinary, name_data
from .recurrence import further_places
from .rows import alone, couples, listed, tabled
from .slots import Slots
from .spacing import join_names
from .standing import goes_on_as_place
from .weighed import possible_names

_SAYS = "说称道讲问喊笑"
_MASKS = re.compile(f"{MASK}+")


def shown_spans(extraction: Extraction) -> tuple[Span, ...]:
    """Find what is covered wherever a text is kept or shown.

    Parameters
    ----------
    extraction : Extraction

    Returns
    -------
    tuple of spans
        Of the clean text, sorted and disjoint: `Extraction.persons`, and whatever may be a name besides, outside of the
        mentions and figures that were found.

    Examples
    --------
    >>> from policing_kg.loaders.pipeline import extract_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> article = extract_article(SourceText("a.txt", "青石派出所民警高兴说，John Whitfield报了警。", ""))
    >>> [article.article.text[start:end] for start, end in shown_spans(article)]
    ['高兴', 'John Whitfield']
    """
    text = extraction.article.text
    kept = joined_spans(_evidence(extraction))
    found = _outside(possible_spans(text, extraction.persons, [end for _, end in kept]), kept)
    return joined_spans((*found, *extraction.persons))


def covered_spans(extraction: Extraction) -> tuple[Span, ...]:
    """What is covered wherever a text is kept or shown; found now where it was not before, see `shown_spans`.

    Parameters
    ----------
    extraction : Extraction

    Returns
    -------
    tuple of spans
        Of the clean text.
    """
    return shown_spans(extraction) if extraction.covered is None else extraction.covered


def shown_words(words: str, names: Iterable[str] = ()) -> str:
    r"""Cover whatever may be a name in words that are shown and are no part of a text: a page's title.

    Parameters
    ----------
    words : str
    names : iterable of str
        Names that the document is known to hold, in simplified script.

    Returns
    -------
    str
        As long as `words`.

    Examples
    --------
    >>> shown_words("高兴：守在村口的人"), shown_words("高\u200b兴：守在村口的人")
    ('■■：守在村口的人', '■■■：守在村口的人')
    """
    known = masked_words(words, names)
    plain, places = as_read(words)
    masks = _MASKS.finditer("".join(known[at] for at in places))
    found = possible_spans(plain, [hit.span() for hit in masks])
    return masked(known, [(places[start], places[end - 1] + 1) for start, end in found])


def possible_spans(text: str, persons: Iterable[Span], openings: Iterable[int] = ()) -> set[Span]:
    """Find whatever may be a name in a clean text, beside the names that are known.

    Parameters
    ----------
    text : str
    persons : iterable of spans
    openings : iterable of int
        Where bodies and posts end.
    """
    joined, places = join_names(text)
    known = {(bisect_left(places, start), bisect_left(places, end)) for start, end in persons}
    slots = Slots(joined, {bisect_left(places, at) for at in openings})
    weighed = {
        span for span in possible_names(joined) if not _is_ruled_out(joined[slice(*span)], slots.is_titled(span[0]))
    }
    said = (span for span in labelled(slots) if not goes_on_as_place(joined, *span))
    found = {*slots.spans(), *said, *foreign_words(joined)}
    found.update(
        *(find(slots) for find in (alone, couples, familiar_names)),
        *(find(joined) for find in (tabled, gapped, spaced)),
    )
    found.update(listed(slots, known | found | weighed))
    found.update(further_places(joined, found))
    found |= weighed
    found.update(longer(joined, known | found))
    found.update(broken(slots, known | found))
    return {(places[start], places[end - 1] + 1) for start, end in found if end > start}


@lru_cache(maxsize=1 << 14)
def _is_ruled_out(name: str, titled: bool) -> bool:
    """Whether a stretch is nobody's name, or behind no title a word with what hardly ends one (马背上)."""
    more = len(name) == 3 and name[2] in name_data().following and is_ordinary(name[:2])
    return is_none(name) or (more and (not titled or name[2] in _SAYS))


def _evidence(extraction: Extraction) -> Iterator[Span]:
    """What claims rest on: mentions, figures, and what optional recognisers found."""
    parts: tuple[Extraction | Findings, ...] = (extraction, *([extraction.offered] if extraction.offered else ()))
    for part in parts:
        yield from ((m.start, m.end) for m in (*part.mentions, *part.policies))
        yield from ((i.start, i.end) for i in part.indicators)


def _outside(spans: Iterable[Span], kept: tuple[Span, ...]) -> Iterator[Span]:
    """What lies outside of others, which are sorted and disjoint; of a cut span no single character."""
    ends = [end for _, end in kept]
    for start, end in spans:
        at = start
        for first, last in kept[bisect_left(ends, start + 1) :]:
            if first >= end:
                break
            if first > at + 1:
                yield at, first
            at = max(at, last)
        if at < end - (at > start):
            yield at, end
