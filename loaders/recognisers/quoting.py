"""From an answer to findings: every quote is looked for in its own sentence, and what is not there is refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ..extraction import Extraction, Findings, Indicator, Link, Mention
from ..persons.masking import MASK, masked_words
from ..texts.article import Span
from ..vocabulary import read_lexicon, unquoted
from .answer import Answer, Quoted
from .prompt import Line, Part, read_prompt

MENTION, LINK, FIGURE = "llm.mention@1", "llm.link@1", "llm.figure@1"
_SUBJECTS = ("Unit", "Department", "Organisation", "Place", "Mechanism")
_LONGEST_NAME, _LONGEST_MEASURE = 40, 18  # characters; what is longer is a phrase of the text


class _Refused(Exception):
    """One item is not taken; the reason is its message."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer comes to: findings, and the items of it that were taken."""

    findings: Findings
    items: tuple[Quoted, ...]


def taken(answer: Answer, part: Part, extraction: Extraction, by: str = "") -> Taken:
    """Take from an answer what its own sentences say.

    Parameters
    ----------
    answer : Answer
    part : Part
        The sentences that it answers.
    extraction : Extraction
        What the rules found there: a name that they read is theirs, and figures are read by them alone.
    by : str
        Stands behind the rule of every finding: the model's name.

    Returns
    -------
    Taken
        Refusals by reason: ``form`` (not as asked), ``quote`` (not in its sentence), ``person`` (holds a covered
        name), ``end`` (an end that is not quoted, or of another type than the relation has), ``figure`` (no figure
        that the rules can read).
    """
    reader = _Reader(part, extraction, by)
    refused = Counter(dict(answer.refused))
    items: list[Quoted] = []
    for kind, take in (("entities", reader.entity), ("links", reader.link), ("figures", reader.figure)):
        for item in answer.of(kind):
            try:
                take(item)
            except _Refused as reason:
                refused[str(reason)] += 1
            else:
                items.append(item)
    findings = Findings(
        tuple(reader.mentions),
        tuple(reader.indicators),
        tuple(reader.links),
        refused=tuple(sorted(refused.items())),
    )
    return Taken(findings, tuple(items))


class _Reader:
    """The items of one answer, entities first."""

    def __init__(self, part: Part, extraction: Extraction, by: str) -> None:
        self.mentions: list[Mention] = []
        self.links: list[Link] = []
        self.indicators: list[Indicator] = []
        self._part, self._by = part, f" {by}" if by else ""
        self._known = extraction.mentions
        self._figures = extraction.indicators
        self._named: dict[str, Mention] = {}
        self._sentence_of: dict[str, int] = {}
        self._repeated: Counter[tuple[int, str]] = Counter()

    def entity(self, item: Quoted) -> None:
        """Take an entity: the rules' own name where they read one there, else a name that is left unresolved."""
        line = self._line(item)
        again = self._repeated[line.number, item["quote"]]
        start, end = self._span(line, item["quote"], again)
        name = "".join(unquoted(item["quote"]).split())
        if item["id"] in self._named or not 1 < len(name) <= _LONGEST_NAME:
            raise _Refused("form")
        if MASK in masked_words(name):  # alone it reads as a name of a person, whatever its sentence made of it
            raise _Refused("person")
        self._repeated[line.number, item["quote"]] += 1
        known = self._read_there(start, end, item["type"])
        if known is None:
            known = self._new(start, end, item["type"], name)
            self.mentions.append(known)
        self._named[item["id"]], self._sentence_of[item["id"]] = known, line.number

    def link(self, item: Quoted) -> None:
        """Take a link of two quoted entities, one of them in the link's own sentence."""
        line = self._line(item)
        start, end = self._span(line, item["quote"])
        subject, object_ = self._end(item["subject"]), self._end(item["object"])
        types = read_prompt()["relations"][item["relation"]]
        if subject.type not in types["subject"] or object_.type not in types["object"]:
            raise _Refused("end")
        if (subject.type, subject.canonical) == (object_.type, object_.canonical):
            raise _Refused("end")
        if line.number not in (self._sentence_of[item["subject"]], self._sentence_of[item["object"]]):
            raise _Refused("end")
        self.links.append(
            Link(
                subject.canonical,
                item["relation"],
                object_.canonical,
                start,
                end,
                LINK + self._by,
                subject_type=subject.type,
                object_type=object_.type,
            )  # fmt: skip
        )

    def figure(self, item: Quoted) -> None:
        """Take measure and subject of a figure that the rules read but could not place; its value is theirs."""
        line = self._line(item)
        start, end = self._span(line, item["quote"])
        self._span(line, item["measure"])
        if len(item["measure"]) > _LONGEST_MEASURE:
            raise _Refused("form")
        subject = self._end(item["subject"])
        inside = [f for f in self._figures if f.start < end and start < f.end]
        if len(inside) != 1 or subject.type not in _SUBJECTS:
            raise _Refused("figure")
        if inside[0].subject and inside[0].measure:
            return
        measure = inside[0].measure or unquoted(item["measure"])
        term = read_lexicon("measures").term(measure)
        self.indicators.append(
            replace(
                inside[0],
                measure=term.name if term else measure,
                measure_id=term.id if term else "",
                subject=inside[0].subject or subject.canonical,
                rule=FIGURE + self._by,
            )
        )

    def _line(self, item: Quoted) -> Line:
        line = self._part.line(item["sentence"])
        if line is None:
            raise _Refused("quote")
        return line

    def _span(self, line: Line, quote: str, again: int = 0) -> Span:
        """Where a quote stands in its sentence; of one that is quoted again, where it stands next."""
        if MASK in quote:
            raise _Refused("person")
        at = line.text.find(quote)
        for _ in range(again):
            at = line.text.find(quote, at + len(quote)) if at >= 0 else at
        if at < 0:
            raise _Refused("quote")
        return line.start + at, line.start + at + len(quote)

    def _end(self, ident: str) -> Mention:
        if ident not in self._named:
            raise _Refused("end")
        return self._named[ident]

    def _read_there(self, start: int, end: int, type_: str) -> Mention | None:
        """What the rules read there: the same words, or a longer name that ends with them."""
        there = (m for m in self._known if m.type == type_ and m.start <= start and m.end == end)
        return next(there, None)

    def _new(self, start: int, end: int, type_: str, name: str) -> Mention:
        same = next((m for m in self._known if (m.type, m.canonical) == (type_, name)), None)
        if same is not None:
            return replace(same, start=start, end=end, rule=MENTION + self._by)
        table = {"Mechanism": "mechanisms", "Role": "posts"}.get(type_)
        term = read_lexicon(table).term(name) if table else None
        return Mention(
            start, end, type_, term.name if term else name, MENTION + self._by,
            resolved=False, vocabulary=term.id if term else "",
        )  # fmt: skip
