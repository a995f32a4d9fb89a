from __future__ import annotations

from decimal import Decimal

import pytest
from policing_kg.errors import UsageError
from policing_kg.queries import Named, Reader, as_json, check_cypher, cypher, lines_of
from policing_kg.queries.cypher_text import columns_of

pytestmark = pytest.mark.usefixtures("cypher_engine")


def test_a_match_gives_typed_columns_and_labels(reader: Reader) -> None:
    text = "MATCH (o:Observation)-[:MEASURE]->(m) RETURN m, o.value AS v, count(o) AS n, m.name AS name ORDER BY v DESC"
    result = cypher(reader, text)
    assert [(c.name, c.type) for c in result.columns] == [
        ("m", "entity"), ("v", "decimal"), ("n", "integer"), ("name", "string"),
    ]  # fmt: skip
    assert (str(result[0]["m"]), result[0]["v"], result[0]["name"]) == ("报警数", Decimal(12100), "报警数")
    assert as_json(result)["query"] == "cypher"
    assert len(list(lines_of(result, "csv"))) == len(result) + 1


def test_a_node_is_its_entity_a_path_a_list_and_a_map_are_json(reader: Reader) -> None:
    text = """MATCH p = (a:PoliceBody {name: '云川市公安局东岭分局'})-[r:UNIT_OF]->(b)
      RETURN b, r, p, [1, b, null] AS l, {a: true} AS m, 1.5 AS f, b.nothing AS x"""
    (row,) = cypher(reader, text)
    assert isinstance(row["b"], Named)
    assert dict(row) == {
        "b": row["b"],
        "r": "[:UNIT_OF]",
        "p": '["云川市公安局东岭分局", "[:UNIT_OF]", "云川市公安局"]',
        "l": '[1, "云川市公安局", null]',
        "m": '{"a": true}',
        "f": Decimal("1.5"),
        "x": None,
    }


def test_a_relationship_of_a_plain_fact_says_its_claims(reader: Reader) -> None:
    text = (
        "MATCH (:PoliceBody)-[r:UNIT_OF]->() UNWIND r.claims AS id MATCH (c:Claim {iri: $p + id}) RETURN c.status AS s"
    )
    prefix = text.replace("$p", "'https://w3id.org/policing-kg/claim/'")
    assert {row["s"] for row in cypher(reader, prefix)} == {"live"}


def test_an_empty_answer_keeps_its_columns(reader: Reader) -> None:
    result = cypher(reader, "MATCH (n:Nothing) RETURN DISTINCT n.x, [1, 2] AS `a b` ORDER BY n.x LIMIT 3")
    assert (len(result), [c.name for c in result.columns]) == (0, ["n.x", "a b"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("RETURN 1 AS a, 'x, y' AS b;", ["a", "b"]),
        ("MATCH (n) CALL { MATCH (m) RETURN m AS x } RETURN n.name, x", ["n.name", "x"]),
        ("MATCH (n) RETURN *", []),
        ("RETURN 1 AS x UNION RETURN 2 AS x", ["x"]),
    ],
)
def test_columns_are_read_from_the_text(text: str, names: list[str]) -> None:
    assert columns_of(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n)",
        "create (n)",
        "MATCH (n) SET n.x = 1",
        "MATCH (n) REMOVE n.x",
        "MATCH (n) DELETE n",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n {a: 1})",
        "MATCH (n) /* harmless */ SET n:X",
        "MATCH (n) // no\nSET n.x = 1 RETURN n",
        "MATCH (n) CALL { WITH n SET n.x = 1 } RETURN n",
        "MATCH p = (a)-->(b) FOREACH (n IN nodes(p) | SET n.x = 1)",
        "CREATE INDEX FOR (n:Place) ON (n.name)",
        "DROP CONSTRAINT policing_kg_iri",
        "INSERT (n)",
        "ALTER USER neo4j SET PASSWORD 'x'",
        "GRANT ROLE a TO b",
    ],
)
def test_what_writes_is_refused_in_one_line_and_changes_nothing(reader: Reader, text: str) -> None:
    before = cypher(reader, "MATCH (n) RETURN count(n) AS n")[0]["n"]
    with pytest.raises(UsageError, match="updates are not allowed") as caught:
        cypher(reader, text)
    assert "\n" not in str(caught.value)
    assert cypher(reader, "MATCH (n) RETURN count(n) AS n")[0]["n"] == before


@pytest.mark.parametrize(
    "text",
    [
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "load  csv WITH HEADERS FROM 'http://192.0.2.1/x.csv' AS line RETURN line",
        "LOAD/**/CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "WITH 1 AS AS LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "MATCH (n) CALL { LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l } RETURN l",
        "CALL dbms.listConfig()",
        "CALL apoc.load.json('http://192.0.2.1/') YIELD value RETURN value",
        "CALL `apoc`.`load`.`json`('http://192.0.2.1/') YIELD value RETURN value",
        "MATCH (n) CALL db.index.fulltext.queryNodes('a', 'b') YIELD node RETURN node",
        "CALL load",
        "USE system MATCH (n) RETURN n",
        "SHOW DATABASES",
        "TERMINATE TRANSACTIONS 'x'",
    ],
)
def test_what_reaches_beyond_the_dataset_is_refused(reader: Reader, text: str) -> None:
    with pytest.raises(UsageError, match="ask this dataset alone"):
        cypher(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "RETURN apoc.load.json('http://192.0.2.1/')",
        "RETURN `apoc.load.json`('http://192.0.2.1/')",
        "RETURN apoc . `load` . json('x')",
        "MATCH (n) WHERE custom.f(n) RETURN n",
    ],
)
def test_a_function_that_is_not_of_cypher_is_refused(reader: Reader, text: str) -> None:
    with pytest.raises(UsageError, match="no function here"):
        cypher(reader, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no text"),
        ("  // nothing", "no text"),
        ("RETURN 'x", "line 1, column 8"),
        ("RETURN 1\n AS `x", "line 2, column 5"),
        ("RETURN 1 /* x", "has no end"),
        ("RETURN 1; MATCH (n) RETURN n", "a second statement"),
        ("MATCH (n RETURN n", "line 1, column 10"),
        ("MATCH (n)\nRETRUN n", "line 2, column 1"),
        ("MATCH (n) RETURN nothing", "not defined"),
        ("RETURN $x", "x"),
        ("RETURN 1/0", "zero"),
        ("what is 两队一室?", "query:"),
    ],
)
def test_what_cannot_be_read_or_asked_is_told_in_one_line(reader: Reader, text: str, said: str) -> None:
    with pytest.raises(UsageError, match="query: ") as caught:
        cypher(reader, text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "com.arcadedb" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "RETURN 'CREATE (n) SET LOAD CSV' AS x // DELETE n",
        "MATCH (n:Place) WHERE n.name <> 'SET' RETURN n.name AS `set` LIMIT 1",
        "MATCH (n:Claim) RETURN n.use, n.load, n.call LIMIT 1",
        "CALL db.labels() YIELD label RETURN count(label) AS n",
        "CALL { MATCH (n:Place) RETURN n LIMIT 1 } RETURN n",
        "MATCH (n:Place) CALL (n) { RETURN n.name AS x } RETURN x LIMIT 1",
        "RETURN date('2020-01-01').year AS y, duration.between(date('2020-01-01'), date('2021-01-01')) AS d",
        "MATCH (use:Place) RETURN use, use.name AS show LIMIT 1",
    ],
)
def test_words_of_refused_clauses_may_be_strings_comments_names_and_properties(reader: Reader, text: str) -> None:
    check_cypher(text)
    assert len(cypher(reader, text)) == 1


def test_what_is_no_text_is_refused(reader: Reader) -> None:
    with pytest.raises(UsageError, match="not valid text"):
        cypher(reader, "RETURN \udcff")


def test_the_engine_itself_refuses_to_write(reader: Reader) -> None:
    with pytest.raises(UsageError, match="query"):
        reader.cypher_graph.rows("CREATE (n:Place)")
