from __future__ import annotations

from pathlib import Path

import pytest
from policing_kg.graph.entity import Entity
from policing_kg.graph.name_index import write_names
from policing_kg.graph.names import Names
from policing_kg.queries.romanised import find_romanised

PLACES = {
    "place/990102": Entity("place/990102", "place", "云川市东岭区", aliases=("东岭",), place="990102"),
    "place/990202": Entity("place/990202", "place", "河山市东岭县", aliases=("东岭",), place="990202"),
}


@pytest.fixture
def names(tmp_path: Path) -> Names:
    write_names(tmp_path / "search.sqlite", [(key, [place]) for key, place in PLACES.items()])
    return Names(tmp_path / "search.sqlite")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("donglingqu", ["place/990102"]),
        ("Dongling Qu", ["place/990102"]),
        ("Dongling District", ["place/990102"]),
        ("DONGLING COUNTY", ["place/990202"]),
        ("inglingqu", []),
        ("District", []),
        ("东岭区", []),
        ("dongling; drop", []),
        ("'", []),
    ],
)
def test_a_name_in_latin_letters_leads_to_the_places_that_it_spells(names: Names, typed: str, found: list[str]) -> None:
    assert [f.id for f in find_romanised(names, typed, ("place",))] == found
