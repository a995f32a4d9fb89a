"""Of mentions that overlap one stays, whatever the order in which they came."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from policing_kg.loaders.arbitration import PRECEDENCE, arbitrate
from policing_kg.loaders.extraction import Mention


def _mention(start, end, type_="Unit", name="甲"):
    return Mention(start, end, type_, name, "rule@1")


def test_the_longest_stays_and_what_lies_in_it_goes():
    whole, inner = _mention(0, 9), _mention(2, 5, "Place")
    assert arbitrate([inner, whole]) == (whole,)


def test_of_two_that_cross_the_longer_stays():
    long, short = _mention(0, 6, "Place"), _mention(4, 9)
    assert arbitrate([short, long]) == (long,)


@pytest.mark.parametrize(("stays", "goes"), list(pairwise(PRECEDENCE)))
def test_of_one_span_the_more_specific_type_stays(stays, goes):
    kept = arbitrate([_mention(0, 4, goes), _mention(0, 4, stays)])
    assert [m.type for m in kept] == [stays]


def test_neighbours_both_stay_and_doubles_are_one():
    first, second = _mention(0, 4), _mention(4, 6, "Role")
    assert arbitrate([second, first, first]) == (first, second)


def test_the_order_does_not_matter():
    given = [_mention(0, 4), _mention(3, 7, "Place"), _mention(6, 9, "Role"), _mention(0, 4, "Mechanism")]
    assert len({arbitrate(order) for order in permutations(given)}) == 1
