"""Pages about meetings and barriers."""
