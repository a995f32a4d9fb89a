"""The genre of a document, told by its headlines, the look of its lines and the voice that it speaks in."""

from __future__ import annotations

from ..texts.article import Article
from .locator import numbered_articles
from .page import Page
from .rules import GenreRule, genre_rules

TABLE_SHARE = 0.6  # of the lines that are rows, for the text of a table
_CELLS = 3


def genre_of(article: Article, page: Page) -> str:
    r"""Tell the genre: a notation of the scheme ``genre``.

    Parameters
    ----------
    article : Article
    page : Page
        The same, cut into lines.

    Examples
    --------
    >>> from policing_kg.loaders.coding.page import read_page
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> def of(text): return genre_of(a := read_article(SourceText("a.txt", text, "")), read_page(a))
    >>> of("平川县公安局关于评选的通报\n各派出所：\n现将评选结果通报如下，望再接再厉。\n")
    'bulletin'
    >>> of("平川县出台社区警务方案\n平川县公安局日前印发方案，要求各派出所落实。\n")
    'news'
    """
    if article.source.media == "table" or _is_table(page):
        return "table"
    articles = len(numbered_articles(article.text))
    for rule in genre_rules():
        if _fits(rule, page, articles):
            return rule.name
    return "work-report" if signed_under_title(article) else "news"


def signed_under_title(article: Article) -> tuple[str, ...]:
    """The organs that stand alone under a title: each wrote what stands below it.

    Parameters
    ----------
    article : Article

    Returns
    -------
    tuple of str
        Empty where a part of the article stands under none.
    """
    own = [s for s in article.sections if s.level == 1]
    named = [article.text[slice(*s.agency)].strip("●■◆▲★○•▶►※ ()（）") for s in own if s.agency]
    headless = [s for s in own if not s.agency and s is not own[0]]
    return () if headless else tuple(named)


def _fits(rule: GenreRule, page: Page, articles: int) -> bool:
    titled = bool(rule.title) and any(_is_title(rule, line) for line in page.headlines)
    if rule.articles:
        return articles >= rule.articles_alone or (titled and articles >= rule.articles)
    if titled:
        return True
    if rule.lines and sum(bool(rule.lines.search(line)) for line in page.lines) >= rule.least:
        return True
    if rule.all and all(any(p.search(line) for line in page.lines) for p in rule.all):
        return True
    return bool(rule.voice) and len(rule.voice.findall(page.body)) >= rule.voices if rule.voice else False


def _is_title(rule: GenreRule, line: str) -> bool:
    return bool(rule.title and rule.title.search(line) and not (rule.unless and rule.unless.search(line)))


def _is_table(page: Page) -> bool:
    """Whether most lines are rows of cells parted by tabs."""
    rows = sum(line.count("\t") >= _CELLS - 1 for line in page.lines)
    return rows >= _CELLS and rows >= TABLE_SHARE * len(page.lines)
