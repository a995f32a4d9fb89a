"""Search in names gives whole names first, then beginnings, then the shorter, however many names hold a word and
whenever they were added.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from policing_kg.graph.entity import Entity, entity_id
from policing_kg.graph.name_index import write_names
from policing_kg.graph.names import Names


def station(name: str) -> Entity:
    return Entity(entity_id("unit", "990102", (name,)), "unit", name, "990102", "派出所", (name,))


def written(file: Path, names: list[str], old: Path | None = None) -> Names:
    entities = [station(name) for name in names]
    write_names(file, [(e.id, [e]) for e in entities], old)
    return Names(file)


MANY = [f"云川第{n}巡防队" for n in range(100, 160)]


@pytest.fixture
def names(tmp_path: Path) -> Names:
    return written(tmp_path / "names.sqlite", [*MANY, "东岭巡防", "巡防大队一中队", "巡防", "巡防站"])


def test_whole_names_come_first_then_beginnings_then_the_shorter(names: Names) -> None:
    assert [f.label for f in names.find("巡防", limit=4)] == ["巡防", "巡防站", "巡防大队一中队", "东岭巡防"]
    assert [f.exact for f in names.find("巡防", limit=2)] == [True, False]


def test_a_limit_cuts_the_same_order(names: Names) -> None:
    every = [f.id for f in names.find("巡防", limit=1000)]
    assert len(every) == len(MANY) + 4
    assert [f.id for f in names.find("巡防", limit=10)] == every[:10]


def test_the_order_does_not_tell_when_a_name_was_added(tmp_path: Path, names: Names) -> None:
    first = written(tmp_path / "first.sqlite", MANY[::2])
    assert len(first.find("巡防队", limit=100)) == len(MANY[::2])
    grown = written(
        tmp_path / "grown.sqlite",
        [*MANY[1::2], "东岭巡防", "巡防大队一中队", "巡防", "巡防站"],
        tmp_path / "first.sqlite",
    )
    assert grown.find("巡防", limit=100) == names.find("巡防", limit=100)


def test_only_the_kinds_asked_for_are_found(names: Names) -> None:
    assert names.find("巡防", ("place",)) == []
    assert len(names.find("巡防", ("place", "unit"), 5)) == 5


def test_a_misspelt_name_finds_the_nearest_first(names: Names) -> None:
    assert names.similar("云川第123巡妨队")[0].label == "云川第123巡防队"
    assert names.similar("巡方")[0].label == "巡防"
