"""Apache Jena's own commands as clients of the server: queries over the protocol, and RDF from its addresses."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlencode

import pytest
import rdflib
from jena_jars import Jena
from policing_kg.ontology import ONTOLOGY, expand, read_modules, read_ontology
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

BODIES = f"SELECT ?unit WHERE {{ ?unit a <{ONTOLOGY}PoliceBody> }} ORDER BY ?unit"
UNIT_OF = "<http://www.w3.org/ns/org#unitOf>"


def asked(jena: Jena, site: Any, query: str, form: str) -> str:
    ended = jena.run("arq.rsparql", "--service", f"{site.address}sparql", f"--results={form}", query)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def units(site: Any) -> list[str]:
    found = json.loads(site.get("/sparql?" + urlencode({"query": BODIES}), "*/*").body)
    return [row["unit"]["value"] for row in found["results"]["bindings"]]


@pytest.mark.parametrize("form", ["JSON", "XML", "CSV", "TSV"])
def test_rsparql_selects(jena: Jena, site: Any, form: str) -> None:
    said = asked(jena, site, BODIES, form)
    if form == "JSON":
        found = [row["unit"]["value"] for row in json.loads(said)["results"]["bindings"]]
    elif form == "XML":
        found = [e.text for e in ET.fromstring(said).iter("{http://www.w3.org/2005/sparql-results#}uri")]
    else:
        found = [line.strip("<>") for line in said.splitlines()[1:]]
    assert found == units(site) != []


def test_rsparql_asks(jena: Jena, site: Any) -> None:
    assert json.loads(asked(jena, site, f"ASK {{ ?unit {UNIT_OF} ?above }}", "JSON"))["boolean"] is True


@pytest.mark.parametrize(
    ("query", "form"),
    [
        (f"CONSTRUCT {{ ?unit {UNIT_OF} ?above }} WHERE {{ ?unit {UNIT_OF} ?above }}", "turtle"),
        (f"CONSTRUCT {{ ?unit {UNIT_OF} ?above }} WHERE {{ ?unit {UNIT_OF} ?above }}", "nt"),
        (f"DESCRIBE ?unit WHERE {{ ?unit {UNIT_OF} ?above }}", "nt"),
    ],
)
def test_rsparql_constructs_and_describes(jena: Jena, site: Any, query: str, form: str) -> None:
    got = rdflib.Graph().parse(data=asked(jena, site, query, form), format=form)
    here = rdflib.Graph().parse(data=site.get("/sparql?" + urlencode({"query": query}), "text/turtle").body)
    assert set(got) == set(here) != set()


def test_riot_reads_the_ontology_from_its_address_and_finds_nothing_wrong(jena: Jena, site: Any) -> None:
    ended = jena.run("riotcmd.riot", "--check", "--output=nt", f"{site.address}ontology")
    assert (ended.returncode, ended.stderr) == (0, "")
    written = "\n".join((read_ontology(), *read_modules().values()))
    assert len(rdflib.Graph().parse(data=ended.stdout, format="nt")) == len(rdflib.Graph().parse(data=written))


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        # What the OWL API sends, by which Protégé loads an ontology: XML before all else.
        (
            "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
            "application/rdf+xml",
        ),
        ("text/turtle;q=1.0, application/rdf+xml;q=0.9", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("text/html, */*;q=0.8", "text/turtle"),
    ],
)
def test_the_ontology_comes_in_the_form_that_is_asked_for(site: Any, accept: str, media: str) -> None:
    answer = site.get("/ontology", accept)
    assert answer.media == media
    form, written = RdfFormat.from_media_type(media), "\n".join((read_ontology(), *read_modules().values()))
    assert form is not None
    found = {q.triple for q in parse(answer.body, form)}
    assert len(found) == len({q.triple for q in parse(written, RdfFormat.TURTLE)})
    of = (NamedNode(expand(name)) for name in ("pk:PoliceBody", "rdf:type", "owl:Class"))
    assert Triple(*of) in found
