"""Template tags for signing in."""
