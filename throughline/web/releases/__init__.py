"""Pages about who leaves, and what they need by then."""
