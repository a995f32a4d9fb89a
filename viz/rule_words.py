"""How often a rule is right, in words: on annotated documents, and as reviewers of the dataset found."""

from __future__ import annotations

from collections.abc import Mapping

from ..graph.review import AnnotatedShare, annotated_shares
from .wording import Words


def rule_words(rule: str, reviewed: Mapping[str, int] | None = None) -> Words:
    """What is known of a rule's precision, in both languages; empty where nothing is.

    Parameters
    ----------
    rule : str
        Id and version.
    reviewed : mapping of str to int
        Claims by verdict, as `graph.review.verdicts_by_rule` counts them.

    Examples
    --------
    >>> rule_words("no-such-rule@1"), rule_words("no-such-rule@1", {"accept": 3, "reject": 1})[1]
    (('', ''), 'reviewers accepted 3 of 4')
    >>> rule_words("part.chain@1")[1].startswith("right in ")
    True
    """
    share = annotated_shares().get(rule)
    parts = [_annotated(share)] if share else []
    if decided := sum((reviewed or {}).values()):
        accepted = (reviewed or {}).get("accept", 0)
        parts.append((f"审核 {decided} 条，接受 {accepted} 条", f"reviewers accepted {accepted} of {decided}"))
    return "；".join(p[0] for p in parts), "; ".join(p[1] for p in parts)


def _annotated(share: AnnotatedShare) -> Words:
    between = f"{share.low:.2f}–{share.high:.2f}"
    return (
        f"标注文本 {share.found} 条中 {share.right} 条正确（95 % 区间 {between}）",
        f"right in {share.right} of {share.found} in annotated texts (95 % interval {between})",
    )
