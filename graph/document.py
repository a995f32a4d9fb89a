"""Documents, their versions and the files that carry them.

A document has a key; a version is a body; a manifestation is a file or page with that body.  A changed
menu is a new manifestation of the same version and yields nothing new.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from .claim import Claim, Evidence
from .entity import Entity


@dataclass(frozen=True, slots=True)
class Document:
    """One source, coded.

    Parameters
    ----------
    key : str
        Declared id, else the address or root-relative path under which its body was first seen.
    title : str
        Title with names of persons masked.
    genre : str
        A notation of the scheme ``genre``.
    issuer, publisher : str
        The body that wrote it, and the medium that it names as its source (else whose page it is); or empty.
    date : str
        EDTF date of the document, or empty.
    date_basis : str
        A notation of the scheme ``date-basis``.
    address : str
        Address on the web, or empty.
    language : str
        ``zh-Hans`` or ``zh-Hant``, as stored.
    reporting : str
        ``self``, ``third-party`` or empty where not coded.
    licence : str
        Licence or terms, or empty.
    copy : str
        ``original``, ``reprint`` or empty where it cannot be told.
    carrier : str
        The medium on whose page it was found, if that is known; of a reprint another one than the publisher.
    """

    key: str
    title: str = ""
    genre: str = "news"
    issuer: str = ""
    publisher: str = ""
    date: str = ""
    date_basis: str = "none"
    address: str = ""
    language: str = "zh-Hans"
    reporting: str = ""
    licence: str = ""
    copy: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Manifestation:
    """A file or page that carried a version.

    Parameters
    ----------
    sha256 : str
        Of the file's bytes.
    path : str
        Relative to its root, with ``/``.
    root : str
        Name of the source root as given to the build.
    encoding : str
        Encoding it was decoded with.
    extractor : str
        Empty for plain text and tables, else name and version, e.g. ``trafilatura 2.3.1``.
    retrieved : str
        ISO date on which it was read or fetched, or empty.
    body : tuple of (int, int)
        Spans of the body in the decoded text, so that each manifestation maps body to text.
    """

    sha256: str
    path: str
    root: str = ""
    encoding: str = "utf-8"
    extractor: str = ""
    retrieved: str = ""
    body: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentClaims:
    """Everything that one version of one document yields: what a loader hands to the graph.

    Parameters
    ----------
    document : Document
    version : str
        SHA-256 of the body after repair, script conversion and removal of white space.
    masked_version : str
        The same of the masked body: the only body hash that leaves the dataset.
    manifestation : Manifestation
        The file it was read from.
    claims : tuple of Claim
    evidence : tuple of Evidence
    entities : tuple of Entity
        Every entity that a claim or qualifier names.
    signature : str
        Of the masked body, by which near-duplicates are told; see `signature.body_signature`.
    """

    document: Document
    version: str
    masked_version: str
    manifestation: Manifestation
    claims: tuple[Claim, ...] = field(default=())
    evidence: tuple[Evidence, ...] = field(default=())
    entities: tuple[Entity, ...] = field(default=())
    signature: str = ""


def body_hash(body: str) -> str:
    r"""Hash a body (repaired, simplified, masked or not) without its white space.

    Examples
    --------
    >>> body_hash("甲 乙\n") == body_hash("甲乙")
    True
    """
    return hashlib.sha256("".join(body.split()).encode()).hexdigest()
