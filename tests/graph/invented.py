"""Invented documents: bodies, mechanisms and figures of places that do not exist."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence

from policing_kg.graph.claim import (
    ATTRIBUTES,
    MENTIONS,
    OBSERVES,
    Claim,
    Evidence,
    fingerprint,
    make_claim,
    number_identical,
)
from policing_kg.graph.document import Document, DocumentClaims, Manifestation, body_hash
from policing_kg.graph.entity import Entity, entity_id, place_id

CITY = Entity(place_id("990100"), "place", "云川市", "990100", chain=("990000", "990100"))
PROVINCE = Entity(place_id("990000"), "place", "云省", "990000", chain=("990000",))
COUNTY = Entity(place_id("990102"), "place", "东岭区", "990102", chain=("990000", "990100", "990102"))
PLACES = (PROVINCE, CITY, COUNTY)


def unit(name: str, place: str = "990102", kind: str = "派出所", **more: object) -> Entity:
    return Entity(entity_id("unit", place, (name,)), "unit", name, place, kind, (name,), **more)  # type: ignore[arg-type]


def department(name: str, place: str = "990102", kind: str = "综治中心") -> Entity:
    return Entity(entity_id("department", place, (name,)), "department", name, place, kind, (name,))


def mechanism(name: str, english: str = "") -> Entity:
    return Entity(entity_id("mechanism", "", (name,)), "mechanism", name, chain=(name,), label_en=english)


def measure(name: str) -> Entity:
    return Entity(entity_id("measure", "", (name,)), "measure", name)


def policy(title: str) -> Entity:
    return Entity(entity_id("policy", "", (title,)), "policy", title, chain=(title,))


def post(name: str) -> Entity:
    return Entity(entity_id("role", "", (name,)), "role", name, chain=(name,))


BUREAU = unit("云川市公安局", "990100", "公安局")
STATION = unit("云川市公安局东岭分局河口派出所", aliases=("河口派出所",))
BRANCH = unit("云川市公安局东岭分局", kind="分局")
CENTRE = department("东岭区综治中心")
TEAMS = mechanism("三队一台", "Three Teams and One Desk")
MEETING = mechanism("周碰头会")
RATE = measure("纠纷化解率")

Statement = tuple[str, str, str, dict[str, str]]  # subject id, predicate, object id or figure, qualifiers


def document(
    key: str,
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    *,
    path: str = "",
    root: str = "news",
    shift: int = 0,
    body: str = "",
    menu: str = "",
    origin: str = "rule",
    rule: str = "link.test@1",
    title: str = "",
    genre: str = "news",
) -> DocumentClaims:
    """A document whose every statement stands in a sentence of its own, `shift` characters further down."""
    text = body or key + repr(statements)
    version = body_hash(text)
    sha = hashlib.sha256((menu + text + str(shift)).encode()).hexdigest()
    claims: list[Claim] = []
    for subject, predicate, other, qualifiers in statements:
        figure, attribute = predicate == OBSERVES, predicate in ATTRIBUTES.values()
        claims.append(
            make_claim(
                key,
                subject,
                predicate,
                "" if figure or attribute else other,
                value=other if figure or attribute else "",
                datatype="xsd:decimal" if figure else "xsd:string" if attribute else "",
                qualifiers=qualifiers,
                sentence=fingerprint(repr((subject, predicate, other))),
                rule=rule,
                origin=origin,
            )
        )
    claims = number_identical(claims)
    evidence = [
        Evidence(c.id, version, sha, shift + 20 * n + 2, shift + 20 * n + 9, shift + 20 * n, shift + 20 * n + 20)
        for n, c in enumerate(claims)
    ]
    return DocumentClaims(
        Document(key, title or f"{key}的消息", genre, date="2024-03", date_basis="page"),
        version,
        body_hash(text.replace("某甲", "■■")),
        Manifestation(sha, path or key, root, body=((shift, shift + 20 * len(claims)),)),
        tuple(claims),
        tuple(evidence),
        tuple(entities),
    )


def usual(key: str = "a.txt", **more: object) -> DocumentClaims:
    """Station, branch and bureau, one mechanism, a posting, a meeting and a figure."""
    statements: list[Statement] = [
        (STATION.id, "org:unitOf", BRANCH.id, {}),
        (BRANCH.id, "org:unitOf", BUREAU.id, {}),
        (STATION.id, "pk:implements", TEAMS.id, {"when": "2021-03/..", "when_basis": "stated", "stage": "full"}),
        (
            STATION.id,
            "pk:stationedIn",
            CENTRE.id,
            {"headcount": "2", "headcount_unit": "名", "headcount_scope": "each"},
        ),
        (CENTRE.id, "pk:convenes", MEETING.id, {"frequency": "1次/周"}),
        (STATION.id, "pk:participatesIn", MEETING.id, {"frequency": "1次/周"}),
        (BUREAU.id, OBSERVES, "96.3", {"measure": RATE.id, "unit": "%", "period": "2023", "period_text": "去年"}),
        (key, MENTIONS, STATION.id, {}),
    ]
    return document(key, statements, [STATION, BRANCH, BUREAU, CENTRE, TEAMS, MEETING, RATE, *PLACES], **more)  # type: ignore[arg-type]


def generated(key: str, claims: int, seed: int, **more: object) -> DocumentClaims:
    """Any number of statements over a small world, so that documents support one another's facts."""
    dice = random.Random(f"{key}-{seed}")
    units = [unit(f"云川市公安局第{n}派出所") for n in range(40)]
    centres = [department(f"第{n}综治中心") for n in range(20)]
    mechanisms = [mechanism(f"第{n}号办法") for n in range(20)]
    statements: list[Statement] = []
    for _ in range(claims):
        who = dice.choice(units)
        kind = dice.randrange(6)
        stage = dice.choice([{}, {"stage": "pilot"}, {"modality": "planned"}, {"polarity": "negative"}])
        if kind == 0:
            statements.append((who.id, "pk:implements", dice.choice(mechanisms).id, stage))
        elif kind == 1:
            statements.append(
                (who.id, "pk:stationedIn", dice.choice(centres).id, {"headcount": str(dice.randint(1, 9))})
            )
        elif kind == 2:
            statements.append(
                (dice.choice(centres).id, "pk:convenes", dice.choice(mechanisms).id, {"frequency": "1次/周"})
            )
        elif kind == 3:
            statements.append((who.id, "pk:cooperatesWith", dice.choice(centres).id, stage))
        elif kind == 4:
            value = f"{dice.randint(1, 999)}.{dice.randint(0, 9)}"
            statements.append((who.id, OBSERVES, value, {"measure": RATE.id, "unit": "%", "period": "2023"}))
        else:
            statements.append((key, MENTIONS, who.id, {}))
    named = {i for s in statements for i in (s[0], s[2])}
    entities = [e for e in (*units, *centres, *mechanisms) if e.id in named]
    return document(key, statements, [*entities, RATE, *PLACES], **more)  # type: ignore[arg-type]
