"""How well an extraction agrees with annotated documents: precision, recall, F1; whole, by type, document or rule."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .agreement import ROWS, Item, Record, Row, plain

BREAKDOWNS = ("type", "document", "rule")
JUDGED = ("mentions", "readings", "links")  # rows by which a rule is right or not; a rule makes items of one alone


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement on one row, over all documents together, or on one part of it.

    Parameters
    ----------
    row : str
        Of `agreement.ROWS`.
    precision, recall, f1 : float
    gold, found : int
        Items annotated and found.
    part : str
        The type, document or rule; empty for the whole row.
    gain : float or None
        For a rule: by how much F1 of the whole row would fall without it; below zero it costs more than it earns.
    """

    row: str
    precision: float
    recall: float
    f1: float
    gold: int
    found: int
    part: str = ""
    gain: float | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a comparison with annotated documents came to.

    Parameters
    ----------
    scores : tuple of Score
        A row each, followed by its parts where a breakdown was asked for.
    persons : tuple of (str, int)
        Documents whose extraction holds annotated names of persons, and how many.
    """

    scores: tuple[Score, ...]
    persons: tuple[tuple[str, int], ...] = ()

    def score(self, row: str, part: str = "") -> Score:
        """The score of a row, or of a part of it.

        Raises
        ------
        KeyError
            If there is none.
        """
        for score in self.scores:
            if (score.row, score.part) == (row, part):
                return score
        raise KeyError(row, part)


@dataclass(frozen=True, slots=True)
class _Pairing:
    """One document's items of a row: those paired, those missed, those found beyond."""

    document: str
    pairs: tuple[tuple[Item, Item], ...]
    missed: tuple[Item, ...]
    extra: tuple[Item, ...]


def evaluate_records(gold: Mapping[str, Record], found: Mapping[str, Record], by: str = "") -> list[Score]:
    """Score extractions against annotated documents.

    Parameters
    ----------
    gold : mapping
        Annotated documents by id; a document without an extraction scores zero.
    found : mapping
        Extractions by id.
    by : str
        Empty, or one of `BREAKDOWNS`: each row is followed by its parts.

    Returns
    -------
    list of Score
        Rows ``mentions``, ``overlap``, ``names``, ``indicators``, ``readings``, ``links``, ``pairs``, ``qualifiers``.

    Examples
    --------
    >>> doc = {"links": [{"subject": "甲市公安局", "relation": "leads", "object": "工作组"}]}
    >>> [s.f1 for s in evaluate_records({"a": doc}, {"a": doc}) if s.row == "links"]
    [1.0]
    >>> [s.part for s in evaluate_records({"a": doc}, {"a": doc}, by="type") if s.row == "links"]
    ['', 'leads']
    """
    out: list[Score] = []
    for name, row in ROWS.items():
        paired = [_pair(document, row, gold[document], found.get(document)) for document in gold]
        out.append(_score(name, paired))
        out += _parts(name, row, paired, by)
    return out


def persons_found(gold: Mapping[str, Record], found: Mapping[str, Record]) -> list[tuple[str, int]]:
    """Count, for each document, the annotated names of persons that stand anywhere in its extraction.

    Returns
    -------
    list of (str, int)
        Documents in which any stands; the names themselves are not repeated.

    Examples
    --------
    >>> persons_found({"a": {"officials": ["傅志刚"]}}, {"a": {"links": [{"subject": "傅志刚"}]}})
    [('a', 1)]
    """
    out = []
    for document, record in gold.items():
        text = plain(json.dumps(found.get(document) or {}, ensure_ascii=False))
        names = {n for n in (*record.get("private", ()), *record.get("officials", ())) if n}
        count = sum(plain(n) in text for n in names)
        if count:
            out.append((document, count))
    return out


def rule_counts(scores: Iterable[Score]) -> list[tuple[str, int, int]]:
    """What each rule found, and how much of it annotators found too.

    Parameters
    ----------
    scores : iterable of Score
        Broken down by rule.

    Returns
    -------
    list of (str, int, int)
        Rule, items found, items right: exact spans of mentions, readings of figures, links.  Sorted by rule.

    Examples
    --------
    >>> doc = {"links": [{"subject": "甲市公安局", "relation": "leads", "object": "工作组"}]}
    >>> doc["more"] = {"rules": {"links": ["leads@1"]}}
    >>> rule_counts(evaluate_records({"a": doc}, {"a": doc}, by="rule"))
    [('leads@1', 1, 1)]
    """
    return sorted((s.part, s.found, round(s.precision * s.found)) for s in scores if s.part and s.row in JUDGED)


def _pair(document: str, row: Row, annotated: Record, extracted: Record | None) -> _Pairing:
    """Pair greedily, one to one."""
    want, left = row.items(annotated), row.items(extracted)
    pairs: list[tuple[Item, Item]] = []
    missed: list[Item] = []
    for item in want:
        at = next((i for i, other in enumerate(left) if row.same(item, other)), None)
        if at is None:
            missed.append(item)
        else:
            pairs.append((item, left.pop(at)))
    return _Pairing(document, tuple(pairs), tuple(missed), tuple(left))


def _score(name: str, paired: Iterable[_Pairing], part: str = "", gain: float | None = None) -> Score:
    hits = golds = founds = 0
    for p in paired:
        hits += len(p.pairs)
        golds += len(p.pairs) + len(p.missed)
        founds += len(p.pairs) + len(p.extra)
    precision, recall, f1 = _rates(hits, golds, founds)
    return Score(name, precision, recall, f1, golds, founds, part, gain)


def _rates(hits: int, golds: int, founds: int) -> tuple[float, float, float]:
    precision, recall = (hits / founds if founds else 0.0), (hits / golds if golds else 0.0)
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def _parts(name: str, row: Row, paired: Sequence[_Pairing], by: str) -> Iterator[Score]:
    if by == "document":
        yield from (_score(name, [p], p.document) for p in paired)
    elif by == "type":
        kinds = {str(i.get(row.kind)) for p in paired for i in (*(g for g, _ in p.pairs), *p.missed, *p.extra)}
        for kind in sorted(kinds):
            yield _score(name, [_only(p, row.kind, kind) for p in paired], kind)
    elif by == "rule":
        yield from _by_rule(name, paired)


def _only(p: _Pairing, field: str, value: str) -> _Pairing:
    def fits(item: Item) -> bool:
        return str(item.get(field)) == value

    pairs = tuple((g, f) for g, f in p.pairs if fits(g))
    return _Pairing(p.document, pairs, tuple(filter(fits, p.missed)), tuple(filter(fits, p.extra)))


def _by_rule(name: str, paired: Sequence[_Pairing]) -> Iterator[Score]:
    """Each rule with what it found, and what the row would lose without it."""
    golds = sum(len(p.pairs) + len(p.missed) for p in paired)
    right: dict[str, int] = {}
    wrong: dict[str, int] = {}
    for p in paired:
        for _, item in p.pairs:
            right[item["rule"]] = right.get(item["rule"], 0) + 1
        for item in p.extra:
            wrong[item["rule"]] = wrong.get(item["rule"], 0) + 1
    hits, founds = sum(right.values()), sum(right.values()) + sum(wrong.values())
    whole = _rates(hits, golds, founds)[2]
    rows = []
    for rule in {*right, *wrong}:
        good, found = right.get(rule, 0), right.get(rule, 0) + wrong.get(rule, 0)
        precision, recall, f1 = _rates(good, golds, found)
        gain = whole - _rates(hits - good, golds, founds - found)[2]
        rows.append(Score(name, precision, recall, f1, golds, found, rule, gain))
    yield from sorted(rows, key=lambda s: (-(s.gain or 0.0), s.part))
