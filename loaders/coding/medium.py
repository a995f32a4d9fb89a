"""Who published a document and on whose page it was found: original or reprint."""

from __future__ import annotations

from dataclasses import dataclass

from ..texts.article import Article
from ..texts.script import simplify
from .issuer import is_channel
from .page import Page
from .rules import coding_pattern

_HEAD = 8  # lines above an article among which the site's name stands
_FOOT = 40  # lines below it
_UNNAMED = "—"  # taken from a source that the line does not name


@dataclass(frozen=True, slots=True)
class Publication:
    """The medium named as source, the medium of the page, and ``original``, ``reprint`` or nothing."""

    publisher: str
    carrier: str
    copy: str


def publication_of(article: Article, page: Page) -> Publication:
    r"""Tell publisher, carrier, and original from reprint.

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
    >>> def of(text): return publication_of(a := read_article(SourceText("a.txt", text, "")), read_page(a))
    >>> of("水县法治网\n民警进村入户解民忧\n来源：水县日报\n平川县公安局民警走访群众。\n")
    Publication(publisher='水县日报', carrier='水县法治网', copy='reprint')
    >>> of("民警进村入户解民忧\n来源：水县日报\n平川县公安局民警走访群众。\n主办：水县日报社\n").copy
    'original'
    """
    carrier = _carrier(article, page)
    publisher = article.publisher
    own = bool(coding_pattern("medium", "own").match(publisher))
    publisher = "" if own or not (_is_medium(publisher) or is_channel(publisher)) else publisher
    taken = _taken_from(page)
    wired = _agency(page)
    if taken or (wired and not publisher):
        publisher = publisher or taken.strip(_UNNAMED) or wired
    if carrier and not publisher:
        publisher = carrier
    copy = ""
    elsewhere = publisher and any(other and not _same(publisher, other) for other in (carrier, wired))
    if taken or elsewhere:
        copy = "reprint"
    elif own or (article.publisher and _same(carrier, publisher) and not wired) or _by_own_staff(page, article):
        copy = "original"
    return Publication(publisher or ("" if own else article.publisher), carrier, copy)


def is_medium(name: str) -> bool:
    """Whether a name is that of a medium, and no body's own channel.

    Examples
    --------
    >>> is_medium("平川日报"), is_medium("平川县公安局"), is_medium("")
    (True, False, False)
    """
    return _is_medium(name) and not is_channel(name)


def _is_medium(name: str) -> bool:
    return bool(name) and bool(coding_pattern("medium", "name").search(name))


def _carrier(article: Article, page: Page) -> str:
    """The site as the page's data, its head or its foot names it."""
    site = simplify(article.source.site)
    if _is_medium(site) and not site.isascii():
        return site
    for line in page.above[:_HEAD]:
        found = coding_pattern("medium", "site").match(line)
        if found and not coding_pattern("medium", "no_site").search(found[1]):
            return found[1]
    for line in page.below[:_FOOT]:
        for found in coding_pattern("medium", "footer").finditer(line):
            name = next(group for group in found.groups() if group)
            name = name.removesuffix("版权所有")
            if _is_medium(name) or is_channel(name):
                return name
    return ""


def _taken_from(page: Page) -> str:
    """The medium after 转自, where it is named."""
    for line in (*page.above, *page.below[:5]):
        found = coding_pattern("medium", "reprint").search(line)
        if found and (found[1] is None or _is_medium(found[1]) or is_channel(found[1])):
            return found[1] or _UNNAMED
    return ""


def _agency(page: Page) -> str:
    """The news agency whose dateline the text bears."""
    found = coding_pattern("medium", "agency").search("\n".join(page.lines))
    return found[1] if found else ""


def _by_own_staff(page: Page, article: Article) -> bool:
    """本报记者 where no medium is named as source."""
    return not article.publisher and any(coding_pattern("medium", "staff").search(line) for line in page.lines)


def _same(one: str, other: str) -> bool:
    """Whether two names are those of one medium: 平川日报 and 平川日报社, 平川网 and 平川网站."""
    a, b = (coding_pattern("medium", "same").sub("", name) for name in (one, other))
    return bool(a and b) and (a in b or b in a)
