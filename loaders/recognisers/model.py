"""The recogniser ``llm``: what a language model answered about an article, as far as it is quoted from it.

It reads kept answers and sends nothing; `asking` is what sends.  So the pipeline stays a pure function of the article
and of the answers, whatever the service does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..extraction import Extraction, Findings, Indicator, Link, Mention
from .answers import read_kept_answer
from .prompt import answer_key, parts_of, read_prompt
from .quoting import taken


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The recogniser ``llm``.

    Parameters
    ----------
    model : str
        Name of the model, as the service calls it.
    url : str
        Address of the service.
    """

    model: str
    url: str
    name: str = "llm"

    @property
    def version(self) -> str:
        """Version of this code, of the prompt, the model and its service."""
        return f"1 prompt {read_prompt()['version']} {self.model} {self.url}"

    def recognise(self, extraction: Extraction) -> Findings:
        """Take what kept answers say of the article; parts without an answer are counted."""
        mentions: list[Mention] = []
        indicators: list[Indicator] = []
        links: list[Link] = []
        refused: Counter[str] = Counter()
        unanswered = 0
        for part in parts_of(extraction):
            answer = read_kept_answer(answer_key(self.model, part))
            if answer is None:
                unanswered += 1
                continue
            found = taken(answer, part, extraction, self.model).findings
            mentions += found.mentions
            indicators += found.indicators
            links += found.links
            refused.update(dict(found.refused))
        return Findings(
            tuple(mentions),
            tuple(indicators),
            tuple(links),
            recognisers=(f"{self.name} {self.version}",),
            refused=tuple(sorted(refused.items())),
            unanswered=unanswered,
        )
