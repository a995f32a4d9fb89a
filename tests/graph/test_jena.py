"""Apache Jena as an oracle: it finds the same violations of the shapes, and nothing wrong in any export."""

from __future__ import annotations

import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

import policing_kg.ontology
import pytest
import rdflib
from jena_jars import Jena
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.export import export
from policing_kg.graph.validation import validate
from policing_kg.ontology import class_axioms, read_shapes
from pyoxigraph import Quad, RdfFormat, parse

sys.path.insert(0, str(Path(__file__).parents[1] / "queries"))

from invented_world import write_world

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
FAILING = sorted((files(policing_kg.ontology) / "examples" / "fail").iterdir(), key=lambda file: file.name)
Found = tuple[str, str, str]  # focus node, property, component


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "kg"
    write_world(folder)
    return folder


def _by_jena(jena: Jena, data: str, folder: Path) -> Counter[Found]:
    axioms = "".join(f"<{child}> <{rdflib.RDFS.subClassOf}> <{parent}> .\n" for child, parent in class_axioms())
    (folder / "data.ttl").write_text(data + "\n" + axioms, "utf-8")
    (folder / "shapes.ttl").write_text("\n".join(read_shapes().values()), "utf-8")
    ended = jena.run("shacl.shacl", "validate", f"--shapes={folder}/shapes.ttl", f"--data={folder}/data.ttl")
    report = rdflib.Graph().parse(data=ended.stdout, format="turtle")
    return Counter(
        (
            str(report.value(result, SH.focusNode)),
            _path(report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent))
            .removeprefix(SH)
            .removesuffix("ConstraintComponent"),
        )
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    )


def _path(found: object) -> str:
    return str(found) if isinstance(found, rdflib.URIRef) else ""


def _by_us(data: str) -> Counter[Found]:
    simple = ((r.focus, r.path if ":" in r.path.partition("/")[0] else "", r.component) for r in validate(data).results)
    return Counter(simple)


def test_it_finds_the_same_violations_in_a_dataset_with_every_failing_example(
    jena: Jena, world: Path, tmp_path: Path
) -> None:
    with Dataset.open(world) as dataset:
        export(dataset, "turtle", tmp_path / "kg.ttl")
    data = "\n".join([(tmp_path / "kg.ttl").read_text("utf-8"), *(file.read_text("utf-8") for file in FAILING)])
    ours = _by_us(data)
    assert len({focus for focus, _, _ in ours}) >= len(FAILING) // 2
    assert _by_jena(jena, data, tmp_path) == ours


def test_it_finds_none_in_the_dataset_alone(jena: Jena, world: Path, tmp_path: Path) -> None:
    with Dataset.open(world) as dataset:
        export(dataset, "turtle", tmp_path / "kg.ttl")
    data = (tmp_path / "kg.ttl").read_text("utf-8")
    assert _by_jena(jena, data, tmp_path) == _by_us(data) == Counter()


def test_it_reads_every_export_of_rdf_without_a_warning(jena: Jena, world: Path, tmp_path: Path) -> None:
    names = {"turtle": "kg.ttl", "trig": "kg.trig", "nquads": "kg.nq", "jsonld": "kg.jsonld"}
    with Dataset.open(world) as dataset:
        rows = {form: export(dataset, form, tmp_path / name).rows for form, name in names.items()}
    ended = jena.run("riotcmd.riot", "--validate", "--strict", *(str(tmp_path / name) for name in names.values()))
    said = (ended.stdout + ended.stderr).splitlines()
    assert (ended.returncode, [line for line in said if " WARN " in line or " ERROR " in line]) == (0, [])
    quads = set(parse(path=tmp_path / names["nquads"]))
    for form, name in names.items():
        read = set(parse(jena.run("riotcmd.riot", "--output=nq", str(tmp_path / name)).stdout, RdfFormat.N_QUADS))
        assert len(read) == rows[form]
        assert read == quads or (form == "turtle" and read == {Quad(*q.triple) for q in quads})
