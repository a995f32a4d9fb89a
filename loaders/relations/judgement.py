"""Which of the relations that the patterns read in a sentence are kept, and how they are asserted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..extraction import Link
from ..links.discourse import Discourse
from ..links.pattern import cue_pattern
from ..links.tokens import EncodedSentence

FOLDER = Path(__file__).parent / "patterns"
REACH = 200  # characters of a sentence before a relation that tell how it is meant
BACK = "refers.answer-back@1"
# Rules that take a subject that is left out from who acts; another rule that found it nearby goes before.
BY_AGENT = {"plate.own@1": "bearsPlateOf"}


def judged(links: Iterable[Link], s: EncodedSentence, discourse: Discourse) -> list[Link]:
    """Return the relations of one sentence that hold, each with its modality and polarity.

    Parameters
    ----------
    links : iterable of Link
        As the patterns read them.
    s : EncodedSentence
    discourse : Discourse
        The one that holds the sentence.

    Returns
    -------
    list of Link

    Examples
    --------
    >>> from policing_kg.loaders.pipeline import extract_article
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> text = "甲县公安局打算把反诈中心从刑侦大队独立出来。"
    >>> [dict(x.qualifiers)["modality"] for x in extract_article(SourceText("a.txt", text, "0" * 64)).relations]
    ['planned']
    """
    held = [link for link in links if _holds(link) and not (link.basis and _unread_subject(link, s))]
    return [_asserted(link, s, discourse) for link in _nearest(_answering(held))]


def _holds(link: Link) -> bool:
    """False for a division of the land as a site, and for an issuer of the sentence before that issues nothing."""
    if link.relation == "sitedAt" and link.object_type == "Place":
        return bool(cue_pattern("ground_end", FOLDER).search(link.object))
    if link.relation == "issues" and link.basis:
        return not cue_pattern("no_issuer", FOLDER).search(link.subject)
    return True


def _unread_subject(link: Link, s: EncodedSentence) -> bool:
    """The sentence has a subject that no recogniser read (各单位, 双方): nobody who acted before is meant."""
    at = bisect_right(s.offsets, link.start)
    return bool(cue_pattern("unread_subject", FOLDER).search(s.text, max(0, at - REACH), at))


def _answering(links: list[Link]) -> list[Link]:
    """Who was given a matter answers for it, not who acted in the clause before."""
    answered = {link.object for link in links if link.rule == BACK}
    return [
        link
        for link in links
        if link.rule == BACK or link.object not in answered or ("manner", "return") not in link.qualifiers
    ]


def _nearest(links: list[Link]) -> list[Link]:
    named = {(x.relation, x.object) for x in links if x.rule not in BY_AGENT}
    return [x for x in links if x.rule not in BY_AGENT or (x.relation, x.object) not in named]


def _asserted(link: Link, s: EncodedSentence, discourse: Discourse) -> Link:
    """What is intended is planned, what has not been done is denied, where the link's own cues do not say so."""
    text = discourse.article.text
    first = max(s.start, link.start - REACH)
    held = dict(link.qualifiers)
    if "modality" not in held:
        if cue_pattern("intended", FOLDER).search(text, first, link.end):
            held["modality"] = "planned"
        elif cue_pattern("ordered", FOLDER).search(text, first, link.start) or _goes_on(s, discourse):
            held["modality"] = "required"
    if "polarity" not in held and cue_pattern("undone", FOLDER).search(text, link.start, link.end):
        held["polarity"] = "negative"
    return replace(link, qualifiers=tuple(sorted(held.items())))


def _goes_on(s: EncodedSentence, discourse: Discourse) -> bool:
    """应当…；涉及…的，移送…: what has to be done goes on behind a semicolon."""
    if not s.index or not cue_pattern("case_of", FOLDER).match(s.text):
        return False
    before = discourse.sentences[s.index - 1]
    alike = before.paragraph == s.paragraph and before.text.endswith("；")
    return alike and bool(cue_pattern("goes_on_required").search(before.text))
