"""Who answers in a press conference or an interview: a line that opens with an officer's name is his unit's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..extraction import Mention
from ..texts.article import Article, Span
from .pattern import compiled
from .tokens import EncodedSentence

_ANSWER = re.compile(r"\s*答\s*[:：]")
_OPENING = re.compile(r"\s*([^\s:：，。]{2,8}?)\s*[:：]")


def units_of_officers(
    article: Article, sentences: Sequence[EncodedSentence], persons: Iterable[Span]
) -> dict[str, Mention]:
    """Return the unit named with each officer: 甲县公安局副局长 | name.

    Parameters
    ----------
    article : Article
    sentences : sequence of EncodedSentence
    persons : iterable of spans
        Names of persons.

    Returns
    -------
    dict
        From a name, which never leaves the room, to a mention.
    """
    named = {start: article.text[start:end] for start, end in persons}
    found: dict[str, Mention] = {}
    for s in sentences if named else ():
        for match in compiled("(?P<u>{U}|{D})(?:{R}(?:(?:、|兼|，)(?={R}))?)+").finditer(s.text):
            name = named.get(s.ends[match.end() - 1])
            if name:
                found.setdefault(name, s.mentions[match.start("u")])
    return found


def answering(article: Article, units: Mapping[str, Mention]) -> dict[int, Mention]:
    """Return the unit that speaks in each paragraph that opens with an officer's name and a colon."""
    found: dict[int, Mention] = {}
    for i, (start, end) in enumerate(article.paragraphs if units else ()):
        match = _OPENING.match(article.text, start, end)
        if match and match[1] in units:
            found[i] = units[match[1]]
    return found


def titled_answers(sentences: Sequence[EncodedSentence]) -> dict[int, Mention]:
    """Return the body that speaks in each paragraph that opens with its officer: 甲中心主任 | name | colon."""
    found: dict[int, Mention] = {}
    paragraph = -1
    for s in sentences:
        if s.paragraph != paragraph and (match := compiled("(?P<u>{U}|{D}){R}{1,2}：").match(s.text)):
            found[s.paragraph] = s.mentions[match.start("u")]
        paragraph = s.paragraph
    return found


def guest_answers(article: Article, mentions: Sequence[Mention]) -> dict[int, Mention]:
    r"""Return the guest's unit for each answer (答：…) of an interview: the first unit with a post before the answers.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "嘉宾：甲派出所所长\n问：怎么做？\n答：我们上门。\n", ""))
    >>> unit, post = Mention(3, 7, "Unit", "甲派出所", "r"), Mention(7, 9, "Role", "派出所所长", "r")
    >>> [m.canonical for m in guest_answers(article, [unit, post]).values()]
    ['甲派出所']
    """
    answers = [(i, a) for i, (a, b) in enumerate(article.paragraphs) if _ANSWER.match(article.text, a, b)]
    posts = {m.start for m in mentions if m.type == "Role"}
    named = (m for m in mentions if m.type == "Unit" and not m.generic and m.end in posts)
    guest = next((m for m in named if answers and m.end < answers[0][1]), None)
    return {i: guest for i, _ in answers} if guest is not None else {}
