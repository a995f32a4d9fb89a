"""The graph room: documents, claims and decisions in immutable generations, and what is computed from them.

It knows of no document format; `loaders` hands it `document.DocumentClaims`, `queries` asks `store.Graph`.
"""

from .citation import cite
from .dataset import Dataset, open_graph

__all__ = ["Dataset", "cite", "open_graph"]
