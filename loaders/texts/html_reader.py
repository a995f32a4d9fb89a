"""The article of an HTML page, and what the page's metadata says of it.

No extractor keeps offsets to the HTML, so evidence points into the extracted text, whose extractor is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

import trafilatura
from lxml import etree
from trafilatura.settings import Document

from ...errors import InputRefused
from .article import SourceText
from .html_articles import separate_articles

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:]+)""")
DEEPEST = 256  # elements within elements: the parser leaves out all that follows, and says so in its log alone
_SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,20}$")
# What is never closed goes on to the end, and a tag holds no other: else a page of "<" takes squared time.
_TAGS = re.compile(r"<script\b.*?(?:</script>|\Z)|<style\b.*?(?:</style>|\Z)|<[^<>]+>", re.S | re.I)
_ORIGIN = re.compile(r"(?:来源|來源|稿源|信息来源)\s*[:：]\s*([^\s<>|，。;；&]{2,30})")
_STAMP = re.compile(
    r"(?:发布时间|发布日期|發佈時間|发表时间|时间|日期)\s*[:：]\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
)


def declared_encoding(data: bytes) -> str:
    """Return the encoding that the head of a page declares, or the empty string.

    Examples
    --------
    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii").lower() if found else ""


def _refuse_depths(markup: str, shown: str) -> None:
    """Refuse a page that the parser would read in part only."""
    if markup.count("<") <= DEEPEST:
        return
    parser = etree.HTMLParser(encoding="utf-8")
    with suppress(etree.LxmlError):  # what is no page is told of below
        etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        what = f"nests more than {DEEPEST} elements, so that only a part could be read"
        raise InputRefused(shown, what, "save the article's text as .txt")


def _extracted(markup: str) -> object:
    return trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        favor_recall=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _texts(articles: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The text of each whole article of a page, its headline first."""
    for title, markup in articles:
        page = _extracted(f"<html><body>{markup}</body></html>")
        text = (page.text or "").strip() if isinstance(page, Document) else ""
        yield text if text.startswith(title) else f"{title}\n{text}"


def read_html(source: SourceText, shown: str) -> SourceText:
    """Replace a page's markup by its article.

    Parameters
    ----------
    source : SourceText
        The page as decoded.
    shown : str
        The file as the user named it, for the message.

    Returns
    -------
    SourceText
        Title line, then the article's lines; `title`, `date`, `address` and `publisher` from the page.

    Raises
    ------
    InputRefused
        If the page holds no article, or nests elements deeper than its parser follows.

    Examples
    --------
    >>> said = "<p>辖区派出所第{}次走访社区，听取居民意见，并把问题逐项交给网格员办理。</p>"
    >>> body = "".join(said.format(n) for n in "一二三四")
    >>> page = f"<html><head><title>走访</title></head><body><article><h1>走访</h1>{body}</article></body></html>"
    >>> read_html(SourceText("a.html", page, ""), "a.html").text.splitlines()[0]
    '走访'
    """
    _refuse_depths(source.text, shown)
    page = _extracted(source.text)
    text = (page.text or "").strip() if isinstance(page, Document) else ""
    text = "\n".join(_texts(separate_articles(source.text))) or text
    if not isinstance(page, Document) or not text:
        raise InputRefused(shown, "the page holds no article", "save the article's text as .txt")
    title = _SITE.sub("", page.title or "").strip()
    if title and title not in text[: len(title) + 200]:
        text = f"{title}\n{text}"
    visible = _TAGS.sub(" ", source.text)
    stamp, origin = _STAMP.search(visible), _ORIGIN.search(visible)
    date = "{}-{:0>2}-{:0>2}".format(*stamp.groups()) if stamp else page.date or ""
    return replace(
        source,
        text=text,
        extractor=f"trafilatura {trafilatura.__version__}",
        title=title,
        date=date,
        address=page.url or "",
        publisher=origin.group(1) if origin else page.sitename or "",
        site=page.sitename or "",
    )
