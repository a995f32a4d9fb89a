"""The view ``provenance``: what one claim says, where it stands, who made it, and what reviewers decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..graph.decision import Decision
from ..graph.location import Location
from ..ontology.namespace import BASE, PREFIXES
from ..queries.files import File, files_of
from ..queries.reader import Reader
from ..queries.statement import Statement, decisions_on, find_claim, statements
from .asking import Asked
from .picture import Link, Node, Picture, entities_of, picture
from .plan import Plan
from .wording import qualifier_words, value_words, where_words, words

SAID, CLAIM, PLACE, DOCUMENT, CARRIED = range(5)
COLUMNS = {
    "claim": CLAIM, "evidence": PLACE, "rule": PLACE, "decision": PLACE, "document": DOCUMENT, "file": CARRIED,
}  # fmt: skip


@dataclass(slots=True)
class _Drawn:
    """Nodes and links as they are gathered around one claim."""

    statement: Statement
    nodes: dict[str, Node] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def add(self, subject: str, relation: str, node: Node) -> None:
        self.nodes[node.iri] = node
        self.links.append(Link(subject, relation, node.iri, (self.statement,)))


def find(reader: Reader, asked: Asked) -> Picture:
    """The claim that was named, or the claims, with everything behind each."""
    claims = [find_claim(reader, str(text)) for text in asked["claim"]]
    found: dict[str, Node] = {}
    links: list[Link] = []
    for statement in statements(reader, claims).values():
        drawn = _drawn(reader, statement)
        found |= drawn.nodes
        links += drawn.links
    return picture(found.values(), {(x.subject, x.relation, x.object): x for x in links}.values())


def _drawn(reader: Reader, statement: Statement) -> _Drawn:
    claim = PREFIXES["claim"] + statement.claim
    drawn = _Drawn(statement)
    drawn.nodes[claim] = _claim(claim, statement)
    for end, iri in (("subject", statement.subject), ("object", statement.object)):
        drawn.add(claim, end, _end(reader, iri))
    for name, value in statement.qualifiers:
        zh, en = qualifier_words(name)
        said = value_words(name, value)
        node = Node(f"{claim}#{name}={value}", f"{zh}：{said[0]}", "qualifier", english=f"{en}: {said[1]}")
        drawn.add(claim, "qualifiedBy", node)
    document = _document(statement)
    for span in statement.spans:
        place = _place(claim, span)
        drawn.add(claim, "evidence", place)
        drawn.add(place.iri, "inDocument", document)
    if not statement.spans:
        drawn.add(claim, "inDocument", document)
    for origin, rule in statement.origins:
        zh, en = value_words("origin", origin)
        drawn.add(claim, "madeBy", Node(f"{claim}#{origin}:{rule}", f"{zh} {rule}", "rule", english=f"{en} {rule}"))
    for number, decision in enumerate(decisions_on(reader, statement)):
        drawn.add(claim, "decidedBy", _decision(f"{claim}#decision{number}", decision))
    if statement.revises:
        for older in statements(reader, [statement.revises]).values():
            drawn.add(claim, "revises", _claim(PREFIXES["claim"] + older.claim, older))
    for file in files_of(reader, document.iri):
        drawn.add(document.iri, "carriedBy", _file(file))
    return drawn


def _claim(iri: str, statement: Statement) -> Node:
    relation = statement.predicate.partition(":")[2]
    zh, en = words("relations").get(relation) or qualifier_words(relation)
    number = statement.claim[:12]
    status = value_words("status", statement.status)
    return Node(
        iri, f"{zh} {number}", "claim", english=f"{en} {number}", facts=(("status", status),), names=(statement.claim,)
    )


def _end(reader: Reader, iri: str) -> Node:
    if iri.startswith(BASE):
        return next(iter(entities_of(reader, [], [iri]).values()))
    return Node(f"urn:value:{iri}", iri, "value")


def _place(claim: str, span: Location) -> Node:
    zh, en = where_words(span)
    return Node(f"{claim}#{span.document.iri}:{span.where}", zh, "evidence", english=en)


def _document(statement: Statement) -> Node:
    source = statement.source
    coded = (("genre", source.genre), ("reporting", source.reporting), ("copy", source.copy))
    facts = [(name, value_words(name, value)) for name, value in coded if value]
    facts += [
        (name, (value, value)) for name, value in (("publisher", source.publisher), ("issuer", source.issuer)) if value
    ]
    if source.published:
        basis = value_words("date_basis", source.date_basis)
        facts.append(("date", (f"{source.published}（{basis[0]}）", f"{source.published} ({basis[1]})")))
    facts += [("key", (span.key, span.key)) for span in statement.spans[:1]]
    return Node(source.document.iri, source.document.label, "document", facts=tuple(facts))


def _file(file: File) -> Node:
    told = (("path", file.path), ("encoding", file.encoding), ("extractor", file.extractor))
    return Node(
        file.iri, file.path.rpartition("/")[2], "file", facts=tuple((name, (text, text)) for name, text in told if text)
    )


def _decision(iri: str, decision: Decision) -> Node:
    zh, en = value_words("decision", decision.kind)
    facts = [("date", (decision.when, decision.when)), ("reviewer", (decision.who, decision.who))]
    if decision.why:
        facts.append(("reason", (decision.why, decision.why)))
    if decision.change:
        text = "; ".join(f"{name}={value}" for name, value in decision.change)
        facts.append(("change", (text, text)))
    day = decision.when[:10]
    return Node(iri, f"{zh} {day}", "decision", english=f"{en} {day}", facts=tuple(facts))


def plan(found: Picture, asked: Asked) -> Plan:
    """From what is said through the claim to the file that carries it."""
    revised = {link.object for link in found.links if link.relation == "revises"}
    columns = {
        iri: SAID if node.kind not in COLUMNS else PLACE if iri in revised else COLUMNS[node.kind]
        for iri, node in found.nodes.items()
    }
    notes = {iri: node.facts[0][1] for iri, node in found.nodes.items() if node.kind == "claim" and node.facts}
    return Plan(
        columns,
        headings={
            SAID: ("所述", "What is said"),
            CLAIM: ("陈述", "The claim"),
            PLACE: ("出处、来由与审核", "Where, by what, and what was decided"),
            DOCUMENT: ("文献", "Document"),
            CARRIED: ("载体", "File"),
        },
        widths={SAID: 190, CLAIM: 200, PLACE: 190, DOCUMENT: 190, CARRIED: 190},
        focus={iri for iri, node in found.nodes.items() if node.kind == "claim"},
        notes=notes,
        flipped={"subject", "object", "qualifiedBy"},
        labelled={"subject", "object", "evidence", "inDocument", "carriedBy", "madeBy", "decidedBy", "revises"},
    )
