"""Pages of a runway."""
