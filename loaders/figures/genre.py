"""Texts in which an agency speaks for itself or lays down rules: work reports, notices, schemes, statutes."""

from __future__ import annotations

from functools import lru_cache

from ..texts.article import Article
from .rulebook import rule_pattern

_LINES = 5  # lines at a text's head of which one may be its title


def is_official(article: Article) -> bool:
    r"""Tell whether the text is an agency's own paper: there what its officers do is the agency's figure.

    Parameters
    ----------
    article : Article

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> def of(t): return is_official(read_article(SourceText("a.txt", t, "")))
    >>> of("甲县公安局2023年工作总结\n我局化解纠纷30起。\n"), of("甲县公安局推行改革\n甲县公安局化解纠纷30起。\n")
    (True, False)
    """
    lines = [line.strip() for line in article.text[:1000].split("\n") if line.strip()][:_LINES]
    if article.title is not None:
        lines.append(article.text[slice(*article.title)].strip())
    return any(rule_pattern("subjects", "official").search(line) for line in lines) or is_statute(article)


def is_statute(article: Article) -> bool:
    r"""Tell whether the text goes by articles (第三条).

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> text = "第一条 为了规范工作。\n第二条 甲局负责。\n第三条 乙局协助。\n"
    >>> is_statute(read_article(SourceText("a.txt", text, "")))
    True
    """
    return _goes_by_articles(article.text)


@lru_cache(maxsize=2)  # more than one reader of figures asks
def _goes_by_articles(text: str) -> bool:
    return len(rule_pattern("subjects", "article").findall(text)) > 2
