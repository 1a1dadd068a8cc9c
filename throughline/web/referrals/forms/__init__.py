"""The questions of referral pages."""
