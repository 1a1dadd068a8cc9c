"""Pages about dates of many people that change together."""
