"""What the studio page is made of."""
