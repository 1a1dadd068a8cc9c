"""Pages about custody."""
