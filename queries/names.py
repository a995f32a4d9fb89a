"""From a name as a person types it to the one entity that bears it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from ..errors import AmbiguousName, UnknownName, UsageError
from ..graph.citation import DOCUMENTS_LISTED
from ..graph.entity import is_entity_id, place_id
from ..graph.names import Found
from ..graph.spelling import normal
from ..ontology.namespace import BASE, ENTITY
from .reader import Reader
from .result import Named
from .romanised import find_romanised

BODIES = ("unit", "department", "organisation", "population")
KINDS = MappingProxyType(
    {
        "place": ("place",),
        "body": BODIES,
        "party": (*BODIES, "role"),
        "mechanism": ("mechanism",),
        "measure": ("measure",),
        "policy": ("policy",),
        "entity": (*BODIES, "mechanism", "role", "place", "measure", "policy"),
    }
)
SHORTENED = (*BODIES, "place", "policy")  # kinds whose full names people shorten from the front: 西青分局
_MEND = "write it in full as a source does, or give its code or IRI"
_MANY = 2000  # entities that hold a short name, at most


def resolve_name(reader: Reader, text: str, type: str = "entity") -> Named:
    """Find the one entity that a person means.

    Tried in this order: IRI or id; division code; a whole name; an alias; an English name; pinyin; a short
    name of a body, place or policy document with which exactly one full name ends, in characters or in pinyin
    (xiqingqu, Xiqing District).  Of names alike, a named body goes before a class of bodies.  The IRI of an entity
    that was merged leads to the one that stands for it.

    Parameters
    ----------
    reader : Reader
    text : str
        As typed.
    type : str
        ``place``, ``body``, ``party`` (a body or post), ``mechanism``, ``measure``, ``policy`` (a policy document),
        ``entity`` or ``document`` (a source).

    Returns
    -------
    Named

    Raises
    ------
    UnknownName
        With the nearest names.
    AmbiguousName
        With the candidates.
    UsageError
        If an IRI or code names an entity of another type, or the name is empty or not valid text.
    """
    given = checked_text(text, "name")
    text = given.strip().removeprefix("《").removesuffix("》")
    if not text:
        raise UsageError("the name is empty; give a name, a code or an IRI")
    if type == "document":
        return _document(reader, given, text)
    iri = _iri(reader, text)
    if iri:
        _check_type(text, iri, type)
        return Named(iri, reader.label(iri))
    kinds = KINDS[type]
    for hidden in dict.fromkeys((reader.unreviewed, frozenset())):  # what only models name is found last
        alike = _alike(reader, text, kinds, hidden)
        if alike:
            return _only(text, alike)
    raise UnknownName(text, _nearest(reader, text, kinds), type if type != "entity" else "name", _MEND)


def _alike(reader: Reader, text: str, kinds: tuple[str, ...], hidden: frozenset[str]) -> list[Found]:
    """Entities that bear a name in the first way in which any does."""
    exact = [f for f in reader.names.exact(text, kinds) if f.id not in hidden]
    for how in ("name", "alias", "english", "pinyin"):
        alike = _named_first(f for f in exact if f.how == how)
        if alike:
            return alike
    wanted = normal(text)
    shortened = [k for k in kinds if k in SHORTENED]
    found = reader.names.find(text, shortened, _MANY) if shortened and wanted else []
    longer = [f for f in found if normal(f.label).endswith(wanted)] or find_romanised(reader.names, text, shortened)
    return _named_first(f for f in longer if f.id not in hidden)


def checked_text(text: str, what: str) -> str:
    """The text itself, if it is text: no lone half of a character, which neither engine can take.

    Raises
    ------
    UsageError
    """
    if not isinstance(text, str):
        raise UsageError(f"{what} {text!r}: a {type(text).__name__}, not a text; give a text")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise UsageError(f"{what} {text!a}: not valid text; type it in UTF-8")
    return text


def _nearest(reader: Reader, text: str, kinds: tuple[str, ...]) -> list[str]:
    """Names of the same kind: those that hold the text, else those spelled much alike."""
    return [f.label for f in reader.names.find(text, kinds, 3) or reader.names.similar(text, kinds, 3)]


def _check_type(text: str, iri: str, type: str) -> None:
    kind = iri.removeprefix(ENTITY).split("/", 1)[0]
    if kind not in KINDS[type]:
        raise UsageError(f"{text}: a {kind}, not a {type}; name a {type}")


def _iri(reader: Reader, text: str) -> str:
    """The IRI that an IRI, compact name, id or division code stands for, where the graph has it."""
    if text.startswith("id:"):
        text = ENTITY + text[len("id:") :]
    if text.startswith(BASE):
        iri = text
    elif text.isascii() and text.isdigit() and len(text) in (6, 12):
        iri = ENTITY + place_id(text)
    elif is_entity_id(text):
        iri = ENTITY + text
    else:
        return ""
    node = _node(iri)
    if next(reader.graph.quads(node), None) is None:
        raise UnknownName(text, (), "IRI or code")
    return reader.graph.value(node, "dcterms:isReplacedBy") or iri


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UsageError(f"{iri}: not an IRI; name the entity or copy its IRI whole") from error


def _named_first(found: Iterable[Found]) -> list[Found]:
    listed = list(found)
    return [f for f in listed if f.kind != "population"] or listed


def _only(text: str, found: list[Found]) -> Named:
    if len(found) > 1:
        listed = sorted(found, key=lambda f: (len(f.label), f.id))[:10]
        raise AmbiguousName(text, [(ENTITY + f.id, f.label) for f in listed])
    return Named(ENTITY + found[0].id, found[0].label)


def _document(reader: Reader, given: str, text: str) -> Named:
    """A document by its key, which may begin with a blank, its IRI, or a part of its title that no other has."""
    keyed = (q for key in (given, text) for q in reader.graph.quads(None, "pk:documentKey", Literal(key)))
    found = {q.subject.value for q in keyed if isinstance(q.subject, NamedNode)}
    if text.startswith(BASE) and reader.graph.value(_node(text), "pk:documentKey"):
        found.add(text)
    if not found:
        found = {iri for iri, title in _texts(reader, "dcterms:title") if text in title}
    if not found:
        keys = [key for _, key in _texts(reader, "pk:documentKey")]
        raise UnknownName(text, get_close_matches(text, keys, 3, 0.5), "document", DOCUMENTS_LISTED)
    return _only_document(reader, text, sorted(found))


def _only_document(reader: Reader, text: str, found: list[str]) -> Named:
    if len(found) > 1:
        raise AmbiguousName(text, [(iri, reader.label(iri)) for iri in found[:10]])
    return Named(found[0], reader.label(found[0]))


def _texts(reader: Reader, predicate: str) -> list[tuple[str, str]]:
    found = ((q.subject, q.object) for q in reader.graph.quads(None, predicate))
    return [(s.value, o.value) for s, o in found if isinstance(s, NamedNode) and isinstance(o, Literal)]
