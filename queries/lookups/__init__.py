"""Lookups that feel native: an entity of the graph as an object whose methods ask the catalogue.

`knowledge_graph.KnowledgeGraph` gives them by name; each answers typed rows that lead to claims and their places.
"""

from .entity import Entity
from .kinds import Body, Measure, Mechanism, Place, Policy, Post, Source

__all__ = ["Body", "Entity", "Measure", "Mechanism", "Place", "Policy", "Post", "Source"]
