"""Diffusion of mechanisms: who adopted what, when at the earliest and at the latest, and what a study can say of it.

A first report is never shown as an adoption, and silence never as absence.
"""

from .adoption import Adoption, adoptions
from .curve import adoption_curve
from .order import order_of_levels, order_of_places

__all__ = ["Adoption", "adoption_curve", "adoptions", "order_of_levels", "order_of_places"]
