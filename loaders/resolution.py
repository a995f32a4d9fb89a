"""From names to entities: the same structure makes the same identifier, whatever the spelling."""

from __future__ import annotations

from ..graph.entity import Entity, entity_id, place_id
from .bodies.name import BodyName, kind_of_body, organ_name, parse_body
from .places.gazetteer import load_gazetteer, stem

_KIND_OF_TYPE = {"Unit": "unit", "Department": "department", "Organisation": "organisation"}


def body_entity(
    canonical: str,
    *,
    type: str,
    place: str = "",
    generic: bool = False,
    resolved: bool = True,
    document: str = "",
    head: str = "",
) -> Entity:
    """Make the entity of a body from its canonical name.

    Parameters
    ----------
    canonical : str
        Full official name in simplified script.
    type : str
        ``Unit``, ``Department`` or ``Organisation``.
    place : str
        Division code from the context; the name's own division goes before it.
    generic : bool
        A class of bodies: the entity is a population.
    resolved : bool
        False where parent or place stayed open: the entity is then the document's own.
    document : str
        Document key, used where `resolved` is false.
    head : str
        Kind of body as a term, if known.

    Returns
    -------
    Entity

    Raises
    ------
    ValueError
        If the type is not one of a body.

    Examples
    --------
    >>> a = body_entity("利通区公安分局", type="Unit")
    >>> b = body_entity("宁夏回族自治区吴忠市公安局利通分局", type="Unit")
    >>> a.id == b.id, a.place, a.chain
    (True, '640302', ('公安局', '利通分局'))
    """
    if type not in _KIND_OF_TYPE:
        raise ValueError(f"{type}: not a type of body; use one of {', '.join(_KIND_OF_TYPE)}")
    parsed = parse_body(canonical, place, generic=generic)
    settled = resolved and (generic or type == "Organisation" or bool(parsed.place))
    scope = "" if settled else document
    kind = "population" if generic else _KIND_OF_TYPE[type]
    chain = parsed.chain or (canonical,)
    return Entity(
        entity_id(kind, parsed.place, chain, scope),
        kind, canonical, parsed.place, head or kind_of_body(chain[-1]), chain, settled, generic, scope=scope,
    )  # fmt: skip


def ancestors_of(entity: Entity) -> tuple[Entity, ...]:
    """The bodies that an entity's name nests it in, from the top down.

    Parameters
    ----------
    entity : Entity
        A body or population from `body_entity`.

    Returns
    -------
    tuple of Entity
        Empty for a body that stands alone: a county's bureau is no part of the city's.

    Examples
    --------
    >>> [e.name for e in ancestors_of(body_entity("天津市公安局西青分局大寺派出所", type="Unit"))]
    ['天津市公安局', '天津市公安局西青分局']
    """
    parsed = parse_body(entity.name, entity.place, generic=entity.generic)
    names = list(parsed.parts[:-1])
    organ = _implied_organ(parsed)
    if organ and organ not in names and not entity.generic:
        whole = parse_body(organ, "")
        above = [n for n in whole.parts if n != entity.name]
        ids = {body_entity(n, type="Unit", place=entity.place).id for n in names}
        names = [n for n in above if body_entity(n, type="Unit").id not in ids] + names
    kind = "Unit" if entity.kind in ("unit", "population") else entity.kind.capitalize()
    found = (
        body_entity(n, type=kind, place=entity.place, resolved=entity.resolved, document=entity.scope) for n in names
    )
    return tuple({e.id: e for e in found if e.id != entity.id}.values())


def mechanism_entity(canonical: str, vocabulary_id: str = "", scope: str = "", label_en: str = "") -> Entity:
    """Make the entity of a mechanism: its vocabulary entry, or an unlisted name tied to its issuer.

    Parameters
    ----------
    canonical : str
        Shortest established name.
    vocabulary_id : str
        Entry of the vocabulary, or empty for an unlisted name.
    scope : str
        Id of the issuing body or document key, for an unlisted name or a homonym.
    label_en : str
        English name.

    Examples
    --------
    >>> listed = mechanism_entity("两队一室", "two-squads-one-room")
    >>> listed.id == mechanism_entity("“两队一室”", "two-squads-one-room").id
    True
    """
    return _term("mechanism", canonical, vocabulary_id, scope, label_en)


def role_entity(canonical: str, vocabulary_id: str = "", scope: str = "", label_en: str = "") -> Entity:
    """Make the entity of a post or kind of worker; the same name is the same post.

    Examples
    --------
    >>> role_entity("派出所所长").kind
    'role'
    """
    return _term("role", canonical, vocabulary_id, scope, label_en)


def measure_entity(canonical: str, vocabulary_id: str = "", scope: str = "", label_en: str = "") -> Entity:
    """Make the entity of a measure (矛盾纠纷化解率): its vocabulary entry or its name.

    Examples
    --------
    >>> measure_entity("矛盾纠纷化解率").kind
    'measure'
    """
    return _term("measure", canonical, vocabulary_id, scope, label_en)


def place_entity(code: str, canonical: str = "", *, resolved: bool = True, document: str = "") -> Entity:
    """Make the entity of a division, or of a named place in it.

    Parameters
    ----------
    code : str
        Code of the division, or of the one that holds the named place; may be empty for a named place.
    canonical : str
        Canonical name; if it is not a name of the division, the entity is a place of its own in it.
    resolved : bool
        False where the place's division stayed open.
    document : str
        Document key, used where `resolved` is false or there is no code.

    Raises
    ------
    KeyError
        If there is neither a canonical name nor a current division with the code.

    Examples
    --------
    >>> place_entity("120111").name, place_entity("120111").chain
    ('天津市西青区', ('120000', '120111'))
    >>> place_entity("120104", "天津市南开区碧华里社区").chain
    ('120000', '120104', '碧华里社区')
    """
    gazetteer = load_gazetteer()
    if code in gazetteer:
        full = gazetteer.full_name(code)
        codes = (*(d.code for d in gazetteer.ancestors(code)), code)
        if canonical in ("", full) or gazetteer.choose(gazetteer.candidates(canonical), [code]) == gazetteer[code]:
            short = stem(gazetteer[code].name)
            return Entity(place_id(code), "place", full, code, "", codes, aliases=(short,) if short else ())
    elif not canonical:
        raise KeyError(code)
    else:
        full, codes = "", ()
    local = canonical.removeprefix(full) if full else canonical
    for ancestor in codes:
        local = local.removeprefix(gazetteer[ancestor].name)
    settled = resolved and code in gazetteer
    scope = "" if settled else document
    ident = entity_id("place", code, (local,), scope)
    return Entity(ident, "place", canonical, code, "", (*codes, local), settled, scope=scope)


def _term(kind: str, canonical: str, vocabulary_id: str, scope: str, label_en: str) -> Entity:
    name = canonical.translate({ord(c): None for c in "“”‘’「」『』"})
    key = vocabulary_id or name
    return Entity(entity_id(kind, "", (key,), scope), kind, name, chain=(key,), label_en=label_en, scope=scope)


def _implied_organ(parsed: BodyName) -> str:
    """Name of the organ that a station or sub-bureau belongs to, where the place tells it."""
    gazetteer = load_gazetteer()
    if parsed.place not in gazetteer or parsed.chain[:1] not in (("公安局",), ("公安厅",)):
        return ""
    division = gazetteer[parsed.place]
    return organ_name(division.parent if division.level == "township" else division.code)
