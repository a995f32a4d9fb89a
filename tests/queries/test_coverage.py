"""The country is no province: what names nothing narrower stands in none."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_world import entities, link_of, write_world
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import Document
from policing_kg.queries import EMBEDDED, Reader, ask


@pytest.mark.usefixtures("cypher_engine")
def test_the_country_is_no_province(tmp_path: Path) -> None:
    write_world(tmp_path / "kg")
    country = entities()["country"].id
    with Dataset.open(tmp_path / "kg") as dataset, dataset.writer() as writer:
        writer.put(link_of(Document("news/all.txt", date="2020"), "country", "pk:implements", "teams"))
        writer.put(link_of(Document("news/both.txt", date="2021"), "bureau", "pk:implements", "grid", place=country))
        writer.commit()
    with Reader(tmp_path / "kg") as opened:
        for engine in EMBEDDED:
            rows = ask(opened, "coverage", engine=engine)
            assert {str(row["province"]) for row in rows} == {"云省", "海原省", "None"}
            by_year = {year: [str(row["province"]) for row in rows if row["year"] == year] for year in (2020, 2021)}
            assert by_year == {2020: ["None"], 2021: ["云省"]}
