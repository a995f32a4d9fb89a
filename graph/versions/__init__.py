"""Versions of a dataset: what differs between two, releases that freeze one, datasets made from releases."""

from .about import About, Creator, day_of, read_creators
from .difference import Change, Difference, difference
from .edition import Edition, edition
from .freezing import Released, freeze
from .restoring import restore

__all__ = [
    "About",
    "Change",
    "Creator",
    "Difference",
    "Edition",
    "Released",
    "day_of",
    "difference",
    "edition",
    "freeze",
    "read_creators",
    "restore",
]
