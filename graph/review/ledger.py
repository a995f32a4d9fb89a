"""The ledger of decisions: every one with its id and standing, counts by kind and reviewer, and how to undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...errors import AmbiguousName, UnknownName, UsageError
from ..claim import MENTIONS
from ..dataset import Dataset
from ..decision import UNDO, Decision, Decisions
from ..status import STATUSES, standings
from .due import disputed, due

_OF_ENTITIES = ("merge", "split")
FEWEST = 6  # digits by which a decision may be named


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision with its standing.

    Parameters
    ----------
    decision : Decision
    state : str
        ``stands``, ``followed`` (a later one on the same target counts), ``undone``, or why another look is due:
        ``rule changed``, ``source changed``, ``withdrawn``.
    """

    decision: Decision
    state: str

    def as_json(self) -> dict[str, object]:
        """The decision as a JSON object."""
        d = self.decision
        shown: dict[str, object] = {"id": d.id, "state": self.state, "kind": d.kind, "target": d.target}
        shown |= {"who": d.who, "when": d.when, "why": d.why}
        more = {"into": d.into, "documents": list(d.documents), "change": dict(d.change), "batch": d.batch}
        return shown | {k: v for k, v in more.items() if v}


@dataclass(frozen=True, slots=True)
class ReviewStatus:
    """How far the review of a dataset is.

    Parameters
    ----------
    claims : int
        Claims other than mentions.
    undecided : dict of str to int
        Those that nobody decided on, by claim status.
    verdicts : dict of str to int
        What the decisions that stand come to, by kind: claims by their last decision, merges and splits of entities.
    by_reviewer : dict of (str, str) to int
        Decisions that stand, by reviewer and kind.
    undone, disputed : int
    due : dict of str to int
        Decisions whose ground has changed, by reason.
    """

    claims: int
    undecided: dict[str, int]
    verdicts: dict[str, int]
    by_reviewer: dict[tuple[str, str], int]
    undone: int
    disputed: int
    due: dict[str, int]

    def as_json(self) -> dict[str, object]:
        """The counts as a JSON object."""
        by: dict[str, dict[str, int]] = {}
        for (who, kind), count in self.by_reviewer.items():
            by.setdefault(who, {})[kind] = count
        return {
            "claims": self.claims,
            "undecided": self.undecided,
            "verdicts": self.verdicts,
            "by_reviewer": by,
            "undone": self.undone,
            "disputed": self.disputed,
            "due": self.due,
        }

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """What is counted, of which kind, and how many."""
        yield "claims", "", str(self.claims)
        for name, counts in (("undecided", self.undecided), ("decided", self.verdicts)):
            yield from ((name, kind, str(n)) for kind, n in counts.items())
        yield from ((f"by {who}", kind, str(n)) for (who, kind), n in self.by_reviewer.items())
        yield "undone", "", str(self.undone)
        yield "disputed", "", str(self.disputed)
        yield from (("due again", why, str(n)) for why, n in self.due.items())


def review_status(dataset: Dataset) -> ReviewStatus:
    """Count what was decided, by whom, and what is due again.

    Parameters
    ----------
    dataset : Dataset
    """
    decisions = dataset.decisions
    undecided: Counter[str] = Counter()
    claims = 0
    for holding in dataset.holdings():
        held = holding.claims.values()
        found = [(c, all(o.origin == "model" for o in os)) for c, os in held if c.predicate != MENTIONS]
        claims += len(found)
        open_ = [pair for pair in found if pair[0].id not in decisions.on_claim]
        undecided.update(standing.status for standing in standings(open_, decisions))
    return ReviewStatus(
        claims,
        {s: undecided[s] for s in STATUSES if undecided[s]},
        dict(sorted(Counter(d.kind for d in counting(decisions)).items())),
        dict(sorted(Counter((d.who, d.kind) for d in decisions.standing).items())),
        sum(d.kind != UNDO for d in decisions.rows) - len(decisions.standing),
        len(disputed(decisions.standing)),
        dict(sorted(Counter(found.why for found in due(dataset)).items())),
    )


def counting(decisions: Decisions) -> list[Decision]:
    """Of the decisions that stand, the last on each target.

    Examples
    --------
    >>> two = Decisions(tuple(Decision(kind, "c", "anna", "2025", "") for kind in ("accept", "reject")))
    >>> [d.kind for d in counting(two)]
    ['reject']
    """
    last = {(d.kind in _OF_ENTITIES, d.target, d.documents): d for d in decisions.standing}
    return list(last.values())


def ledger(dataset: Dataset) -> list[Verdict]:
    """Every decision in its order, with its standing; those that undo are shown too.

    Parameters
    ----------
    dataset : Dataset
    """
    decisions = dataset.decisions
    again = {found.decision.id: found.why for found in due(dataset)}
    standing, last = ({id(d) for d in rows} for rows in (decisions.standing, counting(decisions)))
    out = []
    for d in decisions.rows:
        if d.kind == UNDO:
            state = "stands"
        elif id(d) not in standing:
            state = "undone"
        elif id(d) not in last:
            state = "followed"
        else:
            state = again.get(d.id, "stands")
        out.append(Verdict(d, state))
    return out


def undoing(
    decisions: Decisions, by: str, when: str, why: str = "", *, named: str = "", last: bool = False, batch: str = ""
) -> list[Decision]:
    """Write the decisions that undo others.

    Parameters
    ----------
    decisions : Decisions
    by, when, why : str
        Reviewer, ISO time and reason.
    named : str
        Id of a decision, or the first digits of it; 6 at least.
    last : bool
        Undo the last decision that stands.
    batch : str
        Undo all decisions that came together in this batch, or the last batch where it is ``last``.

    Returns
    -------
    list of Decision
        Of the kind ``undo``; none where all of a batch is undone already.

    Raises
    ------
    UsageError
        If it is not one of the three that is asked for, nothing stands, or the decision is undone already.
    UnknownName, AmbiguousName
        If no decision, or several, begin with these digits.

    Examples
    --------
    >>> d = Decisions((Decision("accept", "c", "anna", "2025", ""),))
    >>> [row.target == d.rows[0].id for row in undoing(d, "anna", "2026", last=True)]
    [True]
    """
    if (bool(named), last, bool(batch)).count(True) != 1:
        raise UsageError("undo: name one decision, or --last, or --batch")
    standing = decisions.standing
    if named:
        chosen = [_named(decisions, named)]
    elif last:
        chosen = list(standing[-1:])
    else:
        whole = next((d.batch for d in reversed(standing) if d.batch), "") if batch == "last" else batch
        if whole not in {d.batch for d in decisions.rows if d.batch}:
            raise UnknownName(batch, (), "batch of decisions; see policing-kg review log")
        chosen = [d for d in standing if d.batch == whole]
    if not chosen and last:
        raise UsageError("undo: no decision stands; see policing-kg review log")
    return [Decision(UNDO, d.id, by, when, why) for d in chosen]


def _named(decisions: Decisions, digits: str) -> Decision:
    found = [d for d in decisions.rows if len(digits) >= FEWEST and d.id.startswith(digits)]
    if not found:
        raise UnknownName(digits, (), f"decision (name it by {FEWEST} digits of its id at least)")
    if len({d.id for d in found}) > 1:
        raise AmbiguousName(digits, [(d.id, f"{d.kind} by {d.who}") for d in found])
    last = found[-1]
    if last.kind != UNDO and not any(d is last for d in decisions.standing):
        raise UsageError(f"{digits}: that decision is undone already; see policing-kg review log")
    return last
