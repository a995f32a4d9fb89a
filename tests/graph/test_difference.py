"""What differs between two states of a dataset is told claim by claim, with what reads otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import BRANCH, CENTRE, MEETING, PLACES, RATE, STATION, TEAMS, Statement, document, unit, usual
from policing_kg.errors import UsageError
from policing_kg.graph.claim import OBSERVES
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.versions import Change, Difference, difference, edition
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
PORT = unit("云川市公安局东岭分局港口派出所")
RUNS: Statement = (STATION.id, "pk:implements", TEAMS.id, {"stage": "pilot"})
NAMED = [STATION, BRANCH, CENTRE, TEAMS, MEETING, RATE, PORT, *PLACES]


def compared(dataset: Dataset, earlier: int, later: int) -> Difference:
    with edition(f"{dataset.path}@{earlier}") as one, edition(f"{dataset.path}@{later}") as other:
        return difference(one, other)


def counted(found: Difference) -> dict[str, int]:
    return {kind: n for kind, n in found.counts.items() if n}


def only(found: Difference) -> Change:
    (change,) = found.changes
    return change


def test_a_dataset_differs_in_nothing_from_itself(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    found = compared(dataset, 1, 1)
    assert not found
    assert found.documents == {"added": 0, "withdrawn": 0, "changed": 0, "unchanged": 1}


def test_documents_that_come_and_go_bring_and_take_exactly_their_claims(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"), usual("b.txt"))
    commit(dataset, usual("c.txt"), without=["b.txt"])
    found = compared(dataset, 1, 2)
    assert found.documents == {"added": 1, "withdrawn": 1, "changed": 0, "unchanged": 1}
    assert counted(found) == {"added": 8, "withdrawn": 8}
    assert {(c.change, c.document) for c in found.changes} == {("added", "c.txt"), ("withdrawn", "b.txt")}
    with Dataset.open(dataset.path) as now:
        assert {c.claim for c in found.changes if c.change == "added"} == {
            c.id for c in now.claims() if c.document == "c.txt"
        }
    back = compared(dataset, 2, 1)
    assert counted(back) == {"added": 8, "withdrawn": 8}
    assert {c.claim for c in back.changes} == {c.claim for c in found.changes}


def test_a_qualifier_that_reads_otherwise_is_one_change_with_both_readings(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a.txt", [RUNS], NAMED))
    commit(dataset, document("a.txt", [(*RUNS[:3], {"stage": "full"})], NAMED))
    found = only(compared(dataset, 1, 2))
    assert (found.change, found.before, found.after) == ("changed", "stage=pilot", "stage=full")
    assert (found.subject, found.predicate, found.object) == (STATION.name, "pk:implements", TEAMS.name)
    assert found.earlier not in ("", found.claim)


def test_a_figure_that_reads_otherwise_is_one_change(dataset: Dataset, commit: Commit) -> None:
    about = {"measure": RATE.id, "unit": "%", "period": "2023"}
    commit(dataset, document("a.txt", [(STATION.id, OBSERVES, "96.3", about)], NAMED))
    commit(dataset, document("a.txt", [(STATION.id, OBSERVES, "95.1", about)], NAMED))
    found = only(compared(dataset, 1, 2))
    assert (found.change, found.before, found.after) == ("changed", "object=96.3", "object=95.1")


def test_a_decision_on_a_claim_changes_its_standing(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a.txt", [RUNS], NAMED))
    (claim,) = dataset.claims()
    with dataset.writer() as writer:
        writer.decide(Decision("reject", claim.id, "coder-a", "2026-01-01", "misread"))
        writer.commit()
    found = only(compared(dataset, 1, 2))
    assert (found.change, found.claim, found.earlier) == ("changed", claim.id, "")
    assert (found.before, found.after) == ("status=live", "status=rejected")


def test_a_merge_is_told_as_a_name_and_at_each_claim_that_it_moves(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a.txt", [RUNS], NAMED), usual("b.txt"))
    with dataset.writer() as writer:
        writer.decide(Decision("merge", TEAMS.id, "coder-a", "2026-01-01", "the same", into=MEETING.id))
        writer.commit()
    found = compared(dataset, 1, 2)
    assert counted(found) == {"re-resolved": 2, "merged": 1}
    (name,) = (c for c in found.changes if c.change == "merged")
    assert TEAMS.id in name.subject
    assert MEETING.name in name.after
    (moved,) = (c for c in found.changes if c.document == "a.txt")
    assert moved.before == f"object={TEAMS.name} ({TEAMS.id})"
    assert moved.after == f"object={MEETING.name} ({MEETING.id})"
    assert found.documents["changed"] == 2


def test_a_split_names_the_documents_that_it_concerns(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a.txt", [RUNS], NAMED), usual("b.txt"))
    with dataset.writer() as writer:
        writer.decide(Decision("split", TEAMS.id, "coder-a", "2026-01-01", "", into=MEETING.id, documents=("a.txt",)))
        writer.commit()
    found = compared(dataset, 1, 2)
    assert counted(found) == {"re-resolved": 1, "split": 1}
    assert {c.document for c in found.changes} == {"a.txt"}


def test_the_same_words_with_another_entity_are_re_resolved(dataset: Dataset, commit: Commit) -> None:
    first = document("a.txt", [RUNS], NAMED, body="x")
    commit(dataset, first)
    claim = first.claims[0]
    other = document("a.txt", [(PORT.id, *RUNS[1:])], NAMED, body="y")
    with_sentence = _of_sentence(other, claim.sentence)
    commit(dataset, with_sentence)
    found = only(compared(dataset, 1, 2))
    assert found.change == "re-resolved"
    assert found.before == f"subject={STATION.name} ({STATION.id})"
    assert found.after == f"subject={PORT.name} ({PORT.id})"


def _of_sentence(found: object, sentence: str) -> object:
    from dataclasses import replace

    from policing_kg.graph.claim import claim_id

    claims = [replace(c, sentence=sentence) for c in found.claims]  # type: ignore[attr-defined]
    claims = [replace(c, id=claim_id(c)) for c in claims]
    evidence = [replace(e, claim=c.id) for e, c in zip(found.evidence, claims, strict=True)]  # type: ignore[attr-defined]
    return replace(found, claims=tuple(claims), evidence=tuple(evidence))  # type: ignore[type-var]


def test_a_text_that_shifts_moves_its_claims_and_changes_none(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a.txt", [RUNS], NAMED, body="x"))
    commit(dataset, document("a.txt", [RUNS], NAMED, body="xx", shift=7))
    found = only(compared(dataset, 1, 2))
    assert (found.change, found.before, found.after) == ("moved", "place=a.txt 2–9", "place=a.txt 9–16")


def test_two_datasets_are_compared_as_two_generations_are(dataset: Dataset, commit: Commit, tmp_path: Path) -> None:
    commit(dataset, usual("a.txt"))
    shutil.copytree(dataset.path, tmp_path / "other")
    with Dataset.open(tmp_path / "other") as other:
        commit(other, usual("b.txt"))
    with edition(dataset.path) as one, edition(tmp_path / "other") as two:
        assert counted(difference(one, two)) == {"added": 8}


def test_a_generation_that_is_not_there_is_named_with_those_that_are(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    with (
        pytest.raises(UsageError, match=r"@9: no such generation of the dataset; name one of 1$"),
        edition(f"{dataset.path}@9"),
    ):
        pass
