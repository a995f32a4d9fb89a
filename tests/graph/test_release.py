"""A release freezes a dataset: the same bytes for the same input, nothing secret, and the dataset comes back."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from invented import BRANCH, CENTRE, MEETING, PLACES, STATION, TEAMS, Statement, document, generated, usual
from policing_kg.errors import DataError, InputRefused, UsageError
from policing_kg.graph.damage import sum_of
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.document import DocumentClaims
from policing_kg.graph.generation import FORMAT, folder_of
from policing_kg.graph.signature import body_signature
from policing_kg.graph.term import document_iri
from policing_kg.graph.versions import About, Released, day_of, difference, edition, freeze, read_creators, restore
from policing_kg.graph.versions.layout import MANIFEST, read_release
from policing_kg.graph.versions.published import published
from policing_kg.graph.writer import Changes
from test_older_format import as_first_format

Commit = Callable[..., Changes]
Quads = Callable[[Dataset], str]
ABOUT = About("1.0", "2026-11-30", licence="CC-BY-4.0")
RUNS: Statement = (STATION.id, "pk:implements", TEAMS.id, {"stage": "pilot"})
NAMED = [STATION, BRANCH, CENTRE, TEAMS, MEETING, *PLACES]
BODY = "".join(chr(0x4E00 + 7 * n) for n in range(300))


def fill(folder: Path) -> None:
    (folder / "ontology").mkdir()
    (folder / "ontology" / "a.ttl").write_text("# a\n")


def frozen(dataset: Dataset, into: Path, about: About = ABOUT, **more: object) -> Released:
    return freeze(dataset, into, about, fill, **more)  # type: ignore[arg-type]


def repeated(key: str, cut: int) -> DocumentClaims:
    return replace(usual(key, body=key + "某甲" + BODY), signature=body_signature(BODY[cut:]))


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def reviewed(dataset: Dataset, commit: Commit) -> Dataset:
    """Documents of both layers and roots, near-duplicates, a merge, a split and a rejection."""
    commit(
        dataset,
        repeated("a.txt", 0),
        repeated("b.txt", 9),
        generated("c.txt", 60, 1, root="/home/reader/texts", body="某甲"),
        usual("coded", origin="coder", rule="coder@1", root="policing-kg:base", path="claims/a.csv", body="某甲等"),
    )
    claim = next(c for c in dataset.claims() if c.document == "c.txt")
    with dataset.writer() as writer:
        writer.decide(
            Decision("reject", claim.id, "coder-a", "2026-01-01", "misread"),
            Decision("merge", TEAMS.id, "coder-a", "2026-01-01", "the same", into=MEETING.id),
            Decision("split", CENTRE.id, "coder-a", "2026-01-01", "", into=BRANCH.id, documents=("a.txt",)),
        )
        writer.commit()
    return dataset


def test_a_release_becomes_a_dataset_with_the_same_digest_and_graph(
    reviewed: Dataset, quads: Quads, tmp_path: Path
) -> None:
    frozen(reviewed, tmp_path / "r")
    done = restore(tmp_path / "r", tmp_path / "again")
    assert done.digest == reviewed.digest
    with Dataset.open(tmp_path / "again") as again:
        assert again.manifest.documents == reviewed.manifest.documents
        assert again.decisions == reviewed.decisions
        assert quads(again) == quads(reviewed)


def test_the_same_dataset_gives_the_same_bytes(reviewed: Dataset, tmp_path: Path) -> None:
    frozen(reviewed, tmp_path / "one")
    frozen(reviewed, tmp_path / "two")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_the_restored_dataset_gives_the_bytes_of_the_release_again(reviewed: Dataset, tmp_path: Path) -> None:
    frozen(reviewed, tmp_path / "one")
    restore(tmp_path / "one", tmp_path / "again")
    with Dataset.open(tmp_path / "again") as again:
        frozen(again, tmp_path / "two")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_nothing_that_undoes_a_mask_or_names_a_folder_is_published(reviewed: Dataset, tmp_path: Path) -> None:
    frozen(reviewed, tmp_path / "r")
    secret = {text for h in reviewed.holdings() for layer in h.layers for text in (layer.version, layer.signature)}
    secret |= {m.sha256 for h in reviewed.holdings() for m in h.manifestations}
    secret |= {"/home/reader", str(tmp_path), str(Path.cwd())}
    secret -= {""}
    with edition(tmp_path / "r") as held:
        shown = repr([held.holdings([key]) for key in held.documents])
    shown += "".join(data.decode("utf-8", "replace") for data in everything(tmp_path / "r").values())
    assert [text for text in secret if text in shown] == []


def test_a_published_document_has_the_digest_of_the_one_it_was_made_from(reviewed: Dataset) -> None:
    from policing_kg.graph.digest import document_digest

    for holding in reviewed.holdings():
        assert document_digest(published(holding, "a.txt")) == document_digest(holding)


def test_every_file_is_named_with_its_hash(reviewed: Dataset, tmp_path: Path) -> None:
    done = frozen(reviewed, tmp_path / "r")
    files = {f.path: f for f in done.manifest.files}
    there = {p.relative_to(tmp_path / "r").as_posix() for p in (tmp_path / "r").rglob("*") if p.is_file()}
    assert there - files.keys() == {"manifest.json", "SHA256SUMS"}
    assert all(sum_of(tmp_path / "r" / name) == f.sha256 for name, f in files.items())
    ended = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path / "r", check=False)
    assert ended.returncode == 0


def test_the_metadata_say_what_was_given_and_invent_nothing(reviewed: Dataset, tmp_path: Path) -> None:
    table = tmp_path / "creators.csv"
    table.write_text("family,given,orcid,affiliation\n林,晓,0000-0002-1825-0097,云川大学\n", encoding="utf-8")
    about = replace(ABOUT, creators=read_creators(table), publisher="云川大学", doi="10.5072/yunchuan.1")
    frozen(reviewed, tmp_path / "named", about)
    crate = {
        e["@id"]: e for e in json.loads((tmp_path / "named" / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    }
    assert crate["./"]["author"] == [{"@id": "https://orcid.org/0000-0002-1825-0097"}]
    assert crate["./"]["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert {part["@id"] for part in crate["./"]["hasPart"]} <= crate.keys()
    assert crate["graph.nq"]["sha256"] == sum_of(tmp_path / "named" / "graph.nq")
    held = json.loads((tmp_path / "named" / "datacite.json").read_text("utf-8"))
    assert (held["doi"], held["creators"][0]["familyName"]) == ("10.5072/yunchuan.1", "林")
    assert held["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    root = ElementTree.parse(tmp_path / "named" / "datacite.xml").getroot()
    kernel = {"d": "http://datacite.org/schema/kernel-4"}
    assert root.findtext("d:identifier", namespaces=kernel) == "10.5072/yunchuan.1"
    assert root.findtext("d:creators/d:creator/d:creatorName", namespaces=kernel) == "林, 晓"
    cff = (tmp_path / "named" / "CITATION.cff").read_text("utf-8")
    assert '  - family-names: "林"\n    given-names: "晓"\n' in cff
    done = frozen(reviewed, tmp_path / "bare", About("1.0", "2026-11-30"))
    assert [note.split(" ", 2)[1] for note in done.notes] == ["creators", "licence"]
    bare = json.loads((tmp_path / "bare" / "datacite.json").read_text("utf-8"))
    assert (bare["creators"], bare["publisher"]) == ([{"name": ":unav"}], {"name": ":unav"})
    assert "doi" not in bare  # the registry's JSON takes a DOI or none; its XML has a code for one to come
    for one in (held, bare):  # what DataCite's JSON schema 4.5 demands
        assert one["schemaVersion"] == "http://datacite.org/schema/kernel-4"
        assert re.fullmatch(r"\d{4}", one["publicationYear"])
        assert {"creators", "titles", "publisher", "types"} <= one.keys()
        assert re.fullmatch(r"10[.]\d{4,9}/\S+", one.get("doi", "10.1234/none"))
    assert "rightsList" not in bare


def test_merged_and_split_names_redirect(reviewed: Dataset, tmp_path: Path) -> None:
    frozen(reviewed, tmp_path / "r")
    with (tmp_path / "r" / "redirects.csv").open(encoding="utf-8", newline="") as opened:
        rows = {row["iri"].rsplit("/id/")[1]: row for row in csv.DictReader(opened)}
    assert rows.keys() == {TEAMS.id, CENTRE.id}
    assert rows[TEAMS.id]["replaced_by"].endswith(MEETING.id)
    assert rows[CENTRE.id]["document"] == document_iri("a.txt").value


def test_what_an_earlier_release_had_and_this_one_lacks_has_a_tombstone(
    dataset: Dataset, commit: Commit, tmp_path: Path
) -> None:
    commit(dataset, document("a.txt", [RUNS], NAMED), generated("b.txt", 5, 1))
    frozen(dataset, tmp_path / "one")
    (old,) = (c.id for c in dataset.claims() if c.document == "a.txt")
    commit(dataset, document("a.txt", [(*RUNS[:3], {"stage": "full"})], NAMED), without=["b.txt"])
    (new,) = (c.id for c in dataset.claims())
    done = frozen(dataset, tmp_path / "two", replace(ABOUT, version="2.0"), since=tmp_path / "one")
    assert done.manifest.since["version"] == "1.0"
    assert {name: n for name, n in done.changes.items() if n} == {
        "documents withdrawn": 1, "documents changed": 1, "withdrawn": 5, "changed": 1,
    }  # fmt: skip
    buried = tombs(tmp_path / "two")
    replaced = {row["replaced_by"].rsplit("/")[-1] for row in buried.values() if row["iri"].endswith(old)}
    assert replaced == {new}
    assert sum(row["kind"] == "claim" for row in buried.values()) == 6
    assert [iri for iri, row in buried.items() if row["kind"] == "document"] == [document_iri("b.txt").value]
    assert {row["last_in"] for row in buried.values()} == {"1.0"}
    commit(dataset, document("a.txt", [RUNS], NAMED))
    frozen(dataset, tmp_path / "three", replace(ABOUT, version="3.0"), since=tmp_path / "two")
    later = tombs(tmp_path / "three")
    assert not [iri for iri in later if iri.endswith(old)]
    assert {row["last_in"] for iri, row in later.items() if iri.endswith(new)} == {"2.0"}
    assert {row["last_in"] for row in later.values() if row["kind"] == "document"} == {"1.0"}


def tombs(release: Path) -> dict[str, dict[str, str]]:
    with (release / "tombstones.csv").open(encoding="utf-8", newline="") as opened:
        return {row["iri"]: row for row in csv.DictReader(opened)}


def test_a_release_is_compared_as_a_dataset_is(dataset: Dataset, commit: Commit, tmp_path: Path) -> None:
    commit(dataset, usual("a.txt"))
    frozen(dataset, tmp_path / "r")
    with edition(tmp_path / "r") as released, edition(dataset.path) as held:
        assert not difference(released, held)
    commit(dataset, usual("b.txt"))
    with edition(tmp_path / "r") as released, edition(dataset.path) as held:
        assert difference(released, held).counts["added"] == 8


def test_a_folder_that_is_there_is_refused_and_kept_unless_it_is_to_be_replaced(
    reviewed: Dataset, tmp_path: Path
) -> None:
    frozen(reviewed, tmp_path / "r")
    before = everything(tmp_path / "r")
    with pytest.raises(UsageError, match="holds a release already"):
        frozen(reviewed, tmp_path / "r")
    assert everything(tmp_path / "r") == before
    frozen(reviewed, tmp_path / "r", replace(ABOUT, version="1.1"), replace=True)
    assert read_release(tmp_path / "r").version == "1.1"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="holds something else"):
        frozen(reviewed, tmp_path / "other", replace=True)
    with pytest.raises(UsageError, match="inside the dataset"):
        frozen(reviewed, reviewed.path / "r")
    with pytest.raises(UsageError, match="no release there"):
        frozen(reviewed, tmp_path / "new", since=tmp_path / "other")


def test_a_release_that_fails_leaves_nothing(reviewed: Dataset, tmp_path: Path) -> None:
    def broken(_: Path) -> None:
        raise RuntimeError("stopped")

    there = set(os.listdir(tmp_path))
    with pytest.raises(RuntimeError, match="stopped"):
        freeze(reviewed, tmp_path / "r", ABOUT, broken)
    assert set(os.listdir(tmp_path)) == there


def test_a_damaged_release_is_refused_and_nothing_written(reviewed: Dataset, tmp_path: Path) -> None:
    frozen(reviewed, tmp_path / "r")
    table = min((tmp_path / "r" / "data").glob("claims-*.parquet"))
    whole = table.read_bytes()
    table.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(DataError, match=r"is not as it was released; take the release anew"):
        restore(tmp_path / "r", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_release_whose_claims_were_exchanged_is_refused(reviewed: Dataset, commit: Commit, tmp_path: Path) -> None:
    frozen(reviewed, tmp_path / "r")
    commit(reviewed, usual("d.txt"))
    frozen(reviewed, tmp_path / "other")
    held = json.loads((tmp_path / "other" / MANIFEST).read_text("utf-8"))
    held["digest"] = read_release(tmp_path / "r").digest
    (tmp_path / "other" / MANIFEST).write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(DataError, match="its claims are not those that its digest names"):
        restore(tmp_path / "other", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_release_of_another_format_is_refused_in_one_line(reviewed: Dataset, tmp_path: Path) -> None:
    frozen(reviewed, tmp_path / "r")
    file = tmp_path / "r" / MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"format": 9}), encoding="utf-8")
    with pytest.raises(DataError, match=r"release format 9 is not the format 1 of this version; update policing-kg$"):
        restore(tmp_path / "r", tmp_path / "again")


def test_a_dataset_of_the_first_format_is_released_and_restored_in_this_one(reviewed: Dataset, tmp_path: Path) -> None:
    shutil.copytree(reviewed.path, tmp_path / "old")
    as_first_format(folder_of(tmp_path / "old", reviewed.generation))
    with Dataset.open(tmp_path / "old") as old:
        assert old.manifest.format == 1
        frozen(old, tmp_path / "r")
    assert restore(tmp_path / "r", tmp_path / "again").digest == reviewed.digest
    with Dataset.open(tmp_path / "again") as again:
        assert again.manifest.format == FORMAT
        assert sorted(c.id for c in again.claims()) == sorted(c.id for c in reviewed.claims())


def test_a_dataset_that_is_not_what_its_digest_names_is_not_released(reviewed: Dataset, tmp_path: Path) -> None:
    documents = dict(reviewed.manifest.documents) | {"a.txt": "0" * 64}
    object.__setattr__(reviewed.manifest, "documents", documents)
    with pytest.raises(DataError, match=r"a\.txt has not the digest that the dataset names"):
        frozen(reviewed, tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_a_dataset_is_restored_into_a_new_folder_alone(reviewed: Dataset, tmp_path: Path) -> None:
    frozen(reviewed, tmp_path / "r")
    with pytest.raises(UsageError, match="holds something already"):
        restore(tmp_path / "r", reviewed.path)
    with pytest.raises(UsageError, match="no release there"):
        restore(reviewed.path, tmp_path / "again")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("family,orcid\n林,0000-0002-1825-0098\n", "check digit"),
        ("family,orcid\n林,晓\n", "no ORCID iD"),
        ("family,given\n,晓\n", "names nobody"),
        ("author\n林\n", "author is no column"),
        ("family\n", "holds no creator"),
    ],
)
def test_a_table_of_creators_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "creators.csv").write_text(text, encoding="utf-8")
    with pytest.raises((InputRefused, UsageError), match=said):
        read_creators(tmp_path / "creators.csv")


def test_the_day_is_that_of_the_environment_where_none_is_given() -> None:
    assert day_of("", "86400") == "1970-01-02"
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH=soon: not seconds"):
        day_of("", "soon")
