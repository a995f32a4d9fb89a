"""Links: relations between mentions, by patterns kept as data, with their qualifiers."""
