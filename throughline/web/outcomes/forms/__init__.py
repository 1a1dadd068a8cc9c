"""The questions of pages about reviews."""
