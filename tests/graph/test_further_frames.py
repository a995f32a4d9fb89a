"""Referrals, dual offices, joint teams, sites, reorganisations and policy documents in the graph."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from invented import BRANCH, BUREAU, CENTRE, PLACES, STATION, department, document, policy, post, unit
from policing_kg.graph.claim import Claim, make_claim
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision, Decisions
from policing_kg.graph.export import export
from policing_kg.graph.frame import frames
from policing_kg.graph.profile import Profile, profile
from policing_kg.graph.stats import stats
from policing_kg.graph.status import Standing, status_of
from policing_kg.graph.term import entity_iri, term
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
Frame = dict[str, set[str]]  # compact property → names of entities or values

SQUAD, PATROL, CASES = unit("河口派出所刑侦中队"), unit("河口派出所治安中队"), unit("河口派出所案件办理队")
ROOM, JUSTICE = department("河口镇驻所调解室"), department("河口镇司法所")
CHIEF, SECRETARY = post("派出所所长"), post("镇党委副书记")
RULES = policy("云川市巡防工作规定")
EVERYONE = (STATION, BRANCH, BUREAU, CENTRE, SQUAD, PATROL, CASES, ROOM, JUSTICE, CHIEF, SECRETARY, RULES)
NAMES = {entity_iri(e.id).value: e.name for e in EVERYONE}
PARTS = (
    "pk:referrer", "pk:recipient", "pk:firstPost", "pk:secondPost", "pk:team", "pk:contributor", "pk:occupant",
    "pk:siteHost", "org:originalOrganization", "org:resultingOrganization", "pk:manner", "pk:change", "pk:headcount",
    "pk:when",
)  # fmt: skip


def say(subject: str, predicate: str, object_: str, sentence: str = "s", **qualifiers: str) -> Claim:
    return make_claim("d", subject, predicate, object_, qualifiers=qualifiers, sentence=sentence)


def frames_of(cls: str, *claims: Claim) -> list[Frame]:
    """What each frame of a class says, in the order of their names."""
    standings = [Standing(c, status_of(c), accepted=False, evidence_of=c.id) for c in claims]
    quads = list(frames("d", standings, Decisions()))
    wanted = {q.subject for q in quads if q.predicate == term("rdf:type") and q.object == term(cls)}
    found: dict[object, Frame] = defaultdict(lambda: defaultdict(set))
    for q in quads:
        for part in PARTS:
            if q.subject in wanted and q.predicate == term(part):
                value = getattr(q.object, "value", "")
                found[q.subject][part].add(NAMES.get(value, value))
    return sorted((dict(f) for f in found.values()), key=lambda f: sorted((k, sorted(v)) for k, v in f.items()))


def test_a_referral_has_its_two_ends_and_its_manner() -> None:
    assert frames_of("pk:Referral", say(CENTRE.id, "pk:refersTo", STATION.id, manner="whistle")) == [
        {"pk:referrer": {CENTRE.name}, "pk:recipient": {STATION.name}, "pk:manner": {"whistle"}}
    ]


@pytest.mark.parametrize("denied", [{"modality": "required"}, {"modality": "planned"}, {"polarity": "negative"}])
@pytest.mark.parametrize(
    ("cls", "claim"),
    [
        ("pk:Referral", (CENTRE.id, "pk:refersTo", STATION.id)),
        ("pk:DualOffice", (CHIEF.id, "pk:holdsConcurrently", SECRETARY.id)),
        ("pk:TeamMembership", (PATROL.id, "pk:drawsFrom", CENTRE.id)),
        ("pk:Site", (ROOM.id, "pk:sitedAt", STATION.id)),
        ("pk:Site", (CENTRE.id, "pk:sharesSiteWith", JUSTICE.id)),
        ("pk:Reorganisation", (CASES.id, "pk:succeeds", SQUAD.id)),
    ],
)
def test_what_is_required_planned_or_denied_makes_no_frame(
    cls: str, claim: tuple[str, str, str], denied: dict[str, str]
) -> None:
    assert len(frames_of(cls, say(*claim))) == 1
    assert frames_of(cls, say(*claim, **denied)) == []


def test_a_dual_office_and_a_membership_keep_how_many() -> None:
    many = {"headcount": "46", "headcount_unit": "名", "headcount_scope": "total"}
    assert frames_of("pk:DualOffice", say(CHIEF.id, "pk:holdsConcurrently", SECRETARY.id, **many)) == [
        {"pk:firstPost": {CHIEF.name}, "pk:secondPost": {SECRETARY.name}, "pk:headcount": {"46"}}
    ]
    assert frames_of("pk:TeamMembership", say(PATROL.id, "pk:drawsFrom", CENTRE.id, headcount="3")) == [
        {"pk:team": {PATROL.name}, "pk:contributor": {CENTRE.name}, "pk:headcount": {"3"}}
    ]


def test_a_body_in_anothers_house_occupies_a_site_of_that_host() -> None:
    assert frames_of("pk:Site", say(ROOM.id, "pk:sitedAt", STATION.id)) == [
        {"pk:occupant": {ROOM.name}, "pk:siteHost": {STATION.name}}
    ]


def test_bodies_that_one_sentence_puts_together_share_one_site_and_others_another() -> None:
    together = [say(CENTRE.id, "pk:sharesSiteWith", JUSTICE.id), say(JUSTICE.id, "pk:sharesSiteWith", ROOM.id)]
    elsewhere = say(CENTRE.id, "pk:sharesSiteWith", STATION.id, "t")
    assert frames_of("pk:Site", *together, elsewhere) == [
        {"pk:occupant": {STATION.name, CENTRE.name}},
        {"pk:occupant": {CENTRE.name, JUSTICE.name, ROOM.name}},
    ]


def test_a_shared_site_said_twice_and_either_way_round_is_one() -> None:
    said = [say(CENTRE.id, "pk:sharesSiteWith", JUSTICE.id), say(JUSTICE.id, "pk:sharesSiteWith", CENTRE.id, "t")]
    assert len(frames_of("pk:Site", *said)) == 1
    assert len(frames_of("pk:Site", *said, say(JUSTICE.id, "pk:sharesSiteWith", CENTRE.id, "u", when="2023"))) == 1


def test_what_was_merged_into_one_body_is_one_change_and_so_is_what_one_was_split_into() -> None:
    merged = [say(CASES.id, "pk:succeeds", old.id, change="merger", when="2023") for old in (SQUAD, PATROL)]
    assert frames_of("pk:Reorganisation", *merged) == [
        {
            "org:originalOrganization": {SQUAD.name, PATROL.name},
            "org:resultingOrganization": {CASES.name},
            "pk:change": {"merger"},
            "pk:when": {"2023"},
        }
    ]
    split = [say(new.id, "pk:succeeds", CASES.id, change="split") for new in (SQUAD, PATROL)]
    (change,) = frames_of("pk:Reorganisation", *split)
    assert change["org:resultingOrganization"] == {SQUAD.name, PATROL.name}
    renamed = [say(new.id, "pk:succeeds", CASES.id, change="rename") for new in (SQUAD, PATROL)]
    assert len(frames_of("pk:Reorganisation", *renamed)) == 2


def test_a_change_said_again_without_detail_adds_none_but_the_way_back_does() -> None:
    full = say(CASES.id, "pk:succeeds", SQUAD.id, change="rename")
    assert len(frames_of("pk:Reorganisation", full, say(CASES.id, "pk:succeeds", SQUAD.id, "t"))) == 1
    assert len(frames_of("pk:Reorganisation", full, say(SQUAD.id, "pk:succeeds", CASES.id, "t"))) == 2


NUMBER = "云川公通〔2022〕15号"
STATEMENTS = [
    (CENTRE.id, "pk:refersTo", STATION.id, {"manner": "assignment"}),
    (CASES.id, "pk:succeeds", SQUAD.id, {"change": "rename"}),
    (ROOM.id, "pk:sitedAt", STATION.id, {}),
    (CHIEF.id, "pk:holdsConcurrently", SECRETARY.id, {}),
    (PATROL.id, "pk:drawsFrom", CENTRE.id, {}),
    (CENTRE.id, "pk:bearsPlateOf", ROOM.id, {}),
    (BUREAU.id, "pk:issues", RULES.id, {"when": "2022-06-01"}),
    (RULES.id, "pk:documentNumber", NUMBER, {}),
    (RULES.id, "pk:policyStatus", "trial", {}),
]
ALL = [*EVERYONE, *PLACES]


def profile_of(dataset: Dataset, entity: str) -> Profile:
    with dataset.graph() as graph:
        return profile(graph, entity)


def test_no_shape_is_broken_and_each_kind_is_counted(dataset: Dataset, commit: Commit) -> None:
    assert not commit(dataset, document("a", STATEMENTS, ALL)).violations
    s = stats(dataset)
    counted = {"pk:Referral", "pk:Reorganisation", "pk:Site", "pk:DualOffice", "pk:TeamMembership", "pk:PolicyDocument"}
    assert {k: s.by_class[k] for k in counted} == dict.fromkeys(counted, 1)
    assert (s.facts, s.live) == (9, 9)


def test_a_shape_names_a_number_that_is_none(dataset: Dataset, commit: Commit) -> None:
    wrong = [(RULES.id, "pk:documentNumber", "2022-15", {})]
    assert [v.shape for v in commit(dataset, document("a", wrong, ALL)).violations] == ["PolicyDocumentShape"]


def test_a_number_is_a_plain_fact_until_its_last_document_goes(dataset: Dataset, commit: Commit) -> None:
    number = [(RULES.id, "pk:documentNumber", NUMBER, {})]
    commit(dataset, document("a", number, ALL), document("b", number, ALL))

    def numbers() -> list[str]:
        with dataset.graph() as graph:
            return [getattr(q.object, "value", "") for q in graph.quads(entity_iri(RULES.id), "pk:documentNumber")]

    assert numbers() == [NUMBER]
    commit(dataset, without=["a"])
    assert numbers() == [NUMBER]
    commit(dataset, without=["b"])
    assert numbers() == []


def test_a_graph_grown_in_steps_is_the_one_made_at_once(
    tmp_path: Path, dataset: Dataset, commit: Commit, quads: Callable[[Dataset], str]
) -> None:
    commit(dataset, document("a", STATEMENTS[:5], ALL))
    commit(dataset, document("b", STATEMENTS[3:], ALL))
    commit(dataset, document("a", STATEMENTS, ALL, shift=7))
    with Dataset.create(tmp_path / "once") as once:
        commit(once, document("a", STATEMENTS, ALL, shift=7), document("b", STATEMENTS[3:], ALL))
        assert quads(once) == quads(dataset)


def test_a_profile_tells_number_status_and_issuer_of_a_policy_document(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a", STATEMENTS, ALL))
    p = profile_of(dataset, RULES.id)
    assert (p.cls, p.class_en) == ("pk:PolicyDocument", "policy document")
    assert {(s.predicate, s.outgoing, s.other.iri and "iri", s.other.label) for s in p.links} == {
        ("pk:documentNumber", True, "", NUMBER),
        ("pk:policyStatus", True, "", "trial"),
        ("pk:issues", False, "iri", BUREAU.name),
    }
    assert all(len(s.claims) == 1 and len(s.locations) == 1 for s in p.links)


def test_the_lines_of_a_profile_part_the_new_frames_from_the_old(dataset: Dataset, commit: Commit) -> None:
    more = [*STATEMENTS, (STATION.id, "pk:stationedIn", CENTRE.id, {"headcount": "2"})]
    commit(dataset, document("a", more, ALL))
    lines = list(profile_of(dataset, CENTRE.id).lines(places=0))
    assert "Meetings, postings, implementations (1)" in lines
    further = lines.index("Referrals, dual offices, teams, sites, reorganisations (2)")
    assert lines[further + 1] == f"  referral (as referrer): manner assignment; recipient {STATION.name}"


def test_merging_both_posts_leaves_no_fact_of_a_post_with_itself(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, document("a", STATEMENTS, ALL))
    with dataset.writer() as w:
        w.decide(Decision("merge", SECRETARY.id, "reader", "2025-01-01", "one post", into=CHIEF.id))
        w.commit()
    with dataset.graph() as graph:
        assert not list(graph.quads(None, "pk:holdsConcurrently"))


def rows_of(folder: Path, names: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    found = {}
    for name in names:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as text:
            found[name] = list(csv.DictReader(text))
    return found


def test_each_frame_has_a_table_and_a_number_stands_among_the_facts(
    dataset: Dataset, commit: Commit, tmp_path: Path
) -> None:
    commit(dataset, document("a", STATEMENTS, ALL))
    folder = export(dataset, "csv", tmp_path / "tables").path
    tables = ("referrals", "dual_offices", "team_memberships", "sites", "reorganisations")
    read = rows_of(folder, (*tables, "facts", "claims"))
    assert [len(read[t]) for t in tables] == [1] * 5
    (referral,), (change,), (site,) = read["referrals"], read["reorganisations"], read["sites"]
    assert (referral["referrer"], referral["recipient"], referral["manner"]) == (
        CENTRE.name,
        STATION.name,
        "assignment",
    )
    assert (change["before"], change["after"], change["change"]) == (SQUAD.name, CASES.name, "rename")
    assert (site["occupant"], site["site_host"]) == (ROOM.name, STATION.name)
    (fact,) = [f for f in read["facts"] if f["predicate"] == "pk:documentNumber"]
    assert (fact["subject"], fact["object"], fact["object_iri"]) == (RULES.name, NUMBER, "")
    (claim,) = [c for c in read["claims"] if c["predicate"] == "pk:documentNumber"]
    assert (claim["value"], claim["object"], claim["datatype"]) == (NUMBER, "", "xsd:string")
