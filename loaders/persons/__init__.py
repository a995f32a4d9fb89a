"""Persons: where their names stand in a text, and how they are covered."""
