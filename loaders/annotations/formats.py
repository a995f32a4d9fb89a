"""The formats by name: a file of annotations, read into annotated texts, and written from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ...errors import InputRefused, UsageError
from ...graph.export import draft_of
from ..review.spreadsheet import check_file
from .annotated import AnnotatedText, from_record, to_record
from .doccano import read_doccano, write_doccano
from .inception import read_inception, write_inception
from .label_studio import read_label_studio, write_label_studio
from .web_annotation import read_web_annotation, write_web_annotation

MOST_BYTES = 200_000_000
ENDS = (".json", ".jsonl", ".jsonld")


@dataclass(frozen=True, slots=True)
class Form:
    """One format.

    Parameters
    ----------
    write, read : callable
        Between annotated text and JSON; `read` takes a name for what has none.
    lines : bool
        Whether a file holds one object a line.
    many : bool
        Whether a file may hold several documents.
    """

    write: Callable[[AnnotatedText], Any]
    read: Callable[[Mapping[str, Any], str], AnnotatedText]
    lines: bool = False
    many: bool = True


FORMATS: Mapping[str, Form] = MappingProxyType(
    {
        "inception": Form(write_inception, read_inception, many=False),
        "label-studio": Form(write_label_studio, read_label_studio),
        "doccano": Form(write_doccano, read_doccano, lines=True),
        "web-annotation": Form(write_web_annotation, read_web_annotation),
        "guide": Form(to_record, lambda record, name: from_record({"id": name, **record}), lines=True),
    }
)


def form_of(name: str) -> Form:
    """A format by its name.

    Raises
    ------
    UsageError
    """
    if name not in FORMATS:
        raise UsageError(f"{name}: not a format of annotations; use {', '.join(FORMATS)}")
    return FORMATS[name]


def write_annotations(texts: Iterable[AnnotatedText], form: str, target: Path, *, replace: bool = False) -> int:
    """Write annotated texts as one file.

    Parameters
    ----------
    texts : iterable of AnnotatedText
    form : str
        A key of `FORMATS`.
    target : Path
        Ends in ``.json``, ``.jsonl`` or ``.jsonld``.
    replace : bool

    Returns
    -------
    int
        Number of documents.

    Raises
    ------
    UsageError
        If the format is none or holds one document alone, or the file cannot be written or is there already.
    """
    how, held = form_of(form), list(texts)
    check_file(target, ENDS, replace)
    if len(held) > 1 and not how.many:
        raise UsageError(f"{form}: holds one document, not {len(held)}; name one")
    made = [how.write(text) for text in held]
    if how.lines:
        written = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made)
    else:
        alone = made[0] if len(made) == 1 and form != "label-studio" else made
        written = json.dumps(alone, ensure_ascii=False, indent=1) + "\n"
    with draft_of(target) as draft:
        draft.write_text(written, encoding="utf-8", newline="\n")
    return len(made)


def read_annotations(file: Path, form: str) -> list[AnnotatedText]:
    """Read a file of annotations.

    Parameters
    ----------
    file : Path
    form : str
        A key of `FORMATS`.

    Raises
    ------
    UsageError
        If the format is none.
    InputRefused
        If the file cannot be read or is not of the format; the message holds no text of a document.
    """
    how = form_of(form)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InputRefused(str(file), f"has more than {MOST_BYTES} bytes", "split it")
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise InputRefused(str(file), error.strerror or "cannot be read", "check the path") from error
    except UnicodeDecodeError as error:
        raise InputRefused(str(file), "is not UTF-8", "save it as UTF-8") from error
    try:
        whole = json.loads(text) if not how.lines else [json.loads(x) for x in text.split("\n") if x.strip()]
    except (ValueError, RecursionError) as error:
        raise InputRefused(str(file), "is not JSON", f"export it from the tool again as {form}") from error
    held = whole if isinstance(whole, list) else [whole]
    found = []
    for n, one in enumerate(held):
        name = file.stem if len(held) == 1 else f"{file.stem}-{n + 1}"
        try:
            found.append(_checked(how.read(one, name)))
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError, StopIteration) as error:
            said = str(error) if type(error) is ValueError else f"lacks what {form} has ({type(error).__name__})"
            raise InputRefused(f"{file}, document {n + 1}", said, f"export it again as {form}") from error
    return found


def _checked(annotated: AnnotatedText) -> AnnotatedText:
    """The text, if its spans lie in it and its relations tie spans that are there.

    Raises
    ------
    ValueError
    """
    ids = {s.id for s in annotated.spans}
    if len(ids) < len(annotated.spans):
        raise ValueError("two spans have one id")
    for s in annotated.spans:
        if not 0 <= s.start < s.end or (annotated.text and s.end > len(annotated.text)):
            raise ValueError(f"the span {s.start}–{s.end} lies outside the text")
    for r in annotated.relations:
        if not {r.source, r.target} <= ids:
            raise ValueError("a relation ties a span that is not there")
    return annotated
