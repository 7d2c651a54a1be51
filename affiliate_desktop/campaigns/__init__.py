"""Campaigns: what is promoted, when, through which channel and for which budget."""
