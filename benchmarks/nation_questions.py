"""What is asked of a synthetic nation: for each query of the catalogue cases of both classes, their values drawn.

A lookup asks about one county, body, paper or document; an aggregation about a province, or the whole nation for one
mechanism or measure.  A value in capitals is drawn from the dataset.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from types import MappingProxyType

from policing_kg.queries import Reader

LOOKUP, AGGREGATION = "lookup", "aggregation"
Case = tuple[str, Mapping[str, str]]

CASES: Mapping[str, tuple[Case, ...]] = MappingProxyType(
    {
        "adopters": (
            (LOOKUP, {"mechanism": "MECHANISM", "place": "COUNTY"}),
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"mechanism": "RARE"}),
            (AGGREGATION, {"mechanism": "MECHANISM", "place": "PROVINCE"}),
        ),
        "adoption-by-year": (
            (LOOKUP, {"mechanism": "MECHANISM", "place": "COUNTY"}),
            (AGGREGATION, {"mechanism": "MECHANISM"}),
            (AGGREGATION, {"place": "PROVINCE"}),
        ),
        "bodies": ((LOOKUP, {"place": "COUNTY"}), (AGGREGATION, {"place": "PREFECTURE", "kind": "派出所"})),
        "chain": ((LOOKUP, {"unit": "STATION"}), (LOOKUP, {"unit": "ORGAN"})),
        "comparison": (
            (LOOKUP, {"measure": "MEASURE", "place": "COUNTY"}),
            (AGGREGATION, {"measure": "MEASURE", "place": "PREFECTURE", "by": "period"}),
        ),
        "composition": (
            (LOOKUP, {"mechanism": "MECHANISM", "place": "COUNTY"}),
            (AGGREGATION, {"mechanism": "MECHANISM"}),
            (AGGREGATION, {"place": "PROVINCE"}),
        ),
        "contradictions": (
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"measure": "MEASURE"}),
            (AGGREGATION, {"place": "PROVINCE", "apart": "5"}),
        ),
        "coverage": ((AGGREGATION, {"place": "PROVINCE"}), (AGGREGATION, {"genre": "statute"})),
        "cross-department-network": (
            (LOOKUP, {"place": "COUNTY", "department": "DEPARTMENT"}),
            (AGGREGATION, {"place": "COUNTY"}),
        ),
        "department-links": (
            (LOOKUP, {"place": "COUNTY"}),
            (LOOKUP, {"department": "DEPARTMENT"}),
            (AGGREGATION, {"place": "PREFECTURE"}),
        ),
        "document-claims": ((LOOKUP, {"document": "DOCUMENT"}), (AGGREGATION, {"genre": "statute"})),
        "documents": ((AGGREGATION, {"genre": "statute"}), (AGGREGATION, {"year": "2023"})),
        "dual-offices": (
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"post": "POST"}),
            (AGGREGATION, {"place": "PROVINCE"}),
        ),
        "evidence": ((LOOKUP, {"name": "STATION"}), (LOOKUP, {"name": "ORGAN"}), (AGGREGATION, {"name": "RARE"})),
        "figures": (
            (LOOKUP, {"place": "COUNTY"}),
            (LOOKUP, {"subject": "ORGAN"}),
            (LOOKUP, {"measure": "MEASURE", "place": "COUNTY"}),
            (AGGREGATION, {"measure": "MEASURE", "year": "2023"}),
            (AGGREGATION, {"measure": "MEASURE", "place": "PROVINCE"}),
        ),
        "first-reported": (
            (LOOKUP, {"mechanism": "MECHANISM", "place": "COUNTY"}),
            (AGGREGATION, {"mechanism": "RARE"}),
            (AGGREGATION, {"mechanism": "MECHANISM", "place": "PROVINCE"}),
        ),
        "government-of": (
            (LOOKUP, {"organ": "ORGAN"}),
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"place": "PREFECTURE"}),
        ),
        "intended": ((LOOKUP, {"place": "COUNTY"}), (AGGREGATION, {"standing": "planned"})),
        "links": (
            (LOOKUP, {"name": "STATION"}),
            (LOOKUP, {"name": "ORGAN"}),
            (AGGREGATION, {"name": "ORGAN", "below": "yes"}),
        ),
        "mechanisms-of": (
            (LOOKUP, {"body": "ORGAN"}),
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"place": "PROVINCE"}),
        ),
        "model-claims": ((LOOKUP, {"document": "DOCUMENT"}), (AGGREGATION, {})),
        "names": ((LOOKUP, {"name": "STATION"}), (LOOKUP, {"name": "COUNTY"})),
        "policy-documents": (
            (LOOKUP, {"policy": "PAPER"}),
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"place": "PROVINCE"}),
        ),
        "postings": (
            (LOOKUP, {"body": "ORGAN"}),
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"place": "PROVINCE"}),
        ),
        "referrals": (
            (LOOKUP, {"body": "ORGAN"}),
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"place": "PROVINCE", "manner": "whistle"}),
        ),
        "reorganisations": ((LOOKUP, {"place": "COUNTY"}), (AGGREGATION, {"place": "PROVINCE"})),
        "sites": ((LOOKUP, {"body": "ORGAN"}), (LOOKUP, {"place": "COUNTY"}), (AGGREGATION, {"place": "PROVINCE"})),
        "staffing-shares": (
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"place": "PROVINCE", "mechanism": "MECHANISM"}),
            (AGGREGATION, {}),
        ),
        "subordinates": (
            (LOOKUP, {"unit": "STATION"}),
            (LOOKUP, {"unit": "ORGAN"}),
            (AGGREGATION, {"unit": "PREFECTURAL"}),
        ),
        "teams": ((LOOKUP, {"body": "ORGAN"}), (LOOKUP, {"place": "COUNTY"}), (AGGREGATION, {"place": "PROVINCE"})),
        "timeline": (
            (LOOKUP, {"mechanism": "MECHANISM", "place": "COUNTY"}),
            (AGGREGATION, {"mechanism": "RARE"}),
            (AGGREGATION, {"mechanism": "MECHANISM", "place": "PROVINCE"}),
        ),
        "unresolved": ((LOOKUP, {"document": "DOCUMENT"}), (AGGREGATION, {})),
        "who-meets-whom": (
            (LOOKUP, {"body": "ORGAN"}),
            (LOOKUP, {"place": "COUNTY"}),
            (AGGREGATION, {"meeting": "MEETING", "place": "PROVINCE"}),
        ),
    }
)  # fmt: skip

_STANDS = (
    "?e a pk:Implementation ; pk:inDocument ?d ; pk:body ?organ . ?organ pk:jurisdiction ?county . ?county pk:within ?u"
)
_OFTEN = (
    "SELECT ?m { { SELECT ?m (COUNT(*) AS ?n) { ?f a pk:%s ; pk:mechanism ?m } GROUP BY ?m } } ORDER BY DESC(?n) ?m"
)
_DRAWN = MappingProxyType(
    {
        "COUNTY": f'SELECT DISTINCT ?county {{ {_STANDS} FILTER(STRLEN(STR(?county)) < 70) }}',
        "ORGAN": f'SELECT DISTINCT ?organ {{ {_STANDS} FILTER(STRLEN(STR(?county)) < 70) }}',
        "STATION": 'SELECT ?s { ?s pk:bodyKind "派出所"@zh ; a pk:PoliceBody }',
        "DEPARTMENT": 'SELECT ?d { ?d pk:bodyKind "矛调中心"@zh }',
        "PREFECTURE": "SELECT DISTINCT ?p { ?c pk:within ?p . ?p pk:within ?q . ?q a pk:Place . ?t pk:within ?c }",
        "PREFECTURAL": "SELECT DISTINCT ?o { ?p pk:directedBy ?q . ?o pk:directedBy ?p }",
        "PROVINCE": "SELECT ?p { ?p a pk:Place FILTER NOT EXISTS { ?p pk:within ?q } }",
        "PAPER": "SELECT ?p { ?p a pk:PolicyDocument ; pk:placeCode ?c }",
        "DOCUMENT": 'SELECT ?k { ?d pk:documentKey ?k ; pk:genre "news" }',
        "MEETING": f"{_OFTEN % 'Meeting'} LIMIT 5",
        "MECHANISM": f"{_OFTEN % 'Implementation'} LIMIT 10",
        "RARE": f"{_OFTEN % 'Implementation'} OFFSET 60 LIMIT 60",
        "MEASURE": "SELECT DISTINCT ?m { ?m a pk:Measure }",
        "POST": "SELECT DISTINCT ?p { ?f pk:firstPost ?p }",
    }
)  # fmt: skip


def drawn_values(reader: Reader, many: int, seed: int = 1) -> dict[str, list[str]]:
    """Values of each kind: IRIs of entities, keys of documents; a division's code stands for a place."""
    out = {}
    for kind, query in _DRAWN.items():
        rows = reader.graph.rows(query)
        found = sorted(term.value for row in rows for term in row.values() if term is not None)
        if kind in ("COUNTY", "PROVINCE", "PREFECTURE"):
            found = [iri.split("/place/")[1].split("/")[0] for iri in found]
        out[kind] = random.Random(f"{seed} {kind}").sample(found, min(many, len(found)))
    return out


def filled(parameters: Mapping[str, str], values: Mapping[str, list[str]], number: int) -> dict[str, str] | None:
    """Parameters of one case with the values of one draw; None where the dataset has none."""
    out = {}
    for name, value in parameters.items():
        if value.isupper():
            if not values[value]:
                return None
            out[name] = values[value][number % len(values[value])]
        else:
            out[name] = value
    return out
