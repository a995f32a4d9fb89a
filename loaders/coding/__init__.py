"""Coding of documents: genre, issuer, self-report or third party, original or reprint; and places inside them."""
