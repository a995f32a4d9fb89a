"""What the pages show; they are read here as a browser without scripts reads them."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
from invented_world import claims, document_iri_of, iri_of
from policing_kg.queries.definition import load_catalogue
from policing_kg.viz import views

BASE = "https://w3id.org/policing-kg/"


def _path(key: str) -> str:
    return "/" + iri_of(key).removeprefix(BASE)


def test_a_page_is_in_the_language_of_the_browser_until_it_is_switched(site: Any) -> None:
    assert '<html lang="en">' in site.get("/").text
    assert '<html lang="zh-Hans">' in site.get("/", Accept_Language="zh-CN,zh;q=0.9,en;q=0.8").text
    switched = site.get("/?lang=zh")
    assert '<html lang="zh-Hans">' in switched.text
    cookie = switched.headers["set-cookie"].partition(";")[0]
    assert '<html lang="zh-Hans">' in site.get("/places", Cookie=cookie).text


@pytest.mark.parametrize("typed", ["东岭分局", "dongling", "Yunchuan"])
def test_search_finds_chinese_pinyin_and_english(site: Any, typed: str) -> None:
    found = re.findall(r'<li><a class="name" href="(/id/[^"]+)">', site.get("/search?" + urlencode({"q": typed})).text)
    assert found
    assert all(site.get(path).status in (200, 301) for path in found[:3])


def test_search_that_finds_nothing_says_so(site: Any) -> None:
    assert "silence is not absence" in site.get("/search?q=qqqq").text
    assert site.get("/search?q=x&kind=ship").status == 400


def test_a_name_leads_to_its_entity_an_unknown_one_to_the_nearest(site: Any) -> None:
    led = site.get("/entity?" + urlencode({"name": "云川市公安局"}))
    assert (led.status, led.headers["location"]) == (303, _path("bureau"))
    unknown = site.get("/entity?" + urlencode({"name": "云川市公安厅"}))
    assert unknown.status == 404
    assert "Did you mean" in unknown.text
    assert "云川市公安局" in unknown.text


def test_an_entity_shows_names_links_figures_sources_and_review(site: Any) -> None:
    page = site.get(_path("branch")).text
    assert "<h1>云川市公安局东岭分局</h1>" in page
    assert _path("bureau") in page
    accepted = claims()["c30"]
    claim = site.get(f"/claim/{accepted.id}")
    assert "accepted by a reviewer" in claim.text
    assert "与原文相符" in claim.text
    assert all(f"/claim/{c}" in page for c in _live_claims(site, iri_of("branch")))


def _live_claims(site: Any, iri: str) -> list[str]:
    said = f'?c rdf:subject <{iri}> ; rdf:predicate pk:implements ; pk:status "live"'
    query = f"SELECT DISTINCT ?c {{ GRAPH ?g {{ {said} }} }}"
    rows = json.loads(site.get("/sparql?" + urlencode({"query": query}), "*/*").body)["results"]["bindings"]
    assert rows
    return [row["c"]["value"].rpartition("/")[2] for row in rows]


def test_the_iri_of_a_merged_entity_leads_to_the_one_that_stands_for_it(site: Any) -> None:
    for suffix in ("", ".ttl", ".jsonld"):
        moved = site.get(_path("station") + suffix)
        assert (moved.status, moved.headers["location"]) == (301, _path("branch") + suffix)


@pytest.mark.parametrize(
    ("accept", "suffix", "form"),
    [
        ("text/turtle", "", "turtle"),
        ("application/rdf+xml", "", "xml"),
        ("application/n-triples;q=0.9, text/html;q=0.1", "", "nt"),
        ("text/html", ".ttl", "turtle"),
        ("text/html", ".nt", "nt"),
    ],
)
def test_an_entity_is_rdf_where_rdf_is_asked_for(site: Any, accept: str, suffix: str, form: str) -> None:
    answer = site.get(_path("bureau") + suffix, accept)
    found = rdflib.Graph().parse(data=answer.body, format=form)
    labels = {str(label) for label in found.objects(rdflib.URIRef(iri_of("bureau")), rdflib.RDFS.label)}
    assert "云川市公安局" in labels
    assert answer.headers["vary"] == "Accept"


def test_an_entity_is_json_ld_with_the_context_of_the_ontology(site: Any) -> None:
    by_suffix = json.loads(site.get(_path("bureau") + ".jsonld").body)
    assert by_suffix == json.loads(site.get(_path("bureau"), "application/ld+json").body)
    node = next(n for n in by_suffix["@graph"] if n["id"] == iri_of("bureau"))
    assert (node["type"], node["label"]["zh"]) == ("PoliceBody", "云川市公安局")


def test_an_entity_is_cited_in_every_style(site: Any) -> None:
    assert site.get(_path("branch") + "?cite=bibtex").text.startswith("@")
    assert isinstance(json.loads(site.get(_path("branch") + "?cite=csl-json").text), list)
    assert site.get(_path("branch") + "?cite=nosuch").status == 400


def test_places_lead_down_with_counts_that_include_what_lies_in_them(site: Any) -> None:
    top = site.get("/places").text
    rows = re.findall(
        r'href="(/places/place/[^"]+)">([^<]+)</a></td><td>(\d*)</td>' + r'<td class="number">(\d+)</td>' * 3, top
    )
    assert rows
    for path, label, _, *counts in rows:
        inner = site.get(path).text
        assert f"<h1>{label}</h1>" in inner
        assert f"Police bodies {counts[0]} · Departments and others {counts[1]} · Records {counts[2]}" in inner
    assert any(int(counts[0]) > 0 for *_, counts in [(r[0], r[3:]) for r in rows])
    assert site.get("/places/place/000000/aaaaaaaaaaaa").status == 404


@pytest.mark.parametrize("name", list(load_catalogue()))
def test_every_question_has_a_page_with_its_form(site: Any, name: str) -> None:
    query = load_catalogue()[name]
    page = site.get(f"/queries/{name}")
    assert page.status == 200
    assert all(f'name="{p.name}"' in page.text for p in query.parameters)


def test_a_question_is_answered_as_a_table_and_as_files(site: Any) -> None:
    asked = urlencode({"unit": "东岭分局"})
    page = site.get(f"/queries/chain?{asked}").text
    rows = json.loads(site.get(f"/queries/chain?{asked}&format=json").body)["rows"]
    assert f"<h2>{len(rows)} rows</h2>" in page
    assert rows[0]["claims"][0][:8] in page
    file = site.get(f"/queries/chain?{asked}&format=csv")
    assert file.headers["content-disposition"] == 'attachment; filename="chain.csv"'
    assert len(list(csv.DictReader(io.StringIO(file.text)))) == len(rows)
    assert len(site.get(f"/queries/chain?{asked}&format=jsonl").text.splitlines()) == len(rows)


def test_a_question_counts_only_accepted_claims_where_that_is_chosen(site: Any) -> None:
    def count(**chosen: str) -> int:
        asked = urlencode({"name": iri_of(_subject("c30")), "format": "json"} | chosen)
        return len(json.loads(site.get(f"/queries/links?{asked}").body)["rows"])

    assert 0 < count(reviewed="yes") < count()


def _subject(claim: str) -> str:
    from invented_world import entities

    return next(key for key, e in entities().items() if e.id == claims()[claim].subject)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/queries/chians", 404, "chain"),
        ("/queries/chain?ask=1", 400, "unit"),
        ("/queries/chain?unit=" + quote("没有此局"), 404, "unknown"),
        ("/queries/chain?nosuch=x", 404, "nosuch"),
        ("/queries/chain?unit=x&format=pdf", 404, "pdf"),
        ("/views/hierarchi", 404, "hierarchy"),
        ("/views/hierarchy?unit=" + quote("没有此局"), 404, "unknown"),
        ("/views/hierarchy?draw=1", 400, "unit"),
        ("/terms/pk:nosuch", 404, "pk:nosuch"),
        ("/claim/0000000000", 404, "unknown claim"),
        ("/document/nosuch", 404, "unknown"),
        ("/id/unit/-/000000000000", 404, "unknown"),
        ("/id/unit/-/%3Cscript%3E", 404, "unknown"),
        ("/nosuch", 404, "no"),
        ("/assets/../app.py", 404, ""),
        ("/query?query=x&format=pdf", 400, "pdf"),
    ],
)
def test_bad_input_gets_a_clear_page_and_a_program_one_line(site: Any, path: str, status: int, said: str) -> None:
    page = site.get(path)
    assert (page.status, page.media) == (status, "text/html")
    assert said in page.text
    line = site.get(path, "*/*")
    assert (line.status, line.media) == (status, "text/plain")
    assert line.text.count("\n") == 1


def test_every_view_is_listed_and_drawn_under_its_own_policy(site: Any) -> None:
    listed = site.get("/views").text
    assert all(f"/views/{view.name}" in listed for view in views())
    drawn = site.get("/views/hierarchy?" + urlencode({"unit": iri_of("branch")}))
    assert "云川市公安局东岭分局" in drawn.text
    policy = drawn.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy


def test_every_term_of_the_ontology_has_a_page(site: Any) -> None:
    links = set(re.findall(r'href="(/terms/[^"]+)"', site.get("/terms").text))
    assert "/terms/pk:Posting" in links
    assert "派驻" in site.get("/terms/pk:Posting?lang=zh").text
    assert len(rdflib.Graph().parse(data=site.get("/ontology").body, format="turtle")) > 500


def test_a_document_shows_its_coding_and_what_it_yields(site: Any) -> None:
    key = claims()["c30"].document
    page = site.get("/" + document_iri_of(key).removeprefix(BASE))
    assert page.status == 200
    assert key in page.text
    assert "<tbody><tr>" in page.text


def test_a_frame_has_a_page_and_is_rdf(site: Any) -> None:
    query = "SELECT ?f { ?f a pk:Posting } LIMIT 1"
    rows = json.loads(site.get("/sparql?" + urlencode({"query": query}), "*/*").body)["results"]["bindings"]
    path = "/" + rows[0]["f"]["value"].removeprefix(BASE)
    assert "<tbody><tr>" in site.get(path).text
    assert len(rdflib.Graph().parse(data=site.get(path, "text/turtle").body, format="turtle")) > 2


def test_the_sparql_page_answers_without_a_script(site: Any) -> None:
    asked = urlencode({"query": "SELECT ?u ?n { ?u a pk:PoliceBody ; rdfs:label ?n } LIMIT 3"}).encode()
    form = {"method": "POST", "Content_Type": "application/x-www-form-urlencoded"}
    page = site.get("/query", data=asked, **form)
    assert "3 rows" in page.text
    assert 'href="/id/unit/' in page.text
    file = site.get("/query", data=asked + b"&format=csv", **form)
    assert (file.media, len(file.text.splitlines())) == ("text/csv", 4)
    assert "true" in site.get("/query?" + urlencode({"query": "ASK {}"})).text
    assert "org:unitOf" in site.get("/query?" + urlencode({"query": "CONSTRUCT WHERE { ?a org:unitOf ?b }"})).text
    wrong = site.get("/query?" + urlencode({"query": "SELECT <"}))
    assert (wrong.status, "cannot be read" in wrong.text) == (400, True)
    assert site.get("/sparql").headers["location"] == "/query"
