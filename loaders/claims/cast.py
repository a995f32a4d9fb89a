"""The cast of one document: which entity each of its names stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ...graph.entity import Entity
from ..extraction import POLICY_TYPE, Mention
from ..places.gazetteer import COUNTRY, load_gazetteer
from ..resolution import (
    ancestors_of,
    body_entity,
    measure_entity,
    mechanism_entity,
    place_entity,
    policy_entity,
    role_entity,
)
from ..texts.article import Span
from ..vocabulary import Term, read_lexicon, read_terms

SECTORS = {"Unit": "police", "Department": "department", "Organisation": "organisation"}
_NATION = frozenset({"全国", "中国"})
_POLICE_POST = re.compile("警|公安|派出所|所长|刑侦|治安")
_ISSUING = ("implements", "convenes", "established", "leads", "issues")
_ISSUED = ("Mechanism", POLICY_TYPE)


class Cast:
    """Entities of one document by mention and by canonical name.

    Parameters
    ----------
    mentions : iterable of Mention
        Those of policy documents too.
    triples : iterable of (str, str, str)
        Subject, relation and object of each link: who issues an unlisted mechanism or a policy document.
    document : str
        Document key: the scope of names that stay unresolved.
    """

    def __init__(self, mentions: Iterable[Mention], triples: Iterable[tuple[str, str, str]], document: str) -> None:
        self._document = document
        self._mentions = tuple(mentions)
        self._issuers = _issuers(tuple(triples))
        self._by_id: dict[str, Entity] = {}
        self._by_name: dict[tuple[str, str], Entity] = {}
        self._place_of = {m.canonical: m.place for m in self._mentions if m.place}
        self._written: dict[str, set[str]] = {}  # names under which the document writes an entry of the vocabulary
        self._note(self._mentions)
        # Mechanisms and policy documents last: an unlisted one is tied to the body that issues it.
        for mention in sorted(self._mentions, key=lambda m: m.type in _ISSUED):
            self._enter(mention)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Let further mentions in; a name that is known stays whose it is."""
        more = tuple(mentions)
        self._mentions += more
        self._note(more)
        for mention in sorted(more, key=lambda m: m.type in _ISSUED):
            self._enter(mention)

    def _note(self, mentions: Iterable[Mention]) -> None:
        for m in mentions:
            if m.vocabulary:
                self._written.setdefault(m.vocabulary, set()).add(m.canonical)

    def _enter(self, mention: Mention) -> None:
        key = mention.type, mention.canonical
        entity = self._entity(mention)
        known = self._by_name.get(key)
        if known is None or (entity.resolved and not known.resolved):
            self._by_name[key] = entity
            self._by_id.setdefault(entity.id, entity)

    def _entity(self, mention: Mention) -> Entity:
        name = mention.canonical
        if mention.type == "Place":
            return place_entity(mention.place, name, resolved=mention.resolved, document=self._document)
        if mention.type == "Role":
            term = _term_of("posts", mention.vocabulary)
            post = role_entity(name, mention.vocabulary, label_en=term.name_en if term else "")
            return replace(post, sector="police" if _POLICE_POST.search(name) else "")
        if mention.type == "Mechanism":
            return self._mechanism(name, mention.vocabulary)
        if mention.type == POLICY_TYPE:
            return self._policy(name)
        return self._body(name, mention.type, mention)

    def _body(self, name: str, type_: str, mention: Mention | None = None) -> Entity:
        place = mention.place if mention else self._place_of.get(name, "")
        entity = body_entity(
            name,
            type=type_,
            place=place,
            generic=mention.generic if mention else False,
            resolved=mention.resolved if mention else True,
            document=self._document,
            head=mention.head if mention else "",
        )
        return replace(entity, sector=SECTORS[type_])

    def _mechanism(self, name: str, vocabulary: str) -> Entity:
        term = _term_of("mechanisms", vocabulary)
        scope = ""
        if term is None or term.homonym:
            written = [name, *(sorted(self._written.get(vocabulary, ())) if term else ())]
            issuer = next((self._issuers[n] for n in written if n in self._issuers), None)
            known = self._find(issuer, "") if issuer else None
            scope = known.id if known else self._document
        entity = mechanism_entity(name, vocabulary, scope, term.name_en if term else "")
        return replace(entity, name=term.name, aliases=term.aliases, unit_kind=term.kind) if term else entity

    def _policy(self, title: str) -> Entity:
        term = read_lexicon("policies").term(title.removeprefix("中华人民共和国"))
        issuer = self._find(self._issuers.get(title, ""), "")
        if term is None:
            return policy_entity(title, "", issuer, self._document)
        return replace(policy_entity(term.name, term.id, label_en=term.name_en), aliases=term.aliases)

    def of_mention(self, mention: Mention) -> Entity | None:
        """The entity that a mention stands for."""
        return self._by_name.get((mention.type, mention.canonical))

    def named(self, name: str, type_: str, *, only_known: bool = False) -> Entity | None:
        """The entity of a canonical name: a mention's, or a parent's that stands inside a longer name.

        Parameters
        ----------
        name : str
        type_ : str
            One of the types of mentions, or empty if not known.
        only_known : bool
            Whether a name that no mention bears is nothing.

        Returns
        -------
        Entity or None
        """
        if not name:
            return None
        known = self._find(name, type_)
        if known is not None or only_known:
            return known
        if name in _NATION:
            return self._keep("Place", name, place_entity(COUNTRY))
        if type_ in ("", "Place"):
            place = _division(name)
            if place is not None or type_:
                return self._keep("Place", name, place) if place else None
        if type_ in ("", *SECTORS):
            nested = any(name in m.canonical for m in self._mentions if m.type in SECTORS)
            if type_ or nested:
                return self._keep(type_ or "Unit", name, self._body(name, type_ or "Unit"))
        return None

    def _find(self, name: str, type_: str) -> Entity | None:
        types = (type_,) if type_ else (*SECTORS, "Place", "Mechanism", "Role", POLICY_TYPE)
        return next((e for t in types if (e := self._by_name.get((t, name)))), None)

    def _keep(self, type_: str, name: str, entity: Entity) -> Entity:
        self._by_name[type_, name] = entity
        return self._by_id.setdefault(entity.id, entity)

    def measure(self, name: str, vocabulary: str) -> Entity:
        """The entity of a measure, by its vocabulary entry or its name."""
        term = _term_of("measures", vocabulary)
        entity = measure_entity(name, vocabulary, label_en=term.name_en if term else "")
        if term:
            entity = replace(entity, name=term.name, aliases=term.aliases, unit_kind=term.kind)
        return self._by_id.setdefault(entity.id, entity)

    def mentioned_in(self, sentence: Span, names: Iterable[str]) -> bool:
        """Whether a sentence holds a mention of one of the names, or of a name that nests it."""
        wanted = tuple(names)
        return any(
            sentence[0] < m.end and m.start < sentence[1] and any(n == m.canonical or n in m.canonical for n in wanted)
            for m in self._mentions
        )

    def with_ancestors(self, ids: Iterable[str]) -> tuple[Entity, ...]:
        """Entities by id, and the bodies and divisions above them, sorted by id."""
        return with_ancestors(self._by_id[i] for i in sorted(set(ids)) if i in self._by_id)


def with_ancestors(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Add to entities the bodies that nest them and the divisions that they serve or lie in.

    Returns
    -------
    tuple of Entity
        Sorted by id, each once.
    """
    gazetteer = load_gazetteer()
    found: dict[str, Entity] = {}

    def add(entity: Entity) -> None:
        if entity.id in found:
            return
        found[entity.id] = entity
        if entity.kind in ("unit", "department", "population"):
            for above in ancestors_of(entity):
                add(replace(above, sector=above.sector or entity.sector))
        codes = (entity.place,) if entity.place in gazetteer else ()
        for code in codes:
            for division in (*gazetteer.ancestors(code), gazetteer[code]):
                place = place_entity(division.code)
                found.setdefault(place.id, place)

    for entity in entities:
        add(entity)
    return tuple(found[i] for i in sorted(found))


def _division(name: str) -> Entity | None:
    gazetteer = load_gazetteer()
    named = gazetteer.candidates(name)
    return place_entity(named[0].code) if len(named) == 1 else None


def _issuers(triples: tuple[tuple[str, str, str], ...]) -> dict[str, str]:
    """For each mechanism the first body that a link says to run, convene, found or lead it."""
    found: dict[str, str] = {}
    for issuing in _ISSUING:
        for subject, relation, object_ in triples:
            if relation == issuing:
                found.setdefault(object_, subject)
    return found


def _term_of(table: str, vocabulary: str) -> Term | None:
    return next((t for t in read_terms(table) if t.id == vocabulary), None) if vocabulary else None
