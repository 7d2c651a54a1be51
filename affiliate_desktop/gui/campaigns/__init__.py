"""What the campaigns page is made of."""
