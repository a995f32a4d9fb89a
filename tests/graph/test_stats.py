"""What a dataset holds, counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from invented import BRANCH, BUREAU, STATION, TEAMS, document, unit, usual
from policing_kg.errors import UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.stats import stats
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
BODIES = [STATION, BRANCH, BUREAU, TEAMS]


def test_claims_are_counted_by_what_they_say_and_how_they_stand(dataset: Dataset, commit: Commit) -> None:
    commit(
        dataset,
        document(
            "a",
            [
                (STATION.id, "org:unitOf", BRANCH.id, {}),
                (STATION.id, "pk:implements", TEAMS.id, {"modality": "planned"}),
                (BRANCH.id, "pk:implements", TEAMS.id, {"polarity": "negative"}),
            ],
            BODIES,
        ),
        document("b", [(STATION.id, "org:unitOf", BRANCH.id, {})], BODIES, origin="model", rule="model@1"),
    )
    s = stats(dataset)
    assert (s.documents, s.claims, s.live, s.facts, s.evidence) == (2, 4, 1, 1, 4)
    assert dict(s.by_predicate) == {"org:unitOf": 2, "pk:implements": 2}
    assert {k: v for k, v in s.by_status.items() if v} == {"live": 1, "negated": 1, "planned": 1, "withheld": 1}
    assert dict(s.by_origin) == {"rule": 3, "model": 1}
    assert dict(s.by_rule) == {"link.test@1": 3, "model@1": 1}
    assert dict(s.by_modality) == {"reported": 3, "planned": 1}
    assert dict(s.by_polarity) == {"affirmative": 3, "negative": 1}


def test_two_documents_that_say_the_same_make_one_fact(dataset: Dataset, commit: Commit) -> None:
    link = [(STATION.id, "org:unitOf", BRANCH.id, {})]
    commit(dataset, document("a", link, BODIES), document("b", link, BODIES))
    assert (stats(dataset).live, stats(dataset).facts) == (2, 1)


def test_entities_are_counted_once_by_class_and_unresolved_ones_apart(dataset: Dataset, commit: Commit) -> None:
    unclear = unit("某处派出所", "", resolved=False)
    crowd = unit("云川市派出所们", generic=True)
    more = document("b", [(unclear.id, "org:unitOf", crowd.id, {})], [unclear, crowd])
    commit(dataset, usual("a.txt"), usual("c.txt", body="c"), more)
    s = stats(dataset)
    assert (s.entities, s.unresolved) == (12, 1)
    assert {k: v for k, v in s.by_class.items() if v} == {
        "pk:PoliceBody": 4, "pk:Place": 3, "pk:Mechanism": 2, "pk:Implementation": 2, "pk:Posting": 2,
        "pk:Meeting": 2, "pk:Observation": 2, "pk:Department": 1, "pk:Measure": 1, "pk:Population": 1,
    }  # fmt: skip


def test_a_merged_entity_is_counted_with_the_one_that_stands_for_it(dataset: Dataset, commit: Commit) -> None:
    other = unit("河口所")
    commit(dataset, document("a", [(other.id, "org:unitOf", BRANCH.id, {})], [other, *BODIES]))
    before = stats(dataset)
    with dataset.writer() as w:
        w.decide(Decision("merge", other.id, "reader", "2025-01-01", "same sign", into=STATION.id))
        w.commit()
    after = stats(dataset)
    assert (before.entities - after.entities, after.decisions) == (1, 1)


def test_coverage_is_the_share_of_the_text_in_sentences_with_evidence(dataset: Dataset, commit: Commit) -> None:
    found = usual("a.txt")  # eight sentences of 20 characters, with a claim each
    body = ((0, 320),)
    commit(dataset, replace(found, manifestation=replace(found.manifestation, body=body)))
    (covered,) = stats(dataset).coverage
    assert (covered.document, covered.claims, covered.sentences, covered.evidence) == ("a.txt", 8, 8, 8)
    assert (covered.characters, covered.covered, covered.share) == (320, 160, 0.5)


def test_sentences_that_several_claims_share_are_counted_once(dataset: Dataset, commit: Commit) -> None:
    found = document("a", [(STATION.id, "org:unitOf", BRANCH.id, {}), (BRANCH.id, "org:unitOf", BUREAU.id, {})], BODIES)
    same = tuple(replace(e, sentence_start=0, sentence_end=40) for e in found.evidence)
    commit(dataset, replace(found, evidence=same))
    (covered,) = stats(dataset).coverage
    assert (covered.sentences, covered.covered, covered.evidence) == (1, 40, 2)


def test_figures_of_the_generation_are_those_of_its_manifest(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    s = stats(dataset.path)
    assert (s.generation, s.digest, s.ontology) == (1, dataset.digest, "0.1.0")
    assert s.bytes >= sum(x.bytes for x in dataset.manifest.segments)
    with dataset.graph() as graph:
        assert s.quads == len(graph)


def test_as_json_and_as_lines_say_the_same(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    s = stats(dataset)
    lines = dict(s.lines())
    assert lines["claims"] == str(s.as_json()["claims"]) == "8"
    assert lines["predicate: org:unitOf"] == str(s.as_json()["by_predicate"]["org:unitOf"]) == "2"
    assert lines["document: a.txt"] == "8 claims in 8 sentences, 100% of the text"


def test_an_empty_folder_has_no_statistics(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no dataset there"):
        stats(tmp_path)
    with Dataset.create(tmp_path / "kg") as empty, pytest.raises(UsageError, match="build it first"):
        stats(empty)
