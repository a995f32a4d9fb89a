"""Where a link holds, if narrower or other than its subject's own place (GUIDE: place; case 25)."""

from __future__ import annotations

import re

from ..texts.article import Article
from .pattern import compiled, cue_pattern
from .tokens import EncodedSentence, TokenClause


def place_of(article: Article, s: EncodedSentence, clause: TokenClause, verb: int) -> str:
    """Return the place that a clause names before its verb: 城区, 大型企业; empty if none.

    A mention gives its canonical name, other words stand as written.
    """
    lead = s.text[clause.start : verb]
    match = compiled("(?:在|于)(?P<p>{x}{1,30}?)(?:{adverb}|分别|各|首批|分批|累计|新|还|共|统一)*$").search(lead)
    if not match:
        match = compiled("(?:^|，)(?P<p>{locale})(?:{adverb})*$").search(lead)
    if not match:
        return ""
    start, end = clause.start + match.start("p"), clause.start + match.end("p")
    if end - start <= 3 and s.inside(start, start + 1, "PO"):
        end = start + len(match["p"].rstrip("内里中上"))
    if s.text[start] in "、和及" or cue_pattern("abstract_place").search(s.text[start:end]):
        return ""
    inside = s.inside(start, end)
    if len(inside) == 1 and end - start <= 2 and inside[0][1].type != "Mechanism":
        return inside[0][1].canonical
    if any(m.type in ("Mechanism", "Unit") for _, m in inside):
        return ""
    first, last = s.offsets[start], s.ends[end - 1]
    return re.sub(r"[\s“”‘’\"]", "", article.text[first:last])
