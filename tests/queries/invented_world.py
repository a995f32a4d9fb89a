"""A small invented world as claims: three tables become a dataset, without any reader of texts.

Places, bodies and figures exist nowhere.  Nothing here depends on how texts are read, so that the rows expected of
each query stay as they are when a reading rule changes.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from policing_kg.graph.claim import MENTIONS, OBSERVES, Claim, Evidence, fingerprint, make_claim
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import Document, DocumentClaims, Manifestation, body_hash
from policing_kg.graph.entity import Entity, entity_id, place_id
from policing_kg.graph.term import document_iri, entity_iri

FIXTURE = Path(__file__).parent / "fixture"
_ENTITY_QUALIFIERS = ("measure", "place")


def _rows(table: str) -> list[dict[str, str]]:
    with (FIXTURE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def entities() -> Mapping[str, Entity]:
    """Every entity by its key in the fixture."""
    return {row["key"]: _entity(row) for row in _rows("entities")}


def _entity(row: Mapping[str, str]) -> Entity:
    chain = tuple(row["chain"].split("|"))
    place = row["kind"] == "place"
    return Entity(
        place_id(row["place"]) if place else entity_id(row["kind"], row["place"], chain),
        row["kind"],
        row["name"],
        row["place"],
        row["unit_kind"],
        chain,
        resolved=row["note"] != "unresolved",
        generic=row["note"] == "generic",
        label_en=row["label_en"],
        aliases=tuple(a for a in row["aliases"].split("|") if a),
        sector=row["sector"],
    )


def iri_of(key: str) -> str:
    """IRI of an entity of the fixture."""
    return entity_iri(entities()[key].id).value


def document_iri_of(key: str) -> str:
    return document_iri(key).value


@cache
def claims() -> Mapping[str, Claim]:
    """Every claim by its number in the fixture."""
    return {row["id"]: _claim(row) for row in _rows("claims")}


def _claim(row: Mapping[str, str]) -> Claim:
    key, predicate = row["document"], row["predicate"]
    pairs = dict(pair.split("=", 1) for pair in row["qualifiers"].split("|") if pair)
    qualifiers = {k: entities()[v].id if k in _ENTITY_QUALIFIERS and v in entities() else v for k, v in pairs.items()}
    return make_claim(
        key,
        key if predicate == MENTIONS else entities()[row["subject"]].id,
        predicate,
        entities()[row["object"]].id if row["object"] else "",
        value=row["value"],
        datatype="xsd:decimal" if predicate == OBSERVES else "xsd:string" if row["value"] else "",
        qualifiers=qualifiers,
        sentence=fingerprint(row["id"]),
        rule="llm.link@1 m" if row["id"].startswith("m") else "coded@1",  # m01 …: a model's, that nobody reviewed
        origin="model" if row["id"].startswith("m") else "coder",
    )


def span_of(claim: str) -> tuple[str, int, int, int]:
    """Document key, start, end and row of one claim of the fixture."""
    row = next(r for r in _rows("claims") if r["id"] == claim)
    return row["document"], *_place(row)


def _place(row: Mapping[str, str]) -> tuple[int, int, int]:
    if row["row"]:
        number = int(row["row"])
        return number * 100, number * 100 + 10, number
    return int(row["start"]), int(row["end"]), 0


def _documents(only: Collection[str] | None) -> Iterator[DocumentClaims]:
    for row in _rows("documents"):
        key = row["key"]
        version = body_hash(key)
        file = Manifestation(hashlib.sha256(key.encode()).hexdigest(), key, "fixture", body=((0, 900),))
        made, evidence = [], []
        for said in (r for r in _rows("claims") if r["document"] == key and (only is None or r["id"] in only)):
            claim = claims()[said["id"]]
            start, end, number = _place(said)
            where = (start, end, max(start - 5, 0), end + 5)
            made.append(claim)
            evidence.append(
                Evidence(claim.id, version, file.sha256, *where, row=number, column=3 if number else 0),
            )
        coded = {name: value for name, value in row.items() if name != "key"}
        document = Document(key, **coded)
        yield DocumentClaims(document, version, version, file, tuple(made), tuple(evidence), tuple(entities().values()))


def figure_of(key: str, subject: str, measure: str, value: str, period: str = "", **others: str) -> DocumentClaims:
    """A further document that states one figure in percent, those of other subjects too, and nothing else."""
    qualifiers = {"measure": entities()[measure].id, "unit": "%", "period": period}
    said = (
        make_claim(
            key, entities()[whose].id, OBSERVES, "", value=figure, datatype="xsd:decimal", qualifiers=qualifiers,
            sentence=fingerprint(key), rule="coded@1", origin="coder",
        )
        for whose, figure in {subject: value, **others}.items()
    )  # fmt: skip
    return _saying(Document(key), *said)


def link_of(document: Document, subject: str, predicate: str, object: str, **qualifiers: str) -> DocumentClaims:
    """A further document that states one link and nothing else."""
    return _saying(
        document,
        make_claim(
            document.key, entities()[subject].id, predicate, entities()[object].id, qualifiers=qualifiers,
            sentence=fingerprint(document.key), rule="coded@1", origin="coder",
        ),
    )  # fmt: skip


def _saying(document: Document, *said: Claim) -> DocumentClaims:
    version = body_hash(document.key)
    file = Manifestation(hashlib.sha256(document.key.encode()).hexdigest(), document.key, "fixture", body=((0, 900),))
    evidence = tuple(Evidence(claim.id, version, file.sha256, 10, 15, 5, 20, row=0, column=0) for claim in said)
    return DocumentClaims(document, version, version, file, said, evidence, tuple(entities().values()))


def write_world(folder: Path, only: Collection[str] | None = None) -> None:
    """Write the dataset of the fixture, or one that holds only some of its claims."""
    with Dataset.create(folder) as dataset, dataset.writer() as writer:
        for found in _documents(only):
            writer.put(found)
        violations = writer.commit().violations
        if violations:
            raise ValueError(f"the fixture breaks a shape: {violations}")
