"""What can happen to what we keep about a person. Nothing else writes it."""
