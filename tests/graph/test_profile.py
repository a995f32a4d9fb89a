"""A profile tells what the graph says of one entity, and where the sources say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from invented import BRANCH, BUREAU, CENTRE, CITY, COUNTY, MEETING, RATE, STATION, TEAMS, document, unit, usual
from policing_kg.errors import UnknownName
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.profile import Profile, profile
from policing_kg.graph.writer import Changes
from policing_kg.ontology.namespace import ENTITY

Commit = Callable[..., Changes]


def profile_of(dataset: Dataset, entity: str) -> Profile:
    with dataset.graph() as graph:
        return profile(graph, entity)


def test_names_class_kind_and_place_are_told(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    p = profile_of(dataset, STATION.id)
    assert (p.entity.iri, p.entity.label) == (ENTITY + STATION.id, STATION.name)
    assert (p.cls, p.class_en, p.kind, p.aliases) == ("pk:PoliceBody", "police body", "派出所", ("河口派出所",))
    assert (p.place_code, p.place and p.place.label, p.resolved) == ("990102", COUNTY.name, True)
    assert profile_of(dataset, TEAMS.id).english == "Three Teams and One Desk"
    assert profile_of(dataset, COUNTY.id).place == type(p.entity)(ENTITY + CITY.id, CITY.name)


def test_an_id_may_be_written_in_three_ways(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    assert profile_of(dataset, ENTITY + STATION.id) == profile_of(dataset, f"id:{STATION.id}")
    assert profile_of(dataset, STATION.id) == profile_of(dataset, f"id:{STATION.id}")


def test_edges_of_the_hierarchy_go_up_and_down_with_their_labels(dataset: Dataset, commit: Commit) -> None:
    led = [(BRANCH.id, "pk:ledBy", CENTRE.id, {}), (BRANCH.id, "pk:directedBy", BUREAU.id, {})]
    commit(dataset, usual("a.txt"), document("b", led, [BRANCH, BUREAU, CENTRE]))
    p = profile_of(dataset, BRANCH.id)
    assert [(s.label_en, s.label_zh, s.other.label) for s in p.above] == [
        ("unit of", "隶属于", BUREAU.name),
        ("led by", "受…领导(块)", CENTRE.name),
        ("directed by", "受…指挥(条)", BUREAU.name),
    ]
    assert [(s.predicate, s.other.label) for s in p.below] == [("org:unitOf", STATION.name)]


def test_links_name_their_other_end_whichever_it_is(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    assert {(s.predicate, s.outgoing, s.other.label) for s in profile_of(dataset, CENTRE.id).links} == {
        ("pk:stationedIn", False, STATION.name),
        ("pk:convenes", True, MEETING.name),
    }


def test_frames_show_every_qualifier_but_the_entity_itself(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    frames = {f.cls: f for f in profile_of(dataset, STATION.id).frames}
    shown = {cls: {(name, str(value)) for name, value in f.fields} for cls, f in frames.items()}
    assert shown["pk:Posting"] == {
        ("host", CENTRE.name),
        ("headcount", "2"),
        ("scope of headcount", "each"),
        ("unit of headcount", "名"),
    }
    assert ("when", "2021-03/..") in shown["pk:Implementation"]
    assert shown["pk:Meeting"] >= {("convener", CENTRE.name), ("frequency", "1次/周"), ("mechanism", MEETING.name)}
    assert frames["pk:Meeting"].roles == ("participant",)


def test_figures_are_told_of_their_subject_and_of_their_measure(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    (of_subject,) = profile_of(dataset, BUREAU.id).observations
    (of_measure,) = profile_of(dataset, RATE.id).observations
    assert ("value", "96.3") in of_subject.fields
    assert {name for name, _ in of_measure.fields} == {"value", "unit", "period", "period as text", "subject"}
    assert of_subject.claims == of_measure.claims != ()


@pytest.mark.parametrize(
    ("coded", "told"),
    [
        (
            {"issuer": BUREAU.name, "publisher": "河口在线", "reporting": "self"},
            [("issuer", BUREAU.name), ("reporting", "self")],
        ),
        (
            {"publisher": "河口在线", "reporting": "third-party"},
            [("publisher", "河口在线"), ("reporting", "third-party")],
        ),
    ],
)
def test_a_figure_says_who_reports_it(
    dataset: Dataset, commit: Commit, coded: dict[str, str], told: list[tuple[str, str]]
) -> None:
    said = usual("a.txt")
    commit(dataset, replace(said, document=replace(said.document, **coded)))
    (figure,) = profile_of(dataset, BUREAU.id).observations
    assert list(figure.fields[-2:]) == told


def test_every_statement_leads_to_its_claims_and_their_places(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"), usual("b.txt", body="b", shift=100))
    p = profile_of(dataset, STATION.id)
    (edge,) = p.above
    held = {e.claim: e for e in dataset.evidence()}
    assert len(edge.claims) == 2
    assert [(x.key, x.document.label) for x in edge.locations] == [("a.txt", "a.txt的消息"), ("b.txt", "b.txt的消息")]
    for x in edge.locations:
        e = held[x.claim]
        assert (x.start, x.end, x.sentence_start, x.sentence_end) == (e.start, e.end, e.sentence_start, e.sentence_end)
    parts = (*p.above, *p.below, *p.links, *p.frames, *p.observations, *p.mentioned)
    assert all(part.claims and part.locations for part in parts)
    assert {c.id for c in dataset.claims() if STATION.id in (c.subject, c.object)} <= set(p.claims)


def test_what_is_only_planned_is_no_statement(dataset: Dataset, commit: Commit) -> None:
    planned = (STATION.id, "pk:implements", TEAMS.id, {"modality": "planned"})
    commit(dataset, document("a", [planned], [STATION, TEAMS]))
    p = profile_of(dataset, STATION.id)
    assert (p.links, p.frames) == ((), ())


def test_a_merged_entity_leads_to_the_one_that_stands_for_it(dataset: Dataset, commit: Commit) -> None:
    other = unit("河口所")
    commit(dataset, usual("a.txt"), document("b", [(other.id, "pk:implements", TEAMS.id, {})], [other, TEAMS]))
    with dataset.writer() as w:
        w.decide(Decision("merge", other.id, "reader", "2025-01-01", "same sign", into=STATION.id))
        w.commit()
    p = profile_of(dataset, other.id)
    assert (p.entity.iri, p.aliases) == (ENTITY + STATION.id, ("河口所", "河口派出所"))
    assert len(next(s for s in p.links if s.predicate == "pk:implements").claims) == 2


@pytest.mark.parametrize(
    "iri", ["unit/990102/000000000000", "https://example.org/x", "id:nothing", "no such", "id:a b"]
)
def test_what_is_not_there_is_unknown(dataset: Dataset, commit: Commit, iri: str) -> None:
    commit(dataset, usual("a.txt"))
    with pytest.raises(UnknownName, match="unknown entity") as refused:
        profile_of(dataset, iri)
    assert "\n" not in str(refused.value)


def test_a_profile_reads_as_lines_and_as_json(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"), usual("b.txt", body="b"))
    p = profile_of(dataset, STATION.id)
    lines = list(p.lines(places=1))
    assert lines[0] == STATION.name
    assert f"  → unit of: {BRANCH.name}" in lines
    at = lines.index(f"  → unit of: {BRANCH.name}")
    assert lines[at + 1].startswith("      a.txt [2–9, sentence 0–20] claim ")
    assert lines[at + 2] == "      and 1 more"
    assert not [line for line in p.lines(places=0) if "sentence" in line]
    shown = json.loads(json.dumps(p.as_json(), ensure_ascii=False))
    assert shown["above"][0]["other"] == {"iri": ENTITY + BRANCH.id, "label": BRANCH.name}
