"""Networks hold what live claims say between named bodies: populations, plans and what is over stand outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from invented import BRANCH, BUREAU, CENTRE, CITY, MEETING, PLACES, STATION, TEAMS, department, document, policy, post
from policing_kg.errors import UnknownName, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.entity import Entity, entity_id
from policing_kg.graph.export import export
from policing_kg.graph.networks import NETWORKS, Choice, network_of
from policing_kg.graph.term import entity_iri
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
GOVERNMENT = department("云川市人民政府", "990100", "人民政府")
JUSTICE = department("河口镇司法所", kind="司法所")
ALL = Entity(entity_id("unit", "990100", ("派出所", "*")), "unit", "云川市派出所", "990100", "派出所", generic=True)
OFFICER = post("社区民警")
PATROL = replace(TEAMS, id=entity_id("mechanism", "", ("巡防勤务",)), name="巡防勤务", chain=("巡防勤务",))
RULES = policy("云川市巡防工作规定")
ENTITIES = [BUREAU, BRANCH, STATION, CENTRE, GOVERNMENT, JUSTICE, ALL, OFFICER, TEAMS, PATROL, MEETING, RULES, *PLACES]
Statement = tuple[Entity, str, Entity, dict[str, str]]


def said(key: str, *statements: Statement, date: str = "2024-03", **more: object) -> object:
    listed = [(s.id, p, o.id, q) for s, p, o, q in statements]
    found = document(key, listed, ENTITIES, **more)  # type: ignore[arg-type]
    return replace(found, document=replace(found.document, date=date))


Network = Callable[..., nx.MultiDiGraph]


@pytest.fixture
def made(dataset: Dataset, commit: Commit) -> Callable[..., Network]:
    """Write documents, and give a function from the name of a network to the network."""

    def write(*documents: object) -> Network:
        commit(dataset, *documents)

        def network(name: str, **choice: object) -> nx.MultiDiGraph:
            with dataset.graph() as graph:
                return network_of(graph, name, Choice(**choice))  # type: ignore[arg-type]

        return network

    return write


def edges(network: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    label = network.nodes(data="label")
    return {(label[s], key, label[t]) for s, t, key in network.edges(keys=True)}


def edge(network: nx.MultiDiGraph, source: Entity, target: Entity, key: str) -> dict[str, object]:
    found: dict[str, object] = network.edges[entity_iri(source.id).value, entity_iri(target.id).value, key]
    return found


def test_three_kinds_of_edge_go_up_the_hierarchy(made: Callable[..., Network]) -> None:
    units = made(
        said(
            "a",
            (STATION, "org:unitOf", BRANCH, {}),
            (BUREAU, "pk:ledBy", GOVERNMENT, {}),
            (BRANCH, "pk:directedBy", BUREAU, {}),
            (BRANCH, "org:unitOf", BUREAU, {}),
        )
    )("units")
    assert edges(units) == {
        (STATION.name, "partOf", BRANCH.name),
        (BUREAU.name, "ledBy", GOVERNMENT.name),
        (BRANCH.name, "directedBy", BUREAU.name),
        (BRANCH.name, "partOf", BUREAU.name),
    }


def test_a_node_says_who_it_is(made: Callable[..., Network]) -> None:
    units = made(said("a", (BUREAU, "pk:ledBy", GOVERNMENT, {})))("units")
    assert units.nodes[entity_iri(BUREAU.id).value] == {
        "label": "云川市公安局",
        "class": "PoliceBody",
        "kind": "公安局",
        "sector": "police",
        "group": "police",
        "place": "云川市",
        "place_iri": entity_iri(CITY.id).value,
        "place_code": "990100",
        "level": "prefecture",
        "resolved": True,
    }
    assert units.nodes[entity_iri(GOVERNMENT.id).value]["group"] == "人民政府"


def test_populations_and_posts_are_counted_and_left_out(made: Callable[..., Network]) -> None:
    network = made(
        said(
            "a",
            (ALL, "org:unitOf", BUREAU, {}),
            (ALL, "pk:implements", TEAMS, {}),
            (STATION, "pk:implements", TEAMS, {}),
            (OFFICER, "pk:stationedIn", JUSTICE, {}),
        )
    )
    assert network("units").number_of_edges() == 0
    assert network("units").graph["populations_left_out"] == 1
    assert edges(network("body-mechanism")) == {(STATION.name, "implements", TEAMS.name)}
    assert network("cross-department").graph["posts_left_out"] == 1
    assert network("cross-department").number_of_nodes() == 0


def test_populations_and_posts_are_nodes_where_asked_for_and_marked(made: Callable[..., Network]) -> None:
    network = made(said("a", (ALL, "pk:cooperatesWith", CENTRE, {}), (OFFICER, "pk:stationedIn", JUSTICE, {})))
    wide = network("cross-department", populations=True)
    assert edges(wide) == {(ALL.name, "cooperatesWith", CENTRE.name), (OFFICER.name, "stationedIn", JUSTICE.name)}
    assert {held["label"] for _, held in wide.nodes(data=True) if "population" in held} == {ALL.name, OFFICER.name}
    assert (wide.graph["populations_left_out"], wide.graph["posts_left_out"]) == (0, 0)
    assert network("cross-department").number_of_nodes() == 0


def test_what_is_planned_required_denied_or_a_models_is_no_edge(made: Callable[..., Network]) -> None:
    network = made(
        said("a", (BRANCH, "pk:implements", TEAMS, {"modality": "planned"})),
        said("b", (BRANCH, "pk:implements", TEAMS, {"modality": "required"})),
        said("c", (BRANCH, "pk:implements", TEAMS, {"polarity": "negative"})),
        said("d", (BRANCH, "pk:implements", TEAMS, {}), origin="model"),
    )
    assert network("body-mechanism").number_of_edges() == 0


def test_an_edge_sums_up_its_claims(made: Callable[..., Network]) -> None:
    posted = {"headcount": "3", "headcount_unit": "名", "headcount_scope": "total", "frequency": "1次/2周"}
    network = made(
        said("a", (STATION, "pk:stationedIn", CENTRE, posted | {"when": "2022-05", "when_basis": "stated"})),
        said(
            "b", (STATION, "pk:stationedIn", CENTRE, {"headcount": "2", "headcount_scope": "each"}), date="2023-01-09"
        ),
    )("cross-department")
    held = edge(network, STATION, CENTRE, "stationedIn")
    assert (held["statements"], held["sources"], held["weight"], held["status"]) == (2, 2, 2, "live")
    assert (held["headcount"], held["headcount_each"], held["times_a_year"]) == (3, 2, 26.0)
    assert (held["since"], held["since_basis"], held["first_reported"]) == ("2022-05", "stated", "2023-01-09")
    assert held["across"] is True
    assert len(set(held["claims"])) == 2  # type: ignore[arg-type]


def test_one_text_in_two_outlets_weighs_once(made: Callable[..., Network]) -> None:
    text = "".join(chr(0x4E00 + 7 * n) for n in range(300))
    from policing_kg.graph.signature import body_signature

    twice = [
        replace(said(key, (STATION, "pk:cooperatesWith", JUSTICE, {}), body=text + key), signature=body_signature(text))  # type: ignore[type-var]
        for key in "ab"
    ]
    held = edge(made(*twice)("cross-department"), STATION, JUSTICE, "cooperatesWith")
    assert (held["statements"], held["sources"], len(held["documents"])) == (2, 1, 2)  # type: ignore[arg-type]


def test_a_meeting_ties_its_convener_to_each_who_takes_part(made: Callable[..., Network]) -> None:
    network = made(
        said(
            "a",
            (BRANCH, "pk:convenes", MEETING, {"frequency": "1次/周"}),
            (CENTRE, "pk:participatesIn", MEETING, {}),
            (JUSTICE, "pk:participatesIn", MEETING, {"frequency": "1次/月"}),
        ),
        said("b", (STATION, "pk:participatesIn", MEETING, {})),
    )("cross-department")
    assert edges(network) == {(BRANCH.name, "meets", CENTRE.name), (BRANCH.name, "meets", JUSTICE.name)}
    held = edge(network, BRANCH, CENTRE, "meets")
    assert (held["meeting"], held["times_a_year"], len(held["claims"])) == ((MEETING.name,), 52.0, 2)  # type: ignore[arg-type]
    assert edge(network, BRANCH, JUSTICE, "meets")["times_a_year"] == 12.0


def test_two_modes_are_told_apart(made: Callable[..., Network]) -> None:
    network = made(said("a", (BRANCH, "pk:implements", TEAMS, {}), (CITY, "pk:implements", TEAMS, {})))(
        "body-mechanism"
    )
    modes = {held["label"]: held["bipartite"] for _, held in network.nodes(data=True)}
    assert modes == {BRANCH.name: 0, CITY.name: 0, TEAMS.name: 1}
    assert nx.is_bipartite(network)


def test_a_mechanism_leads_to_its_parts_and_to_what_it_rests_on(made: Callable[..., Network]) -> None:
    network = made(said("a", (TEAMS, "dcterms:hasPart", PATROL, {}), (TEAMS, "pk:basedOn", RULES, {})))("mechanisms")
    assert edges(network) == {(TEAMS.name, "comprises", PATROL.name), (TEAMS.name, "basedOn", RULES.name)}


@pytest.mark.parametrize(
    ("qualifiers", "date", "held"),
    [
        ({"when": "2021-03/.."}, "2024", ["2021", "2022", "2024"]),
        ({"when": "2021-03/2022-06"}, "2024", ["2021", "2022"]),
        ({"when": "2022"}, "2024", ["2022", "2024"]),
        ({}, "2022-08", ["2022", "2024"]),
        ({}, "", []),
        ({"when": "2021/..", "stage": "ended"}, "2021-10", ["2021"]),
    ],
)
def test_as_of_shows_what_a_source_says_to_have_held(
    made: Callable[..., Network], qualifiers: dict[str, str], date: str, held: Sequence[str]
) -> None:
    network = made(said("a", (BRANCH, "pk:implements", TEAMS, qualifiers), date=date))
    years = ("2020", "2021", "2022", "2024")
    assert [y for y in years if network("body-mechanism", as_of=y).number_of_edges()] == held
    assert network("body-mechanism").number_of_edges() == 1


def test_reviewed_shows_what_was_accepted(dataset: Dataset, made: Callable[..., Network]) -> None:
    network = made(said("a", (BRANCH, "pk:implements", TEAMS, {}), (BUREAU, "pk:implements", TEAMS, {})))
    accepted = next(c.id for c in dataset.claims() if c.subject == BRANCH.id)
    with dataset.writer() as w:
        w.decide(Decision("accept", accepted, "reader", "2025-01-01", "as it stands there"))
        w.commit()
    assert edges(network("body-mechanism", reviewed=True)) == {(BRANCH.name, "implements", TEAMS.name)}
    assert edge(network("body-mechanism"), BRANCH, TEAMS, "implements")["status"] == "reviewed"
    assert edge(network("body-mechanism"), BUREAU, TEAMS, "implements")["status"] == "live"


def test_an_unknown_network_and_a_date_that_is_none_are_refused(made: Callable[..., Network]) -> None:
    network = made(said("a", (BRANCH, "pk:implements", TEAMS, {})))
    with pytest.raises(UnknownName, match="did you mean units"):
        network("unit")
    with pytest.raises(UsageError, match="write a year, a month or a day"):
        network("units", as_of="last year")


def test_the_whole_holds_every_network(made: Callable[..., Network]) -> None:
    one = made(said("a", (STATION, "org:unitOf", BRANCH, {}), (STATION, "pk:implements", TEAMS, {})))
    whole = one("all")
    assert edges(whole) == {e for name in NETWORKS for e in edges(one(name))}
    assert {held["bipartite"] for _, held in whole.nodes(data=True) if "bipartite" in held} == {0, 1}


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_file_reads_back_as_the_network(
    dataset: Dataset, made: Callable[..., Network], tmp_path: Path, form: str, read: Callable[[Path], nx.Graph]
) -> None:
    posted = {"headcount": "3", "stage": "full", "frequency": "1次/周"}
    network = made(said("a", (STATION, "pk:stationedIn", CENTRE, posted), (STATION, "pk:leads", CENTRE, {})))
    file = tmp_path / f"net.{form}"
    assert export(dataset, form, file, network="cross-department").rows == 2
    back, own = read(file), network("cross-department")
    assert set(back.nodes) == set(own.nodes)
    assert back.nodes[entity_iri(CENTRE.id).value]["label"] == CENTRE.name
    ids = [held[{"graphml": "edge", "gexf": "id"}[form]] for *_, held in back.edges(data=True)]
    assert len(set(ids)) == 2
    held = next(h for *_, h in back.edges(data=True) if h["relation"] == "stationedIn")
    assert (held["headcount"], held["times_a_year"], held["stage"], held["across"]) == (3, 52.0, "full", True)
    assert "None" not in file.read_text("utf-8")
    assert CENTRE.name in file.read_text("utf-8")
    again = tmp_path / f"again.{form}"
    export(dataset, form, again, network="cross-department")
    assert again.read_bytes() == file.read_bytes()


def test_a_format_that_is_no_network_takes_no_network(
    dataset: Dataset, made: Callable[..., Network], tmp_path: Path
) -> None:
    made(said("a", (STATION, "org:unitOf", BRANCH, {})))
    with pytest.raises(UsageError, match="leave network, reviewed, as_of and populations out"):
        export(dataset, "csv", tmp_path / "out", network="units")
    with pytest.raises(UnknownName):
        export(dataset, "gexf", tmp_path / "out.gexf", network="bodies")
    assert list(tmp_path.glob("out*")) == []
