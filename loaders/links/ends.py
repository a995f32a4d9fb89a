"""The two ends of what a pattern matches: the mentions of its groups, and those that the text leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ..extraction import Mention
from ..figures.subject_head import joined
from .agents import Agent, AgentTable
from .pattern import ELIDED, LETTERS, Emission, compiled, cue_pattern, cues
from .theme import Themes
from .tokens import EncodedSentence

_COUNT = re.compile("(?:近|约|的)?[0-9.]+[万千百]?余?多?[名位个]")


@dataclass(frozen=True, slots=True)
class Elided:
    """What ends are taken from that a match does not hold.

    Parameters
    ----------
    agents : AgentTable
        Who acts in each clause.
    themes : Themes
        What a clause goes on about.
    """

    agents: AgentTable
    themes: Themes

    def ends(self, s: EncodedSentence, match: re.Match[str], name: str, letters: str) -> list[Agent]:
        """Return the agents that one of the names of `ELIDED` stands for at a match."""
        groups = match.re.groupindex
        at = match.start("v") if "v" in groups and match.start("v") >= 0 else match.start()
        if name == "theme":
            return _agents(self.themes.theme(s, match.start(), letters))
        if name == "topic":
            return _agents(self.themes.topic(s, match.start(), letters))
        if name == "named":
            return _agents(self.themes.named(s, letters))
        if name == "site":
            return _agents(self.themes.site(s, match.start(), match.group()))
        if name in ("organ", "agent") and (beside := _beside(s, at)):
            return [a for a in _agents(beside) if a.letter in letters]
        row = self.agents.at(s, at)
        if name == "organ" and row.stated and (bodies := [x for x in row.actors if x.letter in "UDO"]):
            return [x for x in bodies if x.letter in letters]
        found = {"organ": row.organs, "meeting": row.meeting}.get(name, row.actors)
        return [a for a in found if a.letter in letters]


def ends_of(
    s: EncodedSentence, elided: Elided, match: re.Match[str], emission: Emission
) -> Iterator[tuple[Agent, str, Agent]]:
    """Yield subject, relation and object of one emission of a match.

    Several who hold one meeting take part in it; a mechanism that runs a mechanism comprises it.
    """
    subjects = _ends(s, elided, match, emission.subject, emission.subject_letters)
    if emission.object == "each":
        pairs: Iterable[tuple[Agent, Agent]] = combinations({a.canonical: a for a in reversed(subjects)}.values(), 2)
    else:
        objects = _ends(s, elided, match, emission.object, emission.object_letters)
        pairs = ((a, b) for b in objects for a in subjects)
        if "分别" in match.group() and len(subjects) == len(objects):
            pairs = zip(subjects, objects, strict=True)
    shared = emission.subject == "holder" and len(subjects) > 1 and not _each_must(s, match)
    for subject, obj in pairs:
        if subject.canonical == obj.canonical or not _tells(s, subject, emission.relation, obj):
            continue
        relation = "participatesIn" if shared else emission.relation
        if subject.letter == "M" and relation in ("implements", "convenes"):
            relation = "comprises"
        if relation == "stationedIn" and obj.letter == "U" and subject.canonical.startswith(obj.canonical):
            relation = "partOf"
        yield subject, relation, obj


def _each_must(s: EncodedSentence, match: re.Match[str]) -> bool:
    """街道办事处、乡镇人民政府应当召开…: each of a kind has to hold its own."""
    clause = s.clause_at(match.start())
    return bool(cue_pattern("goes_on_required").search(s.text, clause.start, match.end()))


def _beside(s: EncodedSentence, position: int) -> list[tuple[str, Mention]]:
    """The body right before a verb, behind an attribute (位于城东的甲派出所首创…) that hides it from the head."""
    clause = s.clause_at(position)
    lead = s.text[clause.start : position]
    match = compiled("^{x}*的(?P<p>{body})(?:{adverb})*$").match(lead)
    if not match or cue_pattern("governed").search(lead):
        return []
    at = clause.start + match.start("p")
    return [(s.letter(at), s.mentions[at])]


def _tells(s: EncodedSentence, subject: Agent, relation: str, obj: Agent) -> bool:
    """False for a mechanism that says what a meeting is about (一村一警动员会), and for a body beside 民警."""
    if relation == "implements":
        after = [s.text[i + 1 : i + 2] for i, m in s.mentions.items() if (m.start, m.end) == obj.span]
        return LETTERS["G"] not in after
    if relation == "cooperatesWith":
        posts = [a for a in (subject, obj) if a.letter == "R"]
        return not (len(posts) == 1 and posts[0].canonical in cues("officers"))
    if relation == "stationedIn" and subject.letter == "R" and subject.canonical in cues("officers"):
        sent = next((i for i, m in s.mentions.items() if (m.start, m.end) == subject.span), 0)
        in_office = compiled("{y}{0,2}(?:兼任|担任|挂任|当选|任)").match(s.text, sent + 1)
        goes = compiled("{y}*?(?:进驻|入驻|到|至|赴|驻|下沉|各派)").match(s.text, sent + 1)
        return bool(in_office or not goes) or not compiled("{dispatch}(?:了)?{y}{0,8}$").search(s.text, 0, sent)
    return True


def _ends(s: EncodedSentence, elided: Elided, match: re.Match[str], name: str, letters: str) -> list[Agent]:
    if name in ELIDED:
        return elided.ends(s, match, name, letters)
    start, end = match.span(name)
    if start < 0:
        return []
    if letters == "Q":
        return _agents(("R", m) for _, m in s.inside(start, end, "R"))
    ends = joined(_sent_people(s.inside(start, end), s), s)
    if letters == "B":
        return [office for letter, m in ends if letter == "R" for office in _office_of(m)]
    return _agents((letter, m) for letter, m in ends if letter in letters or ("k" in letters and _is_class(m)))


def _is_class(mention: Mention) -> bool:
    """A kind of body (派出所, 各司法所), not one body."""
    bare = mention.end - mention.start == len(mention.head) and not mention.canonical.endswith(cues("organ_heads"))
    return mention.type in ("Unit", "Department", "Organisation") and (mention.generic or bare)


def _office_of(post: Mention) -> list[Agent]:
    """The body that the name of a post holds: 村党支部 of 村党支部副书记."""
    match = cue_pattern("office_of").fullmatch(post.canonical)
    return [Agent(match["body"], "D", (post.start, post.end), "Department")] if match else []


def _sent_people(found: list[tuple[int, Mention]], s: EncodedSentence) -> list[tuple[int, Mention]]:
    """Of 分局30名民警 the people are the end, not their unit."""
    following = [*(position for position, _ in found[1:]), -1]
    return [
        (position, m)
        for (position, m), after in zip(found, following[: len(found)], strict=True)
        if after < 0 or s.letter(after) != "R" or not _COUNT.fullmatch(s.text, position + 1, after)
    ]


def _agents(ends: Iterable[tuple[str, Mention]]) -> list[Agent]:
    return [Agent(m.canonical, letter, (m.start, m.end), m.type) for letter, m in ends]
