"""Organisations that only their marks or their reporters tell: “渔家嫂”等志愿队伍, 山城晚报记者."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..extraction import Mention
from ..texts.article import Article, Span
from ..texts.span_index import SpanIndex

_TEAMS = re.compile(
    r"((?:“[^“”\n]{2,10}”[、和与及]?){1,30})等[^,。;、“”\n\d]{0,10}?(?:队伍|组织|团队|群防力量|群体)(?!建设|管理|体系)"
)
_QUOTED = re.compile("“([^“”\n]{2,10})”")
_NO_TEAM = re.compile("(?:机制|制度|模式|工作法|平台|行动|活动|员|长|民警|辅警)$")
_GATHERED = re.compile("(?:组建|成立|建立|培育|发展|壮大|打造|组织|发动|依托|动员|整合|吸纳|建强|建有|用好)(?:了|起)?$")
# Who asks at a press conference, at the beginning of a line: 山城晚报记者:.
_ASKING = re.compile(
    r"^[ \t　]*(?!本报|本台|本刊|本网|有|某|各|多|中外)([㐀-鿿A-Za-z]{2,12}?)(?:首席)?记者[^\n::,。]{0,6}[::]",
    re.MULTILINE,
)


def find_quoted_teams(article: Article, taken: Sequence[Span]) -> list[Mention]:
    """Find teams whose names stand in marks before 等 and a word for teams, and the media whose reporters ask.

    Parameters
    ----------
    article : Article
    taken : sequence of spans
        Bodies found already.

    Returns
    -------
    list of Mention
        Of type ``Organisation``, each under its written name.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "全县组建“渔家嫂”“老渔翁”等志愿队伍9支。", ""))
    >>> [m.canonical for m in find_quoted_teams(article, ())]
    ['渔家嫂', '老渔翁']
    """
    out = []
    body = SpanIndex(article.body)
    covered, own = SpanIndex(taken), frozenset(taken)
    for start, end in _candidates(article):
        held = covered.touches(start, start + 1)
        if held and (start, end) in own:
            held = any(s <= start < e and (s, e) != (start, end) for s, e in taken)
        if body.holds(start, end) and not held:
            name = article.text[start:end]
            out.append(Mention(start, end, "Organisation", name, "body.marked@1", head=name, chain=(name,)))
    return out


def _candidates(article: Article) -> Iterator[Span]:
    text = article.text
    for run in _TEAMS.finditer(text):
        if not _GATHERED.search(text, max(0, run.start() - 4), run.start()):
            continue
        for name in _QUOTED.finditer(text, *run.span(1)):
            if not _NO_TEAM.search(name[1]):
                yield name.span(1)
    for asking in _ASKING.finditer(text):
        yield asking.span(1)
