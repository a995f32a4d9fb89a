"""Each shape has an example that passes and one that fails because of that shape; two engines agree on all."""

from __future__ import annotations

import re
from pathlib import Path

import pyshacl
import pytest
from policing_kg.graph.validation import validate
from policing_kg.ontology import PREFIXES, class_axioms, expand, load_concepts, read_shapes
from rdflib import RDF, SH, Graph, URIRef

EXAMPLES = Path(__file__).parents[2] / "ontology" / "examples"
EXPECT = re.compile(r"^# expect: (\S+) (\S+) (\S+)$", re.MULTILINE)
SHAPES = Graph().parse(data="\n".join(read_shapes().values()), format="turtle")
NODE_SHAPES = sorted(
    str(s).rpartition("/")[2] for s in SHAPES.subjects(RDF.type, SH.NodeShape) if isinstance(s, URIRef)
)


def example(verdict: str, shape: str) -> str:
    common = (EXAMPLES / "common.ttl").read_text("utf-8")
    return common + (EXAMPLES / verdict / f"{shape}.ttl").read_text("utf-8")


def full(name: str) -> str:
    prefix, _, local = name.partition(":")
    if name == "-":
        return ""
    return expand(name) if prefix in PREFIXES else f"https://w3id.org/policing-kg/example/{local}"


def expected(text: str) -> list[tuple[str, str, str]]:
    return sorted((full(focus), full(path), component) for focus, path, component in EXPECT.findall(text))


def by_pyshacl(text: str) -> list[tuple[str, str, str]]:
    data = Graph().parse(data=text, format="turtle")
    for child, parent in class_axioms():
        data.add((URIRef(child), URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf"), URIRef(parent)))
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, inference="none", advanced=False, meta_shacl=False)
    assert isinstance(report, Graph)
    return sorted(
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath) or ""),
            str(report.value(result, SH.sourceConstraintComponent))
            .rpartition("#")[2]
            .removesuffix("ConstraintComponent"),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


def by_engine(text: str) -> list[tuple[str, str, str]]:
    return sorted((r.focus, r.path, r.component) for r in validate(text).results)


def test_every_shape_has_both_examples_and_no_example_lacks_its_shape() -> None:
    for verdict in ("pass", "fail"):
        assert sorted(path.stem for path in (EXAMPLES / verdict).glob("*.ttl")) == NODE_SHAPES


def test_what_the_examples_share_conforms() -> None:
    assert validate((EXAMPLES / "common.ttl").read_text("utf-8")).results == ()


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_the_passing_example_conforms_to_all_shapes(shape: str) -> None:
    assert validate(example("pass", shape)).results == ()


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_the_failing_example_fails_because_of_its_shape_and_nothing_else(shape: str) -> None:
    text = example("fail", shape)
    report = validate(text)
    assert not report.conforms
    assert {result.shape for result in report.results} == {shape}
    assert expected(text) == by_engine(text)


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_the_failing_example_passes_without_its_shape(shape: str) -> None:
    kept = Graph()
    dropped = {s for s in SHAPES.subjects() if re.fullmatch(rf".*/{shape}(-\w+)?", str(s))}
    for triple in SHAPES:
        if triple[0] not in dropped:
            kept.add(triple)
    assert validate(example("fail", shape), kept.serialize(format="turtle")).results == ()


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_the_reference_engine_finds_the_same(shape: str) -> None:
    for verdict in ("pass", "fail"):
        text = example(verdict, shape)
        assert by_pyshacl(text) == by_engine(text)


def test_shapes_use_core_constraints_only() -> None:
    assert not list(SHAPES.subject_objects(SH.sparql))
    assert not list(SHAPES.subject_objects(SH.js))


def test_every_property_shape_says_what_is_wrong() -> None:
    named = list(SHAPES.subjects(RDF.type, SH.PropertyShape))
    assert [s for s in named if SHAPES.value(s, SH.message) is None] == []


@pytest.mark.parametrize(
    ("shape", "scheme", "implicit"),
    [
        ("QualifiedShape-stage", "stage", set()),
        ("QualifiedShape-initiator", "initiator", set()),
        ("QualifiedShape-whenBasis", "when-basis", set()),
        ("QualifiedShape-headcountScope", "headcount-scope", set()),
        ("QualifiedShape-manner", "manner", set()),
        ("QualifiedShape-change", "change", set()),
        ("PolicyDocumentShape-policyStatus", "policy-status", set()),
        ("FigureShape-direction", "direction", set()),
        ("FigureShape-bound", "bound", set()),
        ("DocumentShape-genre", "genre", set()),
        ("DocumentShape-dateBasis", "date-basis", set()),
        ("DocumentShape-reporting", "reporting", set()),
        ("DocumentShape-copy", "copy", set()),
        ("ClaimShape-status", "claim-status", set()),
        ("ClaimShape-origin", "origin", set()),
        ("ClaimShape-modality", "modality", {"reported"}),
        ("ClaimShape-polarity", "polarity", {"affirmative"}),
        ("SectorShape-sector", "sector", set()),
    ],
)
def test_values_allowed_are_the_notations_of_their_scheme(shape: str, scheme: str, implicit: set[str]) -> None:
    head = SHAPES.value(URIRef(f"https://w3id.org/policing-kg/shape/{shape}"), SH["in"])
    assert head is not None
    allowed = {str(item) for item in SHAPES.items(head)}
    assert {concept.notation for concept in load_concepts(scheme)} - implicit == allowed
