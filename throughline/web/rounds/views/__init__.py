"""Views of rounds of dates."""
