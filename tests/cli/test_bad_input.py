"""A user's mistake and a broken file: one line on standard error that names the input and the mend, and the status."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00" * 20
BROKEN = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "picture.txt": PNG,
    "half.txt": "派出所".encode()[:-1] + b"\xff\xfe\xff\x80" * 40,
    "table.csv": "body,thing\n甲,乙\n".encode(),
    "relation.csv": "subject,relation,object\n甲市公安局,admires,乙市公安局\n".encode(),
}


@pytest.fixture
def mixed(tmp_path: Path, sources: Path) -> Path:
    folder = tmp_path / "mixed"
    folder.mkdir()
    for name, raw in BROKEN.items():
        (folder / name).write_bytes(raw)
    (folder / "good.txt").write_bytes((sources / "nanhe.txt").read_bytes())
    return folder


@pytest.mark.parametrize("verb", ["build", "extract"])
def test_the_rest_of_a_batch_is_done_and_each_refused_file_is_named(
    kg_run: Run, mixed: Path, tmp_path: Path, verb: str
) -> None:
    if verb == "build":
        ended = kg_run("build", mixed, tmp_path / "gone.txt", "--into", tmp_path / "kg")
        assert "1 added" in ended.out or "documents" in ended.out
    else:
        texts = [mixed / n for n in (*BROKEN, "good.txt") if n.endswith(".txt")]
        ended = kg_run("extract", *texts, tmp_path / "gone.txt")
        assert len(ended.out.splitlines()) == 1
    assert ended.status == 1
    refused = [n for n in BROKEN if verb == "build" or n.endswith(".txt")] + ["gone.txt"]
    assert len(ended.complaints) == len(refused)
    for name in refused:
        (line,) = [c for c in ended.complaints if f"{name}:" in c or f"{name}," in c]
        assert ";" in line  # what is wrong; what to do


def test_strict_stops_at_the_first_refusal_with_nothing_written(kg_run: Run, mixed: Path, tmp_path: Path) -> None:
    ended = kg_run("build", mixed, "--into", tmp_path / "kg", "--strict")
    assert ended.status == 1
    assert len(ended.complaints) == 1
    assert not (tmp_path / "kg").exists()
    (tmp_path / "empty").mkdir()
    assert (
        kg_run("build", mixed / "good.txt", mixed / "empty.txt", "--into", tmp_path / "empty", "--strict").status == 1
    )
    assert list((tmp_path / "empty").iterdir()) == []  # a folder that was there stays, as it was
    assert kg_run("extract", mixed / "empty.txt", mixed / "good.txt", "--strict").status == 1


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["bild"], 2, "did you mean build"),
        (["ask", "who-meets"], 2, "did you mean who-meets-whom"),
        (["ask", "chain", "units=大寺派出所"], 2, "takes unit"),
        (["ask", "chain"], 2, "unit=…"),
        (["ask", "chain", "大寺派出所"], 2, "write it as KEY=VALUE"),
        (["ask", "chain", "unit="], 2, "empty"),
        (["ask", "chain", "unit=大寺派出锁"], 2, "did you mean"),
        (["ask", "chain", "unit=大寺派出所", "--format", "xlsx"], 2, "parquet"),
        (["ask", "figures", "as_of=last year"], 2, "as_of=last year: not a date; write a year, a month or a day"),
        (["ask", "figures", "as_of=2022", "as_of=2023"], 2, "give one as_of"),
        (["ask", "figures", "reviewed=maybe"], 2, "reviewed=maybe: no such choice; use no, yes"),
        (["ask", "bodies", "as_of=2022"], 2, "as_of: unknown parameter of bodies, which takes place, sector, kind"),
        (["show", "查无此名的单位"], 2, "unknown"),
        (["sparql", "SELEC ?s"], 2, "cannot be read"),
        (["sparql", "@no/such.rq"], 2, "name a file"),
        (["sparql", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"], 2, "updates"),
        (["sparql", "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], 2, "SERVICE"),
        (["cypher", "MATCH (n) SET n.x = 1"], 2, "updates"),
        (["cypher", "@no/such.cypher"], 2, "name a file"),
        (["cypher", "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l"], 2, "LOAD CSV"),
        (["ask", "chain", "unit=大寺派出所", "--engine", "sql"], 2, "cypher"),
        (["ask", "chain", "unit=大寺派出所", "engine=cypher"], 2, "--engine"),
        (["view", "crossdepartment", "place=西青区", "--out", "x.html"], 2, "cross-department"),
        (["show", "不存在"], 2, "不存在: unknown name; write it in full"),
        (["cite", "0123456789abcdef"], 2, "0123456789abcdef: unknown claim; policing-kg show NAME lists"),
        (["export", "--format", "xml", "--out", "x.xml"], 2, "turtle"),
    ],
)  # fmt: skip
def test_a_users_mistake_is_one_line_with_the_mend(
    kg_run: Run, kg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICING_KG_DATASET", str(kg))
    ended = kg_run(*arguments)
    assert (ended.status, ended.out) == (status, "")
    assert len(ended.complaints) == 1, ended.err
    assert says in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_dataset_is_told_with_the_command_that_makes_one(kg_run: Run, tmp_path: Path) -> None:
    ended = kg_run("stats", "--kg", tmp_path / "none")
    assert ended.status == 2
    assert "policing-kg build" in ended.err
    assert not (tmp_path / "none").exists()


def test_a_damaged_dataset_is_told_and_never_half_read(kg_run: Run, sources: Path, tmp_path: Path) -> None:
    into = tmp_path / "kg"
    assert kg_run("build", sources, "--into", into, "--no-base").status == 0
    manifest = next(into.glob("generations/*/manifest.json"))
    manifest.write_bytes(manifest.read_bytes()[:100])
    ended = kg_run("stats", "--kg", into)
    assert ended.status == 1
    assert len(ended.complaints) == 1
    assert "manifest" in ended.err


def test_a_second_writer_is_turned_away_with_status_3(kg_run: Run, sources: Path, tmp_path: Path) -> None:
    into = tmp_path / "kg"
    assert kg_run("build", sources, "--into", into, "--no-base").status == 0
    holder = (
        "import sys\nfrom policing_kg.graph import Dataset\n"
        "with Dataset.create(sys.argv[1]) as d, d.writer():\n    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(into)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        ended = kg_run("build", sources, "--into", into)
        process.stdin.close()
    assert ended.status == 3
    assert len(ended.complaints) == 1
    assert str(process.pid) in ended.err


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("verb", ["build", "sync"])
def test_without_java_for_spark_one_line_says_how_to_bring_it(
    kg_run: Run, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    into = tmp_path / "kg"
    given = (sources, "--into", into) if verb == "build" else ("--kg", into, "--to", "bolt://127.0.0.1:1")
    ended = kg_run(verb, *given, "--engine", "spark")
    assert ended.status == 3
    assert len(ended.complaints) == 1
    assert "no Java is found; install Java 17 (apt-get install openjdk-17-jre-headless)" in ended.err
    assert not into.exists()


def test_a_place_that_cannot_be_written_is_one_line(kg_run: Run, sources: Path, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    ended = kg_run("build", sources, "--into", blocker / "kg")
    assert ended.status in (1, 2)
    assert len(ended.complaints) == 1
    assert "file" in ended.err


def test_a_reader_that_has_had_enough_is_no_error(kg: Path) -> None:
    line = f'"{sys.executable}" -m policing_kg.cli queries --format json | head -c 10'
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_no_error_line_holds_a_persons_name(kg_run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("subject,relation,object\n钱志远,implements,两队一室\n", encoding="utf-8")
    ended = kg_run("build", bad, "--into", tmp_path / "kg", "--no-base")
    assert ended.status == 1
    assert "bad.csv" in ended.err


def test_interrupted_ends_with_130(monkeypatch: pytest.MonkeyPatch, kg_run: Run, sources: Path, tmp_path: Path) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("policing_kg.loaders.build.build", stop)
    assert kg_run("build", sources, "--into", tmp_path / "kg").status == 130


def test_our_own_error_ends_with_70_and_shows_no_text_of_a_document(
    monkeypatch: pytest.MonkeyPatch, kg_run: Run, sources: Path, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("text of a document")

    monkeypatch.delenv("POLICING_KG_DEBUG", raising=False)
    monkeypatch.setattr("policing_kg.loaders.build.build", fail)
    ended = kg_run("build", sources, "--into", tmp_path / "kg")
    assert ended.status == 70
    assert "text of a document" not in ended.err
    assert len(ended.complaints) == 1


@pytest.mark.parametrize("text", ['{"id": "nanhe", "links": 3}', '{"id": "nanhe", "entities": ["a"]}', "[" * 50_000])
def test_annotations_of_another_form_are_refused(kg_run: Run, sources: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "gold.json").write_text(text, encoding="utf-8")
    ended = kg_run("evaluate", tmp_path / "gold.json", sources / "nanhe.txt")
    assert ended.status == 1
    assert len(ended.complaints) == 1
    assert "gold.json: " in ended.err
