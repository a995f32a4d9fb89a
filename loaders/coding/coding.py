"""The coding of one document: genre, issuer, publisher, carrier, self-report or not, original or reprint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..extraction import Extraction
from ..persons.masking import MASK, masked_words
from ..persons.privacy import person_names
from ..texts.article import Article
from .genre import genre_of
from .issuer import issuer_of
from .medium import publication_of
from .page import read_page
from .reporting import reporting_of


@dataclass(frozen=True, slots=True)
class Coding:
    """How a document is coded; each field as in `graph.document.Document`."""

    genre: str
    issuer: str = ""
    publisher: str = ""
    carrier: str = ""
    reporting: str = ""
    copy: str = ""


def code_article(article: Article, bodies: Iterable[str] = (), persons: Iterable[str] = ()) -> Coding:
    r"""Code a document from its text and the page around it.

    Parameters
    ----------
    article : Article
    bodies : iterable of str
        Canonical names of the bodies that the article names.
    persons : iterable of str
        Names of persons in it: a source that is one is left out.

    Returns
    -------
    Coding
        A field is empty where the page does not tell.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> text = "平川县公安局2023年工作总结\n一年来，我局化解纠纷30起。\n"
    >>> code_article(read_article(SourceText("a.txt", text, "")))
    Coding(genre='work-report', issuer='平川县公安局', publisher='', carrier='', reporting='self', copy='')
    """
    page = read_page(article)
    genre = genre_of(article, page)
    issuer = issuer_of(article, page, genre)
    at = publication_of(article, page)
    reporting = reporting_of(article, page, genre, issuer, at.publisher, bodies)
    return _without_persons(Coding(genre, issuer, at.publisher, at.carrier, reporting, at.copy), tuple(persons))


def code_extraction(extraction: Extraction) -> Coding:
    """Code a document that has been read: by its text, the bodies that it names, and the names that stay covered.

    Parameters
    ----------
    extraction : Extraction

    Returns
    -------
    Coding
        Without the name of a person in any field.
    """
    bodies = (m.canonical for m in extraction.mentions if m.type in ("Unit", "Department"))
    return code_article(extraction.article, bodies, person_names(extraction.article, extraction.persons))


def _without_persons(coding: Coding, persons: tuple[str, ...]) -> Coding:
    """Leave out what holds the name of a person: no body and no medium is called so."""

    def shown(name: str) -> str:
        return "" if name and MASK in masked_words(name, persons) else name

    return replace(
        coding, issuer=shown(coding.issuer), publisher=shown(coding.publisher), carrier=shown(coding.carrier)
    )
