"""Pages about agencies."""
