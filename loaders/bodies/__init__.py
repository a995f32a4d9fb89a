"""Bodies: the names of police units, departments and other organisations, and their canonical form."""
