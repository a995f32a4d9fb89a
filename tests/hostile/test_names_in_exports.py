"""Whatever a name holds, each format of interchange gives it back as data, to a reader that is not ours."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib
import yaml
from hostile_names import ALL, CONTROLS, RUNS
from policing_kg.cli import cli, run
from policing_kg.graph.cell import unguarded
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.export import FORMATS, export

pytestmark = [pytest.mark.xdist_group("hostile-names"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
TITLE = '=a: "b - !!python/object:os.system x </title>]]>&amp; {{7*7}} `c` | &d *d # e'


def written(hostile: Path, form: str, folder: Path) -> Path:
    with Dataset.open(hostile) as dataset:
        return export(dataset, form, folder / f"out{FORMATS[form].suffix}").path


def runs(cell: str) -> bool:
    """Whether a spreadsheet would run a cell, or a part of it where another delimiter is set."""
    parts = cell.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";")
    return cell.startswith(RUNS) or any(part.startswith(RUNS) for part in parts if not number(part))


def number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("form", "syntax"), [("turtle", "turtle"), ("trig", "trig"), ("nquads", "nquads")])
def test_every_name_is_a_literal_that_another_reader_reads(
    hostile: Path, tmp_path: Path, form: str, syntax: str
) -> None:
    read = rdflib.Dataset().parse(written(hostile, form, tmp_path), format=syntax)
    said = {str(o) for _, p, o, *_ in read.quads() if p == rdflib.RDFS.label}
    assert set(ALL) <= said
    assert len(read) > 10_000


def test_every_name_is_a_text_of_json_ld_under_a_context_that_stands_in_the_file(hostile: Path, tmp_path: Path) -> None:
    whole = json.loads(written(hostile, "jsonld", tmp_path).read_text(encoding="utf-8"))
    labels = {text for node in whole["@graph"] for text in node.get("label", {}).values()}
    assert set(ALL) <= labels
    assert isinstance(whole["@context"], dict)
    assert not {"@import", "@base"} & set(whole["@context"])


def test_every_name_is_a_text_of_json_lines(hostile: Path, tmp_path: Path) -> None:
    lines = written(hostile, "jsonl", tmp_path).read_bytes().decode("utf-8").split("\n")
    read = [json.loads(line) for line in lines if line]
    assert {line["subject"]["label"] for line in read if "label" in line["subject"]} >= set(ALL)


def test_no_cell_of_a_table_is_run_and_each_comes_back_as_it_was(hostile: Path, tmp_path: Path) -> None:
    folder = written(hostile, "csv", tmp_path)
    names = set()
    for file in folder.iterdir():
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened))
        assert {len(row) for row in rows} == {len(rows[0])}, file.name
        assert not [cell for row in rows for cell in row if runs(cell)], file.name
        names |= {unguarded(cell) for row in rows for cell in row} if file.name == "entities.csv" else set()
    assert set(ALL) <= names


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_every_name_is_a_text_of_a_network_but_for_what_xml_cannot_hold(
    hostile: Path, tmp_path: Path, form: str, read: Callable[[Path], nx.Graph]
) -> None:
    file = written(hostile, form, tmp_path)
    said = {value for _, held in read(file).nodes(data=True) for value in held.values() if isinstance(value, str)}
    plain = {n for n in ALL if n not in CONTROLS and "\r" not in n}  # XML reads a carriage return as a line end
    assert plain <= said
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(file).iter()}
    assert not tags & {"script", "img", "svg", "b"}


@pytest.fixture(scope="module")
def release(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    creators = folder / "creators.csv"
    with creators.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["name", "affiliation"], [TITLE, '"]: x'], ["Centre", "- a"]])
    given = ["--version", "1.0", "--licence", "CC-BY-4.0", "--date", "2026-11-30", "--title", TITLE]
    into = folder / "release-1.0"
    more = ["--publisher", TITLE, "--creators", str(creators)]
    assert run(cli, ["release", str(hostile), "--into", str(into), *given, *more]) == 0
    return into


def test_metadata_of_a_release_are_read_as_what_was_named(release: Path) -> None:
    cited = yaml.safe_load((release / "CITATION.cff").read_bytes())
    crate = json.loads((release / "ro-crate-metadata.json").read_bytes())
    data = json.loads((release / "datacite.json").read_bytes())
    root = next(node for node in crate["@graph"] if node["@id"] == "./")
    xml = ElementTree.parse(release / "datacite.xml").getroot()
    titles = [element.text for element in xml.iter() if element.tag.endswith("}title")]
    assert cited["title"] == root["name"] == data["titles"][0]["title"]
    assert "!!python/object:os.system x" in cited["title"]
    assert titles[0] == cited["title"]
    assert cited["authors"][0]["name"] in TITLE


def test_a_release_can_be_restored_and_proved(release: Path, tmp_path: Path) -> None:
    assert run(cli, ["verify", str(release)]) == 0
    assert run(cli, ["restore", str(release), "--into", str(tmp_path / "kg")]) == 0
    with Dataset.open(tmp_path / "kg") as made:
        assert {e.name for _, e in made.entities()} >= set(ALL)


def test_tables_of_a_release_have_no_formula(release: Path) -> None:
    files = list(release.rglob("*.csv"))
    assert files
    for file in files:
        with file.open(encoding="utf-8", newline="") as opened:
            assert not [cell for row in csv.reader(opened) for cell in row if runs(cell)], file.name


def test_files_for_a_bulk_load_give_each_name_back(hostile: Path, tmp_path: Path) -> None:
    assert run(cli, ["sync", "--kg", str(hostile), "--bulk", str(tmp_path / "bulk")]) == 0
    cells: set[str] = set()
    for file in (tmp_path / "bulk").rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened))
        assert len({len(row) for row in rows}) == 1, file.name
        cells |= {cell for row in rows for cell in row}
    assert {n for n in ALL if n not in cells} == set()


@pytest.mark.parametrize("hidden", ["\n", "\x1b[2J", "\x85", "\u202e", "\u200b", "\ufffe", "\udcff"])
@pytest.mark.parametrize("option", ["--title", "--publisher", "--licence", "--creators"])
def test_metadata_with_characters_that_nobody_sees_are_refused(
    hostile: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], option: str, hidden: str
) -> None:
    value = f"https://example.org/{hidden}a"
    if option == "--creators":
        (tmp_path / "c.csv").write_bytes(f'name\n"{value}"\n'.encode("utf-8", "surrogatepass"))
        value = str(tmp_path / "c.csv")
    asked = ["release", str(hostile), "--into", str(tmp_path / "r"), "--version", "1.0", "--date", "2026-11-30"]
    assert run(cli, [*asked, option, value]) in (1, 2)
    said = capfd.readouterr().err
    assert said.startswith(option) or "c.csv" in said
    assert said.strip().isprintable()
    assert not (tmp_path / "r").exists()
