"""Versions of a dataset: what differs between two, releases that freeze one, datasets made from releases, proofs."""

from .about import About, Creator, day_of, read_creators
from .difference import Change, Difference, difference
from .edition import Edition, edition
from .freezing import Released, freeze
from .proof import Check, Proof, prove
from .restoring import restore

__all__ = [
    "About",
    "Change",
    "Check",
    "Creator",
    "Difference",
    "Edition",
    "Proof",
    "Released",
    "day_of",
    "difference",
    "edition",
    "freeze",
    "prove",
    "read_creators",
    "restore",
]
