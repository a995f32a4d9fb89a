"""What carries the reading of a build: this machine's processes, or the workers of a cluster.

Each engine applies the same function to the same jobs and gives the results in the same order; all else of a build
knows of none.
"""

from .engine import Apply, engine_of

__all__ = ["Apply", "engine_of"]
