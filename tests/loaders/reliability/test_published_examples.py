"""The coefficients are those that their authors published for their own examples."""

from __future__ import annotations

import pytest
from policing_kg.loaders.reliability.alpha import alpha
from policing_kg.loaders.reliability.kappa import kappa
from policing_kg.loaders.reliability.unitising import unitising_alpha

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units, data missing.
OBSERVERS = (
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
)
UNITS = list(zip(*OBSERVERS, strict=True))


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_four_observers_with_missing_data(level: str, published: float) -> None:
    assert alpha(UNITS, level) == pytest.approx(published, abs=0.0005)


def test_alpha_of_two_observers_and_two_values() -> None:
    """Krippendorff (2011), section A: ten units, two observers, no data missing: .095."""
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_kappa_of_two_clinicians() -> None:
    """Cohen (1960), table 2: 200 judgements in three categories, kappa .492."""
    table = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
    pairs = [(row, column) for row, cells in enumerate(table) for column, n in enumerate(cells) for _ in range(n)]
    assert kappa([(str(a), str(b)) for a, b in pairs]) == pytest.approx(0.492, abs=0.0005)


def test_alpha_of_unitising() -> None:
    """Krippendorff (2004): two observers on a continuum of 300 from 150 on; .7286 and 1, jointly .8591.

    He rounds on the way: of unrounded numbers the joint value is .8587.
    """

    def drawn(*units: tuple[int, int]) -> list[tuple[int, int]]:
        return [(start - 150, start - 150 + size) for start, size in units]

    c = unitising_alpha([drawn((225, 70), (370, 30)), drawn((220, 80), (355, 20), (400, 20))], 300)
    k = unitising_alpha([drawn((180, 60), (300, 50)), drawn((180, 60), (300, 50))], 300)
    assert c == pytest.approx((0.0144, 0.0532), abs=0.00005)
    assert k == pytest.approx((0.0, 0.0490), abs=0.00005)
    assert 1 - c[0] / c[1] == pytest.approx(0.7286, abs=0.00005)
    assert 1 - (c[0] + k[0]) / (c[1] + k[1]) == pytest.approx(0.8591, abs=0.0005)
