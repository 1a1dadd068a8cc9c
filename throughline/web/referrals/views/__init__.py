"""Pages of referrals, each named after its view."""
