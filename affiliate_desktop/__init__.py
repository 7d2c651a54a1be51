"""Affiliate Desktop: links, artwork, statements and earnings of an affiliate, in one local file."""

__version__ = "0.1.0"
