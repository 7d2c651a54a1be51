"""What the payouts page is made of."""
