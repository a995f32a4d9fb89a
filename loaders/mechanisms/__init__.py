"""Mechanisms and posts: listed, quoted, headed by a noun, or in a list."""
