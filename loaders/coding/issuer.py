"""The body that wrote a document: from its head, its signature, the line under its title, its title or its source."""

from __future__ import annotations

import re
from itertools import pairwise

from ..texts.article import Article
from .genre import signed_under_title
from .page import Page
from .rules import coding_pattern, organ_pattern

OFFICIAL = frozenset({"work-report", "statute", "plan", "bulletin", "brief"})
_SIGNED = 12  # lines at the end among which a signature stands
_HEAD = 8  # lines at the head among which a brief names its editor, a statute who passed it
_DATE = re.compile(r"^(?:\d{4}|二[〇○零][〇○零一二三四五六七八九]{2})年.{1,3}月.{1,3}日$")


def issuer_of(article: Article, page: Page, genre: str) -> str:
    r"""Tell who wrote the document.

    Parameters
    ----------
    article : Article
    page : Page
        The same, cut into lines.
    genre : str

    Returns
    -------
    str
        The body as the document writes it; empty where it names none, or several wrote it.

    Examples
    --------
    >>> from policing_kg.loaders.coding.page import read_page
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> def of(text, genre): return issuer_of(a := read_article(SourceText("a.txt", text, "")), read_page(a), genre)
    >>> of("平川县公安局关于评选的通报\n各派出所：\n现将评选结果通报如下。\n", "bulletin")
    '平川县公安局'
    >>> of("民警进村入户\n来源：平安平川\n平川县公安局民警走访群众。\n", "news")
    '平安平川'
    """
    under = signed_under_title(article)
    if len(under) > 1:
        return ""
    official = genre in OFFICIAL
    found = _labelled(page) or _signature(page) or (under[0] if under else "")
    if not found and official:
        found = _edited(page) or _enacted(page) or _titled(page)
    return found or (article.publisher if is_channel(article.publisher) else "")


def is_channel(name: str) -> bool:
    """Whether a source is a body, or a body's own channel, and no medium.

    Examples
    --------
    >>> is_channel("平川县公安局"), is_channel("平安平川"), is_channel("平川日报"), is_channel("平安平川网")
    (True, True, False, False)
    """
    if coding_pattern("issuer", "channel").match(name):
        return not name.startswith("平安") or not name.endswith(("网", "报"))
    bare = coding_pattern("issuer", "office").sub("", name)
    return not coding_pattern("medium", "name").search(name) and bool(organ_pattern().fullmatch(bare))


def is_police(name: str) -> bool:
    """Whether a name is that of a police body or of its channel."""
    return bool(coding_pattern("issuer", "police").search(name))


def _labelled(page: Page) -> str:
    """发文机关：X; several labels may stand on one line."""
    for line in page.lines:
        for part in re.split(r"(?<=\S)\s+(?=\S{2,6}[:：])", line):
            label = coding_pattern("issuer", "label").match(part)
            if label and (found := organ_pattern().match(part, label.end())):
                rest = part[found.end() :].strip()
                return part[label.end() :].strip() if len(rest) <= 6 and rest.isalpha() else found[1]
    return ""


def _signature(page: Page) -> str:
    for above, line in pairwise(page.lines[-_SIGNED:]):
        if _DATE.match("".join(line.split())) and organ_pattern().fullmatch("".join(above.split())):
            return "".join(above.split())
    return ""


def _edited(page: Page) -> str:
    return next((found[1] for line in page.lines[:_HEAD] if (found := organ_pattern(after="edited").match(line))), "")


def _enacted(page: Page) -> str:
    pattern = organ_pattern(before="enacted", after="passed")
    return next((found[1] for line in page.lines[:_HEAD] if (found := pattern.match(line))), "")


def _titled(page: Page) -> str:
    return next((found[1] for line in page.headlines if (found := organ_pattern(after="title").match(line))), "")
