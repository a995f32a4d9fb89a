"""The explorer: pages over a dataset and the SPARQL protocol, served on this machine alone unless told otherwise.

It follows the dataset as it is rebuilt, writes nothing, and shows every name as text.
"""

from .app import explorer
from .serving import VIEWS, listen, serve

__all__ = ["VIEWS", "explorer", "listen", "serve"]
