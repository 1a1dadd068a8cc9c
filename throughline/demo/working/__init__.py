"""The demo's work in hand: services, referrals, cases, plans and reviews, made by the actions that staff use."""
