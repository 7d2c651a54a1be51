"""The parts of the Earnings page."""
