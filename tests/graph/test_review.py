"""Decisions that are appended, undone and followed; what is due again, carries over, and comes of it for rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import BRANCH, BUREAU, CENTRE, COUNTY, MEETING, PLACES, STATION, TEAMS, document, mechanism, usual
from policing_kg.errors import AmbiguousName, UnknownName, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision, Decisions, read_decisions, written
from policing_kg.graph.review import (
    Choice,
    carried,
    disputed,
    due,
    ledger,
    review_rows,
    review_status,
    rule_precision,
    undoing,
)
from policing_kg.graph.review.basis import claims_by_id, seen_of

LEADS = [(STATION.id, "pk:implements", TEAMS.id, {}), (BRANCH.id, "pk:leads", CENTRE.id, {"stage": "full"})]
ENTITIES = [STATION, BRANCH, BUREAU, TEAMS, CENTRE, *PLACES]


def decide(dataset: Dataset, *decisions: Decision) -> None:
    with dataset.writer() as writer:
        writer.decide(*decisions)
        writer.commit()


def on(dataset: Dataset, claim: str, kind: str, who: str = "anna", **more: Any) -> Decision:
    """A decision with what the reviewer saw."""
    return Decision(
        kind, claim, who, "2026-01-01", "read", seen=seen_of(*claims_by_id(dataset, [claim])[claim]), **more
    )


def claim_of(dataset: Dataset, predicate: str, document: str = "a.txt") -> str:
    return next(c.id for c in dataset.claims() if c.predicate == predicate and c.document == document)


@pytest.fixture
def two(dataset: Dataset, commit: Callable[..., Any]) -> Dataset:
    commit(dataset, document("a.txt", LEADS, ENTITIES, rule="link.lead@1"))
    return dataset


def test_rows_written_before_undoing_was_known_stay_as_they_were(tmp_path: Path) -> None:
    line = (
        '{"kind":"merge","target":"unit/-/a","who":"r","when":"2025","why":"one","into":"unit/-/b","documents":[],'
        '"change":[]}\n'
    )
    (tmp_path / "decisions.jsonl").write_text(line, encoding="utf-8")
    assert list(written(read_decisions(tmp_path / "decisions.jsonl").rows)) == [line]


def test_what_a_reviewer_saw_is_written_and_read_back(tmp_path: Path) -> None:
    row = Decision("correct", "c", "anna", "2026", "", change=(("stage", "pilot"),), seen=(("rule", "r@1"),), batch="b")
    (tmp_path / "decisions.jsonl").write_text("".join(written([row])), encoding="utf-8")
    assert read_decisions(tmp_path / "decisions.jsonl").rows == (row,)


def test_undoing_lets_the_decision_before_it_count_again() -> None:
    first, second = (Decision(kind, "c", "anna", "2026", "") for kind in ("accept", "reject"))
    undo = Decision("undo", second.id, "bo", "2026", "")
    assert Decisions((first, second)).on_claim["c"] is second
    assert Decisions((first, second, undo)).on_claim["c"] is first
    redo = Decision("undo", undo.id, "bo", "2026", "")
    assert Decisions((first, second, undo, redo)).on_claim["c"] is second


def test_a_decision_made_anew_after_its_undoing_counts() -> None:
    row = Decision("reject", "c", "anna", "2026", "")
    rows = Decisions((row, Decision("undo", row.id, "anna", "2026", ""), row))
    assert rows.on_claim["c"] == row


def test_undoing_a_merge_parts_the_entities_again(two: Dataset) -> None:
    merge = Decision("merge", CENTRE.id, "anna", "2026", "one body", into=STATION.id)
    before = two.graph().nquads()
    decide(two, merge)
    assert two.decisions.resolve(CENTRE.id) == STATION.id
    decide(two, Decision("undo", merge.id, "anna", "2026", "two bodies"))
    assert two.decisions.resolve(CENTRE.id) == CENTRE.id
    assert sorted(two.graph().nquads()) == sorted(before)


def test_decisions_are_undone_by_id_last_and_batch(two: Dataset) -> None:
    leads, runs = claim_of(two, "pk:leads"), claim_of(two, "pk:implements")
    rows = [on(two, leads, "accept", batch="one"), on(two, runs, "reject", batch="one"), on(two, runs, "accept", "bo")]
    decide(two, *rows)
    assert [d.target for d in undoing(two.decisions, "bo", "", last=True)] == [rows[2].id]
    assert [d.target for d in undoing(two.decisions, "bo", "", batch="one")] == [rows[0].id, rows[1].id]
    assert [d.target for d in undoing(two.decisions, "bo", "", batch="last")] == [rows[0].id, rows[1].id]
    assert [d.target for d in undoing(two.decisions, "bo", "", named=rows[1].id[:8])] == [rows[1].id]
    decide(two, *undoing(two.decisions, "bo", "2026", batch="one"))
    assert two.decisions.on_claim.keys() == {runs}
    assert undoing(two.decisions, "bo", "", batch="one") == []


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({}, UsageError),
        ({"last": True, "batch": "one"}, UsageError),
        ({"named": "00000000"}, UnknownName),
        ({"named": "ab"}, UnknownName),
        ({"batch": "none"}, UnknownName),
        ({"last": True}, UsageError),
    ],
)
def test_what_cannot_be_undone_is_refused(asked: dict[str, Any], error: type[UsageError]) -> None:
    with pytest.raises(error):
        undoing(Decisions(), "anna", "2026", **asked)


def test_what_is_undone_is_not_undone_twice_and_few_digits_name_nothing() -> None:
    row = Decision("accept", "c", "anna", "2026", "")
    undone = Decisions((row, Decision("undo", row.id, "anna", "2026", "")))
    with pytest.raises(UsageError, match="undone already"):
        undoing(undone, "anna", "", named=row.id)
    many = Decisions(tuple(Decision("accept", str(n), "anna", "2026", "") for n in range(3000)))
    digits = sorted(d.id[:6] for d in many.rows)
    twice = [d for d in set(digits) if digits.count(d) > 1]
    for shared in twice:
        with pytest.raises(AmbiguousName):
            undoing(many, "anna", "", named=shared)


def test_another_rule_makes_a_decision_due_again(two: Dataset, commit: Callable[..., Any]) -> None:
    claim = claim_of(two, "pk:leads")
    decide(two, on(two, claim, "accept"))
    assert due(two) == []
    commit(two, document("a.txt", LEADS, ENTITIES, rule="link.lead@2"))
    (again,) = due(two)
    assert (again.why, again.claims) == ("rule changed", (claim,))
    assert [(r.kind, r.id) for r in review_rows(two, Choice(kinds=("again",)))] == [("again", claim)]
    decide(two, on(two, claim, "accept", "bo"))
    assert due(two) == []


def test_another_wording_makes_a_decision_due_again_on_what_took_its_place(
    two: Dataset, commit: Callable[..., Any]
) -> None:
    decide(two, on(two, claim_of(two, "pk:leads"), "reject"), on(two, claim_of(two, "pk:implements"), "accept"))
    commit(two, document("a.txt", [(BRANCH.id, "pk:leads", CENTRE.id, {"stage": "pilot"})], ENTITIES))
    found = {d.why: d for d in due(two)}
    assert found["source changed"].claims == (claim_of(two, "pk:leads"),)
    assert found["withdrawn"].claims == ()
    decide(two, on(two, claim_of(two, "pk:leads"), "reject"))
    assert [d.why for d in due(two)] == ["withdrawn"]
    assert review_status(two).due == {"withdrawn": 1}


def test_a_page_that_is_fetched_again_keeps_its_decisions(two: Dataset, commit: Callable[..., Any]) -> None:
    claim = claim_of(two, "pk:leads")
    decide(two, on(two, claim, "reject"))
    commit(two, document("a.txt", LEADS, ENTITIES, rule="link.lead@1", shift=40, menu="another menu"))
    assert two.decisions.on_claim[claim].kind == "reject"
    assert due(two) == []
    with two.graph() as graph:
        assert not list(graph.quads(None, "pk:leads"))


def test_decisions_carry_over_to_the_same_sentence_elsewhere(two: Dataset, commit: Callable[..., Any]) -> None:
    change = (("stage", "pilot"),)
    decide(
        two,
        on(two, claim_of(two, "pk:leads"), "correct", change=change),
        on(two, claim_of(two, "pk:implements"), "reject"),
    )
    commit(
        two,
        document("b.txt", LEADS, ENTITIES, rule="link.lead@1"),
        document("c.txt", LEADS, ENTITIES, rule="link.lead@2"),
    )
    new = list(carried(two, "bo", "2026"))
    assert {(d.kind, d.target, d.change) for d in new} == {
        ("correct", claim_of(two, "pk:leads", "b.txt"), change),
        ("reject", claim_of(two, "pk:implements", "b.txt"), ()),
    }
    assert all(d.who == "bo" and "of anna" in d.why for d in new)
    decide(two, *new)
    assert list(carried(two, "bo", "2026")) == []


def test_what_reviewers_differ_on_does_not_carry_over_and_is_shown(two: Dataset, commit: Callable[..., Any]) -> None:
    claim = claim_of(two, "pk:leads")
    decide(two, on(two, claim, "accept"), on(two, claim, "reject", "bo"))
    commit(two, document("b.txt", LEADS, ENTITIES, rule="link.lead@1"))
    assert list(carried(two, "bo", "2026")) == []
    assert disputed(two.decisions.standing).keys() == {claim}
    (row,) = review_rows(two, Choice(kinds=("conflict",)))
    assert (row.id, row.note, row.review) == (claim, "reviewers differ (anna: accept, bo: reject)", "rejected")


def test_status_and_ledger_count_what_stands(two: Dataset) -> None:
    leads, runs = claim_of(two, "pk:leads"), claim_of(two, "pk:implements")
    decide(two, on(two, leads, "accept"), on(two, leads, "reject"), on(two, runs, "accept", "bo"))
    decide(two, *undoing(two.decisions, "bo", "2026", last=True))
    assert [v.state for v in ledger(two)] == ["followed", "stands", "undone", "stands"]
    counted = review_status(two)
    assert (counted.claims, counted.undecided, counted.verdicts, counted.undone) == (2, {"live": 1}, {"reject": 1}, 1)
    assert counted.by_reviewer == {("anna", "accept"): 1, ("anna", "reject"): 1}


def test_the_precision_of_a_rule_is_that_of_its_reviewed_claims(two: Dataset) -> None:
    decide(two, on(two, claim_of(two, "pk:leads"), "accept"), on(two, claim_of(two, "pk:implements"), "reject"))
    (rule,) = rule_precision(two)
    assert (rule.rule, rule.claims, rule.accepted, rule.rejected, rule.precision) == ("link.lead@1", 2, 1, 1, 0.5)
    assert rule.low == pytest.approx(0.0945, abs=1e-4)
    assert rule.high == pytest.approx(0.9055, abs=1e-4)


def test_rows_are_chosen_by_place_document_rule_status_and_sample(dataset: Dataset, commit: Callable[..., Any]) -> None:
    commit(dataset, usual("a.txt"), usual("b.txt", origin="model", rule="model.ask@1"))
    rows = review_rows(dataset, Choice())
    assert {r.document for r in rows if r.kind == "candidate"} == {"a.txt", "b.txt"}
    assert {r.document for r in review_rows(dataset, Choice(rules=("model.ask",)))} == {"b.txt"}
    assert {r.status for r in review_rows(dataset, Choice(statuses=("withheld",)))} == {"withheld"}
    assert {r.document for r in review_rows(dataset, Choice(documents=("a.txt",), kinds=("candidate",)))} == {"a.txt"}
    county = review_rows(dataset, Choice(places=(COUNTY.place,), kinds=("candidate",)))
    assert {r.subject for r in rows if r.kind == "candidate"} - {r.subject for r in county} == {BUREAU.name}
    drawn = [review_rows(dataset, Choice(sample=3, seed=seed)) for seed in (1, 1, 2)]
    assert len(drawn[0]) == 3
    assert drawn[0] == drawn[1] != drawn[2]


def test_new_and_unresolved_names_stand_once_with_their_documents(dataset: Dataset, commit: Callable[..., Any]) -> None:
    novel = mechanism("五桌一椅")
    more = [(STATION.id, "pk:implements", novel.id, {})]
    commit(dataset, *(document(key, more, [STATION, novel, *PLACES]) for key in ("a.txt", "b.txt")))
    rows = review_rows(dataset, Choice(kinds=("new-name",)), listed=lambda e: e.kind != "mechanism")
    assert [(r.id, r.subject, r.document, r.note) for r in rows] == [
        (novel.id, "五桌一椅", "a.txt; b.txt", "2 claims in 2 documents")
    ]
    decide(dataset, Decision("accept", novel.id, "anna", "2026", ""))
    assert not review_rows(dataset, Choice(kinds=("new-name",)), listed=lambda e: e.kind != "mechanism")


def test_contradicting_claims_stand_as_conflicts_alone(dataset: Dataset, commit: Callable[..., Any]) -> None:
    commit(dataset, usual("a.txt"), usual("b.txt"))
    pair = claim_of(dataset, "pk:convenes"), claim_of(dataset, "pk:convenes", "b.txt")
    rows = review_rows(dataset, Choice(), pairs=[pair])
    assert [(r.id, r.note) for r in rows if r.kind == "conflict"] == [
        (pair[0], f"contradicts {pair[1][:12]}"),
        (pair[1], f"contradicts {pair[0][:12]}"),
    ]
    assert not {r.id for r in rows if r.kind == "candidate"} & set(pair)
    assert MEETING.name in {r.object for r in rows}


@pytest.mark.parametrize("choice", [{"kinds": ("claims",)}, {"statuses": ("dead",)}, {"sample": -1}])
def test_an_unknown_choice_is_refused(choice: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Choice(**choice)
