"""An endpoint that holds an exported dataset answers every question of the catalogue as the dataset itself does.

Fuseki (Apache Jena) is an engine of others; the project's own server is asked over the same protocol.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jena_jars import Fuseki
from parity import BASE, CATALOGUE, Given, answered, may_be_given, same, several
from policing_kg.errors import AmbiguousName, UnknownName, UsageError
from policing_kg.graph.export import export
from policing_kg.queries import KnowledgeGraph, Reader, Result, ask, resolve_name
from policing_kg.queries.remote import Exchange, RemoteKnowledgeGraph
from running_site import running

Pair = tuple[str, KnowledgeGraph, RemoteKnowledgeGraph]


# The own server parses each query as a free one, which takes its time: it is asked one case a question.
PAIRS = [("fuseki", "reader"), ("fuseki", "reviewed"), ("fuseki", "base"), ("serve", "reader")]


@pytest.fixture(scope="module", params=PAIRS, ids="-".join)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A dataset here, and the same in an endpoint."""
    server, which = request.param
    local: KnowledgeGraph = request.getfixturevalue(which)
    home = tmp_path_factory.mktemp("endpoint")
    with ExitStack() as stack:
        if server == "fuseki":
            export(local.dataset, "nquads", home / "kg.nq")
            started = stack.enter_context(Fuseki(request.getfixturevalue("jena"), home, ("--file", f"{home}/kg.nq")))
            url = started.endpoint
        else:
            url = stack.enter_context(running(Path(local.dataset.path))).address + "sparql"
        yield (
            which if server == "fuseki" else server,
            local,
            stack.enter_context(RemoteKnowledgeGraph(Exchange(url, seconds=120))),
        )


def _asked(which: str, local: Reader, name: str) -> Iterator[tuple[Given, Result]]:
    """What the dataset answers to a question, for all that does not select claims."""
    if which == "base":
        sets: Sequence[Given] = BASE.get(name, [{}, {"place": "天津市"}])
        yield from ((given, ask(local, name, given)) for given in sets if may_be_given(name, given))
    elif which == "reviewed":
        yield from answered(local, name)
    else:
        sets = several(name)
        yield from ((given, ask(local, name, given)) for given in (sets[:1] if which == "serve" else sets))


def _selects(given: Given) -> bool:
    return bool({"reviewed", "as_of"} & given.keys())


@pytest.mark.parametrize("name", CATALOGUE)
def test_it_answers_the_same_rows_with_their_claims_and_places(pair: Pair, name: str) -> None:
    which, local, remote = pair
    for given, here in _asked(which, local, name):
        if not _selects(given):
            there = ask(remote, name, given)
            assert there.dataset == remote.digest
            assert same(here, replace(there, dataset=here.dataset))


NAMES = [
    ("云川市公安局", "body"),
    ("东岭分局", "body"),
    ("东岭区", "place"),
    ("donglingqu", "place"),
    ("Dongling", "entity"),
    ("三队一台", "mechanism"),
    ("sanduiyitai", "mechanism"),
    ("纠纷化解率", "measure"),
    ("东岭分居", "body"),
    ("派出所", "body"),
    ("没有的名字", "entity"),
]


def _found(reader: Reader, text: str, kind: str) -> Any:
    try:
        return resolve_name(reader, text, kind)
    except UnknownName as error:
        return "unknown", error.nearest
    except AmbiguousName as error:
        return "ambiguous", error.candidates


@pytest.mark.parametrize(("text", "kind"), NAMES)
def test_a_name_means_there_what_it_means_here(pair: Pair, text: str, kind: str) -> None:
    _, local, remote = pair
    assert _found(remote, text, kind) == _found(local, text, kind)


def test_entities_citations_and_searches_are_those_of_the_dataset(pair: Pair) -> None:
    which, local, remote = pair
    name = "天津市公安局" if which == "base" else "云川市公安局"
    here, there = local.unit(name), remote.unit(name)
    assert (there.iri, there.aliases, there.kind, there.code) == (here.iri, here.aliases, here.kind, here.code)
    assert there.profile.as_json() == here.profile.as_json()
    assert there.cite() == here.cite() != ()
    assert [e.iri for e in remote.search("公安局", limit=5)] == [e.iri for e in local.search("公安局", limit=5)]
    assert remote.unreviewed == local.unreviewed
    assert len(remote.graph) == len(local.graph)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?unit ?name WHERE { ?unit a pk:PoliceBody ; rdfs:label ?name } ORDER BY ?unit ?name",
        "ASK { ?unit org:unitOf ?above }",
        "CONSTRUCT { ?unit org:unitOf ?above } WHERE { ?unit org:unitOf ?above }",
        "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?claim pk:status 'live' } }",
    ],
)
def test_a_free_query_gives_the_same_rows(pair: Pair, text: str) -> None:
    _, local, remote = pair
    here, there = local.sparql(text), remote.sparql(text)
    assert (there.columns, list(there)) == (here.columns, list(here))
    assert len(here)


def test_what_needs_the_dataset_is_refused_in_a_line_that_says_so(pair: Pair) -> None:
    _, _, remote = pair
    for asking in (
        lambda: remote.ask("adopters", reviewed=True),
        lambda: remote.ask("adopters", as_of="2023"),
        lambda: remote.ask("coverage", engine="cypher"),
        lambda: remote.ask("coverage", engine="neo4j"),
        lambda: remote.cypher("RETURN 1"),
        lambda: remote.connect("bolt://127.0.0.1:1"),
        lambda: remote.dataset.generation,
        lambda: next(remote.graph.lines()),
    ):
        with pytest.raises(
            UsageError, match=r"^(http|bolt)://127.0.0.1:\d+\S*: .*dataset|leave the engine out"
        ) as caught:
            asking()
        assert "\n" not in str(caught.value)


class _Union(KnowledgeGraph):
    """As an engine answers whose default graph is the union of all, such as QLever."""

    def query_bound(self, sparql: str, values: Mapping[str, Any]) -> Any:
        from policing_kg.queries.binding import bind

        return self.query(bind(sparql, values, keep_undef=False))

    def query(self, sparql: str) -> Any:
        from policing_kg.queries.remote.remote_graph import with_prefixes

        return self.graph.store.query(with_prefixes(sparql), use_default_graph_as_union=True)


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_engine_whose_default_graph_is_the_union_of_all_answers_the_same(reader: KnowledgeGraph, name: str) -> None:
    with _Union(reader.dataset.path) as union:
        for given in several(name):
            if not _selects(given):
                assert same(ask(reader, name, given), ask(union, name, given))
