"""Texts that evidence points into, as far as they are at hand: the user's files, the base tables, the cache."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from .. import data as data_room
from ..errors import DataError
from ..graph.claim import fingerprint
from ..graph.document import body_hash
from ..graph.holding import Holding, Layer
from ..graph.text_cache import read_masked, read_seals
from .base import ROOT as BASE_ROOT
from .persons.masking import MASK, masked_clean_text
from .persons.privacy import find_persons
from .texts.article import Article, CleanText
from .texts.reading import read_source
from .texts.repair import clean_text
from .texts.structure import read_article

NOT_AT_HAND = "the text is not at hand; name the folder of its file with --sources"
OF_A_CODER = "the page that the coder had is not at hand"
_NAMED = "a covered name stands in the sentence; name the folder of its file with --sources"
_PERHAPS_ANOTHER = "the base dataset of this version has another row"
_ANOTHER = "the file under --sources carries another version of it"
_NO_SEALS: Mapping[str, str] = MappingProxyType({})


class MaskedText:
    """A text, repaired, simplified and with persons covered, with the way from the stored text.

    Parameters
    ----------
    clean : CleanText
    masked : str
        As long as the clean text.
    doubted : str or None
        What a sentence holds of which this text may read otherwise than the one that was read: the empty string stands
        in each; None where it is that text.
    why : str
        What is said of such a sentence.
    rows : bool
        Whether it is a table, whose rows may bear the fingerprint of a sentence themselves.
    seals : mapping of str to str
        What a sentence's fingerprint became where more is covered in this text than when it was read.

    Examples
    --------
    >>> text = MaskedText(clean_text("社區(qū)民警。走访。"), "社区民警。走访。")
    >>> text.holds(0, 9, fingerprint("社区民警。")), text.holds(90, 99, fingerprint("社区民警。"))
    (True, False)
    """

    def __init__(
        self,
        clean: CleanText,
        masked: str,
        doubted: str | None = None,
        why: str = "",
        rows: bool = False,
        seals: Mapping[str, str] = _NO_SEALS,
    ) -> None:
        self._seals = seals
        self._clean, self._masked, self._doubted, self._why, self._rows = clean, masked, doubted, why, rows

    def holds(self, start: int, end: int, sentence: str) -> bool:
        """Whether the masked sentence at a span of the stored text has this fingerprint."""
        words = self._words(start, end)
        if not words:
            return False
        return fingerprint(words) in (sentence, self._seals.get(sentence)) or (self._rows and sentence in words)

    def seals(self, evidence: Iterable[tuple[int, int, str]]) -> dict[str, str]:
        """Fingerprints of sentences in this text, by those that claims bear, where this text covers more than they.

        Parameters
        ----------
        evidence : iterable of (int, int, str)
            Spans of sentences in the stored text, with the fingerprints that their claims bear.
        """
        said = {(sentence, self._words(start, end)) for start, end, sentence in set(evidence)}
        made = ((sentence, fingerprint(words)) for sentence, words in said if MASK in words)
        return {sentence: kept for sentence, kept in made if sentence != kept}

    def doubt(self, start: int, end: int) -> str:
        """Why a sentence with another fingerprint may be right all the same; empty where it cannot be."""
        doubted = self._doubted is not None and self._doubted in self._words(start, end)
        return self._why if doubted else ""

    def _words(self, start: int, end: int) -> str:
        if not 0 <= start < end:
            return ""
        return self._masked[bisect_left(self._clean.starts, start) : bisect_right(self._clean.ends, end)]


class Texts:
    """Gives the text that evidence of a document points into.

    Parameters
    ----------
    sources : sequence of path-like
        Folders in which the files lie under the paths that the dataset notes.
    """

    def __init__(self, sources: Sequence[str | Path] = ()) -> None:
        self._sources = [Path(s) for s in sources]

    def __call__(self, holding: Holding, manifestation: str) -> MaskedText | str:
        """The text of a file of a document, or why it is not at hand."""
        layer, path, root = _file_of(holding, manifestation)
        if layer is None:
            held = next(iter(holding.layers), None)
            return self._read(held, "") if held and held.name != "coded" else OF_A_CODER
        if root == BASE_ROOT:
            return _base_table(path, manifestation)
        found = self._read(layer, path)
        if isinstance(found, str):
            cached = read_masked(manifestation)
            if cached:
                clean = clean_text(cached)
                return MaskedText(clean, clean.text, MASK, _NAMED, seals=read_seals(manifestation))
        return found

    def _read(self, layer: Layer, path: str) -> MaskedText | str:
        said = NOT_AT_HAND
        for folder in self._sources:
            file = folder / PurePosixPath(path)
            if not path or not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
                continue
            try:
                found = _read_file(file, layer.masked_version)
            except DataError as error:
                said = str(error)
                continue
            if found:
                return found
            said = _ANOTHER
        return said


def _file_of(holding: Holding, manifestation: str) -> tuple[Layer | None, str, str]:
    for layer in holding.layers:
        for m in layer.manifestations:
            if m.sha256 == manifestation:
                return layer, m.path, m.root
    return None, "", ""


@lru_cache(maxsize=8)
def _base_table(path: str, manifestation: str) -> MaskedText | str:
    """A table of the base dataset, if this version of the package has the one that the dataset was made from."""
    file = files(data_room) / path
    if not file.is_file():
        return "the table is in no base dataset of this version"
    raw = file.read_bytes()
    text = raw.decode("utf-8")
    same = hashlib.sha256(raw).hexdigest() == manifestation
    return MaskedText(CleanText.identity(text), text, None if same else "", _PERHAPS_ANOTHER, rows=True)


def _read_file(file: Path, masked_version: str) -> MaskedText | None:
    """Read a file as the loaders do; None if its body is not the one that was read."""
    source = read_source(file)
    if source.media == "table":
        version, text = body_hash(source.text), CleanText.identity(source.text)
        return MaskedText(text, source.text, rows=True) if version == masked_version else None
    article: Article = read_article(source)
    masked = masked_clean_text(article, find_persons(article))
    version = body_hash("".join(masked[start:end] for start, end in article.body))
    return MaskedText(article.clean, masked) if version == masked_version else None
