"""Answers of a language model kept on disk: a second run sends nothing.

An answer is kept by a hash of the model, the prompt's version and the masked sentences, and holds only what was quoted
from them.  The folder is the user's cache folder, or ``POLICING_KG_CACHE``; it may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...graph.text_cache import cache_folder
from .answer import Answer, AnswerRefused, read_answer

FORMAT = 1


def answers_folder() -> Path:
    """The folder of answers, beside that of texts."""
    return cache_folder().parent / "answers"


def write_answer(key: str, answer: Answer) -> None:
    """Keep an answer.

    Parameters
    ----------
    key : str
        See `prompt.answer_key`.
    answer : Answer
        Items that were taken, and counts of those refused.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    folder = answers_folder()
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Mapping[str, Any]]] = {"entities": [], "links": [], "figures": []}
    for item in answer.items:
        rows[item.kind].append(item.fields)
    whole = {"format": FORMAT, "answer": rows, "refused": dict(answer.refused)}
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(whole, file, ensure_ascii=False)
        os.replace(name, folder / f"{key}.json")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_kept_answer(key: str) -> Answer | None:
    """The answer that is kept; None where there is none, or what is there is none.

    Parameters
    ----------
    key : str

    Examples
    --------
    >>> read_kept_answer("0" * 64) is None
    True
    """
    try:
        whole = json.loads((answers_folder() / f"{key}.json").read_text("utf-8"))
        if whole["format"] != FORMAT:
            return None
        found = read_answer(json.dumps(whole["answer"]))
        refused = tuple(sorted((str(reason), int(n)) for reason, n in whole["refused"].items()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, AnswerRefused):
        return None
    return Answer(found.items, refused)
