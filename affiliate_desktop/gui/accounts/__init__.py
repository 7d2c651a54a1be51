"""What the accounts page is made of."""
