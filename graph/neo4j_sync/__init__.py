"""The graph in a Neo4j database: written bucket by bucket where it differs, read back, and proved equal."""

from .bulk_import import Bulk, bulk
from .delta import Delta
from .server import PASSWORD, USER, Server
from .synchronisation import Synchronised, holds, synchronise
from .verbs import sync, verify
from .verification import Verified, read_back

__all__ = [
    "PASSWORD",
    "USER",
    "Bulk",
    "Delta",
    "Server",
    "Synchronised",
    "Verified",
    "bulk",
    "holds",
    "read_back",
    "sync",
    "synchronise",
    "verify",
]
