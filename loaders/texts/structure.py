"""Read a source into an article: repair, script, body, sections, sentences, date, publisher."""

from __future__ import annotations

import re
from itertools import pairwise

from .article import Article, DocumentDate, SourceText
from .body import Body, find_body
from .dateline import document_date
from .repair import clean_text
from .script import simplify
from .sections import find_sections
from .sentences import LONGEST_PARAGRAPH, short_pieces, split_sentences
from .span_index import SpanIndex

_ORIGIN = re.compile(r"(?:来源|稿源|转自|来源单位|文章出处)\s*[:：丨|]\s*([^\s,，。;；|丨）)\]】:：]{2,30})")
_MEDIUM = re.compile(
    r"[网报社台厅局刊部院会委办府端号站队所]$|杂志|日报|晚报|时报|新闻|资讯|在线|政府|公安|法院|中心|频道|客户端|公众号|平安|传媒|发布|学习强国|媒体"
)


def read_article(source: SourceText) -> Article:
    r"""Read a source's text.

    Parameters
    ----------
    source : SourceText
        Decoded text, or the text extracted from a page.

    Returns
    -------
    Article
        Offsets are those of the clean text.

    Examples
    --------
    >>> text = "某县深化警务改革\n来源：某县日报 时间：2023-05-06\n民警走访社區(qū)。矛盾化解;發案下降。\n"
    >>> article = read_article(SourceText("a.txt", text, ""))
    >>> [article.text[s.start:s.end] for s in article.sentences]
    ['某县深化警务改革', '民警走访社区。', '矛盾化解;', '发案下降。']
    >>> article.date.edtf, article.publisher
    ('2023-05-06', '某县日报')
    """
    clean = clean_text(source.text)
    text = clean.text
    body = find_body(text, simplify(source.title))
    sections = find_sections(body)
    paragraphs = tuple(
        piece
        for line in body.lines
        for piece in pairwise((line.start, *short_pieces(text, line.start, [line.end], LONGEST_PARAGRAPH)))
    )
    return Article(
        source=source,
        clean=clean,
        body=body.spans,
        title=body.title,
        paragraphs=paragraphs,
        sections=sections,
        sentences=split_sentences(text, paragraphs, sections),
        date=_date(text, body, source.date),
        publisher=_publisher(text, body) or simplify(source.publisher),
    )


def _date(text: str, body: Body, page: str) -> DocumentDate:
    """The date of the document; a digest is no older than the youngest article in it."""
    head = min(body.head, body.openings[0].title[0]) if body.openings else body.head
    found = document_date(text, body.spans, head, page)
    if body.openings and found.basis in ("none", "dateline"):
        youngest = max(opening.date for opening in body.openings)
        return DocumentDate(youngest, "page") if youngest else DocumentDate()
    return found


def _publisher(text: str, body: Body) -> str:
    """The medium that the page names as its source, outside the article; a person or a code is none."""
    inside = SpanIndex(body.spans)
    places = [found for found in _ORIGIN.finditer(text) if not inside.touches(found.start(), found.start() + 1)]
    if body.openings:  # what stands below an article's title is the source of that article
        last = len(text) if (newline := text.find("\n", body.end)) < 0 else newline
        places = [found for found in places if not body.openings[0].title[0] <= found.start() < last]
    return next((found[1] for found in places if _MEDIUM.search(found[1])), "")
