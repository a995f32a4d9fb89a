"""What a claim says, in full, and what an entity is, as views and pages ask for many at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_world import claims, iri_of
from policing_kg.errors import AmbiguousName, UnknownName, UsageError
from policing_kg.graph.text_cache import cache_folder, read_masked, write_masked
from policing_kg.loaders.build import build
from policing_kg.queries import KnowledgeGraph, Reader
from policing_kg.queries.described import described
from policing_kg.queries.files import files_of
from policing_kg.queries.statement import decisions_on, find_claim, statements

TEXT = "青禾区简报\n\n今年以来,天津市公安局西青分局与西青区司法局协作调解纠纷。\n"


def test_a_statement_holds_ends_qualifiers_standing_and_origin(reader: KnowledgeGraph) -> None:
    claim = claims()["c30"].id
    (said,) = statements(reader, [claim]).values()
    assert (said.subject, said.predicate, said.object) == (iri_of("branch"), "pk:implements", iri_of("teams"))
    expected = {"when": "2021-03/..", "whenBasis": "stated", "stage": "full", "initiator": "own"}
    assert dict(said.qualifiers) == expected
    assert (said.status, said.accepted, said.revises, said.origins) == ("live", False, "", (("coder", "coded@1"),))


def test_a_statement_knows_how_its_document_is_coded_and_where_it_stands_in_it(reader: KnowledgeGraph) -> None:
    (said,) = statements(reader, [claims()["c31"].id]).values()
    source = said.source
    assert (source.document.label, source.genre, source.reporting) == ("云川市年度报告", "work-report", "self")
    assert (source.published, source.date_basis) == ("2024-01-15", "dateline")
    assert [(e.key, e.start, e.end) for e in said.spans] == [("report/city.txt", 60, 75)]


def test_a_place_among_the_qualifiers_goes_by_its_name(reader: KnowledgeGraph) -> None:
    (said,) = statements(reader, [claims()["c34"].id]).values()
    assert ("place", "云省云川市东岭区") in said.qualifiers


def test_many_claims_come_in_the_order_of_their_ids_and_the_unknown_are_left_out(reader: KnowledgeGraph) -> None:
    asked = [claim.id for claim in claims().values()]
    found = statements(reader, [*asked, "f" * 64])
    assert list(found) == sorted(asked)
    assert {s.status for s in found.values()} >= {"live", "required", "withheld"}


def test_the_words_of_a_span_are_there_only_where_the_reader_has_the_text(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "own.txt").write_text(TEXT, "utf-8")
    build([tmp_path / "texts"], tmp_path / "kg", base=False)
    with Reader(tmp_path / "kg") as reader:
        ids = [c.id for c in reader.dataset.claims() if c.predicate == "pk:cooperatesWith"]
        (said,) = statements(reader, ids).values()
        assert said.quotes[0].startswith("天津市公安局西青分局与西青区司法局协作")
        file = next(file for file in reader.dataset.files() if file.path == "own.txt")
        (cache_folder() / f"{file.sha256}.txt").unlink()
        (said,) = statements(reader, ids).values()
        assert said.quotes == ("",)


def test_a_text_that_is_kept_is_read_as_it_was_written_and_another_is_empty() -> None:
    write_masked("ab" * 32, "■■说\r\n好")
    assert read_masked("ab" * 32) == "■■说\r\n好"
    assert read_masked("cd" * 32) == ""


def test_a_claim_is_found_by_id_digits_or_iri_and_by_nothing_else(reader: KnowledgeGraph) -> None:
    claim = claims()["c30"].id
    for text in (claim, claim[:10], f"claim:{claim}", f"https://w3id.org/policing-kg/claim/{claim}"):
        assert find_claim(reader, text) == claim
    for text in ("0" * 12, "东岭分局", ""):
        with pytest.raises((UnknownName, AmbiguousName)):
            find_claim(reader, text)
    with pytest.raises(UsageError, match="claims; give the id of one"):
        find_claim(reader, iri_of("teams"))


def test_no_decision_is_on_a_claim_that_nobody_reviewed(reader: KnowledgeGraph) -> None:
    (said,) = statements(reader, [claims()["c30"].id]).values()
    assert decisions_on(reader, said) == ()


def test_entities_are_described_with_the_divisions_that_hold_them(reader: KnowledgeGraph) -> None:
    found = described(reader, map(iri_of, ("station", "dongling", "teams", "ministry", "squad")))
    station = found[iri_of("station")]
    assert (station.of_class, station.sector, station.sort, station.level) == (
        "pk:PoliceBody",
        "police",
        "派出所",
        "township",
    )
    assert [place.label for place in station.region] == [
        "云省",
        "云省云川市",
        "云省云川市东岭区",
        "云省云川市东岭区河口镇",
    ]
    assert "河口所" in station.names
    assert found[iri_of("dongling")].place == (station.region[2])
    assert found[iri_of("teams")].region == found[iri_of("ministry")].region == ()
    assert "Three teams, one desk" in found[iri_of("teams")].names
    assert found[iri_of("squad")].of_class == "pk:Population"


def test_the_files_of_a_document_say_how_they_were_read(reader: KnowledgeGraph) -> None:
    (said,) = statements(reader, [claims()["c30"].id]).values()
    (file,) = files_of(reader, said.source.document.iri)
    assert (file.path, file.encoding, file.extractor) == ("news/east.txt", "utf-8", "")
