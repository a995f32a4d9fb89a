"""Order of levels: whether a mechanism came from above or from below, where the dates can tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ...graph.interval import Span
from ...graph.networks.node import LEVELS
from .adoption import Adoption, beginning_of_place

DOWN, UP, UNDETERMINED, MIXED = "top-down", "bottom-up", "undetermined", "mixed"


class NestedPair(NamedTuple):
    """Two places that both run a mechanism, one within the other, and which began first."""

    mechanism: str
    upper: str
    upper_level: str
    upper_earliest: str | None
    upper_latest: str | None
    lower: str
    lower_level: str
    lower_earliest: str | None
    lower_latest: str | None
    order: str
    why: str


class LevelsInOrder(NamedTuple):
    """All nested pairs of two levels; `order` is told only where every pair that can be told agrees."""

    mechanism: str
    upper_level: str
    lower_level: str
    top_down: int
    bottom_up: int
    undetermined: int
    order: str


def order_of(upper: Span, lower: Span) -> tuple[str, str]:
    """Which of two began first, and why it cannot be told where it cannot.

    Only intervals that lie apart are ordered: every day on which the one may have begun lies before every day of the
    other.

    Parameters
    ----------
    upper, lower : Span
        Of the place above, and of the one within it.

    Examples
    --------
    >>> from ...graph.interval import edtf_span
    >>> order_of(edtf_span("2021-03/.."), edtf_span("2022/.."))
    ('top-down', 'intervals lie apart')
    >>> order_of(edtf_span("2022/.."), edtf_span("2022-05/.."))
    ('undetermined', 'intervals overlap')
    >>> order_of(edtf_span("2022/.."), Span())
    ('undetermined', 'no date stated')
    >>> order_of(edtf_span("2022/.."), edtf_span("2023"))
    ('undetermined', 'intervals overlap')
    """
    if not upper.dated or not lower.dated:
        return UNDETERMINED, "no date stated"
    if upper.began_last < lower.began_first:
        return DOWN, "intervals lie apart"
    if lower.began_last < upper.began_first:
        return UP, "intervals lie apart"
    return UNDETERMINED, "intervals overlap"


def order_of_places(found: Iterable[Adoption], within: Callable[[str], Iterable[str]]) -> list[NestedPair]:
    """Pairs of places, one within the other, that both run a mechanism: top-down, bottom-up or undetermined.

    A place begins with the first of its own bodies.  A first report says nothing of the order and is not used.

    Parameters
    ----------
    found : iterable of Adoption
    within : callable
        From the IRI of a place to those of the places that hold it.

    Returns
    -------
    list of NestedPair

    References
    ----------
    Berry and Berry (1990), DOI 10.2307/1963526.
    Shipan, C. R. and Volden, C. (2006). Bottom-up federalism: the diffusion of antismoking policies from U.S. cities to
    states. American Journal of Political Science 50(4), 825–843. DOI 10.1111/j.1540-5907.2006.00218.x.
    Zhu, X. (2014). Mandate versus championship: vertical government intervention and diffusion of innovation in public
    services in authoritarian China. Public Management Review 16(1), 117–139. DOI 10.1080/14719037.2013.798028.

    Examples
    --------
    >>> from ...graph.interval import edtf_span
    >>> def at(place, level, when):
    ...     return Adoption("m", "b", place, "", level, edtf_span(when), *[""] * 6, 1, 1, ())
    >>> found = [at("city", "prefecture", "2022/.."), at("county", "county", "2020/..")]
    >>> order_of_places(found, {"county": ["city"], "city": []}.get)[0].order
    'bottom-up'
    """
    groups: dict[str, dict[str, list[Adoption]]] = defaultdict(lambda: defaultdict(list))
    for adoption in found:
        if adoption.level:
            groups[adoption.mechanism][adoption.place].append(adoption)
    return [pair for mechanism, places in sorted(groups.items()) for pair in _pairs(mechanism, places, within)]


def order_of_levels(pairs: Iterable[NestedPair]) -> list[LevelsInOrder]:
    """Count the pairs of each two levels; ``mixed`` where some go down and others up, never a majority.

    Parameters
    ----------
    pairs : iterable of NestedPair

    References
    ----------
    Shipan and Volden (2006), DOI 10.1111/j.1540-5907.2006.00218.x; Zhu (2014), DOI 10.1080/14719037.2013.798028.

    Examples
    --------
    >>> pair = NestedPair("m", "u", "prefecture", None, None, "l", "county", None, None, "undetermined", "")
    >>> order_of_levels([pair, pair._replace(order="top-down")])[0][3:]
    (1, 0, 1, 'top-down')
    """
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        counts[pair.mechanism, pair.upper_level, pair.lower_level][pair.order] += 1
    rows = [
        LevelsInOrder(*key, found[DOWN], found[UP], found[UNDETERMINED], _agreed(found[DOWN], found[UP]))
        for key, found in counts.items()
    ]
    return sorted(rows, key=lambda r: (r.mechanism, LEVELS.index(r.upper_level), LEVELS.index(r.lower_level)))


def _agreed(down: int, up: int) -> str:
    if down and up:
        return MIXED
    return DOWN if down else UP if up else UNDETERMINED


def _pairs(
    mechanism: str, places: dict[str, list[Adoption]], within: Callable[[str], Iterable[str]]
) -> Iterator[NestedPair]:
    began = {place: beginning_of_place(listed) for place, listed in places.items()}
    level = {place: listed[0].level for place, listed in places.items()}
    for lower in sorted(places):
        for upper in sorted(set(within(lower)) & set(places) - {lower}):
            if level[upper] != level[lower]:
                bounds = [began[place].bounds for place in (upper, lower)]
                ends = (upper, level[upper], *bounds[0], lower, level[lower], *bounds[1])
                yield NestedPair(mechanism, *ends, *order_of(began[upper], began[lower]))
