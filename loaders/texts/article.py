"""What a reader hands on: a text repaired and simplified, its structure, and the way back to the stored text.

All offsets inside `loaders` are half-open, in code points of the *clean* text (repaired, simplified script).
They become offsets of the stored text, by `CleanText.stored`, only where a result leaves the room.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from ...errors import ClaimRefused

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SourceText:
    """One file as decoded: the text that evidence points into.

    Parameters
    ----------
    name : str
        File name, as the user named it; its last suffix removed is the id of `extract`.
    text : str
        Decoded text: BOM removed, newlines kept; for HTML the extracted text.
    sha256 : str
        Of the bytes.
    media : str
        ``text``, ``html`` or ``table``.
    encoding : str
        Encoding that decoded it.
    extractor : str
        Empty, or name and version of what extracted the text.
    title, date, address, publisher, site : str
        What the carrier's metadata says (HTML), or empty: `publisher` is the source that the page names, else the
        site; `site` the name of the site itself.
    pages, parts : tuple of int
        Where each page of a PDF, or each paragraph of a Word document, starts in the text; else empty.
    """

    name: str
    text: str
    sha256: str
    media: str = "text"
    encoding: str = "utf-8"
    extractor: str = ""
    title: str = ""
    date: str = ""
    address: str = ""
    publisher: str = ""
    site: str = ""
    pages: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair of the stored text: its span there, what it reads now, and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text after repair and conversion to simplified script, with a span map back.

    Parameters
    ----------
    text : str
        The clean text.
    starts, ends : array of int
        For each clean character the half-open span of the stored text that it stands for.
    repairs : tuple of Repair

    Examples
    --------
    >>> c = CleanText.identity("甲乙丙")
    >>> c.stored(1, 3)
    (1, 3)
    """

    text: str
    starts: array[int]
    ends: array[int]
    repairs: tuple[Repair, ...] = ()

    @classmethod
    def identity(cls, text: str) -> CleanText:
        """A text that needed no repair."""
        n = len(text)
        return cls(text, array("l", range(n)), array("l", range(1, n + 1)))

    def stored(self, start: int, end: int) -> Span:
        """Return the span of the stored text for a span of the clean text.

        Raises
        ------
        ClaimRefused
            If the span is empty or outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ClaimRefused(f"span {start}:{end} is not inside a text of {len(self.text)} characters")
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body; `paragraph` and `section` are indices into the article's tuples."""

    start: int
    end: int
    paragraph: int
    section: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the body under one heading, or one article of a page that carries several.

    Parameters
    ----------
    start, end : int
        Span, heading included.
    heading : tuple of (int, int) or None
        Span of the heading line.
    agency : tuple of (int, int) or None
        Span of a line that names the issuing organ alone (吉林省公安厅 under its article's title).
    level : int
        1 for an article of its own (it has its own title), 2 for a sub-heading inside one.
    publisher, date : str
        The source and ISO date of one article of a digest, or empty.
    """

    start: int
    end: int
    heading: Span | None = None
    agency: Span | None = None
    level: int = 2
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """The date from which relative dates count: an EDTF date and its basis.

    `basis` is ``dateline`` (新华社北京1月10日电), ``signed`` (the date below a signature), ``page`` (发布时间) or
    ``none``.
    """

    edtf: str = ""
    basis: str = "none"


@dataclass(frozen=True, slots=True)
class Article:
    """One document, read: clean text, body, title, sections, paragraphs, sentences, date.

    Parameters
    ----------
    source : SourceText
    clean : CleanText
    body : tuple of spans
        The article itself; menus, source lines, bylines, captions' credits, teasers, footers are outside.
    title : span or None
        Headline (inside the body).
    paragraphs : tuple of spans
        Lines of the body that hold text, headings included.
    sections : tuple of Section
        At least one; sorted; a sentence belongs to the innermost.
    sentences : tuple of Sentence
        Cover the body but for white space; a heading line is a sentence of its own.
    date : DocumentDate
    publisher : str
        From the source line (来源), or empty.
    """

    source: SourceText
    clean: CleanText
    body: tuple[Span, ...]
    title: Span | None
    paragraphs: tuple[Span, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    date: DocumentDate = field(default_factory=DocumentDate)
    publisher: str = ""
    text: str = field(init=False, repr=False, compare=False)  # the clean text

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.clean.text)
