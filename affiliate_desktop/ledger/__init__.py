"""What statements said (observations) and the transactions they add up to."""
