"""One document in the making: each statement is a sentence of its text, so that evidence points to what it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from policing_kg.graph.claim import MENTIONS, OBSERVES, Claim, Evidence, fingerprint, make_claim, number_identical
from policing_kg.graph.document import Document, DocumentClaims, Manifestation, body_hash
from policing_kg.graph.entity import Entity
from policing_kg.graph.signature import body_signature


@dataclass
class Sheet:
    """Statements about entities, in the order of the text.

    Parameters
    ----------
    document : Document
    tabular : bool
        Whether each statement is a row of a table; such a body is not signed.
    rest : str
        What the text says besides, after its statements.
    """

    document: Document
    tabular: bool = False
    lines: list[str] = field(default_factory=list)
    said: list[tuple[str, str, str, dict[str, str], str, str]] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    rest: str = ""

    @property
    def text(self) -> str:
        return "".join(self.lines) + self.rest

    def know(self, *entities: Entity) -> None:
        for entity in entities:
            self.entities[entity.id] = entity

    def say(
        self, verb: str, subject: Entity, predicate: str, object_: Entity, origin: str = "rule", **more: str
    ) -> None:
        self.know(subject, object_)
        told = "，".join(more.values())
        self.lines.append(f"{subject.name}{verb}{object_.name}{told}。")
        self.said.append((subject.id, predicate, object_.id, more, "", origin))

    def value(self, subject: Entity, predicate: str, value: str, measure: Entity | None = None, **more: str) -> None:
        self.know(subject, *([measure] if measure else []))
        self.lines.append(f"{subject.name}{measure.name if measure else ''}{value}{more.get('unit', '')}。")
        more |= {"measure": measure.id} if measure else {}
        self.said.append((subject.id, predicate, "", more, value, "rule"))

    def mention(self, *entities: Entity) -> None:
        for entity in entities:
            self.know(entity)
            self.lines.append(f"{entity.name}。")
            self.said.append((self.document.key, MENTIONS, entity.id, {}, "", "rule"))

    def reprint(self, key: str, publisher: str, date: str) -> Sheet:
        """The same text in another outlet, without its last sentence."""
        document = replace(
            self.document, key=key, publisher=publisher, date=date, copy="reprint", reporting="third-party"
        )
        said = [(key if s == self.document.key else s, *rest) for s, *rest in self.said[:-1]]
        return Sheet(document, self.tabular, self.lines[:-1], said, dict(self.entities))

    def finished(self) -> DocumentClaims:
        key, text = self.document.key, self.text
        claims = number_identical(_claim(key, line, *said) for line, said in zip(self.lines, self.said, strict=True))
        version = body_hash(text)
        file = hashlib.sha256(key.encode()).hexdigest()
        evidence, at = [], 0
        for number, (claim, line) in enumerate(zip(claims, self.lines, strict=True), 1):
            end = at + len(line)
            row = number if self.tabular else 0
            evidence.append(Evidence(claim.id, version, file, at, end - 1, at, end, row=row, column=2 if row else 0))
            at = end
        signature = "" if self.tabular else body_signature(text)
        carried = Manifestation(file, key, "nation", body=((0, len(text)),))
        known = tuple(self.entities.values())
        return DocumentClaims(
            self.document, version, version, carried, tuple(claims), tuple(evidence), known, signature
        )


def _claim(
    key: str, line: str, subject: str, predicate: str, object_: str, more: dict[str, str], value: str, origin: str
) -> Claim:
    datatype = "xsd:decimal" if predicate == OBSERVES else "xsd:string" if value else ""
    name = predicate.partition(":")[2]
    rule = f"{'llm' if origin == 'model' else 'nation'}.{name}@1"
    return make_claim(
        key, subject, predicate, object_, value=value, datatype=datatype, qualifiers=more, sentence=fingerprint(line),
        rule=rule, origin=origin,
    )  # fmt: skip
