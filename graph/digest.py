"""Digests of documents, of the dataset and of quads: equal content, equal digest, whatever the order or layout.

They are made from what may be published: the masked body's hash stands for the body, a path for a file, so that
no digest lets a mask be undone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from .claim import Evidence
from .document import Document
from .entity import Entity
from .holding import Holding

_DOCUMENT, _ENTITY = (attrgetter(*(f.name for f in fields(row))) for row in (Document, Entity))
_PLACED = attrgetter(*(f.name for f in fields(Evidence)[3:]))  # without version and bytes hash


def document_digest(holding: Holding) -> str:
    """Hash what the dataset says of one document.

    Parameters
    ----------
    holding : Holding

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    paths = {m.sha256: m.path for m in holding.manifestations}
    layers: list[Any] = []
    for layer in holding.layers:
        files = sorted([m.path, m.encoding, m.extractor, m.body] for m in layer.manifestations)
        claims = sorted([c.id, c.origin, c.rule] for c in layer.claims)
        evidence = sorted([e.claim, paths.get(e.manifestation, ""), *_PLACED(e)] for e in layer.evidence)
        entities = sorted(map(_ENTITY, layer.entities))
        coded = _DOCUMENT(layer.document)
        layers.append([layer.name, coded, layer.masked_version, files, claims, evidence, entities])
    return _sha256(json.dumps(layers, ensure_ascii=False, separators=(",", ":")))


def dataset_digest(documents: Mapping[str, str], decisions: str) -> str:
    """Combine the digests of documents and decisions.

    Parameters
    ----------
    documents : mapping of str to str
        Document key to its digest.
    decisions : str
        Digest of the decisions.

    Examples
    --------
    >>> dataset_digest({"a": "1", "b": "2"}, "") == dataset_digest({"b": "2", "a": "1"}, "")
    True
    """
    return _sha256(json.dumps([sorted(documents.items()), decisions], ensure_ascii=False, separators=(",", ":")))


def quads_digest(nquads: Iterable[bytes]) -> str:
    """Hash lines of N-Quads in sorted order; without blank nodes, equal datasets give equal digests.

    Examples
    --------
    >>> quads_digest([b"<a> <b> <c> .", b"<a> <b> <d> ."]) == quads_digest([b"<a> <b> <d> .", b"<a> <b> <c> ."])
    True
    """
    total = hashlib.sha256()
    for line in sorted(nquads):
        total.update(line.rstrip(b"\n") + b"\n")
    return total.hexdigest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
