"""Mechanisms without marks: names that end in a head noun (机制, 平台, 例会 …).

A strong head makes a name with any modifier that specifies something; a weak one (服务, 管理 …) only after a verb that
takes nothing but mechanisms, an event (演练, 测评 …) only after a verb of holding one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..extraction import Mention
from ..texts.article import Span
from ..texts.clauses import Clause
from ..texts.segmentation import Word
from ..vocabulary import balanced, read_lexicon
from .name_boundary import first_word, is_boundary, taker_before
from .patterns import MechanismPatterns, read_mechanism_patterns

LONGEST_NAME = 24
LONGEST_WITHOUT_VERB = 14
_PREPOSITIONS = frozenset("以将把由对从用在为")
# 城区12个|接警平台, 拟新增|接警平台: a count or what is planned is no part of a name.
_COUNTED = re.compile(r"(?:[^、，“”]{0,6}?\d+余?[个项套处家]|(?:拟|计划)?(?:新增|增设))(?=[一-鿿]{4})")
_LONGEST_LEAD = 4
_SHORT_EVENT = 4
_NAME_ENDS_AT = frozenset("、等和与及，”）)")


def headed_names(text: str, clause: Clause, bodies: Sequence[Mention]) -> Iterator[Span]:
    """Yield spans of names that end in a head noun, from right to left.

    Parameters
    ----------
    text : str
        Clean text.
    clause : Clause
    bodies : sequence of Mention
        Bodies of the clause.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "各所建立分级预警机制。", ""))
    >>> from policing_kg.loaders.texts.clauses import read_clauses
    >>> [article.text[s:e] for c in read_clauses(article) for s, e in headed_names(article.text, c, ())]
    ['分级预警机制']
    """
    p = read_mechanism_patterns()
    words = clause.words
    index = len(words) - 1
    ends = p.head_ends
    while index >= 0:
        if words[index].text[-1] not in ends:
            index -= 1
            continue
        head = _head_at(text, clause, words[index], p)
        span = _name(text, clause, index, head, bodies) if head else None
        if span:
            yield span
            while index >= 0 and words[index].start >= span[0]:
                index -= 1
        else:
            index -= 1


def _head_at(text: str, clause: Clause, word: Word, p: MechanismPatterns) -> str:
    """Return the longest head noun that ends where a word ends, or an empty string."""
    if p.not_before.match(text, word.end) or is_boundary(word.text, p):
        return ""
    longest = min(p.longest_head, word.end - clause.start)
    return next((tail for n in range(longest, 0, -1) if (tail := text[word.end - n : word.end]) in p.heads), "")


def _name(text: str, clause: Clause, index: int, head: str, bodies: Sequence[Mention]) -> Span | None:
    p = read_mechanism_patterns()
    words = clause.words
    end = words[index].end
    head_start = end - len(head)
    first = first_word(clause, index, head_start, bodies, p)
    if first and words[first - 1].text in p.dated:
        return None
    start, verb = words[first].start, taker_before(clause, first, p)
    if start >= head_start:
        event = head in p.event and len(head) > _SHORT_EVENT and verb in p.event_verbs  # 开展|联合整治行动
        return (head_start, end) if event or (head in p.meeting and verb in p.meeting_verbs) else None
    start = _past_preposition(text, start, end)
    counted = _COUNTED.match(text, start, end)
    start = counted.end() if counted and counted.end() < head_start else start
    name = text[start:end]
    if len(name) > LONGEST_NAME or p.other_things.search(name) or not _wanted(words, index, head, verb, name, p):
        return None
    if _generic(text, words[first : index + 1], head_start, bool(verb), p):
        return None
    return balanced(text, start, end)


def _past_preposition(text: str, start: int, end: int) -> int:
    """以|情指行一体化改革: past a preposition that the dictionary ran together with a term of the vocabulary."""
    lexicon = read_lexicon("mechanisms")
    for at in range(start, min(start + _LONGEST_LEAD, end)):
        if text[at] in _PREPOSITIONS and any(first == 0 for first, _, _ in lexicon.find(text[at + 1 : end])):
            return at + 1
    return start


def _wanted(words: Sequence[Word], index: int, head: str, verb: str, name: str, p: MechanismPatterns) -> bool:
    """Tell whether the head noun makes a name where it stands."""
    if head in p.strong or head in p.meeting:
        return bool(verb) or len(name) <= LONGEST_WITHOUT_VERB
    if index + 1 < len(words) and words[index + 1].text not in _NAME_ENDS_AT:
        return False
    if head in p.event and verb in p.event_verbs:
        return True
    return verb in p.strong_verbs or bool(verb and p.weak_shape.search(name[: -len(head)]))


def _generic(text: str, words: Sequence[Word], head_start: int, verb: bool, p: MechanismPatterns) -> bool:
    """Tell whether the modifiers of a head noun specify nothing: one or two generic words."""
    modifiers = [text[w.start : min(w.end, head_start)] for w in words if w.start < head_start]
    if all(m in p.generic or m in p.boundaries or m in "()（）、" for m in modifiers):
        return len(modifiers) < 3 or not verb
    return sum(map(len, modifiers)) < 2
