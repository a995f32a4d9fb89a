"""Qualifiers of links: when, frequency, headcount, stage, initiator, modality, polarity, place (GUIDE, cases 18–25).

A qualifier goes on the link whose verb or counted end it belongs to; ``partOf`` and ``comprises`` take only
``when``, ``modality`` and ``polarity``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..figures.subject_head import head_of
from ..texts.article import Article
from .agents import Agent
from .headcount import COUNTED_END, headcount_of, headcount_sent, scope_of
from .locality import place_of
from .outlook import planned_sections
from .pattern import LETTERS, LinkPattern, cue_pattern, cues
from .polarity import modality, polarity
from .stages import initiator_of, moved_by_superior, stage_of
from .timing import Timing, same_period
from .tokens import EncodedSentence, TokenClause

STRUCTURAL = ("partOf", "comprises")
SCHEDULED = ("convenes", "participatesIn", "stationedIn", "implements", "supports", "cooperatesWith", "refersTo")
PLACED = ("implements", "established", "convenes", "participatesIn", "cooperatesWith")
MOOD_REACH = 4  # clauses over which 应当 holds
RIGHT_BEHIND = 7  # characters behind a subject in which its frequency stands
TIME_ALONE = 10  # characters of a clause that holds nothing but a time
MEETING = ("convenes", "participatesIn")
# A date that opens the sentence holds for all of them.
DATED = (
    "implements", "established", "convenes", "comprises", "issues", "succeeds", "bearsPlateOf", "drawsFrom", "sitedAt",
)  # fmt: skip
PLACED_BY_OTHERS = ("stationedIn", "participatesIn", "holdsConcurrently")
MOVED = (*PLACED_BY_OTHERS, "cooperatesWith", "established", "implements")
STAGED = ("implements", "established", "stationedIn", "participatesIn", "holdsConcurrently")

Qualifiers = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Statement:
    """A pattern's match in a sentence, for one relation and its two ends.

    `verb` is the encoded span of its verb, or of the whole match where the pattern marks none; `clause` holds the verb.
    """

    sentence: EncodedSentence
    match: re.Match[str]
    pattern: LinkPattern
    relation: str
    subject: Agent
    object: Agent
    verb: tuple[int, int] = field(init=False)
    clause: TokenClause = field(init=False)

    def __post_init__(self) -> None:
        marked = "v" in self.match.re.groupindex and self.match.start("v") >= 0
        self.verb = self.match.span("v") if marked else self.match.span()
        self.clause = self.sentence.clause_at(self.verb[0])

    def position(self, end: Agent) -> int | None:
        """Encoded position of an end's mention, if the sentence holds it."""
        for position, mention in self.sentence.mentions.items():
            if (mention.start, mention.end) == end.span:
                return position
        return None


class QualifierReader:
    """Reads the qualifiers of an article's links.

    Parameters
    ----------
    article : Article
    sentences : sequence of EncodedSentence
    """

    def __init__(self, article: Article, sentences: Sequence[EncodedSentence]) -> None:
        self.article = article
        self.timing = Timing(article, sentences)
        self._planned = planned_sections(article)
        self._moods: dict[tuple[int, int], dict[str, str]] = {}

    def of(self, statement: Statement) -> Qualifiers:
        """Return the qualifiers of one link, sorted by key."""
        s, clause = statement.sentence, statement.clause
        start, end = statement.verb
        lead, tail = s.text[clause.start : end], s.text[end : clause.end]
        found: dict[str, str] = {}
        if statement.relation != "partOf":
            found |= self._mood(s, clause, end)
            if when := self.timing.when(s, clause, start, across=statement.relation in DATED):
                found["when"], found["when_basis"] = when
        if statement.relation not in STRUCTURAL:
            if statement.relation in STAGED and (stage := stage_of(s.text[start:end], tail, lead)):
                found["stage"] = stage
            if statement.relation in MOVED and (initiator := self._initiator(statement, lead, tail)):
                found["initiator"] = initiator
            found |= self._count(statement)
            if frequency := self._frequency(statement):
                found["frequency"] = frequency
            place = place_of(self.article, s, clause, start) if statement.relation in PLACED else ""
            if place and place != statement.subject.canonical:
                found["place"] = place
        if statement.pattern.keep is not None:
            found = {k: v for k, v in found.items() if k in statement.pattern.keep}
        found.update(statement.pattern.set)
        if found.get("stage") == "ended":
            found.pop("polarity", None)
        return tuple(sorted(found.items()))

    def _mood(self, s: EncodedSentence, clause: TokenClause, end: int) -> dict[str, str]:
        """Modality and polarity of a verb that ends at an encoded position: the same for all its ends."""
        if (s.index, end) not in self._moods:
            mood = _mood(s.text[clause.start : end]) or _mood_before(s, clause)
            if not mood and s.section in self._planned and not cue_pattern("done").match(clause.text):
                mood = {"modality": "planned"}
            self._moods[s.index, end] = mood
        return self._moods[s.index, end]

    def _initiator(self, statement: Statement, lead: str, tail: str) -> str:
        s = statement.sentence
        position = statement.position(statement.subject)
        if statement.relation == "cooperatesWith":  # either may be the one named first
            position = min((p for p in (position, statement.position(statement.object)) if p is not None), default=None)
        going_on = statement.relation in PLACED_BY_OTHERS
        if position is not None and moved_by_superior(s.text[:position], going_on=going_on):
            return "superior"
        if statement.relation == "established":
            return "own" if initiator_of(lead, "") == "own" else ""
        if statement.relation != "implements":
            return ""
        if cue_pattern("carry_out").search(lead) and self._from_above(statement):
            return "superior"
        return initiator_of(lead, tail, s.text[: statement.clause.start])

    def _from_above(self, statement: Statement) -> bool:
        """A plan is carried out, or an organ above stands right behind the verb: 落实公安部《三年行动计划》."""
        if statement.object.canonical.endswith(cues("plans")):
            return True
        organ = statement.sentence.mentions.get(statement.verb[1])
        return (
            organ is not None
            and organ.canonical != statement.subject.canonical
            and organ.canonical.endswith(cues("above"))
        )

    def _count(self, statement: Statement) -> dict[str, str]:
        counted = COUNTED_END.get(statement.relation)
        if not counted:
            return {}
        end = statement.subject if counted == "subject" else statement.object
        position = statement.position(end)
        s, clause = statement.sentence, statement.clause
        found = None
        sent = statement.match.start("r") if "r" in statement.match.re.groupindex else -1
        if sent >= 0 and statement.relation in ("stationedIn", "drawsFrom"):
            found = headcount_of(s, sent, "R")
            position = None if found else position
        if found is None and position is not None and s.clause_at(position).start <= clause.start + len(clause.text):
            found = headcount_of(s, position, end.letter)
        if found is None and statement.relation == "established":
            position = statement.position(statement.subject)
            if position is not None and clause.start <= position < clause.end:
                found = headcount_of(s, position, statement.subject.letter)
        sends = found is not None and sent >= 0
        if found is None and statement.relation == "stationedIn":
            found = headcount_sent(statement.match.group())
            sends = True
        if found is None:
            return {}
        scope = "each" if sends and _of_a_kind(statement) else scope_of(clause.text)
        return {"headcount": str(found[0]), "headcount_unit": found[1], "headcount_scope": scope}

    def _frequency(self, statement: Statement) -> str:
        if statement.relation not in SCHEDULED:
            return ""
        s, clause = statement.sentence, statement.clause
        first = self._time_before(s, clause)
        if statement.relation == "supports":
            position = statement.position(statement.subject)
            if position is not None and (
                found := self.timing.frequency(s, position, min(position + RIGHT_BEHIND, len(s.text)))
            ):
                return found
        last = statement.verb[1] if statement.relation == "implements" else clause.end
        if found := self.timing.frequency(s, first, last):
            return found
        if statement.relation == "implements":
            return self._going_on(s, clause)
        held = statement.relation == "stationedIn" or (
            statement.relation in MEETING and "会" in statement.object.canonical
        )
        position = statement.position(statement.object)
        if statement.relation in MEETING and position is not None and not clause.start <= position < clause.end:
            told = s.clause_at(position)
            if found := self.timing.frequency(s, told.start, told.end):
                return found
            clause = told if position >= clause.end else clause
        return self._going_on(s, clause) if held or statement.relation == "participatesIn" else ""

    def _time_before(self, s: EncodedSentence, clause: TokenClause) -> int:
        """Where the clause starts, or the clause before it that names a time alone (每周五，)."""
        if clause.start:
            before = s.clause_at(clause.start - 1)
            if len(before.text) <= TIME_ALONE and not s.inside(before.start, before.end) and same_period(before.text):
                return before.start
        return clause.start

    def _going_on(self, s: EncodedSentence, clause: TokenClause) -> str:
        """The frequency that opens the next clause."""
        if clause.end < len(s.text):
            following = s.clause_at(clause.end)
            if same_period(following.text) and not s.inside(following.start, following.end, "MG"):
                return self.timing.frequency(s, following.start, following.end)
        return ""


def _of_a_kind(statement: Statement) -> bool:
    """The sender is a kind of body (各派出所, 派出所综合指挥室), not a named one."""
    position = statement.position(statement.subject)
    if position is None:
        return False
    if statement.sentence.mentions[position].generic:
        return True
    named = statement.subject.canonical
    kind = re.search("(?:公安局|分局|[省市县区])(?:各)?派出所", named)
    return statement.sentence.text[position] == LETTERS["U"] and bool(kind)


def _mood_before(s: EncodedSentence, clause: TokenClause) -> dict[str, str]:
    """What is planned or required goes on in a clause that begins with 并 or 同时, and after 下一步."""
    if cue_pattern("from_now_on").match(s.text):
        return {"modality": "planned"}
    if not clause.start:
        return {}
    before = s.clause_at(clause.start - 1)
    if cue_pattern("and_also").match(clause.text) and (mood := modality(before.text)):
        return {"modality": mood}
    return _mood_going_on(s, clause)


def _mood_going_on(s: EncodedSentence, clause: TokenClause) -> dict[str, str]:
    """应当 and 将 hold for the clauses that follow without a subject of their own."""
    for _ in range(MOOD_REACH):
        if not clause.start or cue_pattern("done").match(clause.text) or head_of(s, clause):
            break
        clause = s.clause_at(clause.start - 1)
        if clause.text.endswith("；"):
            break
        for value in ("required", "planned"):
            if cue_pattern("goes_on_" + value).search(clause.text):
                return {"modality": value}
    return {}


def _mood(lead: str) -> dict[str, str]:
    found = {}
    if mood := modality(lead):
        found["modality"] = mood
    if sign := polarity(lead):
        found["polarity"] = sign
    return found
