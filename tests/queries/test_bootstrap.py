"""Intervals of network measures: over sources, near-duplicates as one, and the same for the same seed."""

from __future__ import annotations

import networkx as nx
import pytest
from policing_kg.errors import UsageError
from policing_kg.queries import Reader
from policing_kg.queries.measures import cohesion, degree, mixing
from policing_kg.queries.measures.bootstrap import intervals
from policing_kg.queries.measures.measure import measure


def network_of(stated: dict[tuple[str, str], tuple[str, ...]]) -> nx.MultiDiGraph:
    made = nx.MultiDiGraph(name="invented")
    for (start, end), documents in stated.items():
        held = {"documents": documents, "weight": len(documents), "sources": len(documents), "statements": 1}
        made.add_edge(start, end, key="leads", **held)
    return made


def test_a_tie_that_every_source_states_is_certain_and_one_of_a_single_source_is_not() -> None:
    many = tuple(f"d{n}" for n in range(30))
    found = intervals(network_of({("a", "b"): many, ("a", "c"): ("d0",)}), degree, {}, 500, ranked="degree")
    assert found[0]["degree"] == (1.0, 2.0)
    assert found[0]["rank"] == (1.0, 1.0)
    assert found[2]["degree"] == (0.0, 1.0)
    assert found[2]["rank"] == (2.0, 3.0)  # beside b where its tie was drawn


def test_a_share_of_the_draws_is_what_theory_says() -> None:
    """One of n sources is left out of a draw with (1 - 1/n)^n, so of two of ten with .107: more than 1 in 40."""
    network = network_of({("a", "b"): tuple(f"d{n}" for n in range(8)), ("c", "d"): ("e1", "e2")})
    assert intervals(network, cohesion, {}, 2000)[0]["edges"] == (1.0, 2.0)
    certain = network_of({("a", "b"): tuple(f"d{n}" for n in range(5)), ("c", "d"): tuple(f"e{n}" for n in range(5))})
    assert intervals(certain, cohesion, {}, 2000)[0]["edges"] == (2.0, 2.0)  # either is left out with .001


def test_syndicated_copies_are_drawn_as_one() -> None:
    copies = {f"d{n}": "d0" for n in range(1, 10)}
    network = network_of({("a", "b"): tuple(f"d{n}" for n in range(10)), ("c", "d"): ("e",)})
    apart, together = (intervals(network, degree, sources, 500)[0]["degree"] for sources in ({}, copies))
    assert apart == (1.0, 1.0)
    assert together == (0.0, 1.0)


def test_sources_weigh_as_often_as_they_are_drawn() -> None:
    network = network_of({("a", "b"): tuple(f"d{n}" for n in range(20)), ("c", "d"): tuple(f"e{n}" for n in range(20))})
    assert intervals(network, mixing, {}, 1000)[0]["sources"] == (40.0, 40.0)  # all that is drawn is of one cell
    low, high = intervals(network, degree, {}, 1000)[0]["strength"]
    assert 13 <= low < 20 < high <= 27  # binomial, 40 draws of one half: 20 ± 6.2


def test_the_same_seed_gives_the_same_columns_and_another_seed_others(reader: Reader) -> None:
    one, again, other = (measure(reader, "degree", bootstrap=60, seed=seed) for seed in (1, 1, 2))
    assert one.rows == again.rows
    assert [dict(r) for r in one.rows] != [dict(r) for r in other.rows]
    names = [column.name for column in one.columns]
    assert names[-2:] == ["rank_low", "rank_high"]
    plain = measure(reader, "degree")
    assert len(plain.columns) + 14 == len(names)
    for row, before in zip(one.rows, plain.rows, strict=True):
        for column in plain.columns:
            assert row[column.name] == before[column.name]
        for name in ("degree", "strength"):
            assert row[f"{name}_low"] <= row[f"{name}_high"]  # type: ignore[operator]


@pytest.mark.parametrize("name", ["betweenness", "brokerage", "projection", "two-mode", "cohesion", "assortativity"])
def test_each_measure_of_a_network_has_intervals(reader: Reader, name: str) -> None:
    shown = measure(reader, name, bootstrap=20)
    assert any(column.name.endswith("_low") for column in shown.columns) == bool(shown.rows)


def test_what_has_no_intervals_says_so(reader: Reader) -> None:
    with pytest.raises(UsageError, match="bootstrap: adoption has no intervals; ask one of degree"):
        measure(reader, "adoption", bootstrap=10)
    with pytest.raises(UsageError, match="bootstrap=-1: not a number of draws"):
        measure(reader, "degree", bootstrap=-1)
