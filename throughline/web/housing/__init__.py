"""Pages about somewhere to live."""
