"""Whatever somebody changes in the database is named, and mended without a touch to anything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invented import usual
from neo4j_server import Address
from policing_kg.errors import Unavailable, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.neo4j_sync import Verified, sync, verify


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, neo4j_address: Address) -> Path:
    """A dataset that the database holds."""
    neo4j_address.empty()
    with Dataset.create(tmp_path_factory.mktemp("verified") / "kg") as dataset, dataset.writer() as writer:
        writer.put(usual())
        writer.commit()
    sync(dataset.path, neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password)
    return dataset.path


@pytest.fixture
def synchronised(written: Path, neo4j_address: Address) -> Iterator[Path]:
    """The same, made equal again after each test."""
    yield written
    verified(written, neo4j_address, repair=True)


def verified(kg: Path, neo4j_address: Address, **how: Any) -> Verified:
    return verify(kg, neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password, **how)


def test_a_database_that_nobody_changed_is_equal(synchronised: Path, neo4j_address: Address) -> None:
    found = verified(synchronised, neo4j_address)
    assert found
    assert found.here == found.there
    assert found.here["node", "PoliceBody"] > 0


TIE = "(:PolicingKG)-[r:UNIT_OF]->(:PolicingKG)"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("MATCH (n:PoliceBody) WITH n LIMIT 1 SET n.name = 'x'", ": changed in name"),
        ("MATCH (n:PoliceBody) WITH n LIMIT 1 SET n.mine = 1", ": changed in mine"),
        (
            "MATCH (n:PoliceBody) WITH n LIMIT 1 SET n.mine = date(), n.at = point({x: 1, y: 2})",
            ": changed in at, mine",
        ),
        ("MATCH (n:PoliceBody) WITH n LIMIT 1 SET n:Favourite", ": changed in labels"),
        ("MATCH (n:PoliceBody) WITH n LIMIT 1 REMOVE n.iri", "(PoliceBody): superfluous"),
        ("MATCH (n:PoliceBody) WITH n LIMIT 1 SET n.iri = 5", "(PoliceBody): superfluous"),
        ("MATCH (n:PoliceBody) WITH n LIMIT 1 SET n.iri = 'no iri'", "node no iri (PoliceBody): superfluous"),
        ("MATCH (n:PoliceBody) WITH n LIMIT 1 SET n._bucket = (n._bucket + 1) % 256", ": changed in _bucket"),
        ("MATCH (n:Claim) WITH n LIMIT 1 DETACH DELETE n", ": missing"),
        ("MATCH (n:PoliceBody) WITH n LIMIT 1 REMOVE n:PolicingKG", ": missing"),
        (f"MATCH {TIE} WITH r LIMIT 1 DELETE r", "[:UNIT_OF]->"),
        (f"MATCH {TIE} WITH r LIMIT 1 SET r.reviewed = NOT r.reviewed", ": changed"),
        (f"MATCH {TIE} WITH r LIMIT 1 SET r.mine = datetime()", ": changed"),
        (f"MATCH {TIE} WITH r LIMIT 1 SET r.sid = 'x'", ": missing"),
        ("MATCH (a:Claim), (b:PoliceBody) WITH a, b LIMIT 1 CREATE (a)-[:LEADS {sid: 'x'}]->(b)", ": superfluous"),
        ("CREATE (:PolicingKG:Place {iri: 'urn:x', _bucket: 7})", "node urn:x (Place): superfluous"),
        ("MATCH (n:PolicingKGFingerprints) DELETE n", "fingerprints of"),
    ],
)
def test_a_change_is_named_and_repaired(synchronised: Path, neo4j_address: Address, change: str, said: str) -> None:
    neo4j_address.rows(change)
    found = verified(synchronised, neo4j_address, repair=True)
    assert not found
    assert any(said in line for line in found.differences), found.differences
    after = verified(synchronised, neo4j_address)
    assert after, after.differences


def test_a_value_of_another_type_is_a_difference(synchronised: Path, neo4j_address: Address) -> None:
    neo4j_address.rows("MATCH (n:Evidence) WITH n LIMIT 1 SET n.start = toFloat(n.start)")
    assert [line.partition("): ")[2] for line in verified(synchronised, neo4j_address).differences] == [
        "changed in start"
    ]


def test_a_relationship_that_stands_twice_is_made_one(synchronised: Path, neo4j_address: Address) -> None:
    neo4j_address.rows("DROP CONSTRAINT policing_kg_unit_of")
    neo4j_address.rows(
        "MATCH (a)-[r:UNIT_OF]->(b) WITH a, r, b LIMIT 1 CREATE (a)-[s:UNIT_OF]->(b) SET s = properties(r)"
    )
    assert not verified(synchronised, neo4j_address, repair=True)
    assert verified(synchronised, neo4j_address)


def test_only_the_first_differences_are_named_and_all_are_counted(synchronised: Path, neo4j_address: Address) -> None:
    neo4j_address.rows("MATCH (n:Evidence) SET n.mine = 1")
    found = verified(synchronised, neo4j_address, most=2)
    assert (len(found.differences), found.count) == (2, found.here["node", "Evidence"])


def test_a_node_of_somebody_else_under_our_label_is_named_and_left(synchronised: Path, neo4j_address: Address) -> None:
    neo4j_address.rows("CREATE (:PolicingKG {iri: 'urn:mine'})")
    assert verified(synchronised, neo4j_address, repair=True).differences == [
        "node urn:mine: bears our label and is not ours"
    ]
    neo4j_address.rows("MATCH (n:PoliceBody) WITH n LIMIT 1 SET n.name = 'x'")
    found = verified(synchronised, neo4j_address, repair=True)
    assert (found.count, found.repaired) == (2, False)
    assert verified(synchronised, neo4j_address).count == 1
    with pytest.raises(Unavailable, match="urn:mine bears the label"):
        sync(synchronised, neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password, rebuild=True)
    assert neo4j_address.rows("MATCH (n {iri: 'urn:mine'}) DELETE n RETURN count(n) AS n") == [{"n": 1}]


def test_a_node_that_bears_neither_our_label_nor_our_key_is_not_touched(
    synchronised: Path, neo4j_address: Address
) -> None:
    neo4j_address.rows("CREATE (:Mine {_bucket: 3, iri: 'urn:mine'})")
    neo4j_address.rows("MATCH (n:PoliceBody) WITH n LIMIT 1 SET n.name = 'x'")
    assert verified(synchronised, neo4j_address, repair=True).repaired
    assert neo4j_address.rows("MATCH (n:Mine) RETURN labels(n) AS labels") == [{"labels": ["Mine"]}]
    neo4j_address.rows("MATCH (n:Mine) DELETE n")


def test_what_is_read_back_has_the_digest_of_the_store(
    synchronised: Path, neo4j_address: Address, tmp_path: Path
) -> None:
    file = tmp_path / "back.nq"
    assert verified(synchronised, neo4j_address, nquads=file)
    with Dataset.open(synchronised) as dataset, dataset.graph() as graph:
        assert file.read_bytes() == b"".join(graph.nquads())
        assert quads_digest(file.read_bytes().splitlines()) == quads_digest(graph.nquads())
    with pytest.raises(UsageError, match=r"back.nq: is there already; name a new file"):
        verified(synchronised, neo4j_address, nquads=file)
