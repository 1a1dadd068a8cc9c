"""What can happen to referrals and duty contacts. Nothing else writes them."""
