"""Pages about one person's runway."""
