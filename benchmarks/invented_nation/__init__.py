"""A synthetic nation as claims: real division codes, invented bodies; every name bears 合成 (synthetic)."""

from .nation import SCALES, documents, write_nation

__all__ = ["SCALES", "documents", "write_nation"]
