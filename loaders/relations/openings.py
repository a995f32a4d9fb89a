"""Who acts where a sentence opens with a body or post whose clause the links leave without a subject.

“派出所接到占道投诉，…向综治中心吹哨”: the one named first acts until another does, and so does the body whose people
speak (“综治中心工作人员介绍，…移交派出所”).
"""

from __future__ import annotations

from dataclasses import replace

from ..figures.subject_head import joined
from ..links.agents import Agent, AgentTable, ClauseAgents
from ..links.discourse import Discourse
from ..links.pattern import compiled
from ..links.tokens import EncodedSentence

_OPENING = (
    "(?:{connective}|[0-9]{4}年|[0-9]{1,2}月|[0-9]{1,2}日|以来|起|，)*(?P<s>{actors})"
    "(?![的、等（）：]|{R}|{quantity}|{measured}|[，；。…]|[0-9]|(?:作为|是){y}{0,3}{y})"
)
_SPEAKER = "(?:^|[，；])(?P<s>{body})(?:{R}|有关|相关|工作|负责|值班|人员|同志|人)+{y}{0,4}?(?:{speech})，"


def with_openings(discourse: Discourse) -> Discourse:
    """Return a discourse in which whoever opens a sentence acts in it until another is named.

    Parameters
    ----------
    discourse : Discourse

    Returns
    -------
    Discourse
        The same one where every opening is read already.

    Examples
    --------
    >>> from policing_kg.loaders.pipeline import extract_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> text = "甲县委政法委推进平安建设。县综治中心工作人员介绍，治安类诉求当场转交城关派出所。"
    >>> [x.subject for x in extract_article(SourceText("a.txt", text, "0" * 64)).relations]
    ['综治中心']
    """
    table = discourse.elided.agents
    rows: dict[tuple[int, int], ClauseAgents] = {}
    for s in discourse.sentences:
        if s.mentions and s.clauses and not table.rows[s.index, s.clauses[0].start].stated:
            rows |= _opened(s, table)
    if not rows:
        return discourse
    return replace(discourse, elided=replace(discourse.elided, agents=AgentTable(table.rows | rows)))


def _opened(s: EncodedSentence, table: AgentTable) -> dict[tuple[int, int], ClauseAgents]:
    match = compiled(_OPENING).match(s.text) or compiled(_SPEAKER).search(s.text)
    if not match:
        return {}
    ends = joined(s.inside(*match.span("s")), s)
    actors = tuple(Agent(m.canonical, letter, (m.start, m.end), m.type) for letter, m in ends if letter in "UDOR")
    bodies = tuple(a for a in actors if a.letter in "UDO")
    found: dict[tuple[int, int], ClauseAgents] = {}
    for clause in s.clauses:
        if clause.end <= match.start():
            continue
        before = table.rows[s.index, clause.start]
        if clause.start and before.stated:
            break
        found[s.index, clause.start] = replace(before, actors=actors, organs=bodies or before.organs)
    return found if actors else {}
