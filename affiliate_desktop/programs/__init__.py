"""Networks, the user's accounts at them, and the programs within an account."""
