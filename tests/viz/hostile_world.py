"""A dataset whose every name, title, path and qualifier is an attack on a page that would not write it as text."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from policing_kg.graph.claim import Evidence, fingerprint, make_claim
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.document import Document, DocumentClaims, Manifestation, body_hash
from policing_kg.graph.entity import Entity, entity_id
from policing_kg.queries import Reader

HOSTILE = '</script><img src=x onerror="window.hacked=1">"\' onload=alert(1) href=javascript:alert(2)\u202e'


def _entity(kind: str, name: str, sector: str, unit_kind: str = "") -> Entity:
    label = f"{name}{HOSTILE}"
    return Entity(entity_id(kind, "", (label,)), kind, label, "", unit_kind or HOSTILE, (label,), sector=sector)


STATION = _entity("unit", "所", "police")
BUREAU = _entity("unit", "局", "police")
OFFICE = _entity("department", "办", "department")
PLAN = _entity("mechanism", "制", "", "practice")
PART = _entity("mechanism", "件", "", "practice")
SAID = (
    (STATION, "org:unitOf", BUREAU, {}),
    (STATION, "pk:implements", PLAN, {"when": "2021-03/..", "place": HOSTILE}),
    (STATION, "pk:stationedIn", OFFICE, {"frequency": HOSTILE, "headcount": "2", "headcount_unit": HOSTILE}),
    (STATION, "pk:convenes", PLAN, {}),
    (OFFICE, "pk:participatesIn", PLAN, {}),
    (STATION, "pk:cooperatesWith", OFFICE, {}),
    (PLAN, "dcterms:hasPart", PART, {}),
)


def write_hostile_world(folder: Path) -> None:
    """Write the dataset, with a decision whose reason attacks too."""
    key = f"{HOSTILE}.txt"
    version = body_hash(key)
    file = Manifestation(hashlib.sha256(key.encode()).hexdigest(), key, "fixture", body=((0, 900),))
    claims = [
        make_claim(key, s.id, p, o.id, qualifiers=q, sentence=fingerprint(p), rule=HOSTILE) for s, p, o, q in SAID
    ]
    evidence = [Evidence(c.id, version, file.sha256, 10, 20, 0, 30, article=HOSTILE) for c in claims]
    address = f"javascript:alert(3)//{HOSTILE}"
    document = Document(key, title=HOSTILE, publisher=HOSTILE, issuer=HOSTILE, address=address)
    entities = (STATION, BUREAU, OFFICE, PLAN, PART)
    with Dataset.create(folder) as dataset, dataset.writer() as writer:
        writer.put(DocumentClaims(document, version, version, file, tuple(claims), tuple(evidence), entities))
        writer.decide(Decision("accept", claims[1].id, HOSTILE, "2024-03-01", HOSTILE))
        writer.commit()


def asked(reader: Reader) -> dict[str, dict[str, Any]]:
    """Parameters for every view that shows names of the dataset."""
    unit, mechanism = f"id:{STATION.id}", f"id:{PLAN.id}"
    claim = next(c.id for c in reader.dataset.claims() if c.predicate == "pk:implements")
    return {
        "hierarchy": {"unit": unit},
        "cross-department": {},
        "composition": {"mechanism": mechanism},
        "meetings-and-postings": {},
        "diffusion": {"mechanism": mechanism},
        "provenance": {"claim": claim},
    }
