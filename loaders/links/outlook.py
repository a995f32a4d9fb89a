"""Parts of a report that tell what is to be done: under 下一步打算 or 2024年工作计划 everything is planned."""

from __future__ import annotations

import re

from ..texts.article import Article
from .pattern import cue_pattern

_SUBORDINATE = re.compile(r"\s*[（(][一二三四五六七八九十0-9]+[)）]|\s*[0-9]{1,2}[.．、)）]")


def planned_sections(article: Article) -> frozenset[int]:
    r"""Return the indices of the sections whose heading, or the heading above it, announces plans.

    Parameters
    ----------
    article : Article

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> text = "甲局工作总结\n一、主要工作\n推行一村一警。\n二、下一步打算\n推行两队一室。\n"
    >>> article = read_article(SourceText("a.txt", text, ""))
    >>> [article.text[article.sections[i].start:][:9] for i in sorted(planned_sections(article))]
    ['二、下一步打算\n推']
    """
    found: set[int] = set()
    planned = False
    for i, section in enumerate(article.sections):
        heading = article.text[slice(*section.heading)] if section.heading else ""
        if heading and not _SUBORDINATE.match(heading):
            planned = bool(cue_pattern("planned_heading").search(heading))
        if planned or (heading and cue_pattern("planned_heading").search(heading)):
            found.add(i)
    return frozenset(found)
