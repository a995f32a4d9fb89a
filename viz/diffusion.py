"""The view ``diffusion``: who runs a mechanism, at the days on which it may have begun, by level of government.

A stated date is drawn as the whole time in which the beginning may lie, and open to the left where the thing may have
begun earlier.  A first report is dashed: it says when the mechanism was known, never when it began.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ..graph.interval import EVER, edtf_days, edtf_span
from ..graph.networks.node import LEVELS
from ..queries.reader import Reader
from ..queries.statement import Statement
from .asking import Asked, iris_of, labels_of, statements_behind
from .picture import Picture, entities_of, links_of, picture
from .plan import Bar, Plan
from .wording import Words, value_words, words

RUNS = "implements"
LANES = (*LEVELS, "unplaced")


def find(reader: Reader, asked: Asked) -> Picture:
    """Every body that a document says runs the mechanism."""
    given = {name: iris_of(asked, name) for name in ("mechanism", "place")}
    links = links_of(statements_behind(reader, asked, "adopters", **given), (RUNS,))
    links = [link for link in links if link.object in given["mechanism"]]
    nodes = entities_of(reader, links)
    for iri, node in nodes.items():
        if node.level:
            nodes[iri] = replace(node, facts=(*node.facts, ("level", value_words("level", node.level))))
    return picture(nodes.values(), links)


def plan(found: Picture, asked: Asked) -> Plan:
    """A lane for each level of government."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for link in found.links:
        said[link.subject] += link.statements
    mechanisms = set(iris_of(asked, "mechanism"))
    lanes = {iri: LANES.index(node.level or "unplaced") for iri, node in found.nodes.items()}
    began = {iri: beginning(said[iri]) for iri in found.nodes}
    return Plan(
        lanes,
        headings={number: words("values")[level] for number, level in enumerate(LANES)},
        undrawn=mechanisms,
        dashed={iri for iri, (bar, _) in began.items() if not _is_stated(said[iri])},
        places=labels_of(asked, "place"),
        notes={iri: note for iri, (_, note) in began.items()},
        bars={iri: bar for iri, (bar, _) in began.items()},
    )


def _is_stated(said: Iterable[Statement]) -> bool:
    return any(k == "when" and edtf_days(when.partition("/")[0])[0] for s in said for k, when in s.qualifiers)


def beginning(said: Iterable[Statement]) -> tuple[Bar, Words]:
    """When a thing began, by the earliest date that a claim states, else by the earliest document; and how it is told.

    Parameters
    ----------
    said : iterable of Statement

    Returns
    -------
    tuple of (Bar, Words)
        Without days where neither claims nor documents have a date.
    """
    told = list(said)
    stated = [(edtf_days(when.partition("/")[0]), when) for s in told for k, when in s.qualifiers if k == "when"]
    dated = sorted((days, when) for days, when in stated if days[0])
    if dated:
        (first, last), when = dated[0]
        if edtf_span(when).began_first == EVER:
            return Bar(first, last, earlier=True), (f"{when}已有", f"by {when}")
        day = when.partition("/")[0]
        return Bar(first, last), (f"{day}起", f"since {day}")
    reported = sorted((edtf_days(s.source.published), s.source.published) for s in told)
    known = [(days, text) for days, text in reported if days[0]]
    if known:
        (first, last), text = known[0]
        zh, en = words("interface")["first_reported"]
        return Bar(first, last, earlier=True), (f"{zh} {text}", f"{en} {text}")
    return Bar(), words("interface")["no_date"]
