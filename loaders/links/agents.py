"""Who acts in a clause: the subject that stands there, or the one carried over.

An elided subject is that of the clause before, then of the sentence, the paragraph, the section's issuing agency,
the last organ that set policy.  A named officer acts for the unit named with him; a speaker's 我们 is his unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..extraction import Mention
from ..figures.subject_head import Head, head_of, joined
from ..texts.article import Article, Span
from .main_organ import issuing_organ, most_named_organ
from .pattern import LETTERS, compiled, cue_pattern, cues
from .speakers import answering, guest_answers, titled_answers, units_of_officers
from .tokens import EncodedSentence, TokenClause

MEETING_REACH = 3  # sentences over which 会议 goes on meaning the meeting told of
GOES_ON = {"pivot": "pivot_goes_on", "founded_pivot": "founded_goes_on"}
_QUOTE = re.compile(r"“[^”]*”")


class Agent(NamedTuple):
    """One who acts: canonical name, type letter, the mention's span and type."""

    canonical: str
    letter: str
    span: Span
    type: str


Agents = tuple[Agent, ...]


@dataclass
class _Carried:
    """What a clause without a subject of its own falls back on."""

    actors: Agents = ()
    organs: Agents = ()
    policy: Agents = ()
    section: Agents = ()
    level: int = -1
    last_mechanism: Agent | None = None
    meeting: Agent | None = None
    meeting_at: int = -9
    both: Agents = ()


@dataclass(frozen=True)
class ClauseAgents:
    """Who acts in one clause, `stated` if it says so itself; the `meeting` last told of in the sentences before."""

    actors: Agents
    organs: Agents
    stated: bool = False
    meeting: Agents = ()


@dataclass(frozen=True)
class AgentTable:
    """Who acts in each clause of each sentence."""

    rows: dict[tuple[int, int], ClauseAgents] = field(default_factory=dict)

    def at(self, sentence: EncodedSentence, position: int) -> ClauseAgents:
        """Return who acts in the clause that holds an encoded position."""
        return self.rows[sentence.index, sentence.clause_at(position).start]


def find_agents(
    article: Article, sentences: Sequence[EncodedSentence], mentions: Sequence[Mention], persons: Sequence[Span] = ()
) -> AgentTable:
    """Tell for every clause who acts in it.

    Parameters
    ----------
    article : Article
    sentences : sequence of EncodedSentence
    mentions : sequence of Mention
    persons : sequence of spans, optional
        Names of persons: a line that opens with one is said by his unit.

    Returns
    -------
    AgentTable
    """
    return _Resolver(article, sentences, mentions, persons).table()


class _Resolver:
    def __init__(
        self,
        article: Article,
        sentences: Sequence[EncodedSentence],
        mentions: Sequence[Mention],
        persons: Sequence[Span],
    ) -> None:
        self.article = article
        self.sentences = sentences
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self.agencies: dict[int, Agent] = {}
        for i, section in enumerate(article.sections):
            span = section.agency or self._agency_heading(section.heading)
            if span and (agency := self._agency(span)):
                self.agencies[i] = agency
        self._levels: list[int] = []
        self.collectives = [m for m in mentions if m.type == "Unit" and m.canonical.endswith(cues("collective_heads"))]
        self.many_places = _many_places(mentions)
        self.issuer = _organ(issuing_organ(article, mentions))
        self.protagonist = self.issuer or (None if self.many_places else _organ(most_named_organ(mentions)))
        named = answering(article, units_of_officers(article, sentences, persons))
        self.answering = guest_answers(article, self.mentions) | named | titled_answers(sentences)
        self.speakers = self._speakers()

    def _agency_heading(self, heading: Span | None) -> Span | None:
        """A heading that names an organ alone, or before a colon."""
        if not heading:
            return None
        for m in self._mentions_in(heading):
            if m.type == "Unit" and heading[0] <= m.start < m.end <= heading[1]:
                before, after = self.article.text[heading[0] : m.start], self.article.text[m.end : heading[1]]
                alone = re.fullmatch(r"[\W\d一二三四五六七八九十]*", before) and re.match(r"\s*(?:[:：]|$)", after)
                return (m.start, m.end) if alone and m.canonical.endswith(cues("organ_heads")) else None
        return None

    def _mentions_in(self, span: Span) -> Sequence[Mention]:
        first = bisect_left(self.mentions, span[0], key=lambda m: m.start)
        return self.mentions[first : bisect_left(self.mentions, span[1], lo=first, key=lambda m: m.start)]

    def _agency(self, span: Span) -> Agent | None:
        for m in self._mentions_in(span):
            if m.type in ("Unit", "Department") and span[0] <= m.start and m.end <= span[1]:
                return Agent(m.canonical, "U" if m.type == "Unit" else "D", (m.start, m.end), m.type)
        return None

    def _agent(self, mention: Mention, letter: str, section: int) -> Agent:
        agency = self.agencies.get(self._level(section))
        if agency and _is_collective_of(mention.canonical, agency.canonical):
            return agency
        return Agent(mention.canonical, letter, (mention.start, mention.end), mention.type)

    def _level(self, section: int) -> int:
        """Index of the section, or of the article around it, that has an agency or a title of its own."""
        if not self._levels:
            last = -1
            for i, one in enumerate(self.article.sections):
                last = i if i in self.agencies or one.level == 1 else last
                self._levels.append(last)
        return self._levels[section] if section >= 0 else -1

    def _speakers(self) -> dict[int, list[tuple[int, Agent]]]:
        """Units of those who speak, by paragraph, with the place of their words of speech."""
        found: dict[int, list[tuple[int, Agent]]] = {}
        for s in self.sentences:
            for match in compiled("(?P<u>{U}){R}{y}{0,8}?{speech}").finditer(s.text):
                agent = self._spokesman(s.mentions[match.start("u")], s.section)
                found.setdefault(s.paragraph, []).append((s.offsets[match.start()], agent))
        return found

    def _spokesman(self, mention: Mention, section: int) -> Agent:
        agent = self._agent(mention, "U", section)
        if mention.canonical.endswith(cues("inner_organs")) and len(mention.chain) > 1:
            return Agent(mention.chain[-2], agent.letter, agent.span, agent.type)
        return agent

    def table(self) -> AgentTable:
        rows: dict[tuple[int, int], ClauseAgents] = {}
        carried = _Carried()
        paragraph = -1
        follows = False  # a sentence after a semicolon goes on with the one before it
        quotes: list[Span] = []
        for s in self.sentences:
            self._enter_section(s, carried)
            if s.paragraph != paragraph:
                paragraph = s.paragraph
                quotes = speeches(self.article.text, *self.article.paragraphs[paragraph])
                self._enter_paragraph(s, carried)
            if not follows:
                carried.organs = carried.section or carried.policy or carried.organs
            follows = s.text.endswith("；")
            carried.last_mechanism = None
            ahead = self._ahead(s)
            meets = LETTERS["G"] in s.text
            for clause in s.clauses:
                inside = bool(quotes) and any(a < s.offsets[clause.start] < b for a, b in quotes)
                row = self._clause(s, clause, carried, inside)
                if clause.start in ahead:
                    row = ahead[clause.start]
                if carried.meeting and s.index - carried.meeting_at <= MEETING_REACH:
                    row = ClauseAgents(row.actors, row.organs, row.stated, (carried.meeting,))
                rows[s.index, clause.start] = row
                self._pass_on(s, clause, carried)
                carried.last_mechanism = self._closing_mechanism(s, clause)
                for _, m in s.inside(clause.start, clause.end, "G") if meets else ():
                    carried.meeting, carried.meeting_at = Agent(m.canonical, "G", (m.start, m.end), m.type), s.index
        return AgentTable(rows)

    def _enter_paragraph(self, s: EncodedSentence, carried: _Carried) -> None:
        """A paragraph is the protagonist's again, whoever acted in the one before; an article of law is nobody's."""
        carried.both = ()
        answering = self.answering.get(s.paragraph)
        if answering or (self.issuer and not carried.section):
            again = self._speaking(answering, s.section) if answering else self.issuer
            carried.policy = carried.organs = carried.actors = (again,) if again else ()
        elif cue_pattern("article_of_law").match(s.text):
            carried.policy = carried.organs = carried.actors = ()
        elif self.many_places and not carried.section:
            carried.policy = ()
        elif self.protagonist and not carried.section and not any(a.letter == "U" for a in carried.policy):
            carried.policy = (self.protagonist,)

    def _ahead(self, s: EncodedSentence) -> dict[int, ClauseAgents]:
        """Opening adverbials (自去年开展…以来) belong to the subject that follows them."""
        opening: list[int] = []
        for clause in s.clauses[:4]:
            head = head_of(s, clause)
            agents = self._agents_of(s, head) if head else ()
            if agents:
                bodies = tuple(a for a in agents if a.letter in "UDO")
                return {c: ClauseAgents(agents, bodies) for c in opening} if bodies else {}
            if not cue_pattern("subordinate").match(clause.text):
                return {}
            opening.append(clause.start)
        return {}

    def _pass_on(self, s: EncodedSentence, clause: TokenClause, carried: _Carried) -> None:
        """由派出所所长担任，同河长…; 派驻联络员2名，与网格长…: the next clause goes on about who was named there."""
        if partner := cue_pattern("other_side").search(clause.text):  # 甲与乙签约，双方…
            start, end = (clause.start + i for i in partner.span("p"))
            named = tuple(self._agent(m, letter, s.section) for letter, m in joined(s.inside(start, end), s))
            carried.both = (*carried.organs[:1], *named)
        for cue in ("by_whom", "pivot", "founded_pivot"):
            match = cue_pattern(cue).match(clause.text) if cue == "by_whom" else cue_pattern(cue).search(clause.text)
            if not match:
                continue
            if cue != "by_whom" and not cue_pattern(GOES_ON[cue]).match(s.text, clause.end):
                continue
            start, end = (clause.start + i for i in match.span("p"))
            named = tuple(self._agent(m, letter, s.section) for letter, m in joined(s.inside(start, end), s))
            carried.actors = named or carried.actors

    def _enter_section(self, s: EncodedSentence, carried: _Carried) -> None:
        level = self._level(s.section)
        if level != carried.level:
            carried.level = level
            agency = self.agencies.get(level)
            carried.section = (agency,) if agency else ()
            if self.article.sections[level].level == 1 or agency:
                carried.policy = carried.organs = carried.actors = carried.section or carried.policy

    def _closing_mechanism(self, s: EncodedSentence, clause: TokenClause) -> Agent | None:
        found = s.inside(clause.start, clause.end, "M") if LETTERS["M"] in clause.text else ()
        if found and found[-1][0] >= len(clause.text.rstrip("，；：。…")) + clause.start - 1:
            m = found[-1][1]
            return Agent(m.canonical, "M", (m.start, m.end), m.type)
        return None

    def _clause(self, s: EncodedSentence, clause: TokenClause, carried: _Carried, quoted: bool) -> ClauseAgents:
        speaker = self._speaker(s, clause) if quoted else None
        if speaker and cue_pattern("we").match(clause.text):
            carried.actors = carried.organs = (speaker,)
            return ClauseAgents((speaker,), (speaker,), True)
        ours = self._agent_answering(s) or self.protagonist
        if not quoted and ours and cue_pattern("we").match(clause.text):
            carried.actors = carried.organs = (ours,)
            return ClauseAgents((ours,), (ours,), True)
        if carried.last_mechanism and cue_pattern("stipulate").match(clause.text):
            rule = (carried.last_mechanism,)
            return ClauseAgents(rule, rule)
        if carried.both and cue_pattern("both_sides").match(clause.text):
            return ClauseAgents(carried.both, carried.both, True)
        head = head_of(s, clause) or self._named_alone(s, clause)
        if not head:
            if speaker and not carried.actors:
                return ClauseAgents((speaker,), (speaker,))
            opens = not clause.start and carried.organs and all(a.letter == "R" for a in carried.actors)
            return ClauseAgents(carried.organs if opens else carried.actors or carried.organs, carried.organs)
        agents = self._agents_of(s, head)
        if not agents:
            return ClauseAgents(carried.actors or carried.organs, carried.organs)
        carried.actors = agents
        bodies = tuple(a for a in agents if a.letter != "R")
        named = bool(bodies) and not bodies[0].canonical.endswith(cues("collective_heads"))
        if bodies and (head.acting or (named and not carried.organs)):
            carried.organs = bodies
            if bodies[0].letter in "UDO" and bodies[0].canonical.endswith(cues("organ_heads")):
                carried.policy = bodies
        return ClauseAgents(agents, carried.organs, True)

    def _agent_answering(self, s: EncodedSentence) -> Agent | None:
        unit = self.answering.get(s.paragraph)
        return self._speaking(unit, s.section) if unit else None

    def _speaking(self, body: Mention, section: int) -> Agent:
        return self._agent(body, "U" if body.type == "Unit" else "D", section)

    def _named_alone(self, s: EncodedSentence, clause: TokenClause) -> Head | None:
        """各派出所和刑侦大队，实行…: a clause that holds the subject alone."""
        match = cue_pattern("alone").fullmatch(clause.text)
        if not match or clause.end >= len(s.text):
            return None
        return Head(tuple(joined(s.inside(clause.start, clause.end, "UDO"), s)))

    def _agents_of(self, s: EncodedSentence, head: Head) -> Agents:
        if head.whole_place:
            return self._organ_of_place(s)
        if head.speaking:
            return (self._spokesman(head.ends[0][1], s.section),)
        return tuple(self._agent(m, letter, s.section) for letter, m in head.ends)

    def _speaker(self, s: EncodedSentence, clause: TokenClause) -> Agent | None:
        near = self.speakers.get(s.paragraph, [])
        here = s.offsets[clause.start]
        return min(near, key=lambda row: abs(row[0] - here))[1] if near else None

    def _organ_of_place(self, s: EncodedSentence) -> Agents:
        """全市推进…: the police organs of the place, as the text calls them elsewhere."""
        if agency := self.agencies.get(self._level(s.section)):
            return (agency,)
        if self.many_places:
            return ()
        before = self.collectives[: bisect_left(self.collectives, s.start, key=lambda m: m.start)]
        if self.issuer and not before:
            return (self.issuer,)
        return tuple(self._agent(m, "U", s.section) for m in before[-1:])


def _many_places(mentions: Sequence[Mention]) -> bool:
    """True for an article about several provinces: no subject is carried from paragraph to paragraph."""
    organs = {m.canonical[:2] for m in mentions if m.type == "Unit" and m.canonical.endswith(cues("organ_heads"))}
    return len(organs) > 4


def speeches(text: str, start: int, end: int) -> list[Span]:
    """Spans of direct speech: quotations that hold a clause's mark.

    Examples
    --------
    >>> speeches("他说：“我们建立了‘一警一格’，很好。”推行“两队一室”。", 0, 29)
    [(3, 20)]
    """
    return [m.span() for m in _QUOTE.finditer(text, start, end) if re.search("[，。！？,!?;；]", m.group())]


def _is_collective_of(name: str, agency: str) -> bool:
    """True for the class name of an agency's place, in full or in short.

    Examples
    --------
    >>> _is_collective_of("吉林省公安机关", "吉林省公安厅")
    True
    >>> _is_collective_of("甲市公安机关", "吉林省甲市公安局")
    True
    >>> _is_collective_of("公安机关", "吉林省公安厅")
    False
    """
    whole = re.sub("公安[厅局](?:.{1,6}分局)?$", "公安机关", agency)
    return whole == name or (len(name) > len("某公安机关") and whole.endswith(name))


def _organ(m: Mention | None) -> Agent | None:
    return Agent(m.canonical, "U", (m.start, m.end), m.type) if m else None
