"""Pages from templates: every name is escaped, every IRI of the dataset becomes a link within the explorer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ...errors import UnknownName
from ...ontology.namespace import BASE, ONTOLOGY, compact
from ...ontology.terms import label
from ...queries.definition import Column
from ...queries.result import Named, Value
from ...queries.table import plain
from ..wording import qualifier_words, value_words, where_words
from .answer_words import answer_words
from .assets import asset_address
from .language import COOKIE, LANGUAGES, language_of

_YEAR = 31_536_000


def render(request: Request, template: str, status: int = 200, **shown: Any) -> Response:
    """Make a page in the reader's language.

    Parameters
    ----------
    request : Request
    template : str
        Name of a file of ``templates/``, without ``.html.j2``.
    status : int
        Of HTTP.
    **shown
        What the template shows.
    """
    language = language_of(request)
    at = LANGUAGES.index(language)
    other = LANGUAGES[1 - at]
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    text = (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            **shown,
            language=language,
            at=at,
            other=other,
            switch="?" + urlencode([*kept, ("lang", other)]),
            t={key: pair[at] for key, pair in words().items()},
            term=lambda name: term_words(name, language),
            value=lambda name, text: value_words(name, text)[at],
            asset=asset_address,
            word=lambda column, text: answer_words(column, text)[at],
            cell=lambda column, value: as_cell(column, value, language),
            qualifier=lambda name: qualifier_words(name)[at],
        )
    )
    response = HTMLResponse(text, status)
    response.headers["vary"] = "Accept, Accept-Language, Cookie"
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=_YEAR, httponly=True, samesite="strict")
    return response


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """The words of the pages, by key: Chinese, English."""
    held = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
    return MappingProxyType({key: (pair[0], pair[1]) for key, pair in held.items()})


@lru_cache(maxsize=2048)
def term_words(name: str, language: str) -> str:
    """What a term of the ontology, by its name or a label, is called in a language; its own name where it is none.

    Examples
    --------
    >>> term_words("org:unitOf", "en"), term_words("https://example.org/x", "zh")
    ('unit of', 'https://example.org/x')
    """
    try:
        return label(compact(name), language)
    except UnknownName:
        return name


def link_to(iri: str) -> str:
    """Where the explorer shows what an IRI names; empty if nowhere.

    Examples
    --------
    >>> link_to(BASE + "id/unit/-/ab"), link_to(ONTOLOGY + "ledBy"), link_to("javascript:alert(1)")
    ('/id/unit/-/ab', '/terms/pk:ledBy', '')
    """
    if iri.startswith(ONTOLOGY):
        return "/terms/" + quote(compact(iri), safe=":")
    return "/" + quote(iri.removeprefix(BASE), safe="/") if iri.startswith(BASE) else ""


def web_address(text: str) -> str:
    """An address that a browser may follow: of the web, and nothing else; else empty.

    Examples
    --------
    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("https://[")
    ('https://example.org/a', '', '')
    """
    try:
        return text if urlsplit(text).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def as_cell(column: Column, value: Value, language: str) -> tuple[str, str]:
    """A value of an answer as text in a language, and where it leads to."""
    if isinstance(value, bool):
        return words()["yes" if value else "no"][LANGUAGES.index(language)], ""
    if isinstance(value, str):
        words_of = value_words if column.name == "frequency" else answer_words
        pair = words_of(column.name, value)
        return pair[LANGUAGES.index(language)], ""
    return plain(value), link_to(value.iri) if isinstance(value, Named) else ""


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(link_to=link_to, web_address=web_address, plain=plain, where=where_words, compact=compact)
    return made
