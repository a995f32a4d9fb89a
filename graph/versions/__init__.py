"""Versions of a dataset: what differs between two of them, claim by claim."""

from .difference import Change, Difference, difference
from .edition import Edition, edition

__all__ = ["Change", "Difference", "Edition", "difference", "edition"]
