"""Sheets for review and for coding by hand: written for a spreadsheet, read back row by row."""
