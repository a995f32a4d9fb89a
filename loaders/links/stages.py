"""How far a mechanism has been taken, and who set it going (GUIDE: stage, initiator; case 24)."""

from __future__ import annotations

from .pattern import compiled, cue_pattern


def stage_of(verb: str, around: str, lead: str = "") -> str:
    """Return ``pilot``, ``rollout``, ``full``, ``ended`` or an empty string.

    Parameters
    ----------
    verb : str
        The verb with its adverbs.
    around : str
        What follows it in the clause.
    lead : str
        The clause up to and with the verb; 停止 and 不再 may stand before it.

    Examples
    --------
    >>> stage_of("实行", "", "甲局停止实行")
    'ended'
    >>> stage_of("探索推行", ""), stage_of("全面推行", ""), stage_of("深入推进", ""), stage_of("健全", "")
    ('pilot', 'full', 'rollout', '')
    """
    if cue_pattern("stage_ended").search(lead[-8:]):
        return "ended"
    for stage in ("ended", "pilot", "full", "rollout"):
        if cue_pattern("stage_" + stage).search(verb):
            return stage
    if compiled("{M}{y}{0,6}?(?:{stage_pilot})(?:$|[，；。…])").match(around):
        return "pilot"
    before_verb = lead[: len(lead) - len(verb)]
    return "full" if cue_pattern("covered").search(around) or before_verb.endswith(("全部", "普遍")) else ""


def initiator_of(lead: str, object_after: str, before: str = "") -> str:
    """Return ``own``, ``superior`` or an empty string.

    Parameters
    ----------
    lead : str
        The clause up to and with the verb.
    object_after : str
        What follows the verb in the clause.
    before : str
        The sentence up to the clause.

    Examples
    --------
    >>> initiator_of("在全省率先推行", ""), initiator_of("积极推行", "")
    ('own', '')
    >>> initiator_of("全面推行", "", "根据上级部署，")
    'superior'
    """
    if cue_pattern("own").search(lead[-14:]):
        return "own"
    if cue_pattern("carry_out").search(lead) and cue_pattern("orders").search(object_after):
        return "superior"
    return "superior" if cue_pattern("go_by").search(before) else ""


def moved_by_superior(before: str, *, going_on: bool = True) -> bool:
    """True where someone drives what the subject does: 推动派出所所长进班子.

    Parameters
    ----------
    before : str
        Encoded text from the sentence's start to the subject.
    going_on : bool
        Also where others were driven first: 推动所长进班子、民警进两委.
    """
    if compiled("(?:推动|推进|要求|督促){y}{0,10}$").search(before):
        return True
    others = "(?:推动|推进){y}{0,10}(?:{actor})[^。；]*[，、]{y}{0,10}(?<!由)$"
    return going_on and bool(compiled(others).search(before))
