"""Both engines answer every question of the catalogue with the same typed rows: on the invented world, where each row
was worked out by hand, and on the base dataset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from invented_world import entities
from parity import BASE, CATALOGUE, FOLDER, SETS, Given, answered, may_be_given, same
from policing_kg.errors import MissingExtra, UsageError
from policing_kg.graph import cypher_engine
from policing_kg.queries import ENGINES, Reader, ask
from policing_kg.queries.cypher_text import check_cypher, tokens


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize(("name", "given"), SETS)
def test_both_engines_answer_the_same_rows_in_the_same_order(reader: Reader, name: str, given: Given) -> None:
    assert same(ask(reader, name, given), ask(reader, name, given, engine="cypher"))


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize("name", CATALOGUE)
def test_both_engines_follow_the_decisions(reviewed: Reader, name: str) -> None:
    for given, rdf in answered(reviewed, name):
        assert same(rdf, ask(reviewed, name, given, engine="cypher"))


@pytest.mark.usefixtures("cypher_engine")
def test_both_engines_compare_the_periods_of_one_subject(reviewed: Reader) -> None:
    for engine in ("rdf", "cypher"):
        rows = ask(reviewed, "comparison", {"measure": "纠纷化解率", "by": "period"}, engine)
        assert {(str(row["value"]), str(row["difference"])) for row in rows} == {("91.25", "5.05"), ("91.25", "2.75")}


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize("name", CATALOGUE)
def test_both_engines_answer_the_same_on_the_base_dataset(base: Reader, name: str) -> None:
    rows = 0
    for given in BASE.get(name, [{}, {"place": "天津市"}]):
        if may_be_given(name, given):
            rdf = ask(base, name, given)
            assert same(rdf, ask(base, name, given, engine="cypher"))
            rows += len(rdf)
    assert rows or name not in BASE


def test_an_unknown_engine_is_refused_with_those_that_there_are(reader: Reader) -> None:
    with pytest.raises(UsageError, match="use rdf, cypher"):
        ask(reader, "coverage", engine="sql")
    assert ENGINES == ("rdf", "cypher", "neo4j")


def test_without_the_engine_the_command_that_brings_it_is_named(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cypher_engine, "find_spec", lambda name: None)
    with Reader(reader.dataset.path) as other, pytest.raises(MissingExtra) as caught:
        ask(other, "coverage", engine="cypher")
    assert str(caught.value).endswith("run: pip install 'policing-kg[cypher]'")


def test_each_folder_has_the_question_in_both_languages() -> None:
    folders = [folder for folder in FOLDER.iterdir() if folder.is_dir() and not folder.name.startswith("_")]
    assert {folder.name for folder in folders} == set(CATALOGUE)
    for folder in folders:
        assert "SELECT" in (folder / "query.rq").read_text("utf-8"), folder
        assert "RETURN" in (folder / "query.cypher").read_text("utf-8"), folder


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_parameter_is_one_of_the_cypher_query_and_the_other_way_round(name: str) -> None:
    query = CATALOGUE[name]
    assert set(re.findall(r"\$(\w+)", query.cypher)) == {p.name for p in query.parameters if p.variable}


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_of_the_catalogue_reads_alone(name: str) -> None:
    check_cypher(CATALOGUE[name].cypher)


AGGREGATES = ("count", "sum", "min", "max", "avg", "collect", "stdev", "percentilecont", "percentiledisc")
EMBEDDED_OR_NEWER = ("apoc", "elementid", "vertex", "allreduce", "finish", "filter", "let", "insert")


def _clauses(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each clause with its tokens; what stands in braces of a sub-query is read as clauses too."""
    words = ("MATCH", "OPTIONAL", "WHERE", "WITH", "RETURN", "UNWIND", "CALL", "UNION", "ORDER")
    name, held = "", []
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() in words:
            yield name, held
            name, held = token.text.upper(), []
        else:
            held.append(token.text)
    yield name, held


def _items(held: list[str]) -> Iterator[list[str]]:
    depth, item = 0, []
    for token in held:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token, 0)
        if token == "," and depth == 0:
            yield item
            item = []
        else:
            item.append(token)
    yield item


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_aggregates_bare_and_tests_in_the_next_clause(name: str) -> None:
    for clause, held in _clauses(CATALOGUE[name].cypher):
        for item in _items(held):
            calls = [n for n, t in enumerate(item[:-1]) if t.lower() in AGGREGATES and item[n + 1] == "("]
            assert not calls or (clause in ("WITH", "RETURN") and calls == [0] and item[-2:-1] == ["AS"]), item


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_is_cypher_of_neo4j_5_with_no_dynamic_name_and_no_path_without_an_end(name: str) -> None:
    text = CATALOGUE[name].cypher
    stars = re.findall(r"\*(?!\))(\d*\.\.\d*|\d+)?", re.sub(r"//[^\n]*|'[^']*'", "", text).replace(" * ", " "))
    assert all(re.fullmatch(r"\d+\.\.\d+", star) for star in stars)
    assert not re.search(r":\s*\$|\[\s*\$", text)
    assert not {t.text.lower() for t in tokens(text) if t.kind == "word"} & set(EMBEDDED_OR_NEWER)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_names_labels_types_and_keys_of_the_mapping_alone(name: str) -> None:
    from policing_kg.graph.property_names import class_labels, property_key, relationship_types
    from policing_kg.graph.property_value import ENDINGS
    from policing_kg.ontology.terms import load_terms

    text = re.sub(r"//[^\n]*|'[^']*'", "", CATALOGUE[name].cypher)
    labels, types = set(class_labels()) | {"PolicingKG"}, set(relationship_types())
    inside = re.findall(r"\[\w*:([A-Z_|]+)", text)
    assert {t for group in inside for t in group.split("|")} <= types
    assert {a or b for a, b in re.findall(r"(?<![\[\w])\w+:([A-Z]\w+)|\(:([A-Z]\w+)", text)} <= labels
    keys = {property_key(t.name) for t in load_terms()} | {"iri", "graph", "name", "claim_predicate", "claim_object"}
    found = set(re.findall(r"\w\.`?(\w+)", re.sub(r"\d+\.\d+", "", text)))
    known = keys | {k + e for k in keys for e in ENDINGS} | {f"{k}_en" for k in keys}
    assert found <= known


def test_the_world_has_entities_of_every_sort_so_that_parity_says_something() -> None:
    assert {e.kind for e in entities().values()} >= {"unit", "department", "mechanism", "role", "place", "policy"}
