"""What a language model is asked: instructions kept as data, and sentences in which names of persons are covered."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..extraction import Extraction
from ..persons.masking import MASK, masked_clean_text
from ..persons.shown import covered_spans

PART = 3000  # characters of an article that are sent at once
_BLANK = re.compile(r"\s")
_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)1\d{10}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)")  # telephone, identity card


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it is sent: its number in the article, where it starts in the clean text, and its words."""

    number: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of one article that are sent together."""

    lines: tuple[Line, ...]

    def line(self, number: int) -> Line | None:
        """The sentence with a number, or None."""
        at = bisect_right(self.lines, number, key=lambda line: line.number) - 1
        return self.lines[at] if at >= 0 and self.lines[at].number == number else None

    @property
    def text(self) -> str:
        """The sentences, numbered, one a line."""
        return "\n".join(f"[{line.number}] {line.text}" for line in self.lines)


def parts_of(extraction: Extraction) -> Iterator[Part]:
    r"""Part the body of an article into what is sent at once; each character of a name reads ``■``.

    Parameters
    ----------
    extraction : Extraction

    Yields
    ------
    Part
        Of at most `PART` characters, unless one sentence is longer.

    Examples
    --------
    >>> from policing_kg.loaders.pipeline import extract_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> article = extract_article(SourceText("a.txt", "民警傅志刚走访。电话13800000000。", ""))
    >>> [part.text for part in parts_of(article)]
    ['[1] 民警■■■走访。\n[2] 电话■■■■■■■■■■■。']
    """
    shown = masked_clean_text(extraction.article, covered_spans(extraction))
    shown = _NUMBER_OF_A_PERSON.sub(lambda found: MASK * len(found.group()), shown)
    lines: list[Line] = []
    held = 0
    for number, sentence in enumerate(extraction.article.sentences, 1):
        words = _BLANK.sub(" ", shown[sentence.start : sentence.end])
        if lines and held + len(words) > PART:
            yield Part(tuple(lines))
            lines, held = [], 0
        lines.append(Line(number, sentence.start, words))
        held += len(words)
    if lines:
        yield Part(tuple(lines))


@cache
def read_prompt() -> Mapping[str, Any]:
    """The prompt and its tables of types and relations."""
    found: Mapping[str, Any] = tomllib.loads((files(__package__) / "prompts" / "claims.toml").read_text("utf-8"))
    return found


@cache
def instructions() -> str:
    """What stands before the sentences.

    Examples
    --------
    >>> "implements (Unit, Department, Organisation, Place, Role → Mechanism)" in instructions()
    True
    """
    prompt = read_prompt()
    types = (f"- {name}: {says}" for name, says in prompt["types"].items())
    relations = (
        f"- {name} ({', '.join(r['subject'])} → {', '.join(r['object'])}): {r['says']}"
        for name, r in prompt["relations"].items()
    )
    kinds = ("", "Relations 关系:", *relations, "", f"Figures 数值: {prompt['figures']['says']}")
    return "\n".join((prompt["instructions"].strip(), *types, *kinds))


def messages(part: Part) -> list[dict[str, str]]:
    """The messages of one request: instructions, then the sentences."""
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": f"{read_prompt()['sentences'].strip()}\n{part.text}"},
    ]


def answer_key(model: str, part: Part) -> str:
    """Under what an answer is kept: a hash of the model, the prompt's version and the masked sentences.

    Examples
    --------
    >>> one = Part((Line(1, 0, "甲所成立。"),))
    >>> answer_key("m", one) == answer_key("m", one), answer_key("m", one) == answer_key("n", one)
    (True, False)
    """
    whole = json.dumps([model, read_prompt()["version"], part.text], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def estimated_tokens(text: str) -> int:
    """Tokens of a text, at most as a rule: three for two Chinese characters, one for two of the ASCII ones.

    Examples
    --------
    >>> estimated_tokens("派出所ab")
    6
    """
    plain = sum(map(str.isascii, text))
    return (3 * (len(text) - plain) + plain + 1) // 2
