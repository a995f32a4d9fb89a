"""Measures that researchers report of networks and of diffusion, each with its reference, as typed rows.

The functions take a networkx graph and can be used on any; `measure` asks one of a dataset.
"""

from .brokerage import brokerage
from .centrality import betweenness, degree
from .cohesion import assortativity, cohesion, components, mixing
from .measure import Measure, find_measure, load_measures, measure
from .two_mode import projection, two_mode

__all__ = [
    "Measure",
    "assortativity",
    "betweenness",
    "brokerage",
    "cohesion",
    "components",
    "degree",
    "find_measure",
    "load_measures",
    "measure",
    "mixing",
    "projection",
    "two_mode",
]
