"""Relationships that wait come back as they were, and two writers never tie the same node."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement

from policing_kg.graph.neo4j_sync.waiting import _PARTS, _ROUNDS, Waiting
from policing_kg.graph.property_graph import RelationshipRow


def test_all_that_was_put_in_comes_back_once_and_of_a_bounded_size() -> None:
    kept = [
        RelationshipRow("UNIT_OF", f"urn:{n}", f"urn:{n * 7 % 997}", {"sid": str(n), "claims": ["“", "\n"]})
        for n in range(45_000)
    ]
    with Waiting() as waiting:
        waiting.keep(kept[:30_000])
        waiting.keep(kept[30_000:])
        batches = [rows for pair in waiting.pairs() for rows in waiting.read(pair)]
        assert waiting.count == len(kept)
    assert max(map(len, batches)) <= 10_000
    assert sorted((row for rows in batches for row in rows), key=lambda row: int(str(row.properties["sid"]))) == kept


def test_every_pair_of_parts_has_its_turn_and_two_that_share_a_part_are_never_at_once() -> None:
    taken = Counter(pair for pairs in _ROUNDS for pair in pairs)
    assert taken == Counter(combinations_with_replacement(range(_PARTS), 2))
    assert all(not {*one} & {*other} for one, other in _ROUNDS)
