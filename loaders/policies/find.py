"""Policy documents that an article names: 《…》 with number, status, short names and what refers back to them.

A document is its full title without the brackets; 《办法》 after 以下简称《办法》, 该办法, and a shorter title that
ends a longer one named before, stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from ..extraction import POLICY_TYPE, Link, Mention
from ..texts.article import Article, Span
from ..texts.span_index import SpanIndex
from .title import bare_title, document_number, is_policy_title, is_trial, kinds, title_pattern

_FULL_WIDTH = str.maketrans("()", "（）")
LATEST = 100  # documents named last among which one is looked for that is meant
LEAD = 24  # characters before a title that tell what it is
_MARKED = re.compile(r"《([^《》\n]{2,80})》|“([^“”《》\n]{2,20})”")
_BEHIND = re.compile(r"[ \t]*[（(]((?:[^（）()\n]|[（(](?:19|20)[0-9]{2}[）)]){1,60})[）)]")


@dataclass(frozen=True, slots=True)
class Policy:
    """One mention of a policy document.

    Parameters
    ----------
    mention : Mention
        Of type `POLICY_TYPE`; its span is the title within the brackets.
    start, end : int
        Span with brackets and with what stands in brackets behind it.
    number : str
        Document number that stands with this mention, or empty.
    trial : bool
        This mention says that the document is on trial.
    """

    mention: Mention
    start: int
    end: int
    number: str = ""
    trial: bool = False


@dataclass
class _Named:
    """The documents named so far: full titles in order, and what they are called for short."""

    titles: dict[str, None] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)

    def meant_by(self, words: str) -> str:
        """The document that a short name or a kind alone stands for, or an empty string."""
        if words in self.short:
            return self.short[words]
        if words not in kinds("back"):
            return ""
        return next((t for t in self._latest() if bare_title(t).endswith(words)), "")

    def full(self, title: str) -> str:
        """The longer title named before that a title ends, or itself."""
        bare = bare_title(title)
        return next((t for t in self._latest() if bare_title(t).endswith(bare)), title)

    def add(self, title: str) -> None:
        self.titles.setdefault(title)

    def _latest(self) -> Iterator[str]:
        return islice(reversed(self.titles), LATEST)


def find_policies(article: Article, persons: Sequence[Span] = ()) -> tuple[Policy, ...]:
    """Find the policy documents that an article's body names.

    Parameters
    ----------
    article : Article
    persons : sequence of spans, optional
        Names of persons: a title that touches one is left out.

    Returns
    -------
    tuple of Policy
        Sorted, disjoint.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> text = "甲市公安局印发《派出所工作办法（试行）》（甲公通〔2021〕5号，以下简称《办法》）。《办法》共三章。"
    >>> [(p.mention.canonical, p.number, p.trial) for p in find_policies(read_article(SourceText("a.txt", text, "")))]
    [('派出所工作办法（试行）', '甲公通〔2021〕5号', True), ('派出所工作办法（试行）', '', False)]
    """
    named = _Named()
    names = SpanIndex(persons)
    found: list[Policy] = []
    for start, end in article.body:
        for hit in _hits(article.text, start, end):
            policy = _called_back(hit, named) if hit.re is not _MARKED else _marked(article.text, hit, end, named)
            if policy and not names.touches(policy.start, policy.end) and (not found or policy.start >= found[-1].end):
                found.append(policy)
    return tuple(found)


def policy_attributes(policies: Sequence[Policy]) -> Iterator[Link]:
    """Yield number and status that stand with a document's name.

    Parameters
    ----------
    policies : sequence of Policy

    Yields
    ------
    Link
        ``hasNumber`` and ``hasStatus``.

    Examples
    --------
    >>> named = Mention(1, 8, POLICY_TYPE, "工作办法（试行）", "policy.title@1")
    >>> [(x.relation, x.object) for x in policy_attributes((Policy(named, 0, 20, "甲公通〔2021〕5号", True),))]
    [('hasNumber', '甲公通〔2021〕5号'), ('hasStatus', 'trial')]
    """
    for p in policies:
        said = (("hasNumber", p.number), ("hasStatus", "trial" if p.trial else ""))
        for relation, value in said:
            if value:
                rule = "policy.number@1" if relation == "hasNumber" else "policy.trial@1"
                yield Link(p.mention.canonical, relation, value, p.start, p.end, rule, (), POLICY_TYPE)


def _hits(text: str, start: int, end: int) -> list[re.Match[str]]:
    hits = [*_MARKED.finditer(text, start, end), *_back_reference().finditer(text, start, end)]
    return sorted(hits, key=lambda hit: hit.start())


@cache
def _back_reference() -> re.Pattern[str]:
    return re.compile("(?:该|上述|这[一部份个项])(" + "|".join(kinds("back")) + ")(?![一-龥]{0,2}[》”])")


def _called_back(hit: re.Match[str], named: _Named) -> Policy | None:
    title = named.meant_by(hit[1])
    if not title:
        return None
    start, end = hit.span()
    return Policy(Mention(start, end, POLICY_TYPE, title, "policy.back@1"), start, end)


def _marked(text: str, hit: re.Match[str], limit: int, named: _Named) -> Policy | None:
    marks = 1 if hit[1] else 2
    words = re.sub(r"\s", "", hit[marks]).translate(_FULL_WIDTH)
    start, end = hit.span()
    if meant := (named.meant_by(words) if marks == 1 else named.short.get(words, "")):
        return Policy(Mention(*hit.span(marks), POLICY_TYPE, meant, "policy.short@1"), start, end)
    before = text[max(0, start - LEAD) : start]
    if marks == 2 or not is_policy_title(words, before):
        return None
    title = named.full(words)
    named.add(title)
    last, number, trial = _behind(text, end, limit, title, named)
    if not number and (ahead := title_pattern("numbered_before").search(before)):
        number = document_number(ahead[1])
    span = hit.span(marks)
    return Policy(Mention(*span, POLICY_TYPE, title, "policy.title@1"), start, last, number, trial or is_trial(words))


def _behind(text: str, end: int, limit: int, title: str, named: _Named) -> tuple[int, str, bool]:
    """Read what stands in brackets behind a title: its number, its short name, that it is on trial."""
    number, trial = "", False
    while (bracket := _BEHIND.match(text, end, limit)) is not None:
        inside = bracket[1]
        short = title_pattern("short").search(inside)
        here = document_number(inside)
        if not (short or here or inside == "试行"):
            break
        if short:
            named.short[re.sub(r"\s", "", short[1])] = title
        number, trial = number or here, trial or inside == "试行"
        end = bracket.end()
    return end, number, trial
