"""Each format gives back what it was given, whatever characters stand before a span."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policing_kg.errors import InputRefused, UsageError
from policing_kg.loaders.annotations import (
    FORMATS,
    AnnotatedText,
    Relation,
    Span,
    read_annotations,
    write_annotations,
)
from policing_kg.loaders.annotations.annotated import from_record, to_record
from policing_kg.loaders.annotations.offsets import Units
from policing_kg.loaders.gold import read_gold
from policing_kg.loaders.label_studio import label_studio_task

CORPUS = Path(__file__).parents[2] / "corpus"
TOOLS = [name for name in FORMATS if name != "guide"]
EMOJI = "警😀甲局👮‍♀️协同𠮷乙队。"
FEATURES = {"canonical": "甲市公安局", "value": 3.5, "approx": True, "bound": None, "qualifiers": {"stage": "pilot"}}
TWO = AnnotatedText(
    "2024/a b.txt",
    EMOJI,
    (Span("x", 2, 4, "Unit", FEATURES), Span("y", 11, 13, "Unit"), Span("z", 1, 8, "Link")),
    (Relation("x", "y", "cooperatesWith", {"stage": "full"}),),
    {"body": [[0, 14]], "notes": "own words"},
)


@st.composite
def texts(draw: st.DrawFn) -> AnnotatedText:
    """Texts of any characters, with spans and relations anywhere."""
    alphabet = st.characters(exclude_categories=("Cs",), include_characters="😀𠮷\u200b\u0301")
    text = draw(st.text(alphabet, min_size=1, max_size=40))
    spans = []
    for n in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        spans.append(Span(f"s{n}", start, draw(st.integers(start + 1, len(text))), draw(st.sampled_from("AB"))))
    ends = st.sampled_from([s.id for s in spans]) if spans else st.nothing()
    ties = draw(st.lists(st.builds(Relation, ends, ends, st.just("leads")), max_size=3)) if spans else []
    return AnnotatedText("t", text, tuple(spans), tuple(ties))


@pytest.mark.parametrize("tool", TOOLS)
@settings(max_examples=60, deadline=None)
@given(annotated=texts())
def test_nothing_is_lost_on_the_way(tool: str, annotated: AnnotatedText) -> None:
    form = FORMATS[tool]
    sent = json.loads(json.dumps(form.write(annotated), ensure_ascii=False))
    assert form.read(sent, "") == annotated


@pytest.mark.parametrize("tool", TOOLS)
def test_features_relations_and_the_document_come_back(tool: str, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert write_annotations([TWO], tool, file) == 1
    assert read_annotations(file, tool) == [TWO]


@pytest.mark.parametrize("tool", TOOLS)
def test_annotated_documents_come_back_as_they_were(tool: str, tmp_path: Path) -> None:
    for n, record in enumerate(list(read_gold(CORPUS))[:6]):
        text = (CORPUS / f"{record['id']}.txt").read_bytes().decode()
        file = tmp_path / f"{n}.json"
        write_annotations([from_record(record, text)], tool, file)
        (found,) = read_annotations(file, tool)
        assert to_record(found) == record
        assert found.text == text


COUNTED = (("inception", 3, 5), ("doccano", 3, 5), ("label-studio", 2, 4), ("web-annotation", 2, 4))


@pytest.mark.parametrize(("tool", "start", "end"), COUNTED)
def test_each_tool_counts_as_it_does(tool: str, start: int, end: int) -> None:
    shown = json.dumps(FORMATS[tool].write(TWO), ensure_ascii=False)
    names = {"inception": ("begin", "end"), "doccano": ("start_offset", "end_offset")}.get(tool, ("start", "end"))
    assert f'"{names[0]}": {start}, "{names[1]}": {end}' in shown


def test_an_older_label_studio_that_counted_code_units_is_read() -> None:
    value = {"start": 3, "end": 5, "text": "甲局", "labels": ["Unit"]}
    task = {
        "id": 7,
        "data": {"text": EMOJI},
        "annotations": [{"result": [{"id": "a", "type": "labels", "value": value}]}],
    }
    found = FORMATS["label-studio"].read(task, "")
    assert [(s.start, s.end) for s in found.spans] == [(2, 4)]
    assert found.id == "7"


def test_a_doccano_project_without_relations_is_read() -> None:
    found = FORMATS["doccano"].read({"text": EMOJI, "label": [[3, 5, "Unit"]]}, "a")
    assert found == AnnotatedText("a", EMOJI, (Span("0", 2, 4, "Unit"),))
    assert to_record(found)["entities"] == [{"text": "甲局", "start": 2, "end": 4, "type": "Unit", "canonical": "甲局"}]


def test_a_task_of_extract_keeps_its_canonical_names() -> None:
    mention = {"text": "甲局", "start": 2, "end": 4, "type": "Unit", "canonical": "甲市公安局"}
    found = FORMATS["label-studio"].read(label_studio_task({"id": "a", "entities": [mention]}), "")
    assert to_record(found) == {"id": "a", "entities": [mention]}


def test_layers_of_an_inception_project_are_read_by_their_own_names() -> None:
    layer = "webanno.custom.Body"
    cas = {
        "%TYPES": {},
        "%FEATURE_STRUCTURES": {
            "1": {"%TYPE": "uima.cas.Sofa", "sofaString": EMOJI},
            "2": {"%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence", "begin": 0, "end": 16},
            "3": {"%TYPE": layer, "begin": 3, "end": 5, "value": "Unit", "sure": True},
            "4": {"%TYPE": layer, "begin": 14, "end": 16},
            "5": {"%TYPE": "custom.Tie", "begin": 0, "end": 2, "@Governor": 3, "@Dependent": 4, "value": "leads"},
        },
    }  # fmt: skip
    found = FORMATS["inception"].read(cas, "a")
    assert [(s.id, s.start, s.end, s.label, s.features) for s in found.spans] == [
        ("3", 2, 4, "Unit", {"sure": True}),
        ("4", 11, 13, "Body", {}),
    ]
    assert found.relations == (Relation("3", "4", "leads"),)


def test_relations_of_spans_become_links() -> None:
    record = to_record(AnnotatedText("a", EMOJI, TWO.spans[:2], TWO.relations))
    assert record["links"] == [
        {
            "subject": "甲市公安局",
            "relation": "cooperatesWith",
            "object": "乙队",
            "start": 2,
            "end": 13,
            "stage": "full",
        }
    ]


@pytest.mark.parametrize("offset", [-1, 2, 99])
def test_an_offset_inside_a_character_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="the offset"):
        Units("a😀b").code_points(offset)


BAD: dict[str, tuple[str, Any, str]] = {
    "no JSON": ("doccano", "{", "is not JSON"),
    "no text": ("doccano", {"entities": []}, "lacks what doccano has"),
    "beyond the text": ("doccano", {"text": "a", "label": [[0, 9, "Unit"]]}, "lies outside the text"),
    "half a character": ("doccano", {"text": "😀", "label": [[1, 2, "Unit"]]}, "inside a character"),
    "backwards": ("doccano", {"text": "abc", "label": [[2, 1, "Unit"]]}, "lies outside the text"),
    "no sofa": ("inception", {"%FEATURE_STRUCTURES": []}, "holds no text"),
    "a list of numbers": ("label-studio", [1, 2], "lacks what label-studio has"),
    "other words": (
        "label-studio",
        {"data": {"text": "abc"}, "annotations": [{"result": [
            {"id": "a", "type": "labels", "value": {"start": 0, "end": 1, "text": "z", "labels": ["U"]}}]}]},
        "does not hold the words",
    ),
    "no position": (
        "web-annotation",
        {"type": "Annotation", "id": "urn:a", "body": "x", "target": {"source": "urn:d", "selector": []}},
        "no TextPositionSelector",
    ),
    "a loose end": (
        "label-studio",
        {"data": {"text": "abc"}, "annotations": [{"result": [
            {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["leads"]}]}]},
        "ties a span that is not there",
    ),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_what_is_not_of_the_format_is_refused_in_one_line(tmp_path: Path, bad: str) -> None:
    form, held, said = BAD[bad]
    file = tmp_path / "a.json"
    file.write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
    with pytest.raises(InputRefused, match=said) as refused:
        read_annotations(file, form)
    assert "\n" not in str(refused.value)


def test_formats_and_targets_are_checked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a format of annotations; use inception"):
        read_annotations(tmp_path / "a.json", "brat")
    with pytest.raises(UsageError, match="holds one document"):
        write_annotations([TWO, TWO], "inception", tmp_path / "a.json")
    with pytest.raises(InputRefused):
        read_annotations(tmp_path / "none.json", "doccano")
    assert write_annotations([TWO, TWO], "label-studio", tmp_path / "a.json") == 2
    with pytest.raises(UsageError, match="is there already"):
        write_annotations([TWO], "label-studio", tmp_path / "a.json")
