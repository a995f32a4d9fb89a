"""A page as coding looks at it: its lines, and which of them are headlines."""

from __future__ import annotations

from dataclasses import dataclass

from ..texts.article import Article, Span

MOST_HEADLINES = 5
LONGEST_HEADLINE = 60  # characters


@dataclass(frozen=True, slots=True)
class Page:
    """The trimmed lines of a clean text.

    Parameters
    ----------
    lines : tuple of str
        Lines with text, whether in the body or around it.
    above, below : tuple of str
        Those before the article's first paragraph, and those after its last.
    headlines : tuple of str
        The title, and the short lines of the body above its first sentence.
    body : str
        The article itself.
    """

    lines: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    headlines: tuple[str, ...]
    body: str


def read_page(article: Article) -> Page:
    r"""Cut an article's page into lines.

    Parameters
    ----------
    article : Article

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> text = "平川网\n平川县公安局2023年工作总结\n来源：平川网\n一年来，我局走访群众。\n主办：平川网\n"
    >>> page = read_page(read_article(SourceText("a.txt", text, "")))
    >>> page.headlines, page.above, page.below
    (('平川县公安局2023年工作总结',), ('平川网', '来源：平川网'), ('主办：平川网',))
    """
    text, titles = article.text, _headline_spans(article)
    first = next((start for start, _ in article.paragraphs if (start, _) not in titles), len(text))
    inside = set(article.paragraphs)
    end = article.body[-1][1] if article.body else 0
    lines = _line_spans(text)
    title = [article.title] if article.title and article.title not in titles else []
    return Page(
        tuple(text[a:b] for a, b in lines),
        tuple(text[a:b] for a, b in lines if a < first and (a, b) not in inside),
        tuple(text[a:b] for a, b in lines if a >= end),
        tuple(text[a:b].strip() for a, b in (*title, *titles)),
        "\n".join(text[a:b] for a, b in article.body),
    )


def _line_spans(text: str) -> list[Span]:
    """Trimmed lines that hold text."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words)
            found.append((start, start + len(words)))
        at += len(line)
    return found


def _headline_spans(article: Article) -> list[Span]:
    found = []
    for start, end in article.paragraphs[:MOST_HEADLINES]:
        words = article.text[start:end]
        if end - start > LONGEST_HEADLINE or words.endswith(("。", "！", "？", ":", "：")):
            break
        found.append((start, end))
    return found
