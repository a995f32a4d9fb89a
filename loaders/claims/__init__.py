"""Claims: what was read or coded, with its entities and its place in the source."""
