"""Attribution in the window: what nothing explains, guesses, and rules."""
