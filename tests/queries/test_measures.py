"""Measures of networks agree with values worked out by hand, with networkx where it has them, and lead to claims."""

from __future__ import annotations

from decimal import Decimal

import networkx as nx
import pytest
from invented_world import claims, iri_of
from policing_kg.errors import UnknownName, UsageError
from policing_kg.graph.networks import NETWORKS, network_of
from policing_kg.queries import Reader, as_json, lines_of, parquet_bytes
from policing_kg.queries.measures import (
    assortativity,
    betweenness,
    brokerage,
    cohesion,
    degree,
    load_measures,
    measure,
    mixing,
    projection,
    two_mode,
)
from policing_kg.queries.measures.brokerage import ROLES

MEASURES = load_measures()
KINDS = {"s1": "police", "s2": "police", "c": "综治中心", "d": "综治中心", "j": "司法所"}


@pytest.fixture
def network() -> nx.MultiDiGraph:
    made = nx.MultiDiGraph(name="invented")
    made.add_nodes_from((node, {"group": group}) for node, group in KINDS.items())
    for source, target, relation, weight in [
        ("s1", "s2", "leads", 1),
        ("s2", "c", "stationedIn", 2),
        ("s2", "c", "participatesIn", 1),
        ("c", "j", "refersTo", 1),
        ("c", "d", "supports", 1),
        ("d", "s1", "cooperatesWith", 1),
    ]:
        held = {"weight": weight, "statements": weight, "sources": weight, "claims": (f"{source}{target}{relation}",)}
        made.add_edge(source, target, key=relation, **held)
    return made


def test_degree_counts_neighbours_and_strength_sources(network: nx.MultiDiGraph) -> None:
    first = degree(network)[0]
    assert (first.node, first.degree, first.in_degree, first.out_degree, first.strength) == ("c", 3, 1, 2, 5)
    assert (first.normalised, first.across) == (0.75, 2)
    shares = nx.degree_centrality(nx.Graph(network))
    assert {row.node: row.normalised for row in degree(network)} == shares


def test_a_symmetric_relation_is_an_arc_both_ways(network: nx.MultiDiGraph) -> None:
    row = next(r for r in degree(network) if r.node == "s1")
    assert (row.in_degree, row.out_degree, row.degree) == (1, 2, 2)


def test_betweenness_is_that_of_networkx(network: nx.MultiDiGraph) -> None:
    expected = nx.betweenness_centrality(nx.Graph(network))
    assert {row.node: pytest.approx(row.normalised) for row in betweenness(network)} == expected


def test_each_role_of_brokerage_is_counted_by_hand(network: nx.MultiDiGraph) -> None:
    # Open paths: s1→s2→c, d→s1→s2, s2→c→d, s2→c→j, c→d→s1, s1→d→... only with d's own arcs.
    found = {row.node: {role: n for role in ROLES if (n := getattr(row, role))} for row in brokerage(network)}
    assert found == {
        "s2": {"representative": 1},  # s1 → s2 → c
        "s1": {"gatekeeper": 1},  # d → s1 → s2
        "c": {"gatekeeper": 1, "liaison": 1},  # s2 → c → d, s2 → c → j
        "d": {"representative": 1},  # c → d → s1
    }


def test_coordinator_and_itinerant_need_ends_of_one_group() -> None:
    made = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("x", "y"), ("y", "z")])
    nx.set_node_attributes(made, dict.fromkeys("abcxz", "police") | {"y": "司法所"}, "group")
    found = {row.node: row for row in brokerage(made)}
    assert (found["b"].coordinator, found["b"].total) == (1, 1)
    assert (found["y"].itinerant, found["y"].total) == (1, 1)


def test_a_direct_arc_leaves_nothing_to_broker() -> None:
    made = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("a", "c")])
    assert brokerage(made) == []


def test_roles_sum_to_all_open_paths() -> None:
    made = nx.MultiDiGraph(nx.gnp_random_graph(30, 0.1, seed=7, directed=True))
    nx.set_node_attributes(made, {n: "abc"[n % 3] for n in made}, "group")
    plain = nx.DiGraph(made)
    paths = sum(
        1 for b in plain for a in plain.predecessors(b) for c in plain[b] if a != c and not plain.has_edge(a, c)
    )
    assert sum(row.total for row in brokerage(made)) == paths
    assert all(sum(getattr(r, role) for role in ROLES) == r.total for r in brokerage(made))


@pytest.fixture
def modes() -> nx.MultiDiGraph:
    made = nx.MultiDiGraph([("a", "x"), ("b", "x"), ("c", "x"), ("a", "y"), ("b", "y"), ("d", "z")], name="two")
    nx.set_node_attributes(made, dict.fromkeys("abcd", 0) | dict.fromkeys("xyz", 1), "bipartite")
    return made


def test_two_modes_are_normalised_by_the_other_mode(modes: nx.MultiDiGraph) -> None:
    one = nx.Graph(modes)
    rows = {row.node: row for row in two_mode(modes)}
    assert rows["x"].normalised == 3 / 4
    assert {n: r.normalised for n, r in rows.items()} == nx.bipartite.degree_centrality(one, "abcd")
    assert {n: r.closeness for n, r in rows.items()} == pytest.approx(nx.bipartite.closeness_centrality(one, "abcd"))


@pytest.mark.parametrize(("onto", "nodes"), [("body", "abcd"), ("mechanism", "xyz")])
def test_projection_is_newmans_collaboration_weight(modes: nx.MultiDiGraph, onto: str, nodes: str) -> None:
    expected = nx.bipartite.collaboration_weighted_projected_graph(nx.Graph(modes), nodes)
    found = {frozenset((row.first, row.second)): row.weight for row in projection(modes, onto)}
    assert found == {frozenset((s, t)): pytest.approx(w) for s, t, w in expected.edges(data="weight")}


def test_density_of_two_modes_is_over_pairs_of_both(modes: nx.MultiDiGraph, network: nx.MultiDiGraph) -> None:
    assert cohesion(modes)[0].density == 0.5
    assert (cohesion(modes)[0].components, cohesion(modes)[0].largest) == (2, 5)
    assert cohesion(network)[0].density == pytest.approx(6 / 20, abs=1e-9)
    assert cohesion(nx.MultiDiGraph(name="none"))[0][1:7] == (0, 0, 0, 0.0, 0, 0)


def test_assortativity_is_newmans(network: nx.MultiDiGraph) -> None:
    (row,) = assortativity(network, "group")
    # 5 ties, two within; ends: police 4, 综治中心 5, 司法所 1 of 10
    assert row.assortativity == pytest.approx((2 / 5 - 0.42) / (1 - 0.42), abs=1e-9)
    assert (row.within, row.ties, row.values) == (2, 5, 3)
    assert assortativity(network.subgraph(["s1", "s2"]), "group")[0].assortativity is None


def test_mixing_keeps_relations_apart(network: nx.MultiDiGraph) -> None:
    rows = {row[:3]: row[3:] for row in mixing(network)}
    assert rows["police", "综治中心", "stationedIn"] == (1, 2, 2, None, None)
    assert rows["police", "综治中心", "participatesIn"] == (1, 1, 1, None, None)


def test_no_order_of_nodes_or_edges_changes_a_measure(network: nx.MultiDiGraph) -> None:
    other = nx.MultiDiGraph(name=network.name)
    other.add_nodes_from(reversed(list(network.nodes(data=True))))
    other.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    for compute in (degree, betweenness, brokerage, cohesion, assortativity, mixing):
        assert compute(other) == compute(network)


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_answers_in_every_form(reader: Reader, name: str) -> None:
    result = measure(reader, name)
    assert len(result) > 0
    assert result.dataset == reader.digest
    assert as_json(result)["query"] == name
    for form in ("table", "jsonl", "csv", "markdown"):
        assert list(lines_of(result, form))
    assert parquet_bytes(result)[:4] == b"PAR1"
    assert list(measure(reader, name)) == list(result)


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_names_its_reference(name: str) -> None:
    assert "DOI 10." in MEASURES[name].reference
    assert MEASURES[name].title_zh


@pytest.mark.parametrize("network", NETWORKS)
def test_every_measure_of_a_network_takes_every_network(reader: Reader, network: str) -> None:
    for name, asked in MEASURES.items():
        if asked.takes("network"):
            measure(reader, name, {"network": network})


def test_rows_lead_to_the_claims_of_their_ties(reader: Reader) -> None:
    row = next(r for r in measure(reader, "degree") if r["node"] is not None and r["node"].iri == iri_of("taskforce"))  # type: ignore[union-attr]
    assert set(row.claims) == {claims()[n].id for n in ("c44", "c45", "r15")}
    assert {e.claim for e in row.evidence} == set(row.claims)
    pair = measure(reader, "projection", {"onto": "mechanism"})[0]
    assert set(pair.claims) <= {c.id for c in claims().values() if c.predicate == "pk:implements"}


def test_a_place_keeps_the_ties_of_its_entities(reader: Reader) -> None:
    whole = {str(r["node"]) for r in measure(reader, "degree")}
    south = {str(r["node"]) for r in measure(reader, "degree", {"place": "南屏市"})}
    assert south == {"南屏市公安局", "南屏市综治中心"} < whole


def test_as_of_and_reviewed_are_passed_on(reader: Reader) -> None:
    assert len(measure(reader, "degree", {"reviewed": "yes"})) == 0
    later = measure(reader, "cohesion", {"as_of": "2023-12"})[0]
    assert later["edges"] < measure(reader, "cohesion")[0]["edges"]  # type: ignore[operator]


def test_a_measure_of_the_world_is_as_worked_out_by_hand(reader: Reader) -> None:
    by_body = {r["node"].iri: r for r in measure(reader, "two-mode")}  # type: ignore[union-attr]
    # teams: branch, county, south; grid: bureau, county, station, centre.  The squad is a population.
    assert by_body[iri_of("teams")]["degree"] == 3
    assert by_body[iri_of("grid")]["degree"] == 4
    assert by_body[iri_of("county")]["normalised"] == Decimal(1)
    assert iri_of("squad") not in by_body
    with_graph = network_of(reader.graph, "body-mechanism")
    assert len(by_body) == with_graph.number_of_nodes()


@pytest.mark.parametrize(
    ("name", "given", "error", "says"),
    [
        ("degre", {}, UnknownName, "unknown measure; see policing-kg measures; did you mean degree"),
        ("degree", {"mechanism": "三队一台"}, UnknownName, "unknown parameter of degree, which takes network, place"),
        ("degree", {"network": "unit"}, UsageError, "no such choice; use units, mechanisms"),
        ("degree", {"as_of": "去年"}, UsageError, "not a date; write a year, a month or a day"),
        ("adoption", {"mechanism": "三队两台"}, UnknownName, "unknown mechanism"),
        ("adoption", {"place": " "}, UsageError, "the value is empty"),
        ("assortativity", {"attribute": "colour"}, UsageError, "no such choice"),
    ],
)
def test_a_mistake_is_one_line(
    reader: Reader, name: str, given: dict[str, str], error: type[UsageError], says: str
) -> None:
    with pytest.raises(error, match=says) as refused:
        measure(reader, name, given)
    assert "\n" not in str(refused.value)
