"""Texts: decoded, repaired, told from the page around them, cut into sections, sentences and clauses."""
