"""Networks: the graph's live claims as networkx graphs, one for each question that researchers put to a network.

Each is a pure function of a store and of two choices, `reviewed` and `as_of`; measures stand in `queries`.
"""

from .networks import NETWORKS, Choice, network_of
from .tie import Tie, read_ties

__all__ = ["NETWORKS", "Choice", "Tie", "network_of", "read_ties"]
