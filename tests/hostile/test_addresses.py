"""No address that stands in a file, a graph or a query is opened: a listener on this machine hears nothing."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import policing_kg
import pytest
from hostile_files import BODY, SENTENCE, inside, pdf, repacked, word_document, workbook
from policing_kg.cli import cli, run
from policing_kg.errors import DataError, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.validation import validate
from policing_kg.queries import KnowledgeGraph, sparql
from policing_kg.queries.limits import Limits

pytestmark = pytest.mark.xdist_group("hostile-names")
MANY = 1_000_000


@dataclass
class Listener:
    """A port of this machine, and who came."""

    address: str = ""
    heard: list[bytes] = field(default_factory=list)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(f"http://127.0.0.1:{server.getsockname()[1]}/")

        def listen() -> None:
            try:
                while True:
                    came, _ = server.accept()
                    found.heard.append(came.recv(200))
                    came.close()
            except OSError:
                return

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def rdf_files(address: str) -> dict[str, str]:
    """Graphs that name a context, an ontology and a document type elsewhere."""
    owl = "http://www.w3.org/2002/07/owl#"
    imports = f"<urn:a> a <{owl}Ontology> ; <{owl}imports> <{address}o> ."
    return {
        "a.jsonld": json.dumps({"@context": f"{address}context", "@id": "urn:a", "name": SENTENCE}),
        "a.ttl": imports,
        "a.nq": f"<urn:a> <http://www.w3.org/2002/07/owl#imports> <{address}o> .",
        "a.owl": f'<!DOCTYPE r SYSTEM "{address}r.dtd"><rdf:RDF xmlns:rdf="urn:r"/>',
        "a.rdf": f'<?xml-stylesheet href="{address}s"?><rdf:RDF xmlns:rdf="urn:r"/>',
        "many.ttl": "".join(f"@prefix p{n}: <urn:{n}#> .\n" for n in range(MANY // 10)),
    }


def pages(address: str) -> dict[str, bytes]:
    """Files of every kind that name an address to be fetched."""
    said = f"<p>{SENTENCE}民警每周走访社区群众,与网格员一同化解邻里纠纷,群众安心。</p>" * 4
    head = f'<base href="{address}"><link rel=stylesheet href="{address}c">'
    head += f'<meta http-equiv=refresh content="0;{address}">'
    held = f'<iframe src="{address}i"></iframe><img src="{address}p.png"><object data="{address}d"></object>'
    more = f'<meta property="og:url" content="{address}"><script src="{address}s"></script>'
    linked = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    linked += b'Target="%s" TargetMode="External"/></Relationships>'
    return {
        "a.html": f"<html><head><meta charset=utf-8>{head}{more}</head><body>{held}{said}</body></html>".encode(),
        "a.docx": repacked(
            word_document(),
            {
                "word/_rels/document.xml.rels": lambda part: part.replace(
                    b"</Relationships>", linked % (b"attachedTemplate", address.encode())
                ),
                BODY: inside(b"</w:body>", b'<w:altChunk r:id="rId99"/>'),
            },
        ),
        "a.xlsx": repacked(
            workbook(),
            {
                "xl/_rels/workbook.xml.rels": lambda part: part.replace(
                    b"</Relationships>", linked % (b"externalLink", address.encode())
                )
            },
        ),
        "a.pdf": pdf(catalog=b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(%s)>>>>" % address.encode()),
        "a.csv": f'subject,relation,object\n"=WEBSERVICE(""{address}"")",implements,两队一室\n'.encode(),
        "b.txt": f"{SENTENCE}民警每周走访。{address} http://169.254.169.254/latest/ file:///etc/hostname".encode(),
    }


def test_no_file_of_a_batch_makes_a_build_ask_anyone(listener: Listener, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in pages(listener.address).items():
        (folder / name).write_bytes(data)
    assert run(cli, ["build", str(folder), "--into", str(tmp_path / "kg"), "--no-base"]) in (0, 1)
    with Dataset.open(tmp_path / "kg") as built:
        read = {claim.document for claim in built.claims()}
    assert {"a.html", "a.docx"} <= read
    assert listener.heard == []


@pytest.mark.parametrize("name", ["a.jsonld", "a.ttl", "a.nq", "a.owl", "a.rdf", "many.ttl"])
def test_a_graph_is_no_source_and_is_refused_unread(
    listener: Listener, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / name).write_text(rdf_files(listener.address)[name], encoding="utf-8")
    assert run(cli, ["build", str(tmp_path / name), "--into", str(tmp_path / "kg"), "--no-base"]) == 1
    err = capfd.readouterr().err.splitlines()
    assert len(err) == 1
    assert "is not known; give one of" in err[0]
    assert listener.heard == []


def test_validating_a_graph_with_imports_asks_nobody(listener: Listener) -> None:
    assert validate(rdf_files(listener.address)["a.ttl"]).conforms
    assert listener.heard == []


def test_a_million_prefixes_are_read_or_refused_in_bounded_time() -> None:
    begun = time.process_time()
    with contextlib.suppress(DataError):
        assert validate("".join(f"@prefix p{n}: <urn:{n}#> .\n" for n in range(MANY))).conforms
    assert time.process_time() - begun < 30


def test_a_query_of_many_prefixes_is_stopped_in_its_time(hostile: Path) -> None:
    query = "".join(f"PREFIX p{n}: <urn:{n}#> " for n in range(MANY // 10)) + "ASK {}"
    begun = time.monotonic()
    with KnowledgeGraph(hostile) as reader, pytest.raises(UsageError) as refused:
        sparql(reader, query, Limits(seconds=2))
    assert len(str(refused.value).splitlines()) == 1
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "LOAD <{0}>",
        "INSERT DATA {{ <urn:a> <http://www.w3.org/2002/07/owl#imports> <{0}> }}",
    ],
)
def test_no_query_makes_the_engine_ask_anyone(hostile: Path, listener: Listener, text: str) -> None:
    with KnowledgeGraph(hostile) as reader, pytest.raises(UsageError):
        sparql(reader, text.format(listener.address))
    assert listener.heard == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "ftp://127.0.0.1/a", "gopher://127.0.0.1/a", "data:,a", "//a/b", "http://u:p@127.0.0.1/"],
)
def test_an_address_of_another_kind_is_refused_unasked(address: str) -> None:
    with pytest.raises(UsageError) as refused:
        policing_kg.connect(address)
    assert len(str(refused.value).splitlines()) == 1
