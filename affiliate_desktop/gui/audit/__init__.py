"""What the audit page is made of."""
