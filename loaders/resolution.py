"""From names to entities: the same structure makes the same identifier, whatever the spelling."""

from __future__ import annotations

import re

from ..graph.entity import Entity, entity_id, place_id
from .bodies.name import BodyName, kind_of_body, organ_name, parse_body
from .places.gazetteer import load_gazetteer, stem

_STATE = "中华人民共和国"
_LAW = re.compile("(?<![办方作做])法(?:典)?$")  # a 办法 or a 工作法 is no law
_DIVISION_ENDS, _LONGEST_DIVISION = frozenset("省市区县州盟旗镇乡"), 24
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
    name = _present_name(canonical, parsed.place)
    return Entity(
        entity_id(kind, parsed.place, chain, scope),
        kind, name, parsed.place, head or kind_of_body(chain[-1]), chain, settled, generic,
        aliases=(canonical,) if name != canonical else (), scope=scope,
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
        if canonical in ("", full) or _names(canonical, code):
            short = stem(gazetteer[code].name)
            before = gazetteer.names_of(code)[1:]
            return Entity(
                place_id(code), "place", full, code, "", codes, aliases=(*((short,) if short else ()), *before)
            )
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


def policy_entity(
    title: str, vocabulary_id: str = "", issuer: Entity | None = None, document: str = "", label_en: str = ""
) -> Entity:
    """Make the entity of a policy document from its title.

    A listed title, a law, and a title that opens with its division name one document wherever they stand; any other
    (关于加强警务室建设的通知) is borne by many, and is tied to its issuer, else to the document that names it.

    Parameters
    ----------
    title : str
        Without the brackets 《》.
    vocabulary_id : str
        Entry of the vocabulary, or empty for an unlisted title.
    issuer : Entity, optional
        Body that issues it.
    document : str
        Document key.
    label_en : str
        English name.

    Examples
    --------
    >>> policy_entity("中华人民共和国人民调解法").id == policy_entity("人民调解法", document="a").id
    True
    >>> policy_entity("天津市西青区警务室管理办法").place
    '120111'
    >>> policy_entity("警务室管理办法", document="a").id == policy_entity("警务室管理办法", document="b").id
    False
    """
    key = vocabulary_id or title.removeprefix(_STATE)
    place = "" if vocabulary_id else _division_of(title)
    known = bool(vocabulary_id or place) or title.startswith(_STATE) or _LAW.search(title) is not None
    scope = "" if known else (issuer.id if issuer else document)
    place = place if known or issuer is None else issuer.place
    ident = entity_id("policy", place, (key,), scope)
    return Entity(ident, "policy", title, place, chain=(key,), label_en=label_en, scope=scope)


def _division_of(title: str) -> str:
    """Code of the division with whose full name a title opens, or empty."""
    gazetteer = load_gazetteer()
    for end in range(min(len(title), _LONGEST_DIVISION), 1, -1):
        if title[end - 1] in _DIVISION_ENDS and (division := gazetteer.resolve(title[:end])):
            return division.code
    return ""


def _term(kind: str, canonical: str, vocabulary_id: str, scope: str, label_en: str) -> Entity:
    name = canonical.translate({ord(c): None for c in "“”‘’「」『』"})
    key = vocabulary_id or name
    return Entity(entity_id(kind, "", (key,), scope), kind, name, chain=(key,), label_en=label_en, scope=scope)


def _present_name(name: str, code: str) -> str:
    """A body's name with the present name of a division that has been renamed: 襄樊市公安局 is 襄阳市公安局."""
    gazetteer = load_gazetteer()
    if code not in gazetteer:
        return name
    led, rest = "", name
    for division in (*gazetteer.ancestors(code), gazetteer[code]):
        written = next((n for n in gazetteer.names_of(division.code) if rest.startswith(n)), "")
        if written:
            led, rest = led + division.name, rest.removeprefix(written)
    return led + rest


def _names(canonical: str, code: str) -> bool:
    """Whether a name, of today or of another time, is that of a division."""
    gazetteer = load_gazetteer()
    chosen = gazetteer.choose(gazetteer.candidates(canonical, any_time=True), [code])
    return chosen is not None and chosen.code == code


def _implied_organ(parsed: BodyName) -> str:
    """Name of the organ that a station or sub-bureau belongs to, where the place tells it."""
    gazetteer = load_gazetteer()
    if parsed.place not in gazetteer or parsed.chain[:1] not in (("公安局",), ("公安厅",)):
        return ""
    division = gazetteer[parsed.place]
    return organ_name(division.parent if division.level == "township" else division.code)
