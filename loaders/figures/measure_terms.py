"""The entry of the measure vocabulary that a phrase names: by itself, by what it counts, or by its head."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..places.gazetteer import load_gazetteer
from ..vocabulary import Term, read_lexicon, unquoted
from .figure import Figure
from .measure_phrase import leading_off
from .rulebook import words

_CHANGES = ("%", "个百分点", "倍", "番")
_TIMES = frozenset({"分钟", "秒", "小时", "天", "个半天", "个工作日", "个月", "年"})
_KINDS = re.compile("各类|各种|各项")
_COUNTED = ("数", "人数", "起数", "次数", "场次", "频次")


def measure_term(phrase: str, figure: Figure) -> Term | None:
    """Return the vocabulary entry that a phrase names for a figure of this unit, or None.

    Parameters
    ----------
    phrase : str
        Normalised measure phrase.
    figure : Figure

    Examples
    --------
    >>> share = Figure(0, 1, 0, 1, 96.3, "%")
    >>> measure_term("纠纷化解率", share).name
    '矛盾纠纷化解率'
    >>> measure_term("涉校园刑事警情", share) is None
    True
    """
    return next((term for term in _named(phrase) if suits(term, figure)), None)


def suits(term: Term, figure: Figure) -> bool:
    """Whether a figure of this unit can be a value of a measure of this kind, or a change of it.

    Examples
    --------
    >>> rate = read_lexicon("measures").term("矛盾纠纷化解率")
    >>> suits(rate, Figure(0, 1, 0, 1, 3, "起")), suits(rate, Figure(0, 1, 0, 1, 3, "个百分点"))
    (False, True)
    """
    unit = figure.unit
    if term.kind == "share":
        return unit in _CHANGES or unit == "分"
    if unit in _CHANGES:
        return figure.direction is not None or figure.comparison is not None
    if term.kind == "duration":
        return unit in _TIMES
    if term.kind == "frequency":
        return "/" in unit
    if unit in _TIMES:
        return False
    return True if "元" not in unit else term.kind == "level"


@lru_cache(maxsize=4096)  # reports measure the same again and again
def _named(phrase: str) -> tuple[Term, ...]:
    """The entries that a phrase may name, the likeliest first."""
    lexicon = read_lexicon("measures")
    named = lexicon.by_name.get if phrase == unquoted(phrase) else lexicon.term
    found = [term for form in dict.fromkeys(_forms(phrase)) if (term := named(form)) is not None]
    for start, end, term in lexicon.find(phrase):
        rest = phrase[end:]
        if (not rest or rest in _COUNTED) and _is_scope(phrase[:start]):
            found.append(term)
    return tuple(found)


@cache
def _scope_words() -> tuple[str, ...]:
    return tuple(sorted(words("measures", "light") | words("measures", "scope"), key=len, reverse=True))


def _forms(phrase: str) -> list[str]:
    bare = leading_off(phrase)
    forms = [phrase, bare, phrase.replace("的", ""), _KINDS.sub("", bare)]
    thing = leading_off(forms[-1], "making")
    forms += [thing] if thing != forms[-1] else []
    return [*forms, *(form + end for form in (bare, thing) for end in _COUNTED)]


def _is_scope(prefix: str) -> bool:
    """Whether words before a measure only say where: 全市, 辖区, 辐射地区, the name of a place."""
    rest = prefix
    for word in _scope_words():
        rest = rest.replace(word, "")
    rest = rest.replace("的", "").removeprefix("公安机关").removeprefix("公安")
    return not rest or rest in ("辐射", "覆盖", "周边", "管辖", "服务") or bool(load_gazetteer().candidates(rest))
