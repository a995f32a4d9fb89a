"""Tables for event-history and network-inference models: place-year, dyad-year and cascade.

Adopted, not adopted, unknown and outside the frame are four states.  A place has *adopted* by the end of a year if a
source states a date by which a body of it ran the mechanism.  It has *not adopted* only if the frame's searches cover
the place in that year, and no source reports that it runs the mechanism, or the dates that sources state exclude that
it had begun.  All else within the frame is *unknown*: a report without a date among it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...graph.interval import Span
from ...graph.networks.node import level_of
from .adoption import Adoption, beginning_of_place, reported_by
from .divisions import Divisions
from .study import WITHIN, Study

NOT_ADOPTED, ADOPTED, UNKNOWN, OUTSIDE = range(4)
STATES = {
    NOT_ADOPTED: "not adopted",
    ADOPTED: "adopted",
    UNKNOWN: "unknown",
    OUTSIDE: "outside the frame",
}
APART, ABOVE, BELOW = range(3)
NESTED = {APART: "apart", ABOVE: "sender above receiver", BELOW: "sender below receiver"}

TableRow = dict[str, str | int | None]


def state_of(began: Span, year: int, *, reported: bool, covered: bool) -> int:
    """The state of a place at risk at the end of a year.

    Parameters
    ----------
    began : Span
        Between which days the first body of the place began, by stated dates.
    year : int
    reported : bool
        Whether any source, of whatever time, reports that the place runs the mechanism.
    covered : bool
        Whether a search of the frame covers the place in that year.

    References
    ----------
    Berry and Berry (1990), DOI 10.2307/1963526 (the risk set of an event history).

    Examples
    --------
    >>> from ...graph.interval import edtf_span
    >>> since = edtf_span("2021-03/..")
    >>> [state_of(since, y, reported=True, covered=True) for y in (2020, 2021, 2022)]
    [0, 1, 1]
    >>> state_of(since, 2020, reported=True, covered=False), state_of(Span(), 2020, reported=True, covered=True)
    (2, 2)
    >>> state_of(Span(), 2020, reported=False, covered=True), state_of(Span(), 2020, reported=False, covered=False)
    (0, 2)
    """
    end = f"{year:04d}-12-31"
    if began.began_last <= end:
        return ADOPTED
    excluded = began.began_first > end if reported else True
    return NOT_ADOPTED if covered and excluded else UNKNOWN


def event_of(began: Span, year: int, state: int) -> int | None:
    """1 in the year in which a place adopted, 0 where it had not by its end, None where it is not at risk or unknown.

    Examples
    --------
    >>> from ...graph.interval import edtf_span
    >>> since = edtf_span("2021-03/..")
    >>> event_of(since, 2020, NOT_ADOPTED), event_of(since, 2021, ADOPTED), event_of(since, 2022, ADOPTED)
    (0, 1, None)
    >>> event_of(edtf_span("2021"), 2021, ADOPTED) is None
    True
    """
    if state == NOT_ADOPTED:
        return 0
    within = began.began_first >= f"{year:04d}-01-01" and began.began_last <= f"{year:04d}-12-31"
    return 1 if state == ADOPTED and within else None


@dataclass(frozen=True)
class Risk:
    """A study, the adoptions that sources report, and the divisions: what the tables are made of.

    Parameters
    ----------
    study : Study
    found : sequence of Adoption
        Of the mechanisms of the study.
    divisions : Divisions
    labels : mapping of str to str
        Name of each mechanism, and of each place by its code where the divisions do not hold it.
    """

    study: Study
    found: tuple[Adoption, ...]
    divisions: Divisions
    labels: Mapping[str, str]

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], list[Adoption]]:
        """Adoptions by mechanism and code of the place that adopts; those without a place are in none."""
        groups: dict[tuple[str, str], list[Adoption]] = defaultdict(list)
        at_risk = set(self.study.places)
        for a in self.found:
            if not a.code:
                continue
            inner = {a.code, *self.divisions.above(a.code)} if self.study.bodies == WITHIN else {a.code}
            for code in (inner & at_risk) or {a.code}:
                groups[a.mechanism, code].append(a)
        return groups

    @property
    def without_place(self) -> int:
        """Adopters that no place is known of: they are in no table."""
        return sum(not a.code for a in self.found)

    def state(self, mechanism: str, code: str, year: int) -> int:
        """State of any place at the end of any year."""
        if code not in self._at_risk:
            return OUTSIDE
        found = self.by_place.get((mechanism, code), [])
        covered = self.study.covered(mechanism, code, year, self.divisions)
        return state_of(beginning_of_place(found), year, reported=bool(found), covered=covered)

    @cached_property
    def _at_risk(self) -> frozenset[str]:
        return frozenset(self.study.places)


def place_years(risk: Risk) -> Iterator[TableRow]:
    """One row for each mechanism, place and year: of the places at risk, and of others that sources report.

    Parameters
    ----------
    risk : Risk

    Yields
    ------
    dict
    """
    for mechanism in risk.study.mechanisms:
        others = {code for m, code in risk.by_place if m == mechanism}
        for code in sorted({*risk.study.places, *others}):
            found = risk.by_place.get((mechanism, code), [])
            began = beginning_of_place(found)
            dated = min((a for a in found if a.began.dated), key=lambda a: (a.began.began_last, a.body), default=None)
            first = min((a for a in found if a.first_reported), key=lambda a: (a.first_reported, a.body), default=None)
            for year in risk.study.years:
                state = risk.state(mechanism, code, year)
                earliest, latest = began.bounds
                yield {
                    "mechanism": risk.labels[mechanism],
                    **_place(risk, code),
                    "year": year,
                    "state": state,
                    "event": event_of(began, year, state),
                    "covered": int(risk.study.covered(mechanism, code, year, risk.divisions)),
                    "adopters": len(found),
                    "in_force": dated.stated if dated else "",
                    "in_force_basis": dated.basis if dated else "",
                    "earliest": earliest or "",
                    "latest": latest or "",
                    "first_reported": first.first_reported if first else "",
                    "reported": int(any(reported_by(a) <= f"{year:04d}-12-31" for a in found)),
                    "stage": "; ".join(sorted({a.stage for a in found if a.stage})),
                    "mechanism_iri": mechanism,
                }


def dyad_years(risk: Risk) -> Iterator[TableRow]:
    """One row for each mechanism, ordered pair of places at risk, and year: whether one could and did follow the other.

    `opportunity` is 1 where the sender had adopted and the receiver had not by the end of the year before, 0 where that
    is excluded, empty where it is unknown; `event` is the receiver's.

    Parameters
    ----------
    risk : Risk

    References
    ----------
    Volden, C. (2006). States as policy laboratories: emulating success in the Children's Health Insurance Program.
    American Journal of Political Science 50(2), 294–312. DOI 10.1111/j.1540-5907.2006.00185.x.
    Boehmke, F. J. (2009). Policy emulation or policy convergence? Potential ambiguities in the dyadic event history
    approach to state policy emulation. Journal of Politics 71(3), 1125–1140. DOI 10.1017/S0022381609090926 (rows
    without an opportunity to emulate are to be left out).
    """
    years = range(risk.study.first - 1, risk.study.last + 1)
    above = {code: risk.divisions.above(code) for code in risk.study.places}
    for mechanism in risk.study.mechanisms:
        state = {(c, y): risk.state(mechanism, c, y) for c in risk.study.places for y in years}
        began = {c: beginning_of_place(risk.by_place.get((mechanism, c), [])) for c in risk.study.places}
        for receiver in risk.study.places:
            for sender in (c for c in risk.study.places if c != receiver):
                for year in risk.study.years:
                    before = state[receiver, year - 1], state[sender, year - 1]
                    yield {
                        "mechanism": risk.labels[mechanism],
                        "receiver": risk.divisions.full_name(receiver),
                        "receiver_code": receiver,
                        "sender": risk.divisions.full_name(sender),
                        "sender_code": sender,
                        "year": year,
                        "receiver_state": state[receiver, year],
                        "receiver_before": before[0],
                        "sender_before": before[1],
                        "opportunity": _opportunity(*before),
                        "event": event_of(began[receiver], year, state[receiver, year]),
                        "same_province": int(receiver[:2] == sender[:2]),
                        "same_prefecture": int(receiver[:4] == sender[:4]),
                        "nested": ABOVE if sender in above[receiver] else BELOW if receiver in above[sender] else APART,
                        "mechanism_iri": mechanism,
                    }


def _opportunity(receiver: int, sender: int) -> int | None:
    if receiver == ADOPTED or sender == NOT_ADOPTED:
        return 0
    return 1 if (receiver, sender) == (NOT_ADOPTED, ADOPTED) else None


def cascades(risk: Risk) -> Iterator[TableRow]:
    """One row for each mechanism (a cascade) and place (a node) that sources report: when it adopted.

    `event_time` is a year where the stated dates leave only one, else empty: what infers a network from cascades must
    drop those rows or draw a time between `earliest` and `latest`.

    Parameters
    ----------
    risk : Risk

    References
    ----------
    Gomez-Rodriguez, M., Leskovec, J. and Krause, A. (2012). Inferring networks of diffusion and influence. ACM
    Transactions on Knowledge Discovery from Data 5(4), 21. DOI 10.1145/2086737.2086741.
    Desmarais, B. A., Harden, J. J. and Boehmke, F. J. (2015). Persistent policy pathways: inferring diffusion networks
    in the American states. American Political Science Review 109(2), 392–406. DOI 10.1017/S0003055415000040.
    """
    for (mechanism, code), found in sorted(risk.by_place.items()):
        began = beginning_of_place(found)
        earliest, latest = began.bounds
        one = earliest and latest and earliest[:4] == latest[:4]
        yield {
            "cascade_id": risk.labels[mechanism],
            "node_name": code,
            "event_time": int(latest[:4]) if one and latest else None,
            **_place(risk, code),
            "in_frame": int(code in risk.study.places),
            "earliest": earliest or "",
            "latest": latest or "",
            "first_reported": min((a.first_reported for a in found if a.first_reported), default=""),
            "mechanism_iri": mechanism,
        }


def claim_rows(risk: Risk) -> Iterator[TableRow]:
    """The claims behind the tables: one row for each adopter and claim."""
    for a in risk.found:
        for claim in a.claims:
            yield {
                "mechanism": risk.labels[a.mechanism],
                "code": a.code,
                "body_iri": a.body,
                "claim": claim,
                "mechanism_iri": a.mechanism,
            }


def _place(risk: Risk, code: str) -> TableRow:
    return {"place": risk.divisions.full_name(code) or risk.labels.get(code, ""), "code": code, "level": level_of(code)}
