"""What can happen to organisations, teams, staff and keys. Nothing else writes them."""
