from __future__ import annotations

import sys
import time
from decimal import Decimal
from typing import Any

import pytest
from policing_kg.errors import AmbiguousName, MissingExtra, UnknownName, UsageError
from policing_kg.graph.citation_styles import write_citations
from policing_kg.queries import KnowledgeGraph, ask
from policing_kg.queries.lookups import Body, Mechanism, Place, Post


def test_a_unit_knows_its_names_place_and_class(reader: KnowledgeGraph) -> None:
    branch = reader.unit("东岭分局")
    assert (str(branch), branch.place, branch.code) == ("云川市公安局东岭分局", "云省云川市东岭区", "990102")
    assert branch.kind == "police body"
    assert reader.unit("云川市公安局").english == "Yunchuan Public Security Bureau"
    assert reader.unit("河口派出所").aliases == ("河口所",)


def test_the_chain_above_a_unit_and_what_lies_below(reader: KnowledgeGraph) -> None:
    assert [str(row["upper"]) for row in reader.unit("河口所").parents()][:2] == [
        "云川市公安局东岭分局",
        "云川市公安局",
    ]
    assert [str(row["lower"]) for row in reader.unit("东岭分局").children()] == ["云川市公安局东岭分局河口派出所"]


def test_links_by_the_name_of_the_other_end_and_with_the_units_below(reader: KnowledgeGraph) -> None:
    branch = reader.unit("东岭分局")
    assert len(branch.links(with_="综治中心", below=False)) == 0
    (row,) = branch.links(with_="综治中心", relation="stationed in")
    assert (str(row["subject"]), row["relation"]) == ("云川市公安局东岭分局河口派出所", "stationed in")
    assert branch.links(relation="convenes")[0].claims


def test_each_lookup_is_a_question_of_the_catalogue(reader: KnowledgeGraph) -> None:
    teams = reader.mechanism("三队一台")
    assert list(teams.implementations()) == list(ask(reader, "adopters", {"mechanism": "三队一台"}))
    assert [row["date"] for row in teams.timeline("东岭区")] == ["2021-03/..", "2024-01-15"]
    assert list(teams.parts()) == list(ask(reader, "composition", {"mechanism": "三队一台"}))
    assert list(teams.first_reported()) == list(ask(reader, "first-reported", {"mechanism": "三队一台"}))
    weekly = reader.mechanism("周碰头会")
    assert list(weekly.meetings()) == list(ask(reader, "who-meets-whom", {"meeting": "周碰头会"}))
    south = reader.unit("南屏市公安局")
    assert list(south.implements()) == list(ask(reader, "mechanisms-of", {"body": "南屏市公安局"}))
    assert list(south.postings()) == list(ask(reader, "postings", {"body": "南屏市公安局"}))
    assert list(south.meetings()) == list(ask(reader, "who-meets-whom", {"body": "南屏市公安局"}))
    station = reader.unit("河口派出所")
    assert list(station.referrals()) == list(ask(reader, "referrals", {"body": "河口派出所"}))
    county = reader.unit("西坪县公安局")
    assert list(county.reorganisations()) == list(ask(reader, "reorganisations", {"body": "西坪县公安局"}))
    dongling = reader.place("东岭区")
    for found, query in (
        (dongling.mechanisms(), "mechanisms-of"),
        (dongling.department_links(), "department-links"),
        (dongling.meetings(), "who-meets-whom"),
        (dongling.postings(), "postings"),
        (dongling.figures(), "figures"),
    ):
        assert list(found) == list(ask(reader, query, {"place": "东岭区"}))
        assert len(found) > 0
    officer = reader.post("社区民警")
    assert len(officer.dual_offices()) > 0
    assert len(officer.postings()) == 1
    assert (len(officer.meetings()), len(officer.implements())) == (0, 0)
    rules = reader.policy("云川市巡防工作规定")
    assert list(rules.issues()) == list(ask(reader, "policy-documents", {"policy": "云川市巡防工作规定"}))
    source = reader.document("news/east.txt")
    assert list(source.coverage()) == list(ask(reader, "document-claims", {"document": "news/east.txt"}))
    assert len(source.unresolved()) == 1


def test_a_lookup_counts_the_claims_that_it_is_told_to(reader: KnowledgeGraph) -> None:
    branch = reader.unit("东岭分局")
    for found, query, given in (
        (branch.links(as_of="2022"), "links", {"name": "东岭分局", "as_of": "2022"}),
        (branch.links(as_of=2022), "links", {"name": "东岭分局", "as_of": "2022"}),
        (branch.parents(reviewed=True), "chain", {"unit": "东岭分局", "reviewed": "yes"}),
        (branch.figures(year=2023, reviewed=False, as_of=2023), "figures",
         {"subject": "东岭分局", "year": "2023", "as_of": "2023"}),
        (branch.evidence(reviewed=True), "evidence", {"name": "东岭分局", "reviewed": "yes"}),
    ):  # fmt: skip
        assert list(found) == list(ask(reader, query, given))
    assert 0 < len(branch.links(as_of=2022)) < len(branch.links())


@pytest.mark.parametrize("name", [None, 5, ["东岭分局"]])
def test_what_is_no_text_is_no_name(reader: KnowledgeGraph, name: Any) -> None:
    for ask_for in (reader.unit, reader.search, reader.sparql):
        with pytest.raises(UsageError, match="not a text; give a text"):
            ask_for(name)


def test_an_entity_is_a_value_of_a_parameter(reader: KnowledgeGraph) -> None:
    branch = reader.unit("东岭分局")
    assert reader.ask("chain", unit=branch).rows == branch.parents().rows


def test_a_text_much_longer_than_any_name_is_soon_given_up(reader: KnowledgeGraph) -> None:
    began = time.process_time()
    with pytest.raises(UnknownName):
        reader.unit("x" * 50_000)
    assert time.process_time() - began < 1


def test_figures_by_subject_year_and_unit(reader: KnowledgeGraph) -> None:
    assert {row["value"] for row in reader.unit("东岭分局").figures(year=2023, unit="起")} == {12000, 12100}
    rate = reader.measure("纠纷化解率")
    assert [row["value"] for row in rate.figures(place="东岭区")] == [Decimal(94), Decimal("96.3")]
    assert len(rate.contradictions()) > 0


def test_a_name_may_be_an_alias_a_short_name_english_pinyin_a_code_or_an_iri(reader: KnowledgeGraph) -> None:
    by_name = reader.place("云省云川市东岭区")
    assert {reader.place(n) for n in ("东岭区", "Dongling District", "donglingqu", "990102", by_name.iri)} == {by_name}
    assert reader.mechanism("Three teams, one desk") == reader.mechanism("三队一台")


def test_an_entity_is_of_the_class_of_its_kind(reader: KnowledgeGraph) -> None:
    found = {name: type(reader.entity(name)) for name in ("东岭分局", "警格联动", "东岭区", "社区民警")}
    assert found == {"东岭分局": Body, "警格联动": Mechanism, "东岭区": Place, "社区民警": Post}
    with pytest.raises(UsageError, match="a body, not a post"):
        reader.post("东岭分局")


def test_an_ambiguous_name_carries_its_candidates_and_an_unknown_one_the_nearest(reader: KnowledgeGraph) -> None:
    with pytest.raises(AmbiguousName) as ambiguous:
        reader.place("城关区")
    assert [label for _, label in ambiguous.value.candidates] == ["云省云川市城关区", "海原省南屏市城关区"]
    with pytest.raises(UnknownName) as unknown:
        reader.unit("东玲分局")
    assert "云川市公安局东岭分局" in unknown.value.nearest


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("警", "mechanism", "警格联动"),
        ("东岭区综治", "body", "东岭区综治中心"),
        ("xunfang", "mechanism", "巡防勤务"),
        ("dongling", "place", "云省云川市东岭区"),
        ("three teams", "mechanism", "三队一台"),
        ("警各联动", "mechanism", "警格联动"),
        ("sandui一台", "mechanism", "三队一台"),
    ],
)
def test_search_finds_parts_of_names_and_names_spelled_much_alike(
    reader: KnowledgeGraph, text: str, kind: str, first: str
) -> None:
    assert str(reader.search(text, kind)[0]) == first


def test_search_gives_no_more_than_asked_nothing_for_marks_and_refuses_an_unknown_kind(reader: KnowledgeGraph) -> None:
    assert len(reader.search("公安", limit=2)) == 2
    assert reader.search("——") == []
    with pytest.raises(UsageError, match="person: not a kind; use place, body"):
        reader.search("公安", "person")


def test_a_row_a_result_and_an_entity_lead_to_citations(reader: KnowledgeGraph) -> None:
    rows = reader.mechanism("三队一台").implementations("东岭区")
    source = reader.cite(rows[0])[0]
    assert (source.key, source.spans[0][0].where) == ("news/east.txt", "110–130")
    assert {c.key for c in reader.cite(rows)} == {"news/east.txt", "report/city.txt"}
    assert {reader.cite(claim)[0].key for claim in rows[0].claims} == {c.key for c in reader.cite(rows[0])}
    assert reader.cite("三队一台") == reader.mechanism("三队一台").cite()
    assert "东岭的碰头会" in write_citations(reader.cite(rows[0]), "gbt7714-2025")


def test_evidence_of_an_entity_by_standing_and_document(reader: KnowledgeGraph) -> None:
    grid = reader.mechanism("警格联动")
    assert {row["status"] for row in grid.evidence()} == {"live", "required"}
    assert len(grid.evidence(status="required", document="report/city.txt")) == 1


def test_rows_become_arrow_pandas_and_polars_with_claims(reader: KnowledgeGraph) -> None:
    rows = reader.measure("纠纷化解率").figures()
    table, frame, polars = rows.to_arrow(), rows.to_pandas(), rows.to_polars()
    assert table.column_names == list(frame.columns) == polars.columns
    assert table["value"].to_pylist() == list(frame["value"]) == polars["value"].to_list()
    assert list(frame["claims"][0]) == list(rows[0].claims)
    assert "evidence" in rows.to_arrow(evidence=True).column_names


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_library_is_told_with_the_command_that_brings_it(
    reader: KnowledgeGraph, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=rf"pip install 'policing-kg\[{name}\]'"):
        getattr(reader.measure("纠纷化解率").figures(), f"to_{name}")()


def test_a_notebook_shows_text_as_text(reader: KnowledgeGraph) -> None:
    shown = reader.sparql("SELECT ?x { VALUES ?x { '<script>alert(1)</script>' } }")._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "东岭区" in reader.place("东岭区")._repr_html_()
    assert reader.digest in reader._repr_html_()
    assert "more rows" in reader.sparql("SELECT ?s { ?s ?p ?o }")._repr_html_()
