"""The articles of an HTML page that carries several whole ones, each in an element ``article`` of its own."""

from __future__ import annotations

import re

from lxml import etree, html

LEAST_CHARACTERS = 60  # Chinese ones of a whole article; a teaser has fewer
_CJK = re.compile(r"[\u3400-\u9fff]")
_COMMENT = re.compile(r"comment|reply|related|recommend|sidebar", re.I)
_HEADINGS = ("h1", "h2", "h3", "h4")


def separate_articles(page: str) -> tuple[tuple[str, str], ...]:
    """Find the whole articles of a page.

    Parameters
    ----------
    page : str
        Markup.

    Returns
    -------
    tuple of (str, str)
        Headline and markup of each, in order; empty where the page carries fewer than two.

    Examples
    --------
    >>> item = "<article><h2>{}</h2><p>{}</p></article>"
    >>> page = item.format("甲县走访", "民警走访社区群众。" * 9) + item.format("乙县走访", "民警走访社区群众。" * 9)
    >>> [title for title, _ in separate_articles(f"<html><body>{page}</body></html>")]
    ['甲县走访', '乙县走访']
    >>> separate_articles("<html><body><article><h1>甲县走访</h1></article></body></html>")
    ()
    """
    if page.count("<article") < 2:
        return ()
    try:
        tree = html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return ()
    found = []
    for element in tree.xpath("//article[not(ancestor::article)]"):
        title = next((h for name in _HEADINGS for h in element.iter(name) if h.text_content().strip()), None)
        if title is None or _COMMENT.search(f"{element.get('class', '')} {element.get('id', '')}"):
            continue
        if len(_CJK.findall(element.text_content())) >= LEAST_CHARACTERS:
            markup = html.tostring(element, encoding="unicode", with_tail=False)
            found.append((" ".join(title.text_content().split()), markup))
    return tuple(found) if len(found) > 1 else ()
