"""Review: what waits for a reviewer, what was decided, what is due again, and what decisions say of each rule."""

from .annotated import AnnotatedShare, annotated_shares
from .due import carried, disputed, due
from .ledger import ReviewStatus, Verdict, ledger, review_status, undoing
from .precision import RulePrecision, rule_precision, verdicts_by_rule
from .queue import Choice, ReviewRow, review_rows

__all__ = [
    "AnnotatedShare",
    "Choice",
    "ReviewRow",
    "ReviewStatus",
    "RulePrecision",
    "Verdict",
    "annotated_shares",
    "carried",
    "disputed",
    "due",
    "ledger",
    "review_rows",
    "review_status",
    "rule_precision",
    "undoing",
    "verdicts_by_rule",
]
