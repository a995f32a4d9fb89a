"""The SPARQL 1.1 Protocol over a real socket."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
import rdflib
from policing_kg.queries.limits import Limits
from pyoxigraph import RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

UNITS = (
    "SELECT ?unit ?name WHERE { ?unit a pk:PoliceBody ; rdfs:label ?name FILTER(LANG(?name) = 'zh') } ORDER BY ?name"
)
EDGES = "CONSTRUCT { ?a org:unitOf ?b } WHERE { ?a org:unitOf ?b }"
FORM = "application/x-www-form-urlencoded"


def _names(site: Any, **asked: Any) -> list[str]:
    found = json.loads(site.get(**asked).body)
    return [row["name"]["value"] for row in found["results"]["bindings"]]


def test_the_three_ways_of_asking_give_the_same_rows(site: Any) -> None:
    by_get = _names(site, path="/sparql?" + urlencode({"query": UNITS}), accept="*/*")
    by_form = _names(
        site, path="/sparql", method="POST", data=urlencode({"query": UNITS}).encode(), accept="*/*", Content_Type=FORM
    )
    direct = _names(
        site, path="/sparql", method="POST", data=UNITS.encode(), accept="*/*", Content_Type="application/sparql-query"
    )
    assert by_get == by_form == direct
    assert "云川市公安局" in by_get


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
        ("text/turtle, text/*;q=0.5", "text/csv"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_is_preferred(site: Any, accept: str, media: str) -> None:
    answer = site.get("/sparql?" + urlencode({"query": UNITS}), accept)
    assert (answer.status, answer.media) == (200, media)
    if media.endswith("json"):
        count = len(json.loads(answer.body)["results"]["bindings"])
    elif media.endswith("xml"):
        count = len(ElementTree.fromstring(answer.body).findall(".//{*}result"))
    else:
        count = len(list(csv.reader(io.StringIO(answer.text)))) - 1
    assert count == len(_names(site, path="/sparql?" + urlencode({"query": UNITS}), accept="*/*"))


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_graphs_come_in_every_format(site: Any, media: str) -> None:
    answer = site.get("/sparql?" + urlencode({"query": EDGES}), media)
    assert answer.media == media
    form = RdfFormat.from_media_type(media)
    assert form is not None
    found = {(quad.subject, quad.object) for quad in parse(answer.body, form)}
    rows = json.loads(site.get("/sparql?" + urlencode({"query": "SELECT * { ?a org:unitOf ?b }"}), "*/*").body)
    assert len(found) == len(rows["results"]["bindings"]) > 0


def test_an_answer_that_fits_no_format_is_406(site: Any) -> None:
    assert site.get("/sparql?" + urlencode({"query": UNITS}), "text/turtle").status == 406
    assert site.get("/sparql?" + urlencode({"query": EDGES}), "image/png").status == 406
    assert site.get("/sparql?" + urlencode({"query": UNITS}), "text/csv;q=0").status == 406


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"query": "SELECT"}, "cannot be read"),
        ({"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}, "updates are not allowed"),
        ({"query": "SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }"}, "SERVICE asks another server"),
        ({"query": "SELECT * FROM <urn:g> { ?s ?p ?o }"}, "FROM reads another dataset"),
        ({"query": "ASK {}", "default-graph-uri": "urn:g"}, "default-graph-uri"),
        ({"query": "ASK {}", "named-graph-uri": "urn:g"}, "named-graph-uri"),
        ({"update": "CLEAR ALL"}, "read-only"),
        ([("query", "ASK {}"), ("query", "ASK {}")], "give one"),
    ],
)
def test_what_is_no_question_to_this_dataset_is_400_with_one_line(site: Any, parameters: Any, said: str) -> None:
    answer = site.get("/sparql?" + urlencode(parameters), "*/*")
    assert answer.status == 400
    assert said in answer.text
    assert answer.text.count("\n") == 1


def test_a_body_of_another_type_is_415_and_an_update_400(site: Any) -> None:
    post = {"path": "/sparql", "method": "POST", "data": b"ASK {}"}
    assert site.get(**post, Content_Type="text/plain").status == 415
    assert site.get(**post, Content_Type="application/sparql-update").status == 400
    assert site.get("/sparql", method="POST", data=b"", Content_Type=FORM).status == 400
    assert site.get("/sparql", method="POST", data=b"\xff", Content_Type="application/sparql-query").status == 400


def test_other_methods_are_not_allowed(site: Any) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert site.get("/sparql", method=method, data=b"").status == 405
    assert site.get("/", method="POST", data=b"").status == 405


def test_without_a_query_the_service_describes_itself(site: Any) -> None:
    answer = site.get("/sparql", "application/rdf+xml")
    found = rdflib.Graph().parse(data=answer.body, format="xml")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert str(found.value(predicate=rdflib.RDF.type, object=sd.Service)) == site.address + "sparql"
    assert len(list(found.objects(None, sd.resultFormat))) == 8
    assert site.get("/sparql", "text/csv").status == 406


def test_the_dataset_is_described_where_void_is_looked_for(site: Any) -> None:
    found = rdflib.Graph().parse(data=site.get("/.well-known/void", "text/turtle").body, format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (dataset,) = found.subjects(rdflib.RDF.type, void.Dataset)
    assert str(found.value(dataset, void.sparqlEndpoint)) == site.address + "sparql"
    triples = json.loads(site.get("/sparql?query=" + quote("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"),
                                  "*/*").body)  # fmt: skip
    assert int(str(found.value(dataset, void.triples))) == len(triples["results"]["bindings"])
    bodies = [s for s, c in found.subject_objects(void["class"]) if c.endswith("#PoliceBody")]
    assert int(str(found.value(bodies[0], void.entities))) == len(
        _names(site, path="/sparql?" + urlencode({"query": UNITS}), accept="*/*")
    )


def test_rdflib_asks_it_as_a_store(site: Any) -> None:
    graph = rdflib.Graph(SPARQLStore(site.address + "sparql"))
    names = [str(row.name) for row in graph.query(UNITS, initNs=_namespaces())]
    assert names == _names(site, path="/sparql?" + urlencode({"query": UNITS}), accept="*/*")
    pk = rdflib.Namespace("https://w3id.org/policing-kg/ontology#")
    assert len(set(graph.subjects(rdflib.RDF.type, pk.PoliceBody))) == len(names)
    by_post = rdflib.Graph(SPARQLStore(site.address + "sparql", method="POST"))
    assert len(by_post.query(UNITS, initNs=_namespaces())) == len(names)


def _namespaces() -> dict[str, str]:
    return {"pk": "https://w3id.org/policing-kg/ontology#", "rdfs": str(rdflib.RDFS)}


@pytest.mark.parametrize("method", [None, POST])
def test_sparqlwrapper_asks_it(site: Any, method: str | None) -> None:
    asking = SPARQLWrapper(site.address + "sparql")
    if method:
        asking.setMethod(method)
        asking.setRequestMethod(POSTDIRECTLY)
    asking.setQuery(UNITS)
    asking.setReturnFormat(JSON)
    names = [row["name"]["value"] for row in asking.queryAndConvert()["results"]["bindings"]]
    assert names == _names(site, path="/sparql?" + urlencode({"query": UNITS}), accept="*/*")
    asking.setReturnFormat(XML)
    assert len(asking.queryAndConvert().getElementsByTagName("result")) == len(names)
    asking.setQuery(EDGES)
    asking.setReturnFormat(TURTLE)
    assert b"unitOf" in asking.queryAndConvert()


def test_a_query_that_runs_too_long_is_503_and_the_server_stays_up(
    start: Callable[..., Any], world_folder: Path
) -> None:
    with start(world_folder, Limits(seconds=2)) as site:
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        begun = time.monotonic()
        answer = site.get("/sparql?" + urlencode({"query": endless}), "*/*")
        assert (answer.status, answer.text.count("\n")) == (503, 1)
        assert "stopped after 2 seconds" in answer.text
        assert time.monotonic() - begun < 40
        page = site.get("/query?" + urlencode({"query": endless}))
        assert page.status == 503
        assert "stopped after 2 seconds" in page.text
        assert site.get("/sparql?" + urlencode({"query": "ASK {}"}), "text/csv").text == "true"


def test_an_answer_that_takes_too_much_memory_is_503(start: Callable[..., Any], world_folder: Path) -> None:
    with start(world_folder, Limits(megabytes=512)) as site:
        greedy = (
            "SELECT (GROUP_CONCAT(?x) AS ?y) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a),STR(?f)) AS ?x) }"
        )
        answer = site.get("/sparql?" + urlencode({"query": greedy}), "*/*")
        assert (answer.status, "more than 512 MB" in answer.text) == (503, True)
        assert site.get("/sparql?" + urlencode({"query": "ASK {}"}), "text/csv").text == "true"
