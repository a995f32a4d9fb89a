"""The text of a PDF, page by page, in paragraphs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from typing import Any

from ...errors import InputRefused
from .article import SourceText
from .pdf_process import MOST_PAGES
from .reflow import drop_furniture, reflow_pages

MOST_CHARACTERS = 2_000_000  # as they stand on the pages; what is left of them without page furniture has a bound too
SECONDS = 30  # of processor time
MEGABYTES = 1000
_PATIENCE = 10  # seconds that pass for each of processor time, where other work has the processor
_HYPHENS = dict.fromkeys(map(ord, "\ufffe\ufeff\x00\x0c\x02"), None)


def read_pdf(source: SourceText, data: bytes, shown: str) -> SourceText:
    """Read the text layer of a PDF, in a process of its own whose time and memory are bounded.

    Parameters
    ----------
    source : SourceText
        Name and hash; its text is replaced.
    data : bytes
        The file.
    shown : str
        The file as the user named it, for the message.

    Returns
    -------
    SourceText
        Paragraphs, one a line, and where each page starts; page numbers and running heads left out.

    Raises
    ------
    InputRefused
        If the file is damaged, locked by a password, longer than `MOST_PAGES`, holds pictures of text only, or takes
        more time or memory than a document does.
    """
    found = _read_apart(data, shown)
    if found.get("locked"):
        raise InputRefused(shown, "is locked by a password", "save it without one")
    if "pages" not in found:
        raise InputRefused(shown, "is no PDF that can be read, or is cut off", "fetch it again")
    if found["count"] > MOST_PAGES:
        raise InputRefused(shown, f"has more than {MOST_PAGES} pages", "split it")
    if sum(map(len, found["pages"])) > MOST_CHARACTERS:
        raise InputRefused(shown, f"holds more than {MOST_CHARACTERS:,} characters", "split it")
    pages = [page.translate(_HYPHENS).splitlines() for page in found["pages"]]
    text, starts = reflow_pages(drop_furniture(pages))
    if not text.strip():
        raise InputRefused(shown, "holds no text, only pictures", "run a text recogniser over it, or save it as text")
    return replace(source, text=text, extractor=_extractor(), title=found["title"].strip(), pages=starts)


def _read_apart(data: bytes, shown: str) -> dict[str, Any]:
    """What the process says of the file."""
    command = [sys.executable, "-m", f"{__package__}.pdf_process", *map(str, (MOST_CHARACTERS, SECONDS, MEGABYTES))]
    path = os.pathsep.join(filter(None, sys.path))
    try:
        ended = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            timeout=SECONDS * _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(shown) from None
    if ended.returncode == -getattr(signal, "SIGXCPU", 24):
        raise _too_slow(shown)
    try:
        found: dict[str, Any] = json.loads(ended.stdout)
    except ValueError:
        why = f"needs more than {MEGABYTES} MB to be read, or breaks the reader"
        raise InputRefused(shown, why, "print it into a new PDF, or save its text as .txt") from None
    return found


def _too_slow(shown: str) -> InputRefused:
    return InputRefused(
        shown, f"takes more than {SECONDS} seconds to be read", "print it into a new PDF, or save its text as .txt"
    )


def _extractor() -> str:
    from pypdfium2 import PYPDFIUM_INFO

    return f"pypdfium2 {PYPDFIUM_INFO}"
