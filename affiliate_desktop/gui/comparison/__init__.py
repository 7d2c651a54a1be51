"""Comparing statements in the window: what to compare, and what was found."""
