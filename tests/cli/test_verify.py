"""verify proves a dataset or a release, and says what it could not check; what was tampered with is found."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from policing_kg.cli import cli, run
from policing_kg.graph.generation import read_manifest, segment, write_manifest
from policing_kg.graph.segment import read_table
from policing_kg.graph.versions.layout import SUMS
from pyoxigraph import NamedNode, Quad, Store

Run = Callable[..., Any]
TEXT = """南河公安深化派驻机制

2023年5月起,天津市公安局西青分局推行“派驻制度”,選派46名派出所所長進駐街鎮綜治中心。

局长钱志远带队,天津市公安局西青分局大寺派出所每周与综治中心、矛调中心召开联席会议。今年以来,天津市矛盾纠纷化解率达95.2%。
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources") / "texts"
    folder.mkdir()
    (folder / "nanhe.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    kg = tmp_path_factory.mktemp("proved") / "kg"
    assert run(cli, ["build", str(texts), "--into", str(kg), "--no-base"]) == 0
    return kg


@pytest.fixture
def kg(made: Path, tmp_path: Path) -> Path:
    """A dataset of the test's own, to be tampered with."""
    shutil.copytree(made, tmp_path / "kg")
    return tmp_path / "kg"


@pytest.fixture
def release(made: Path, tmp_path: Path) -> Path:
    into = tmp_path / "release"
    given = ["release", str(made), "--into", str(into), "--version", "1.0", "--date", "2026-11-30"]
    assert run(cli, given) == 0
    return into


def rows(ended: Any) -> dict[str, tuple[int, int, int]]:
    """What was compared, what differs and what was not checked, by check."""
    cells = [line.split() for line in ended.out.splitlines()[1:-1]]
    return {name: (int(a), int(b), int(c)) for name, a, b, c in cells}


def generation(kg: Path) -> Path:
    return kg / "generations" / "1"


def test_a_dataset_is_proved_whole_where_the_texts_are_in_the_cache(kg_run: Run, kg: Path) -> None:
    ended = kg_run("verify", kg)
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "proved")
    found = rows(ended)
    assert list(found) == ["files", "digests", "claims", "graph", "names", "evidence"]
    assert all(differ == 0 and compared > 0 for compared, differ, _ in found.values())
    assert found["claims"][0] > 5


def test_the_spans_are_proved_against_the_files_themselves(
    kg_run: Run, kg: Path, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "empty"))
    without = kg_run("verify", kg)
    compared, differ, unchecked = rows(without)["evidence"]
    assert (without.status, compared, differ) == (0, 0, 0)
    assert without.err == (
        f"not checked: nanhe.txt: {unchecked} spans: the text is not at hand; "
        "name the folder of its file with --sources\n"
    )
    with_files = kg_run("verify", kg, "--sources", texts)
    assert rows(with_files)["evidence"] == (unchecked, 0, 0)
    assert not with_files.err


def test_a_file_with_another_body_proves_nothing(
    kg_run: Run, kg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "empty"))
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / "nanhe.txt").write_text(TEXT.replace("95.2", "97.4"), encoding="utf-8")
    ended = kg_run("verify", kg, "--sources", tmp_path / "newer")
    assert (ended.status, rows(ended)["evidence"][:2]) == (0, (0, 0))
    assert "the file under --sources carries another version of it" in ended.err


def test_a_file_outside_the_sources_is_not_read(
    kg_run: Run, kg: Path, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "empty"))
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "nanhe.txt").symlink_to(texts / "nanhe.txt")
    assert rows(kg_run("verify", kg, "--sources", tmp_path / "links"))["evidence"][0] == 0


def test_a_release_is_proved_with_the_files_at_hand(kg_run: Run, release: Path, texts: Path) -> None:
    ended = kg_run("verify", release, "--sources", texts)
    found = rows(ended)
    assert (ended.status, list(found)) == (0, ["files", "digests", "claims", "graph", "evidence"])
    assert found["evidence"][0] > 5
    assert found["evidence"][1:] == (0, 0)


def test_a_fact_that_no_claim_states_is_found(kg_run: Run, kg: Path) -> None:
    node = NamedNode("https://w3id.org/policing-kg/id/invented")
    store = Store(str(generation(kg) / "rdf"))
    lost = next(
        iter(store.quads_for_pattern(None, NamedNode("https://w3id.org/policing-kg/ontology#implements"), None))
    )
    store.remove(lost)
    store.add(Quad(node, node, node))
    store.flush()
    del store
    ended = kg_run("verify", kg)
    assert (ended.status, rows(ended)["graph"][1]) == (1, 2)
    assert f"graph: holds, without a claim, {node} {node} {node} ." in ended.err
    assert "graph: lacks <" in ended.err
    assert ended.out.splitlines()[-1] == "2 differences"


def test_a_name_that_is_gone_from_the_index_is_found(kg_run: Run, kg: Path) -> None:
    with closing(sqlite3.connect(generation(kg) / "search.sqlite")) as db:
        db.execute("DELETE FROM name WHERE rowid = (SELECT min(rowid) FROM name)")
        db.commit()
    ended = kg_run("verify", kg)
    assert (ended.status, rows(ended)["names"][1]) == (1, 1)


def test_a_torn_segment_is_found_and_nothing_is_read_from_it(kg_run: Run, kg: Path) -> None:
    table = min(generation(kg).glob("claims-*.parquet"))
    whole = table.read_bytes()
    table.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    ended = kg_run("verify", kg)
    assert ended.status == 1
    assert f"{table.name}: is not as it was written" in ended.err
    assert "not checked: claims, projections and evidence" in ended.err


def tampered(kg: Path, table: str, column: str, change: Callable[[Any], Any]) -> None:
    """Change a column of a segment, and let the manifest say that it was so."""
    folder = generation(kg)
    file = min(folder.glob(f"{table}-*.parquet"))
    held = read_table(file)
    cells = pa.array([change(cell) for cell in held.column(column).to_pylist()], held.schema.field(column).type)
    changed = held.set_column(held.schema.get_field_index(column), held.schema.field(column), cells)
    pq.write_table(changed, file, compression="zstd", write_page_checksum=True)
    manifest = read_manifest(folder)
    anew = [segment(folder, s.name, s.rows) if s.name == file.name else s for s in manifest.segments]
    object.__setattr__(manifest, "segments", tuple(anew))
    write_manifest(folder, manifest)


def test_spans_that_point_elsewhere_are_found(kg_run: Run, kg: Path, texts: Path) -> None:
    tampered(kg, "evidence", "sentence_start", lambda at: at - 1)
    ended = kg_run("verify", kg, "--sources", texts)
    compared, differ, unchecked = rows(ended)["evidence"]
    assert (ended.status, unchecked) == (1, 0)
    assert 0 < differ <= compared
    assert "the text does not hold its sentence there" in ended.err
    assert rows(ended)["digests"][1] == 2


def test_a_claim_that_says_otherwise_than_its_id_is_found(kg_run: Run, kg: Path) -> None:
    tampered(kg, "claims", "value", lambda value: "99.9" if value == "95.2" else value)
    ended = kg_run("verify", kg)
    assert (ended.status, rows(ended)["claims"][1]) == (1, 1)
    assert "does not bear the hash of what it says" in ended.err


def test_the_differences_that_are_named_are_bounded_and_all_are_counted(kg_run: Run, kg: Path, texts: Path) -> None:
    tampered(kg, "evidence", "sentence_start", lambda at: at - 1)
    ended = kg_run("verify", kg, "--sources", texts, "--most", "1")
    assert rows(ended)["evidence"][1] > 1
    assert sum("does not hold its sentence" in line for line in ended.complaints) == 1


def test_a_release_with_another_graph_or_a_further_file_is_found(kg_run: Run, release: Path) -> None:
    (release / "more.txt").write_text("x")
    lines = (release / "graph.nq").read_bytes().splitlines(keepends=True)
    (release / "graph.nq").write_bytes(b"".join(lines[1:]))
    ended = kg_run("verify", release)
    assert ended.status == 1
    assert f"{release / 'more.txt'}: is not named by the manifest" in ended.err
    assert f"{release / 'graph.nq'}: is not as it was written" in ended.err


def test_a_release_whose_graph_was_exchanged_with_its_sums_is_found(kg_run: Run, release: Path) -> None:
    lines = (release / "graph.nq").read_bytes().splitlines(keepends=True)
    (release / "graph.nq").write_bytes(b"".join(lines[1:]))
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    of_graph = segment(release, "graph.nq", 0)
    for row in manifest["files"]:
        if row["path"] == "graph.nq":
            row |= {"sha256": of_graph.sha256, "bytes": of_graph.bytes}
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    ended = kg_run("verify", release)
    assert (ended.status, rows(ended)["graph"][1]) == (1, 1)
    assert f"{release / SUMS}: does not hold the sums that the manifest names" in ended.err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "name a dataset or a release"),
        (("no/such",), "no dataset there"),
        (("{kg}", "--repair"), "are for a server; name it with --against"),
        (("{kg}", "--sources", "no/such"), "no/such: no folder"),
        (("{kg}", "--against", "bolt://127.0.0.1:1", "--sources", "."), "leave it out with --against"),
    ],
)
def test_verify_refuses_what_cannot_be_meant_in_one_line(
    kg_run: Run, made: Path, given: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLICING_KG_DATASET", raising=False)
    ended = kg_run("verify", *(text.format(kg=made) for text in given))
    assert (ended.status, len(ended.complaints)) == (2, 1)
    assert said in ended.err
