"""Pages that explain: what this is, and how records are kept."""
