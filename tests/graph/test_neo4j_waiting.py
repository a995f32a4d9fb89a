"""Relationships that wait come back as they were, and two writers never tie the same node."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations_with_replacement

import pytest
from policing_kg.graph.neo4j_sync.waiting import Waiting, rounds
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


@pytest.mark.parametrize(("parts", "writers"), [(2, 1), (4, 2), (4, 1), (8, 3), (16, 8)])
def test_every_pair_of_parts_has_its_turn_and_two_that_share_a_part_are_never_at_once(parts: int, writers: int) -> None:
    turns = list(rounds(parts, writers))
    assert Counter(chain.from_iterable(turns)) == Counter(combinations_with_replacement(range(parts), 2))
    for together in turns:
        assert len(together) <= writers
        assert max(Counter(chain.from_iterable(map(set, together))).values()) == 1
