"""What the recognisers find in one article: mentions, indicators, links.

Offsets are those of the clean text; see `article`.  Canonical names are in simplified script.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .texts.article import Article, Span

MENTION_TYPES = ("Unit", "Department", "Organisation", "Mechanism", "Role", "Place")
POLICY_TYPE = "Document"  # a policy document, which another document names; stands in `Extraction.policies` alone


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity.

    Parameters
    ----------
    start, end : int
        Longest span that names one thing.
    type : str
        One of `MENTION_TYPES`, or `POLICY_TYPE`.
    canonical : str
        Full official name resolved from the context; for a mechanism the shortest established name; for a policy
        document its full title without the brackets 《》.
    rule : str
        Id and version of the rule that found it, e.g. ``unit.chain@1``.
    place : str
        Division code that the name itself or its context gives, or empty.
    generic : bool
        A class of bodies ("各派出所"), not one body.
    resolved : bool
        False where a parent or place stayed ambiguous.
    head : str
        Kind of body or post (派出所, 分局, 综治中心, 所长 …), or empty.
    vocabulary : str
        Id of the vocabulary entry it matched, or empty.
    chain : tuple of str
        Canonical names of its ancestors and itself, top down, for bodies; else empty.
    """

    start: int
    end: int
    type: str
    canonical: str
    rule: str
    place: str = ""
    generic: bool = False
    resolved: bool = True
    head: str = ""
    vocabulary: str = ""
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure that says something about a policing or governance subject (GUIDE: indicators).

    `value` and `value_max` are normalised numbers; `subject_basis` is the span from which a subject was
    taken that the sentence does not hold; `measure_id` a vocabulary entry, or empty; `interval` the period as
    EDTF with its basis (``stated`` or ``relative``) where it can be told; `modality` is ``required`` or ``planned``
    for a norm or target, else empty.
    """

    start: int
    end: int
    value: float
    unit: str
    rule: str
    measure: str = ""
    measure_id: str = ""
    subject: str = ""
    subject_basis: Span | None = None
    value_max: float | None = None
    period: str | None = None
    interval: str = ""
    interval_basis: str = ""
    comparison: str | None = None
    direction: str | None = None
    approx: bool = False
    bound: str | None = None
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One relation that the text states; both ends are canonical names of mentions.

    The object of ``hasNumber`` and ``hasStatus`` is no name: a document number (甲公通〔2021〕5号), and a notation of
    the scheme ``policy-status`` (``in-force``, ``trial``, ``repealed``).

    `start`–`end` is the fullest statement (a sentence or clause); `qualifiers` holds only keys that the text supports
    (GUIDE: qualifiers, plus ``when_basis``, ``headcount_unit``); `basis` is the span of an end taken from elsewhere.
    """

    subject: str
    relation: str
    object: str
    start: int
    end: int
    rule: str
    qualifiers: tuple[tuple[str, str], ...] = ()
    subject_type: str = ""
    object_type: str = ""
    basis: Span | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What optional recognisers found beside the rules: offered for review, never counted with what the rules found.

    `persons` are spans to be masked; `recognisers` names and versions of those that ran; `refused` what of an answer
    was not taken, by reason; `unanswered` the parts of the article that have no answer yet.
    """

    mentions: tuple[Mention, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    links: tuple[Link, ...] = ()
    persons: tuple[Span, ...] = field(default=(), repr=False)
    recognisers: tuple[str, ...] = ()
    refused: tuple[tuple[str, int], ...] = ()
    unanswered: int = 0
    policies: tuple[Mention, ...] = ()
    relations: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one article; `persons` are spans that must be masked wherever text leaves the room.

    `policies` are mentions of policy documents; `relations` are links of the further relations, apart from the ten
    of the annotation guide, which stand in `links`.  Ends of a relation are names of `mentions` or `policies`.
    `offered` is what optional recognisers found; None where none ran.  `covered` are the spans that are masked in what
    is kept and shown: `persons`, and whatever may be a name besides; None before `persons.shown` has looked.
    """

    article: Article
    mentions: tuple[Mention, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    links: tuple[Link, ...] = ()
    persons: tuple[Span, ...] = field(default=(), repr=False)
    policies: tuple[Mention, ...] = ()
    relations: tuple[Link, ...] = ()
    offered: Findings | None = None
    covered: tuple[Span, ...] | None = field(default=None, repr=False)
