"""The metadata of a release for DataCite, as JSON of its REST interface and as XML of its schema.

What nobody named is said by DataCite's own codes: ``:tba`` for a DOI to be assigned, ``:unav`` for what is not
available.

References
----------
DataCite Metadata Schema 4.5, DOI 10.14454/g8e5-6293; its appendix 3 for the codes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as Xml  # written, never parsed

from .about import LICENCES, About, Creator

_KERNEL = "http://datacite.org/schema/kernel-4"
_SCHEMA = f"{_KERNEL} https://schema.datacite.org/meta/kernel-4.5/metadata.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_FORMATS = ("application/vnd.apache.parquet", "application/n-quads", "text/turtle", "text/csv")
_ORCID = "https://orcid.org"
TO_BE_ASSIGNED, UNAVAILABLE = ":tba", ":unav"


def datacite_json(about: About, description: str, size: int) -> str:
    """The metadata as JSON.

    Parameters
    ----------
    about : About
    description : str
    size : int
        Bytes of the release.

    Examples
    --------
    >>> held = json.loads(datacite_json(About("1.0", "2026-11-30"), "A graph.", 10))
    >>> held["publicationYear"], "doi" in held, held["creators"][0]["name"]
    ('2026', False, ':unav')
    """
    held: dict[str, Any] = {
        "schemaVersion": _KERNEL,
        "creators": [_creator(c) for c in about.creators] or [{"name": UNAVAILABLE}],
        "titles": [{"title": about.title, "lang": "en"}],
        "publisher": {"name": about.publisher or UNAVAILABLE},
        "publicationYear": about.date[:4],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "dates": [{"date": about.date, "dateType": "Issued"}],
        "version": about.version,
        "sizes": [f"{size} bytes"],
        "formats": list(_FORMATS),
        "descriptions": [{"description": description, "descriptionType": "Abstract", "lang": "en"}],
    }
    if about.doi:  # else the registry gives one
        held["doi"] = about.doi
    if about.licence:
        held["rightsList"] = [_rights(about)]
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def datacite_xml(about: About, description: str, size: int) -> str:
    """The metadata as XML; see `datacite_json`.

    Examples
    --------
    >>> '<identifier identifierType="DOI">:tba</identifier>' in datacite_xml(About("1.0", "2026-11-30"), "A graph.", 9)
    True
    """
    root = Xml.Element("resource", {"xmlns": _KERNEL, "xmlns:xsi": _XSI, "xsi:schemaLocation": _SCHEMA})
    _add(root, "identifier", about.doi or TO_BE_ASSIGNED, identifierType="DOI")
    creators = _add(root, "creators")
    for c in about.creators or (Creator(name=UNAVAILABLE),):
        _add_creator(_add(creators, "creator"), c)
    _add(_add(root, "titles"), "title", about.title, **{"xml:lang": "en"})
    _add(root, "publisher", about.publisher or UNAVAILABLE)
    _add(root, "publicationYear", about.date[:4])
    _add(root, "resourceType", "Knowledge graph", resourceTypeGeneral="Dataset")
    _add(_add(root, "dates"), "date", about.date, dateType="Issued")
    _add(_add(root, "sizes"), "size", f"{size} bytes")
    formats = _add(root, "formats")
    for name in _FORMATS:
        _add(formats, "format", name)
    _add(root, "version", about.version)
    if about.licence:
        rights = _rights(about)
        names = {"rightsUri": "rightsURI", "schemeUri": "schemeURI"}
        given = {names.get(k, k): v for k, v in rights.items() if k != "rights"}
        _add(_add(root, "rightsList"), "rights", rights["rights"], **given)
    _add(_add(root, "descriptions"), "description", description, **{"xml:lang": "en", "descriptionType": "Abstract"})
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _creator(c: Creator) -> dict[str, Any]:
    held: dict[str, Any] = {"name": c.whole, "nameType": "Personal" if c.family else "Organizational"}
    if c.family:
        held |= {"givenName": c.given, "familyName": c.family}
    if c.orcid:
        named = {"nameIdentifier": f"{_ORCID}/{c.orcid}", "nameIdentifierScheme": "ORCID", "schemeUri": _ORCID}
        held["nameIdentifiers"] = [named]
    if c.affiliation:
        held["affiliation"] = [{"name": c.affiliation}]
    return held


def _add_creator(node: Xml.Element, c: Creator) -> None:
    kind = {} if c.whole == UNAVAILABLE else {"nameType": "Personal" if c.family else "Organizational"}
    _add(node, "creatorName", c.whole, **kind)
    if c.family and c.given:
        _add(node, "givenName", c.given)
    if c.family:
        _add(node, "familyName", c.family)
    if c.orcid:
        _add(node, "nameIdentifier", f"{_ORCID}/{c.orcid}", nameIdentifierScheme="ORCID", schemeURI=_ORCID)
    if c.affiliation:
        _add(node, "affiliation", c.affiliation)


def _rights(about: About) -> Mapping[str, str]:
    held = {"rights": about.licence, "rightsUri": about.licence_address}
    if about.licence in LICENCES:
        spdx = "https://spdx.org/licenses/"
        held |= {"rightsIdentifier": about.licence, "rightsIdentifierScheme": "SPDX", "schemeUri": spdx}
    return held


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    node = Xml.SubElement(parent, name, attributes)
    if text:
        node.text = text
    return node
