"""Modality and polarity of a clause, from cue words."""

from __future__ import annotations

from .pattern import cue_pattern


def modality(clause: str) -> str:
    """Return ``required``, ``planned`` or an empty string.

    Parameters
    ----------
    clause : str
        The clause up to and with the verb.

    Examples
    --------
    >>> modality("将建立"), modality("明确提出要推行"), modality("推行")
    ('planned', 'required', '')
    """
    if cue_pattern("required").search(clause):
        return "required"
    return "planned" if cue_pattern("planned").search(clause) else ""


def polarity(clause: str) -> str:
    """Return ``negative`` or an empty string.

    Examples
    --------
    >>> polarity("尚未建立"), polarity("不断完善")
    ('negative', '')
    """
    return "negative" if cue_pattern("negative").search(clause) else ""
