"""Read own-words texts: what each mention is resolved to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from policing_kg.loaders.extraction import Mention
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText

Reader = Callable[..., list[str]]


@pytest.fixture
def mentions() -> Callable[[str], tuple[Mention, ...]]:
    """All mentions of a text."""

    def read(text: str) -> tuple[Mention, ...]:
        source = SourceText("own-words.txt", text, hashlib.sha256(text.encode()).hexdigest(), "text")
        return extract_article(source).mentions

    return read


@pytest.fixture
def found(mentions: Callable[[str], tuple[Mention, ...]]) -> Reader:
    """The canonical names of certain types, in the order of the text."""

    def read(text: str, *types: str) -> list[str]:
        return [m.canonical for m in mentions(text) if not types or m.type in types]

    return read
