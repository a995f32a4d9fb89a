"""The loaders room."""
