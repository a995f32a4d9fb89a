"""The metadata of a release as an RO-Crate: what each file is, with size, hash, format and licence.

References
----------
RO-Crate Metadata Specification 1.2, https://w3id.org/ro/crate/1.2
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .about import About, Creator
from .layers import LAYERS, layer_address
from .layout import MANIFEST, SUMS, ReleaseFile

FILE = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.2"
_MEDIA = {
    ".parquet": "application/vnd.apache.parquet", ".nq": "application/n-quads", ".ttl": "text/turtle",
    ".csv": "text/csv", ".md": "text/markdown", ".json": "application/json", ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json", ".rq": "application/sparql-query", ".xml": "application/xml",
    ".cff": "application/yaml", ".toml": "application/toml", ".cypher": "text/plain",
}  # fmt: skip


def ro_crate(about: About, description: str, files: Iterable[ReleaseFile]) -> str:
    """The metadata as JSON-LD.

    Parameters
    ----------
    about : About
    description : str
    files : iterable of ReleaseFile
        All that are written before this one.

    Examples
    --------
    >>> graph = json.loads(ro_crate(About("1.0", "2026-11-30"), "A graph.", []))["@graph"]
    >>> graph[0]["about"], graph[1]["version"], graph[1]["license"]
    ({'@id': './'}, '1.0', {'@id': '#no-licence'})
    """
    held = list(files)
    people = [_person(c, n) for n, c in enumerate(about.creators, 1)]
    licences = _licences(about, held)
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": description,
        "version": about.version,
        "datePublished": about.date,
        "license": {"@id": _licence_id(about.licence_address)},
        "hasPart": [{"@id": f.path} for f in held] + [{"@id": MANIFEST}, {"@id": SUMS}],
    }
    if people:
        root["author"] = [{"@id": p["@id"]} for p in people]
    if about.publisher:
        root["publisher"] = {"@id": "#publisher"}
        people.append({"@id": "#publisher", "@type": "Organization", "name": about.publisher})
    if about.doi:
        root["identifier"] = f"https://doi.org/{about.doi}"
    descriptor = {
        "@id": FILE, "@type": "CreativeWork", "conformsTo": {"@id": _VERSION}, "about": {"@id": "./"},
    }  # fmt: skip
    own = [
        {"@id": MANIFEST, "@type": "File", "name": MANIFEST, "encodingFormat": "application/json"},
        {"@id": SUMS, "@type": "File", "name": SUMS, "encodingFormat": "text/plain"},
    ]
    graph = [descriptor, root, *people, *licences, *(_file(f, about) for f in held), *own]
    return json.dumps({"@context": f"{_VERSION}/context", "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _file(f: ReleaseFile, about: About) -> dict[str, Any]:
    suffix = "." + f.path.rsplit(".", 1)[-1]
    return {
        "@id": f.path,
        "@type": "File",
        "name": f.path.rsplit("/", 1)[-1],
        "contentSize": str(f.bytes),
        "sha256": f.sha256,
        "encodingFormat": _MEDIA.get(suffix, "application/octet-stream"),
        "license": {"@id": _licence_id(layer_address(f.layer, about))},
    }


def _person(c: Creator, number: int) -> dict[str, Any]:
    held: dict[str, Any] = {"@id": f"https://orcid.org/{c.orcid}" if c.orcid else f"#creator-{number}"}
    if c.family:
        held |= {"@type": "Person", "name": " ".join(filter(None, (c.given, c.family))), "familyName": c.family}
        held |= {"givenName": c.given} if c.given else {}
    else:
        held |= {"@type": "Organization", "name": c.name}
    return held | ({"affiliation": c.affiliation} if c.affiliation else {})


def _licence_id(address: str) -> str:
    return address or "#no-licence"


def _licences(about: About, files: Iterable[ReleaseFile]) -> list[Mapping[str, Any]]:
    names = {about.licence_address: about.licence} | {
        layer_address(f.layer, about): LAYERS[f.layer].licence or about.licence for f in files
    }
    return [_licence(address, names[address]) for address in sorted(names)]


def _licence(address: str, name: str) -> Mapping[str, Any]:
    said = name if address else "No licence was named for the claims of this release; ask its creators."
    return {"@id": _licence_id(address), "@type": "CreativeWork", "name": name or "No licence", "description": said}
