"""Whether a document reports on its own issuer or is a third party's."""

from __future__ import annotations

from collections.abc import Iterable

from ..texts.article import Article
from .genre import signed_under_title
from .issuer import OFFICIAL, is_police
from .medium import is_medium
from .page import Page
from .rules import coding_pattern


def reporting_of(article: Article, page: Page, genre: str, issuer: str, publisher: str, named: Iterable[str]) -> str:
    r"""Tell a self-report from a third party's.

    Parameters
    ----------
    article : Article
    page : Page
        The same, cut into lines.
    genre, issuer, publisher : str
        As coded.
    named : iterable of str
        Canonical names of the bodies that the article names.

    Returns
    -------
    str
        ``self`` where a body writes its own papers or of itself, ``third-party`` where a medium or a scholar writes;
        empty where neither is plain.

    Examples
    --------
    >>> from policing_kg.loaders.coding.page import read_page
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "民警进村入户\n平川县公安局民警走访群众。\n", ""))
    >>> def of(*said): return reporting_of(article, read_page(article), "news", *said, ())
    >>> of("平安平川", "平安平川"), of("水县公安局", "水县公安局"), of("", "平川日报"), of("", "")
    ('self', '', 'third-party', '')
    """
    if genre in OFFICIAL and (issuer or signed_under_title(article)):
        return "self"
    if issuer and is_police(issuer) and _speaks_of(issuer, page, named):
        return "self"
    if issuer:
        return ""
    if coding_pattern("medium", "government").search(publisher):
        return ""
    if is_medium(publisher) or genre == "abstract":
        return "third-party" if genre not in OFFICIAL else ""
    byline = any(coding_pattern("medium", "byline").search(line) for line in (*page.above, *page.below[:5]))
    return "third-party" if byline and genre in ("news", "interview") else ""


def _speaks_of(issuer: str, page: Page, named: Iterable[str]) -> bool:
    """Whether the article speaks of the body, by its name or by the place in the name of its channel."""
    bare = coding_pattern("issuer", "office").sub("", issuer)
    stem = coding_pattern("issuer", "stem").sub("", bare)
    return bare in page.body or any(name.endswith(bare) for name in named) or (len(stem) >= 2 and stem in page.body)
