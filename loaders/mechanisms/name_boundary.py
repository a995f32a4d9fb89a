"""Where the name of a mechanism begins, read leftwards from its head noun."""

from __future__ import annotations

from collections.abc import Sequence

from ..extraction import Mention
from ..texts.clauses import Clause
from ..texts.segmentation import Word
from ..vocabulary import QUOTATION_MARKS
from .patterns import MechanismPatterns

_MARKS = frozenset(QUOTATION_MARKS + "、《》（(〈〉/|·")
_BETWEEN = frozenset(("了", "以", "起", "出", "好", "一次", "一", "次"))
_LONGEST_VERB = 4
_LONGEST_SEARCH = 40  # characters; a longer name is none


def first_word(clause: Clause, index: int, head_start: int, bodies: Sequence[Mention], p: MechanismPatterns) -> int:
    """Return the index of the first word of a name.

    Parameters
    ----------
    clause : Clause
    index : int
        The word in which the head noun ends.
    head_start : int
        Where the head noun starts.
    bodies : sequence of Mention
        Bodies of the clause; one that is named in full bounds a name, a generic one may stand inside.
    p : MechanismPatterns

    Returns
    -------
    int

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "各所建立分级预警机制。", ""))
    >>> from policing_kg.loaders.mechanisms.patterns import read_mechanism_patterns
    >>> from policing_kg.loaders.texts.clauses import read_clauses
    >>> clause = next(iter(read_clauses(article)))
    >>> last = [w.text for w in clause.words].index("机制")
    >>> clause.words[first_word(clause, last, clause.words[last].start, (), read_mechanism_patterns())].text
    '分级'
    """
    words = clause.words
    at = index
    while at > 0 and words[at - 1].start >= head_start:
        at -= 1  # the head's own words
    while at > 0:
        word = words[at - 1]
        if words[index].end - words[at].start > _LONGEST_SEARCH:
            return at  # too long for a name already
        if word.text in _MARKS or word.tag in ("uj", "ul", "uz", "ud"):
            return at
        if _bounds(words, at - 1, p) and not _inside_name(words, at - 1, head_start, p):
            return at
        if word.text not in ")）" and any(b.start < word.end and word.start < b.end and not b.generic for b in bodies):
            return at
        at -= 1
    return at


def may_take(word: str, p: MechanismPatterns) -> bool:
    """Tell of the word right before a name whether a verb may end with it, or stand before it."""
    return word[-1] in p.taker_ends or word in _BETWEEN


def taker_before(clause: Clause, first: int, p: MechanismPatterns) -> str:
    """Return the verb that stands right before a name, or an empty string.

    The words 了 and 以 may stand between; the verb may be cut in two words.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "各所建立分级预警机制。", ""))
    >>> from policing_kg.loaders.mechanisms.patterns import read_mechanism_patterns
    >>> from policing_kg.loaders.texts.clauses import read_clauses
    >>> clause = next(iter(read_clauses(article)))
    >>> taker_before(clause, [w.text for w in clause.words].index("分级"), read_mechanism_patterns())
    '建立'
    """
    at = first - 1
    while at >= 0 and clause.words[at].text in _BETWEEN:
        at -= 1
    if at < 0 or clause.words[at].text[-1] not in p.taker_ends:
        return ""
    left = "".join(w.text for w in clause.words[max(0, at - 3) : at + 1])
    return next((left[-n:] for n in range(_LONGEST_VERB, 0, -1) if left[-n:] in p.takers), "")


def is_boundary(word: str, p: MechanismPatterns) -> bool:
    """Tell whether a word bounds a name.

    It does if it is a verb or a word of grammar, or two of them run together (深入|开展), or a verb
    with the bare head noun that it takes (出席|会议).

    Examples
    --------
    >>> from policing_kg.loaders.mechanisms.patterns import read_mechanism_patterns
    >>> p = read_mechanism_patterns()
    >>> is_boundary("建立", p), is_boundary("深入开展", p), is_boundary("预警", p)
    (True, True, False)
    """
    if word in p.boundaries:
        return True
    if len(word) != 4:
        return False
    first, last = word[:2], word[2:]
    run_on = first in p.boundaries and last in p.takers and last not in p.nominal
    return run_on or (first in p.takers and first not in p.nominal and last in p.heads)


def _bounds(words: Sequence[Word], at: int, p: MechanismPatterns) -> bool:
    """Tell whether a word, or a verb of two words that ends with it, bounds a name."""
    if is_boundary(words[at].text, p):
        return True
    if at and len(words[at].text) + len(words[at - 1].text) <= _LONGEST_VERB:
        return words[at - 1].text + words[at].text in p.takers
    return False


def _inside_name(words: Sequence[Word], at: int, head_start: int, p: MechanismPatterns) -> bool:
    """Tell whether a verb right before the head is a noun of the name (派出所创建活动)."""
    word = words[at]
    if word.end != head_start or word.text not in p.nominal or at == 0:
        return False
    before = words[at - 1]
    return before.text not in p.boundaries and before.text not in _MARKS and before.tag[0] in "nvjliabs"
