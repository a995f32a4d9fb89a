"""Figures: numerals, dates, schedules, and what a figure measures of whom."""
