"""A dataset in somebody's SPARQL 1.1 endpoint, asked over HTTP as if it were here."""

from .exchange import Exchange
from .login import PASSWORD, TOKEN, USER, Login
from .remote_knowledge import RemoteKnowledgeGraph

__all__ = ["PASSWORD", "TOKEN", "USER", "Exchange", "Login", "RemoteKnowledgeGraph"]
