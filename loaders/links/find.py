"""Relations that an article states between its mentions.

The patterns are data (see `link_patterns`); this module matches them sentence by sentence, fills their ends (see
`ends`), adds what names and the build of paragraphs state (see `structure_links`), and keeps one link for each
distinct triple, with its fullest statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..extraction import Link, Mention
from ..texts.article import Span
from .discourse import Discourse
from .ends import ends_of
from .pattern import LinkPattern, PatternSet, cue_pattern, cues, read_link_patterns
from .qualifiers import QualifierReader, Statement
from .structure import links_of_chains, links_of_topics
from .tokens import EncodedSentence


def links_in(discourse: Discourse, mentions: Sequence[Mention]) -> tuple[Link, ...]:
    """Find the links of an article whose sentences are encoded already.

    Parameters
    ----------
    discourse : Discourse
    mentions : sequence of Mention
        Those that it was read with.

    Returns
    -------
    tuple of Link
        One for each distinct triple, in the order of the text.

    Examples
    --------
    >>> from policing_kg.loaders.links.discourse import read_discourse
    >>> from policing_kg.loaders.texts.article import Article, CleanText, Section, Sentence, SourceText
    >>> t = "甲县公安局推行一村一警机制。"
    >>> n = len(t)
    >>> a = Article(SourceText("x", t, ""), CleanText.identity(t), ((0, n),), None, ((0, n),), (Section(0, n),),
    ...             (Sentence(0, n, 0, 0),))
    >>> m = (Mention(0, 5, "Unit", "甲县公安局", "r"), Mention(7, 11, "Mechanism", "一村一警", "r"))
    >>> [(x.subject, x.relation, x.object, x.qualifiers) for x in links_in(read_discourse(a, m), m)]
    [('甲县公安局', 'implements', '一村一警', (('stage', 'rollout'),))]
    """
    found: list[Link] = list(links_of_chains(mentions))
    for s in discourse.telling():
        found += with_shared_frequency(_without_meetings(list(links_of(s, read_link_patterns(), discourse))))
    found += links_of_topics(discourse.sentences)
    return distinct(found)


def links_of(s: EncodedSentence, patterns: PatternSet, discourse: Discourse) -> Iterator[Link]:
    """Yield the links that patterns read in one sentence, one for each match, emission and pair of ends.

    Parameters
    ----------
    s : EncodedSentence
        One of the discourse's.
    patterns : PatternSet
        Those of `read_link_patterns`, of this room's folder or of another.
    discourse : Discourse

    Yields
    ------
    Link
        Pattern by pattern; see `distinct` for one a triple.
    """
    for pattern, match in matches_of(s, patterns):
        if _permitted(s, match) or not all(_named(s, match, group, shape) for group, shape in pattern.where):
            continue
        for emission in pattern.links:
            for subject, relation, obj in ends_of(s, discourse.elided, match, emission):
                yield _link(Statement(s, match, pattern, relation, subject, obj), discourse.qualifiers)


def matches_of(s: EncodedSentence, patterns: PatternSet) -> Iterator[tuple[LinkPattern, re.Match[str]]]:
    """Yield what patterns match in one sentence, save what their `unless` and `before` rule out.

    Parameters
    ----------
    s : EncodedSentence
    patterns : PatternSet

    Yields
    ------
    (LinkPattern, re.Match)
        Pattern by pattern.
    """
    for pattern in patterns.candidates(s.text):
        for match in pattern.match.finditer(s.text):
            if pattern.unless and pattern.unless.search(match.group()):
                continue
            if pattern.before and pattern.before.search(s.text[s.clause_at(match.start()).start : match.start()]):
                continue
            yield pattern, match


def _permitted(s: EncodedSentence, match: re.Match[str]) -> bool:
    """True for what a clause allows (可以聘请…): it does not say that it is so, nor that it has to be."""
    named = "v" in match.re.groupindex and match.start("v") >= 0
    start, end = match.span("v") if named else (match.start(), match.start())
    return bool(cue_pattern("permitted").search(s.text, s.clause_at(start).start, end))


def _named(s: EncodedSentence, match: re.Match[str], group: str, shape: re.Pattern[str]) -> bool:
    """A group that the match leaves out names nothing that could be wrong."""
    return match.start(group) < 0 or any(shape.search(m.canonical) for _, m in s.inside(*match.span(group)))


def _link(statement: Statement, reader: QualifierReader) -> Link:
    subject, obj = statement.subject, statement.object
    start, end, basis = _extent(statement)
    return Link(
        subject.canonical, statement.relation, obj.canonical, start, end, statement.pattern.id, reader.of(statement),
        subject.type, obj.type, basis,
    )  # fmt: skip


def _extent(statement: Statement) -> tuple[int, int, Span | None]:
    """Return start and end of the statement, and the span of an end that stands elsewhere."""
    s = statement.sentence
    start, end = s.span(*statement.match.span())
    basis: Span | None = None
    for agent in (statement.subject, statement.object):
        if s.start <= agent.span[0] and agent.span[1] <= s.end:
            start, end = min(start, agent.span[0]), max(end, agent.span[1])
        else:
            basis = agent.span
    return start, end, basis


def _without_meetings(links: list[Link]) -> list[Link]:
    """Leave out joint work between those who meet in the same sentence (GUIDE, case 2)."""
    meetings = {
        x.object
        for x in links
        if x.relation == "convenes" or (x.relation == "participatesIn" and x.object.endswith(cues("meeting_heads")))
    }
    attending = {x.subject for x in links if x.relation in ("convenes", "participatesIn") and x.object in meetings}
    return [
        link for link in links if not (link.relation == "cooperatesWith" and {link.subject, link.object} <= attending)
    ]


def with_shared_frequency(links: Iterable[Link]) -> list[Link]:
    """Give the frequency that a sentence tells of a meeting to all who hold it or take part (GUIDE, case 21).

    Examples
    --------
    >>> a = Link("甲", "convenes", "例会", 0, 4, "r", (("frequency", "1次/周"),))
    >>> b = Link("乙", "participatesIn", "例会", 5, 9, "r")
    >>> [x.qualifiers for x in with_shared_frequency([a, b])]
    [(('frequency', '1次/周'),), (('frequency', '1次/周'),)]
    """
    links = list(links)
    meeting = ("convenes", "participatesIn")
    told: dict[str, dict[str, str]] = {}
    for x in links:
        if x.relation in meeting:
            shared = {key: value for key, value in x.qualifiers if key in ("frequency", "modality")}
            told[x.object] = shared | told.get(x.object, {})
    return [
        replace(x, qualifiers=tuple(sorted((told[x.object] | dict(x.qualifiers)).items())))
        if x.relation in meeting and told[x.object]
        else x
        for x in links
    ]


def distinct(links: Iterable[Link]) -> tuple[Link, ...]:
    """Keep one link for each triple: its fullest statement, with the qualifiers of all its statements.

    Examples
    --------
    >>> a = Link("甲", "implements", "乙", 0, 4, "r")
    >>> b = Link("甲", "implements", "乙", 9, 20, "r", (("stage", "pilot"),))
    >>> [(x.start, x.qualifiers) for x in distinct([a, b])]
    [(9, (('stage', 'pilot'),))]
    """
    groups: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        key = (link.subject, link.relation, link.object)
        mirrored = (link.object, link.relation, link.subject)
        if link.relation == "cooperatesWith" and mirrored in groups:
            key = mirrored
        groups.setdefault(key, []).append(link)
    kept = []
    for same in groups.values():
        if len(same) == 1 and list(same[0].qualifiers) == sorted(same[0].qualifiers):
            kept.append(same[0])
            continue
        best = max(same, key=_fullness)
        merged = dict(best.qualifiers)
        for other in same:
            if set(dict(other.qualifiers)) & {"modality", "polarity"} or set(merged) & {"modality", "polarity"}:
                continue
            for name, value in other.qualifiers:
                if (name, value) == ("stage", "ended"):
                    merged[name] = value
                merged.setdefault(name, value)
        kept.append(
            Link(
                best.subject,
                best.relation,
                best.object,
                best.start,
                best.end,
                best.rule,
                tuple(sorted(merged.items())),
                best.subject_type,
                best.object_type,
                best.basis,
            )
        )
    return tuple(sorted(kept, key=lambda x: (x.start, x.end, x.relation, x.subject, x.object)))


def _fullness(link: Link) -> tuple[bool, bool, int, int, int]:
    """What is reported goes before what is planned or denied; then both ends at hand, qualifiers, length, place."""
    plain = not {"modality", "polarity"} & dict(link.qualifiers).keys()
    return plain, link.basis is None, len(link.qualifiers), link.end - link.start, -link.start
