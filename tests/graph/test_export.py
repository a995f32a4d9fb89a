"""Exports hold all that the dataset holds, say it alike each time, and are whole or not there."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from invented import BRANCH, BUREAU, CENTRE, STATION, TEAMS, document, mechanism, unit, usual
from policing_kg.errors import UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.export import FORMATS, export
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
BODIES = [STATION, BRANCH, BUREAU, TEAMS, CENTRE]


@pytest.fixture
def kg(dataset: Dataset, commit: Commit) -> Dataset:
    commit(dataset, usual("a.txt"), usual("b.txt", body="乙", origin="model"))
    with dataset.writer() as w:
        accepted = min(c.id for c in dataset.claims() if c.predicate == "org:unitOf" and c.document == "a.txt")
        w.decide(Decision("accept", accepted, "reader", "2025-01-01", "as it stands there"))
        w.commit()
    return dataset


def quads_of(dataset: Dataset) -> set[ox.Quad]:
    with dataset.graph() as graph:
        return set(graph.store)


@pytest.mark.parametrize(
    ("form", "syntax"),
    [("trig", ox.RdfFormat.TRIG), ("nquads", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_a_format_with_graphs_reads_back_as_the_same_quads(
    kg: Dataset, tmp_path: Path, form: str, syntax: ox.RdfFormat
) -> None:
    done = export(kg, form, tmp_path / f"kg{FORMATS[form].suffix}")
    read = set(ox.parse(path=str(done.path), format=syntax))
    assert read == quads_of(kg)
    assert done.rows == len(read)


def test_turtle_reads_back_as_the_union_of_all_graphs(kg: Dataset, tmp_path: Path) -> None:
    done = export(kg, "turtle", tmp_path / "kg.ttl")
    union = {(q.subject, q.predicate, q.object) for q in quads_of(kg)}
    triples = {(q.subject, q.predicate, q.object) for q in ox.parse(path=str(done.path), format=ox.RdfFormat.TURTLE)}
    assert triples == union
    assert len(rdflib.Graph().parse(done.path)) == len(union) == done.rows


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib 7.6 warns of itself
def test_another_reader_of_json_ld_needs_no_network(
    kg: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("asks the network"))
    done = export(kg, "jsonld", tmp_path / "kg.jsonld")
    read = rdflib.Dataset()
    read.parse(data=done.path.read_text(encoding="utf-8"), format="json-ld")
    lines = read.serialize(format="nquads").encode().splitlines()
    again = {q for line in lines if line.strip() for q in ox.parse(line, format=ox.RdfFormat.N_QUADS)}
    assert again == quads_of(kg)


def test_json_ld_speaks_in_the_contexts_words(kg: Dataset, tmp_path: Path) -> None:
    done = export(kg, "jsonld", tmp_path / "kg.jsonld")
    nodes = json.loads(done.path.read_text(encoding="utf-8"))["@graph"]
    station = next(n for n in nodes if n["id"].endswith(STATION.id))
    assert station["type"] == "PoliceBody"
    assert station["label"] == {"zh": STATION.name}
    assert station["unitOf"].endswith(BRANCH.id)
    assert not any(key.startswith(("http", "pk:", "@")) for node in nodes for key in node if key != "@graph")


def test_n_quads_have_the_digests_own_order(kg: Dataset, tmp_path: Path) -> None:
    done = export(kg, "nquads", tmp_path / "kg.nq")
    lines = done.path.read_bytes().splitlines()
    with kg.graph() as graph:
        assert lines == [line.rstrip(b"\n") for line in graph.nquads()]
        assert lines == sorted(lines)
        assert quads_digest(lines) == quads_digest(graph.nquads())


def test_a_line_of_json_lines_is_a_claim_with_its_evidence(kg: Dataset, tmp_path: Path) -> None:
    done = export(kg, "jsonl", tmp_path / "kg.jsonl")
    lines = [json.loads(line) for line in done.path.read_text(encoding="utf-8").splitlines()]
    assert done.rows == len(lines) == kg.manifest.counts["claims"]
    posted = next(x for x in lines if x["predicate"] == "pk:stationedIn" and x["document"]["key"] == "a.txt")
    assert posted["subject"] == {"iri": f"https://w3id.org/policing-kg/id/{STATION.id}", "label": STATION.name}
    assert posted["object"]["label"] == CENTRE.name
    assert posted["qualifiers"] == {"headcount": "2", "headcount_unit": "名", "headcount_scope": "each"}
    held = next(e for e in kg.evidence() if e.claim == posted["claim"])
    assert posted["evidence"] == [
        {
            "path": "a.txt",
            "start": held.start,
            "end": held.end,
            "sentence_start": held.sentence_start,
            "sentence_end": held.sentence_end,
        }
    ]
    figure = next(x for x in lines if x["predicate"] == "pk:observes")
    assert (figure["value"], figure["qualifiers"]["measure"]["label"]) == (96.3, "纠纷化解率")
    assert {x["status"] for x in lines if x["document"]["key"] == "b.txt"} == {"withheld"}
    assert [x["predicate"] for x in lines if x.get("accepted")] == ["org:unitOf"]


def test_a_correction_stands_beside_what_it_corrects(dataset: Dataset, commit: Commit, tmp_path: Path) -> None:
    commit(dataset, document("a", [(STATION.id, "pk:implements", TEAMS.id, {"stage": "full"})], BODIES))
    wrong = next(dataset.claims())
    with dataset.writer() as w:
        w.decide(Decision("correct", wrong.id, "reader", "2025-01-01", "a trial", change=(("stage", "pilot"),)))
        w.commit()
    done = export(dataset, "jsonl", tmp_path / "kg.jsonl")
    lines = [json.loads(line) for line in done.path.read_text(encoding="utf-8").splitlines()]
    right = next(x for x in lines if "corrects" in x)
    assert (right["corrects"], right["qualifiers"], right["status"]) == (wrong.id, {"stage": "pilot"}, "live")
    assert right["evidence"][0]["start"] == 2
    assert [x["status"] for x in lines if x["claim"] == wrong.id] == ["rejected"]


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_tables_hold_every_entity_claim_evidence_and_frame(kg: Dataset, tmp_path: Path) -> None:
    done = export(kg, "csv", tmp_path / "tables")
    read = {file.stem: rows_of(file) for file in done.path.iterdir()}
    assert done.rows == sum(map(len, read.values()))
    assert {c["claim"] for c in read["claims"]} == {c.id for c in kg.claims()}
    assert len(read["evidence"]) == sum(1 for _ in kg.evidence())
    assert {e["iri"].split("/id/")[1] for e in read["entities"]} == {e.id for _, e in kg.entities()}
    assert sorted((r["key"], r["paths"]) for r in read["documents"]) == [("a.txt", "a.txt"), ("b.txt", "b.txt")]
    (posting,) = read["postings"]
    assert (posting["sender"], posting["host"], posting["headcount"]) == (STATION.name, CENTRE.name, "2")
    (meeting,) = read["meetings"]
    assert (meeting["convener"], meeting["participant"], meeting["frequency"]) == (
        CENTRE.name,
        STATION.name,
        "1次/周",
    )
    (figure,) = read["observations"]
    assert (figure["subject"], figure["value"], figure["unit"], figure["document"]) == (
        BUREAU.name,
        "96.3",
        "%",
        "a.txt",
    )
    assert sum(1 for f in read["facts"] if f["reviewed"]) == 1


def test_a_figure_in_a_table_says_who_reports_it(dataset: Dataset, commit: Commit, tmp_path: Path) -> None:
    said = usual("a.txt")
    commit(dataset, replace(said, document=replace(said.document, issuer=BUREAU.name, reporting="self")))
    folder = export(dataset, "csv", tmp_path / "tables").path
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        (figure,) = csv.DictReader(file)
    assert (figure["reported_by"], figure["reporting"]) == (BUREAU.name, "self")


def test_a_zip_holds_the_same_tables_and_is_equal_each_time(kg: Dataset, tmp_path: Path) -> None:
    folder = export(kg, "csv", tmp_path / "tables").path
    first, second = (export(kg, "csv", tmp_path / f"{n}.zip").path for n in "ab")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        assert {n: packed.read(n) for n in packed.namelist()} == {f.name: f.read_bytes() for f in folder.iterdir()}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_as_a_formula_does(dataset: Dataset, commit: Commit, tmp_path: Path, start: str) -> None:
    name = f"{start}HYPERLINK(1)"
    odd, plan = unit(name), mechanism("计划")
    commit(dataset, document("a", [(odd.id, "pk:implements", plan.id, {"frequency": name})], [odd, plan], title=name))
    done = export(dataset, "csv", tmp_path / "tables")
    cells = [c for file in done.path.iterdir() for row in rows_of(file) for c in row.values()]
    assert f"'{name}" in cells
    assert not [c for c in cells if c.startswith(start)]


def test_negative_figures_stay_numbers(dataset: Dataset, commit: Commit, tmp_path: Path) -> None:
    commit(dataset, document("a", [(STATION.id, "pk:observes", "-12.5", {"unit": "%"})], [STATION]))
    done = export(dataset, "csv", tmp_path / "tables")
    assert [r["value"] for r in rows_of(done.path / "claims.csv")] == ["-12.5"]


@pytest.mark.parametrize("form", FORMATS)
def test_equal_datasets_give_equal_files_whatever_their_history(tmp_path: Path, commit: Commit, form: str) -> None:
    found = [usual("a.txt"), document("b", [(STATION.id, "org:unitOf", BRANCH.id, {})], BODIES)]
    written = []
    for name, steps in (("x", [found]), ("y", [[found[1]], [usual("c", body="c")], [found[0]]])):
        with Dataset.create(tmp_path / name) as dataset:
            for step in steps:
                commit(dataset, *step)
            commit(dataset, without=["c"])
            done = export(dataset, form, tmp_path / f"{name}{FORMATS[form].suffix or '.zip'}")
            written.append(done.path.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("form", FORMATS)
def test_what_stands_there_is_replaced_only_when_asked(kg: Dataset, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out{FORMATS[form].suffix}"
    export(kg, form, target)
    with pytest.raises(UsageError, match="already"):
        export(kg, form, target)
    export(kg, form, target, replace=True)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith((".", "out"))] == [target.name]


@pytest.mark.parametrize("form", FORMATS)
def test_a_failure_midway_leaves_what_was_there(
    kg: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    target = tmp_path / f"out{FORMATS[form].suffix}"
    export(kg, form, target)

    def content() -> list[bytes]:
        return [f.read_bytes() for f in ([target] if target.is_file() else sorted(target.iterdir()))]

    before = content()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("policing_kg.graph.export.settle", full)
    with pytest.raises(UsageError, match=r"cannot be written \(No space left on device\)"):
        export(kg, form, target, replace=True)
    assert content() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_targets_that_are_something_else_are_refused(kg: Dataset, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.docx").touch()
    for form, target, says in [
        ("csv", tmp_path / "thesis", "holds other files"),
        ("turtle", tmp_path / "thesis", "is a folder; name a file that ends in .ttl"),
        ("turtle", tmp_path / "none" / "kg.ttl", "make it first"),
        ("nquads", kg.path / "kg.nq", "inside the dataset"),
        ("xml", tmp_path / "kg.xml", "use turtle, trig, jsonld, nquads, csv, jsonl, graphml, gexf or adoption"),
    ]:
        with pytest.raises(UsageError, match=says) as refused:
            export(kg, form, target, replace=True)
        assert "\n" not in str(refused.value)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is a file"):
        export(kg, "csv", tmp_path / "file", replace=True)
    assert (tmp_path / "thesis" / "chapter.docx").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_that_undoes_a_mask_is_given_out(dataset: Dataset, commit: Commit, tmp_path: Path, form: str) -> None:
    found = usual("a.txt", body="某甲说", root="/home/somebody/secret")
    commit(dataset, found)
    target = tmp_path / f"out{FORMATS[form].suffix}"
    export(dataset, form, target)
    files = [target] if target.is_file() else list(target.iterdir())
    text = "".join(f.read_text(encoding="utf-8") for f in files)
    assert found.version not in text
    assert found.manifestation.sha256 not in text
    assert "somebody" not in text
