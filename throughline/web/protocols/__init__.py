"""Pages about protocols: what must be true by when, as agreed."""
