"""The pages about reviews."""
