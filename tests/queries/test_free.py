from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from policing_kg.errors import DataError, UsageError
from policing_kg.queries import Named, Reader, as_json, check_query, lines_of, parquet_bytes, sparql
from policing_kg.queries.endpoint import write_answer
from policing_kg.queries.free import answer_sparql


def test_a_select_gives_typed_columns_and_labels(reader: Reader) -> None:
    text = "SELECT ?m ?v WHERE { ?o a pk:Observation ; pk:measure ?m ; pk:value ?v } ORDER BY DESC(?v)"
    result = sparql(reader, text)
    assert [(c.name, c.type) for c in result.columns] == [("m", "entity"), ("v", "decimal")]
    assert (str(result[0]["m"]), result[0]["v"]) == ("报警数", Decimal(12100))
    assert as_json(result)["query"] == "sparql"
    assert len(list(lines_of(result, "csv"))) == len(result) + 1


def test_an_ask_gives_one_answer(reader: Reader) -> None:
    assert sparql(reader, "ASK { ?s a pk:Meeting }")[0]["answer"] is True
    assert sparql(reader, "ASK { ?s a pk:Nothing }")[0]["answer"] is False


def test_a_construct_gives_triples_in_one_order(reader: Reader) -> None:
    result = sparql(reader, "CONSTRUCT { ?a org:unitOf ?b } WHERE { ?a org:unitOf ?b }")
    assert [c.name for c in result.columns] == ["subject", "predicate", "object"]
    assert {(str(r["subject"]), str(r["object"])) for r in result} == {
        ("云川市公安局东岭分局河口派出所", "云川市公安局东岭分局"),
        ("云川市公安局东岭分局", "云川市公安局"),
    }


def test_a_describe_is_answered(reader: Reader) -> None:
    (station,) = [r["s"] for r in sparql(reader, "SELECT ?s { ?s skos:altLabel '河口所'@zh }")]
    assert isinstance(station, Named)
    assert len(sparql(reader, f"DESCRIBE <{station.iri}>")) > 0


def test_a_column_of_mixed_types_is_of_strings(reader: Reader) -> None:
    result = sparql(reader, "SELECT ?x { VALUES ?x { 1 'a' } }")
    assert result.columns[0].type == "string"


def test_an_empty_answer_keeps_its_columns(reader: Reader) -> None:
    result = sparql(reader, "SELECT ?a ?b { ?a a pk:Nothing ; rdfs:label ?b }")
    assert (len(result), [c.name for c in result.columns]) == (0, ["a", "b"])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://192.0.2.1/sparql> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o OPTIONAL { SERVICE SILENT ?e { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://192.0.2.1/> { ?s ?p ?o } } }",
        "SELECT (EXISTS { SERVICE <http://192.0.2.1/> { ?s ?p ?o } } AS ?x) { }",
        "SELECT * { { SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } } } }",
        "sElEcT * { sErViCe <http://192.0.2.1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o MINUS { GRAPH ?g { SERVICE <http://192.0.2.1/> { ?s ?p ?o } } } }",
        "SELECT * FROM <http://192.0.2.1/data.ttl> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } FROM <http://192.0.2.1/> WHERE { ?s ?p ?o }",
        "ASK FROM <http://192.0.2.1/> { ?s ?p ?o }",
        "DESCRIBE ?s FROM <http://192.0.2.1/> WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_that_reaches_beyond_the_dataset_is_refused(reader: Reader, text: str) -> None:
    with pytest.raises(UsageError, match="ask this dataset alone"):
        sparql(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://192.0.2.1/data.ttl>",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <urn:g>",
        "COPY DEFAULT TO <urn:g>",
        "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
        "",
        "SELECT * WHERE { ?s ?p",
        "what is 两队一室?",
    ],
)
def test_an_update_or_what_cannot_be_read_is_refused_in_one_line(reader: Reader, text: str) -> None:
    before = len(reader.graph)
    with pytest.raises(UsageError, match="updates are not allowed") as caught:
        sparql(reader, text)
    assert "\n" not in str(caught.value)
    assert len(reader.graph) == before


def test_a_query_nested_too_deep_is_refused_and_not_a_crash() -> None:
    depth = 5000
    with pytest.raises(UsageError):
        check_query("SELECT * { " + "{ " * depth + "} " * depth + "}")


def test_words_of_refused_clauses_may_stand_in_strings_and_comments(reader: Reader) -> None:
    text = "SELECT ?x { VALUES ?x { 'SERVICE <http://192.0.2.1/> { } FROM <urn:x>' } } # LOAD <urn:x>"
    assert len(sparql(reader, text)) == 1


def test_a_syntax_error_is_told_with_the_line_and_column_of_the_text_as_written(reader: Reader) -> None:
    with pytest.raises(UsageError, match="line 3, column 2"):
        sparql(reader, "SELECT *\nWHERE {\n ?s ?p oops }")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT ?x WHERE {\n ?x nobody:knows ?y }", "query: line 2, column 17: Prefix not found; see"),
        (
            "SELECT (COUNT(*) AS ?n) ?s WHERE { ?s ?p ?o }",
            "line 1, column 46: The SELECT contains a variable that is unbound;",
        ),
        ("SELECT * { BIND(<urn:f>(1) AS ?x) }", "query: The custom function <urn:f> is not supported; see"),
    ],
)
def test_what_only_the_engine_finds_is_told_in_one_line(reader: Reader, text: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        sparql(reader, text)
    assert says in str(caught.value)


def test_a_column_named_as_one_of_ours_keeps_its_values_in_every_form(reader: Reader) -> None:
    text = "SELECT ?claims ?source ?a ?a_iri { VALUES (?claims ?source ?a ?a_iri) { ('x' 'y' <urn:a> 'z') } }"
    result = sparql(reader, text)
    (row,) = as_json(result, evidence=True)["rows"]
    assert (row["claims"], row["source"], row["a_iri"]) == ("x", "y", "z")
    heading, line = lines_of(result, "csv")
    assert (heading, line) == ("claims,source,a,a_iri", "x,y,urn:a,z")
    (kept,) = pq.read_table(io.BytesIO(parquet_bytes(result))).to_pylist()
    assert kept == {"claims": "x", "source": "y", "a": "urn:a", "a_iri": "z"}


def test_what_is_no_text_is_refused(reader: Reader) -> None:
    with pytest.raises(UsageError, match="not valid text"):
        sparql(reader, "SELECT \udcff")


@pytest.mark.parametrize("cell", ["=1+1", "@x", "+x", "-2+3", "\tx", "\rx", "\nx", "＝1", "＋x", "＠x", "－x"])
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(reader: Reader, cell: str) -> None:
    written = cell.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n")
    _, *lines = lines_of(sparql(reader, f"SELECT ?x {{ VALUES ?x {{ '{written}' }} }}"), "csv")
    assert "\n".join(lines).lstrip('"').startswith(f"'{cell}")


@pytest.mark.parametrize("answer", [answer_sparql, lambda held, text: write_answer(held, text, "*/*", io.BytesIO())])
def test_a_store_found_broken_while_it_is_read_is_told_as_such(
    reader: Reader, answer: Callable[[Reader, str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_text: str) -> None:
        raise RuntimeError("Corruption: block checksum mismatch in gone/rdf/000035.sst offset 0")

    monkeypatch.setattr(reader, "query", broken)
    with pytest.raises(DataError, match=r"^gone/rdf: is missing; remove it and build the dataset again"):
        answer(reader, "ASK {}")
