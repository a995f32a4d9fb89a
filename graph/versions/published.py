"""A document as it may be published: without the hashes of unmasked bodies and files, and without local folders.

The digest of a document is made from what may be published, so the published document has the digest of the one that
it was made from.  What the dataset needs in place of such a hash is made from the document's key and the file's path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..duplicate import near_duplicates
from ..holding import Holding, Layer
from ..scan import signed_documents
from ..segment import bucket_of, segments_of
from ..signature import BINS
from .edition import Edition
from .layout import PARTS

_OURS = "policing-kg:"  # begins the roots that name no folder


def published(holding: Holding, first: str = "") -> Holding:
    """Leave out of a document what may not be published.

    Parameters
    ----------
    holding : Holding
    first : str
        Key of the first document of its cluster of near-duplicates, itself perhaps; empty where it is in none.

    Examples
    --------
    >>> from ..document import Document, Manifestation
    >>> file = Manifestation("0" * 64, "a.txt", "/home/reader/texts")
    >>> held = Layer("read", Document("a.txt"), "1" * 64, "2" * 64, (file,), (), (), ())
    >>> shown = published(Holding("a.txt", (held,))).layers[0]
    >>> shown.manifestations[0].root, shown.manifestations[0].path, shown.masked_version == "2" * 64
    ('', 'a.txt', True)
    >>> {"0" * 64, "1" * 64} & {shown.version, shown.manifestations[0].sha256}
    set()
    """
    paths = {m.sha256: m.path for m in holding.manifestations}
    return Holding(holding.key, tuple(_layer(layer, holding.key, paths, first) for layer in holding.layers))


def published_part(edition: Edition, number: int, firsts: Mapping[str, str]) -> list[Holding]:
    """The documents of one part of a release, sorted by key."""
    keys = [key for key in edition.documents if bucket_of(key, PARTS) == number]
    held = edition.holdings(keys)
    return [published(held[key], firsts.get(key, "")) for key in sorted(held)]


def clusters(folder: Path) -> dict[str, str]:
    """Document key to the first of its cluster of near-duplicates, which is one of them too."""
    found = near_duplicates(signed_documents(segments_of(folder, "documents")))
    return found | {first: first for first in found.values()}


def _layer(layer: Layer, key: str, paths: Mapping[str, str], first: str) -> Layer:
    def version(held: str) -> str:
        return _named("version", key, layer.name, layer.masked_version) if held else ""

    def file(held: str) -> str:
        return _named("file", key, paths[held]) if held in paths else ""

    files = (
        replace(m, sha256=file(m.sha256), root=m.root if m.root.startswith(_OURS) else "", retrieved="")
        for m in layer.manifestations
    )
    evidence = (replace(e, version=version(e.version), manifestation=file(e.manifestation)) for e in layer.evidence)
    signature = _signed(first) if first and layer.signature else ""
    return replace(
        layer,
        version=version(layer.version),
        manifestations=tuple(sorted(files, key=lambda m: (m.root, m.path, m.encoding, m.extractor, m.body))),
        evidence=tuple(sorted(evidence, key=lambda e: (e.claim, e.manifestation, e.start, e.end, e.row, e.column))),
        entities=tuple(sorted(layer.entities, key=lambda e: e.id)),
        claims=tuple(sorted(layer.claims, key=lambda c: c.id)),
        signature=signature,
    )


def _named(*parts: str) -> str:
    """What stands where a hash was: as long as one, and of nothing that is secret."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _signed(first: str) -> str:
    """A signature that the documents of a cluster share, and no others, made from the key of the first."""
    return f"{BINS}:{hashlib.shake_256(first.encode()).hexdigest(2 * BINS)}:"
