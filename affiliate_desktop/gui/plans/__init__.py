"""What the plans page is made of."""
