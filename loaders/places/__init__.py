"""Places: the gazetteer, and the places that an article names."""
