"""What the panel, the search and the table know of entities and links, as plain JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from ..graph.interval import edtf_span
from ..queries.result import Evidence
from ..queries.statement import Statement
from .cross_department import headcount_words
from .labels import distinctions
from .picture import Link, Picture
from .rule_words import rule_words
from .wording import Words, qualifier_words, value_words, where_words, words

_WITH_OTHERS = ("headcountUnit", "headcountScope")  # told with the headcount
_LONGEST = 400  # characters of a quote


def entities_json(found: Picture) -> dict[str, dict[str, Any]]:
    """Entities by the id of their box."""
    from pypinyin import lazy_pinyin  # 57 MB, which the explorer's pages other than views do without

    out: dict[str, dict[str, Any]] = {}
    notes = distinctions(found)
    for number, (iri, node) in enumerate(found.nodes.items()):
        syllables = lazy_pinyin(node.label[:200])
        spelled = ["".join(syllables), "".join(s[:1] for s in syllables)]
        out[f"n{number}"] = {
            "label": node.label,
            "english": node.english,
            "iri": iri,
            "kind": node.kind,
            "place": node.place,
            "names": list(node.names),
            "note": notes.get(iri, ""),
            "facts": [[*qualifier_words(name), *text] for name, text in node.facts],
            "search": [t.casefold() for t in (node.label, node.english, *node.names, *spelled) if t],
        }
    return out


def links_json(dataset: str, found: Picture) -> list[dict[str, Any]]:
    """Links in their order, with everything that each claim says."""
    ids = {iri: f"n{i}" for i, iri in enumerate(found.nodes)}
    return [_link(dataset, ids, number, link) for number, link in enumerate(found.links)]


def _link(dataset: str, ids: dict[str, str], number: int, link: Link) -> dict[str, Any]:
    return {
        "id": number,
        "from": ids[link.subject],
        "to": ids[link.object],
        "relation": link.relation,
        "statements": [statement_json(dataset, s) for s in link.statements],
    }


def statement_json(dataset: str, statement: Statement) -> dict[str, Any]:
    """One claim: qualifiers, document and its coding, spans with their words, review and citation."""
    source = statement.source
    made = [(value_words("origin", origin), rule) for origin, rule in statement.origins]
    out: dict[str, Any] = {
        "claim": statement.claim,
        "qualifiers": [{"name": name, "zh": zh, "en": en} for name, zh, en in _told(statement)],
        "title": source.document.label,
        "key": next((e.key for e in statement.spans if e.key), source.document.iri),
        "address": source.address if source.address.startswith(("https://", "http://")) else "",
        "coding": list(_coding(statement)),
        "review": list(value_words("reviewed", "accepted" if statement.accepted else "unreviewed")),
        "made": [" · ".join(_made(who[i], rule, i) for who, rule in made) for i in (0, 1)],
        "spans": [_span(e, quote) for e, quote in zip(statement.spans, _quotes(statement), strict=True)],
        "cite": _citation(dataset, statement),
    }
    when = dict(statement.qualifiers).get("when", "")
    span = edtf_span(when, began=True)
    if span.dated:
        out["when"] = [span.began_first, span.began_last, span.ended_first, span.ended_last]
    return out


def _made(who: str, rule: str, language: int) -> str:
    known = rule_words(rule)[language]
    return f"{who} {rule}".strip() + (("（{}）", " ({})")[language].format(known) if known else "")


def _told(statement: Statement) -> Iterable[tuple[str, str, str]]:
    held = dict(statement.qualifiers)
    for name, value in statement.qualifiers:
        if name not in _WITH_OTHERS:
            yield name, *(headcount_words(held) if name == "headcount" else value_words(name, value))
    if statement.status != "live":
        yield "status", *value_words("status", statement.status)


def _coding(statement: Statement) -> Words:
    """How its document is coded, in one line: issuer, genre, whose report it is, date and where that comes from."""
    source = statement.source
    parts: list[Words] = [(text, text) for text in (source.issuer or source.publisher,) if text]
    coded = (("genre", source.genre), ("reporting", source.reporting), ("copy", source.copy))
    parts += [value_words(name, value) for name, value in coded if value]
    if source.published:
        zh, en = value_words("date_basis", source.date_basis)
        parts.append((f"{source.published}（{zh}）", f"{source.published} ({en})") if zh else (source.published,) * 2)
    return " · ".join(p[0] for p in parts), " · ".join(p[1] for p in parts)


def _quotes(statement: Statement) -> tuple[str, ...]:
    return statement.quotes or ("",) * len(statement.spans)


def _span(evidence: Evidence, quote: str) -> dict[str, Any]:
    zh, en = where_words(evidence)
    cut = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"
    return {"start": evidence.start, "end": evidence.end, "row": evidence.row, "zh": zh, "en": en, "quote": cut}


def _citation(dataset: str, statement: Statement) -> str:
    """One line that leads back: document, place in it, claim, dataset."""
    source = statement.source
    issued = ", ".join(t for t in (source.publisher, source.published) if t)
    where = ", ".join(where_words(e)[1] for e in statement.spans)
    parts = [source.document.label, issued, source.address, where]
    parts += [f"claim {statement.claim[:16]}", f"policing-kg dataset {dataset[:16]}"]
    return ". ".join(p for p in parts if p) + "."


def legend_json(found: Picture, boxes: Collection[str]) -> dict[str, list[tuple[str, int]]]:
    """Kinds that have a box, and relations that occur, with how often."""
    kinds = [node.kind for number, node in enumerate(found.nodes.values()) if f"n{number}" in boxes]
    relations = [link.relation for link in found.links]
    return {
        "kinds": [(k, kinds.count(k)) for k in words("kinds") if k in kinds],
        "relations": [(r, relations.count(r)) for r in words("relations") if r in relations],
    }
