"""What can happen to someone's time in prison. Nothing else writes it."""
