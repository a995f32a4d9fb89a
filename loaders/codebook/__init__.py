"""The codebook: every variable with its definition from the ontology and its rules of inclusion, in both languages."""
