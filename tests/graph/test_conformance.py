"""A commit reports what of its changes breaks a shape, and no violation is lost by a later build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from invented import BRANCH, BUREAU, PLACES, STATION, TEAMS, document, usual
from policing_kg.errors import DataError
from policing_kg.graph import conformance
from policing_kg.graph.conformance import nodes_of, violations_of
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import DocumentClaims
from policing_kg.graph.validation import Result, validate
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
BODIES = [STATION, BRANCH, BUREAU, TEAMS, *PLACES]
LINK = (STATION.id, "org:unitOf", BRANCH.id, {})


def wrong(key: str = "wrong") -> DocumentClaims:
    """A stage that the scheme of stages does not have."""
    return document(key, [(STATION.id, "pk:implements", TEAMS.id, {"stage": "no-such-stage"})], BODIES)


def test_a_sound_commit_has_no_violation(dataset: Dataset, commit: Commit) -> None:
    assert commit(dataset, usual("a.txt")).violations == ()
    assert dataset.violations() == ()


def test_a_violation_is_reported_in_one_line_that_names_node_and_value(dataset: Dataset, commit: Commit) -> None:
    changes = commit(dataset, usual("a.txt"), wrong())
    assert changes.written
    assert {v.value for v in changes.violations} == {"no-such-stage"}
    assert {v.path.rpartition("#")[2] for v in changes.violations} == {"stage"}
    line = str(changes.violations[0])
    assert "no-such-stage" in line
    assert "pk:stage" in line
    assert "\n" not in line


def test_only_what_changed_is_validated(dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(dataset, *(usual(f"{n}.txt", body=str(n)) for n in range(20)))
    asked: list[set[str]] = []
    plain = conformance.violations_of

    def noting(graph: object, nodes: object) -> tuple[Result, ...]:
        asked.append({n.value for n in nodes})  # type: ignore[attr-defined]
        return plain(graph, nodes)  # type: ignore[arg-type]

    monkeypatch.setattr(conformance, "violations_of", noting)
    changes = commit(dataset, wrong())
    (nodes,) = asked
    claims = {n.rpartition("/")[2] for n in nodes if "/claim/" in n}
    assert claims == {c.id for c in wrong().claims}
    assert len(nodes) < 10
    assert changes.violations


def test_a_violation_stands_until_its_node_is_mended_or_gone(dataset: Dataset, commit: Commit) -> None:
    first = commit(dataset, wrong()).violations
    assert commit(dataset, wrong()).violations == first  # nothing written
    assert commit(dataset, usual("a.txt")).violations == first  # something else written
    assert Dataset.open(dataset.path).violations() == first
    assert commit(dataset, without=["wrong"]).violations == ()
    assert dataset.violations() == ()


def test_strict_writes_nothing(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    with dataset.writer() as w:
        w.put(wrong())
        with pytest.raises(DataError, match="no-such-stage"):
            w.commit(strict=True)
    assert (dataset.generation, Dataset.open(dataset.path).generation) == (1, 1)
    assert not (dataset.path / "generations" / "2").exists()
    with dataset.writer() as w:
        w.put(document("b", [LINK], BODIES))
        assert w.commit(strict=True).generation == 2


def test_strict_looks_at_what_changed_alone(dataset: Dataset, commit: Commit) -> None:
    standing = commit(dataset, wrong()).violations
    with dataset.writer() as w:
        w.put(document("b", [LINK], BODIES, shift=3))
        assert w.commit(strict=True).violations == standing


def test_batches_find_what_the_whole_finds(dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(dataset, usual("a.txt"), *(wrong(f"w{n}") for n in range(3)))
    with dataset.graph() as graph:
        whole = tuple(sorted(validate(graph.store).violations))
        monkeypatch.setattr(conformance, "_BATCH", 7)
        assert violations_of(graph, nodes_of(graph.store)) == whole != ()


def test_a_node_that_points_to_a_wrong_class_is_found_without_the_whole_graph(
    dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conformance, "_BATCH", 1)
    commit(dataset, usual("a.txt"))
    odd = document("odd", [(STATION.id, "pk:implements", BRANCH.id, {})], BODIES)  # a body is no mechanism
    found = commit(dataset, odd).violations
    assert "Class" in {v.component for v in found}


def test_what_points_to_something_gone_is_found_though_it_did_not_change(dataset: Dataset, commit: Commit) -> None:
    placeless = document("a", [LINK], [STATION, BRANCH])
    assert commit(dataset, usual("places"), placeless).violations == ()
    assert {v.component for v in commit(dataset, without=["places"]).violations} == {"Class"}
    assert commit(dataset, usual("places")).violations == ()  # and mended by what comes back


def test_a_damaged_report_says_what_to_do(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, wrong())
    (dataset.folder / conformance.VIOLATIONS).write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="restore the dataset"):
        dataset.violations()


def test_a_rewritten_document_keeps_only_the_violations_it_has_now(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, wrong("a"), wrong("b"))
    before = len(dataset.violations())
    right = document("a", [(STATION.id, "pk:implements", TEAMS.id, {"stage": "pilot"})], BODIES, body="neu")
    commit(dataset, replace(right))
    assert 0 < len(dataset.violations()) < before
