"""What a build does to a dataset: unchanged, changed, moved and withdrawn documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from invented import BRANCH, BUREAU, CENTRE, STATION, TEAMS, document, usual
from policing_kg.errors import ClaimRefused, DataError, InputRefused, UsageError
from policing_kg.graph.dataset import Dataset, open_graph
from policing_kg.graph.generation import FORMAT, current
from policing_kg.graph.segment import FileRow
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
LINKS = [(STATION.id, "org:unitOf", BRANCH.id, {}), (BRANCH.id, "org:unitOf", BUREAU.id, {})]
MORE = (STATION.id, "pk:implements", TEAMS.id, {"stage": "pilot"})
BODIES = [STATION, BRANCH, BUREAU, TEAMS, CENTRE]


def test_a_first_build_is_generation_1_and_can_be_asked(dataset: Dataset, commit: Commit) -> None:
    changes = commit(dataset, usual("a.txt"), usual("b.txt", body="b"))
    assert (changes.generation, changes.written, changes.added) == (1, True, ("a.txt", "b.txt"))
    assert dataset.manifest.counts["documents"] == 2
    with open_graph(dataset.path) as graph:
        rows = graph.rows("SELECT DISTINCT ?above WHERE { ?s rdfs:label ?name ; org:unitOf+/rdfs:label ?above }")
    assert {r["above"].value for r in rows} == {BRANCH.name, BUREAU.name}


def test_the_same_documents_again_write_no_generation(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    again = commit(dataset, usual("a.txt"))
    assert (again.written, again.generation, again.unchanged) == (False, 1, ("a.txt",))
    assert sorted(p.name for p in (dataset.path / "generations").iterdir()) == ["1"]


def test_another_menu_around_the_same_body_brings_no_claim(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a", LINKS, BODIES, body="甲"))
    before = {c.id for c in dataset.claims()}
    changes = commit(dataset, document("a", LINKS, BODIES, body="甲", menu="另一菜单", shift=7))
    assert (changes.claims_added, changes.claims_removed) == (0, 0)
    assert {c.id for c in dataset.claims()} == before


def test_a_copy_under_another_path_is_one_more_file_of_the_first_document(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a", LINKS, BODIES, body="甲"))
    changes = commit(dataset, document("b", LINKS, BODIES, body="甲"))
    assert (changes.added, changes.changed) == ((), ("a",))
    held = dataset.holding("a")
    assert held is not None
    assert [m.path for m in held.manifestations] == ["a", "b"]
    assert dataset.holding("b") is None


def test_of_two_copies_in_one_build_the_smallest_path_names_the_document(dataset: Dataset, commit: Commit) -> None:
    changes = commit(dataset, document("b", LINKS, BODIES, body="甲"), document("a", LINKS, BODIES, body="甲"))
    assert changes.added == ("a",)


def test_a_changed_body_changes_only_the_changed_claims(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a", LINKS, BODIES, body="甲"))
    kept = {c.id for c in dataset.claims()}
    changes = commit(dataset, document("a", [*LINKS, MORE], BODIES, body="甲乙"))
    assert (changes.changed, changes.claims_added, changes.claims_removed) == (("a",), 1, 0)
    assert kept < {c.id for c in dataset.claims()}


def test_a_claim_that_only_moved_keeps_its_id_and_gets_new_evidence(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a", LINKS, BODIES, body="甲"))
    before = {c.id for c in dataset.claims()}
    changes = commit(dataset, document("a", LINKS, BODIES, body="新甲", shift=1))
    assert (changes.claims_added, changes.claims_removed) == (0, 0)
    assert {c.id for c in dataset.claims()} == before
    assert min(e.start for e in dataset.evidence()) == 3


def test_withdrawal_takes_exactly_the_documents_claims(dataset: Dataset, commit: Commit) -> None:
    only_b = document("b", [*LINKS[:1], MORE], BODIES)
    commit(dataset, document("a", LINKS, BODIES), only_b)
    changes = commit(dataset, without=["a"])
    assert (changes.withdrawn, changes.claims_removed) == (("a",), 2)
    assert {c.id for c in dataset.claims()} == {c.id for c in only_b.claims}
    with dataset.graph() as graph:
        assert len(list(graph.quads(None, "org:unitOf"))) == 1  # b still supports it


def test_the_last_support_takes_the_plain_fact_away(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a", LINKS, BODIES), document("b", LINKS, BODIES))
    commit(dataset, without=["a"])
    with dataset.graph() as graph:
        assert len(list(graph.quads(None, "org:unitOf"))) == 2
    commit(dataset, without=["b"])
    with dataset.graph() as graph:
        assert len(graph) == 0


def test_a_coders_equal_claim_is_a_second_origin_not_a_second_row(dataset: Dataset, commit: Commit) -> None:
    coded = document("a", LINKS, BODIES, origin="coder", rule="base@1", path="base.csv", root="base")
    commit(dataset, coded)
    changes = commit(dataset, document("a", [*LINKS, MORE], BODIES))
    assert changes.claims_added == 1
    held = dataset.holding("a")
    assert held is not None
    assert sorted(len(origins) for _, origins in held.claims.values()) == [1, 2, 2]
    with dataset.writer() as w:
        w.withdraw("a", "read")
        assert w.commit().claims_removed == 1
    assert sorted(c.id for c in dataset.claims()) == sorted(c.id for c in coded.claims)


def test_a_body_that_is_coded_is_known_by_its_masked_hash(dataset: Dataset, commit: Commit) -> None:
    coded = document("declared-id", LINKS, BODIES, origin="coder", path="base.csv", root="base")
    commit(dataset, replace(coded, version="", masked_version="m"))
    with dataset.writer() as w:
        assert (w.key_of("unknown", "m"), w.key_of("unknown", "other")) == ("declared-id", "")


def test_a_missing_file_leaves_the_document_while_another_carries_it(dataset: Dataset) -> None:
    with dataset.writer() as w:
        for path in ("a", "b"):
            found = document(path, LINKS, BODIES, body="甲")
            w.put(found)
            w.see_file(FileRow("news", path, 1, 1, found.manifestation.sha256, found.version, path))
        w.commit()
    assert [r.document for r in dataset.files()] == ["a", "a"]
    with dataset.writer() as w:
        w.forget_file("news", "a")
        assert w.orphans() == ()  # same bytes: evidence holds
        assert w.commit().withdrawn == ()
    with dataset.writer() as w:
        w.forget_file("news", "b")
        assert w.commit().withdrawn == ("a",)
    assert dataset.files() == ()


def test_files_left_without_their_body_are_named_to_be_read_again(dataset: Dataset) -> None:
    with dataset.writer() as w:
        for path, menu in (("a", ""), ("b", "菜单")):
            found = document("a", LINKS, BODIES, body="甲", path=path, menu=menu)
            w.put(found)
            w.see_file(FileRow("news", path, 1, 1, found.manifestation.sha256, found.version, "a"))
        w.commit()
    with dataset.writer() as w:
        w.forget_file("news", "a")
        assert [r.path for r in w.orphans()] == ["b"]
        assert w.key_of(found.version) == "a"
        w.put(found)
        assert w.orphans() == ()
        w.commit()
    assert {e.manifestation for e in dataset.evidence()} == {found.manifestation.sha256}


def test_times_alone_write_no_generation(dataset: Dataset) -> None:
    found = usual("a.txt")
    for time in (1, 2):
        with dataset.writer() as w:
            w.put(found)
            w.see_file(FileRow("news", "a.txt", 5, time, found.manifestation.sha256, found.version, "a.txt"))
            assert w.commit().generation == 1


def test_untouched_segments_are_linked_and_manifest_hashes_hold(dataset: Dataset, commit: Commit) -> None:
    import hashlib

    commit(dataset, *(document(f"d{n}", LINKS, BODIES, body=f"{n}") for n in range(8)))
    first = {s.name: (dataset.folder / s.name).stat().st_ino for s in dataset.manifest.segments}
    commit(dataset, document("d0", [*LINKS, MORE], BODIES, body="0新"))
    second = {s.name: (dataset.folder / s.name).stat().st_ino for s in dataset.manifest.segments}
    moved = {name for name in first if first[name] != second.get(name) and "-" in name}
    assert len(moved) == 5  # one bucket: documents, claims, evidence, entities, marks
    for s in dataset.manifest.segments:
        assert hashlib.sha256((dataset.folder / s.name).read_bytes()).hexdigest() == s.sha256


def test_a_claim_without_evidence_is_refused(dataset: Dataset) -> None:
    found = document("a", LINKS, BODIES)
    with dataset.writer() as w, pytest.raises(ClaimRefused, match=r"^a: claim \w+ has no evidence"):
        w.put(replace(found, evidence=found.evidence[1:]))


def test_a_claim_about_an_undescribed_entity_is_refused(dataset: Dataset) -> None:
    with dataset.writer() as w, pytest.raises(ClaimRefused, match="not described"):
        w.put(document("a", LINKS, [STATION]))


def test_two_bodies_under_one_key_in_one_build_are_refused(dataset: Dataset) -> None:
    with dataset.writer() as w:
        w.put(document("a", LINKS, BODIES, body="甲"))
        with pytest.raises(InputRefused, match="another text came under the key a"):
            w.put(document("a", LINKS, BODIES, body="乙", root="other"))


def test_a_folder_without_a_dataset_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no dataset there; build one"):
        Dataset.open(tmp_path)
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(UsageError, match="holds other files"):
        Dataset.create(tmp_path)


def test_a_dataset_of_a_later_format_is_not_read(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual())
    file = dataset.folder / "manifest.json"
    now = file.read_text(encoding="utf-8")
    assert f'"format": {FORMAT}' in now
    file.write_text(now.replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}'), encoding="utf-8")
    with pytest.raises(DataError, match=f"format {FORMAT + 1} is not the format {FORMAT}"):
        Dataset.open(dataset.path)


def test_many_claims_bring_more_buckets_and_lose_nothing(
    dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policing_kg.graph.segment.FULL", 2)
    commit(dataset, *(document(f"d{n}", LINKS, BODIES, body=f"{n}") for n in range(10)))
    small = dataset.manifest.buckets
    commit(dataset, *(document(f"e{n}", LINKS, BODIES, body=f"e{n}") for n in range(30)))
    assert small == 16 < dataset.manifest.buckets
    assert len({h.key for h in dataset.holdings()}) == 40 == dataset.manifest.counts["documents"]
    assert current(dataset.path) == 2
