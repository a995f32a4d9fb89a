"""Any quads that a dataset may hold: quotation marks, line ends, backticks, emoji, 10 kB, big and odd numbers, dates of
partial precision, tags of languages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from policing_kg.graph.store import Graph, build_store
from policing_kg.graph.term import term
from policing_kg.ontology.namespace import BASE
from policing_kg.ontology.terms import load_terms
from pyoxigraph import Literal, NamedNode, Quad

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=40),
    st.sampled_from(
        ['"', "'", "`", "\\", "\n", "\r\n", "\t", "👮🏽‍♀️", "a`b``c", "{x: 1}", "$rows", "//", "", " ", "true", "7"]
    ),
    st.just("长" * 3_334),  # 10 kB
)
DATATYPES = [
    term(name) for name in ("xsd:string", "xsd:integer", "xsd:decimal", "xsd:boolean", "edtf:EDTF", "xsd:date")
]
NUMBERS = st.one_of(
    st.integers(-(10**40), 10**40).map(str),
    st.sampled_from(["9223372036854775807", "9223372036854775808", "-9223372036854775808", "007", "+5", "-0", "0"]),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    st.sampled_from(["96.30", "96.3", "1e400", "-0.0", "0.1000000000000000055511151231257827"]),
)
DATES = st.sampled_from(["2021", "2021-03", "2021-03/..", "../2024-12-31", "2021-06~", "-0044", "Y-170000002"])
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["zh", "en", "zh-hans", "cy"])),
    st.builds(
        lambda text, kind: Literal(text, datatype=kind), st.one_of(NUMBERS, DATES, TEXTS), st.sampled_from(DATATYPES)
    ),
    st.sampled_from([NamedNode("http://example.org/页?a=b"), term("pk:implements"), NamedNode("urn:x:y")]),
)
PREDICATES = [term(t.name) for t in load_terms() if t.kind != "class"] + [term("rdfs:label"), term("rdf:object")]
CLASSES = [term(t.name) for t in load_terms() if t.kind == "class"]
NODES = [NamedNode(f"{BASE}id/unit/990102/{n:012x}") for n in range(6)]
# A case of sixty literals says enough without shrinking.
ANY = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
HOMES = [None, NamedNode(BASE + "document/0")]


@st.composite
def graphs(draw: Any) -> set[Quad]:
    """Quads of a few nodes: any literal under any property, any class, any relation, some of them reviewed."""
    found: set[Quad] = set()
    for node in NODES:
        home = draw(st.sampled_from(HOMES))
        said = [(term("rdf:type"), cls) for cls in draw(st.lists(st.sampled_from(CLASSES), max_size=3))]
        said += draw(st.lists(st.tuples(st.sampled_from(PREDICATES), LITERALS), max_size=6))
        said += draw(st.lists(st.tuples(st.sampled_from(PREDICATES), st.sampled_from(NODES)), max_size=3))
        for predicate, value in said:
            found.add(Quad(node, predicate, value, home) if home else Quad(node, predicate, value))
            if home is None and predicate != term("rdf:type") and draw(st.booleans()):
                found.add(Quad(node, predicate, value, term("pk:reviewed")))
    return found


def stored(quads: set[Quad], folder: Path) -> Graph:
    build_store(folder, quads)
    return Graph(folder)
