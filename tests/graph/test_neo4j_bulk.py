"""Files for `neo4j-admin database import`: a real server that imported them holds the graph, and the sync goes on."""

from __future__ import annotations

import csv
import io
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from any_quads import ANY, LITERALS, TEXTS, stored
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CENTRE, STATION, usual
from neo4j_server import Address, StartNeo4j
from policing_kg.errors import Unavailable, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.neo4j_sync import Server, Synchronised, bulk, read_back, synchronise, verify
from policing_kg.graph.neo4j_sync import sync as sync_dataset
from policing_kg.graph.neo4j_sync.bulk_import import write_import
from policing_kg.graph.neo4j_sync.import_files import LONGEST, SEPARATOR, ImportFiles, field, importable, kind_of
from policing_kg.graph.property_graph import rows_of
from policing_kg.graph.quad_line import lines_of, said_in
from policing_kg.graph.store import Graph
from policing_kg.graph.term import term
from policing_kg.ontology.namespace import BASE
from pyoxigraph import Literal, NamedNode, Quad

SCHEMA = "SHOW INDEXES YIELD name, type, state RETURN name, type, state ORDER BY name"
ODD = [" ", "", '"', '""', "'", "\\", '\\"', "\n", "\r\n", "a\rb", ",", ";", "|", "\t", "\x00", "\ufeff", "\uffff"]
ODD += ["👮🏽‍♀️", "true", "7", "null", "a`b``c", "//", "#", "\u2028", "长" * 3_334]
NUMBERS = ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "007", "-0", "1e400", "96.30"]
NUMBERS += ["0.1000000000000000055511151231257827", "-0.0", "5e-324", "123456789012345678.5"]
VALUES = [Literal(text) for text in ODD]
VALUES += [Literal(text, language=tag) for tag in ("zh", "en") for text in ODD]
VALUES += [Literal(n, datatype=term(kind)) for n in NUMBERS for kind in ("xsd:integer", "xsd:decimal", "xsd:double")]
VALUES += [Literal(n, datatype=term("xsd:boolean")) for n in ("true", "false", "1", "0")]
VALUES += [Literal(d, datatype=term("edtf:EDTF")) for d in ("2021-03/..", "-0044")]


def node(number: int) -> NamedNode:
    return NamedNode(f"{BASE}id/unit/990102/{number:012x}")


def odd_quads() -> set[Quad]:
    """Each odd value alone, beside another under one key, in a list and reviewed; odd types and relationships."""
    found = set[Quad]()
    for number, (value, next_) in enumerate(pairwise([*VALUES, VALUES[0]])):
        me = node(number)
        found |= {
            Quad(me, term("rdf:type"), term("pk:PoliceBody" if number % 2 else "pk:Place")),
            Quad(me, term("pk:stage"), value),
            Quad(me, term("pk:headcount"), value),
            Quad(me, term("pk:headcount"), next_),
            Quad(me, term("skos:altLabel"), value),
            Quad(me, term("skos:altLabel"), next_),
            Quad(me, term("pk:headcount"), value, term("pk:reviewed")),
            Quad(me, term("org:unitOf"), node(number + 1)),
            Quad(me, NamedNode("urn:x:leads,(to)'="), node(0)),
        }
    elsewhere = NamedNode(BASE + "document/0")
    found.add(Quad(NamedNode(BASE + "evidence/0"), term("pk:quote"), Literal('a\n"b"'), elsewhere))
    found.add(Quad(node(0), term("rdf:type"), NamedNode("http://example.org/a:b=c")))
    return found


def unfit_quads() -> set[Quad]:
    """What the files cannot hold: an odd key, a list of one empty text, the separator in a list, a very long text."""
    key, many = NamedNode("http://example.org/(a)"), term("skos:altLabel")
    told = [(key, "a"), (many, ""), (many, f"a{SEPARATOR}b"), (term("pk:stage"), "a" * LONGEST)]
    return {Quad(node(10_000 + n), predicate, Literal(text)) for n, (predicate, text) in enumerate(told)}


def sync(graph: Graph, address: Address, digest: str = "") -> Synchronised:
    with Server(address.uri) as server:
        return synchronise(graph, server, digest=digest)


def held(address: Address) -> list[bytes]:
    with Server(address.uri) as server:
        return read_back(server)


def test_a_dataset_that_was_imported_is_equal_and_brought_along_by_the_sync(
    tmp_path: Path, start_neo4j: StartNeo4j
) -> None:
    with Dataset.create(tmp_path / "kg") as dataset:
        with dataset.writer() as writer:
            writer.put(usual())
            writer.commit()
        made = bulk(dataset.path, tmp_path / "for import")
        assert made.left == 0
        server = start_neo4j(files=made.folder)
        uri = server.address.uri
        with Server(uri) as opened, dataset.graph() as graph:
            assert quads_digest(read_back(opened)) == quads_digest(graph.nquads())
        with pytest.raises(Unavailable, match="lacks its indexes after the import; make them with: policing-kg sync"):
            verify(dataset.path, uri)
        done = sync_dataset(dataset.path, uri)
        assert (bool(done.delta), done.looked_at) == (False, 0)
        assert verify(dataset.path, uri)
        imported = server.address.rows(SCHEMA)
        sync_dataset(dataset.path, uri, rebuild=True)
        assert server.address.rows(SCHEMA) == imported
        with dataset.writer() as writer:
            writer.decide(Decision("merge", CENTRE.id, "reviewer", "2025-01-03", "one body", into=STATION.id))
            writer.commit()
        assert sync_dataset(dataset.path, uri).delta
        assert verify(dataset.path, uri)


def test_any_values_outlive_the_import_and_what_files_cannot_hold_comes_with_the_next_sync(
    tmp_path: Path, start_neo4j: StartNeo4j
) -> None:
    unfit = unfit_quads()
    graph = stored(odd_quads() | unfit, tmp_path / "rdf")
    delta, left = write_import(graph, tmp_path / "import", digest="1")
    assert left == len(unfit)
    address = start_neo4j(files=tmp_path / "import").address
    lacking = {f"{quad} .\n".encode() for quad in unfit}
    assert held(address) == [line for line in graph.nquads() if line not in lacking]
    done = sync(graph, address, "1")
    assert done.looked_at == len(unfit)
    assert {(name, *counts) for _, name, *counts in done.delta.rows()} == {("PolicingKG", 0, len(unfit), 0)}
    assert held(address) == list(graph.nquads())
    assert sync(graph, address, "1") == Synchronised(type(delta)())


@settings(ANY, max_examples=200)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_texts_are_fields_as_rfc_4180_has_them(texts: list[str]) -> None:
    row = ",".join(map(field, texts)) + "\n"
    assert list(csv.reader(io.StringIO(row, newline=""), strict=True)) == [texts]


@settings(ANY, max_examples=200)
@given(values=st.lists(LITERALS, min_size=1, max_size=4))
def test_any_property_has_a_type_or_is_left_to_the_sync(values: list[NamedNode | Literal]) -> None:
    quads = [Quad(node(0), term(name), value) for value in values for name in ("skos:altLabel", "pk:headcount")]
    (said,) = said_in(lines_of(quads))
    for key, value in rows_of(said)[0].properties.items():
        assert kind_of(value).removesuffix("[]") in ("string", "long", "double", "boolean")
        if not importable(key, value):
            assert value == [""] or SEPARATOR in "".join(map(str, value))


def test_a_property_of_two_types_stands_in_two_files(tmp_path: Path) -> None:
    files = ImportFiles(tmp_path)
    for value in (7, "about seven", 8):
        files.add("nodes", "Place", "Place", ":LABEL", '"Place"', {"headcount": value})
    arguments = files.finish()
    assert [a for a in arguments if a.startswith("--nodes")] == [
        "--nodes=nodes-001-Place-header.csv,nodes-001-Place.csv",
        "--nodes=nodes-002-Place-header.csv,nodes-002-Place.csv",
    ]
    assert (tmp_path / "nodes-001-Place.csv").read_text() == '"Place",7\n"Place",8\n'
    assert (tmp_path / "nodes-002-Place-header.csv").read_text() == ":LABEL,headcount:string\n"


def test_equal_graphs_give_equal_files(tmp_path: Path) -> None:
    quads = odd_quads()
    for name, ordered in (("a", sorted(quads, key=str)), ("b", sorted(quads, key=str, reverse=True))):
        write_import(stored(set(ordered), tmp_path / f"rdf-{name}"), tmp_path / name, digest="1")
    one, other = ({f.name: f.read_bytes() for f in (tmp_path / name).iterdir()} for name in "ab")
    assert one == other


@pytest.fixture
def kg(tmp_path: Path) -> Path:
    with Dataset.create(tmp_path / "kg") as dataset, dataset.writer() as writer:
        writer.put(usual())
        writer.commit()
    return dataset.path


def test_a_folder_that_holds_something_is_kept_unless_it_is_to_be_replaced(kg: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it's for import"
    made = bulk(kg, folder, database="neo4j")
    assert made.command == f"cd {shlex.quote(str(folder))} && neo4j-admin database import full @import.args"
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(UsageError, match="name a new folder, or replace it"):
        bulk(kg, folder)
    (folder / "import.report").touch()  # neo4j-admin leaves it
    bulk(kg, folder, replace=True)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    (folder / "mine.txt").touch()
    with pytest.raises(UsageError, match="holds other files; name a new folder"):
        bulk(kg, folder, replace=True)


def test_files_that_cannot_all_be_written_are_not_there_at_all(
    kg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: ImportFiles) -> list[str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ImportFiles, "finish", full)
    with pytest.raises(UsageError, match=r"import: cannot be written \(No space left on device\)"):
        bulk(kg, tmp_path / "import")
    assert [path.name for path in tmp_path.iterdir()] == ["kg"]
