"""What was due: referrals, plans evaluated over the statements, and what differs."""
