"""The graph in a Neo4j database: written bucket by bucket where it differs, read back, and proved equal."""

from .delta import Delta
from .server import Server
from .synchronisation import Synchronised, synchronise

__all__ = ["Delta", "Server", "Synchronised", "synchronise"]
