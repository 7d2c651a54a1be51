"""Values everyone shares: money, periods, problems, changes. Standard library only."""
