"""A study of reliability: units first, then each variable on the units that coders share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...errors import UsageError
from .alpha import LEVELS, Unit, Value, alpha
from .bootstrap import interval
from .judgements import INTERVAL, NONE, Coding, Key, aligned
from .kappa import agreement_share, kappa
from .unitising import Span, matched, unitising_alpha

KINDS = ("row", "mention", "figure", "pair", "link")
REFERENCES = {
    "kappa": "Cohen (1960), DOI 10.1177/001316446002000104; of more than two coders Light (1971), DOI 10.1037/h0031643",
    "alpha": "Krippendorff (2018), Content Analysis, 4th ed., ch. 12, DOI 10.4135/9781071878781",
    "unitising alpha": "Krippendorff (2004), DOI 10.1007/s11135-004-8107-7",
    "intervals": "Percentile bootstrap over documents, else units: Efron and Tibshirani (1993), ch. 13",
}
Bounds = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Agreement on one variable, or on where units of one category are drawn.

    Parameters
    ----------
    part : str
        ``unitising``, or the kind of unit: ``row`` of a review sheet, ``mention``, ``figure``, ``pair`` of ends,
        ``link``.
    variable : str
        The variable; of unitising the category, or the kind of unit that is matched by its key.
    level : str
        ``nominal``, ``ordinal``, ``interval``; of unitising ``exact``, ``overlap`` or ``key``: how units match.
    units : int
        Units that two coders at least judged; of unitising those that any drew.
    share : float or None
        Share of the pairs of judgements that are the same; of unitising F1 of the matched units, mean over pairs.
    kappa, alpha : float or None
        With bounds of the 95 % interval; None where undefined.
    """

    part: str
    variable: str
    level: str
    units: int
    share: float | None
    kappa: float | None = None
    kappa_bounds: Bounds = None
    alpha: float | None = None
    alpha_bounds: Bounds = None


def reliability(
    codings: Sequence[Coding], *, levels: Mapping[str, str] | None = None, draws: int = 1000, seed: int = 0
) -> list[Reliability]:
    """Agreement of coders, unitising apart.

    Parameters
    ----------
    codings : sequence of Coding
        Two at least.
    levels : mapping of str to str
        Level of a variable where it is not the usual one: interval for numbers, nominal for all else.
    draws, seed : int
        Of the bootstrap.

    Returns
    -------
    list of Reliability
        Unitising first, then each variable on the units that two coders at least have.

    Raises
    ------
    UsageError
        If there are fewer than two coders, they share no kind of unit, or a level is none.
    """
    for name, level in (levels or {}).items():
        if level not in LEVELS:
            raise UsageError(f"{name}={level}: not a level; use {', '.join(LEVELS)}")
    if len(codings) < 2:
        raise UsageError("agreement: one coder; name the work of two or more")
    rows = [*_drawn(codings, draws, seed), *_found(codings)]
    for kind in KINDS:
        units = aligned(codings, kind)
        names = {name for values in units.values() for v in values if v for name, said in v.items() if said != NONE}
        for name in sorted(names):
            level = (levels or {}).get(name) or ("interval" if name in INTERVAL else "nominal")
            row = _variable(kind, name, level, units, draws, seed)
            if row.units:
                rows.append(row)
    if not rows:
        raise UsageError("agreement: the coders share no unit; name work on the same rows or documents")
    return rows


def _variable(
    kind: str, name: str, level: str, units: Mapping[Key, Sequence[Mapping[str, Value] | None]], draws: int, seed: int
) -> Reliability:
    held: dict[str, list[Unit]] = {}
    for key, values in units.items():
        unit = tuple(v.get(name) if v else None for v in values)
        if sum(v is not None for v in unit) > 1:
            held.setdefault(key[0], []).append(unit)
    every = [unit for of_document in held.values() for unit in of_document]
    clusters = list(held.values()) if len(held) > 1 else [[unit] for unit in every]

    def of_level(drawn: Sequence[Unit]) -> float | None:
        return alpha(drawn, level)

    share = agreement_share(every)

    def told(statistic: Callable[[Sequence[Unit]], float | None]) -> tuple[float | None, Bounds]:
        value = statistic(every)
        if value is not None and share == 1:
            return value, (1.0, 1.0) if len(clusters) > 1 and draws else None  # no draw can differ
        return value, interval(statistic, clusters, draws, seed) if value is not None else None

    by_kappa = told(kappa) if level == "nominal" else (None, None)
    return Reliability(kind, name, level, len(every), share, *by_kappa, *told(of_level))


def _drawn(codings: Sequence[Coding], draws: int, seed: int) -> list[Reliability]:
    """Unitising of what is drawn on texts, by category."""
    lengths: dict[str, int] = {}
    for coding in codings:
        for document, length in coding.lengths.items():
            lengths[document] = max(lengths.get(document, 0), length)
        for spans in coding.spans.values():
            for document, held in spans.items():
                lengths[document] = max(lengths.get(document, 0), *(end for _, end in held))
    rows = []
    for category in sorted({name for c in codings for name in c.spans}):
        texts = [
            ([c.spans.get(category, {}).get(d, []) for c in codings], length)
            for d, length in sorted(lengths.items())
            if length
        ]
        count = sum(len(spans) for by_coder, _ in texts for spans in by_coder)
        value = _alpha_u(texts)
        bounds = interval(_alpha_u, [[text] for text in texts], draws, seed) if value is not None else None
        exact, overlap = (_f1([by for by, _ in texts], exact=exact) for exact in (True, False))
        rows.append(Reliability("unitising", category, "exact", count, exact, alpha=value, alpha_bounds=bounds))
        rows.append(Reliability("unitising", category, "overlap", count, overlap))
    return rows


Text = tuple[Sequence[Sequence[Span]], int]


def _alpha_u(texts: Sequence[Text]) -> float | None:
    """Alpha of unitising on texts laid end to end."""
    coders: list[list[Span]] = [[] for _ in texts[0][0]] if texts else []
    at = 0
    for by_coder, length in texts:
        for own, spans in zip(coders, by_coder, strict=True):
            own += [(at + start, at + end) for start, end in spans]
        at += length
    observed, expected = unitising_alpha(coders, at) if at else (0.0, 0.0)
    return 1 - observed / expected if expected else None


def _f1(texts: Sequence[Sequence[Sequence[Span]]], *, exact: bool) -> float | None:
    coders = range(len(texts[0])) if texts else range(0)
    return _mean(
        [
            (sum(matched(t[i], t[j], exact=exact) for t in texts), sum(len(t[i]) + len(t[j]) for t in texts))
            for i, j in combinations(coders, 2)
        ]
    )


def _found(codings: Sequence[Coding]) -> list[Reliability]:
    """How far coders found the same units where these have no place in a text: links, and figures of tables."""
    rows = []
    for kind in ("pair", "link", "figure"):
        held = [set(c.units[kind]) for c in codings]
        if any(held) and (kind != "figure" or not any(c.lengths for c in codings)):
            shares = [(len(a & b), len(a) + len(b)) for a, b in combinations(held, 2)]
            rows.append(Reliability("unitising", kind, "key", len(set[Key]().union(*held)), _mean(shares)))
    return rows


def _mean(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Mean F1 of pairs: twice the matches over the units of both."""
    told = [2 * hits / both for hits, both in pairs if both]
    return sum(told) / len(told) if told else None
