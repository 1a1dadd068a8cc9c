"""What can happen to agreements, consent, grants and restrictions. Nothing else writes them."""
