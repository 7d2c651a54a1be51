"""Measures and groupings; dashboard data; PDF summaries."""
