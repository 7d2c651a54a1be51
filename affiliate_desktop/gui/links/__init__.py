"""What the links page is made of."""
