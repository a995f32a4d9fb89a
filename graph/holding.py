"""What the dataset holds of one document: its layers (read, coded), each with claims, evidence, entities and files.

The coded base and a reading of the article meet under one key: a claim that both make is one row with two
origins, and either layer can go without the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from ..errors import ClaimRefused
from .claim import Claim, Evidence, claim_id
from .document import Document, DocumentClaims, Manifestation
from .entity import Entity, is_entity_id

READ, CODED = "read", "coded"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who makes a claim: the layer, ``rule``, ``coder`` or ``model``, and the rule's id and version."""

    layer: str
    origin: str
    rule: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One way in which a document came in: read by the loaders, or coded by hand.

    Parameters
    ----------
    name : str
        ``read`` or ``coded``.
    document : Document
    version, masked_version : str
        Of the body; the first never leaves the dataset.
    manifestations : tuple of Manifestation
        Files with this body, one for each root and path, sorted.
    claims : tuple of Claim
        Sorted by id.
    evidence : tuple of Evidence
    entities : tuple of Entity
    signature : str
        Of the masked body; empty where the body is short or not at hand.
    """

    name: str
    document: Document
    version: str
    masked_version: str
    manifestations: tuple[Manifestation, ...]
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    entities: tuple[Entity, ...]
    signature: str = ""

    def carried(self) -> bool:
        """Whether the file that the evidence points into is still there (a coder's page is not at hand)."""
        held = {m.sha256 for m in self.manifestations}
        return self.name == CODED or all(e.manifestation in held for e in self.evidence)

    def says(self) -> object:
        """What two readings of one body are compared by."""
        return self.claims, self.entities, self.document, self.signature


@dataclass(frozen=True, slots=True)
class Holding:
    """One document with its layers, sorted by name."""

    key: str
    layers: tuple[Layer, ...]

    def layer(self, name: str) -> Layer | None:
        """Return one layer, or None."""
        return next((layer for layer in self.layers if layer.name == name), None)

    def with_layer(self, layer: Layer) -> Holding:
        """The same document with one layer put in or replaced."""
        rest = [one for one in self.layers if one.name != layer.name]
        return Holding(self.key, tuple(sorted([*rest, layer], key=lambda one: one.name)))

    def without_layer(self, name: str) -> Holding | None:
        """The same document without one layer; None if nothing is left."""
        rest = tuple(one for one in self.layers if one.name != name)
        return Holding(self.key, rest) if rest else None

    @property
    def document(self) -> Document:
        """The coding of the document: what a coder wrote stands before what was read."""
        merged = self.layers[0].document
        for layer in self.layers[1:]:
            found = layer.document
            taken = {
                f.name: getattr(found, f.name)
                for f in fields(Document)
                if f.name not in ("genre", "language", "date_basis") and not getattr(merged, f.name)
            }
            if "date" in taken and found.date:
                taken["date_basis"] = found.date_basis
            merged = replace(merged, **taken)
        return merged

    @property
    def signature(self) -> str:
        """Signature of the body as it was read."""
        return next((layer.signature for layer in self.layers if layer.signature), "")

    @property
    def claims(self) -> dict[str, tuple[Claim, tuple[Origin, ...]]]:
        """Every claim by id, once, with its origins."""
        out: dict[str, tuple[Claim, tuple[Origin, ...]]] = {}
        for layer in self.layers:
            for claim in layer.claims:
                held = out.get(claim.id)
                origin = Origin(layer.name, claim.origin, claim.rule)
                out[claim.id] = (held[0], (*held[1], origin)) if held else (claim, (origin,))
        return out

    @property
    def evidence(self) -> list[Evidence]:
        """Evidence of all layers."""
        return [e for layer in self.layers for e in layer.evidence]

    @property
    def entities(self) -> list[Entity]:
        """Entity rows of all layers."""
        return [e for layer in self.layers for e in layer.entities]

    @property
    def manifestations(self) -> list[Manifestation]:
        """Files of all layers."""
        return [m for layer in self.layers for m in layer.manifestations]


def layer_of(found: DocumentClaims, name: str = "") -> Layer:
    """Write what a loader hands over as a layer, in a fixed order.

    Parameters
    ----------
    found : DocumentClaims
    name : str
        ``read`` or ``coded``; by default coded if every claim is a coder's.
    """
    coded = bool(found.claims) and all(c.origin == "coder" for c in found.claims)
    return Layer(
        name or (CODED if coded else READ),
        found.document,
        found.version,
        found.masked_version,
        (found.manifestation,),
        tuple(sorted(found.claims, key=lambda c: c.id)),
        tuple(sorted(set(found.evidence), key=_evidence_order)),
        tuple(sorted({e.id: e for e in found.entities}.values(), key=lambda e: e.id)),
        found.signature,
    )


def checked(found: DocumentClaims) -> DocumentClaims:
    """Check that every claim is its document's, has its own id, evidence, and entities that are described.

    Raises
    ------
    ClaimRefused
        On the first that is not; one line that names document and claim.
    """
    key = found.document.key
    described = {e.id for e in found.entities}
    evidenced = {e.claim for e in found.evidence}
    seen: set[str] = set()
    for claim in found.claims:
        where = f"{key}: claim {claim.id[:12]}"
        if claim.document != key:
            raise ClaimRefused(f"{where} belongs to {claim.document}; hand it over with its own document")
        if claim.id != claim_id(claim):
            raise ClaimRefused(f"{where} does not bear the hash of what it says; make it with make_claim")
        if claim.id in seen:
            raise ClaimRefused(f"{where} is there twice; number identical claims")
        seen.add(claim.id)
        if claim.id not in evidenced and claim.origin != "coder":
            raise ClaimRefused(f"{where} has no evidence; say where the document says so")
        named = [claim.subject, claim.object, *(value for _, value in claim.qualifiers)]
        missing = [i for i in named if is_entity_id(i) and i not in described]
        if missing:
            raise ClaimRefused(f"{where} names {missing[0]}, which is not described; hand its entity over too")
    _check_evidence(found, seen)
    return found


def _check_evidence(found: DocumentClaims, claims: set[str]) -> None:
    coded = all(c.origin == "coder" for c in found.claims)
    for e in found.evidence:
        where = f"{found.document.key}: evidence {e.start}:{e.end} of claim {e.claim[:12]}"
        if e.claim not in claims:
            raise ClaimRefused(f"{where} is of no claim of this document")
        if not coded and (e.manifestation != found.manifestation.sha256 or e.version != found.version):
            raise ClaimRefused(f"{where} points into another file or version than the one handed over")
        if not (0 <= e.sentence_start <= e.start <= e.end <= e.sentence_end or e.row):
            raise ClaimRefused(f"{where} does not lie inside its sentence {e.sentence_start}:{e.sentence_end}")


def one_more_file(layer: Layer, manifestations: Iterable[Manifestation]) -> Layer:
    """Add files to a layer; a file under the same root and path is replaced."""
    by_place = {(m.root, m.path): m for m in layer.manifestations}
    for m in manifestations:
        held = by_place.get((m.root, m.path))
        if held is None or held.sha256 != m.sha256:
            by_place[m.root, m.path] = m
    return replace(layer, manifestations=tuple(by_place[place] for place in sorted(by_place)))


def without_file(layer: Layer, root: str, path: str) -> Layer | None:
    """Take a file from a layer; None if it was the last."""
    rest = tuple(m for m in layer.manifestations if (m.root, m.path) != (root, path))
    return replace(layer, manifestations=rest) if rest else None


def succeeded(old: Layer | None, new: Layer) -> Layer:
    """Settle what a layer becomes when its document is handed over again.

    The same body with the same claims is at most one more file: evidence stays where it was while the file that it
    points into is there.  Another body, or other claims (other rules), take the place of the old ones; files that
    carried the same body stay.

    Parameters
    ----------
    old : Layer or None
    new : Layer
    """
    if old is None or old.version != new.version:
        return new
    kept = one_more_file(old, new.manifestations)
    if old.says() == new.says() and kept.carried():
        return kept
    return replace(new, manifestations=kept.manifestations)


def _evidence_order(e: Evidence) -> tuple[str, str, int, int, int, int]:
    return e.claim, e.manifestation, e.start, e.end, e.row, e.column
